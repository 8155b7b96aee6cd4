"""The vectors of W3C for proofs inside JSON-LD: signed documents, canonical forms, hashes and signatures."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from draaischijf.problems import Problem
from draaischijf.wallet.integrity import check_proofs
from draaischijf.wallet.integrity.canonical import canonical_forms
from draaischijf.wallet.integrity.contexts import VC2, built_in
from draaischijf.wallet.integrity.multibase import multibase_decode
from draaischijf.wallet.integrity.suites import signed_bytes, suite_of
from tools.wallet_vectors import Check, folder

_EMPLOY: Final = "needs the citizenship context, which is not built in"
_CHAIN: Final = "proof-set-chain"


def nowhere(_url: str) -> None:
    """Return that nothing is at hand."""


@folder("w3c-vc-di-eddsa")
def integrity(path: Path) -> Iterator[Check]:
    """Verify what is signed; compute every form, hash and signature text again and compare."""
    for file in sorted(one for one in path.rglob("*") if one.is_file()):
        name = str(file.relative_to(path))
        if "employ" in name:
            yield Check(name, "left", note=_EMPLOY)
        elif file.name.startswith("signed"):
            results = check_proofs(json.loads(file.read_text()), "assertionMethod", nowhere)
            good = bool(results) and all(one.signature.code == "signature-valid" for one in results)
            yield Check(name, "verified", good)
        elif file.suffix == ".txt":
            yield Check(name, "read", _text(file))
        else:
            yield Check(name, "read", _part(file, json.loads(file.read_text())))


def _text(file: Path) -> bool:
    """Return whether a text is what comes out of the signed document beside it."""
    document = json.loads(next(file.parent.glob("signed*.json")).read_text())
    proof = document.pop("proof")
    suite, said = suite_of(proof), file.read_text()
    if suite is None:
        return False
    hashes, signature = signed_bytes(document, proof, suite, nowhere), multibase_decode(proof["proofValue"])
    expected = {
        "combinedHash": hashes.hex(),
        "proofHash": hashes[:32].hex(),
        "docHash": hashes[32:].hex(),
        "sigBTC58": proof["proofValue"],
        "sigHex": signature.hex(),
    }
    for start, value in expected.items():
        if file.name.startswith(start):
            return said.strip() == value
    # What is left is a canonical form: its hash is the one that was computed.
    half = hashes[:32] if file.name.startswith("proofCanon") else hashes[32:]
    return sha256(said.encode()).digest() == half


def _part(file: Path, value: Any) -> bool:
    """Return whether a part of a signed document is one that we take apart in the same way."""
    signed = [json.loads(one.read_text()) for one in file.parent.glob("signed*.json")]
    if "type" in value and value["type"] in ("DataIntegrityProof", "Ed25519Signature2020"):
        proofs = [
            proof for one in signed for proof in (one["proof"] if isinstance(one["proof"], list) else [one["proof"]])
        ]
        return any(all(proof.get(key) == held for key, held in value.items() if key != "@context") for proof in proofs)
    try:
        return bool(canonical_forms(value))
    except Problem:
        return False


def plain(context: Any) -> Any:
    """Return a context in one spelling: a definition that has only an id is that id."""
    if not isinstance(context, dict):
        return context
    out = {}
    for term, definition in context.items():
        if isinstance(definition, dict):
            parts = {name: plain(value) if name == "@context" else value for name, value in definition.items()}
            out[term] = parts["@id"] if set(parts) == {"@id"} else parts
        else:
            out[term] = definition
    return out


@folder("w3c-contexts")
def contexts(path: Path) -> Iterator[Check]:
    """Compare the published context with what our own table of terms gives."""
    official = json.loads((path / "credentials/v2").read_text())
    yield Check("credentials/v2", "read", plain(built_in()[VC2]["@context"]) == plain(official["@context"]))
