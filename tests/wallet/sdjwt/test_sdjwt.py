"""SD-JWT VC: each rule of issuing, disclosing, presenting and verifying, and each way to cheat."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from draaischijf.problems import Problem
from draaischijf.wallet import Context, read_credentials, verify
from draaischijf.wallet.bounded import b64url, b64url_decode
from draaischijf.wallet.jose import compact, sign_token
from draaischijf.wallet.keys import generate_key
from draaischijf.wallet.sdjwt import bind, disclose, issue_sd_jwt, leaves, parse_sd_jwt
from draaischijf.wallet.sdjwt.disclosures import digest_of, hash_named
from draaischijf.wallet.trust_file import read_trust
from tests.wallet.makers import ISSUER, NOW, issuer_key
from tests.wallet.test_trust import listing

HOLDER = generate_key()
NONCE, AUDIENCE = "n-1", "https://verifier.example"
STAMP = int(NOW.timestamp())
CLAIMS = {
    "iss": ISSUER,
    "vct": "urn:draaischijf:achievement:1",
    "iat": STAMP - 1000,
    "exp": STAMP + 1000,
    "evidence_kind": "diploma",
    "achievement": {"name": "Logistiek", "eqf": 3, "alignment": [{"target": "urn:a"}, {"target": "urn:b"}]},
    "given_name": "Noor",
}
HELD_BACK = [
    ("given_name",),
    ("achievement", "name"),
    ("achievement", "alignment", None),
    ("achievement", "alignment"),
]
TRUST = read_trust(listing())
ASKED = Context(NOW, TRUST, NONCE, AUDIENCE)


def issued(key=None, claims=None, **more):
    options = {"hold_back": HELD_BACK, "holder": HOLDER.jwk, **more}
    return issue_sd_jwt({**CLAIMS, **(claims or {})}, key or issuer_key(), **options)


def presented(text=None, paths=(("achievement",),), holder=HOLDER, **asked):
    held = parse_sd_jwt(text or issued())
    return bind(disclose(held, paths), held, holder, **{"audience": AUDIENCE, "nonce": NONCE, "at": NOW, **asked})


def axes(text, context=ASKED):
    found = verify(text.encode(), context)
    return found, {axis: (one.verdict.value, one.code) for axis, one in found.axes.items()}


def signed(payload, *disclosures, type_="dc+sd-jwt", key=None, **header):
    return "~".join((sign_token(payload, key or issuer_key(), type_=type_, **header), *disclosures, ""))


def disclosure(*parts):
    return b64url(compact(list(parts)))


def digest(text):
    return digest_of(text, hash_named("sha-256"))


def test_what_is_presented_is_good_on_every_axis():
    found, seen = axes(presented())
    assert seen == {
        "signature": ("good", "signature-matches"),
        "issuer": ("good", "issuer-listed"),
        "status": ("n/a", "status-none"),
        "freshness": ("good", "valid-now"),
        "binding": ("good", "bound"),
    }
    assert found.format == "dc+sd-jwt"
    assert found.accepted(["signature", "issuer", "freshness", "binding"])
    [claims] = found.claims
    assert claims["achievement"] == CLAIMS["achievement"]
    assert "given_name" not in claims


def test_only_what_is_chosen_leaves():
    text = presented(paths=[("achievement", "alignment", 1)])
    [claims] = axes(text)[0].claims
    assert claims["achievement"] == {"eqf": 3, "alignment": [{"target": "urn:b"}]}
    assert "Noor" not in text and b64url(b"Noor") not in text
    assert all("Noor" not in str(b64url_decode(part)) for part in text.split("~")[1:-1])


def test_nothing_needs_to_be_disclosed():
    [claims] = axes(presented(paths=[]))[0].claims
    assert claims["achievement"] == {"eqf": 3}


def test_a_credential_says_what_it_is():
    [one] = read_credentials(issued().encode())
    assert (one.issuer, one.kind, one.type) == (ISSUER, "diploma", CLAIMS["vct"])
    assert one.achievements[0].name == "Logistiek"
    assert [each.target for each in one.achievements[0].alignments] == ["urn:a", "urn:b"]
    assert one.achievements[0].eqf == 3
    assert one.holder
    assert one.valid_until == NOW + timedelta(seconds=1000)


def test_the_issuer_is_unknown_without_a_trust_list_and_never_shown_as_valid():
    _, seen = axes(presented(), Context(NOW, nonce=NONCE, audience=AUDIENCE))
    assert seen["signature"][0] == "good"
    assert seen["issuer"] == ("unknown", "issuer-not-listed")


@pytest.mark.parametrize(
    ("claims", "code"),
    [
        ({"exp": STAMP}, "expired"),
        ({"exp": STAMP - 1}, "expired"),
        ({"nbf": STAMP + 61}, "not-yet-valid"),
        ({"iat": STAMP + 61}, "issued-in-future"),
        ({"exp": "later"}, "time-malformed"),
        ({"nbf": True}, "time-malformed"),
        ({"iat": 1e300}, "time-malformed"),
        ({"exp": -1}, "time-malformed"),
    ],
)
def test_the_moment_must_be_right(claims, code):
    found, seen = axes(presented(issued(claims=claims)))
    assert seen["freshness"] == ("bad", code)
    assert not found.accepted()


def test_clocks_may_differ_a_little_and_an_end_may_be_unsaid():
    assert axes(presented(issued(claims={"nbf": STAMP + 60, "iat": STAMP + 60})))[1]["freshness"][0] == "good"
    assert axes(presented(issued(claims={"exp": None})))[1]["freshness"] == ("good", "no-expiry")


def test_an_expired_certificate_is_no_longer_fresh():
    late = NOW + timedelta(days=365)
    text = issued(claims={"exp": None})
    _, seen = axes(presented(text, at=late), Context(late, TRUST, NONCE, AUDIENCE))
    assert seen["freshness"] == ("bad", "certificate-expired")
    assert seen["issuer"] == ("bad", "certificate-expired")


# -- signature and origin


def test_a_changed_text_is_refused():
    text = presented()
    token = text.split("~")[0]
    body = token.split(".")[1]
    changed = b64url(b64url_decode(body).replace(b'"eqf":3', b'"eqf":8'))
    found, seen = axes(text.replace(body, changed))
    assert seen["signature"] == ("bad", "signature-wrong")
    assert found.claims == ()
    assert not found.accepted()


@pytest.mark.parametrize("algorithm", ["none", "None", "HS256", "RS256", "ES384", ""])
def test_an_algorithm_that_is_not_allowed_is_refused(algorithm):
    text = presented()
    head, rest = text.split(".", 1)
    header = {**json.loads(b64url_decode(head)), "alg": algorithm}
    body = rest.split(".", 1)
    for forged in (f"{b64url(compact(header))}.{rest}", f"{b64url(compact(header))}.{body[0]}.~"):
        found, seen = axes(forged)
        assert seen["signature"][0] == "bad"
        assert seen["signature"][1] in ("algorithm-none", "algorithm-not-allowed")
        assert not found.accepted()
        assert {seen[axis][0] for axis in ("issuer", "status", "freshness", "binding")} == {"unknown"}


def test_a_key_in_the_header_is_no_proof_of_origin():
    mallory = generate_key()
    text = signed(CLAIMS, key=mallory, jwk=dict(mallory.jwk), kid=None)
    for context, expected in ((Context(NOW), ("unknown", "key-unknown")), (ASKED, ("unknown", "key-unknown"))):
        found, seen = axes(text, context)
        assert seen["signature"] == expected
        assert seen["issuer"][0] == "unknown"
        assert not found.accepted()


def test_a_swapped_issuer_is_refused():
    other = issuer_key("evil.example", "Evil root")
    found, seen = axes(presented(issued(other)))
    assert seen["signature"] == ("bad", "key-not-of-issuer")
    assert seen["issuer"][0] == "bad"
    assert not found.accepted()
    # also where nobody is on a list: the certificate is for another name
    found, seen = axes(presented(issued(other)), Context(NOW))
    assert seen["signature"] == ("bad", "key-not-of-issuer")
    # and where the name in it is right but the root is not on the list
    _, seen = axes(presented(issued(issuer_key("mbo.example", "Evil root"))))
    assert (seen["signature"], seen["issuer"]) == (("bad", "key-not-of-issuer"), ("bad", "chain-untrusted"))


def test_keys_on_the_list_or_in_metadata_are_known():
    key = generate_key("EdDSA")
    text = signed({**CLAIMS, "exp": None}, key=key)
    listed = read_trust(listing(root=None, jwk={**key.jwk, "kid": key.id}))
    assert axes(text, Context(NOW, listed))[1]["issuer"] == ("good", "issuer-listed")
    metadata = {"issuer": ISSUER, "jwks": {"keys": [{**key.jwk, "kid": key.id}]}}
    where = "https://mbo.example/.well-known/jwt-vc-issuer"
    _, seen = axes(text, Context(NOW, documents={where: json.dumps(metadata).encode()}))
    assert (seen["signature"][0], seen["issuer"][0]) == ("good", "unknown")
    _, seen = axes(text, Context(NOW, documents={where: b'{"issuer": "https://other.example"}'}))
    assert seen["signature"] == ("bad", "issuer-metadata-invalid")
    other = read_trust(listing(root=None, jwk=dict(generate_key("EdDSA").jwk)))
    assert axes(text, Context(NOW, other))[1]["signature"] == ("bad", "key-not-of-issuer")
    stale = {"issuer": ISSUER, "jwks": {"keys": [generate_key("EdDSA").jwk]}}
    _, seen = axes(text, Context(NOW, documents={where: json.dumps(stale).encode()}))
    assert seen["signature"] == ("bad", "signature-wrong")


def test_the_network_is_not_reached_unasked_and_metadata_is_fetched_where_asked():
    key = generate_key()
    text = signed(CLAIMS, key=key)
    asked = []

    def fetch(uri):
        asked.append(uri)
        return json.dumps({"issuer": ISSUER, "jwks": {"keys": [key.jwk]}}).encode()

    def fails(uri):
        raise Problem("unreachable", "cannot be reached.")

    assert axes(text, Context(NOW))[1]["signature"][0] == "unknown"
    assert asked == []
    assert axes(text, Context(NOW, fetcher=fails))[1]["signature"] == ("unknown", "key-unknown")
    assert axes(text, Context(NOW, fetcher=fetch))[1]["signature"][0] == "good"
    assert asked == ["https://mbo.example/.well-known/jwt-vc-issuer"]


@pytest.mark.parametrize(
    ("type_", "more", "code"),
    [
        ("JWT", {}, "type-not-allowed"),
        ("kb+jwt", {}, "type-not-allowed"),
        ("statuslist+jwt", {}, "type-not-allowed"),
        ("vc+sd-jwt", {"@context": []}, "type-not-allowed"),
        ("dc+sd-jwt", {"vct": None}, "vct-missing"),
        ("dc+sd-jwt", {"vct": ""}, "vct-missing"),
        ("dc+sd-jwt", {"vct": 3}, "vct-missing"),
        ("dc+sd-jwt", {"iss": 3}, "issuer-malformed"),
    ],
)
def test_type_and_vct_must_be_right(type_, more, code):
    found, seen = axes(signed({**CLAIMS, **more}, type_=type_))
    assert seen["signature"] == ("bad", code)
    assert not found.accepted()


def test_the_older_type_is_taken_where_it_means_one_thing():
    found, seen = axes(signed(CLAIMS, type_="application/vc+sd-jwt"))
    assert (found.format, seen["signature"][0]) == ("vc+sd-jwt", "good")
    assert axes(signed({"iss": ISSUER}, type_="example+sd-jwt"))[0].format == "sd-jwt"


# -- disclosures


@pytest.mark.parametrize("name", ["iss", "exp", "nbf", "cnf", "vct", "status"])
def test_what_a_verifier_needs_first_is_never_held_back(name):
    with pytest.raises(Problem, match="always be seen"):
        issue_sd_jwt({name: "x"}, issuer_key(), hold_back=[(name,)])
    one = disclosure("s", name, "x")
    payload = {key: value for key, value in CLAIMS.items() if key != name} | {"_sd": [digest(one)]}
    seen = axes(signed(payload, one))[1]
    assert seen["signature"][1] == ("vct-missing" if name == "vct" else "claim-held-back")


ONE, TWO = disclosure("s", "a", 1), disclosure("t", 2)


@pytest.mark.parametrize(
    ("payload", "disclosures", "code"),
    [
        ({"_sd": [digest(ONE)]}, [ONE, ONE], "disclosure-duplicate"),
        ({}, [ONE], "disclosure-unreferenced"),
        ({"_sd": [digest(ONE), digest(ONE)]}, [ONE], "digest-duplicate"),
        ({"_sd": [digest(ONE)], "x": {"_sd": [digest(ONE)]}}, [ONE], "digest-duplicate"),
        ({"_sd": ["decoy", "decoy"]}, [], "digest-duplicate"),
        ({"_sd": [digest(ONE)], "a": 3}, [ONE], "claim-duplicate"),
        ({"_sd": [digest(TWO)]}, [TWO], "disclosure-misplaced"),
        ({"x": [{"...": digest(ONE)}]}, [ONE], "disclosure-misplaced"),
        ({"x": [{"...": digest(TWO), "more": 1}]}, [TWO], "digest-malformed"),
        ({"x": [{"...": 3}]}, [], "digest-malformed"),
        ({"...": digest(TWO)}, [], "digest-malformed"),
        ({"_sd": digest(ONE)}, [], "digest-malformed"),
        ({"_sd": [3]}, [], "digest-malformed"),
        ({"_sd_alg": "md5"}, [], "sd-alg-not-allowed"),
        ({"_sd_alg": 3}, [], "sd-alg-not-allowed"),
        ({}, [disclosure("s", "_sd", [])], "disclosure-malformed"),
        ({}, [disclosure("s", "...", 1)], "disclosure-malformed"),
        ({}, [disclosure("s")], "disclosure-malformed"),
        ({}, [disclosure("s", "a", 1, 2)], "disclosure-malformed"),
        ({}, [disclosure(1, "a", 1)], "disclosure-malformed"),
        ({}, [disclosure("s", 1, 1)], "disclosure-malformed"),
        ({}, [b64url(b"{}")], "disclosure-malformed"),
        ({}, [b64url(b"nothing")], "disclosure-malformed"),
        ({}, ["!"], "disclosure-malformed"),
        ({}, [ONE + "="], "disclosure-malformed"),
    ],
)
def test_digests_and_disclosures_must_fit(payload, disclosures, code):
    found, seen = axes(signed({**CLAIMS, **payload}, *disclosures))
    assert seen["signature"] == ("bad", code)
    assert not found.accepted()


def test_two_disclosures_of_one_claim_are_refused():
    other = disclosure("u", "a", 2)
    seen = axes(signed({**CLAIMS, "_sd": [digest(ONE), digest(other)]}, ONE, other))[1]
    assert seen["signature"] == ("bad", "claim-duplicate")


def test_a_disclosure_in_a_disclosure_needs_its_parent():
    inner = disclosure("s", "b", 1)
    outer = disclosure("s", "a", {"_sd": [digest(inner)]})
    payload = {**CLAIMS, "_sd": [digest(outer)]}
    assert axes(signed(payload, outer, inner))[0].claims[0]["a"] == {"b": 1}
    assert axes(signed(payload, inner))[1]["signature"] == ("bad", "disclosure-unreferenced")


def test_disclosures_cannot_nest_without_end():
    inner = disclosure("s", "a", 1)
    chain = [inner]
    for _ in range(40):
        inner = disclosure("s", "a", {"_sd": [digest(inner)]})
        chain.append(inner)
    assert axes(signed({**CLAIMS, "_sd": [digest(inner)]}, *chain))[1]["signature"] == ("bad", "json-too-deep")
    inner = disclosure("s", 1)
    chain = [inner]
    for _ in range(40):
        inner = disclosure("s", [{"...": digest(inner)}])
        chain.append(inner)
    seen = axes(signed({**CLAIMS, "x": [{"...": digest(inner)}]}, *chain))[1]
    assert seen["signature"] == ("bad", "json-too-deep")


@pytest.mark.parametrize("hash_name", ["sha-256", "sha-384", "sha-512"])
def test_decoys_and_other_hashes_change_nothing_for_a_verifier(hash_name):
    text = issued(decoys=3, hash_name=hash_name)
    held = parse_sd_jwt(text)
    assert len(held.payload["_sd"]) == 4
    assert axes(presented(text))[0].claims[0]["achievement"] == CLAIMS["achievement"]
    with pytest.raises(Problem):
        issued(hash_name="md5")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-1000, 1000) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.text(max_size=4).filter(lambda one: one not in ("_sd", "...", "_sd_alg")), inner, max_size=3
        )
    ),
    max_leaves=12,
)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from("abc"), JSON, min_size=1), st.randoms(use_true_random=False), st.integers(0, 2))
def test_all_disclosures_give_back_the_claims_and_fewer_never_more(claims, random, decoys):
    places = [(name,) for name in claims] + [
        path[:size] for path, _ in leaves(claims) for size in range(1, len(path) + 1)
    ]
    chosen = random.sample(places, min(len(places), 4))
    held = parse_sd_jwt(issue_sd_jwt(claims, HOLDER, hold_back=set(chosen), decoys=decoys))
    assert held.claims == claims
    some = random.sample(places, min(len(places), 2))
    shown = parse_sd_jwt(disclose(held, some))
    texts = {one.text for one in held.disclosures}
    assert {one.text for one in shown.disclosures} <= texts
    everything = parse_sd_jwt(disclose(held, places))
    assert everything.claims == claims
    for path, value in leaves(claims):
        if path in some:
            assert any(one == value for _, one in leaves(shown.claims))


@pytest.mark.parametrize(
    "paths", [[("none",)], [("given_name", "x")], [("achievement", "alignment", 7)], [("achievement", 0)]]
)
def test_a_path_that_leads_nowhere_is_named(paths):
    with pytest.raises(Problem, match="no claim"):
        issue_sd_jwt(CLAIMS, issuer_key(), hold_back=paths)


@pytest.mark.parametrize("claims", [{"_sd": []}, {"_sd_alg": "x"}, {"a": {"...": 1}}])
def test_claims_that_are_set_apart_are_refused(claims):
    with pytest.raises(Problem, match="set apart"):
        issue_sd_jwt(claims, issuer_key())


# -- binding


def test_stripped_key_binding_is_refused():
    text = presented()
    found, seen = axes(text[: text.rindex("~") + 1])
    assert seen["binding"] == ("bad", "key-binding-missing")
    assert not found.accepted(["binding"])


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"nonce": "other"}, "nonce-mismatch"),
        ({"audience": "https://other.example"}, "audience-mismatch"),
        ({"at": NOW - timedelta(seconds=301)}, "binding-too-old"),
        ({"at": NOW + timedelta(seconds=61)}, "binding-in-future"),
    ],
)
def test_a_presentation_for_another_question_or_moment_is_refused(asked, code):
    assert axes(presented(**asked))[1]["binding"] == ("bad", code)


def test_a_binding_of_300_seconds_is_young_enough():
    assert axes(presented(at=NOW - timedelta(seconds=300)))[1]["binding"][0] == "good"


@pytest.mark.parametrize(
    ("changed", "code"), [({"nonce": None}, "nonce-not-asked"), ({"audience": None}, "audience-not-asked")]
)
def test_without_a_question_a_binding_is_unknown(changed, code):
    from dataclasses import replace

    assert axes(presented(), replace(ASKED, **changed))[1]["binding"] == ("unknown", code)


def binding(claims=None, key=HOLDER, type_="kb+jwt", text=None):
    shown = disclose(parse_sd_jwt(text or issued()), [])
    said = {"iat": STAMP, "aud": AUDIENCE, "nonce": NONCE, "sd_hash": digest(shown), **(claims or {})}
    return shown + sign_token(said, key, type_=type_)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (binding({"sd_hash": "x"}), "sd-hash-mismatch"),
        (binding({"iat": None}), "time-malformed"),
        (binding({"iat": "now"}), "time-malformed"),
        (binding({"exp": STAMP - 1}), "binding-too-old"),
        (binding({"nonce": None}), "binding-malformed"),
        (binding({"aud": [AUDIENCE]}), "binding-malformed"),
        (binding(key=generate_key()), "binding-signature-wrong"),
        (binding(key=generate_key("EdDSA")), "binding-signature-wrong"),
        (binding(type_="JWT"), "binding-type"),
        (binding().rsplit(".", 2)[0] + ".e30.e30", "binding-signature-wrong"),
        (issued() + "nonsense", "token-malformed"),
        (signed(CLAIMS) + binding().rsplit("~", 1)[1], "binding-without-key"),
        (signed({**CLAIMS, "cnf": {"kid": "x"}}), "cnf-unsupported"),
        (signed({**CLAIMS, "cnf": {"jwk": {"kty": "oct", "k": "AA"}}}), "key-secret"),
    ],
)
def test_a_binding_that_breaks_a_rule_is_refused(text, code):
    found, seen = axes(text)
    assert seen["binding"][1] == code
    assert not found.accepted(["binding"])


def test_more_or_less_disclosed_than_was_bound_is_refused():
    full = parse_sd_jwt(issued())
    held = presented(full.text, paths=[("given_name",)])
    first, *_, kb = held.split("~")
    assert axes("~".join((first, kb)))[1]["binding"] == ("bad", "sd-hash-mismatch")
    more = "~".join((first, *[one.text for one in full.disclosures], kb))
    assert axes(more)[1]["binding"] == ("bad", "sd-hash-mismatch")


def test_a_credential_without_holder_is_bound_to_nobody():
    assert axes(issued(holder=None))[1]["binding"] == ("n/a", "not-bound")


def test_a_holder_signs_only_what_is_bound_to_its_key():
    with pytest.raises(Problem, match="not bound"):
        presented(holder=generate_key())


# -- bounds


@pytest.mark.parametrize(
    "text",
    [
        signed(CLAIMS).rstrip("~"),
        "~",
        "~~",
        "a.b~",
        signed(CLAIMS, *["x"] * 1001),
        signed({**CLAIMS, "x": "y" * 1_000_000}),
        issued() + "x" * 20_000,
        signed(compact(CLAIMS).replace(b'"eqf":3', b'"eqf":' + b"[" * 50 + b"]" * 50)),
    ],
)
def test_what_is_no_sd_jwt_or_too_large_or_deep_is_unreadable(text):
    with pytest.raises(Problem) as caught:
        verify(text.encode(), ASKED)
    assert "\n" not in str(caught.value)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_mutation_is_taken_or_breaks_the_verifier(data):
    text = presented(MADE)
    place = data.draw(st.integers(0, len(text) - 1))
    char = data.draw(st.sampled_from("ABCxyz019-_.~= "))
    changed = text[:place] + char + text[place + data.draw(st.integers(0, 3)) :]
    try:
        found = verify(changed.encode(), ASKED)
    except Problem as problem:
        assert "\n" not in str(problem)
        return
    if found.accepted(["signature", "issuer", "freshness", "binding"]):
        assert changed.strip() == text


MADE = issued()
