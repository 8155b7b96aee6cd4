"""Keys, authorities and moments that tests of the wallet share."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

from draaischijf.wallet.certify import Authority, issue_certificate, make_root
from draaischijf.wallet.keys import SoftwareKey, generate_key

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
ISSUER = "https://mbo.example"


def root(name: str = "Test root") -> Authority:
    return _root(name)


@cache
def _root(name: str) -> Authority:
    return make_root(generate_key(), name, valid_from=datetime(2020, 1, 1, tzinfo=UTC))


def issuer_key(name: str = "mbo.example", authority: str = "Test root") -> SoftwareKey:
    return _issuer_key(name, authority)


@cache
def _issuer_key(name: str, authority: str) -> SoftwareKey:
    key = generate_key()
    return key.with_chain(
        issue_certificate(root(authority), key, name, [name, f"https://{name}"], valid_from=NOW.replace(month=1))
    )
