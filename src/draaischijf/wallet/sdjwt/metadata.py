"""Type metadata of SD-JWT VC: what a type of credential is called, what its claims mean, what must be held back.

Metadata is a document that the issuer's type names; it is read where it is at hand and never fetched by itself. It
tells how to show a credential to people, and lets others see whether an issuer keeps to its own rules.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256, sha384, sha512
from importlib.resources import files
from typing import Any, Final

from draaischijf.problems import Problem
from draaischijf.wallet.bounded import parse_object
from draaischijf.wallet.dcql.paths import select
from draaischijf.wallet.dcql.query import ClaimPath
from draaischijf.wallet.sdjwt.parsing import SdJwt

MAX_SIZE: Final = 500_000
MAX_CLAIMS: Final = 1000
SD: Final = ("always", "allowed", "never")
_HASHES: Final = {"sha256": sha256, "sha384": sha384, "sha512": sha512}


@dataclass(frozen=True, slots=True)
class ClaimMetadata:
    """What one claim means.

    Args:
        path: Where it is; None for every element of an array.
        labels: Its name for people, by language tag.
        sd: Whether the issuer always, may or never lets it be held back.
        mandatory: Whether it must be in every credential of the type.
    """

    path: ClaimPath
    labels: Mapping[str, str] = field(default_factory=dict)
    sd: str = "allowed"
    mandatory: bool = False


@dataclass(frozen=True, slots=True)
class TypeMetadata:
    """What a type of credential is.

    Args:
        vct: The type.
        names: Its name for people, by language tag.
        claims: Its claims.
        extends: The type that it extends; empty for none.
        extends_integrity: Hash of the metadata of that type; empty for none.
    """

    vct: str
    names: Mapping[str, str]
    claims: tuple[ClaimMetadata, ...]
    extends: str = ""
    extends_integrity: str = ""

    def label(self, path: tuple[str | int, ...], language: str = "nl") -> str:
        """Return the name of a claim for people; its path where the metadata has none.

        Args:
            path: A concrete path.
            language: Language that is wanted; English, then any, where that is not there.
        """
        for claim in self.claims:
            fits = len(claim.path) == len(path) and all(
                one is None or one == part for one, part in zip(claim.path, path, strict=True)
            )
            if fits and claim.labels:
                return _in(claim.labels, language)
        return "/".join(map(str, path))

    def broken_by(self, held: SdJwt) -> str:
        """Return which of its rules a credential breaks; empty where it keeps them all.

        Args:
            held: The credential, with all its disclosures.
        """
        places = set(held.opened.places.values())
        for claim in self.claims:
            found = [place for place, _ in select(held.claims, claim.path)]
            shown = "/".join("*" if part is None else str(part) for part in claim.path)
            if claim.mandatory and not found:
                return f"{shown} must be there"
            if claim.sd == "always" and any(place not in places for place in found):
                return f"{shown} must be such that it can be held back"
            if claim.sd == "never" and any(place in places for place in found):
                return f"{shown} must always be seen"
        return ""


@cache
def own_types() -> Mapping[str, TypeMetadata]:
    """Return the metadata of the project's own types, by type."""
    folder = files("draaischijf.wallet.sdjwt") / "types"
    found = (parse_metadata((folder / f"{name}.json").read_bytes()) for name in ("achievement", "passport"))
    return {one.vct: one for one in found}


def parse_metadata(data: bytes, integrity: str = "") -> TypeMetadata:
    """Return type metadata.

    Args:
        data: The document.
        integrity: What its hash must be, as `sha256-...` (W3C Subresource Integrity); empty for nothing.

    Raises:
        Problem: It is no type metadata, or another document than the hash is of.
    """
    if integrity and not has_integrity(data, integrity):
        raise Problem("metadata-integrity", "is another document than its hash is of.")
    said = parse_object(data, max_bytes=MAX_SIZE)
    vct, listed = said.get("vct"), said.get("claims", [])
    if not isinstance(vct, str) or not vct:
        raise _wrong("vct", "must name the type")
    if not isinstance(listed, list) or len(listed) > MAX_CLAIMS:
        raise _wrong("claims", f"must be a list of at most {MAX_CLAIMS}")
    return TypeMetadata(
        vct,
        _texts(said.get("display", []), "name", "display"),
        tuple(_claim(one, f"claims[{place}]") for place, one in enumerate(listed)),
        _text(said, "extends"),
        _text(said, "extends#integrity"),
    )


def has_integrity(data: bytes, integrity: str) -> bool:
    """Return whether a document has one of the hashes in integrity metadata."""
    for one in integrity.split():
        name, _, value = one.partition("-")
        hashed = _HASHES.get(name)
        if hashed is not None and b64encode(hashed(data).digest()).decode("ascii") == value:
            return True
    return False


def _claim(value: Any, place: str) -> ClaimMetadata:
    path = value.get("path") if isinstance(value, dict) else None
    if not isinstance(path, list) or not path or not all(_is_part(one) for one in path):
        raise _wrong(f"{place}.path", "must be a list of names, places or null")
    sd, mandatory = value.get("sd", "allowed"), value.get("mandatory", False)
    if sd not in SD or not isinstance(mandatory, bool):
        raise _wrong(place, "must say sd as always, allowed or never, and mandatory as true or false")
    return ClaimMetadata(tuple(path), _texts(value.get("display", []), "label", f"{place}.display"), sd, mandatory)


def _is_part(one: object) -> bool:
    return one is None or isinstance(one, str) or (isinstance(one, int) and not isinstance(one, bool) and one >= 0)


def _texts(listed: Any, name: str, place: str) -> dict[str, str]:
    if not isinstance(listed, list) or len(listed) > MAX_CLAIMS:
        raise _wrong(place, "must be a list")
    found = {}
    for one in listed:
        # Older drafts say `lang` for `locale`.
        locale = one.get("locale", one.get("lang")) if isinstance(one, dict) else None
        if not isinstance(locale, str):
            raise _wrong(place, "must have a locale in every element")
        if isinstance(one.get(name), str):
            found[locale] = one[name]
    return found


def _text(said: Mapping[str, Any], name: str) -> str:
    value = said.get(name, "")
    if not isinstance(value, str):
        raise _wrong(name, "must be text")
    return value


def _in(texts: Mapping[str, str], language: str) -> str:
    for wanted in (language, "en"):
        for locale, text in texts.items():
            if locale.split("-")[0].lower() == wanted:
                return text
    return next(iter(texts.values()))


def _wrong(place: str, message: str) -> Problem:
    return Problem("metadata-invalid", f"{message}.", place=place, hint="See SD-JWT VC, type metadata.")
