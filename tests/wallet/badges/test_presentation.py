"""Presentations with a proof inside: bound to the question, to the holder, and to their credentials."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from draaischijf.wallet.badges import issuer_did, sign_badge_token
from draaischijf.wallet.did import method_of
from draaischijf.wallet.integrity import VC2, add_proof
from draaischijf.wallet.integrity.multibase import multikey
from draaischijf.wallet.jose import sign_token
from draaischijf.wallet.keys import generate_key
from draaischijf.wallet.verification import Verdict
from draaischijf.wallet.verify import read_credentials
from tests.wallet.badges.makers import CREATED, ISSUER, KEY, answer, badge, codes, trusted

HOLDER = generate_key("EdDSA")
DID = issuer_did(HOLDER)
ASKED = {"nonce": "n-1", "audience": "werkgever.example"}


def held(**changes):
    one = badge(**changes)
    one["credentialSubject"]["id"] = changes.pop("subject", DID)
    return add_proof(one, KEY, method_of(ISSUER), created=CREATED)


def presentation(*credentials, key=HOLDER, holder=DID, **options):
    made = {"@context": [VC2], "type": ["VerifiablePresentation"], "verifiableCredential": list(credentials)}
    if holder:
        made["holder"] = holder
    said = {"challenge": "n-1", "domain": "werkgever.example", "proofPurpose": "authentication", "created": CREATED}
    return add_proof(made, key, method_of(issuer_did(key)), **{**said, **options})


def test_a_presentation_is_good_on_every_axis():
    found = answer(presentation(held(), held()), trust=trusted(), **ASKED)
    assert found.format == "vp+eddsa-rdfc-2022"
    assert {axis: finding.code for axis, finding in found.axes.items()} == {
        "signature": "signature-valid",
        "issuer": "issuer-listed",
        "status": "no-status",
        "freshness": "valid-now",
        "binding": "holder-proven",
    }
    assert [claim["name"] for claim in found.claims] == ["Lassen"] * 2
    assert len(read_credentials(json.dumps(presentation(held())).encode())) == 1


@pytest.mark.parametrize(
    ("options", "asked", "code"),
    [
        ({"challenge": "n-0"}, ASKED, "challenge-mismatch"),
        ({"challenge": None}, ASKED, "challenge-mismatch"),
        ({"domain": "ander.example"}, ASKED, "domain-mismatch"),
        ({"domain": ["x", "werkgever.example"]}, ASKED, "holder-proven"),
        ({"domain": None}, ASKED, "domain-mismatch"),
        ({}, {"audience": "werkgever.example"}, "challenge-not-asked"),
        ({"holder": None}, ASKED, "holder-proven"),
        ({"holder": ISSUER}, ASKED, "holder-mismatch"),
        ({"key": KEY, "holder": None}, ASKED, "holder-mismatch"),
        ({"key": KEY}, ASKED, "holder-mismatch"),
    ],
)
def test_binding(options, asked, code):
    assert codes(presentation(held(), **options), **asked)["binding"] == code


def test_a_replay_is_refused():
    shown = presentation(held())
    assert codes(shown, nonce="n-1", audience="werkgever.example")["binding"] == "holder-proven"
    assert codes(shown, nonce="n-2", audience="werkgever.example")["binding"] == "challenge-mismatch"
    moved = {**presentation(held(), challenge="n-2"), "proof": shown["proof"]}
    moved["id"] = "urn:uuid:4b0e6b1e-0000-4000-8000-000000000009"
    assert codes(moved, **ASKED)["signature"] == "signature-invalid"


def test_subjects_that_nothing_can_be_shown_of():
    one = badge()
    shown = presentation(add_proof(one, KEY, method_of(ISSUER), created=CREATED))
    assert codes(shown, **ASKED)["binding"] == "holder-unproven"
    del one["credentialSubject"]["id"]
    shown = presentation(add_proof(one, KEY, method_of(ISSUER), created=CREATED))
    assert codes(shown, **ASKED)["binding"] == "holder-unnamed"
    self_named = f"https://sam.example#{multikey(HOLDER.public)}"
    made = {"@context": [VC2], "type": ["VerifiablePresentation"], "holder": "https://sam.example"}
    shown = add_proof(made, HOLDER, self_named, challenge="n-1", proofPurpose="authentication", created=CREATED)
    assert codes(shown, nonce="n-1")["binding"] == "holder-unproven"


def test_without_proof_or_with_one_for_another_purpose():
    unsigned = {"@context": [VC2], "type": ["VerifiablePresentation"], "verifiableCredential": [held()]}
    assert codes(unsigned, **ASKED)["signature"] == "proof-missing"
    assert codes(unsigned, **ASKED)["binding"] == "holder-unproven"
    asserted = presentation(held(), proofPurpose="assertionMethod")
    assert codes(asserted, **ASKED)["signature"] == "proof-purpose"


def test_the_worst_credential_counts():
    bad = {**held(), "name": "anders"}
    found = answer(presentation(held(), bad), trust=trusted(), **ASKED)
    assert (found.axes["signature"].code, found.axes["issuer"].code) == ("signature-invalid", "issuer-unproven")
    late = held(validUntil="2026-06-01T00:00:00Z")
    assert codes(presentation(held(), late), **ASKED)["freshness"] == "expired"


def envelope(text, **changes):
    made = {"@context": [VC2], "type": "EnvelopedVerifiableCredential", "id": f"data:application/vc+jwt,{text}"}
    return {**made, **changes}


def test_tokens_in_envelopes():
    one = badge()
    one["credentialSubject"]["id"] = DID
    shown = presentation(envelope(sign_badge_token(one, KEY)))
    assert codes(shown, **ASKED)["signature"] == "signature-valid"
    assert codes(shown, **ASKED)["binding"] == "holder-proven"
    assert read_credentials(json.dumps(shown).encode()) == ()
    for change in ({"id": "data:text/plain,x"}, {"@context": ["urn:x"]}):
        with_wrong = {**shown, "verifiableCredential": [envelope("a.b.c", **change)]}
        assert codes(with_wrong, **ASKED)["signature"] == "envelope-invalid"


def test_empty_and_too_many():
    found = answer(presentation(), **ASKED)
    assert found.axes["issuer"].verdict is Verdict.NOT_APPLICABLE
    assert found.axes["binding"].code == "holder-unnamed"
    assert codes({**presentation(), "verifiableCredential": [{}] * 33})["signature"] == "presentation-too-large"
    assert codes({**presentation(), "holder": "ik"})["signature"] == "structure-invalid"


leaves = st.none() | st.booleans() | st.integers() | st.text(max_size=6)
anything = st.recursive(leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner))
SHOWN = presentation(held())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.fixed_dictionaries({}, optional=dict.fromkeys(SHOWN, anything)))
def test_any_presentation_gets_a_verdict(changes):
    one = {**SHOWN, **changes, "type": ["VerifiablePresentation"]}
    assert answer(one, **ASKED).axes["binding"].reason


def test_many_heavy_credentials_are_bounded_together(monkeypatch):
    """Each stays within its own bound; together they do not."""
    monkeypatch.setattr("draaischijf.wallet.badges.presentation.SECONDS", 0.0001)
    found = answer(presentation(*[held()] * 4), **ASKED)
    assert found.axes["signature"].code == "out-of-bounds"


def shown_token(key=HOLDER, claims=None, **vp):
    made = {"@context": [VC2], "type": ["VerifiablePresentation"], "verifiableCredential": [held()], **vp}
    said = {"iss": DID, "nonce": "n-1", "aud": "werkgever.example", "vp": made}
    return sign_token({**said, **(claims or {})}, key, type_="JWT", kid=issuer_did(key))


def test_a_presentation_in_a_token():
    found = answer(shown_token(), trust=trusted(), **ASKED)
    assert found.format == "vp+vp-jwt"
    assert found.accepted(["signature", "issuer", "freshness", "binding"])
    (credential,) = read_credentials(shown_token().encode())
    assert credential.achievements[0].name == "Lassen"
    enveloped = {"@context": VC2, "type": "EnvelopedVerifiablePresentation"}
    enveloped["id"] = f"data:application/vp+jwt,{shown_token()}"
    assert codes(enveloped, **ASKED)["binding"] == "holder-proven"
    assert codes({**enveloped, "id": "data:x"}, **ASKED)["signature"] == "envelope-invalid"


@pytest.mark.parametrize(
    ("claims", "axis", "code"),
    [
        ({"nonce": "n-0"}, "binding", "challenge-mismatch"),
        ({"aud": "ander.example"}, "binding", "domain-mismatch"),
        ({"aud": ["x", "werkgever.example"]}, "binding", "holder-proven"),
        ({"iss": ISSUER}, "signature", "issuer-mismatch"),
        ({"iss": None}, "binding", "holder-proven"),
        ({"exp": 1_700_000_000}, "freshness", "expired"),
        ({"nbf": "soon"}, "freshness", "moment-invalid"),
        ({"vp": {"type": ["VerifiablePresentation"]}}, "signature", "structure-invalid"),
    ],
)
def test_a_bent_token_is_refused_for_its_reason(claims, axis, code):
    assert codes(shown_token(claims=claims), **ASKED)[axis] == code


def test_a_token_of_somebody_else():
    other = generate_key("EdDSA")
    assert codes(shown_token(other), **ASKED)["signature"] == "issuer-mismatch"
    assert codes(shown_token(other, {"iss": None}), **ASKED)["binding"] == "holder-mismatch"
    assert codes(shown_token(verifiableCredential=["x"]), **ASKED)["signature"] == "structure-invalid"
    assert codes(shown_token(verifiableCredential=[{}] * 33), **ASKED)["signature"] == "presentation-too-large"
