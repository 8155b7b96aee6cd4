"""Who a verifier is: client identifiers that a certificate proves (OpenID4VP 1.0, section 5.9)."""

from __future__ import annotations

from hashlib import sha256
from typing import Final, Literal

from draaischijf.problems import Problem
from draaischijf.wallet.bounded import b64url, split_url
from draaischijf.wallet.chains import names_of

Prefix = Literal["x509_hash", "x509_san_dns"]
PREFIXES: Final[tuple[Prefix, ...]] = ("x509_hash", "x509_san_dns")


def client_id(prefix: Prefix, certificate: bytes, url: str) -> str:
    """Return the client identifier of a verifier.

    Args:
        prefix: How its certificate proves it: by its hash (what HAIP asks), or by a DNS name in it.
        certificate: Its certificate in DER.
        url: Its URL; the host is the DNS name.

    Raises:
        Problem: The certificate is not for that host.
    """
    if prefix == "x509_hash":
        return f"x509_hash:{b64url(sha256(certificate).digest())}"
    host = split_url(url).hostname or ""
    if host not in names_of(certificate):
        raise Problem("certificate-of-another-host", f"is not for {host}.", hint="Get one with this DNS name in it.")
    return f"x509_san_dns:{host}"


def check_client_id(name: str, certificate: bytes, response_uri: str) -> None:
    """Check that a client identifier is that of the certificate that signed, and that the answer goes there.

    Args:
        name: The client identifier.
        certificate: The certificate in DER.
        response_uri: Where the answer goes.

    Raises:
        Problem: It is of another kind or another's.
    """
    prefix, _, rest = name.partition(":")
    if prefix == "x509_hash":
        if rest != b64url(sha256(certificate).digest()):
            raise Problem("client-id-mismatch", "names another certificate than the one that signed.")
    elif prefix == "x509_san_dns":
        if rest not in names_of(certificate):
            raise Problem("client-id-mismatch", "names a host that its certificate is not for.")
        if split_url(response_uri).hostname != rest:
            raise Problem("client-id-mismatch", "would send the answer to another host than it names.")
    else:
        raise Problem("client-id-unsupported", "names itself in a way that no certificate proves.")
