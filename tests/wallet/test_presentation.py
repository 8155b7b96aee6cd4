"""OpenID4VP: a question, a preview, an answer, a verdict; and every way to cheat on either side."""

from __future__ import annotations

import copy
from dataclasses import replace
from urllib.parse import urlencode

import pytest

from draaischijf.problems import Problem
from draaischijf.wallet import generate_key
from draaischijf.wallet.bounded import b64url
from draaischijf.wallet.encryption import decrypt, encrypt, make_encryption_key, public_half
from draaischijf.wallet.holder import HeldCredentials
from draaischijf.wallet.http import Request, Response, post_form
from draaischijf.wallet.jose import sign_token
from draaischijf.wallet.vp import Verifier, VerifierSettings, fetch_request
from draaischijf.wallet.vp.requests import check_request
from tests.wallet.makers import NOW, issuer_key
from tests.wallet.world import ASK, VERIFIER, World, achievement, key_without_certificate


@pytest.fixture
def world():
    made = World()
    made.receive()
    return made


def test_what_is_asked_is_shown_before_it_leaves_and_then_verified(world):
    question = world.verifier.ask(ASK, "Past dit werk bij u?", back_to="https://werk.example/klaar")
    preview = world.shower.preview(question.link)
    assert world.verifier.result(question.id).state == "waiting"
    shown = preview.as_dict()
    assert shown["verifier"]["name"] == "Werkgever"
    assert shown["verifier"]["known_verdict"] == "good"
    assert "werk.example" in shown["verifier"]["certificate"]
    assert (shown["purpose"], shown["encrypted"]) == ("Past dit werk bij u?", True)
    assert shown["to"].startswith(VERIFIER)
    [leaving] = shown["leaving"]
    assert {tuple(one["path"]): one["value"] for one in leaving["claims"]} == {
        ("achievement", "name"): "Heftruck rijden",
        ("achievement", "alignment", 0, "target"): "http://data.europa.eu/esco/skill/a",
        ("achievement", "alignment", 0, "name"): "heftruck",
        ("achievement", "alignment", 1, "target"): "http://data.europa.eu/esco/skill/b",
        ("achievement", "alignment", 1, "name"): "orderpicken",
        ("evidence_kind",): "certificate",
    }
    assert ["achievement", "eqf"] in leaving["held_back"]
    assert {"cnf", "status", "iss"} <= set(leaving["always"])

    assert world.shower.send(preview) == "https://werk.example/klaar"
    result = world.verifier.result(question.id)
    assert (result.state, result.reason) == ("accepted", "")
    [verdict] = result.verdicts["proof"]
    assert {one.verdict.value for one in verdict.axes.values()} == {"good"}
    seen = verdict.claims[0]["achievement"]
    assert "eqf" not in seen
    assert seen["name"] == "Heftruck rijden"


def test_nothing_that_the_preview_does_not_show_leaves(world):
    question = world.verifier.ask(ASK, "x")
    preview = world.shower.preview(question.link)
    world.sent.clear()
    world.shower.send(preview)
    [answer] = [one for one in world.sent if "/response/" in one.url]
    assert answer.form().keys() == {"response"}
    assert b"Heftruck" not in answer.body
    [text] = world.verifier.result(question.id).presentations["proof"]
    assert text.startswith(preview.leaving[0].text)


def test_what_left_is_on_record_bound_to_its_question(world):
    assert world.store.sent() == ()
    question = world.verifier.ask(ASK, "Past dit werk bij u?")
    preview = world.shower.preview(question.link)
    world.shower.send(preview)
    [record] = world.store.sent()
    assert (record.at, record.party, record.purpose) == (NOW, world.verifier.client_id, "Past dit werk bij u?")
    assert {("achievement", "name"), ("evidence_kind",)} <= set(record.disclosed[preview.leaving[0].credential])
    assert preview.request.nonce not in str(record.as_dict())
    assert record.withdrawn is None
    withdrawn = world.store.withdraw(record.id, NOW)
    assert world.store.withdraw(record.id, NOW.replace(year=2030)).withdrawn == withdrawn.withdrawn == NOW
    assert world.store.sent() == (withdrawn,)
    with pytest.raises(Problem, match="nothing was sent"):
        world.store.withdraw("none", NOW)


