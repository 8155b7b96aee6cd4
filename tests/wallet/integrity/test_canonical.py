"""Canonical RDF: the forms of W3C, nothing undefined, and an end to every question."""

from __future__ import annotations

import json
import os
import signal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from draaischijf.problems import Problem
from draaischijf.wallet.integrity import canonical, worker
from draaischijf.wallet.integrity.canonical import Canonicaliser, shared_canonicaliser
from draaischijf.wallet.integrity.contexts import VC2

PLAIN = {"@context": {"p": "urn:p"}, "@id": "urn:a", "p": "one"}


@pytest.fixture(scope="module")
def canonicalise():
    one = Canonicaliser()
    yield one
    one.close()


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
def test_the_canonical_forms_of_w3c(shared, canonicalise, document, form):
    folder = shared / "vectors/w3c-vc-di-eddsa"
    assert canonicalise(json.loads((folder / document).read_text())) == [(folder / form).read_text()]


def test_a_poisoned_graph_is_stopped_and_the_next_question_answered(canonicalise):
    with pytest.raises(Problem) as caught:
        canonicalise(poisoned(), seconds=0.2)
    assert caught.value.code == "canonicalisation-bounded"
    assert canonicalise(PLAIN) == ['<urn:a> <urn:p> "one" .\n']


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
def test_what_is_undefined_or_too_much_is_refused(canonicalise, document, code):
    with pytest.raises(Problem) as caught:
        canonicalise(document, max_quads=40)
    assert caught.value.code == code


def test_a_protected_term_cannot_be_given_another_meaning(canonicalise):
    swapped = {"@context": [VC2, {"name": "https://schema.org/description"}], "type": "VerifiableCredential"}
    with pytest.raises(Problem, match="protected term redefinition"):
        canonicalise(swapped)


def test_a_worker_that_dies_is_replaced():
    one = Canonicaliser()
    one(PLAIN)
    os.kill(one._process.pid, signal.SIGKILL)
    one._process.wait()
    assert one(PLAIN)
    one._owner = -1  # as in a process that was forked off: the pipe belongs to its parent
    inherited = one._process
    assert one(PLAIN)
    assert one._process is not inherited
    inherited.kill()
    inherited.communicate()
    one.close()
    one.close()


def test_a_worker_that_hangs_is_ended_by_the_clock(monkeypatch):
    monkeypatch.setattr(canonical, "WALL_FACTOR", 0.0)
    one = Canonicaliser()
    with pytest.raises(Problem, match="was stopped"):
        one(PLAIN)
    assert one._process is None


def test_a_worker_that_cannot_start_says_which_extra(monkeypatch):
    monkeypatch.setattr(canonical.sys, "executable", "/bin/false")
    with pytest.raises(Problem, match="Install the extra"):
        Canonicaliser()(PLAIN)


names = st.sampled_from(["@id", "@type", "@context", "@graph", "@list", "@set", "@value", "p", "q", "type", "id"])
leaves = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.sampled_from(["urn:a", "_:b", VC2])
values = st.recursive(leaves, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=4))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(names, values, max_size=5))
def test_any_document_gets_an_answer(document):
    document.setdefault("@context", {"p": "urn:p", "q": {"@id": "urn:q", "@type": "@id"}})
    reply = worker.answer({"documents": [document], "contexts": {}, "quads": 100})
    assert set(reply) in ({"canonical"}, {"code", "reason"})


def test_the_shared_canonicaliser_is_one():
    assert shared_canonicaliser() is shared_canonicaliser()
