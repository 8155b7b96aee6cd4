"""The tables as rules: what to look for, in which context it is allowed, and what to say about it."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final, NamedTuple

from draaischijf.reading.concerns.pattern import Compiled, compiled
from draaischijf.reading.concerns.places import Places
from draaischijf.reading.concerns.triggers import Triggers
from draaischijf.reading.tables import plain

FOLDER: Final = Path(__file__).with_name("tables")
# Tables that hold something else than rules.
_NO_RULES: Final = frozenset(
    {"classes", "frames", "situations", "grounds", "exceptions", "guards", "terms", "opinions"}
)


class Conditions:
    """Patterns of which any may fit; made at their first use.

    Args:
        sources: The patterns.
    """

    def __init__(self, sources: Iterable[str]) -> None:
        self.sources = tuple(sources)

    @cached_property
    def _made(self) -> tuple[Compiled, ...]:
        return tuple(_condition(one) for one in self.sources)

    @cached_property
    def _triggers(self) -> Triggers:
        return Triggers(self._made, 20_000)

    def spans(self, text: str, places: Places) -> Iterator[tuple[int, int]]:
        """Yield where they fit.

        Args:
            text: A plain text.
            places: The places that its words fill.
        """
        if not self.sources:
            return
        for number in self._triggers.among(places):
            for match in _expression(self._made[number].expression).finditer(text):
                yield match.span()

    def fit(self, text: str, places: Places) -> bool:
        """Tell whether any fits somewhere in a plain text whose words fill these places."""
        return any(True for _ in self.spans(text, places))


@cache
def _condition(source: str) -> Compiled:
    """Return a pattern of a condition made ready; many rules share theirs."""
    return compiled(source, classes())


@cache
def _expression(source: str) -> re.Pattern[str]:
    return re.compile(source)


@dataclass(frozen=True, eq=False)
class Exemption:
    """What may make a distinction allowed.

    Args:
        text: What it is and where it stands, in Dutch.
        shown: Words that show that it holds.
        whole: True where those words may stand anywhere in the text, False for in the same sentence.
    """

    text: str
    shown: Conditions
    whole: bool


@dataclass(frozen=True, eq=False)
class Rule:
    """One kind of words that are a concern. The fields are described in `docs/explanation/discrimination.md`."""

    id: str
    grounds: tuple[str, ...]
    direct: bool
    law: str | None
    why: str
    rewrite: Mapping[str, str]
    inside: Conditions
    unless: Conditions
    needs: Conditions
    unless_text: Conditions
    needs_text: Conditions
    not_in: frozenset[str]
    exceptions: tuple[Exemption, ...]
    skills: bool
    guarded: bool = True


class Pattern:
    """A pattern of a rule; its expression is made at its first use."""

    def __init__(self, rule: Rule, made: Compiled) -> None:
        self.rule = rule
        self.made = made

    @cached_property
    def expression(self) -> re.Pattern[str]:
        """The expression."""
        return re.compile(self.made.expression)


class Situation(NamedTuple):
    """What a sentence may say of someone, in its many wordings, and the words that turn it round."""

    words: Conditions
    unless: Conditions


@dataclass(frozen=True, eq=False)
class Guard:
    """Words that speak about discrimination without discriminating; `grounds` is empty for all of them."""

    grounds: frozenset[str]
    words: Conditions


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def grounds() -> dict[str, dict[str, str]]:
    """Return the grounds by name, with their Dutch name and articles."""
    return _table("grounds")


@cache
def titles() -> dict[str, dict[str, str]]:
    """Return titles of work that name a sex, in plain form, with a title that does not in each language."""
    with (FOLDER / "gendered.csv").open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        return {plain(row["title"]): row for row in csv.DictReader(lines, delimiter=";")}


@cache
def classes() -> dict[str, tuple[str, ...]]:
    """Return the classes of words that patterns name, the titles of `gendered.csv` among them."""
    found = {name: tuple(text.split()) for name, text in _table("classes").items()}
    return {**found, "gendered": tuple(title.replace(" ", "_") for title in titles())}


@cache
def exemptions() -> dict[str, Exemption]:
    """Return what may make a distinction allowed, by name."""
    return {
        name: Exemption(row["text"], Conditions(row.get("shown", ())), row.get("whole", False))
        for name, row in _table("exceptions").items()
    }


@cache
def guards() -> tuple[Guard, ...]:
    """Return the guards."""
    return tuple(
        Guard(frozenset(row.get("grounds", ())), Conditions(row["words"])) for row in _table("guards")["guard"]
    )


@cache
def turns() -> Conditions:
    """Return the words that turn a sentence round: what stands behind "maar" is not guarded by what is before it."""
    return Conditions(_table("guards")["turns"])


@cache
def patterns() -> tuple[Pattern, ...]:
    """Return every pattern of every rule, in the order of the tables."""
    found = []
    for name in sorted(path.stem for path in FOLDER.glob("*.toml")):
        if name not in _NO_RULES:
            for row in _table(name)["rule"]:
                rule = rule_of(row)
                found += [Pattern(rule, compiled(one, classes())) for one in _spread(row)]
                found += _bare(row, rule)
                found += _in_situations(row, rule)
    return tuple(found)


def _bare(row: Mapping[str, Any], rule: Rule) -> list[Pattern]:
    """Return patterns for words that hardly say anything else than who is asked.

    They do where work is done for those named ("met moslims"), where these do what clients do ("moslims eten hier"),
    and where they tell who the clients are ("onze huurders zijn alleenstaanden").
    """
    words = row.get("bare", ())
    around = ("<before-object> ..2 {}", "{} ..6 <client-does>", "<clients> zijn|are ..2 {}")
    others = (way.format(one) for one in words for way in around)
    careful = replace(rule, id=f"{rule.id}-bare", inside=Conditions((*rule.inside.sources, *others)))
    return [Pattern(careful, compiled(one, classes())) for one in words]


def _in_situations(row: Mapping[str, Any], rule: Rule) -> Iterator[Pattern]:
    """Yield patterns for words that are a concern where the same sentence says a situation, in whatever words.

    That a group is shut out is said in a hundred ways, far from the words that name the group. A situation knows the
    ways, a rule the names. Its own conditions take the place of guards, whose words ("je hoeft niet ...") it shares.
    """
    for name, words in row.get("when", {}).items():
        said = situations()[name]
        careful = replace(
            rule,
            id=f"{rule.id}-{name}",
            needs=said.words,
            unless=Conditions((*rule.unless.sources, *said.unless.sources)),
            guarded=False,
        )
        yield from (Pattern(careful, compiled(one, classes())) for one in words)


def rule_of(row: Mapping[str, Any]) -> Rule:
    """Return a rule as a row of a table gives it."""
    own = tuple(row["grounds"])
    first = grounds()[own[0]]
    names = row.get("exceptions", first.get("exceptions", "").split())
    return Rule(
        id=row["id"],
        grounds=own,
        direct=row["direct"],
        law=row.get("law"),
        why=row["why"],
        rewrite={"nl": row["nl"], "en": row["en"]},
        inside=Conditions(row.get("inside", ())),
        unless=Conditions(row.get("unless", ())),
        needs=Conditions(row.get("needs", ())),
        unless_text=Conditions(row.get("unless_text", ())),
        needs_text=Conditions(row.get("needs_text", ())),
        not_in=frozenset(row.get("not_in", ())),
        exceptions=tuple(exemptions()[name] for name in names),
        skills=row.get("skills", False),
        guarded=row.get("guarded", True),
    )


def _spread(row: Mapping[str, Any]) -> Iterator[str]:
    """Yield the patterns of a rule: its own, and its words in the frames that it names."""
    yield from row.get("words", ())
    frames = _table_of_frames()
    for one in row.get("asked", ()):
        for frame in row.get("frames", ("asked",)):
            yield from (pattern.replace("{x}", one) for pattern in frames[frame])


@cache
def situations() -> dict[str, Situation]:
    """Return the situations by name."""
    return {
        name: Situation(Conditions(row["words"]), Conditions(row.get("unless", ())))
        for name, row in _table("situations").items()
    }


@cache
def _table_of_frames() -> dict[str, list[str]]:
    return _table("frames")


@cache
def triggers() -> Triggers:
    """Return the triggers of all patterns."""
    return Triggers([one.made for one in patterns()])
