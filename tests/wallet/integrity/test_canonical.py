"""Canonical RDF: the forms of W3C, nothing undefined, and an end to every question."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from draaischijf.problems import Problem
from draaischijf.wallet import worker
from draaischijf.wallet.integrity import rdf
from draaischijf.wallet.integrity.canonical import canonical_forms
from draaischijf.wallet.integrity.contexts import VC2

PLAIN = {"@context": {"p": "urn:p"}, "@id": "urn:a", "p": "one"}


def poisoned(size=12):
    """Blank nodes that all point at each other: alike in factorially many ways."""
    nodes = [f"_:b{number}" for number in range(size)]
    graph = [{"@id": one, "p": [{"@id": other} for other in nodes if other != one]} for one in nodes]
    return {"@context": {"p": "urn:p"}, "@graph": graph}


@pytest.mark.needs("shared")
@pytest.mark.parametrize(
    ("document", "form"),
    [
        ("unsigned.json", "eddsa-rdfc-2022/canonDocDataInt.txt"),
        ("eddsa-rdfc-2022/proofConfigDataInt.json", "eddsa-rdfc-2022/proofCanonDataInt.txt"),
        ("Ed25519Signature2020/proofConfigEdSig.json", "Ed25519Signature2020/proofCanonEdSig.txt"),
    ],
)
def test_the_canonical_forms_of_w3c(shared, document, form):
    folder = shared / "vectors/w3c-vc-di-eddsa"
    assert canonical_forms(json.loads((folder / document).read_text())) == [(folder / form).read_text()]


def test_a_poisoned_graph_is_stopped_and_the_next_question_answered():
    with pytest.raises(Problem) as caught:
        canonical_forms(poisoned(), seconds=0.2)
    assert caught.value.code == "out-of-bounds"
    assert canonical_forms(PLAIN) == ['<urn:a> <urn:p> "one" .\n']


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ({"@context": [VC2], "type": "VerifiableCredential", "vak": 1}, "undefined-term"),
        ({"@context": [VC2], "type": ["VerifiableCredential", "Vak"]}, "undefined-term"),
        ({"@context": [VC2], "id": "vak", "type": "VerifiableCredential"}, "relative-iri"),
        ({"@context": [VC2, "https://nobody.example"]}, "context-unknown"),
        ({"@context": [VC2, {"name": "urn:other"}]}, "json-ld-invalid"),
        ({"@context": {"@vocab": 5}}, "json-ld-invalid"),
        ({"@context": {"p": "urn:p"}, "@id": "urn:a", "p": [str(n) for n in range(50)]}, "graph-too-large"),
        ({"p": json.loads("[" * 40 + "]" * 40)}, "json-too-deep"),
        ({"@context": {"p": "urn:p"}, "p": "x" * 1_100_000}, "json-too-large"),
    ],
)
def test_what_is_undefined_or_too_much_is_refused(document, code):
    with pytest.raises(Problem) as caught:
        canonical_forms(document, max_quads=40)
    assert caught.value.code == code


def test_a_protected_term_cannot_be_given_another_meaning():
    swapped = {"@context": [VC2, {"name": "https://schema.org/description"}], "type": "VerifiableCredential"}
    with pytest.raises(Problem, match="protected term redefinition"):
        canonical_forms(swapped)


names = st.sampled_from(["@id", "@type", "@context", "@graph", "@list", "@set", "@value", "p", "q", "type", "id"])
leaves = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.sampled_from(["urn:a", "_:b", VC2])
values = st.recursive(leaves, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=4))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(names, values, max_size=5))
def test_any_document_gets_an_answer(document):
    document.setdefault("@context", {"p": "urn:p", "q": {"@id": "urn:q", "@type": "@id"}})
    reply = worker.answer(rdf.answer, {"documents": [document], "contexts": {}, "quads": 100})
    assert set(reply) in ({"canonical"}, {"code", "reason"})


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ({"@context": [VC2], "vak": 1}, "undefined-term"),
        ({"@context": [VC2], "type": "Vak"}, "undefined-term"),
        ({"@context": [VC2], "id": "vak", "type": "VerifiableCredential"}, "relative-iri"),
        ({"@context": ["https://nobody.example"]}, "context-unknown"),
        ({"@context": {"@vocab": 5}}, "json-ld-invalid"),
        ({"@context": {"p": "urn:p"}, "@id": "urn:a", "p": [str(n) for n in range(9)]}, "graph-too-large"),
    ],
)
def test_the_same_in_this_process(document, code):
    # Without a process between, so that a debugger and coverage see it.
    assert worker.answer(rdf.answer, {"documents": [document], "contexts": {}, "quads": 8})["code"] == code
