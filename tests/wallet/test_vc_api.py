"""The VC-API: requests in, responses out, and never a network."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from draaischijf.problems import Problem
from draaischijf.wallet.badges import sign_badge_token
from draaischijf.wallet.bitstring import unpack, value_at
from draaischijf.wallet.did import method_of
from draaischijf.wallet.http import MAX_BODY, Request
from draaischijf.wallet.integrity import VC1, VC2, add_proof
from draaischijf.wallet.keys import generate_key
from draaischijf.wallet.vc_api import Service, routes
from draaischijf.wallet.wsgi import App
from tests.wallet.badges.makers import badge
from tests.wallet.makers import NOW

KEY = generate_key("EdDSA")
BASE = "http://127.0.0.1:8080"


def service(**changes):
    return Service(KEY, base=BASE, now=lambda: NOW, **changes)


def plain(**changes):
    return {
        "@context": [VC2],
        "id": "urn:uuid:1",
        "type": ["VerifiableCredential"],
        "credentialSubject": {"id": "did:example:1", "name": "Sam"},
        **changes,
    }


def sent(method, path, body=b"", at=None):
    request = Request(method, f"{BASE}{path}", {"content-type": "application/json"}, body)
    return App([routes(at or service())]).handle(request)


def post(path, body, at=None):
    answer = sent("POST", path, json.dumps(body).encode(), at)
    return answer.status, answer.json()


def issued(at=None, **changes):
    status, body = post("/credentials/issue", {"credential": plain(**changes)}, at)
    assert status == 201, body
    return body["verifiableCredential"]


@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "eddsa-jcs-2022"])
def test_what_is_issued_verifies(suite):
    one = issued(service(suite=suite))
    assert (one["issuer"], one["proof"]["cryptosuite"]) == (service().did, suite)
    assert post("/credentials/verify", {"verifiableCredential": one})[0] == 200
    status, body = post("/credentials/verify", {"verifiableCredential": {**one, "id": "urn:uuid:2"}})
    assert (status, body["verified"]) == (400, False)
    assert body["problemDetails"][0]["title"] == "signature-invalid"


def test_the_older_version_is_issued_with_the_context_of_its_proof():
    one = issued(
        **{"@context": [VC1], "issuanceDate": "2026-01-01T00:00:00Z", "credentialSubject": {"id": "did:example:1"}}
    )
    assert one["@context"][-1] == "https://w3id.org/security/data-integrity/v2"
    assert post("/credentials/verify", {"verifiableCredential": one})[0] == 200


def test_only_its_own_issuer_unless_it_is_told_otherwise():
    other = {"issuer": "https://other.example/1"}
    assert (
        post("/credentials/issue", {"credential": plain(**other)})[1]["problemDetails"][0]["title"] == "issuer-mismatch"
    )
    assert issued(service(any_issuer=True), **other)["issuer"] == other["issuer"]


def test_tokens_and_envelopes():
    own = badge(issuer={"id": service().did, "type": ["Profile"]})
    text = sign_badge_token(own, KEY)
    envelope = {"@context": VC2, "type": "EnvelopedVerifiableCredential", "id": f"data:application/vc+jwt,{text}"}
    for held in (text, envelope):
        assert post("/credentials/verify", {"verifiableCredential": held})[0] == 200
    assert post("/credentials/verify", {"verifiableCredential": {**envelope, "type": "X"}})[0] == 400


def test_presentations():
    one = issued()
    made = {"@context": [VC2], "type": ["VerifiablePresentation"], "verifiableCredential": [one]}
    said = {"challenge": "1", "domain": "a.example", "proofPurpose": "authentication"}
    shown = add_proof(made, KEY, method_of(service().did), **said, created=service().moment())

    def status(options, held=shown):
        return post("/presentations/verify", {"verifiablePresentation": held, "options": options})[0]

    assert status({"challenge": "1", "domain": "a.example"}) == status({}) == 200
    assert status({"challenge": "2"}) == status({"domain": "b.example"}) == 400
    assert status({}, made) == 400


def test_statuses():
    at = service(with_status=True)
    one = issued(at)
    index = int(one["credentialStatus"]["statusListIndex"])
    assert post("/credentials/verify", {"verifiableCredential": one}, at)[0] == 200
    at.withdraw("urn:uuid:1")
    answer = sent("GET", "/status/1", at=at).json()
    assert value_at(unpack(answer["credentialSubject"]["encodedList"]), index) == 1
    status, body = post("/credentials/verify", {"verifiableCredential": one}, at)
    assert (status, body["problemDetails"][0]["title"]) == (400, "revoked")
    with pytest.raises(Problem, match="not issued here"):
        at.withdraw("urn:uuid:9")
    assert post("/credentials/verify", {"verifiableCredential": one})[0] == 400
    nameless = plain()
    del nameless["id"]
    assert post("/credentials/issue", {"credential": nameless}, at)[0] == 201


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/credentials/issue", b"", 405),
        ("POST", "/elsewhere", b"{}", 404),
        ("GET", "/status/1", b"", 404),
        ("POST", "/credentials/issue", b"", 400),
        ("POST", "/credentials/issue", b"[]", 400),
        ("POST", "/credentials/issue", b'{"credential": 5}', 400),
        ("POST", "/credentials/verify", b"{}", 400),
        ("POST", "/credentials/verify", b'{"verifiableCredential": "x"}', 400),
        ("POST", "/presentations/verify", b'{"verifiablePresentation": {}}', 400),
        ("POST", "/credentials/issue", b" " * (MAX_BODY + 1), 400),
        ("POST", "/credentials/issue", b'{"a": ' + b"[" * 90 + b"]" * 90 + b"}", 400),
    ],
)
def test_what_is_no_request(method, path, body, status):
    assert sent(method, path, body).status == status


def test_over_wsgi():
    lines = []
    body = json.dumps({"credential": plain()}).encode()
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/credentials/issue",
        "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
        "wsgi.url_scheme": "http",
        "HTTP_HOST": "127.0.0.1:8080",
    }
    (text,) = App([routes(service())])(environ, lambda *said: lines.append(said))
    assert lines[0][0] == "201 Created"
    assert json.loads(text)["verifiableCredential"]["issuer"] == service().did


leaves = st.none() | st.booleans() | st.integers() | st.text(max_size=6)
anything = st.recursive(leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner))


@settings(max_examples=80, deadline=None)
@given(
    st.sampled_from(["/credentials/issue", "/credentials/verify", "/presentations/verify"]),
    st.fixed_dictionaries(
        {},
        optional=dict.fromkeys(["credential", "verifiableCredential", "verifiablePresentation", "options"], anything),
    ),
)
def test_any_request_gets_an_answer(path, body):
    status, answer = post(path, body)
    assert status == 400 and answer["errors"]
