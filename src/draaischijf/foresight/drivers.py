"""Drivers: the forces outside that shape a future, by DESTEP, with their sources, evidence, trends and history.

DESTEP orders what lies outside by demographic, economic, socio-cultural, technological, ecological and
political-legal forces.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from draaischijf.foresight.files import NO_TEXT, NOWHERE, Node, Place, Text
from draaischijf.problems import Problem

DESTEP: Final = ("demographic", "economic", "socio-cultural", "technological", "ecological", "political-legal")


@dataclass(frozen=True, slots=True)
class Source:
    """A publication, table or conversation that something rests on.

    Args:
        id: Short name by which others point to it.
        title: Its title.
        by: Who made it.
        year: Year, as written.
        link: Where to find it.
        place: Where it is written down.
    """

    id: str
    title: str
    by: str = ""
    year: str = ""
    link: str = ""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that is known about a driver, and from where."""

    says: Text
    source: str


@dataclass(frozen=True, slots=True)
class Trend:
    """One figure of a driver: a year, a value, its unit and source."""

    year: int
    value: float
    unit: str
    source: str


@dataclass(frozen=True, slots=True)
class Change:
    """One decision about the list.

    Args:
        action: `add`, `merge`, `split` or `drop`.
        of: Drivers it was made from.
        on: Day.
        by: Role of who decided.
        why: The ground.
    """

    action: str
    of: tuple[str, ...] = ()
    on: str = ""
    by: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Driver:
    """A force outside.

    Args:
        id: Short name.
        destep: One of `DESTEP`.
        name: Name for people.
        about: What it is.
        sources: Ids of sources.
        evidence: What is known.
        trends: Figures.
        history: Decisions about it, oldest first.
        gone_into: Drivers that it was merged or split into; it then takes no further part.
        legible: False where the source names it but cannot be read.
        place: Where it is written down.
    """

    id: str
    destep: str
    name: Text
    about: Text = NO_TEXT
    sources: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    trends: tuple[Trend, ...] = ()
    history: tuple[Change, ...] = ()
    gone_into: tuple[str, ...] = ()
    legible: bool = True
    place: Place = NOWHERE

    @property
    def active(self) -> bool:
        """True while it was not merged or split into others."""
        return not self.gone_into


def source_from(node: Node) -> Source:
    """Return a source as a file says it."""
    node.only("id", "title", "by", "year", "link")
    return Source(
        node.text("id"),
        node.text("title"),
        node.text("by", ""),
        node.text("year", ""),
        node.text("link", ""),
        node.place,
    )


def driver_from(node: Node) -> Driver:
    """Return a driver as a file says it."""
    node.only("id", "destep", "name", "about", "sources", "evidence", "trends", "history", "gone_into", "legible")
    return Driver(
        id=node.text("id"),
        destep=node.one_of("destep", DESTEP),
        name=node.say("name", needed=True),
        about=node.say("about"),
        sources=node.words("sources"),
        evidence=tuple(
            Evidence(one.only("says", "source").say("says", needed=True), one.text("source"))
            for one in node.items("evidence")
        ),
        trends=tuple(_trend(one) for one in node.items("trends")),
        history=tuple(_change(one) for one in node.items("history")),
        gone_into=node.words("gone_into"),
        legible=node.flag("legible", True),
        place=node.place,
    )


def _trend(node: Node) -> Trend:
    node.only("year", "value", "unit", "source")
    return Trend(int(node.number("year", 1900, 2200)), node.number("value"), node.text("unit"), node.text("source"))


def _change(node: Node) -> Change:
    node.only("action", "of", "on", "by", "why")
    return Change(
        node.one_of("action", ("add", "merge", "split", "drop")),
        node.words("of"),
        node.text("on", ""),
        node.text("by", ""),
        node.text("why", ""),
    )


def merge(drivers: Sequence[Driver], ids: Sequence[str], into: Driver, change: Change) -> tuple[Driver, ...]:
    """Return the list with some drivers merged into one.

    The new driver takes over sources, evidence and trends; the old ones stay in the list with where they went.

    Args:
        drivers: The list.
        ids: Two or more active drivers.
        into: The new driver; its id must be new.
        change: Who, when and why.

    Raises:
        Problem: An id is unknown, no longer active, or in use already.
    """
    old = [_active(drivers, one) for one in ids]
    if len(set(ids)) < 2:
        raise Problem("merge-few", "merging takes two or more drivers.", place="merge")
    _new(drivers, into.id)
    whole = replace(
        into,
        sources=_once([*into.sources, *(source for one in old for source in one.sources)]),
        evidence=(*into.evidence, *(said for one in old for said in one.evidence)),
        trends=(*into.trends, *(figure for one in old for figure in one.trends)),
        history=(*into.history, replace(change, action="merge", of=tuple(ids))),
    )
    return (*_retired(drivers, ids, (into.id,)), whole)


def split(drivers: Sequence[Driver], id: str, into: Sequence[Driver], change: Change) -> tuple[Driver, ...]:
    """Return the list with one driver split into others; arguments and problems as for `merge`.

    Evidence and trends stay with the old driver, where they can be looked up: which part they belong to is a judgement.
    """
    old = _active(drivers, id)
    if len({one.id for one in into}) < 2:
        raise Problem("split-few", "splitting makes two or more drivers.", place="split")
    for one in into:
        _new(drivers, one.id)
    parts = tuple(
        replace(
            one,
            sources=_once([*one.sources, *old.sources]),
            history=(*one.history, replace(change, action="split", of=(id,))),
        )
        for one in into
    )
    return (*_retired(drivers, (id,), tuple(one.id for one in into)), *parts)


def _active(drivers: Sequence[Driver], id: str) -> Driver:
    for one in drivers:
        if one.id == id:
            if one.active:
                return one
            gone = " and ".join(one.gone_into)
            raise Problem("driver-gone", f"driver {id!r} went into {gone}.", hint=f"Use {gone}.")
    raise Problem("driver-unknown", f"there is no driver {id!r}.")


def _new(drivers: Sequence[Driver], id: str) -> None:
    if any(one.id == id for one in drivers):
        raise Problem("driver-twice", f"there is a driver {id!r} already.", hint="Give the new one another id.")


def _retired(drivers: Sequence[Driver], ids: Sequence[str], into: tuple[str, ...]) -> tuple[Driver, ...]:
    return tuple(replace(one, gone_into=into) if one.id in ids else one for one in drivers)


def _once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