def test_what_is_declined_or_refused_is_not_on_record(world):
    world.shower.decline(world.shower.preview(world.verifier.ask(ASK, "x").link))
    preview = world.shower.preview(world.verifier.ask(ASK, "x").link)
    world.shower._send = lambda _: Response(500)
    with pytest.raises(Problem):
        world.shower.send(preview)
    assert world.store.sent() == ()


def test_the_other_name_of_a_verifier_works_too():
    world = World(prefix="x509_san_dns")
    world.receive()
    question = world.verifier.ask(ASK, "x")
    world.shower.send(world.shower.preview(question.link))
    assert world.verifier.client_id == "x509_san_dns:werk.example"
    assert world.verifier.result(question.id).state == "accepted"


def test_a_question_is_answered_once(world):
    question = world.verifier.ask(ASK, "x")
    preview = world.shower.preview(question.link)
    world.sent.clear()
    world.shower.send(preview)
    [answer] = [one for one in world.sent if "/response/" in one.url]
    assert world.send(answer).status == 400
    assert world.send(Request("GET", where(question))).status == 404
    assert world.verifier.result(question.id).state == "accepted"


def test_an_old_answer_is_no_answer_to_a_new_question(world):
    first = world.verifier.ask(ASK, "x")
    preview = world.shower.preview(first.link)
    world.shower.send(preview)
    [text] = world.verifier.result(first.id).presentations["proof"]
    second = world.verifier.ask(ASK, "x")
    assert refusal(world, second, {"proof": [text]}) == "binding"


def where(question):
    return Request("GET", question.link).query()["request_uri"]


def refusal(world, question, token):
    """Answer with what a dishonest wallet would, and return the axis or word for which it is refused."""
    request = fetch_request(question.link, world.send, world.at)
    said = {"vp_token": token, "state": request.state}
    answer = world.send(post_form(request.response_uri, {"response": encrypt(said, request.encryption)}))
    assert answer.status == 200
    result = world.verifier.result(question.id)
    assert result.state == "refused"
    return result.reason.split(": ")[1] if result.reason.startswith("proof: ") else result.reason


def test_what_was_not_asked_or_is_too_little_is_refused(world):
    def made(question, change=lambda preview: preview):
        preview = change(world.shower.preview(question.link))
        return [world.shower._presentation(one, preview.request) for one in preview.leaving]

    question = world.verifier.ask(ASK, "x")
    assert "not asked for" in refusal(world, question, {"other": made(question)})
    question = world.verifier.ask(ASK, "x")
    assert "instead of one" in refusal(world, question, {"proof": made(question) * 2})
    less = copy.deepcopy(ASK)
    less["credentials"][0]["claims"] = less["credentials"][0]["claims"][:1]
    question = world.verifier.ask(ASK, "x")
    poor = world.shower.preview(world.verifier.ask(less, "x").link)
    answer = made(question, lambda preview: replace(poor, request=preview.request))
    assert "does not give" in refusal(world, question, {"proof": answer})
    question = world.verifier.ask(ASK, "x")
    stripped = made(question)[0].rsplit("~", 1)[0] + "~"
    assert refusal(world, question, {"proof": [stripped]}) == "binding"
    for broken in ({"proof": ["nonsense"]}, {"proof": "x"}, {"proof": []}, {}, {"proof": [1]}, {"proof": ["x"] * 21}):
        assert refusal(world, world.verifier.ask(ASK, "x"), broken)


def test_a_revoked_credential_is_refused(world):
    [(uri, index)] = world.issuer.statuses.find("r-1")
    world.issuer.statuses.set(uri, index, 1)
    question = world.verifier.ask(ASK, "x")
    world.shower.send(world.shower.preview(question.link))
    result = world.verifier.result(question.id)
    assert (result.state, "revoked" in result.reason) == ("refused", True)


