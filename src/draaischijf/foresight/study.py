"""A study: everything that a team builds together, on one chain, from a folder or one file.

A folder holds a file per part (`study.yaml`, `drivers.yaml`, `scores.csv` ...); one file holds the same parts under
their names. Examples that ship are opened by name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Final, Protocol, TypeVar

from draaischijf.foresight.drivers import Driver, Source, driver_from, source_from
from draaischijf.foresight.fields import Morphology, morphology_from
from draaischijf.foresight.files import ENDINGS, NO_TEXT, NOWHERE, Node, Place, Text, read_nodes
from draaischijf.foresight.plans import Measured, Run, Testing, results_from, testing_from
from draaischijf.foresight.scenarios import THEMES, Question, Scenario, question_from, scenario_from
from draaischijf.foresight.scores import FIVE_STEPS, Scale, Score, _node_rows, read_scores, scores_from
from draaischijf.foresight.uncertainties import Selection, selection_from
from draaischijf.foresight.watching import Figure, Signpost, figure_from, read_figures, signpost_from
from draaischijf.problems import Problem

CONTENTS: Final = "contents"
PARTS: Final = (
    "study", "sources", "drivers", "scores", "uncertainties", "axes", "field", "scenarios", "questions", "policies",
    "testing", "results", "signposts", "figures",
)  # fmt: skip
TABLES: Final = {"scores": (".csv", ".xlsx"), "figures": (".csv",)}
NO_SELECTION: Final = Selection()
NO_FIELD: Final = Morphology()
NO_TESTING: Final = Testing()
T = TypeVar("T")


class _Named(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def place(self) -> Place: ...


N = TypeVar("N", bound=_Named)


@dataclass(frozen=True, slots=True)
class Pole:
    """One end of an axis: a driver's state with what it says."""

    state: str
    name: Text


@dataclass(frozen=True, slots=True)
class ScenarioAxis:
    """An axis of the 2x2: a driver with its two ends."""

    driver: str
    name: Text
    low: Pole
    high: Pole
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class ExistingPolicy:
    """A policy that exists today, to which strategic questions can point."""

    id: str
    name: Text
    owner: str = ""
    source: str = ""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class About:
    """What a study is about.

    Args:
        title: Its title.
        question: The question that it answers.
        horizon: Years ahead.
        region: Where it is about.
        note: What a reader must know, such as what is invented.
        scale: Scale of the scores.
        themes: Themes of effects and questions, with their names.
        place: Where it is written.
    """

    title: Text
    question: Text = NO_TEXT
    horizon: int = 10
    region: str = ""
    note: Text = NO_TEXT
    scale: Scale = FIVE_STEPS
    themes: tuple[tuple[str, Text], ...] = tuple(THEMES.items())
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Study:
    """Everything on the chain; parts that are not there yet are empty.

    Args:
        name: Name of the folder or file.
        folder: Where files that belong to it are written; None for an example that ships or a single file.
    """

    name: str
    about: About
    sources: tuple[Source, ...] = ()
    drivers: tuple[Driver, ...] = ()
    scores: tuple[Score, ...] = ()
    selection: Selection = NO_SELECTION
    axes: tuple[ScenarioAxis, ScenarioAxis] | None = None
    field: Morphology = NO_FIELD
    scenarios: tuple[Scenario, ...] = ()
    questions: tuple[Question, ...] = ()
    policies: tuple[ExistingPolicy, ...] = ()
    testing: Testing = NO_TESTING
    runs: tuple[Run, ...] = ()
    measured: tuple[Measured, ...] = ()
    signposts: tuple[Signpost, ...] = ()
    figures: tuple[Figure, ...] = ()
    folder: Path | None = None

    def driver(self, id: str) -> Driver | None:
        """Return a driver, if it is there."""
        return next((one for one in self.drivers if one.id == id), None)

    def scenario(self, id: str) -> Scenario:
        """Return a scenario.

        Raises:
            Problem: There is none of that name.
        """
        return _find(self.scenarios, id, "scenario")

    def active(self) -> tuple[str, ...]:
        """Return the ids of drivers that take part."""
        return tuple(one.id for one in self.drivers if one.active)

    def name_of(self, driver: str, language: str = "nl") -> str:
        """Return the name of a driver for people."""
        found = self.driver(driver)
        in_field = self.field.driver(driver)
        name = found.name if found else in_field.name if in_field else Text()
        return name.say(language) or driver

    def theme(self, id: str, language: str = "nl") -> str:
        """Return the name of a theme for people."""
        return dict(self.about.themes).get(id, Text(id)).say(language)


def _find(those: Iterable[N], id: str, what: str) -> N:
    listed = list(those)
    for one in listed:
        if one.id == id:
            return one
    known = ", ".join(one.id for one in listed) or "none yet"
    raise Problem(f"{what}-unknown", f"there is no {what} {id!r}.", place=f"{what} {id}", hint=f"Known are {known}.")


def examples() -> tuple[str, ...]:
    """Return the names of the examples that ship."""
    folder = files("draaischijf.foresight") / CONTENTS
    return tuple(sorted(one.name.removesuffix(".yaml") for one in folder.iterdir() if not one.name.startswith("_")))


def where_is(name: str) -> Path:
    """Return the folder or file of a study: a path, or the name of an example that ships.

    Raises:
        Problem: There is neither.
    """
    path = Path(name)
    if path.exists():
        return path
    shipped = Path(str(files("draaischijf.foresight") / CONTENTS))
    for candidate in (shipped / name, shipped / f"{name}.yaml"):
        if "/" not in name and candidate.exists():
            return candidate
    hint = f"Give a folder or file, or one of the examples {', '.join(examples())}."
    raise Problem("study-unknown", "there is no such study.", file=name, hint=hint)


