"""The talk-through: a short, adaptive conversation about what someone did, for whoever has no papers.

It is a state and two pure functions: `question` says what to ask, `answer` returns the next state. Whoever holds the
conversation (the command line, a page, an adviser) shows the one and passes on the other; the state is plain data that
survives between visits. The person tells what they did in their own words; the skills language proposes which work that
resembles and which skills go with it; each next question about a skill is the one that is expected to tell most
(`gain`). It stops when nothing more is worth asking or ten minutes are over.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from draaischijf.passport.claims import TEXT, Claim, ClaimKind, EvidenceItem, Source, Use, UseKind
from draaischijf.passport.defaults import MILLION, Defaults, load_defaults
from draaischijf.passport.making.candidates import candidates_of, occupations_like
from draaischijf.passport.making.gain import Candidate, answered, best_question, nearness_among
from draaischijf.passport.making.talk_state import (
    LEVELS,
    NONE,
    SEEN,
    TEXTS,
    YES_NO,
    Activity,
    Option,
    Question,
    Step,
    Talk,
)
from draaischijf.passport.records import replace
from draaischijf.passport.words import USES, Tongue
from draaischijf.problems import Problem
from draaischijf.terms import EvidenceKind

if TYPE_CHECKING:
    from draaischijf.language import Language

OCCUPATIONS: Final = 6


MOST_TITLE: Final = 80
INFERRED: Final = "urn:draaischijf:talk"


def begin(day: date) -> Talk:
    """Return a talk that is about to begin."""
    return Talk(day)


def question(talk: Talk, language: Language) -> Question:
    """Return what to ask now.

    Args:
        talk: Where the talk stands.
        language: The release in which skills and occupations are named.
    """
    if talk.step is Step.SKILL:
        name = _name(talk.about, language)
        text: dict[Tongue, str] = {"nl": f"{name['nl']}: deed je dat?", "en": f"{name['en']}: did you do that?"}
        return Question(Step.SKILL, text, _options(LEVELS), talk.about)
    if talk.step is Step.OCCUPATION:
        found = [Option(str(place), _name(uri, language)) for place, uri in enumerate(talk.now.occupations, 1)]
        other: dict[Tongue, str] = {"nl": "niets hiervan", "en": "none of these"}
        return Question(talk.step, TEXTS[talk.step], (*found, Option(NONE, other)))
    options = {Step.KIND: _options({kind.value: USES[kind] for kind in UseKind}), Step.SEEN: _options(SEEN)}
    options[Step.MORE] = _options(YES_NO)
    return Question(talk.step, TEXTS[talk.step], options.get(talk.step, ()))


def answer(talk: Talk, reply: str, language: Language, defaults: Defaults | None = None) -> Talk:
    """Return where the talk stands after an answer.

    Args:
        talk: Where it stands.
        reply: Own words, or the value of an option.
        language: The release in which skills and occupations are said.
        defaults: The numbers in force; the shipped ones unless said.

    Raises:
        Problem: `talk-answer` where the reply is no answer to this question; it is asked again.
    """
    numbers, reply = defaults or load_defaults(), reply.strip()
    asked = question(talk, language)
    if asked.options and reply not in {one.value for one in asked.options}:
        raise _no_answer(f"{reply[:40]!r} is none of {', '.join(one.value for one in asked.options)}.")
    if talk.step is Step.DONE:
        raise _no_answer("the talk is over.")
    timed = replace(talk, seconds=talk.seconds + int(numbers.talk[talk.step]))
    return _STEPS[talk.step](timed, reply, language, numbers)


def claims_of(talk: Talk, language: Language, defaults: Defaults | None = None) -> list[Claim]:
    """Return what the person said they can do, one claim a skill, with level, use and where it was seen.

    What was never asked because the answers left hardly any doubt comes last, without a level and marked as inferred.

    Args:
        talk: The talk, at its end or before.
        language: The release in which it was held.
        defaults: The numbers in force; the shipped ones unless said.
    """
    sure = (defaults or load_defaults()).talk["sure"] * MILLION
    found: dict[str, Claim] = {}
    for activity in talk.activities:
        for one in activity.candidates:
            if one.level or (not one.asked and one.chance >= sure):
                claim = _claim(one, activity, language)
                known = found.get(one.uri)
                found[one.uri] = claim if known is None else _both(known, claim)
    return sorted(found.values(), key=lambda claim: bool(claim.inferred_from))


def _activity(talk: Talk, reply: str, language: Language, _: Defaults) -> Talk:
    if not 3 <= len(reply) <= TEXT:
        raise _no_answer(f"tell it in 3 to {TEXT:,} signs.")
    resembles = occupations_like(reply, language, OCCUPATIONS)
    step = Step.OCCUPATION if resembles else Step.TITLE
    return replace(talk, activities=(*talk.activities, Activity(reply, occupations=resembles)), step=step, asked=0)


def _occupation(talk: Talk, reply: str, _: Language, __: Defaults) -> Talk:
    if reply == NONE:
        return _with(talk, talk.now, Step.KIND if talk.now.title else Step.TITLE)
    return _with(talk, replace(talk.now, occupation=talk.now.occupations[int(reply) - 1]), Step.KIND)


def _title(talk: Talk, reply: str, language: Language, _: Defaults) -> Talk:
    """Take a second, shorter name for the work; asked once, where the first words resembled no occupation."""
    if len(reply) > MOST_TITLE:
        raise _no_answer(f"say it in at most {MOST_TITLE} signs.")
    resembles = occupations_like(reply, language, OCCUPATIONS) if reply else ()
    told = replace(talk.now, title=reply or talk.now.words[:MOST_TITLE], occupations=resembles)
    return _with(talk, told, Step.OCCUPATION if resembles else Step.KIND)


def _kind(talk: Talk, reply: str, _: Language, __: Defaults) -> Talk:
    return _with(talk, replace(talk.now, kind=UseKind(reply)), Step.WHEN)


def _when(talk: Talk, reply: str, language: Language, numbers: Defaults) -> Talk:
    began, ended, ongoing = period(reply, talk.day)
    known = frozenset(one.uri for activity in talk.activities for one in activity.candidates if one.level)
    candidates = candidates_of(talk.now.words, talk.now.occupation, language, numbers)
    fresh = tuple(one for one in candidates if one.uri not in known)
    told = replace(talk.now, began=began, ended=ended, ongoing=ongoing, candidates=fresh)
    return _next_skill(_with(talk, told, Step.SKILL), language, numbers)


def _skill(talk: Talk, reply: str, language: Language, numbers: Defaults) -> Talk:
    near = nearness_among([one.uri for one in talk.now.candidates], language)
    weight = float(numbers.talk["near"])
    candidates = answered(talk.now.candidates, talk.about, int(reply), near, weight)
    told = _with(talk, replace(talk.now, candidates=candidates), Step.SKILL)
    return _next_skill(replace(told, asked=talk.asked + 1), language, numbers)


def _seen(talk: Talk, reply: str, _: Language, numbers: Defaults) -> Talk:
    return _onwards(_with(talk, replace(talk.now, seen_by="" if reply == NONE else reply), Step.MORE), numbers)


def _onwards(talk: Talk, numbers: Defaults) -> Talk:
    """Return the talk with the question for more, or at its end where another activity would not fit in."""
    another = (Step.MORE, Step.ACTIVITY, Step.OCCUPATION, Step.KIND, Step.WHEN, Step.SKILL, Step.SEEN)
    fits = talk.seconds + sum(numbers.talk[step] for step in another) <= numbers.talk["budget"]
    return replace(talk, step=Step.MORE if fits else Step.DONE, about="")


def _more(talk: Talk, reply: str, _: Language, __: Defaults) -> Talk:
    return replace(talk, step=Step.DONE if reply == NONE else Step.ACTIVITY)


_STEPS: Final = {
    Step.ACTIVITY: _activity,
    Step.OCCUPATION: _occupation,
    Step.TITLE: _title,
    Step.KIND: _kind,
    Step.WHEN: _when,
    Step.SKILL: _skill,
    Step.SEEN: _seen,
    Step.MORE: _more,
}


def _next_skill(talk: Talk, language: Language, numbers: Defaults) -> Talk:
    """Return the talk with the skill that is worth asking next, or on its way to the end."""
    near = nearness_among([one.uri for one in talk.now.candidates], language)
    best = best_question(talk.now.candidates, near, float(numbers.talk["near"]))
    # Asking who saw it still has to fit in.
    late = talk.seconds + numbers.talk[Step.SKILL] + numbers.talk[Step.SEEN] > numbers.talk["budget"]
    if best is None or late or talk.asked >= numbers.talk["most"] or best[0] < numbers.talk["least"]:
        if any(one.level for one in talk.now.candidates):
            return replace(talk, step=Step.SEEN, about="")
        return _onwards(talk, numbers)
    return replace(talk, about=best[1])


_PERIOD: Final = re.compile(r"(?P<first>\d{4})?\s*(?:-|–|tot|t/m|to|until)?\s*(?P<last>\d{4}|nu|heden|now|present)?")


def period(reply: str, day: date) -> tuple[date | None, date | None, bool]:
    """Return first day, last day and whether it goes on, from words such as 2015-2024, 2021-nu, 2019 or nothing.

    Args:
        reply: The words.
        day: The day that is today; a year may not lie after it.

    Raises:
        Problem: The words are no period.
    """
    match = _PERIOD.fullmatch(reply.strip().lower())
    if match is None:
        raise _no_answer(f"{reply[:40]!r} is no period.")
    first, last = match["first"], match["last"]
    ongoing = last is not None and not last.isdigit()
    ends = int(last) if last and last.isdigit() else int(first) if first and not last else None
    begins = int(first) if first and last else None
    if any(year is not None and not 1900 <= year <= day.year for year in (begins, ends)):
        raise _no_answer(f"{reply[:40]!r} names a year that is not between 1900 and {day.year}.")
    if begins is not None and ends is not None and ends < begins:
        raise _no_answer(f"{reply[:40]!r} ends before it begins.")
    began = date(begins, 1, 1) if begins is not None else None
    return began, min(date(ends, 12, 31), day) if ends is not None else None, ongoing


def _claim(one: Candidate, activity: Activity, language: Language) -> Claim:
    row = language.id_of(one.uri)
    context = " ".join((activity.title or activity.words).split())[:60]
    uses = (Use(activity.kind, activity.began, activity.ended, context),) if activity.ended or activity.ongoing else ()
    return Claim(
        one.uri,
        ClaimKind.SKILL if row is None else ClaimKind(language.concepts.kinds[row]),
        level=one.level or None,
        release=language.release,
        inferred_from="" if one.level else INFERRED,
        source=Source("gesprek", quote=activity.words),
        evidence=_evidence(activity, context, inferred=not one.level),
        uses=uses,
    )


def _evidence(activity: Activity, context: str, *, inferred: bool) -> tuple[EvidenceItem, ...]:
    """Return the work as evidence where someone saw it; what nobody saw is the person's own word."""
    if not activity.seen_by or activity.kind is UseKind.LEARNING:
        return ()
    kind = EvidenceKind.WORK_EXPERIENCE if activity.kind is UseKind.WORK else EvidenceKind.UNPAID_WORK
    return (
        EvidenceItem(
            kind,
            context=context,
            began=activity.began,
            ended=activity.ended,
            observer=f"{activity.seen_by} ({context})",
            inferred=inferred,
        ),
    )


def _both(one: Claim, other: Claim) -> Claim:
    return replace(
        one,
        level=max(one.level or 0, other.level or 0) or None,
        inferred_from=one.inferred_from and other.inferred_from,
        evidence=(*one.evidence, *other.evidence),
        uses=(*one.uses, *other.uses),
    )


def _with(talk: Talk, activity: Activity, step: Step) -> Talk:
    return replace(talk, activities=(*talk.activities[:-1], activity), step=step)


def _options(texts: dict[str, dict[Tongue, str]]) -> tuple[Option, ...]:
    return tuple(Option(value, text) for value, text in texts.items())


def _name(uri: str, language: Language) -> dict[Tongue, str]:
    row = language.id_of(uri)
    if row is None:
        return {"nl": uri, "en": uri}
    return {"nl": language.concepts.name(row, "nl").text, "en": language.concepts.name(row, "en").text}


def _no_answer(message: str) -> Problem:
    return Problem("talk-answer", message, hint="Answer the question again.")
