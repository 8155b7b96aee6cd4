"""What must come out of the Open Badges 3.0 samples of 1EdTech's public validator, and why.

Per file: whether it is accepted, and the axis and code that say so. The table in the docs counts these.
"""

from __future__ import annotations

GOOD = ("signature", "signature-valid")
FORM = ("signature", "structure-invalid")
EXPECTED: dict[str, tuple[bool, str, str]] = {
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
PLACES = {
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
LIST = (
    "https://raw.githubusercontent.com/1EdTech/digital-credentials-public-validator/refs/heads/main/inspector-vc/"
    "src/test/resources/ob30/bit-string-list/testlist"
)
