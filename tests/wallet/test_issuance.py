"""OpenID4VCI: from an offer to a credential in a wallet, and every way to get one that is not yours."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from dataclasses import replace
from hashlib import sha256
from secrets import token_hex
from urllib.parse import quote

import pytest

from draaischijf.problems import Problem
from draaischijf.wallet import Context, generate_key, verify
from draaischijf.wallet.dpop import make_proof as make_dpop
from draaischijf.wallet.http import Request, Response, post_form, post_json
from draaischijf.wallet.jose import sign_token
from draaischijf.wallet.sdjwt import parse_sd_jwt
from draaischijf.wallet.states import SqliteStates
from draaischijf.wallet.vci import parse_offer
from draaischijf.wallet.vci.proofs import make_proof
from draaischijf.wallet.vci.settings import PRE_AUTHORISED
from draaischijf.wallet.vci.tokens import Grant
from tests.wallet.makers import ISSUER, NOW, issuer_key, root
from tests.wallet.world import BACK, LIST, World, achievement


@pytest.fixture
def world():
    return World()


def test_an_offer_becomes_a_credential_that_verifies(world):
    [held] = world.receive()
    found = verify(held.data, Context(NOW, world.verifier.settings.trust, fetcher=world.verifier.settings.fetcher))
    assert {axis: one.verdict.value for axis, one in found.axes.items()} == {
        "signature": "good",
        "issuer": "good",
        "status": "good",
        "freshness": "good",
        "binding": "bad",
    }
    assert found.claims[0]["achievement"] == achievement()["achievement"]
    assert world.events == [("r-1", "credential_accepted")]


def test_copies_are_bound_to_keys_of_their_own(world):
    held = world.receive(copies=3)
    payloads = [parse_sd_jwt(one.data.decode()).payload for one in held]
    assert len({json.dumps(one["cnf"]) for one in payloads}) == 3
    assert len({one["status"]["status_list"]["idx"] for one in payloads}) == 3
    with pytest.raises(Problem, match="invalid_proof"):
        world.receive(copies=11)


def test_the_issuer_decides_who_and_when_whatever_the_claims_say(world):
    [held] = world.receive(achievement(iss="https://evil.example", exp=1, cnf={}, vct="x", status={}))
    payload = parse_sd_jwt(held.data.decode()).payload
    assert (payload["iss"], payload["vct"]) == (ISSUER, "urn:draaischijf:achievement:1")
    assert payload["exp"] > NOW.timestamp()


def test_revoking_by_reference_shows_in_the_list(world):
    [held] = world.receive()
    [(uri, index)] = world.issuer.statuses.find("r-1")
    assert uri == LIST
    world.issuer.statuses.set(uri, index, 1)
    found = verify(held.data, Context(NOW, world.verifier.settings.trust, fetcher=world.verifier.settings.fetcher))
    assert found.axes["status"].code == "revoked"
    assert not found.accepted()


# -- the code and the pin


def token_request(world, fields, key=None, **headers):
    request = post_form(f"{ISSUER}/token", fields)
    proof = make_dpop(key or generate_key(), request, world.at)
    return replace(request, headers={**request.headers, "dpop": proof, **headers})


def code_of(offer):
    return offer.value["grants"][PRE_AUTHORISED]["pre-authorized_code"]


def with_code(offer, **more):
    return {"grant_type": PRE_AUTHORISED, "pre-authorized_code": code_of(offer), "tx_code": offer.pin, **more}


def test_a_code_works_once_and_for_a_while(world):
    offer = world.issuer.offer("achievement", achievement())
    assert world.send(token_request(world, with_code(offer))).status == 200
    assert world.send(token_request(world, with_code(offer))).json()["error"] == "invalid_grant"
    assert world.send(token_request(world, with_code(offer))).json()["error"] == "invalid_grant"
    late = world.issuer.offer("achievement", achievement())
    world.wait(seconds=601)
    assert world.send(token_request(world, with_code(late))).json()["error"] == "invalid_grant"


def test_a_wrong_pin_is_refused_and_three_end_the_offer(world):
    offer = world.issuer.offer("achievement", achievement())
    wrong = f"{(int(offer.pin) + 1) % 10**6:06}"
    for _ in range(3):
        answer = world.send(token_request(world, with_code(offer, tx_code=wrong)))
        assert (answer.status, answer.json()["error"]) == (400, "invalid_grant")
    assert world.send(token_request(world, with_code(offer))).json()["error"] == "invalid_grant"
    other = world.issuer.offer("achievement", achievement())
    assert world.send(token_request(world, with_code(other, tx_code=wrong))).status == 400
    assert world.send(token_request(world, with_code(other))).status == 200


def test_a_pin_is_asked_of_the_person(world):
    offer = world.issuer.offer("achievement", achievement())
    with pytest.raises(Problem, match="sent apart"):
        world.receiver.receive(offer.link)
    bare = world.issuer.offer("achievement", achievement(), pin=False)
    assert world.receiver.receive(bare.link)
    assert offer.pin not in offer.link and offer.pin not in repr(offer)


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({}, "unsupported_grant_type"),
        ({"grant_type": PRE_AUTHORISED}, "invalid_grant"),
        ({"grant_type": "authorization_code"}, "invalid_grant"),
    ],
)
def test_a_token_needs_a_grant(world, fields, error):
    assert world.send(token_request(world, fields)).json()["error"] == error


@pytest.mark.parametrize(
    "request_",
    [
        Request("POST", f"{ISSUER}/token", {"content-type": "text/plain"}, b"x"),
        Request("POST", f"{ISSUER}/token", {"content-type": "application/x-www-form-urlencoded"}, b"a=1&a=2"),
        Request("POST", f"{ISSUER}/token", {"content-type": "application/x-www-form-urlencoded"}, b"\xff=1"),
        Request("POST", f"{ISSUER}/token", {"content-type": "application/x-www-form-urlencoded"}, b"a&" * 60),
        Request("POST", f"{ISSUER}/par", {"content-type": "text/plain"}, b"x"),
    ],
)
def test_what_is_no_form_is_refused(world, request_):
    assert world.send(request_).json()["error"] == "invalid_request"


# -- DPoP


def test_a_token_is_bound_to_its_key(world):
    key, offer = generate_key(), world.issuer.offer("achievement", achievement())
    answer = world.send(token_request(world, with_code(offer), key)).json()
    assert answer["token_type"] == "DPoP"
    request = post_json(f"{ISSUER}/credential", {})

    def ask(headers):
        return world.send(replace(request, headers={**request.headers, **headers})).json()["error"]

    token = answer["access_token"]
    bound = {"authorization": f"DPoP {token}"}
    assert ask({}) == "invalid_token"
    assert ask({"authorization": f"Bearer {token}"}) == "invalid_token"
    assert ask({"authorization": "DPoP nonsense"}) == "invalid_token"
    assert ask(bound) == "invalid_token"
    assert ask(bound | {"dpop": make_dpop(generate_key(), request, NOW, token=token)}) == "invalid_dpop_proof"
    assert ask(bound | {"dpop": make_dpop(key, request, NOW)}) == "invalid_dpop_proof"
    good = make_dpop(key, request, NOW, token=token)
    assert ask(bound | {"dpop": good}) == "unknown_credential_configuration"
    assert ask(bound | {"dpop": good}) == "invalid_dpop_proof", "a proof works once"
    world.wait(seconds=301)
    assert ask(bound | {"dpop": make_dpop(key, request, world.at, token=token)}) == "invalid_token"


def test_a_dpop_proof_must_be_for_this_request_and_moment(world):
    offer, key = world.issuer.offer("achievement", achievement()), generate_key()
    request = post_form(f"{ISSUER}/token", with_code(offer))
    other = post_form(f"{ISSUER}/other", {})
    claims = {"jti": "1", "htm": "POST", "htu": f"{ISSUER}/token", "iat": int(NOW.timestamp())}
    proofs = [
        "",
        "nonsense",
        make_dpop(key, other, NOW),
        make_dpop(key, Request("GET", request.url), NOW),
        make_dpop(key, request, NOW.replace(hour=1)),
        sign_token(claims, key, type_="dpop+jwt"),
        sign_token(claims, key, type_="JWT", jwk=dict(key.jwk)),
        sign_token(claims, key, type_="dpop+jwt", jwk=dict(generate_key().jwk)),
        sign_token({**claims, "jti": 3}, key, type_="dpop+jwt", jwk=dict(key.jwk)),
        sign_token({**claims, "iat": "now"}, key, type_="dpop+jwt", jwk=dict(key.jwk)),
    ]
    for proof in proofs:
        answer = world.send(replace(request, headers={**request.headers, **({"dpop": proof} if proof else {})}))
        assert answer.status == 400
    assert world.send(token_request(world, with_code(offer))).status == 200, "a failed try costs nothing"


def test_without_dpop_tokens_are_bearer_where_the_issuer_allows():
    world = World(settings={"dpop": False})
    offer = world.issuer.offer("achievement", achievement())
    answer = world.send(post_form(f"{ISSUER}/token", with_code(offer))).json()
    assert answer["token_type"] == "Bearer"


def test_a_code_that_is_used_twice_takes_back_what_was_given_for_it(world):
    key, offer = generate_key(), world.issuer.offer("achievement", achievement())
    token = world.send(token_request(world, with_code(offer), key)).json()["access_token"]
    request = post_json(f"{ISSUER}/credential", {})

    def ask():
        headers = {"authorization": f"DPoP {token}", "dpop": make_dpop(key, request, NOW, token=token)}
        return world.send(replace(request, headers={**request.headers, **headers})).json()["error"]

    assert ask() == "unknown_credential_configuration"
    world.send(token_request(world, with_code(offer)))
    assert ask() == "invalid_token"


# -- wallet attestation


MAKER, WALLET = issuer_key("wallets.example"), generate_key()
SAID = {"sub": "w", "cnf": {"jwk": dict(WALLET.jwk)}, "exp": int(NOW.timestamp()) + 100}
PROVEN = {"aud": ISSUER, "iat": int(NOW.timestamp()), "iss": "w"}


def attested(said=None, proven=None, maker=MAKER, wallet=WALLET):
    proof = {"jti": token_hex(8), **PROVEN, **(proven or {})}
    return {
        "oauth-client-attestation": sign_token({**SAID, **(said or {})}, maker, type_="oauth-client-attestation+jwt"),
        "oauth-client-attestation-pop": sign_token(proof, wallet, type_="oauth-client-attestation-pop+jwt"),
    }


@pytest.fixture
def strict():
    return World(settings={"wallet_roots": (root().certificate,)})


def test_a_wallet_that_its_maker_vouches_for_gets_a_token(strict):
    offer = strict.issuer.offer("achievement", achievement())
    assert strict.send(token_request(strict, with_code(offer), **attested())).status == 200
    pushed = post_form(f"{ISSUER}/par", {**PUSH, "client_id": ""})
    assert strict.send(replace(pushed, headers={**pushed.headers, **attested()})).status == 201
    metadata = strict.send(Request("GET", f"{ISSUER}/.well-known/oauth-authorization-server")).json()
    assert metadata["token_endpoint_auth_methods_supported"] == ["attest_jwt_client_auth"]


def test_a_proof_of_a_wallet_works_once(strict):
    headers = attested()
    for status in (200, 401):
        offer = strict.issuer.offer("achievement", achievement())
        assert strict.send(token_request(strict, with_code(offer), **headers)).status == status


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {**attested(), "oauth-client-attestation-pop": ""},
        attested(said={"sub": ""}),
        attested(said={"exp": 1}),
        attested(said={"exp": None}),
        attested(said={"cnf": {}}),
        attested(said={"cnf": {"jwk": dict(generate_key().jwk)}}),
        attested(maker=generate_key()),
        attested(maker=issuer_key("wallets.example", "Other root")),
        attested(wallet=generate_key()),
        attested(proven={"aud": "https://other.example"}),
        attested(proven={"iss": "other"}),
        attested(proven={"iat": 1}),
        attested(proven={"iat": "now"}),
        attested(proven={"jti": 3}),
        attested(said={"sub": "other"}, proven={"iss": "other"}),
    ],
)
def test_a_wallet_that_nobody_vouches_for_gets_nothing(strict, headers):
    offer = strict.issuer.offer("achievement", achievement())
    fields = with_code(offer, client_id="w")
    answer = strict.send(token_request(strict, fields, **headers))
    assert (answer.status, answer.json()["error"]) == (401, "invalid_client")
    assert strict.send(token_request(strict, fields, **attested())).status == 200


@pytest.mark.parametrize("types", [{"said": "JWT"}, {"proven": "JWT"}])
def test_an_attestation_must_be_of_its_type(strict, types):
    tokens = attested()
    name = "oauth-client-attestation" if "said" in types else "oauth-client-attestation-pop"
    claims, key = (SAID, MAKER) if "said" in types else ({**PROVEN, "jti": "1"}, WALLET)
    tokens[name] = sign_token(claims, key, type_="JWT")
    offer = strict.issuer.offer("achievement", achievement())
    assert strict.send(token_request(strict, with_code(offer), **tokens)).status == 401


# -- proofs and nonces


class Session:
    """A token, and credential requests with it."""

    def __init__(self, world, **more):
        self.world, self.key = world, generate_key()
        offer = world.issuer.offer("achievement", achievement())
        self.answer = world.send(token_request(world, with_code(offer, **more), self.key)).json()
        self.token = self.answer["access_token"]

    def nonce(self):
        return self.world.send(Request("POST", f"{ISSUER}/nonce")).json()["c_nonce"]

    def ask(self, body, path="credential"):
        request = post_json(f"{ISSUER}/{path}", body)
        proof = make_dpop(self.key, request, self.world.at, token=self.token)
        headers = {**request.headers, "authorization": f"DPoP {self.token}", "dpop": proof}
        return self.world.send(replace(request, headers=headers))

    def credential(self, *proofs, **more):
        return self.ask({"credential_configuration_id": "achievement", "proofs": {"jwt": list(proofs)}, **more})


@pytest.fixture
def session(world):
    return Session(world)


def test_a_nonce_works_once(session):
    nonce, at = session.nonce(), session.world.at
    assert session.credential(make_proof(generate_key(), ISSUER, nonce, at)).status == 200
    again = session.credential(make_proof(generate_key(), ISSUER, nonce, at))
    assert again.json()["error"] == "invalid_nonce"
    old = session.nonce()
    session.world.wait(seconds=299)
    assert (
        session.credential(make_proof(generate_key(), ISSUER, "made-up", session.world.at)).json()["error"]
        == "invalid_nonce"
    )
    assert session.credential(make_proof(generate_key(), ISSUER, old, session.world.at)).status == 200


def proof(nonce, key=None, type_="openid4vci-proof+jwt", jwk=None, claims=None, **header):
    key = key or generate_key()
    said = {"aud": ISSUER, "iat": int(NOW.timestamp()), "nonce": nonce, **(claims or {})}
    return sign_token(said, key, type_=type_, **{"jwk": dict(jwk or key.jwk), "kid": None, **header})


@pytest.mark.parametrize(
    "options",
    [
        {"type_": "JWT"},
        {"jwk": generate_key().jwk},
        {"jwk": {"kty": "oct", "k": "AA"}},
        {"kid": "did:key:x"},
        {"alg": "none"},
        {"claims": {"aud": "https://other.example"}},
        {"claims": {"iat": 1}},
        {"claims": {"iat": "now"}},
        {"claims": {"iat": None}},
        {"claims": {"nonce": 3}},
        {"claims": {"iss": "another-wallet"}},
    ],
)
def test_a_proof_must_show_that_its_key_is_held_for_this_issuer_now(session, options):
    answer = session.credential(proof(session.nonce(), **options))
    assert (answer.status, answer.json()["error"]) == (400, "invalid_proof")


def test_proofs_must_be_of_different_keys_with_one_nonce(session):
    key, nonce = generate_key(), session.nonce()
    for proofs in ([proof(nonce, key), proof(nonce, key)], [proof(nonce), proof(session.nonce())], ["x"], []):
        assert session.credential(*proofs).json()["error"] == "invalid_proof"
    for body in ({}, {"proofs": {"ldp_vp": []}}, {"proofs": []}, {"proofs": {"jwt": [1]}}):
        assert session.ask({"credential_configuration_id": "achievement", **body}).json()["error"] == "invalid_proof"


def test_what_is_not_offered_is_not_given(session):
    nonce = session.nonce()
    for more, error in (
        ({"credential_configuration_id": "passport"}, "unknown_credential_configuration"),
        ({"credential_identifier": "x"}, "unknown_credential_identifier"),
        ({"credential_response_encryption": {}}, "invalid_encryption_parameters"),
    ):
        assert session.credential(proof(nonce), **more).json()["error"] == error


def test_who_asks_with_details_gets_an_identifier_to_ask_with(world):
    details = json.dumps([{"type": "openid_credential", "credential_configuration_id": "achievement"}])
    one = Session(world, authorization_details=details)
    [detail] = one.answer["authorization_details"]
    assert detail["credential_configuration_id"] == "achievement"
    [identifier] = detail["credential_identifiers"]
    nonce = one.nonce()
    for wrong in ({"credential_configuration_id": "achievement"}, {"credential_identifier": "x"}, {}):
        answer = one.ask({**wrong, "proofs": {"jwt": [proof(nonce)]}})
        assert answer.json()["error"] == "unknown_credential_identifier"
    assert one.ask({"credential_identifier": identifier, "proofs": {"jwt": [proof(nonce)]}}).status == 200


def test_a_notification_is_of_a_known_credential(session):
    answer = session.credential(proof(session.nonce())).json()
    known = {"notification_id": answer["notification_id"], "event": "credential_deleted"}
    assert session.ask(known, "notification").status == 204
    assert session.ask({**known, "event": "x"}, "notification").json()["error"] == "invalid_notification_request"
    assert session.ask({**known, "notification_id": "x"}, "notification").json()["error"] == "invalid_notification_id"
    assert session.world.send(post_json(f"{ISSUER}/notification", known)).status == 401
    assert session.world.events == [("", "credential_deleted")]


# -- the flow with a login


def test_a_login_gives_a_credential(world):
    offer = world.issuer.offer_with_login("achievement", achievement(), reference="r-2")
    login = world.receiver.begin_login(offer.link, BACK)
    answer = world.send(Request("GET", login.url))
    assert answer.status == 302
    [held] = world.receiver.finish_login(login, answer.headers["location"])
    assert parse_sd_jwt(held.data.decode()).claims["achievement"]["name"] == "Heftruck rijden"
    assert world.events == [("r-2", "credential_accepted")]
    assert world.send(Request("GET", login.url)).status == 400, "a pushed request works once"
    with pytest.raises(Problem, match="another login"):
        world.receiver.finish_login(login, f"{BACK}?code=x&state=y&iss={quote(ISSUER)}")


def test_who_logs_in_is_for_the_organisation_to_say():
    asked = []

    def authorise(request, pushed):
        asked.append(pushed["scope"])
        if "password" not in request.query():
            return Response(200, b"log in")
        return Grant("achievement", achievement()) if request.query()["password"] == "good" else None

    world = World(authorise=authorise)
    link = json.dumps({"credential_issuer": ISSUER, "credential_configuration_ids": ["achievement"]})
    login = world.receiver.begin_login(link, BACK)
    assert world.send(Request("GET", login.url)).body == b"log in"
    refused = world.receiver.begin_login(link, BACK)
    answer = world.send(Request("GET", refused.url + "&password=bad"))
    with pytest.raises(Problem, match="access_denied"):
        world.receiver.finish_login(refused, answer.headers["location"])
    answer = world.send(Request("GET", login.url + "&password=good"))
    assert world.receiver.finish_login(login, answer.headers["location"])
    assert asked == ["achievement"] * 3


CHALLENGE = urlsafe_b64encode(sha256(b"v" * 43).digest()).rstrip(b"=").decode()
PUSH = {
    "response_type": "code",
    "client_id": "w",
    "redirect_uri": BACK,
    "scope": "achievement",
    "code_challenge": CHALLENGE,
    "code_challenge_method": "S256",
}


@pytest.mark.parametrize(
    "changed",
    [
        {"response_type": "token"},
        {"client_id": ""},
        {"redirect_uri": "https://evil.example/back"},
        {"redirect_uri": BACK + "/../evil"},
        {"redirect_uri": ""},
        {"code_challenge_method": "plain"},
        {"code_challenge": "short"},
        {"scope": "other"},
        {"scope": "", "authorization_details": "{"},
    ],
)
def test_a_pushed_request_must_be_whole(world, changed):
    assert world.send(post_form(f"{ISSUER}/par", {**PUSH, **changed})).status == 400


def test_a_code_of_a_login_is_for_the_wallet_that_asked(world):
    def code(**more):
        offer = world.issuer.offer_with_login("achievement", achievement())
        state = offer.value["grants"]["authorization_code"]["issuer_state"]
        details = json.dumps([{"type": "openid_credential", "credential_configuration_id": "achievement"}])
        fields = {**PUSH, "issuer_state": state, "scope": "", "authorization_details": details, **more}
        pushed = world.send(post_form(f"{ISSUER}/par", fields)).json()["request_uri"]
        answer = world.send(Request("GET", f"{ISSUER}/authorize?client_id=w&request_uri={quote(pushed)}"))
        return Request("GET", answer.headers["location"]).query()["code"]

    good = {"grant_type": "authorization_code", "code_verifier": "v" * 43, "redirect_uri": BACK, "client_id": "w"}
    for wrong in ({"code_verifier": "x" * 43}, {"redirect_uri": "https://x.example"}, {"client_id": "other"}):
        answer = world.send(token_request(world, {**good, "code": code(), **wrong}))
        assert answer.json()["error"] == "invalid_grant"
    used = code()
    assert world.send(token_request(world, {**good, "code": used})).status == 200
    assert world.send(token_request(world, {**good, "code": used})).json()["error"] == "invalid_grant"


def test_an_authorisation_that_was_not_pushed_is_refused(world):
    assert world.send(Request("GET", f"{ISSUER}/authorize?client_id=w")).status == 400
    assert world.send(Request("GET", f"{ISSUER}/authorize?client_id=w&client_id=x")).status == 400
    pushed = world.send(post_form(f"{ISSUER}/par", PUSH)).json()["request_uri"]
    assert world.send(Request("GET", f"{ISSUER}/authorize?client_id=other&request_uri={quote(pushed)}")).status == 400
    answer = world.send(Request("GET", f"{ISSUER}/authorize?client_id=w&request_uri={quote(pushed)}"))
    assert "error=access_denied" in answer.headers["location"], "nobody logs in here"


# -- what a wallet refuses


@pytest.mark.parametrize(
    "link",
    [
        "openid-credential-offer://?x=1",
        "openid-credential-offer://?credential_offer={",
        "openid-credential-offer://?credential_offer={}",
        "x" * 30_000,
        json.dumps({"credential_issuer": "ftp://x", "credential_configuration_ids": ["a"]}),
        json.dumps({"credential_issuer": ISSUER, "credential_configuration_ids": []}),
        json.dumps({"credential_issuer": ISSUER, "credential_configuration_ids": ["a"], "grants": []}),
        json.dumps({"credential_issuer": ISSUER, "credential_configuration_ids": ["a"], "grants": {PRE_AUTHORISED: 3}}),
        json.dumps(
            {"credential_issuer": ISSUER, "credential_configuration_ids": ["a"], "grants": {PRE_AUTHORISED: {}}}
        ),
        "openid-credential-offer://?credential_offer_uri=https://mbo.example/offer",
    ],
)
def test_what_is_no_offer_is_one_clear_line(link):
    with pytest.raises(Problem) as caught:
        parse_offer(link)
    assert "\n" not in str(caught.value)


def test_an_offer_elsewhere_is_fetched_where_that_is_allowed(world):
    offer = json.dumps(world.issuer.offer("achievement", achievement()).value).encode()
    link = "openid-credential-offer://?credential_offer_uri=https://mbo.example/offer"
    assert parse_offer(link, lambda _: Response(200, offer)).issuer == ISSUER
    with pytest.raises(Problem, match="404"):
        parse_offer(link, lambda _: Response(404))


@pytest.mark.parametrize(
    ("path", "change"),
    [
        ("/credential", lambda value: {**value, "credentials": []}),
        ("/credential", lambda value: {**value, "credentials": "x"}),
        ("/credential", lambda value: {**value, "credentials": [{"credential": 3}]}),
        ("/nonce", lambda _: {}),
        ("/.well-known/openid-credential-issuer", lambda value: {**value, "credential_issuer": "https://x.example"}),
        ("/.well-known/openid-credential-issuer", lambda value: {**value, "credential_configurations_supported": {}}),
        ("/.well-known/oauth-authorization-server", lambda value: {**value, "token_endpoint": 3}),
    ],
)
def test_a_wallet_takes_only_what_was_offered(world, path, change):
    def send(request):
        answer = world.send(request)
        return replace(answer, body=json.dumps(change(answer.json())).encode()) if request.path == path else answer

    world.receiver._send = send
    with pytest.raises(Problem):
        world.receive()
    assert list(world.store) == []


def test_a_credential_for_another_key_or_that_was_changed_is_refused(world):
    [other] = world.receive()

    def swap(request):
        answer = world.send(request)
        if request.path != "/credential":
            return answer
        return replace(
            answer, body=json.dumps({**answer.json(), "credentials": [{"credential": other.data.decode()}]}).encode()
        )

    world.receiver._send = swap
    with pytest.raises(Problem, match="another key"):
        world.receive()
    assert world.events[-1] == ("r-1", "credential_failure")

    def change(request):
        answer = world.send(request)
        if request.path != "/credential":
            return answer
        text = answer.json()["credentials"][0]["credential"]
        head, rest = text.split("~", 1)
        body = {"credentials": [{"credential": f"{head[:-4]}AAAA~{rest}"}]}
        return replace(answer, body=json.dumps(body).encode())

    world.receiver._send = change
    with pytest.raises(Problem, match="refused"):
        world.receive()


# -- what is remembered


def test_states_are_sealed_and_work_once(tmp_path):
    file = tmp_path / "states.db"
    states = SqliteStates(file)
    states.put("code", "secret-code", {"name": "Noor"}, NOW.replace(year=2030))
    raw = b"".join(one.read_bytes() for one in tmp_path.iterdir())
    assert b"Noor" not in raw and b"secret-code" not in raw
    assert states.get("code", "secret-code", NOW) == {"name": "Noor"}
    assert states.get("token", "secret-code", NOW) is None
    assert states.get("code", "other", NOW) is None
    assert states.take("code", "secret-code", NOW) == {"name": "Noor"}
    assert states.take("code", "secret-code", NOW) is None
    assert states.once("x", "1", NOW.replace(year=2030))
    assert not states.once("x", "1", NOW.replace(year=2030))
    states.put("code", "late", {}, NOW)
    assert states.get("code", "late", NOW) is None
    states.forget_before(NOW)
    states._db.execute("UPDATE states SET sealed = zeroblob(40)")
    with pytest.raises(Problem, match="changed"):
        states.get("x", "1", NOW)
    states.close()


def test_of_many_who_take_at_once_one_gets_it(tmp_path):
    from concurrent.futures import ThreadPoolExecutor

    states = SqliteStates(tmp_path / "states.db")
    states.put("code", "c", {"a": 1}, NOW.replace(year=2030))
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: states.take("code", "c", NOW), range(16)))
    assert sum(one is not None for one in found) == 1
    states.close()


def test_paths_and_methods_that_are_not_there(world):
    assert world.send(Request("GET", f"{ISSUER}/none")).status == 404
    answer = world.send(Request("GET", f"{ISSUER}/token"))
    assert (answer.status, answer.headers["allow"]) == (405, "POST")
    with pytest.raises(Problem, match="Known: achievement, passport"):
        world.issuer.offer("other", {})
