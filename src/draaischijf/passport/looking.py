"""Looks by others: only through a consent that holds, only what it names, and always written down first.

The paths that are logged are those that were shown: `claims/c2` for the name of a claim, `claims/c2/level` for a part.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final

from draaischijf.passport.claims import Claim
from draaischijf.passport.codec import encode
from draaischijf.passport.consent import Act, Consent, Part
from draaischijf.passport.defaults import Defaults, load_defaults
from draaischijf.passport.desk import Acting, Desk, amend
from draaischijf.passport.events import Looked
from draaischijf.passport.fold import Passport, fold
from draaischijf.passport.profile import kind_in
from draaischijf.passport.standing import Standing, standing_of
from draaischijf.passport.store import PassportStore
from draaischijf.problems import Problem
from draaischijf.terms import HeldSkill, SkillProfile

if TYPE_CHECKING:
    from draaischijf.language import Language


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What another sees of a passport.

    Args:
        party: Who.
        purpose: What for.
        consent: Id of the consent.
        claims: What is shown of each claim, by its id.
        paths: The same as paths, as they are logged.
        profile: What scoring may take of it: no level or evidence that is not shown.
    """

    party: str
    purpose: str
    consent: str
    claims: Mapping[str, Mapping[str, Any]]
    paths: tuple[str, ...]
    profile: SkillProfile


def preview(
    passport: Passport, consent: Consent, language: Language, day: date, defaults: Defaults | None = None
) -> Disclosure:
    """Return what a consent discloses, for the person to see before anyone else does.

    Args:
        passport: The passport.
        consent: The consent; it need not be given yet.
        language: The release in which names and kinds are said.
        day: Day from which currency is counted.
        defaults: The numbers in force; the shipped ones unless said.
    """
    numbers = defaults or load_defaults()
    chosen = [claim for claim in passport.claims if _selected(claim, consent)]
    standings = [standing_of(claim, day, kind_in(language, claim.uri, numbers), numbers) for claim in chosen]
    shown = {one.claim.id: _shown(one, consent, language) for one in standings}
    paths = [f"claims/{id}" + (f"/{part}" if part else "") for id in shown for part in ("", *_parts(shown[id]))]
    skills: dict[str, HeldSkill] = {}
    for one in standings:
        if one.claim.counts:
            skills.setdefault(one.claim.uri, _scored(one, consent))
    profile = SkillProfile(passport.id, tuple(skills[uri] for uri in sorted(skills)), language.release)
    return Disclosure(consent.party, consent.purpose, consent.id, shown, tuple(paths), profile)


def look(
    store: PassportStore, id: str, acting: Acting, language: Language, defaults: Defaults | None = None
) -> Disclosure:
    """Look at a passport as another, and write that down before anything is shown.

    Args:
        store: The store.
        id: The passport.
        acting: Who looks (`Role.PARTY` or `Role.ADVISER`), with the id of the consent.
        language: The release in which names and kinds are said.
        defaults: The numbers in force; the shipped ones unless said.

    Raises:
        Problem: No consent allows it now. The answer is the same whether there never was one, it ended or it was
            withdrawn: who may not look learns nothing.
    """
    consent = acting.by.consent

    def looking(desk: Desk) -> Disclosure:
        given = desk.passport.consent(consent)
        if given is None:
            raise _refused(acting.by.name)
        day = (acting.at or datetime.now(UTC)).date()
        disclosure = preview(desk.passport, given.consent, language, day, defaults)
        try:
            desk.take(Looked(consent, disclosure.paths))
        except Problem as problem:
            raise _refused(acting.by.name) from problem
        return disclosure

    return amend(store, id, looking, acting)[0]


def copy_for(store: PassportStore, id: str, acting: Acting, language: Language) -> None:
    """Let an adviser take a copy of a passport: a look at all of it, under a consent that names the export.

    Args:
        store: The store.
        id: The passport.
        acting: The adviser, with the id of the consent.
        language: The release in which names are said.

    Raises:
        Problem: No consent allows a copy of everything now.
    """
    given = fold(id, store.load(id)).consent(acting.by.consent)
    whole = given is not None and not given.consent.selection.claims and Act.EXPORT in given.consent.acts
    if not whole:
        raise _refused(acting.by.name)
    look(store, id, acting, language)


def _refused(party: str) -> Problem:
    return Problem("look-refused", f"{party} has no consent to look.", hint="Ask the person for consent.")


def _selected(claim: Claim, consent: Consent) -> bool:
    chosen = consent.selection
    return (claim.counts or chosen.proposals) and (not chosen.claims or claim.id in chosen.claims)


_SHOWN: Final[Mapping[Part, Callable[[Standing], Any]]] = {
    Part.LEVEL: lambda one: {"level": one.level, **({"cefr": one.claim.cefr} if one.claim.cefr else {})},
    Part.CURRENCY: lambda one: one.currency,
    Part.PROOF: lambda one: one.proof,
    Part.EVIDENCE: lambda one: [encode(item) for item in one.items],
    Part.USE: lambda one: [encode(use) for use in one.claim.uses if use.confirmed],
    Part.SOURCE: lambda one: encode(one.claim.source) if one.claim.source else None,
}


def _shown(standing: Standing, consent: Consent, language: Language) -> dict[str, Any]:
    claim = standing.claim
    row = language.id_of(claim.uri)
    name = claim.words if row is None else language.concepts.name(row, "nl").text
    shown: dict[str, Any] = {"uri": claim.uri, "name": name or claim.uri, "kind": claim.kind.value}
    for part in Part:
        if part in consent.selection.parts:
            shown[part.value] = _SHOWN[part](standing)
    return shown


def _parts(shown: Mapping[str, Any]) -> list[str]:
    return [part.value for part in Part if part.value in shown]


def _scored(standing: Standing, consent: Consent) -> HeldSkill:
    parts = consent.selection.parts
    skill = HeldSkill(standing.claim.uri, standing.level, standing.last_used, standing.evidence)
    if Part.LEVEL not in parts:
        skill = HeldSkill(skill.uri, last_used=skill.last_used, evidence=skill.evidence)
    if Part.CURRENCY not in parts and Part.USE not in parts:
        skill = replace(skill, last_used=None)
    if Part.PROOF not in parts and Part.EVIDENCE not in parts:
        skill = replace(skill, evidence=())
    return skill
