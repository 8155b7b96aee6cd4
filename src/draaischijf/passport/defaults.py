"""Every number of currency, proof, learning and weighing, read from one file that an organisation can replace."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final, Literal, cast

from draaischijf.passport.claims import CEFR, ClaimKind, Stage
from draaischijf.problems import Problem
from draaischijf.terms import LEVELS, EvidenceKind, Importance

MILLION: Final = 1_000_000
SHIPPED: Final = Path(__file__).with_name("defaults.toml")

Hardness = Literal["hard", "semi-hard", "soft"]
HARDNESS: Final[tuple[Hardness, ...]] = ("hard", "semi-hard", "soft")


@dataclass(frozen=True, slots=True)
class KindOfProof:
    """How far one kind of evidence convinces, and why.

    Args:
        kind: The kind of evidence.
        reliability: How far one piece alone convinces, in millionths, 0 to below a million.
        hardness: TNO's class.
        vouched_by: Who stands behind it.
        checked: How it was checked.
        reason: Why it stands where it stands, in one line.
        source: Where class and number come from.
        own_word: True where the person alone vouches; all such pieces are one context.
    """

    kind: EvidenceKind
    reliability: int
    hardness: Hardness
    vouched_by: str
    checked: str
    reason: str
    source: str
    own_word: bool = False


@dataclass(frozen=True)
class Defaults:
    """The numbers in force. Shares are exact decimals between 0 and 1.

    Args:
        half_life: Years by class of skill, above 0.
        refresh_under: Currency under which a skill is worth refreshing.
        kinds: Class of skill by kind of concept.
        codes: Class of skill by the beginning of a group code.
        hours: Hours to learn a skill, by class of skill, above 0.
        refresh: Share of those hours that refreshing takes.
        importance: Weight by importance.
        unknown_wish: Share counted for a wish on which work says nothing.
        repeat: Share that each further piece from one context counts of the piece before it.
        proof: One entry per kind of evidence.
        lapsed: What a kind of evidence counts as once its last day has passed; a kind not listed stays what it is.
        fitting: Kinds of evidence that fit a kind of claim.
        stages: Level, 1 to 4, by stage of an entrustable activity.
        cefr: Level, 1 to 4, by level of a language.
        talk: Seconds, chances and limits of the talk-through.
        human: Beginnings of group codes of human skills.
        human_beside: Beginnings of group codes that a human skill may have as well.
        sources: Where each number comes from, by its place in the file.
    """

    half_life: Mapping[str, Decimal]
    refresh_under: Decimal
    kinds: Mapping[str, str]
    codes: Mapping[str, str]
    hours: Mapping[str, Decimal]
    refresh: Decimal
    importance: Mapping[Importance, Decimal]
    unknown_wish: Decimal
    repeat: Decimal
    proof: Mapping[EvidenceKind, KindOfProof]
    lapsed: Mapping[EvidenceKind, EvidenceKind]
    fitting: Mapping[str, tuple[EvidenceKind, ...]]
    stages: Mapping[str, int]
    cefr: Mapping[str, int]
    talk: Mapping[str, Decimal]
    human: tuple[str, ...]
    human_beside: tuple[str, ...]
    sources: Mapping[str, str]

    def class_of(self, kind: str) -> str:
        """Return the class of skill of a kind of concept; general where the kind is not listed."""
        return self.kinds.get(kind, "general")

    def kind_of(self, kind: str, codes: str) -> str:
        """Return the class that a group code gives a concept, otherwise its kind of concept.

        Args:
            kind: Its kind in the skills language.
            codes: Codes of the groups that it belongs to, space between.
        """
        known = self._by_codes.get(codes)
        if known is None:
            own = (name for code in codes.split() for begin, name in self.codes.items() if code.startswith(begin))
            known = self._by_codes[codes] = next(own, "")
        return known or kind

    @cached_property
    def _by_codes(self) -> dict[str, str]:
        """The class that group codes give; a language has some thousands of them."""
        return {}

    @cached_property
    def own_words(self) -> frozenset[EvidenceKind]:
        """The kinds of evidence for which the person alone vouches."""
        return frozenset(kind for kind, one in self.proof.items() if one.own_word)

    def is_human(self, kind: str, codes: str) -> bool:
        """Return whether a concept is a human skill.

        Args:
            kind: Its kind in the skills language.
            codes: Codes of the groups that it belongs to, space between.
        """
        own = codes.split()
        if not own:
            return kind == "attitude"
        beside = all(code.startswith((*self.human, *self.human_beside)) for code in own)
        return beside and any(code.startswith(self.human) for code in own)


def load_defaults(path: Path | str | None = None) -> Defaults:
    """Return the numbers in force.

    Args:
        path: An organisation's own file, which may hold only what differs; None or empty for the shipped numbers.

    Raises:
        Problem: The file cannot be read, or names or values in it do not fit.
    """
    return _load(str(path) if path else "")


@cache
def _load(path: str) -> Defaults:
    shipped = _read(SHIPPED)
    if not path:
        return _Reader(SHIPPED.name).defaults(shipped)
    own = _read(Path(path))
    return _Reader(path).defaults(_merged(shipped, own, path))


def _read(path: Path) -> dict[str, Any]:
    hint = "Copy the shipped defaults.toml and change what you need."
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except OSError as error:
        raise Problem("defaults-unreadable", f"cannot be read: {error.strerror}.", file=str(path), hint=hint) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Problem("defaults-not-toml", f"is not TOML: {error}.", file=str(path), hint=hint) from error


_OPEN_TABLES: Final = ("classes.kinds", "classes.codes", "proof.lapsed")


def _merged(base: dict[str, Any], own: dict[str, Any], file: str, place: str = "") -> dict[str, Any]:
    """Return the shipped tables with an organisation's values laid over them."""
    result = dict(base)
    for name, value in own.items():
        where = f"{place}.{name}" if place else name
        if name not in base and place not in _OPEN_TABLES:
            raise Problem("defaults-unknown", "is not a default that exists.", file=file, place=where)
        both = isinstance(value, dict) and isinstance(base.get(name), dict)
        result[name] = _merged(base[name], value, file, where) if both else value
    return result


