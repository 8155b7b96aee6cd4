"""The form of credentials and presentations, and the place where it is wrong."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from draaischijf.problems import Problem
from draaischijf.wallet.integrity import VC1, VC2
from draaischijf.wallet.vcdm import check_credential, check_presentation, period, texts

GOOD = {
    "@context": [VC2, "https://school.example/context", {"vak": "urn:vak"}],
    "id": "urn:uuid:1",
    "type": ["VerifiableCredential", "https://school.example/Diploma"],
    "issuer": {"id": "did:example:1", "name": [{"@value": "School", "@language": "nl", "@direction": "ltr"}]},
    "name": "Lassen",
    "validFrom": "2026-01-01T00:00:00Z",
    "validUntil": "2027-01-01T00:00:00+01:00",
    "credentialSubject": [{"id": "did:example:2"}, {"vak": "lassen"}],
    "credentialSchema": {"id": "urn:schema", "type": "JsonSchema"},
    "relatedResource": {"id": "urn:a", "digestSRI": "sha384-x"},
}


def test_a_good_credential_passes_in_both_versions():
    check_credential(GOOD)
    check_credential({**GOOD, "issuer": "did:example:1", "@context": [VC1], "issuanceDate": "2026-01-01T00:00:00Z"})
    assert [
        one.year for one in period({"issuanceDate": "2020-01-01T00:00:00Z", "expirationDate": "2021-01-01T00:00:00Z"})
    ] == [2020, 2021]


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"@context": VC2}, "@context"),
        ({"@context": []}, "@context"),
        ({"@context": ["https://school.example/context", VC2]}, "@context"),
        ({"@context": [VC2, 5]}, "@context"),
        ({"@context": [VC2, ""]}, "@context"),
        ({"@context": [VC1], "validFrom": None, "validUntil": None}, "issuanceDate"),
        ({"type": []}, "type"),
        ({"type": ["VerifiableCredential", 5]}, "type"),
        ({"type": ["VerifiableCredential", "a b"]}, "type"),
        ({"type": "Diploma"}, "type"),
        ({"id": "1"}, "id"),
        ({"id": ["urn:1"]}, "id"),
        ({"id": None}, "id"),
        ({"issuer": "school"}, "issuer"),
        ({"issuer": {"name": "School"}}, "issuer"),
        ({"issuer": None}, "issuer"),
        ({"issuer": ["did:example:1"]}, "issuer"),
        ({"issuer": {"id": "did:example:1", "name": 5}}, "issuer.name"),
        ({"credentialSubject": None}, "credentialSubject"),
        ({"credentialSubject": []}, "credentialSubject"),
        ({"credentialSubject": {}}, "credentialSubject"),
        ({"credentialSubject": "did:example:2"}, "credentialSubject"),
        ({"credentialSubject": {"id": "2"}}, "credentialSubject.id"),
        ({"validFrom": "2026-01-01"}, "validFrom"),
        ({"validUntil": "soon"}, "validUntil"),
        ({"validUntil": "2025-01-01T00:00:00Z"}, "validUntil"),
        ({"name": {"@value": 5}}, "name"),
        ({"name": {"@value": "x", "@language": "not a language"}}, "name"),
        ({"description": {"@value": "x", "@direction": "up"}}, "description"),
        ({"description": {"@value": "x", "other": "up"}}, "description"),
        ({"credentialStatus": {}}, "credentialStatus.type"),
        ({"credentialStatus": {"type": "X", "id": 5}}, "credentialStatus.id"),
        ({"credentialSchema": {"type": "X"}}, "credentialSchema.id"),
        ({"evidence": ["x"]}, "evidence.type"),
        ({"relatedResource": [{"id": "x"}]}, "relatedResource.id"),
        ({"relatedResource": [{"id": "urn:x"}]}, "relatedResource"),
        ({"relatedResource": [{"id": "urn:x", "digestSRI": "1"}] * 2}, "relatedResource.id"),
    ],
)
def test_a_wrong_form_names_its_place(change, place):
    with pytest.raises(Problem) as caught:
        check_credential({**GOOD, **change})
    assert (caught.value.code, caught.value.place) == ("structure-invalid", place)


def test_what_is_missing_is_named():
    for name in ("issuer", "credentialSubject", "@context", "type"):
        with pytest.raises(Problem) as caught:
            check_credential({key: value for key, value in GOOD.items() if key != name})
        assert caught.value.place == name


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"holder": "me"}, "holder"),
        ({"verifiableCredential": ["x"]}, "verifiableCredential"),
        ({"type": "VerifiableCredential"}, "type"),
    ],
)
def test_presentations(change, place):
    good = {"@context": [VC2], "type": "VerifiablePresentation", "holder": {"id": "did:example:1"}}
    check_presentation(good)
    with pytest.raises(Problem) as caught:
        check_presentation({**good, **change})
    assert caught.value.place == place


def test_texts_in_every_spelling():
    assert list(texts(["a", {"@value": "b"}, {"@value": 1}, 5])) == ["a", "b"]


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=5,
)


@settings(deadline=None)
@given(st.fixed_dictionaries({}, optional=dict.fromkeys(GOOD, anything)))
def test_any_credential_is_checked_or_a_problem(change):
    with contextlib.suppress(Problem):
        check_credential({**GOOD, **change})
    with contextlib.suppress(Problem):
        check_presentation({**GOOD, **change})