def test_an_issuer_that_is_not_on_the_list_is_refused(world):
    from draaischijf.wallet import TrustList

    settings = replace(world.verifier.settings, trust=TrustList())
    world.verifier.settings = settings
    question = world.verifier.ask(ASK, "x")
    world.shower.send(world.shower.preview(question.link))
    assert "issuer" in world.verifier.result(question.id).reason


def test_a_holder_may_say_no(world):
    question = world.verifier.ask(ASK, "x")
    world.shower.decline(world.shower.preview(question.link))
    assert world.verifier.result(question.id).state == "declined"
    question = world.verifier.ask(ASK, "x")
    request = fetch_request(question.link, world.send, NOW)
    assert world.send(post_form(request.response_uri, {"error": "x", "state": request.state})).status == 200
    assert world.verifier.result(question.id).reason == "x"


def test_what_is_not_here_is_said_and_nothing_is_sent(world):
    other = copy.deepcopy(ASK)
    other["credentials"][0]["meta"]["vct_values"] = ["urn:other"]
    preview = world.shower.preview(world.verifier.ask(other, "x").link)
    assert (preview.missing, preview.leaving) == (("proof",), ())
    with pytest.raises(Problem, match="not here"):
        world.shower.send(preview)


def test_other_things_in_the_store_are_passed_over(world):
    world.store.add(b"{}")
    world.store.add(b"\xff")
    assert world.shower.preview(world.verifier.ask(ASK, "x").link).leaving


def test_a_question_is_forgotten_in_time(world):
    question = world.verifier.ask(ASK, "x")
    world.wait(seconds=601)
    assert world.send(Request("GET", where(question))).status == 404
    with pytest.raises(Problem, match="404"):
        world.shower.preview(question.link)
    world.wait(hours=2)
    with pytest.raises(Problem, match="unknown"):
        world.verifier.result(question.id)


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"vp_token": "{}"},
        {"response": "nonsense"},
        {"response": "a.b.c.d.e"},
        {"error": "x"},
        {"error": "x", "state": "other"},
        {"response": encrypt({"vp_token": {}}, public_half(make_encryption_key("1")))},
    ],
)
def test_an_answer_that_is_not_to_this_question_changes_nothing(world, form):
    question = world.verifier.ask(ASK, "x")
    request = fetch_request(question.link, world.send, NOW)
    assert world.send(post_form(request.response_uri, form)).status == 400
    assert world.verifier.result(question.id).state == "waiting"
    world.shower.send(world.shower.preview(question.link))
    assert world.verifier.result(question.id).state == "accepted"


@pytest.mark.parametrize("path", ["/request/x", "/response/x", "/request/", "/other"])
def test_paths_that_are_not_there(world, path):
    assert (
        world.send(Request("POST", VERIFIER + path, {"content-type": "application/x-www-form-urlencoded"})).status
        >= 400
    )
    assert world.send(Request("DELETE", VERIFIER + path)).status == 404


# -- what a wallet refuses of a verifier

KEY = issuer_key("werk.example")
HASH = Verifier(VerifierSettings(VERIFIER, "x", None), KEY).client_id
GOOD = {
    "client_id": HASH,
    "response_type": "vp_token",
    "response_mode": "direct_post",
    "response_uri": f"{VERIFIER}/response/1",
    "nonce": "n",
    "dcql_query": ASK,
}


