"""Data Integrity proofs (W3C Verifiable Credential Data Integrity 1.0): check those of a document, and add one.

Each proof is checked by itself, so that a caller can ask more of one than of another. A proof that continues a chain
also covers the earlier ones that it names.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from draaischijf.problems import Problem
from draaischijf.wallet.did import Find, Method, resolve
from draaischijf.wallet.integrity.multibase import multibase, multibase_decode
from draaischijf.wallet.integrity.suites import OLD, RDFC, Suite, signed_bytes, suite_of
from draaischijf.wallet.keys import Key
from draaischijf.wallet.verification import Finding, Verdict

MAX_PROOFS: Final = 16
_SIGNATURE_BYTES: Final = 64
_MOMENT: Final = re.compile(
    r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)"
)


@dataclass(frozen=True, slots=True)
class ProofResult:
    """What came out of checking one proof.

    Args:
        signature: Good, bad, or unknown where the kind of proof or its key is not known here.
        suite: The suite, or the type as it stands there.
        method: The verification method, where it was found.
        proof: The proof as it stands in the document.
    """

    signature: Finding
    suite: str
    method: Method | None = None
    proof: Mapping[str, Any] = field(default_factory=dict, repr=False)

    @property
    def created(self) -> datetime | None:
        """Return when the proof says that it was made."""
        return moment(self.proof.get("created"), "proof.created")

    @property
    def expires(self) -> datetime | None:
        """Return when the proof says that it ends."""
        return moment(self.proof.get("expires"), "proof.expires")


def moment(value: object, place: str) -> datetime | None:
    """Return the moment that a text says (XML Schema dateTimeStamp, with its time zone), or None where it is absent.

    Raises:
        Problem: It is no such moment.
    """
    if value is None:
        return None
    try:
        if not isinstance(value, str) or not _MOMENT.fullmatch(value):
            raise ValueError
        return datetime.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", value))
    except ValueError as error:
        hint = "Write 2026-11-26T12:00:00Z."
        raise Problem(
            "moment-invalid", f"is {str(value)[:40]!r}, no moment with a time zone.", place=place, hint=hint
        ) from error


def proofs_of(document: Mapping[str, Any]) -> tuple[dict[str, Any], ...]:
    """Return the proofs of a document.

    Raises:
        Problem: There are too many, or one is no object.
    """
    held = document.get("proof")
    listed = held if isinstance(held, list) else [] if held is None else [held]
    if len(listed) > MAX_PROOFS:
        raise Problem("proof-too-many", f"has more than {MAX_PROOFS} proofs.")
    if not all(isinstance(one, dict) for one in listed):
        raise Problem("proof-invalid", "has a proof that is no object.", place="proof")
    return tuple(listed)


def check_proofs(document: Mapping[str, Any], purpose: str, find: Find) -> tuple[ProofResult, ...]:
    """Check every proof of a document.

    Args:
        document: A JSON-LD document with its proofs.
        purpose: What they must be for: `assertionMethod` for a credential, `authentication` for a presentation.
        find: Returns a document (of keys, or a JSON-LD context) by URL, or None where it is not at hand.

    Returns:
        A result for each proof, in their order; a hostile document never raises past this.
    """
    results = []
    proofs = proofs_of(document)
    unsecured = {name: value for name, value in document.items() if name != "proof"}
    for proof in proofs:
        try:
            results.append(_check(unsecured, proof, proofs, purpose, find))
        except Problem as problem:
            verdict = Verdict.UNKNOWN if problem.code in NOT_KNOWN else Verdict.BAD
            suite = suite_of(proof) or str(proof.get("type"))[:60]
            finding = Finding(verdict, problem.code, f"The proof or what it signs: {problem}")
            results.append(ProofResult(finding, suite, proof=proof))
    return tuple(results)


# What a verifier lacks is no fault of the document.
NOT_KNOWN: Final = frozenset(("key-unknown", "key-unsupported", "did-unsupported", "context-unknown"))


def _check(
    unsecured: Mapping[str, Any], proof: dict[str, Any], all_proofs: Sequence[dict[str, Any]], purpose: str, find: Find
) -> ProofResult:
    suite = suite_of(proof)
    if suite is None:
        what = str(proof.get("cryptosuite") or proof.get("type"))[:60]
        return ProofResult(
            Finding(Verdict.UNKNOWN, "proof-type-unknown", f"Proofs of the kind {what!r} are not known."),
            what,
            proof=proof,
        )
    _check_options(proof, suite, purpose)
    method = resolve(proof["verificationMethod"], purpose, find)
    if method.key.algorithm != "EdDSA":
        raise Problem("key-suite-mismatch", "is made with a key that is not of this kind of proof.")
    signature = multibase_decode(proof["proofValue"])
    if len(signature) != _SIGNATURE_BYTES or not proof["proofValue"].startswith("z"):
        raise Problem("proof-value-invalid", "has a value that is no Ed25519 signature in base 58.")
    earlier = _earlier(proof, all_proofs)
    covered = {**unsecured, "proof": earlier} if earlier else unsecured
    if method.key.verify(signature, signed_bytes(covered, proof, suite, find)):
        finding = Finding(Verdict.GOOD, "signature-valid", f"Signed with the key {method.id[:160]}.")
    else:
        finding = Finding(Verdict.BAD, "signature-invalid", "The signature is not of this document with this key.")
    return ProofResult(finding, suite, method, proof)


def _check_options(proof: Mapping[str, Any], suite: Suite, purpose: str) -> None:
    """Check what a proof must say before anything is computed with it (Data Integrity 1.0, sections 2.1 and 4.4)."""
    for name in ("verificationMethod", "proofValue", "proofPurpose"):
        if not isinstance(proof.get(name), str):
            raise Problem(f"proof-{_KEBAB[name]}-missing", "is not there or no text.", place=f"proof.{name}")
    if proof["proofPurpose"] != purpose:
        message = f"is for {proof['proofPurpose'][:40]!r} and not for {purpose!r}."
        raise Problem("proof-purpose", message, place="proof.proofPurpose")
    if suite == OLD and "created" not in proof:
        raise Problem("proof-created-missing", "is not there.", place="proof.created")
    for name in ("created", "expires"):
        moment(proof.get(name), f"proof.{name}")
    for name in ("challenge", "domain"):
        value = proof.get(name, "")
        if not all(isinstance(one, str) for one in (value if isinstance(value, list) else [value])):
            raise Problem("proof-invalid", "is no text.", place=f"proof.{name}")


_KEBAB: Final = {"verificationMethod": "method", "proofValue": "value", "proofPurpose": "purpose"}


def _earlier(proof: Mapping[str, Any], all_proofs: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the proofs that a proof names as before it (section 2.1.2)."""
    named = proof.get("previousProof", [])
    wanted = named if isinstance(named, list) else [named]
    found = []
    for one in wanted:
        matches = [
            other for other in all_proofs if isinstance(one, str) and other.get("id") == one and other is not proof
        ]
        if len(matches) != 1:
            raise Problem(
                "proof-previous-missing", "names a proof that is not there once.", place="proof.previousProof"
            )
        found += matches
    return found


