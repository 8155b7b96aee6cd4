"""What came of a fit, kept as a small file: shipped for three countries, or one's own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np

from draaischijf.market.calibration.targets import Target
from draaischijf.market.parameters import DutchParameters
from draaischijf.problems import Problem

FORMAT: Final = 1
FOLDER: Final = Path(__file__).with_name("fitted")


@dataclass(frozen=True)
class Met:
    """How one figure is met.

    Args:
        target: The figure.
        given: What the twin gives with the best parameters.
        low: 5th percentile over the draws; none where it was not worked out.
        high: 95th percentile over the draws; none where it was not worked out.
    """

    target: Target
    given: float
    low: float | None
    high: float | None

    @property
    def distance(self) -> float:
        """Distance from the figure in the spread with which it was to be met."""
        return (self.given - self.target.value) / self.target.spread


@dataclass(frozen=True)
class Fitted:
    """A fit.

    Args:
        country: Two-letter code in small letters.
        thin: True where hardly anything was known of the country and the rest was taken over from the Netherlands.
        parameters: The parameters that fit best.
        free: Names of the parameters that were fitted.
        draws: Values of those that fit about as well, one row a draw.
        met: How each figure is met.
        about: How it was made: seed, steps, acceptance of the sampler, independent draws.
        people: The parameters for people one by one: the same figures, met by that model; none where not fitted.
    """

    country: str
    thin: bool
    parameters: DutchParameters
    free: tuple[str, ...]
    draws: tuple[tuple[float, ...], ...]
    met: tuple[Met, ...]
    about: Mapping[str, float]
    people: DutchParameters | None = None

    def sample(self, runs: int, seed: int, first: int = 0) -> list[DutchParameters]:
        """Return parameters for runs, each a draw; run k gets the same draw however many runs there are.

        Args:
            runs: Number of runs.
            seed: Seed.
            first: Number of the first run.
        """
        from dataclasses import replace

        picks = [int(np.random.default_rng([seed, 3, first + run]).integers(len(self.draws))) for run in range(runs)]
        return [replace(self.parameters, **dict(zip(self.free, self.draws[at], strict=True))) for at in picks]


def write_fitted(fit: Fitted, file: Path) -> None:
    """Write a fit as a file that `read_fitted` gives back."""
    changed, people = _changed(fit.parameters), None if fit.people is None else _changed(fit.people)
    lines = [
        "{",
        f'"format": {FORMAT}, "country": "{fit.country}", "thin": {json.dumps(fit.thin)},',
        f'"about": {json.dumps(dict(fit.about))},',
        f'"parameters": {json.dumps(changed, indent=1)},',
        f'"people": {json.dumps(people, indent=1)},',
        f'"free": {json.dumps(list(fit.free))},',
        '"met": [',
        ",\n".join(json.dumps(asdict(one), ensure_ascii=False) for one in fit.met),
        "],",
        '"draws": [',
        ",\n".join(json.dumps([float(f"{value:.5g}") for value in row]) for row in fit.draws),
        "]",
        "}",
    ]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _changed(parameters: DutchParameters) -> dict[str, float]:
    """Return the parameters that are not as the defaults."""
    defaults = DutchParameters()
    return {name: value for name, value in asdict(parameters).items() if value != getattr(defaults, name)}


def read_fitted(file: Path) -> Fitted:
    """Return a fit from its file.

    Raises:
        Problem: The file is not there, is no fit, or of a newer format.
    """
    try:
        table: dict[str, Any] = json.loads(file.read_text("utf-8"))
        if table["format"] != FORMAT:
            raise Problem("bad-fit", f"its format is {table['format']}, not {FORMAT}.", file=file.name)
        return Fitted(
            table["country"],
            table["thin"],
            DutchParameters.from_values(table["parameters"]),
            tuple(table["free"]),
            tuple(tuple(row) for row in table["draws"]),
            tuple(Met(Target(**one["target"]), one["given"], one["low"], one["high"]) for one in table["met"]),
            table["about"],
            None if table.get("people") is None else DutchParameters.from_values(table["people"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Problem(
            "bad-fit", f"this is no fit: {error}.", file=file.name, hint="Make one with draaischijf market calibrate."
        ) from error


def fitted_countries() -> list[str]:
    """Return the countries of which a fit is shipped."""
    return sorted(file.stem for file in FOLDER.glob("*.json"))


@cache
def fitted(country: str = "nl") -> Fitted:
    """Return the shipped fit of a country.

    Raises:
        Problem: There is none.
    """
    if country not in fitted_countries():
        raise Problem(
            "no-fit", f"there is no fit of {country!r}.", hint=f"There are {', '.join(fitted_countries()) or 'none'}."
        )
    return read_fitted(FOLDER / f"{country}.json")
