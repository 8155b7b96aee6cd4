"""The examples that the Dutch wallet tests with: SD-JWT, DCQL, type metadata."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from draaischijf.problems import Problem
from draaischijf.wallet import Context, Trusted, TrustList, verify
from draaischijf.wallet.bounded import b64url_decode, parse_object
from draaischijf.wallet.keys import thumbprint
from tools.wallet_vectors import Check, folder

# The key that signs the examples of RFC 9901 (appendix A.5 gives it).
RFC_KEY: Final = {
    "kty": "EC",
    "crv": "P-256",
    "x": "b28d4MwZMjw8-00CG4xfnn9SLMVMM19SlqZpVb_uNtQ",
    "y": "Xv5zWwuoaTgdS6hV43yI6gBwTnjukmFQQnJ_kCxzqk8",
}
NONCE, AUDIENCE = "1234567890", "https://verifier.example.org"


def verify_rfc_example(text: str, issuer: str = "https://issuer.example.com") -> tuple[bool, str]:
    """Return whether an example of RFC 9901 is good on every axis that it has, and what was not."""
    trust = TrustList([Trusted(issuer, None, jwks=frozenset([thumbprint(RFC_KEY)]), keys=(RFC_KEY,))])
    at = datetime(2025, 6, 1, tzinfo=UTC)
    binding = text.rsplit("~", 1)[1]
    axes: list[Any] = ["signature", "issuer", "freshness"]
    if binding:
        at = datetime.fromtimestamp(parse_object(b64url_decode(binding.split(".")[1]))["iat"], UTC)
        axes.append("binding")
    found = verify(text.encode(), Context(at, trust, NONCE, AUDIENCE))
    return found.accepted(axes), ", ".join(found.axes[axis].code for axis in axes if found.axes[axis].verdict != "good")


@folder("nl-wallet/sd_jwt")
def sd_jwt(path: Path) -> Iterator[Check]:
    """Verify the examples of the RFC with its key; refuse the one with a broken disclosure."""
    for file in sorted(path.rglob("*.jwt")):
        good, why = verify_rfc_example("".join(file.read_text("ascii").split()))
        if file.name.startswith("invalid"):
            reason = why.split(",")[0]
            yield Check(file.name, "refused", not good and reason.startswith(("digest", "disclosure")), reason)
        else:
            yield Check(file.name, "verified", good, why)


@folder("nl-wallet/token_status_list")
def token_status_list(path: Path) -> Iterator[Check]:
    """Pack the statuses that it lists; the specification's own list must come out."""
    import re

    from draaischijf.wallet.status import value_at
    from draaischijf.wallet.status.lists import pack

    bits_of = {"1": 1, "2": 2, "4": 4, "8": 8, "example-status-list-1": 1, "example-status-list-2": 2}
    for file in sorted(path.rglob("*.txt")):
        bits = bits_of[file.stem] if file.stem in bits_of else bits_of[file.stem[0]]
        pairs = re.findall(r"status\[(\d+)\] ?= ?(\d+)", file.read_text("ascii"))
        values = {int(index): int(value) for index, value in pairs}
        try:
            data = pack(values, 2**20, bits)
        except Problem as problem:
            yield Check(file.name, "read", False, problem.message)
            continue
        yield Check(file.name, "read", all(value_at(data, bits, index) == value for index, value in values.items()))


@folder("nl-wallet/dcql")
def dcql(path: Path) -> Iterator[Check]:
    """Parse the queries; each names the credentials that its text has."""
    for file in sorted(path.rglob("*.json")):
        yield parsed_query(file)


def parsed_query(file: Path) -> Check:
    """Return whether a query is read whole: as many credentials, claims and sets as its text has."""
    from draaischijf.wallet.dcql import parse_query

    try:
        value = parse_object(file.read_bytes())
    except Problem as problem:
        return Check(file.name, "left", note=f"the example itself {problem.message}")
    query = parse_query(value)
    claims = sum(len(one.get("claims", [])) for one in value["credentials"])
    whole = (
        [one.id for one in query.credentials] == [one["id"] for one in value["credentials"]]
        and sum(len(one.claims) for one in query.credentials) == claims
        and len(query.sets) == len(value.get("credential_sets", []))
    )
    return Check(file.name, "read", whole)


@folder("nl-wallet/sd_jwt_vc_metadata")
def metadata(path: Path) -> Iterator[Check]:
    """Read the type metadata: every claim, and the name in every language that its text has."""
    from draaischijf.wallet.sdjwt.metadata import parse_metadata

    for file in sorted(path.rglob("*.json")):
        value = parse_object(file.read_bytes())
        found = parse_metadata(file.read_bytes())
        claims = [tuple(one["path"]) for one in value.get("claims", [])]
        names = {one.get("locale", one.get("lang")): one["name"] for one in value.get("display", []) if "name" in one}
        yield Check(file.name, "read", ([one.path for one in found.claims], found.names) == (claims, names))
    for file in sorted(path.rglob("*.png")):
        yield Check(file.name, "left", note="a picture to show with a credential; pictures are not shown")