def test_a_plain_question_is_read():
    request = check_request(sign_token(GOOD, KEY, type_="oauth-authz-req+jwt"), HASH, NOW)
    assert (request.encryption, request.purpose, request.name, request.state) == (None, "", "", "")
    assert request.known.verdict == "unknown"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"client_id": "x509_hash:other"}, "client-id-mismatch"),
        ({"response_type": "code"}, "request-unsupported"),
        ({"response_mode": "fragment"}, "request-unsupported"),
        ({"response_mode": "direct_post.jwt"}, "request-invalid"),
        (
            {"response_mode": "direct_post.jwt", "client_metadata": {"jwks": {"keys": [{"kty": "RSA"}]}}},
            "request-invalid",
        ),
        ({"response_uri": None}, "request-invalid"),
        ({"response_uri": "javascript:x"}, "request-invalid"),
        ({"nonce": ""}, "request-invalid"),
        ({"aud": "https://other.example"}, "request-invalid"),
        ({"exp": int(NOW.timestamp()) - 1}, "request-expired"),
        ({"transaction_data": ["x"]}, "request-unsupported"),
        ({"dcql_query": {}}, "dcql-invalid"),
    ],
)
def test_a_question_that_breaks_a_rule_is_refused(changed, code):
    with pytest.raises(Problem) as caught:
        check_request(sign_token({**GOOD, **changed}, KEY, type_="oauth-authz-req+jwt"), HASH, NOW)
    assert caught.value.code == code


def test_an_encryption_that_is_not_done_here_is_refused():
    metadata = {
        "jwks": {"keys": [public_half(make_encryption_key("1"))]},
        "encrypted_response_enc_values_supported": ["A128CBC-HS256"],
    }
    text = sign_token(
        {**GOOD, "response_mode": "direct_post.jwt", "client_metadata": metadata}, KEY, type_="oauth-authz-req+jwt"
    )
    with pytest.raises(Problem, match="encryption"):
        check_request(text, HASH, NOW)


@pytest.mark.parametrize(
    ("key", "name", "more", "code"),
    [
        (KEY, HASH, {"type_": "JWT"}, "request-invalid"),
        (generate_key(), HASH, {}, "request-invalid"),
        (issuer_key("evil.example"), HASH, {}, "client-id-mismatch"),
        (KEY, "x509_san_dns:other.example", {}, "client-id-mismatch"),
        (issuer_key("other.example"), "x509_san_dns:other.example", {}, "client-id-mismatch"),
        (KEY, "redirect_uri:https://werk.example", {}, "client-id-unsupported"),
        (KEY, "did:example:x", {}, "client-id-unsupported"),
    ],
    # Keys are made anew in each process, so that tests named by them would have other names in each.
    ids=["type", "no-chain", "other-chain", "other-name", "other-name-and-chain", "redirect", "did"],
)
def test_a_question_must_be_from_whom_it_says(key, name, more, code):
    text = sign_token({**GOOD, "client_id": name}, key, **{"type_": "oauth-authz-req+jwt", **more})
    with pytest.raises(Problem) as caught:
        check_request(text, name, NOW)
    assert caught.value.code == code


def test_a_changed_question_is_refused():
    head, _, signature = sign_token(GOOD, KEY, type_="oauth-authz-req+jwt").split(".")
    with pytest.raises(Problem) as caught:
        check_request(f"{head}.{b64url(b'{}')}.{signature}", HASH, NOW)
    assert caught.value.code == "request-signature"


def test_a_question_must_repeat_the_nonce_of_the_wallet():
    text = sign_token({**GOOD, "wallet_nonce": "other"}, KEY, type_="oauth-authz-req+jwt").encode()
    link = "openid4vp://?" + urlencode({"client_id": HASH, "request_uri": VERIFIER, "request_uri_method": "post"})
    with pytest.raises(Problem, match="replay"):
        fetch_request(link, lambda _: Response(200, text), NOW)


def test_a_link_must_lead_to_a_signed_question():
    for link in ("openid4vp://?client_id=x", "openid4vp://?client_id=x&request_uri=file:///etc/passwd", "x" * 20_000):
        with pytest.raises(Problem):
            fetch_request(link, lambda _: Response(200, b"\xff"), NOW)
    with pytest.raises(Problem, match="no signed"):
        fetch_request("openid4vp://?client_id=x&request_uri=https://x.example", lambda _: Response(200, b"\xff"), NOW)


