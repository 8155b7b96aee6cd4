"""From the name of a verification method to its key, and whose it is shown to be."""

from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from draaischijf.problems import Problem
from draaischijf.wallet.bounded import b64url
from draaischijf.wallet.did import did_jwk, did_key, method_of, resolve, web_url
from draaischijf.wallet.integrity.multibase import multikey
from draaischijf.wallet.keys import ALGORITHMS, generate_key

KEY = generate_key("EdDSA")
DID = "did:web:school.example:opleiding"
URL = "https://school.example/opleiding/did.json"


def nowhere(_url):
    return None


def held(document, url=URL):
    return {url: json.dumps(document).encode()}.get


def listing(**changes):
    method = {"id": f"{DID}#1", "type": "Multikey", "controller": DID, "publicKeyMultibase": multikey(KEY.public)}
    return {"id": DID, "verificationMethod": [method], "assertionMethod": [f"{DID}#1"], **changes}


def found(name, find=nowhere, purpose="assertionMethod"):
    method = resolve(name, purpose, find)
    return method.controller, method.how, method.key.jwk, method.proven


@pytest.mark.parametrize("algorithm", ALGORITHMS)
@pytest.mark.parametrize("make", [did_key, did_jwk])
def test_a_name_that_is_the_key(algorithm, make):
    key = generate_key(algorithm)
    did = make(key.public)
    expected = (did, "did", key.jwk, True)
    assert found(did) == found(method_of(did)) == expected


def test_a_document_that_lists_the_key():
    jwk = {"id": "#1", "controller": DID, "publicKeyJwk": KEY.jwk}
    for document in (
        listing(),
        listing(assertionMethod=["#1"]),
        listing(verificationMethod=jwk),
        listing(verificationMethod=None, assertionMethod={**jwk, "id": f"{DID}#1"}),
    ):
        assert found(f"{DID}#1", held(document)) == (DID, "document", KEY.jwk, True)


def test_an_https_name_with_and_without_its_document():
    url = "https://school.example/issuer"
    name = f"{url}#{multikey(KEY.public)}"
    assert found(name) == (url, "self-named", KEY.jwk, False)
    document = {"id": url, "verificationMethod": [{"id": name, "publicKeyJwk": KEY.jwk}], "assertionMethod": [name]}
    assert found(name, held(document, url)) == (url, "document", KEY.jwk, True)
    with pytest.raises(Problem, match="not listed"):
        found(f"{url}#{multikey(generate_key('EdDSA').public)}", held(document, url))


@pytest.mark.parametrize(
    ("name", "document", "code"),
    [
        (f"{DID}#1", None, "key-unknown"),
        (f"{DID}#2", listing(), "key-unknown"),
        (f"{DID}#1", listing(id="did:web:other.example"), "key-unknown"),
        (f"{DID}#1", listing(assertionMethod=[]), "key-purpose"),
        (f"{DID}#1", listing(verificationMethod=[]), "key-unknown"),
        (f"{DID}#1", listing(verificationMethod=[{"id": "#1", "controller": "did:other:x"}]), "key-unknown"),
        (f"{DID}#1", listing(verificationMethod=[5, {"id": "#1"}]), "multibase-invalid"),
        ("https://school.example/x", None, "key-unknown"),
        ("https://school.example/x#key-1", None, "multibase-invalid"),
        ("https:///x#z6Mk", None, "verification-method-invalid"),
        ("z6MkrvfzkMnvCroEUP2DVc9SHPE48CRsvHiVSusHioxTYu1x", None, "verification-method-invalid"),
        ("did:example:1#1", None, "did-unsupported"),
        ("xxx:1", None, "verification-method-invalid"),
        ("http://school.example#z6Mk", None, "verification-method-invalid"),
        ("did:key:z6Mk#other", None, "verification-method-invalid"),
        ("did:jwk:e30#1", None, "verification-method-invalid"),
        ("did:jwk:e30", None, "key-unsupported"),
        ("did:jwk:e30=", None, "base64url-invalid"),
        ("did:web:school.example/x#1", None, "verification-method-invalid"),
        ("did:web:a@school.example#1", None, "verification-method-invalid"),
        ("did:web:school.example:..:x#1", None, "verification-method-invalid"),
        ("did:web:#1", None, "verification-method-invalid"),
        ("did:key:" + "z" * 5000, None, "verification-method-invalid"),
    ],
)
def test_what_names_no_key_is_refused_for_its_reason(name, document, code):
    with pytest.raises(Problem) as caught:
        found(name, held(document) if document else nowhere)
    assert caught.value.code == code


def test_a_secret_in_a_public_name_is_refused():
    name = "did:jwk:" + b64url(json.dumps({**KEY.jwk, "d": "AA"}).encode())
    with pytest.raises(Problem, match="secret"):
        found(name)


def test_where_the_document_of_a_did_web_is():
    assert web_url("did:web:school.example") == "https://school.example/.well-known/did.json"
    assert web_url("did:web:localhost%3A8443:a:b") == "https://localhost:8443/a/b/did.json"
    with pytest.raises(Problem):
        web_url("https://school.example")
    with pytest.raises(Problem):
        method_of("did:web:school.example")


@settings(deadline=None)
@given(st.sampled_from(["did:key:", "did:jwk:", "did:web:", "https://", ""]), st.text(max_size=60))
def test_any_name_is_a_key_or_a_problem(scheme, rest):
    with contextlib.suppress(Problem):
        found(scheme + rest)