def add_proof(
    document: Mapping[str, Any],
    key: Key,
    method: str,
    *,
    suite: Suite = "eddsa-rdfc-2022",
    find: Find = lambda _url: None,
    **options: Any,
) -> dict[str, Any]:
    """Return a document with one proof more.

    Args:
        document: A JSON-LD document, with or without proofs.
        key: An Ed25519 key.
        method: The name of its verification method.
        suite: `eddsa-rdfc-2022` or `eddsa-jcs-2022`.
        find: Returns a JSON-LD context that is not built in, or None.
        options: Further members of the proof: `created` (now unless said; None leaves it out), `expires`, `challenge`,
            `domain`, `proofPurpose` (`assertionMethod` unless said), `previousProof`, `id`.

    Raises:
        Problem: The key is not Ed25519, the document says something undefined, or an option is wrong.
    """
    if suite == OLD:
        raise Problem("suite-unsupported", f"{suite} is only verified here.", hint=f"Sign with {RDFC}.")
    if key.algorithm != "EdDSA":
        raise Problem("key-suite-mismatch", "is no Ed25519 key.", file=key.id, hint="Make a key with EdDSA.")
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    proof = {"type": "DataIntegrityProof", "cryptosuite": suite, "created": now, "verificationMethod": method}
    proof |= {"proofPurpose": "assertionMethod", **options}
    proof = {name: value for name, value in proof.items() if value is not None}
    if suite != RDFC and "@context" in document:
        proof["@context"] = document["@context"]
    _check_options({**proof, "proofValue": ""}, suite, proof["proofPurpose"])
    existing = proofs_of(document)
    unsecured = {name: value for name, value in document.items() if name != "proof"}
    earlier = _earlier(proof, existing)
    covered = {**unsecured, "proof": earlier} if earlier else unsecured
    proof["proofValue"] = multibase(key.sign(signed_bytes(covered, proof, suite, find)))
    return {**unsecured, "proof": [*existing, proof] if existing else proof}
