"""What answers a query: for the holder which credentials and claims, for the verifier whether the answer is one.

A holder gives the first option that it can (OpenID4VP 1.0, section 6.4): the verifier puts the one that asks least
first. A credential that cannot give a claim, or has another value, is not given at all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from draaischijf.wallet.dcql.paths import Place, select
from draaischijf.wallet.dcql.query import ClaimQuery, CredentialQuery, Query


@dataclass(frozen=True, slots=True)
class Candidate:
    """A credential as a query sees it.

    Args:
        key: What the caller knows it by.
        format: Its format, in the words of OpenID4VP.
        types: Its types: a `vct`, or all types of a credential of W3C.
        claims: Its claims, with everything disclosed that is at hand.
        bound: Whether it is bound to a holder who can prove it.
        authorities: What is known about who vouches for its issuer, as pairs of type and value, such as `aki`.
    """

    key: str
    format: str
    types: frozenset[str]
    claims: Mapping[str, Any] = field(repr=False)
    bound: bool = True
    authorities: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Match:
    """A candidate that answers a credential query.

    Args:
        query: Id of the credential query.
        candidate: What answers it.
        places: Claims to show: concrete places. Empty for only what is always seen.
    """

    query: str
    candidate: Candidate
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a holder can answer.

    Args:
        matches: Per credential query what answers it, in the order of the candidates.
        chosen: Ids of the credential queries to answer: the first option of every set that can be.
        missing: Sets (as texts) or ids that are required and cannot be answered; empty where the query can be.
    """

    matches: Mapping[str, tuple[Match, ...]]
    chosen: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def possible(self) -> bool:
        """Return whether everything that is required can be answered."""
        return not self.missing

    def first(self) -> tuple[Match, ...]:
        """Return one match for each credential query to answer: the first."""
        return tuple(self.matches[one][0] for one in self.chosen)


def evaluate(query: Query, candidates: Sequence[Candidate], *, optional: bool = False) -> Answer:
    """Return what answers a query.

    Args:
        query: What is asked.
        candidates: What the holder has, in its own order of preference.
        optional: Whether to answer what is not required too. No unless said: what need not leave, stays.
    """
    matches = {one.id: tuple(_matches(one, candidates)) for one in query.credentials}
    can = {name for name, found in matches.items() if found}
    if not query.sets:
        every = tuple(one.id for one in query.credentials)
        missing = tuple(one for one in every if one not in can)
        return Answer(matches, () if missing else every, missing)
    chosen: dict[str, None] = {}
    unanswered = []
    for one in query.sets:
        option = next((each for each in one.options if can.issuperset(each)), None)
        if option is None and one.required:
            unanswered.append(" or ".join(" and ".join(each) for each in one.options))
        if option is not None and (one.required or optional):
            chosen.update(dict.fromkeys(option))
    return Answer(matches, () if unanswered else tuple(chosen), tuple(unanswered))


def _matches(query: CredentialQuery, candidates: Sequence[Candidate]) -> list[Match]:
    found = []
    for one in candidates:
        places = _places(query, one) if _may_answer(query, one) else None
        if places is not None:
            found.append(Match(query.id, one, places))
    return found


def _may_answer(query: CredentialQuery, one: Candidate) -> bool:
    if one.format != query.format or (query.bound and not one.bound):
        return False
    if query.types is not None and not any(one.types.issuperset(each) for each in query.types):
        return False
    wanted = {(type_, value) for type_, values in query.authorities for value in values}
    return not wanted or bool(wanted & one.authorities)


def _places(query: CredentialQuery, one: Candidate) -> tuple[Place, ...] | None:
    """Return the places to show; None where the credential cannot give what is asked."""
    if not query.claim_sets:
        return _all(query.claims, one)
    by_id = {claim.id: claim for claim in query.claims}
    for option in query.claim_sets:
        places = _all([by_id[each] for each in option], one)
        if places is not None:
            return places
    return None


def _all(claims: Sequence[ClaimQuery], one: Candidate) -> tuple[Place, ...] | None:
    places: dict[Place, None] = {}
    for claim in claims:
        found = [place for place, value in select(one.claims, claim.path) if _is_wanted(value, claim)]
        if not found:
            return None
        places.update(dict.fromkeys(found))
    return tuple(places)


def _is_wanted(value: Any, claim: ClaimQuery) -> bool:
    # Type and value both: in Python True equals 1, in JSON it does not.
    return claim.values is None or any(type(value) is type(each) and value == each for each in claim.values)


def unmet(query: Query, given: Mapping[str, Sequence[Candidate]]) -> str:
    """Return why an answer is no answer to the query; empty where it is one.

    Args:
        query: What was asked.
        given: What came, per credential query, with only the claims that were disclosed.
    """
    known = query.by_id()
    for name, candidates in given.items():
        if name not in known:
            return f"{name!r} was not asked for"
        if not candidates or (len(candidates) > 1 and not known[name].multiple):
            return f"{name!r} is answered with {len(candidates)} credentials instead of one"
        if len(_matches(_loosened(known[name]), candidates)) != len(candidates):
            return f"{name!r} is answered with a credential that does not give what was asked"
    missing = _missing(query, frozenset(given))
    return f"{', '.join(missing)} was asked for and is not there" if missing else ""


def _loosened(query: CredentialQuery) -> CredentialQuery:
    """Return a query in which a place in an array may be any: what was held back before it has moved it."""
    claims = tuple(
        replace(claim, path=tuple(None if isinstance(part, int) else part for part in claim.path))
        for claim in query.claims
    )
    return replace(query, claims=claims)


def _missing(query: Query, given: frozenset[str]) -> list[str]:
    if not query.sets:
        return [one.id for one in query.credentials if one.id not in given]
    needed = [one for one in query.sets if one.required and not any(given.issuperset(each) for each in one.options)]
    return [" or ".join(" and ".join(each) for each in one.options) for one in needed]
