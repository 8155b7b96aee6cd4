"""Passports as the API shows them: one's own whole, another's by code and only under consent."""

from __future__ import annotations

from draaischijf.matching.supply import Supply
from draaischijf.passport import profile_of
from draaischijf.site.accounts.roles import Actor, Role
from draaischijf.site.api import convert, shapes
from draaischijf.site.frame.engine import basis, defaults, language, today
from draaischijf.site.matches import services as matches
from draaischijf.site.passports.services import Own, own
from draaischijf.terms import SkillProfile


def listed(actor: Actor, page: int, page_size: int) -> shapes.PassportPage:
    """Return a page of the passports that someone may see, one's own first."""
    mine = own(actor) if actor.has(Role.WORKER) else None
    first = [shapes.PassportOut(id=mine.passport.id, own=True, skills=len(mine.passport.counting))] if mine else []
    start, end = (page - 1) * page_size, page * page_size
    others, total = [], 0
    if actor.has(Role.EMPLOYER):
        wall = actor.organisation(Role.EMPLOYER)
        total = matches.count_found(wall)
        rows = matches.found_by(wall, max(0, start - len(first)), max(0, end - len(first)))
        others = [shapes.PassportOut(id=matches.code_of(wall.id, key), own=False, skills=n) for key, n in rows]
    items = [*first[start:end], *others]
    return shapes.PassportPage(items=items, total=total + len(first), page=page, page_size=page_size)


def whole(actor: Actor, passport: str) -> shapes.WholePassportOut | None:
    """Return a passport that someone may see; None where there is none. A look at another's is written down."""
    mine = own_profile(actor, passport)
    if mine is not None:
        return _whole(mine, passport, mine=True)
    if not actor.has(Role.EMPLOYER):
        return None
    wall = actor.organisation(Role.EMPLOYER)
    key = matches.key_of(wall.id, passport)
    profile = matches.look(actor, wall, key) if key else None
    return _whole(profile, passport, mine=False) if profile else None


def _whole(profile: SkillProfile, id: str, *, mine: bool) -> shapes.WholePassportOut:
    skills = [
        shapes.SkillOut(concept=convert.concept(one.uri), level=one.level, currency=one.currency, proof=one.proof)
        for one in Supply(profile, basis()).held
    ]
    return shapes.WholePassportOut(id=id, own=mine, release=language().release, as_of=today(), skills=skills)


def own_profile(actor: Actor, passport: str) -> SkillProfile | None:
    """Return the profile of one's own passport; None where this is another's."""
    mine = _own(actor, passport)
    return profile_of(mine.passport, language(), today(), defaults()) if mine else None


def consents(actor: Actor, passport: str) -> list[shapes.ConsentOut] | None:
    """Return the consents of one's own passport; None where this is another's."""
    mine = _own(actor, passport)
    return [shapes.ConsentOut(**one._asdict()) for one in matches.shown(mine)] if mine else None


def give_consent(actor: Actor, passport: str, asked: shapes.ConsentIn) -> shapes.ConsentOut | None:
    """Give a consent from one's own passport; None where this is another's."""
    if _own(actor, passport) is None:
        return None
    id = matches.give(actor, asked.organisation, asked.ends, matches.Said(asked.purpose, "API"))
    return next(one for one in consents(actor, passport) or [] if one.id == id)


def withdraw(actor: Actor, passport: str, consent: str) -> bool:
    """Withdraw a consent of one's own passport; tell whether there was one."""
    return _own(actor, passport) is not None and matches.withdraw(actor, consent)


def looks(actor: Actor, passport: str) -> list[shapes.LookOut] | None:
    """Return who looked at one's own passport; None where this is another's."""
    mine = _own(actor, passport)
    return [shapes.LookOut(**one._asdict()) for one in matches.looks_at(mine.key)] if mine else None


def _own(actor: Actor, passport: str) -> Own | None:
    mine = own(actor) if actor.has(Role.WORKER) else None
    return mine if mine and mine.passport.id == passport else None
