"""Read and write scenario files (TOML), with a clear line for whatever is wrong in them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final, Literal

from draaischijf.market.drivers import BY_NAME, monthly
from draaischijf.problems import Problem
from draaischijf.terms import DriverPath, DriverPaths

FORMAT: Final = 1
Kind = Literal["scenario", "wild card"]
FOLDERS: Final[dict[Kind, Path]] = {
    "scenario": Path(__file__).with_name("scenarios"),
    "wild card": Path(__file__).with_name("wild_cards"),
}
_TOP: Final = {"format", "kind", "name", "about", "driver"}
_PATH: Final = {"name", "years", "values", "spread", "source"}


@dataclass(frozen=True)
class Scenario:
    """What a scenario file says.

    Args:
        kind: A scenario, or a wild card whose values are added to those of a scenario from the year it begins.
        name: Its name.
        about: What it is about, in a few sentences.
        paths: Its driver paths.
    """

    kind: Kind
    name: str
    about: str
    paths: DriverPaths


def shipped(kind: Kind = "scenario") -> list[str]:
    """Return the short names of the scenarios or wild cards that come with the program."""
    return sorted(file.stem for file in FOLDERS[kind].glob("*.toml"))


def read_scenario(name: str | Path, kind: Kind = "scenario") -> Scenario:
    """Return a scenario or wild card.

    Args:
        name: A shipped short name, or a file of one's own.
        kind: Which of the two it must be.

    Raises:
        Problem: There is no such name or file, or the file is wrong; says where.
    """
    file = FOLDERS[kind] / f"{name}.toml"
    if not file.is_file():
        file = Path(name)
    if not file.is_file():
        close = get_close_matches(str(name), shipped(kind), 1)
        raise Problem(
            "unknown-scenario",
            f"there is no {kind} {str(name)!r}.",
            hint=f"Did you mean {close[0]}?" if close else f"Shipped are {', '.join(shipped(kind))}; or name a file.",
        )
    try:
        return _scenario(_table(file), kind)
    except Problem as problem:
        raise problem.at(file=file.name) from None


def _table(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Problem(
            "bad-scenario", f"this is no TOML: {error}.", hint="See docs/how-to/write-a-scenario.md."
        ) from error


def _scenario(table: dict[str, Any], kind: Kind) -> Scenario:
    _known(table, _TOP, "the file")
    if table.get("format") != FORMAT:
        raise Problem("bad-scenario", f"`format` must be {FORMAT}.", place="format", hint="Write `format = 1`.")
    if table.get("kind", "scenario") != kind:
        raise Problem("bad-scenario", f"this is a {table['kind']}, not a {kind}.", place="kind")
    name, about = table.get("name"), table.get("about", "")
    if not isinstance(name, str) or not name or not isinstance(about, str):
        raise Problem("bad-scenario", "a scenario needs a `name` in words.", place="name")
    drivers = table.get("driver", [])
    if not isinstance(drivers, list) or not all(isinstance(one, dict) for one in drivers):
        raise Problem("bad-scenario", "each driver is a [[driver]] of its own.", place="driver")
    read = tuple(_path(one, at) for at, one in enumerate(drivers, start=1))
    try:
        paths = DriverPaths(name, read)
    except ValueError as error:
        raise Problem("bad-scenario", f"{error}.", place="driver") from error
    if kind == "scenario":
        monthly(paths, 1)  # refuses values outside the driver's range
    return Scenario(kind, name, about, paths)


def _path(table: dict[str, Any], at: int) -> DriverPath:
    place = f"driver {at}" + (f" ({table['name']})" if isinstance(table.get("name"), str) else "")
    _known(table, _PATH, place)
    name, source = table.get("name"), table.get("source")
    if name not in BY_NAME:
        raise Problem(
            "bad-scenario", f"there is no driver {name!r}.", place=place, hint=f"Known are {', '.join(BY_NAME)}."
        )
    if not isinstance(source, str) or not source:
        raise Problem(
            "bad-scenario",
            "a path needs a `source`.",
            place=place,
            hint="Say where the figures come from, or begin with `assumed`.",
        )
    values = _numbers(table, "values", place)
    years = _numbers(table, "years", place)
    spread = _numbers(table, "spread", place) if "spread" in table else (0.0,) * len(values)
    try:
        return DriverPath(str(name), years, values, spread, source)
    except ValueError as error:
        raise Problem("bad-scenario", f"{error}.", place=place) from error


def _numbers(table: dict[str, Any], key: str, place: str) -> tuple[float, ...]:
    given = table.get(key)
    if not isinstance(given, list) or not all(
        isinstance(one, int | float) and not isinstance(one, bool) for one in given
    ):
        raise Problem("bad-scenario", f"`{key}` must be a list of numbers.", place=place, hint=f"{key} = [0, 5, 15]")
    return tuple(float(one) for one in given)


def _known(table: dict[str, Any], keys: set[str], place: str) -> None:
    for key in table:
        if key not in keys:
            raise Problem(
                "bad-scenario", f"unknown key {key!r}.", place=place, hint=f"Known are {', '.join(sorted(keys))}."
            )


def write_scenario(scenario: Scenario, file: Path) -> None:
    """Write a scenario or wild card as a file that `read_scenario` gives back as it was."""
    lines = [f"format = {FORMAT}", f'kind = "{scenario.kind}"', f"name = {_quoted(scenario.name)}"]
    lines.append(f"about = {_quoted(scenario.about)}")
    for path in scenario.paths.paths:
        lines += ["", "[[driver]]", f"name = {_quoted(path.driver)}"]
        lines += [f"{key} = {[*getattr(path, key)]!r}" for key in ("years", "values", "spread")]
        lines.append(f"source = {_quoted(path.source)}")
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _quoted(text: str) -> str:
    """Return text as a TOML string; JSON's escapes are a part of TOML's, apart from the character DEL."""
    import json

    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
