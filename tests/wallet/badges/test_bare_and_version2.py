"""Bare payloads of edubadges, and Open Badges 2.0: hosted, signed, baked."""

from __future__ import annotations

import json

import pytest
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given, settings
from hypothesis import strategies as st

from draaischijf.problems import Problem
from draaischijf.wallet.badges import dress, sign_badge
from draaischijf.wallet.badges.bare import payload_in
from draaischijf.wallet.bounded import b64url
from draaischijf.wallet.jose import compact
from draaischijf.wallet.verify import read_credentials
from tests.wallet.badges.makers import ISSUER, KEY, answer, chunk, codes, picture

# Invented; the members are those of the serializer of edubadges.
PAYLOAD = {
    "issuer": {"id": ISSUER, "type": ["Profile"], "name": "Mbo Voorbeeld"},
    "credentialSubject": {
        "type": ["AchievementSubject"],
        "achievement": {
            "id": "https://edubadges.example/public/assertions/a1",
            "type": ["Achievement"],
            "criteria": {"narrative": "Een opdracht."},
            "description": "Zorg voor planten.",
            "name": "Groen beheer",
            "image": {"type": "Image", "id": "https://edubadges.example/a1.png"},
            "ECTS": 2.5,
        },
    },
}
HOST = "https://edubadges.example"
ASSERTION = {
    "@context": "https://w3id.org/openbadges/v2",
    "type": "Assertion",
    "id": f"{HOST}/assertions/a1",
    "recipient": {"type": "email", "hashed": True, "salt": "x", "identity": "sha256$00"},
    "badge": {
        "type": "BadgeClass",
        "id": f"{HOST}/badges/b1",
        "name": "Groen beheer",
        "description": "Zorg voor planten.",
        "criteria": {"narrative": "Een opdracht."},
        "issuer": {"type": "Issuer", "id": f"{HOST}/issuers/i1", "name": "Mbo Voorbeeld"},
        "alignment": [{"targetName": "planten", "targetUrl": "urn:esco:1", "targetFramework": "ESCO"}],
        "extensions:ECTSExtension": {"ECTS": 2.5},
        "extensions:EQFExtension": {"EQF": 4},
    },
    "verification": {"type": "HostedBadge"},
    "issuedOn": "2026-01-01T00:00:00Z",
}
RSA = rsa.generate_private_key(65537, 2048)
PEM = RSA.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
KEY_URL = f"{HOST}/keys/1"
CRYPTO_KEY = {"id": KEY_URL, "type": "CryptographicKey", "owner": f"{HOST}/issuers/i1", "publicKeyPem": PEM}


def held(*documents):
    return {one["id"]: json.dumps(one).encode() for one in documents}


def token(assertion, key=RSA):
    data = f"{b64url(compact({'alg': 'RS256'}))}.{b64url(compact(assertion))}"
    return f"{data}.{b64url(key.sign(data.encode(), padding.PKCS1v15(), SHA256()))}"


SIGNED = {**ASSERTION, "verification": {"type": "SignedBadge", "creator": KEY_URL}}


@pytest.mark.parametrize("given_as", [PAYLOAD, {"offerId": "1", "credential": PAYLOAD}])
def test_a_bare_payload_is_read_and_never_accepted(given_as):
    found = answer(given_as)
    assert (found.format, found.axes["signature"].code, found.accepted()) == ("edubadges-bare", "unsigned", False)
    (credential,) = read_credentials(json.dumps(given_as).encode())
    assert (credential.issuer_name, credential.achievements[0].credits) == ("Mbo Voorbeeld", 2.5)


def test_a_dressed_payload_can_be_signed():
    payload = json.loads(json.dumps(PAYLOAD))
    del payload["credentialSubject"]["achievement"]["ECTS"]
    assert codes(sign_badge(dress(payload), KEY))["signature"] == "signature-valid"


@pytest.mark.parametrize(
    "value", [[], {}, {"credentialSubject": {}}, {**PAYLOAD, "type": "x"}, {"credential": {"credentialSubject": 5}}]
)
def test_what_is_no_bare_payload(value):
    assert payload_in(value) is None
    with pytest.raises(Problem, match="no credential of a known format"):
        answer(value)


def test_a_hosted_badge_is_read_and_judged_by_its_address():
    (credential,) = read_credentials(json.dumps(ASSERTION).encode())
    (achievement,) = credential.achievements
    assert (achievement.eqf, achievement.credits, achievement.alignments[0].target) == (4, 2.5, "urn:esco:1")
    assert (credential.issuer_name, credential.holder) == ("Mbo Voorbeeld", "sha256$00")
    assert codes(ASSERTION)["signature"] == codes(ASSERTION)["status"] == "hosted-not-at-hand"
    found = answer(ASSERTION, documents=held(ASSERTION))
    assert found.accepted()
    assert found.format == "open-badge-2+hosted"
    assert found.axes["issuer"].code == "issuer-hosted"


