"""Certificates under `x5c`: read them, and follow them to a root that someone chose to trust.

Path validation is that of the cryptography library (RFC 5280 as the web uses it), with the rules of the web for names
and purposes of certificates left out, as wallets have their own. Certificates of authorities must say that they are
one, keys must allow what they are used for, path lengths hold. Ed25519 certificates are not followed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.verification import Criticality, ExtensionPolicy, Policy, PolicyBuilder, Store, VerificationError

from draaischijf.problems import Problem
from draaischijf.wallet.keys import PublicKey, public_key

MAX_CHAIN: Final = 5
MAX_CERTIFICATE: Final = 10_000
_VERIFIED_LIMIT: Final = 4096


@dataclass(frozen=True, slots=True)
class Path:
    """A chain that leads to a trusted root.

    Args:
        not_before: From when all certificates in it are valid.
        not_after: Until when.
        root: SHA-256 of the root, in hex.
    """

    not_before: datetime
    not_after: datetime
    root: str


_VERIFIED: dict[tuple[tuple[bytes, ...], tuple[bytes, ...]], Path] = {}


@lru_cache(maxsize=1024)
def load_certificate(der: bytes) -> x509.Certificate:
    """Return a certificate.

    Raises:
        Problem: It is none, or larger than 10,000 bytes.
    """
    if len(der) > MAX_CERTIFICATE:
        raise Problem("certificate-too-large", f"is larger than {MAX_CERTIFICATE:,} bytes.")
    try:
        certificate = x509.load_der_x509_certificate(der)
        _ = certificate.extensions  # parsed late otherwise, and wrong ones would surface anywhere
    except (ValueError, UnsupportedAlgorithm, x509.DuplicateExtension) as error:
        raise Problem("certificate-invalid", "is no X.509 certificate.") from error
    return certificate


@lru_cache(maxsize=1024)
def key_of(der: bytes) -> PublicKey:
    """Return the key in a certificate.

    Raises:
        Problem: It is no certificate, or its key is neither P-256 nor Ed25519.
    """
    try:
        return public_key(load_certificate(der).public_key())
    except (ValueError, UnsupportedAlgorithm) as error:
        raise Problem("key-unsupported", "is neither a P-256 nor an Ed25519 key.") from error


@lru_cache(maxsize=1024)
def names_of(der: bytes) -> frozenset[str]:
    """Return the DNS names and URIs that a certificate is for."""
    try:
        names = load_certificate(der).extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return frozenset()
    dns = names.get_values_for_type(x509.DNSName)
    return frozenset([*dns, *names.get_values_for_type(x509.UniformResourceIdentifier)])


def follow(chain: Sequence[bytes], roots: Sequence[bytes], at: datetime) -> Path:
    """Return the path from the first certificate to a root.

    Args:
        chain: Certificates in DER, the signer's own first.
        roots: Certificates that are trusted, in DER.
        at: The moment at which all must be valid; aware.

    Raises:
        Problem: `certificate-expired` or `certificate-not-yet-valid` where only time is against it,
            `chain-untrusted` where it leads to no root, `chain-invalid` where it breaks a rule.
    """
    key = (tuple(chain), tuple(roots))
    known = _VERIFIED.get(key)
    if known is not None and known.not_before <= at <= known.not_after:
        return known
    path = _follow(key[0], key[1], at)
    if len(_VERIFIED) >= _VERIFIED_LIMIT:
        _VERIFIED.clear()
    _VERIFIED[key] = path
    return path


def _follow(chain: tuple[bytes, ...], roots: tuple[bytes, ...], at: datetime) -> Path:
    if not chain or len(chain) > MAX_CHAIN:
        raise Problem("chain-invalid", f"has {len(chain)} certificates, not 1 to {MAX_CHAIN}.")
    leaf, *between = (load_certificate(one) for one in chain)
    if not roots:
        raise Problem("chain-untrusted", "there is no root to trust.")
    store = Store([load_certificate(one) for one in roots])
    policies = PolicyBuilder().store(store).time(at).max_chain_depth(MAX_CHAIN)
    verifier = policies.extension_policies(ca_policy=_CA, ee_policy=_END).build_client_verifier()
    try:
        found = verifier.verify(leaf, between).chain
    except (VerificationError, ValueError) as error:
        raise _why_not([leaf, *between], at) from error
    for place, authority in enumerate(found[1:]):
        limit = authority.extensions.get_extension_for_class(x509.BasicConstraints).value.path_length
        if limit is not None and place > limit:
            raise Problem("chain-invalid", "has more authorities in it than one of them allows.")
    return Path(
        max(one.not_valid_before_utc for one in found),
        min(one.not_valid_after_utc for one in found),
        found[-1].fingerprint(_SHA256).hex(),
    )


def _why_not(certificates: Sequence[x509.Certificate], at: datetime) -> Problem:
    moment = at.astimezone(UTC)
    if any(one.not_valid_after_utc < moment for one in certificates):
        return Problem("certificate-expired", "a certificate in the chain has expired.")
    if any(one.not_valid_before_utc > moment for one in certificates):
        return Problem("certificate-not-yet-valid", "a certificate in the chain is not valid yet.")
    return Problem("chain-untrusted", "the certificates lead to no root on the list.")


def _is_authority(_: Policy, __: x509.Certificate, constraints: x509.BasicConstraints) -> None:
    if not constraints.ca:
        raise ValueError("not an authority")


def _signs_certificates(_: Policy, __: x509.Certificate, usage: x509.KeyUsage | None) -> None:
    if usage is not None and not usage.key_cert_sign:
        raise ValueError("may not sign certificates")


def _is_end(_: Policy, __: x509.Certificate, constraints: x509.BasicConstraints | None) -> None:
    if constraints is not None and constraints.ca:
        raise ValueError("an authority signs certificates only")


def _signs_data(_: Policy, __: x509.Certificate, usage: x509.KeyUsage | None) -> None:
    if usage is not None and not usage.digital_signature:
        raise ValueError("may not sign data")


_SHA256: Final = SHA256()
_CA: Final = (
    ExtensionPolicy.permit_all()
    .require_present(x509.BasicConstraints, Criticality.AGNOSTIC, _is_authority)
    .may_be_present(x509.KeyUsage, Criticality.AGNOSTIC, _signs_certificates)
)
_END: Final = (
    ExtensionPolicy.permit_all()
    .may_be_present(x509.BasicConstraints, Criticality.AGNOSTIC, _is_end)
    .may_be_present(x509.KeyUsage, Criticality.AGNOSTIC, _signs_data)
)
