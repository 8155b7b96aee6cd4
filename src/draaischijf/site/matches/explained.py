"""A match as a page shows it: every reason with the place where its bar begins."""

from __future__ import annotations

from heapq import nsmallest
from typing import Final, NamedTuple

from draaischijf.matching import Check, Cover, Match, Missing
from draaischijf.passport import MILLION
from draaischijf.site.frame.engine import Named, named

TOP: Final = 3


class Reason(NamedTuple):
    """One required skill; shares in millionths.

    Args:
        skill: What is asked.
        level: The level asked for.
        weight: Its weight.
        contribution: What it adds to fit.
        before: What the reasons above it add together.
        by: The own skill that covers it; None where nothing does.
        cover: How it covers it; None where nothing does.
        same: True where the own skill is the one that is asked.
        stale: True where it is no longer wholly current.
        evidence: Kinds of evidence, each once.
    """

    skill: Named
    level: int
    weight: int
    contribution: int
    before: int
    by: Named | None
    cover: Cover | None
    same: bool
    stale: bool
    evidence: list[str]


class Lack(NamedTuple):
    """What is missing: a learning question; shares in millionths.

    Args:
        skill: What is asked.
        loss: What is missing of a million.
        refresh: True where refreshing brings back most of it.
        nearest: The nearest own skill; None where none is.
        nearness: How near that is.
    """

    skill: Named
    loss: int
    refresh: bool
    nearest: Named | None
    nearness: int


class Explained(NamedTuple):
    """A match with its reasons.

    Args:
        match: The match.
        reasons: The greatest first; they add up to fit.
        lacks: The greatest first.
        checks: Wishes and conditions.
        proofs: Skills of which the law asks proof, and whether it is there.
    """

    match: Match
    reasons: list[Reason]
    lacks: list[Lack]
    checks: list[Check]
    proofs: list[tuple[Named, str]]


class Brief(NamedTuple):
    """A match as a list shows it.

    Args:
        match: The match.
        strongest: What is asked and covered, and adds most.
        lacks: What is missing most.
    """

    match: Match
    strongest: list[Named]
    lacks: list[Named]


def brief(match: Match) -> Brief:
    """Return a match as a list shows it."""
    covered = nsmallest(
        TOP, (one for one in match.parts if one.contribution), key=lambda one: (-one.contribution, one.uri)
    )
    return Brief(match, [named(one.uri) for one in covered], [named(one.uri) for one in match.missing[:TOP]])


def explained(match: Match) -> Explained:
    """Return a match as a page shows it."""
    reasons, before = [], 0
    for part in sorted(match.parts, key=lambda one: (-one.contribution, -one.weight, one.uri)):
        by = part.by
        reasons.append(
            Reason(
                skill=named(part.uri),
                level=part.level,
                weight=part.weight,
                contribution=part.contribution,
                before=before,
                by=named(by.uri) if by else None,
                cover=by,
                same=by is not None and by.uri == part.uri,
                stale=by is not None and by.currency < MILLION,
                evidence=list(dict.fromkeys(str(one.kind) for one in by.evidence)) if by else [],
            )
        )
        before += part.contribution
    checks = match.feasibility.checks
    return Explained(
        match,
        reasons,
        [_lack(one) for one in match.missing],
        [one for one in checks if one.topic != "proof"],
        [(named(one.uri), one.state) for one in checks if one.topic == "proof" and one.uri],
    )


def _lack(one: Missing) -> Lack:
    return Lack(
        skill=named(one.uri),
        loss=one.weight * one.share // MILLION,
        refresh=one.stale * 2 > one.share,
        nearest=named(one.nearest) if one.nearest else None,
        nearness=MILLION - one.distance,
    )
