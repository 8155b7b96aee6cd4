"""The Open Badges 3.0 samples of 1EdTech's public validator: what must come out of each, and why.

Per file: whether it is accepted, and the axis and code that say so. The tests go through the same table.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from draaischijf.wallet import Context, verify
from tools.wallet_vectors import Check, Outcome, folder

GOOD: Final = ("signature", "signature-valid")
FORM: Final = ("signature", "structure-invalid")
EXPECTED: Final[dict[str, tuple[bool, str, str]]] = {
    "bit-string-list/credential-status-revoked-blank-nodes.json": (False, "status", "revoked"),
    "bit-string-list/credential-status-revoked.json": (False, "status", "revoked"),
    "bit-string-list/testlist": (True, *GOOD),
    # Good, but for a status of a kind that is not looked up: unknown is not good.
    "complete.json": (False, "status", "status-type-unknown"),
    # Its proof is a placeholder.
    "complete_v1.json": (False, "signature", "multibase-invalid"),
    "credential-status-revoked.json": (False, "signature", "key-unknown"),
    "endorsement-err-schema-status-refresh.json": (False, "signature", "signature-invalid"),
    "endorsement-valid.json": (True, *GOOD),
    # A cryptosuite that is not supported.
    "sd/derivedcredential.json": (False, "signature", "proof-type-unknown"),
    "simple-context-alias.json": (True, *GOOD),
    "simple-context-version.json": (True, *GOOD),
    "simple-did-key-method.json": (True, *GOOD),
    "simple-did-web-method.json": (True, *GOOD),
    "simple-eddsa-2022.json": (False, "signature", "proof-type-unknown"),
    "simple-err-context.json": (False, *FORM),
    "simple-err-credential-subject-achievement-result-description-type.json": (False, *FORM),
    "simple-err-credential-subject-identifier-type.json": (False, *FORM),
    "simple-err-credential-subject-profile-type.json": (False, *FORM),
    "simple-err-credential-subject-result-type.json": (False, *FORM),
    "simple-err-credential-subject-type.json": (False, *FORM),
    "simple-err-evidence-type.json": (False, *FORM),
    "simple-err-expired.json": (False, "freshness", "expired"),
    "simple-err-issued.json": (False, "freshness", "not-yet-valid"),
    "simple-err-issuer-otheridentifier-type.json": (False, *FORM),
    "simple-err-issuer-parentorg-type.json": (False, *FORM),
    "simple-err-issuer-type.json": (False, *FORM),
    "simple-err-issuer.json": (False, *FORM),
    "simple-err-proof-method-no-scheme.json": (False, "signature", "verification-method-invalid"),
    "simple-err-proof-method-unknown-did-method.json": (False, "signature", "did-unsupported"),
    "simple-err-proof-method-unknown-scheme.json": (False, "signature", "verification-method-invalid"),
    "simple-err-proof-method.json": (False, "signature", "key-invalid"),
    "simple-err-proof-value.json": (False, "signature", "signature-invalid"),
    "simple-err-type.json": (False, "signature", "undefined-term"),
    "simple-json.png": (True, *GOOD),
    "simple-json.svg": (True, *GOOD),
    "simple-jwt.png": (True, *GOOD),
    "simple-jwt.svg": (True, *GOOD),
    "simple-jwt_v1.png": (True, *GOOD),
    "simple-jwt_v1.svg": (True, *GOOD),
    "simple-multiple-proofs.json": (True, *GOOD),
    "simple-noproof.json": (False, "signature", "proof-missing"),
    "simple.1ob": (True, *GOOD),
    "simple.json": (True, *GOOD),
    # Names no achievement, and no key is at hand.
    "simple.jwt": (False, *FORM),
    "simple_v1.json": (True, *GOOD),
    # Signed under a DID method and with a status of Velocity's own.
    "velocity.jwt": (False, "signature", "did-unsupported"),
}
# Where the form is wrong, and how the reason says so.
PLACES: Final = {
    "simple-err-context.json": "@context",
    "simple-err-credential-subject-achievement-result-description-type.json": "achievement.resultDescription[2].type",
    "simple-err-credential-subject-identifier-type.json": "credentialSubject.identifier[0].type",
    "simple-err-credential-subject-profile-type.json": "credentialSubject.source.type",
    "simple-err-credential-subject-result-type.json": "credentialSubject.result[1].type",
    "simple-err-credential-subject-type.json": "credentialSubject.type",
    "simple-err-evidence-type.json": "evidence[1].type",
    "simple-err-issuer-otheridentifier-type.json": "issuer.otherIdentifier[1].type",
    "simple-err-issuer-parentorg-type.json": "issuer.parentOrg.type",
    "simple-err-issuer-type.json": "issuer.type",
    "simple-err-issuer.json": "issuer",
}
LIST: Final = (
    "https://raw.githubusercontent.com/1EdTech/digital-credentials-public-validator/refs/heads/main/inspector-vc/"
    "src/test/resources/ob30/bit-string-list/testlist"
)

# What says that a sample is of a kind that is not supported, rather than broken.
LEFT: Final = frozenset(("proof-type-unknown", "did-unsupported", "status-type-unknown"))
AT: Final = datetime(2026, 11, 21, tzinfo=UTC)


@folder("open-badges-3.0")
def open_badges(path: Path) -> Iterator[Check]:
    """Verify each sample, with the status list beside them at hand."""
    lists = {LIST: (path / "bit-string-list/testlist").read_bytes()}
    for file in sorted(one for one in path.rglob("*") if one.is_file()):
        name = str(file.relative_to(path))
        accepted, axis, code = EXPECTED.get(name, (None, "signature", ""))
        found = verify(file.read_bytes(), Context(at=AT, status_lists=lists))
        outcome: Outcome = "verified" if accepted else "left" if code in LEFT else "refused"
        note = "" if accepted else f"{axis}: {code}{f' ({PLACES[name]})' if name in PLACES else ''}"
        yield Check(name, outcome, (found.accepted(), found.axes[axis].code) == (accepted, code), note)
