"""The rules of the W3C Verifiable Credentials Data Model that hold whatever a credential is about.

Versions 2.0 (Recommendation of 15 May 2025) and 1.1. Checked on the JSON, before anything is computed with it, so that
the reason names the place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from draaischijf.problems import Problem
from draaischijf.wallet.integrity.contexts import VC1, VC2
from draaischijf.wallet.integrity.proofs import moment

_URL: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s\x00-\x20\x7f<>\"{}|\\^`]+")
_TERM: Final = re.compile(r"[^\s:/@][^\s:/]*")
_LANGUAGE: Final = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
# Members whose objects must say what they are, and whether they must say where (VCDM 2.0, sections 4.10 to 5.7).
_TYPED: Final = {
    "credentialStatus": False,
    "credentialSchema": True,
    "termsOfUse": False,
    "evidence": False,
    "refreshService": False,
    "proof": False,
}
_MAX_ITEMS: Final = 1_000


def items(value: Any) -> list[Any]:
    """Return a value as a list: JSON-LD writes a set of one without its brackets."""
    return value if isinstance(value, list) else [] if value is None else [value]


def types_of(value: Mapping[str, Any]) -> list[str]:
    """Return the types of an object."""
    return [one for one in items(value.get("type")) if isinstance(one, str)]


def is_url(value: object) -> bool:
    """Return whether a value is an absolute URL, as identifiers are."""
    return isinstance(value, str) and _URL.fullmatch(value) is not None


def id_of(value: Any) -> str:
    """Return the identifier of an object that may stand as its identifier alone; empty where it has none."""
    held = value.get("id") if isinstance(value, Mapping) else value
    return held if isinstance(held, str) else ""


def invalid(place: str, message: str) -> Problem:
    """Return the problem of a credential that is not put together as it must be."""
    return Problem("structure-invalid", message, place=place)


def check_credential(document: Mapping[str, Any]) -> None:
    """Check the form of a credential.

    Raises:
        Problem: `structure-invalid`, with the place.
    """
    old = _check_context(document)
    _check_head(document, "VerifiableCredential")
    if "issuer" not in document:
        raise invalid("issuer", "is missing.")
    if not is_url(id_of(document["issuer"])):
        raise invalid("issuer", "is neither a URL nor an object with one as id.")
    _check_subjects(document.get("credentialSubject"))
    _check_period(document, old=old)
    for holder, place in ((document, ""), (document["issuer"], "issuer.")):
        _check_texts(holder, place)
    for name, needs_id in _TYPED.items():
        _check_typed(document, name, needs_id=needs_id)
    _check_related(document.get("relatedResource"))


def check_presentation(document: Mapping[str, Any]) -> None:
    """Check the form of a presentation; its credentials are checked by themselves.

    Raises:
        Problem: `structure-invalid`, with the place.
    """
    _check_context(document)
    _check_head(document, "VerifiablePresentation")
    if "holder" in document and not is_url(id_of(document["holder"])):
        raise invalid("holder", "is neither a URL nor an object with one as id.")
    for one in items(document.get("verifiableCredential")):
        if not isinstance(one, dict):
            raise invalid("verifiableCredential", "is no object.")


def period(document: Mapping[str, Any]) -> tuple[datetime | None, datetime | None]:
    """Return from when and until when a credential is valid, in the terms of either version.

    Raises:
        Problem: One is no moment with a time zone.
    """
    first = "validFrom" if "validFrom" in document else "issuanceDate"
    last = "validUntil" if "validUntil" in document else "expirationDate"
    return moment(document.get(first), first), moment(document.get(last), last)


def _check_context(document: Mapping[str, Any]) -> bool:
    """Check `@context` and return whether it is that of version 1.1."""
    held = document.get("@context")
    if not isinstance(held, list) or not held or len(held) > _MAX_ITEMS:
        raise invalid("@context", "is no list of contexts.")
    if held[0] not in (VC2, VC1):
        raise invalid("@context", f"does not begin with {VC2}.")
    for one in held[1:]:
        if not isinstance(one, dict) and not is_url(one):
            raise invalid("@context", f"holds {str(one)[:60]!r}, which is neither a URL nor an object.")
    return bool(held[0] == VC1)


def _check_head(document: Mapping[str, Any], type_: str) -> None:
    named = items(document.get("type"))
    if not named or not all(isinstance(one, str) and (is_url(one) or _TERM.fullmatch(one)) for one in named):
        raise invalid("type", "is no list of terms or URLs.")
    if type_ not in named:
        raise invalid("type", f"does not hold {type_}.")
    if "id" in document and not is_url(document["id"]):
        raise invalid("id", "is no single URL.")


def _check_subjects(value: Any) -> None:
    subjects = items(value)
    if not subjects:
        raise invalid("credentialSubject", "is missing or empty.")
    for one in subjects:
        if not isinstance(one, dict) or not one:
            raise invalid("credentialSubject", "is no object that says anything.")
        if "id" in one and not is_url(one["id"]):
            raise invalid("credentialSubject.id", "is no single URL.")


def _check_period(document: Mapping[str, Any], *, old: bool) -> None:
    try:
        first, last = period(document)
    except Problem as problem:
        raise invalid(problem.place or "", problem.message) from problem
    if old and first is None:
        raise invalid("issuanceDate", "is missing.")
    if first is not None and last is not None and last < first:
        raise invalid("validUntil", "lies before the start of its validity.")


def _check_texts(holder: Any, place: str) -> None:
    if not isinstance(holder, dict):
        return
    for name in ("name", "description"):
        for one in items(holder.get(name)):
            if not isinstance(one, str) and not _is_language_text(one):
                raise invalid(f"{place}{name}", "is neither a text nor one with its language.")


def _is_language_text(value: Any) -> bool:
    if not isinstance(value, dict) or not isinstance(value.get("@value"), str):
        return False
    if not set(value) <= {"@value", "@language", "@direction"}:
        return False
    if "@language" in value and not (isinstance(value["@language"], str) and _LANGUAGE.fullmatch(value["@language"])):
        return False
    return value.get("@direction", "ltr") in ("ltr", "rtl")


def _check_typed(document: Mapping[str, Any], name: str, *, needs_id: bool) -> None:
    for one in items(document.get(name)):
        if not isinstance(one, dict) or not types_of(one):
            raise invalid(f"{name}.type", "does not say what it is.")
        if (needs_id or "id" in one) and not is_url(one.get("id")):
            raise invalid(f"{name}.id", "is no single URL.")


def _check_related(value: Any) -> None:
    seen: set[str] = set()
    for one in items(value):
        if not isinstance(one, dict) or not is_url(one.get("id")):
            raise invalid("relatedResource.id", "is no single URL.")
        if one["id"] in seen:
            raise invalid("relatedResource.id", "stands there twice.")
        seen.add(one["id"])
        if not any(isinstance(one.get(name), str) for name in ("digestSRI", "digestMultibase")):
            raise invalid("relatedResource", "has no digest.")


def texts(value: Any) -> Iterator[str]:
    """Yield the texts of a member that may be a text, one with its language, or a list of these."""
    for one in items(value):
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict) and isinstance(one.get("@value"), str):
            yield one["@value"]
