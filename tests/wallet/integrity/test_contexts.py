"""Our own table of terms says what the published contexts say, and other contexts come from files only."""

from __future__ import annotations

import json

import pytest

from draaischijf.problems import Problem
from draaischijf.wallet.integrity.canonical import canonical_forms
from draaischijf.wallet.integrity.contexts import (
    OB3,
    VC2,
    built_in,
    needed,
)
from tools.wallet_vectors.integrity import plain

URL = "https://school.example/context.json"


@pytest.mark.needs("shared")
def test_the_credentials_context_is_that_of_w3c(shared):
    official = json.loads((shared / "vectors/w3c-contexts/credentials/v2").read_text())
    assert plain(built_in()[VC2]["@context"]) == plain(official["@context"])


def test_scoped_terms_stand_in_their_scope():
    badge = built_in()[OB3]["@context"]
    assert badge["Achievement"]["@context"]["criteria"]["@type"] == "@id"
    assert "criteria" not in badge
    presentation = built_in()[VC2]["@context"]["VerifiablePresentation"]["@context"]
    assert presentation["verifiableCredential"]["@context"] is None


def test_a_context_at_hand_is_used():
    found = {URL: b'{"@context": {"vak": "https://school.example/vak"}, "other": 1}'}
    document = {"@context": [VC2, URL], "type": "VerifiableCredential", "vak": "lassen"}
    (form,) = canonical_forms(document, find=found.get)
    assert '<https://school.example/vak> "lassen"' in form
    with pytest.raises(Problem, match="is not known here"):
        canonical_forms(document)


def test_contexts_that_contexts_name_are_needed_too():
    texts = {
        URL: b'{"@context": ["https://a.example", {"t": {"@id": "urn:t", "@context": "https://b.example"}}]}',
        "https://a.example": b'{"@context": {"@import": "https://c.example"}}',
        "https://b.example": b'{"@context": {}}',
    }
    document = {"credentialSubject": [{"@context": URL}], "@context": VC2}
    assert set(needed(document, texts.get)) == set(texts)


def test_a_chain_of_contexts_ends():
    def find(url):
        return json.dumps({"@context": f"{url}1"}).encode()

    with pytest.raises(Problem, match="more than"):
        needed({"@context": "https://loop.example/"}, find)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"{", "json-invalid"),
        (b"[]", "json-not-object"),
        (b"{}", "context-invalid"),
        (b'{"@context": "' + b"x" * 300_000 + b'"}', "json-too-large"),
    ],
)
def test_what_is_no_context_is_refused(text, code):
    with pytest.raises(Problem) as caught:
        canonical_forms({"@context": [VC2, URL]}, find={URL: text}.get)
    assert caught.value.code == code
