"""A DCQL query, parsed strictly: what is not understood is refused, never skipped."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from draaischijf.problems import Problem

MAX_CREDENTIALS: Final = 50
MAX_CLAIMS: Final = 200
MAX_OPTIONS: Final = 100
_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,100}")
ClaimPath = tuple[str | int | None, ...]


@dataclass(frozen=True, slots=True)
class ClaimQuery:
    """One claim that is asked for.

    Args:
        path: Where it is: a name in an object, a place in an array, None for every element of an array.
        id: Its name within the query; empty where it needs none.
        values: Values of which it must be one; None where any will do.
    """

    path: ClaimPath
    id: str = ""
    values: tuple[str | int | bool, ...] | None = None


@dataclass(frozen=True, slots=True)
class CredentialQuery:
    """One credential that is asked for.

    Args:
        id: Its name within the query.
        format: Its format, such as `dc+sd-jwt`.
        types: Alternatives for its type; one type, or several that it must all have. None where any will do.
        claims: Claims that are asked for; empty for only what is always seen.
        claim_sets: Alternatives for which claims will do, by id, best first; empty for all.
        multiple: Whether more than one credential may answer.
        bound: Whether the holder must prove to hold it.
        authorities: Alternatives for who is trusted, as type and values; empty where nothing is said.
    """

    id: str
    format: str
    types: tuple[tuple[str, ...], ...] | None
    claims: tuple[ClaimQuery, ...] = ()
    claim_sets: tuple[tuple[str, ...], ...] = ()
    multiple: bool = False
    bound: bool = True
    authorities: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class CredentialSet:
    """Alternatives for which credentials will do together.

    Args:
        options: Each a set of credential queries by id, best first.
        required: Whether one of them must be answered.
    """

    options: tuple[tuple[str, ...], ...]
    required: bool = True


@dataclass(frozen=True, slots=True)
class Query:
    """A query.

    Args:
        credentials: What is asked for.
        sets: Which of it will do together; empty for all of it.
    """

    credentials: tuple[CredentialQuery, ...]
    sets: tuple[CredentialSet, ...] = ()

    def by_id(self) -> dict[str, CredentialQuery]:
        """Return the credential queries by id."""
        return {one.id: one for one in self.credentials}


def parse_query(value: Any) -> Query:
    """Return the query in parsed JSON.

    Raises:
        Problem: It breaks a rule of section 6; names the place.
    """
    root = _object(value, "dcql_query")
    listed = _array(root.get("credentials"), "credentials", MAX_CREDENTIALS)
    credentials = tuple(_credential(one, f"credentials[{place}]") for place, one in enumerate(listed))
    known = [one.id for one in credentials]
    if len(set(known)) != len(known):
        raise _wrong("credentials", "uses one id twice")
    sets: tuple[CredentialSet, ...] = ()
    if "credential_sets" in root:
        found = _array(root["credential_sets"], "credential_sets", MAX_OPTIONS)
        sets = tuple(_set(one, f"credential_sets[{place}]", frozenset(known)) for place, one in enumerate(found))
    return Query(credentials, sets)


def _credential(value: Any, place: str) -> CredentialQuery:
    one = _object(value, place)
    format_ = one.get("format")
    if not isinstance(format_, str) or not format_:
        raise _wrong(f"{place}.format", "must name a format")
    claims: tuple[ClaimQuery, ...] = ()
    if "claims" in one:
        listed = _array(one["claims"], f"{place}.claims", MAX_CLAIMS)
        claims = tuple(_claim(each, f"{place}.claims[{number}]") for number, each in enumerate(listed))
    return CredentialQuery(
        id=_id(one.get("id"), f"{place}.id"),
        format=format_,
        types=_types(one.get("meta"), format_, f"{place}.meta"),
        claims=claims,
        claim_sets=_claim_sets(one, claims, place),
        multiple=_flag(one, "multiple", False, place),
        bound=_flag(one, "require_cryptographic_holder_binding", True, place),
        authorities=_authorities(one, place),
    )


def _types(meta: Any, format_: str, place: str) -> tuple[tuple[str, ...], ...] | None:
    """Return the types that will do; each format says them in its own way (appendix B)."""
    said = _object(meta, place)
    if format_ == "dc+sd-jwt":
        return tuple((one,) for one in _texts(said.get("vct_values"), f"{place}.vct_values"))
    if format_ == "mso_mdoc":
        return ((_text(said.get("doctype_value"), f"{place}.doctype_value"),),)
    if format_ in ("jwt_vc_json", "ldp_vc"):
        listed = _array(said.get("type_values"), f"{place}.type_values", MAX_OPTIONS)
        return tuple(_texts(one, f"{place}.type_values") for one in listed)
    return None


def _claim(value: Any, place: str) -> ClaimQuery:
    one = _object(value, place)
    path = tuple(_array(one.get("path"), f"{place}.path", 32))
    for part in path:
        if part is not None and not isinstance(part, str) and not _is_place(part):
            raise _wrong(f"{place}.path", "must have names, places from 0, or null")
    values = None
    if "values" in one:
        values = tuple(_array(one["values"], f"{place}.values", MAX_OPTIONS))
        if not all(isinstance(each, str | int) for each in values):
            raise _wrong(f"{place}.values", "must have texts, whole numbers or truth values")
    return ClaimQuery(path, _id(one["id"], f"{place}.id") if "id" in one else "", values)


def _is_place(part: object) -> bool:
    return isinstance(part, int) and not isinstance(part, bool) and part >= 0


def _claim_sets(one: Mapping[str, Any], claims: tuple[ClaimQuery, ...], place: str) -> tuple[tuple[str, ...], ...]:
    known = [claim.id for claim in claims if claim.id]
    if len(set(known)) != len(known):
        raise _wrong(f"{place}.claims", "uses one id twice")
    if "claim_sets" not in one:
        return ()
    where = f"{place}.claim_sets"
    if len(known) != len(claims) or not claims:
        raise _wrong(where, "needs claims that all have an id")
    sets = tuple(_texts(each, where) for each in _array(one["claim_sets"], where, MAX_OPTIONS))
    if unknown := {each for option in sets for each in option} - set(known):
        raise _wrong(where, f"names {min(unknown)!r}, which is no claim in it")
    return sets


def _authorities(one: Mapping[str, Any], place: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if "trusted_authorities" not in one:
        return ()
    where = f"{place}.trusted_authorities"
    listed = [_object(each, where) for each in _array(one["trusted_authorities"], where, MAX_OPTIONS)]
    return tuple((_text(each.get("type"), where), _texts(each.get("values"), where)) for each in listed)


def _set(value: Any, place: str, known: frozenset[str]) -> CredentialSet:
    one = _object(value, place)
    where = f"{place}.options"
    options = tuple(_texts(each, where) for each in _array(one.get("options"), where, MAX_OPTIONS))
    if unknown := {each for option in options for each in option} - known:
        raise _wrong(where, f"names {min(unknown)!r}, which is no credential in the query")
    return CredentialSet(options, _flag(one, "required", True, place))


def _object(value: Any, place: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise _wrong(place, "must be an object")
    return value


def _array(value: Any, place: str, limit: int) -> list[Any]:
    if not isinstance(value, list) or not 1 <= len(value) <= limit:
        raise _wrong(place, f"must be a list of 1 to {limit}")
    return value


def _texts(value: Any, place: str) -> tuple[str, ...]:
    return tuple(_text(one, place) for one in _array(value, place, MAX_OPTIONS))


def _text(value: Any, place: str) -> str:
    if not isinstance(value, str) or not value:
        raise _wrong(place, "must have text")
    return value


def _id(value: Any, place: str) -> str:
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise _wrong(place, "must be an id of letters, digits, - and _")
    return value


def _flag(one: Mapping[str, Any], name: str, default: bool, place: str) -> bool:
    value = one.get(name, default)
    if not isinstance(value, bool):
        raise _wrong(f"{place}.{name}", "must be true or false")
    return value


def _wrong(place: str, message: str) -> Problem:
    return Problem("dcql-invalid", f"{message}.", place=place, hint="See OpenID4VP 1.0, section 6.")
