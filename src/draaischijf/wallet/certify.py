"""Certificates for tests, demos and a closed circle: a root of one's own, and what it signs.

An issuer that the European framework knows gets its certificate from an authority there, with a signing request
(`signing_request`). A root that is made here is trusted by exactly those who put it on their trust list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from draaischijf.problems import Problem
from draaischijf.wallet.keys import PrivatePart, SoftwareKey


@dataclass(frozen=True, slots=True)
class Authority:
    """Who signs certificates.

    Args:
        key: Its key.
        certificate: Its certificate in DER.
        chain: Certificates between it and the root, its own first; empty for a root.
    """

    key: SoftwareKey
    certificate: bytes
    chain: tuple[bytes, ...] = ()


def make_root(key: SoftwareKey, name: str, *, valid_from: datetime | None = None, days: int = 3650) -> Authority:
    """Return a root authority.

    Args:
        key: Its key.
        name: Its name for people.
        valid_from: From when it is valid; now unless said.
        days: For how many days.
    """
    own = _name(name)
    start = valid_from or datetime.now(UTC)
    builder = _certificate(own, own, key, start, days).add_extension(x509.BasicConstraints(True, None), critical=True)
    builder = builder.add_extension(_usage(certificates=True), critical=True)
    return Authority(key, _signed(builder, key))


def issue_certificate(  # noqa: PLR0913 - a certificate says this much
    authority: Authority,
    key: SoftwareKey,
    name: str,
    names: Sequence[str] = (),
    *,
    valid_from: datetime | None = None,
    days: int = 365,
    authority_itself: bool = False,
) -> tuple[bytes, ...]:
    """Return a certificate for a key with those above it, root left out: what stands under `x5c`.

    Args:
        authority: Who signs.
        key: Whose certificate it is.
        name: Name for people.
        names: DNS names, and URLs, that it is for.
        valid_from: From when it is valid; now unless said.
        days: For how many days.
        authority_itself: True for an authority below this one.
    """
    above = x509.load_der_x509_certificate(authority.certificate).subject
    builder = _certificate(_name(name), above, key, valid_from or datetime.now(UTC), days)
    if names:
        listed = [x509.UniformResourceIdentifier(one) if ":" in one else x509.DNSName(one) for one in names]
        builder = builder.add_extension(x509.SubjectAlternativeName(listed), critical=False)
    above_key = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public.part)
    builder = builder.add_extension(above_key, critical=False)
    constraints = x509.BasicConstraints(authority_itself, 0 if authority_itself else None)
    builder = builder.add_extension(constraints, critical=True)
    builder = builder.add_extension(_usage(certificates=authority_itself), critical=True)
    return (_signed(builder, authority.key), *authority.chain)


def signing_request(key: SoftwareKey, name: str, names: Sequence[str] = ()) -> bytes:
    """Return a certificate signing request in PEM, to send to an authority.

    Args:
        key: Whose certificate it will be.
        name: Name for people.
        names: DNS names that it is for.
    """
    builder = x509.CertificateSigningRequestBuilder().subject_name(_name(name))
    if names:
        builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(one) for one in names]), False)
    return builder.sign(_secret(key), _hash(key)).public_bytes(Encoding.PEM)


def _certificate(
    subject: x509.Name, issuer: x509.Name, key: SoftwareKey, start: datetime, days: int
) -> x509.CertificateBuilder:
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer)
    builder = builder.public_key(key.public.part).serial_number(x509.random_serial_number())
    # A clock at the other side may be a little behind.
    builder = builder.not_valid_before(start - timedelta(minutes=5)).not_valid_after(start + timedelta(days=days))
    return builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public.part), critical=False)


def _signed(builder: x509.CertificateBuilder, key: SoftwareKey) -> bytes:
    return builder.sign(_secret(key), _hash(key)).public_bytes(Encoding.DER)


def _secret(key: SoftwareKey) -> PrivatePart:
    if key.secret is None:
        raise Problem("key-retired", "can no longer sign.", file=key.id)
    return key.secret


def _hash(key: SoftwareKey) -> SHA256 | None:
    return None if isinstance(key.secret, ed25519.Ed25519PrivateKey) else SHA256()


def _name(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name[:64])])


def _usage(*, certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=certificates,
        crl_sign=certificates,
        encipher_only=False,
        decipher_only=False,
    )
