"""Badges in a token, of every algorithm that is taken, and what is not taken."""

from __future__ import annotations

import json

import pytest
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from draaischijf.problems import Problem
from draaischijf.wallet.badges import issuer_did, sign_badge, sign_badge_token
from draaischijf.wallet.badges.envelope import open_envelope
from draaischijf.wallet.bounded import b64url
from draaischijf.wallet.did import did_key
from draaischijf.wallet.jose import compact, sign_token
from draaischijf.wallet.keys import ALGORITHMS, generate_key
from draaischijf.wallet.rsa import RsaKey, rsa_from_jwk, rsa_from_pem
from draaischijf.wallet.verify import read_credentials
from tests.wallet.badges.makers import ISSUER, KEY, answer, badge, codes, question, signed, trusted

RSA = rsa.generate_private_key(65537, 2048)
RSA_JWK = RsaKey(RSA.public_key()).jwk
SITE = "https://school.example/uitgever"


def by_site(**changes):
    return badge(issuer={"id": SITE, "type": ["Profile"], "name": "School"}, **changes)


def rsa_token(claims, **header):
    head = {"alg": "RS256", "typ": "JWT", "jwk": RSA_JWK, **header}
    data = f"{b64url(compact({k: v for k, v in head.items() if v is not None}))}.{b64url(compact(claims))}"
    return f"{data}.{b64url(RSA.sign(data.encode(), padding.PKCS1v15(), SHA256()))}"


def token(claims, key=KEY, **header):
    return sign_token(claims, key, type_="JWT", **{"kid": issuer_did(key), **header})


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_what_is_signed_is_good_on_every_axis(algorithm):
    key = generate_key(algorithm)
    profile = {"id": issuer_did(key), "type": ["Profile"], "name": "School"}
    text = sign_badge_token(badge(issuer=profile, validUntil="2027-01-01T00:00:00Z"), key)
    found = answer(text, trust=trusted(key, profile["id"]))
    assert found.accepted(["signature", "issuer", "freshness"])
    assert found.format == "open-badge-3+vc-jwt"
    (credential,) = read_credentials(text.encode())
    assert (credential.format, credential.achievements[0].name) == (found.format, "Lassen")
    assert open_envelope(text.encode(), question()).credential["credentialSubject"] == badge()["credentialSubject"]


def test_under_vc_and_in_the_older_version():
    assert codes(token({"vc": badge(), "iss": ISSUER}))["signature"] == "signature-valid"
    old = {**badge(), "@context": ["https://www.w3.org/2018/credentials/v1"]}
    del old["validFrom"]
    assert codes(token({"vc": old, "iss": ISSUER, "nbf": 1_700_000_000}))["signature"] == "signature-valid"
    assert codes(token({"vc": old, "iss": ISSUER}))["signature"] == "structure-invalid"
    del old["issuer"]
    assert codes(token({"vc": old, "iss": ISSUER, "nbf": 1_700_000_000}))["signature"] == "structure-invalid"


def test_rsa_is_taken_and_proves_no_issuer():
    text = rsa_token(by_site())
    assert codes(text)["signature"] == "signature-valid"
    assert codes(text)["issuer"] == "key-self-named"
    assert codes(text[:-8] + "AAAAAAAA")["signature"] == "signature-invalid"
    assert codes(rsa_token(by_site(), jwk=None))["signature"] == "key-unknown"
    weak = RsaKey  # a key below 2,048 bits is refused when it is read
    small = rsa.generate_private_key(65537, 1024).public_key().public_numbers()
    jwk = {"kty": "RSA", "e": b64url(b"\1\0\1"), "n": b64url(small.n.to_bytes(128, "big"))}
    assert codes(rsa_token(by_site(), jwk=jwk))["signature"] == "key-weak"
    assert weak(RSA.public_key()).algorithm == "RS256"


def test_keys_at_an_address():
    text = rsa_token(by_site(), jwk=None, kid="https://school.example/sleutel")
    assert codes(text)["signature"] == "key-unknown"
    held = {"https://school.example/sleutel": json.dumps(RSA_JWK).encode()}
    assert codes(text, documents=held) | {"status": ""} == {
        "signature": "signature-valid",
        "issuer": "key-self-named",
        "status": "",
        "freshness": "valid-now",
        "binding": "not-a-presentation",
    }
    listing = {"id": SITE, "assertionMethod": [{"id": f"{SITE}#1", "publicKeyJwk": RSA_JWK}]}
    held = {SITE: json.dumps(listing).encode()}
    assert codes(rsa_token(by_site(), jwk=None, kid="#1"), documents=held)["signature"] == "signature-valid"