@pytest.mark.parametrize(
    ("hosted", "axis", "code"),
    [
        ({**ASSERTION, "recipient": {"identity": "else"}}, "signature", "hosted-differs"),
        ({**ASSERTION, "badge": "https://other.example/b"}, "signature", "hosted-differs"),
        ({"id": ASSERTION["id"], "revoked": True}, "status", "revoked"),
        ({**ASSERTION, "revoked": True}, "status", "revoked"),
    ],
)
def test_what_the_address_says_counts(hosted, axis, code):
    assert codes(ASSERTION, documents=held(hosted))[axis] == code
    assert not answer(ASSERTION, documents=held(hosted)).accepted()


def test_a_badge_on_a_site_that_is_not_its_issuers_is_refused():
    foreign = {**ASSERTION, "id": "https://other.example/a1"}
    assert codes(foreign, documents=held(foreign))["signature"] == "hosted-elsewhere"


def test_badge_and_issuer_at_their_addresses():
    badge = {**ASSERTION["badge"], "issuer": f"{HOST}/issuers/i1"}
    documents = held(badge, {**ASSERTION["badge"]["issuer"]})
    one = {**ASSERTION, "badge": badge["id"]}
    found = answer(one, documents={**documents, **held(one)})
    assert found.claims[0]["name"] == "Groen beheer"
    assert found.claims[0]["issuer_name"] == "Mbo Voorbeeld"
    assert found.accepted()
    swapped = {badge["id"]: json.dumps({**badge, "id": "https://other.example"}).encode()}
    assert answer(one, documents=swapped).claims[0]["name"] == ""


def test_time():
    assert codes({**ASSERTION, "expires": "2026-02-01T00:00:00Z"})["freshness"] == "expired"
    assert codes({**ASSERTION, "expires": "ooit"})["freshness"] == "moment-invalid"
    assert read_credentials(json.dumps({**ASSERTION, "expires": "ooit"}).encode())[0].valid_until is None


def test_a_signed_badge():
    text = token(SIGNED)
    assert codes(text)["signature"] == "key-unknown"
    assert codes(text, documents=held(CRYPTO_KEY)) == {
        "signature": "signature-valid",
        "issuer": "issuer-not-listed",
        "status": "no-status",
        "freshness": "valid-now",
        "binding": "not-a-presentation",
    }
    other = rsa.generate_private_key(65537, 2048)
    assert codes(token(SIGNED, other), documents=held(CRYPTO_KEY))["signature"] == "signature-invalid"
    stolen = {**CRYPTO_KEY, "owner": "https://other.example"}
    assert codes(text, documents=held(stolen))["signature"] == "issuer-mismatch"
    assert codes(text, documents=held({**CRYPTO_KEY, "publicKeyPem": 5}))["signature"] == "key-invalid"
    assert read_credentials(text.encode())[0].format == "open-badge-2+jws"


def test_a_list_of_withdrawn_badges():
    issuer = {**ASSERTION["badge"]["issuer"], "revocationList": f"{HOST}/revoked"}
    text = token({**SIGNED, "badge": {**ASSERTION["badge"], "issuer": issuer}})
    documents = held(CRYPTO_KEY)

    def status(listed):
        lists = {} if listed is None else {f"{HOST}/revoked": json.dumps({"revokedAssertions": listed}).encode()}
        return codes(text, documents=documents, status_lists=lists)["status"]

    assert status(None) == "status-list-missing"
    assert status([]) == "not-withdrawn"
    assert status([{"id": SIGNED["id"]}]) == status([SIGNED["id"]]) == "revoked"


@pytest.mark.parametrize("text", [json.dumps(ASSERTION), token(SIGNED)])
def test_baked_as_version_2_does(text):
    assert answer(picture(chunk(b"iTXt", b"openbadges\0\0\0\0\0" + text.encode()))).format.startswith("open-badge-2")
    inner = f"<![CDATA[{text}]]>" if text.startswith("{") else ""
    attribute = "" if inner else f' verify="{text}"'
    drawing = f'<svg xmlns:o="http://openbadges.org"><o:assertion{attribute}>{inner}</o:assertion></svg>'
    assert answer(drawing).format.startswith("open-badge-2")


leaves = st.none() | st.booleans() | st.integers() | st.text(max_size=6)
anything = st.recursive(leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner))


@settings(deadline=None)
@given(st.fixed_dictionaries({}, optional=dict.fromkeys(ASSERTION, anything)), st.booleans())
def test_any_assertion_gets_a_verdict(changes, at_hand):
    one = {**ASSERTION, **changes, "type": "Assertion"}
    documents = {ASSERTION["id"]: json.dumps(one).encode()} if at_hand else {}
    for given_as in (one, token(one)):
        assert answer(given_as, documents=documents).axes["signature"].reason


@settings(deadline=None)
@given(st.fixed_dictionaries({}, optional={**dict.fromkeys(PAYLOAD, anything), "validFrom": anything}))
def test_any_bare_payload_gets_a_verdict(changes):
    one = {**PAYLOAD, **changes}
    if payload_in(one):
        assert answer(one).axes["signature"].code == "unsigned"
