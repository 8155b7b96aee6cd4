"""Disclosures and what they open: selective disclosure of JSON (RFC 9901, sections 4 and 7.1).

A claim that can be held back stands in the signed payload as a digest; its disclosure holds salt, name and value.
Whoever has the disclosure can open the digest, whoever has not sees nothing, not even its name. Every rule of the
processing is strict: a digest stands once, a disclosure opens exactly one place of its own kind, and nothing is left.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from draaischijf.problems import Problem
from draaischijf.wallet.bounded import MAX_DEPTH, b64url, b64url_decode, parse_json_bounded

HASHES: Final[Mapping[str, Callable[[bytes], Any]]] = {
    "sha-256": hashlib.sha256,
    "sha-384": hashlib.sha384,
    "sha-512": hashlib.sha512,
}
MAX_DISCLOSURES: Final = 1000
PathOf = tuple[str | int, ...]


class Disclosure(NamedTuple):
    """One disclosure.

    Args:
        text: As it travels, base64url.
        digest: Its digest, base64url.
        name: Name of the claim; None for an element of an array.
        value: The value, in which further digests may stand.
    """

    text: str
    digest: str
    name: str | None
    value: Any

    def __repr__(self) -> str:
        """Return its digest only: what it discloses belongs in no log."""
        return f"Disclosure({self.digest})"


def hash_named(name: object) -> Callable[[bytes], Any]:
    """Return the hash that `_sd_alg` names.

    Raises:
        Problem: It is not one that is taken.
    """
    found = HASHES.get(name) if isinstance(name, str) else None
    if found is None:
        raise Problem("sd-alg-not-allowed", f"names a hash that is not taken here; taken are {', '.join(HASHES)}.")
    return found


def digest_of(text: str, hashed: Callable[[bytes], Any]) -> str:
    """Return the digest of a disclosure as it stands in a payload."""
    return b64url(hashed(text.encode("ascii")).digest())


def parse_disclosure(text: str, hashed: Callable[[bytes], Any]) -> Disclosure:
    """Return a disclosure.

    Raises:
        Problem: It is no array of salt, name and value, or of salt and value, or its name is one that is set apart.
    """
    raw = text.encode("ascii", "replace")
    try:
        parts = parse_json_bounded(b64url_decode(raw))
    except Problem as problem:
        raise Problem("disclosure-malformed", f"has a disclosure that {problem.message}") from problem
    size = len(parts) if isinstance(parts, list) else 0
    if size not in (2, 3) or not isinstance(parts[0], str) or (size == 3 and not isinstance(parts[1], str)):
        raise Problem("disclosure-malformed", "has a disclosure that is no list of salt, name and value.")
    name = parts[1] if size == 3 else None
    if name in ("_sd", "..."):
        raise Problem("disclosure-malformed", f"has a disclosure of a claim named {name!r}, which is set apart.")
    return Disclosure(text, b64url(hashed(raw).digest()), name, parts[-1])


@dataclass(frozen=True, slots=True)
class Opened:
    """A payload with everything disclosed put in its place.

    Args:
        claims: The claims, without digests and `_sd_alg`.
        places: Where each disclosure stands, by digest; in the order of the payload.
        parents: Digest of the disclosure that each one stands in; absent for one in the payload itself.
    """

    claims: dict[str, Any]
    places: Mapping[str, PathOf]
    parents: Mapping[str, str]


def open_payload(payload: Mapping[str, Any], disclosures: Sequence[Disclosure]) -> Opened:
    """Return the payload with its disclosures in place.

    Args:
        payload: The signed payload.
        disclosures: What came with it.

    Raises:
        Problem: `digest-duplicate`, `digest-malformed`, `disclosure-unreferenced`, `disclosure-misplaced`,
            `claim-duplicate`, `json-too-deep`.
    """
    by_digest = {one.digest: one for one in disclosures}
    if len(by_digest) != len(disclosures):
        raise Problem("disclosure-duplicate", "has the same disclosure twice.")
    opener = _Opener(by_digest)
    claims = opener.object(payload, (), None, top=True)
    if len(opener.places) != len(by_digest):
        raise Problem("disclosure-unreferenced", "has a disclosure that nothing in it refers to.")
    return Opened(claims, opener.places, opener.parents)


class _Opener:
    """Walks a payload once and remembers every digest that it met."""

    def __init__(self, by_digest: Mapping[str, Disclosure]) -> None:
        self.by_digest = by_digest
        self.seen: set[str] = set()
        self.places: dict[str, PathOf] = {}
        self.parents: dict[str, str] = {}

    def any(self, value: Any, path: PathOf, parent: str | None) -> Any:
        if isinstance(value, dict):
            return self.object(value, path, parent)
        if isinstance(value, list):
            return self.array(value, path, parent)
        return value

    def object(
        self, value: Mapping[str, Any], path: PathOf, parent: str | None, *, top: bool = False
    ) -> dict[str, Any]:
        if len(path) > MAX_DEPTH:
            raise Problem("json-too-deep", f"is nested deeper than {MAX_DEPTH} levels.")
        found: dict[str, Any] = {}
        for name, child in value.items():
            if name == "...":
                raise Problem("digest-malformed", "has a digest of an array element where none can be.")
            if name == "_sd" or (name == "_sd_alg" and top):
                continue
            found[name] = self.any(child, (*path, name), parent) if isinstance(child, dict | list) else child
        digests = value.get("_sd", ())
        if digests != () and not isinstance(digests, list):
            raise Problem("digest-malformed", "has an _sd that is no list.")
        for digest in digests:
            disclosure = self.meet(digest, parent)
            if disclosure is None:
                continue
            if disclosure.name is None:
                raise Problem("disclosure-misplaced", "has a disclosure of an array element in an object.")
            if disclosure.name in found:
                raise Problem("claim-duplicate", "has a disclosure of a claim that stands there already.")
            place = (*path, disclosure.name)
            self.places[digest] = place
            found[disclosure.name] = self.any(disclosure.value, place, digest)
        return found

    def array(self, value: list[Any], path: PathOf, parent: str | None) -> list[Any]:
        if len(path) > MAX_DEPTH:
            raise Problem("json-too-deep", f"is nested deeper than {MAX_DEPTH} levels.")
        found: list[Any] = []
        for child in value:
            if not isinstance(child, dict) or "..." not in child:
                found.append(self.any(child, (*path, len(found)), parent))
                continue
            if len(child) != 1:
                raise Problem("digest-malformed", "has a digest of an array element with more beside it.")
            digest = child["..."]
            disclosure = self.meet(digest, parent)
            if disclosure is None:
                continue
            if disclosure.name is not None:
                raise Problem("disclosure-misplaced", "has a disclosure of a named claim in an array.")
            place = (*path, len(found))
            self.places[digest] = place
            found.append(self.any(disclosure.value, place, digest))
        return found

    def meet(self, digest: Any, parent: str | None) -> Disclosure | None:
        """Return what opens a digest; None where it stays closed (or is a decoy)."""
        if not isinstance(digest, str):
            raise Problem("digest-malformed", "has a digest that is no text.")
        if digest in self.seen:
            raise Problem("digest-duplicate", "has the same digest twice.")
        self.seen.add(digest)
        found = self.by_digest.get(digest)
        if found is not None and parent is not None:
            self.parents[digest] = parent
        return found


def with_parents(wanted: Iterable[str], opened: Opened) -> set[str]:
    """Return the digests that must travel so that the wanted ones can be opened."""
    found: set[str] = set()
    for digest in wanted:
        current: str | None = digest
        while current is not None and current not in found:
            found.add(current)
            current = opened.parents.get(current)
    return found
