"""Files that people write: YAML or JSON in, values with their file and line, so that a problem can name the place."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from draaischijf.foresight.extras import needed
from draaischijf.problems import Problem

MOST_BYTES: Final = 8 << 20
MOST_DEPTH: Final = 40
MOST_BRACKETS: Final = 200
ENDINGS: Final = (".yaml", ".yml", ".json")


@dataclass(frozen=True, slots=True)
class Text:
    """A text for people in Dutch and English; one of them stands for both where the other is not given."""

    nl: str = ""
    en: str = ""

    def say(self, language: str = "nl") -> str:
        """Return the text in a language."""
        return (self.en or self.nl) if language == "en" else (self.nl or self.en)

    def __bool__(self) -> bool:
        return bool(self.nl or self.en)


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is written.

    Args:
        file: Name of the file.
        spot: Where in it, such as `line 12` or `cell D7`.
    """

    file: str = ""
    spot: str = ""

    def __str__(self) -> str:
        return ", ".join(part for part in (self.file, self.spot) if part)

    def problem(self, code: str, message: str, hint: str | None = None) -> Problem:
        """Return a problem at this place."""
        return Problem(code, message, file=self.file or None, place=self.spot or None, hint=hint)


NO_TEXT: Final = Text()
NOWHERE: Final = Place()


@dataclass(frozen=True, slots=True)
class Node:
    """A value in a file, with its place.

    Args:
        value: A scalar as written, a list of nodes, or a mapping of names to nodes.
        plain: The scalar as the file means it: text, number, true, false or none.
        place: Where it is written.
    """

    value: str | list[Node] | dict[str, Node]
    plain: Any
    place: Place

    def __contains__(self, key: str) -> bool:
        return isinstance(self.value, dict) and key in self.value and self.value[key].plain != ()

    def wrong(self, message: str, key: str = "", hint: str | None = None) -> Problem:
        """Return a problem at this node, or at one of its keys."""
        place = self.value[key].place if isinstance(self.value, dict) and key in self.value else self.place
        spot = f"{place.spot}, {key}" if key else place.spot
        return Problem("file-wrong", message, file=place.file, place=spot, hint=hint)

    def mapping(self) -> dict[str, Node]:
        """Return the mapping that this must be."""
        if not isinstance(self.value, dict):
            raise self.wrong("must be names with values.", hint="Write `name: value`.")
        return self.value

    def only(self, *keys: str) -> Node:
        """Return this mapping; a key that is not among those known is a problem."""
        for key, node in self.mapping().items():
            if key not in keys:
                close = get_close_matches(key, keys, 1)
                hint = f"Did you mean {close[0]!r}?" if close else f"Known are {', '.join(keys)}."
                raise node.wrong(f"{key!r} is no name that is known here.", hint=hint)
        return self

    def child(self, key: str) -> Node:
        """Return the node under a key that must be there."""
        if key not in self:
            raise self.wrong(f"{key!r} is missing.")
        return self.mapping()[key]

    def items(self, key: str) -> list[Node]:
        """Return the list under a key; empty where there is none."""
        if key not in self:
            return []
        return self.mapping()[key].elements()

    def elements(self) -> list[Node]:
        """Return the list that this must be."""
        if not isinstance(self.value, list):
            raise self.wrong("must be a list.", hint="Begin each line with `- `.")
        return self.value

    def pairs(self, key: str) -> Iterator[tuple[str, Node]]:
        """Return the names and nodes of the mapping under a key; none where there is none."""
        if key in self:
            yield from self.mapping()[key].mapping().items()

    def scalar(self) -> str:
        """Return the text that this must be, as it is written."""
        if not isinstance(self.value, str):
            raise self.wrong("must be one value.")
        return self.value

    def text(self, key: str, default: str | None = None) -> str:
        """Return the text under a key, as it is written."""
        if key not in self and default is not None:
            return default
        return self.child(key).scalar().strip()

    def words(self, key: str) -> tuple[str, ...]:
        """Return the list of texts under a key; empty where there is none."""
        return tuple(node.scalar().strip() for node in self.items(key))

    def say(self, key: str, *, needed: bool = False) -> Text:
        """Return the text for people under a key: one text, or `nl` and `en`."""
        return self.child(key).as_text() if needed or key in self else Text()

    def as_text(self) -> Text:
        """Return this node as a text for people."""
        if isinstance(self.value, dict):
            self.only("nl", "en")
            return Text(self.text("nl", ""), self.text("en", ""))
        return Text(self.scalar().strip())

    def number(self, key: str, low: float = -math.inf, high: float = math.inf, default: float | None = None) -> float:
        """Return the number under a key, within its range."""
        if key not in self and default is not None:
            return default
        return self.child(key).as_number(low, high, key)

    def as_number(self, low: float = -math.inf, high: float = math.inf, key: str = "") -> float:
        """Return this node as a number within a range."""
        number = self.plain
        if isinstance(number, bool) or not isinstance(number, int | float) or not math.isfinite(number):
            where = f"{self.place.spot}, {key}" if key else self.place.spot
            raise Problem("file-wrong", f"{self.value!r} is no number.", file=self.place.file, place=where)
        if not low <= number <= high:
            where = f"{self.place.spot}, {key}" if key else self.place.spot
            message = f"{number:g} is not from {low:g} to {high:g}."
            raise Problem("out-of-range", message, file=self.place.file, place=where)
        return float(number)

    def flag(self, key: str, default: bool = False) -> bool:
        """Return true or false under a key."""
        if key not in self:
            return default
        if not isinstance(self.child(key).plain, bool):
            raise self.wrong("must be true or false.", key)
        return bool(self.child(key).plain)

    def one_of(self, key: str, options: Sequence[str], default: str | None = None) -> str:
        """Return the text under a key, which must be one of the options."""
        found = self.text(key, default)
        if found not in options:
            raise self.wrong(f"{found!r} is none of {', '.join(options)}.", key)
        return found