class _Reader:
    """Turns tables of the file into checked values; problems name the file and the place in it."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.sources: dict[str, str] = {}

    def defaults(self, data: dict[str, Any]) -> Defaults:
        classes = data["currency"]["half_life"]
        return Defaults(
            half_life={name: self.positive(f"currency.half_life.{name}", classes[name]) for name in classes},
            refresh_under=self.share("currency.refresh_under", data["currency"]["refresh_under"]),
            kinds=self.classes("classes.kinds", data["classes"]["kinds"], classes),
            codes=self.classes("classes.codes", data["classes"]["codes"], classes),
            hours={name: self.positive(f"learning.hours.{name}", data["learning"]["hours"][name]) for name in classes},
            refresh=self.share("learning.refresh", data["learning"]["refresh"]),
            importance={one: self.share(f"importance.{one}", data["importance"][one]) for one in Importance},
            unknown_wish=self.share("wishes.unknown", data["wishes"]["unknown"]),
            repeat=self.share("proof.repeat", data["proof"]["repeat"]),
            proof={one: self.proof(one, data["proof"]["kinds"][one]) for one in EvidenceKind},
            lapsed={self.evidence("proof.lapsed", one): self.lapsed(one, data) for one in data["proof"]["lapsed"]},
            fitting={one: self.fitting(one, data["proof"]["fitting"][one]) for one in ClaimKind},
            stages={one: self.level(f"levels.stage.{one}", data["levels"]["stage"][one]) for one in Stage},
            cefr={one: self.level(f"levels.cefr.{one}", data["levels"]["cefr"][one]) for one in CEFR},
            talk={one: self.positive(f"talk.{one}", data["talk"][one]) for one in data["talk"]},
            human=self.texts("human.codes", data["human"]["codes"]),
            human_beside=self.texts("human.beside", data["human"]["beside"]),
            sources=self.sources,
        )

    def wrong(self, place: str, message: str) -> Problem:
        return Problem("defaults-value", message, file=self.file, place=place)

    def number(self, place: str, entry: Any) -> Decimal:
        if not isinstance(entry, dict) or not isinstance(entry.get("source"), str) or not entry["source"].strip():
            raise self.wrong(place, 'must be { value = number, source = "where it comes from" }.')
        value = entry.get("value")
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            raise self.wrong(place, "has no number as its value.")
        self.sources[place] = entry["source"]
        return Decimal(value)

    def positive(self, place: str, entry: Any) -> Decimal:
        value = self.number(place, entry)
        if not (value.is_finite() and Decimal("0.001") <= value <= MILLION):
            raise self.wrong(place, f"must be from 0.001 to a million, not {value}.")
        return value

    def share(self, place: str, entry: Any) -> Decimal:
        value = self.number(place, entry)
        if not (value.is_finite() and 0 < value <= 1):
            raise self.wrong(place, f"must be above 0 and at most 1, not {value}.")
        return value

    def level(self, place: str, entry: Any) -> int:
        value = self.number(place, entry)
        if value not in LEVELS:
            raise self.wrong(place, f"must be a level, 1 to 4, not {value}.")
        return int(value)

    def evidence(self, place: str, name: Any) -> EvidenceKind:
        if name not in set(EvidenceKind):
            raise self.wrong(place, f"must be one of {', '.join(EvidenceKind)}, not {name!r}.")
        return EvidenceKind(name)

    def lapsed(self, name: str, data: dict[str, Any]) -> EvidenceKind:
        place, entry = f"proof.lapsed.{name}", data["proof"]["lapsed"][name]
        if not isinstance(entry, dict) or not isinstance(entry.get("source"), str):
            raise self.wrong(place, 'must be { becomes = "kind", source = "where it comes from" }.')
        self.sources[place] = entry["source"]
        return self.evidence(place, entry.get("becomes"))

    def fitting(self, name: str, kinds: Any) -> tuple[EvidenceKind, ...]:
        place = f"proof.fitting.{name}"
        return tuple(self.evidence(place, kind) for kind in self.texts(place, kinds))

    def texts(self, place: str, value: Any) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
            raise self.wrong(place, "must be a list of texts.")
        return tuple(value)

    def classes(self, place: str, table: Any, known: Mapping[str, Any]) -> Mapping[str, str]:
        for name, value in table.items():
            if value not in known:
                raise self.wrong(f"{place}.{name}", f"must be one of {', '.join(known)}, not {value!r}.")
        return cast("Mapping[str, str]", table)

    def proof(self, kind: EvidenceKind, table: dict[str, Any]) -> KindOfProof:
        place = f"proof.kinds.{kind}"
        value = table["reliability"]
        if isinstance(value, bool) or not isinstance(value, int | Decimal) or not 0 <= value < 1:
            raise self.wrong(f"{place}.reliability", f"must be from 0 to below 1, not {value}.")
        if table["hardness"] not in HARDNESS:
            raise self.wrong(f"{place}.hardness", f"must be one of {', '.join(HARDNESS)}, not {table['hardness']!r}.")
        self.sources[place] = table["source"]
        return KindOfProof(
            kind=kind,
            reliability=int(Decimal(value) * MILLION),
            hardness=cast("Hardness", table["hardness"]),
            vouched_by=table["vouched_by"],
            checked=table["checked"],
            reason=table["reason"],
            source=table["source"],
            own_word=bool(table.get("own_word", False)),
        )
