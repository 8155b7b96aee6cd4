"""What each cryptosuite signs: from a document and the options of a proof to the bytes under the signature.

- `eddsa-rdfc-2022` and `eddsa-jcs-2022`: W3C Data Integrity EdDSA Cryptosuites 1.0, sections 3.2 and 3.3.
- `Ed25519Signature2020`: the older suite that Open Badges 3.0 began with; the same hashes over the same graph. Only
  verified.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any, Final, Literal

from draaischijf.problems import Problem
from draaischijf.wallet.did import Find
from draaischijf.wallet.integrity.canonical import canonical_forms
from draaischijf.wallet.integrity.plain import check_plain

Suite = Literal["eddsa-rdfc-2022", "eddsa-jcs-2022", "Ed25519Signature2020"]
RDFC: Final = "eddsa-rdfc-2022"
JCS: Final = "eddsa-jcs-2022"
OLD: Final = "Ed25519Signature2020"


def suite_of(proof: Mapping[str, Any]) -> Suite | None:
    """Return the suite of a proof, or None where it is not one that is understood here."""
    if proof.get("type") == "DataIntegrityProof":
        named = proof.get("cryptosuite")
        return "eddsa-rdfc-2022" if named == RDFC else "eddsa-jcs-2022" if named == JCS else None
    return "Ed25519Signature2020" if proof.get("type") == OLD else None


def signed_bytes(document: Mapping[str, Any], proof: Mapping[str, Any], suite: Suite, find: Find) -> bytes:
    """Return the bytes that a proof signs: the hash of its options, then that of the document.

    Args:
        document: What is secured, without its proofs (with the earlier ones, where the proof continues a chain).
        proof: The proof; its value is left out.
        suite: The suite of the proof.
        find: Returns a JSON-LD context that is not built in, or None.

    Raises:
        Problem: The document cannot be put in canonical form, or its context is not the one that was signed.
    """
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    if suite == JCS:
        return b"".join(sha256(_jcs(one)).digest() for one in (options, _with_context(document, options)))
    check_plain(document)
    check_plain(options)
    options["@context"] = document.get("@context")
    forms = canonical_forms(options, document, find=find)
    return b"".join(sha256(form.encode()).digest() for form in forms)


def _with_context(document: Mapping[str, Any], options: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the document with the context that the proof carries, which must be how its own begins (section 3.3.2)."""
    if "@context" not in options:
        return document
    signed, own = options["@context"], document.get("@context")
    beginning = signed if isinstance(signed, list) else [signed]
    if (own if isinstance(own, list) else [own])[: len(beginning)] != beginning:
        raise Problem("context-swapped", "has another @context than the one that was signed.")
    return {**document, "@context": signed}


def _jcs(value: Any) -> bytes:
    import rfc8785

    try:
        return rfc8785.dumps(value)
    except (rfc8785.CanonicalizationError, RecursionError, ValueError) as error:
        raise Problem("json-not-canonical", "holds a value that JSON readers do not agree on.") from error