def test_a_verifier_that_refuses_is_said(world):
    preview = world.shower.preview(world.verifier.ask(ASK, "x").link)
    world.shower._send = lambda _: Response(500)
    with pytest.raises(Problem, match="500"):
        world.shower.send(preview)


def test_without_encryption_the_answer_is_a_form(world):
    preview = world.shower.preview(world.verifier.ask(ASK, "x").link)
    sent = []

    def send(request):
        sent.append(request)
        return Response(200, b"{}")

    world.shower._send = send
    world.shower.send(replace(preview, request=replace(preview.request, encryption=None)))
    assert sent[0].form()["vp_token"].startswith('{"proof"')


def test_a_verifier_needs_a_certificate_for_its_host():
    with pytest.raises(Problem, match="no certificate"):
        Verifier(VerifierSettings(VERIFIER, "x", None), key_without_certificate())
    with pytest.raises(Problem, match=r"not for other\.example"):
        Verifier(VerifierSettings("https://other.example", "x", None, "x509_san_dns"), KEY)
    with pytest.raises(Problem):
        Verifier(VerifierSettings(VERIFIER, "x", None), KEY).ask({}, "x")


def test_a_credential_that_is_bound_to_nobody_can_be_asked_for():
    world = World()
    bare = world.issuer.issue(world.issuer.settings.configuration("achievement"), grant(), None, world.at)
    world.store.add(bare.encode())
    free = copy.deepcopy(ASK)
    free["credentials"][0]["require_cryptographic_holder_binding"] = False
    question = world.verifier.ask(free, "x")
    world.shower.send(world.shower.preview(question.link))
    assert world.verifier.result(question.id).state == "accepted"
    assert world.shower.preview(world.verifier.ask(ASK, "x").link).missing


def grant():
    from draaischijf.wallet.vci.tokens import Grant

    return Grant("achievement", achievement())


# -- encryption and store


@pytest.mark.parametrize("content", ["A128GCM", "A256GCM"])
def test_an_encrypted_answer_opens_with_its_key_only(content):
    key = make_encryption_key("1")
    text = encrypt({"a": "é"}, public_half(key), content, apu="YQ", apv="Yg")
    assert decrypt(text, key) == {"a": "é"}
    for broken, with_key in ((text, make_encryption_key("1")), (text[:-4] + "AAAA", key), (text + ".x", key)):
        with pytest.raises(Problem):
            decrypt(broken, with_key)


def test_other_encryptions_are_refused():
    key = make_encryption_key("1")
    for jwk, content in ((key, "A128GCM"), (public_half(key), "A128CBC-HS256"), ({"kty": "oct"}, "A128GCM")):
        with pytest.raises(Problem):
            encrypt({}, jwk, content)
    with pytest.raises(Problem):
        encrypt({}, {"kty": "EC", "crv": "P-256"})
    for header in ('{"alg":"ECDH-ES","enc":"A128GCM","zip":"DEF"}', '{"alg":"dir","enc":"A128GCM"}', "{}", "["):
        with pytest.raises(Problem):
            decrypt(f"{b64url(header.encode())}....", key)
    with pytest.raises(Problem):
        decrypt("x" * 2_000_000, key)


def test_credentials_are_sealed_at_rest(tmp_path):
    store = HeldCredentials(tmp_path / "held.db", b"s" * 32)
    held = store.add(b"een diploma", "key-1")
    assert b"diploma" not in b"".join(one.read_bytes() for one in tmp_path.iterdir())
    assert store.get(held.id) == held
    store.close()
    again = HeldCredentials(tmp_path / "held.db", b"s" * 32)
    assert [one.data for one in again] == [b"een diploma"]
    again.remove(held.id)
    with pytest.raises(Problem, match="Known: none"):
        again.get(held.id)
    again.add(b"x")
    again.close()
    other = HeldCredentials(tmp_path / "held.db", b"t" * 32)
    with pytest.raises(Problem, match="does not open"):
        list(other)
    other.close()