def read_nodes(path: Path) -> Node:
    """Return what a YAML or JSON file holds.

    Args:
        path: The file.

    Raises:
        Problem: It cannot be read, or is not YAML or JSON; the problem names the line.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Problem("file-large", f"is larger than {MOST_BYTES >> 20} MB.", file=path.name)
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise Problem("file-unreadable", f"cannot be read: {error.strerror}.", file=str(path)) from error
    except UnicodeDecodeError as error:
        raise Problem("file-not-utf8", "is not written in UTF-8.", file=path.name, hint="Save it as UTF-8.") from error
    return parse_nodes(text, path.name)


def parse_nodes(text: str, file: str) -> Node:
    """Return what a text in YAML or JSON holds; arguments and problems as for `read_nodes`."""
    yaml = needed("yaml")
    if file.endswith(".json"):
        # Between the values of JSON a tab is a space; within them none can stand.
        text = text.replace("\t", " ")
    # The parser in C is ten times as fast; without it the one in Python reads the same.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    _not_too_deep(text, file)
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=loader)):
            raise Problem("file-wrong", "uses an alias (*), which is not read.", file=file, hint="Write it out.")
        root = yaml.compose(text, Loader=loader)
        if root is None:
            return Node({}, None, Place(file, "line 1"))
        return _node(root, yaml.SafeLoader(""), file, 0)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f"line {mark.line + 1}, column {mark.column + 1}" if mark else None
        raise Problem("file-broken", f"is no YAML: {error.problem}.", file=file, place=place) from error
    except yaml.YAMLError as error:
        raise Problem("file-broken", "is no YAML: it holds a character that cannot stand there.", file=file) from error
    except RecursionError as error:
        raise Problem("file-broken", "is nested too deeply.", file=file) from error


def _not_too_deep(text: str, file: str) -> None:
    """Refuse brackets in brackets without end, which take a parser very long; brackets in texts count too."""
    depth = 0
    for letter in text:
        if letter in "[{":
            depth += 1
            if depth > MOST_BRACKETS:
                raise Problem("file-broken", "is nested too deeply.", file=file)
        elif letter in "]}":
            depth -= 1


def _node(raw: Any, loader: Any, file: str, depth: int) -> Node:
    place = Place(file, f"line {raw.start_mark.line + 1}")
    if depth > MOST_DEPTH:
        raise place.problem("file-broken", "is nested too deeply.")
    if raw.id == "scalar":
        return _scalar(raw, loader, place)
    if raw.id == "sequence":
        return Node([_node(one, loader, file, depth + 1) for one in raw.value], None, place)
    found: dict[str, Node] = {}
    for key, value in raw.value:
        if key.id != "scalar":
            raise place.problem("file-wrong", "a name must be one word.")
        if key.value in found:
            spot = f"line {key.start_mark.line + 1}"
            raise Problem("file-wrong", f"{key.value!r} stands there twice.", file=file, place=spot)
        found[key.value] = _node(value, loader, file, depth + 1)
    return Node(found, None, place)


def _scalar(raw: Any, loader: Any, place: Place) -> Node:
    try:
        plain = loader.construct_object(raw)
    except (ValueError, OverflowError) as error:
        raise place.problem("file-wrong", f"{raw.value!r} cannot be read.") from error
    # An empty value is as good as none.
    return Node(raw.value, () if plain is None and raw.value in ("", "~", "null") else plain, place)