def open_study(name: str) -> Study:
    """Return a study.

    Args:
        name: A folder, a `.yaml` or `.json` file, a `.scw` file of ScenarioWizard, or the name of an example.

    Raises:
        Problem: Something in it is wrong; the problem names file and line or cell.
    """
    path = where_is(name)
    if path.suffix.lower() == ".scw":
        return _from_scw(path)
    parts, tables = _folder_parts(path) if path.is_dir() else (_file_parts(path), {})
    shipped = path.is_relative_to(Path(str(files("draaischijf.foresight"))))
    study = _read(path.stem, parts, tables)
    return replace(study, folder=path if path.is_dir() and not shipped else None)


def _from_scw(path: Path) -> Study:
    from draaischijf.foresight.fields import FieldDriver, State
    from draaischijf.foresight.scw import read_scw

    field = read_scw(path)
    drivers = tuple(
        FieldDriver(axis.id, tuple(State(state, Text(state)) for state in axis.states), Text(axis.id), ordered=False)
        for axis in field.axes
    )
    return Study(path.stem, About(Text(path.stem)), field=Morphology(drivers, field))


def _file_parts(path: Path) -> dict[str, Node]:
    return dict(read_nodes(path).only(*PARTS).mapping())


def _folder_parts(folder: Path) -> tuple[dict[str, Node], dict[str, Path]]:
    parts: dict[str, Node] = {}
    tables: dict[str, Path] = {}
    for path in sorted(folder.iterdir()):
        stem, ending = path.stem, path.suffix.lower()
        if stem not in PARTS or (ending not in ENDINGS and ending not in TABLES.get(stem, ())):
            continue
        if stem in parts or stem in tables:
            raise Problem("part-twice", f"{stem} stands in two files.", file=path.name, hint="Keep one of them.")
        if ending in ENDINGS:
            parts[stem] = read_nodes(path)
        else:
            tables[stem] = path
    if not parts:
        known = ", ".join(f"{part}.yaml" for part in PARTS[:4])
        raise Problem(
            "study-empty", "holds no part of a study.", file=str(folder), hint=f"It needs files such as {known}."
        )
    return parts, tables


def _read(name: str, parts: Mapping[str, Node], tables: Mapping[str, Path]) -> Study:
    from draaischijf.foresight.whole import checked, once

    def each(part: str, make: Callable[[Node], T]) -> tuple[T, ...]:
        return tuple(make(one) for one in parts[part].elements()) if part in parts else ()

    about = _about(parts["study"]) if "study" in parts else About(Text(name))
    drivers = each("drivers", driver_from)
    # Before scores are held to them.
    once("driver", drivers)
    gone = {one.id: one.gone_into for one in drivers}
    scores: Sequence[Score] = ()
    if "scores" in parts:
        scores = scores_from(_node_rows(parts["scores"]), gone, about.scale)
    elif "scores" in tables:
        scores = read_scores(tables["scores"], gone, about.scale)
    runs, measured = results_from(parts["results"]) if "results" in parts else ((), ())
    return checked(
        Study(
            name=name,
            about=about,
            sources=each("sources", source_from),
            drivers=drivers,
            scores=tuple(scores),
            selection=selection_from(parts["uncertainties"]) if "uncertainties" in parts else NO_SELECTION,
            axes=_axes(parts["axes"]) if "axes" in parts else None,
            field=morphology_from(parts["field"], name) if "field" in parts else NO_FIELD,
            scenarios=each("scenarios", scenario_from),
            questions=each("questions", question_from),
            policies=each("policies", _policy),
            testing=testing_from(parts["testing"]) if "testing" in parts else NO_TESTING,
            runs=runs,
            measured=measured,
            signposts=each("signposts", signpost_from),
            figures=read_figures(tables["figures"]) if "figures" in tables else each("figures", figure_from),
        )
    )


def _about(node: Node) -> About:
    node.only("title", "question", "horizon", "region", "note", "scale", "themes")
    scale = Scale()
    if "scale" in node:
        ends = node.child("scale").only("low", "high")
        low, high = int(ends.number("low", 0, 100)), int(ends.number("high", 0, 100))
        if low >= high:
            raise ends.wrong(f"a scale from {low} to {high} has no steps.")
        scale = Scale(low, high)
    themes = tuple((id, one.as_text()) for id, one in node.pairs("themes")) or tuple(THEMES.items())
    return About(
        title=node.say("title", needed=True),
        question=node.say("question"),
        horizon=int(node.number("horizon", 1, 100, 10)),
        region=node.text("region", ""),
        note=node.say("note"),
        scale=scale,
        themes=themes,
        place=node.place,
    )


def _axes(node: Node) -> tuple[ScenarioAxis, ScenarioAxis]:
    node.only("across", "up")
    return _axis(node.child("across")), _axis(node.child("up"))


def _axis(node: Node) -> ScenarioAxis:
    node.only("driver", "name", "low", "high")
    ends = []
    for key in ("low", "high"):
        end = node.child(key).only("state", "name")
        ends.append(Pole(end.text("state"), end.say("name", needed=True)))
    return ScenarioAxis(node.text("driver"), node.say("name", needed=True), ends[0], ends[1], node.place)


def _policy(node: Node) -> ExistingPolicy:
    node.only("id", "name", "owner", "source")
    name = node.say("name", needed=True)
    return ExistingPolicy(node.text("id"), name, node.text("owner", ""), node.text("source", ""), node.place)
