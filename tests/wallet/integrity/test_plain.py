"""What is read is what is signed: the same graph, written so that a reader of the JSON misses something, is refused."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from draaischijf.problems import Problem
from draaischijf.wallet.integrity import VC1, VC2
from draaischijf.wallet.integrity.canonical import canonical_forms
from draaischijf.wallet.integrity.plain import check_plain
from tests.wallet.badges.makers import ISSUER, KEY, codes, signed

UNTIL = "https://www.w3.org/2018/credentials#validUntil"
MOMENT = "http://www.w3.org/2001/XMLSchema#dateTime"
END = "2026-06-01T00:00:00Z"


def same_graph(one, other):
    plain = [{name: value for name, value in each.items() if name != "proof"} for each in (one, other)]
    first, second = canonical_forms(*plain)
    return first == second


def hidden(one, name, value):
    return {**{key: held for key, held in one.items() if key != name}, **value}


def test_an_end_that_is_hidden_behind_its_iri_is_refused():
    expired = signed(validUntil=END)
    assert codes(expired)["freshness"] == "expired"
    unseen = hidden(expired, "validUntil", {UNTIL: {"@value": END, "@type": MOMENT}})
    assert same_graph(expired, unseen)
    assert codes(unseen)["freshness"] == "valid-now"  # the reader does not see the end ...
    assert codes(unseen)["signature"] == "json-not-plain"  # ... and therefore the proof is not taken


def test_an_end_under_another_name_is_refused():
    expired = signed(validUntil=END)
    named = hidden(expired, "validUntil", {"einde": END})
    for definition in ({"@id": UNTIL, "@type": MOMENT}, UNTIL):
        named["@context"] = [*expired["@context"], {"einde": definition}]
        assert codes(named)["signature"] == "json-not-plain"
    named["@context"] = [*expired["@context"], {"c": UNTIL[:-5], "einde": {"@id": "c:Until", "@type": MOMENT}}]
    assert codes(named)["signature"] == "json-not-plain"


def test_two_names_that_are_swapped_are_refused():
    """The oldest context of badges protects nothing, so that a context inside the badge can swap two terms."""
    from draaischijf.wallet.did import method_of
    from draaischijf.wallet.integrity import add_proof

    old = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json"
    context = [VC1, old, "https://w3id.org/security/data-integrity/v2"]
    plain = {"@context": context, "id": "urn:a", "type": "VerifiableCredential", "issuer": ISSUER}
    plain |= {"issuanceDate": "2026-01-01T00:00:00Z", "credentialSubject": {"id": "urn:b"}}
    plain |= {"name": "Veilig lassen", "description": "Niet geslaagd"}
    one = add_proof(plain, KEY, method_of(ISSUER), created="2026-01-01T00:00:00Z")
    kind = {"@type": "https://www.w3.org/2001/XMLSchema#string"}
    swap = {name: {"@id": f"https://schema.org/{other}", **kind} for name, other in PAIRS}
    swapped = {**one, "name": one["description"], "description": one["name"], "@context": [*context, swap]}
    assert same_graph(one, swapped)
    assert codes(one)["signature"] == "signature-valid"
    assert codes(swapped)["signature"] == "json-not-plain"


def test_an_end_that_is_said_elsewhere_is_refused():
    """Where another member names the credential too, the end could move there without changing the graph."""
    own = "urn:uuid:4b0e6b1e-0000-4000-8000-000000000001"
    refresh = {"id": own, "type": "VerifiableCredential"}
    expired = signed(validUntil=END, refreshService=refresh)
    assert codes(expired)["freshness"] == "expired"
    moved = hidden(expired, "validUntil", {"refreshService": {**refresh, "validUntil": END}})
    assert same_graph(expired, moved)
    assert codes(moved)["signature"] == "json-not-plain"


PAIRS = (("name", "description"), ("description", "name"))


@pytest.mark.parametrize(
    "change",
    [
        {"@id": "urn:a"},
        {"@type": "x"},
        {"@graph": []},
        {"evidence": {"id": "_:a"}},
        {"evidence": {"id": "urn:a", "name": "x"}},
        {"@included": []},
        {"cred:name": "x"},
        {"credentialSubject": {"@nest": {}}},
        {"credentialSubject": {"@context": {"a": "urn:a"}}},
        {"credentialSubject": {"@context": None}},
        {"credentialSubject": [{"@value": "x", "@index": "y"}]},
        {"@context": [VC2, {"@vocab": "urn:x#"}]},
        {"@context": [VC2, {"@base": "urn:x"}]},
        {"@context": [VC2, {"soort": "@type"}]},
        {"@context": [VC2, {"soort": None}]},
        {"@context": [VC2, {"soort": {"@reverse": "urn:x"}}]},
        {"@context": [VC2, {"soort": {"@id": "urn:x", "@context": "urn:y"}}]},
        {"@context": [VC2, {"soort": {"@id": "urn:x", "@context": {"name": "urn:y"}}}]},
        {"@context": [VC2, {"c": "https://www.w3.org/2018/"}]},
        {"@context": [VC2, 5]},
    ],
)
def test_what_is_not_in_the_plain(change):
    with pytest.raises(Problem) as caught:
        check_plain({"@context": [VC2], "id": "urn:a", **change})
    assert caught.value.code == "json-not-plain"


@pytest.mark.parametrize(
    "change",
    [
        {"name": {"@value": "x", "@language": "nl", "@direction": "ltr"}},
        {"endorsement": [{"@context": [VC2], "name": "x"}]},
        {"@context": [VC2, {"@protected": True, "vak": {"@id": "https://school.example/vak", "@type": "@id"}}]},
        {"@context": [VC2, {"vak": {"@id": "https://school.example/vak", "@context": {"deel": "urn:deel"}}}]},
        {"@context": [VC2, {"name": "https://schema.org/name"}]},
        {"@context": [VC2, {"@context": {"vak": "https://school.example/vak"}}]},
    ],
)
def test_what_is_in_the_plain(change):
    check_plain({"@context": [VC2], "id": "urn:a", **change})


names = st.sampled_from(["@context", "@id", "@value", "name", "a:b", "vak", "@vocab", "@type"])
anything = st.recursive(
    st.none() | st.integers() | st.sampled_from([VC2, "urn:x", "@type"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=4),
)


@settings(deadline=None)
@given(st.dictionaries(names, anything, max_size=4))
def test_any_document_is_plain_or_a_problem(document):
    json.dumps(document)
    try:
        check_plain(document)
    except Problem as problem:
        assert problem.code == "json-not-plain"
