"""Credentials as a query sees them."""

from __future__ import annotations

from cryptography import x509

from draaischijf.wallet.bounded import b64url
from draaischijf.wallet.chains import load_certificate
from draaischijf.wallet.dcql import Candidate
from draaischijf.wallet.sdjwt import SdJwt, parse_sd_jwt


def candidate_of(text: str, key: str = "") -> Candidate:
    """Return an SD-JWT VC as a query sees it.

    Args:
        text: The credential or presentation.
        key: What the caller knows it by.

    Raises:
        Problem: It cannot be read.
    """
    held = parse_sd_jwt(text)
    vct = held.payload.get("vct")
    return Candidate(
        key=key,
        format="dc+sd-jwt" if held.token.type in ("dc+sd-jwt", "vc+sd-jwt") else held.token.type,
        types=frozenset([vct]) if isinstance(vct, str) else frozenset(),
        claims=held.claims,
        bound=isinstance(held.payload.get("cnf"), dict),
        authorities=frozenset(("aki", one) for one in _authority_keys(held)),
    )


def _authority_keys(held: SdJwt) -> list[str]:
    """Return the identifiers of the keys that signed its certificates (trusted authorities of type `aki`)."""
    found = []
    for der in held.token.chain():
        try:
            extension = load_certificate(der).extensions.get_extension_for_class(x509.AuthorityKeyIdentifier).value
        except x509.ExtensionNotFound:
            continue
        if extension.key_identifier is not None:
            found.append(b64url(extension.key_identifier))
    return found