def test_keys_of_the_trust_list():
    text = sign_token(by_site(), KEY, type_="JWT", kid="1")
    assert codes(text)["signature"] == "key-unknown"
    assert codes(text, trust=trusted(KEY, SITE)) | {"status": ""} == {
        "signature": "signature-valid",
        "issuer": "issuer-listed",
        "status": "",
        "freshness": "valid-now",
        "binding": "not-a-presentation",
    }
    assert codes(text, trust=trusted(generate_key("EdDSA"), SITE))["signature"] == "key-unknown"
    bare = sign_token(badge(), KEY, type_="JWT", kid=None)
    assert codes(bare)["signature"] == "signature-valid"


def test_no_algorithm_and_the_wrong_one():
    _, body, signature = token(badge()).split(".")
    none = b64url(compact({"alg": "none"}))
    with pytest.raises(Problem) as caught:
        answer(f"{none}.{body}.")
    assert caught.value.code == "algorithm-none"
    with pytest.raises(Problem) as caught:
        answer(f"{b64url(compact({'alg': 'HS256', 'kid': ISSUER}))}.{body}.{signature}")
    assert caught.value.code == "algorithm-not-allowed"
    confused = f"{b64url(compact({'alg': 'RS256', 'kid': ISSUER}))}.{body}.{signature}"
    assert codes(confused)["signature"] == "key-suite-mismatch"
    other = f"{b64url(compact({'alg': 'Ed25519', 'kid': ISSUER}))}.{body}.{signature}"
    assert codes(other)["signature"] == "signature-invalid"


def test_an_issuer_cannot_be_swapped():
    other = generate_key("EdDSA")
    assert codes(token(badge(), other))["signature"] == "issuer-mismatch"
    mine = {"id": SITE, "type": ["Profile"]}
    assert codes(token({**badge(issuer=mine), "iss": ISSUER}, other))["signature"] == "claims-differ"


@pytest.mark.parametrize(
    ("claims", "code"),
    [
        ({"sub": "did:example:other"}, "claims-differ"),
        ({"jti": "urn:other"}, "claims-differ"),
        ({"nbf": 1_000_000_000}, "claims-differ"),
        ({"nbf": True}, "moment-invalid"),
        ({"nbf": 1e300}, "moment-invalid"),
        ({"type": ["VerifiableCredential", "OpenBadgeCredential"], "credentialSubject": None}, "structure-invalid"),
    ],
)
def test_what_the_token_says_must_be_what_the_badge_says(claims, code):
    assert codes(token({**badge(), **claims}))["signature"] == code


def test_time():
    assert codes(token({**badge(), "exp": 1_790_000_000}))["freshness"] == "expired"
    assert codes(token({**badge(), "exp": 1_800_000_000}))["freshness"] == "valid-now"
    assert codes(token({**badge(), "exp": "soon"}))["freshness"] == "moment-invalid"
    assert codes(token({**badge(validUntil="2026-02-01T00:00:00Z")}))["freshness"] == "expired"
    late = token({**badge(validUntil="2027-02-01T00:00:00Z"), "exp": 1_900_000_000})
    assert codes(late)["signature"] == "claims-differ"


def test_a_badge_is_signed_once():
    with pytest.raises(Problem, match="a proof already"):
        sign_badge_token(signed(), KEY)
    assert sign_badge(badge(), KEY)["proof"]["cryptosuite"] == "eddsa-rdfc-2022"


def test_rsa_keys_in_their_spellings():
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    pem = RSA.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    assert rsa_from_pem(pem).jwk == rsa_from_jwk(RSA_JWK).jwk == RSA_JWK
    for wrong in ({"kty": "RSA"}, {**RSA_JWK, "d": "AA"}, {**RSA_JWK, "n": "AA"}):
        with pytest.raises(Problem):
            rsa_from_jwk(wrong)
    ed = generate_key("EdDSA").public.part.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    for text in ("", None, ed):
        with pytest.raises(Problem):
            rsa_from_pem(text)


leaves = st.none() | st.booleans() | st.integers() | st.text(max_size=6)
anything = st.recursive(leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.fixed_dictionaries({}, optional=dict.fromkeys([*badge(), "iss", "sub", "jti", "nbf", "exp", "vc"], anything)),
    st.fixed_dictionaries({}, optional={"kid": st.text(max_size=8), "jwk": anything}),
)
def test_any_token_gets_a_verdict_or_is_none(claims, header):
    text = sign_token({**badge(), **claims}, KEY, type_="JWT", **{"kid": did_key(KEY.public), **header})
    try:
        assert answer(text).axes["signature"].reason
    except Problem as problem:
        assert problem.code == "format-unknown"
