"""No text from outside breaks a parser: it is read, or refused in one line. Bounded in number and size."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from draaischijf.problems import Problem
from draaischijf.wallet import Context, read_credentials, verify
from draaischijf.wallet.chains import load_certificate
from draaischijf.wallet.dpop import check_proof
from draaischijf.wallet.encryption import decrypt, make_encryption_key
from draaischijf.wallet.http import Request
from draaischijf.wallet.jose import sign_token
from draaischijf.wallet.sdjwt.kinds import achievements_of, kind_of
from draaischijf.wallet.states import SqliteStates
from draaischijf.wallet.status.token import parse_status_token
from draaischijf.wallet.trust_file import read_trust
from draaischijf.wallet.vci import parse_offer
from draaischijf.wallet.vci.attestation import attested_client
from draaischijf.wallet.vci.proofs import check_proofs
from draaischijf.wallet.vp.requests import check_request
from tests.wallet.makers import ISSUER, NOW, issuer_key, root
from tests.wallet.test_bounded import VALUES
from tests.wallet.world import ASK, World, achievement

KEY, JWE = issuer_key("werk.example"), make_encryption_key("1")
URLS = st.sampled_from(["https://[", "https://x:99999999", "//[::1", "https://x:y/", "http://]"])
TEXTS = URLS | st.text(max_size=300) | st.text("eyJhbGciOiJFUzI1NiJ9._-~", max_size=300)
OBJECTS = st.dictionaries(st.text(max_size=8), VALUES, max_size=5)
OF_REQUEST = [
    "client_id",
    "response_type",
    "response_mode",
    "response_uri",
    "nonce",
    "dcql_query",
    "client_metadata",
    "aud",
]


def nothing(url):
    raise Problem("fetch-failed", "is not there.")


def survives(look, *arguments, **options):
    """Look at something; a Problem of one line is the only way to say no."""
    try:
        return look(*arguments, **options)
    except Problem as problem:
        assert "\n" not in str(problem)
        return None


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_texts(text):
    for look in (parse_offer, lambda one: check_request(one, "x", NOW), lambda one: decrypt(one, JWE)):
        survives(look, text)
    headers = {"dpop": text, "oauth-client-attestation": text, "oauth-client-attestation-pop": text}
    request = Request("POST", "https://x.example/a", {"content-type": "application/x-www-form-urlencoded", **headers})
    survives(check_proof, request, NOW, STATES)
    survives(attested_client, request, ISSUER, (root().certificate,), NOW, STATES)
    survives(Request("GET", text).query)
    survives(Request("POST", "x", request.headers, text.encode()).form)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_bytes(data):
    for look in (parse_status_token, load_certificate, read_credentials):
        survives(look, data)


@settings(max_examples=150, deadline=None)
@given(VALUES | URLS, OBJECTS)
def test_values(value, said):
    survives(read_trust, value)
    survives(read_trust, {"format": 1, "issuer": [{"id": "x", "kinds": ["*"], "did": "did:x", **said}]})
    survives(parse_offer, json.dumps(said))
    survives(check_proofs, value, ISSUER, NOW, batch=3)
    kind_of(said)
    achievements_of({"achievement": said})
    achievements_of(said)


@settings(max_examples=150, deadline=None)
@given(OBJECTS, st.sampled_from(OF_REQUEST), VALUES | URLS)
def test_signed_nonsense_is_still_nonsense(said, name, value):
    """Whoever has a key can sign anything: what is inside is not believed to have a shape."""
    good = {
        "client_id": "x509_san_dns:werk.example",
        "response_type": "vp_token",
        "response_mode": "direct_post",
        "response_uri": "https://werk.example/r",
        "nonce": "n",
        "dcql_query": ASK,
    }
    text = sign_token({**good, name: value}, KEY, type_="oauth-authz-req+jwt")
    survives(check_request, text, "x509_san_dns:werk.example", NOW)
    for type_, look in (
        ("dc+sd-jwt", lambda one: verify(one.encode() + b"~", Context(NOW, fetcher=nothing))),
        ("dc+sd-jwt", lambda one: verify(one.encode() + b"~", Context(NOW))),
        ("dc+sd-jwt", lambda one: read_credentials(one.encode() + b"~")),
        ("statuslist+jwt", lambda one: parse_status_token(one.encode())),
        ("openid4vci-proof+jwt", lambda one: check_proofs({"jwt": [one]}, ISSUER, NOW, batch=1)),
    ):
        survives(look, sign_token({"vct": "x", **said, name: value}, KEY, type_=type_, jwk=dict(KEY.jwk)))
        bare = {"jwk": dict(KEY.jwk), "x5c": None}
        survives(look, sign_token({"vct": "x", **said, name: value}, KEY, type_=type_, **bare))


@pytest.fixture(scope="module")
def world():
    return World(at=datetime.now(UTC), settings={"dpop": False})


@settings(max_examples=150, deadline=None)
@given(
    path=st.sampled_from(["token", "par", "nonce", "credential", "notification", "authorize"]),
    body=st.binary(max_size=200) | OBJECTS.map(lambda one: json.dumps(one).encode()),
    kind=st.sampled_from(["application/x-www-form-urlencoded", "application/json", ""]),
    query=st.text(max_size=50),
)
def test_endpoints_answer_anything_and_break_on_nothing(world, path, body, kind, query):
    headers = {"content-type": kind, "authorization": "Bearer x", "dpop": "x"}
    for method in ("GET", "POST"):
        answer = world.issuer.handle(Request(method, f"{ISSUER}/{path}?{query}", headers, body))
        assert answer.status in (200, 201, 400, 401, 404, 405)


@settings(max_examples=100, deadline=None)
@given(body=st.binary(max_size=200), name=st.sampled_from(["request/x", "response/x", "x"]))
def test_a_verifier_answers_anything(world, body, name):
    form = "application/x-www-form-urlencoded"
    answer = world.verifier.handle(Request("POST", f"https://werk.example/{name}", {"content-type": form}, body))
    assert answer.status in (400, 404)


@settings(max_examples=60, deadline=None)
@given(said=VALUES)
def test_a_credential_request_may_hold_anything(world, said):
    offer = world.issuer.offer("achievement", achievement(), pin=False)
    code = offer.value["grants"]["urn:ietf:params:oauth:grant-type:pre-authorized_code"]["pre-authorized_code"]
    fields = f"grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Apre-authorized_code&pre-authorized_code={code}"
    form = {"content-type": "application/x-www-form-urlencoded"}
    token = world.issuer.handle(Request("POST", f"{ISSUER}/token", form, fields.encode())).json()["access_token"]
    headers = {"content-type": "application/json", "authorization": f"Bearer {token}"}
    for path in ("credential", "notification"):
        for body in (said, {"credential_configuration_id": "achievement", "proofs": said}, {"notification_id": said}):
            request = Request("POST", f"{ISSUER}/{path}", headers, json.dumps(body).encode())
            assert world.issuer.handle(request).status == 400


STATES = SqliteStates()
