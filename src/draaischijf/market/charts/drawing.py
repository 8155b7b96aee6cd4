"""Draw the charts of an ensemble, a comparison, a fit or a sensitivity into a folder, with tables and a page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from draaischijf.charts import page, write_chart
from draaischijf.market.charts import shapes
from draaischijf.market.ensembles.comparing import table
from draaischijf.market.ensembles.measured import measured

if TYPE_CHECKING:
    from draaischijf.market.calibration.store import Fitted
    from draaischijf.market.ensembles.comparing import Comparison
    from draaischijf.market.ensembles.factors import Factor
    from draaischijf.market.ensembles.results import Runs

# Name of the chart, heading, unit of the upright axis, and the measures that it shows.
BANDS: Final = (
    ("werkloosheid", "Werkloosheid", "% van de beroepsbevolking", ("unemployment_rate",)),
    ("spanning", "Spanning op de arbeidsmarkt", "vacatures per 100 werklozen", ("tightness",)),
    (
        "zekerheden",
        "Vier zekerheden",
        "kans in een jaar, of deel van het inkomen",
        ("job_security", "work_security", "income_security", "development_security"),
    ),
    (
        "ongelijkheid",
        "Werkloosheid naar leeftijd en niveau",
        "%",
        ("youth_unemployment_rate", "older_unemployment_rate", "low_unemployment_rate", "high_unemployment_rate"),
    ),
    ("contracten", "Contracten", "% van de werkenden", ("permanent_share", "flexible_share", "self_employed_share")),
)

LEVELS: Final = ("p5", "p25", "midden", "p75", "p95")


def band_rows(runs: Runs, measures: Sequence[str]) -> list[dict[str, Any]]:
    """Return measures as rows of a band chart."""
    found = []
    for name in measures:
        percentiles = np.percentile(runs.values[name], [5, 25, 50, 75, 95], axis=0).T
        for month, row in zip(runs.months, percentiles, strict=True):
            levels = dict(zip(LEVELS, (round(float(value), 4) for value in row), strict=True))
            found.append({"jaar": round(float(month) / 12, 3), "reeks": measured()[name].dutch, **levels})
    return found


def draw_ensemble(runs: Runs, folder: Path) -> list[Path]:
    """Draw the charts of an ensemble and a page with all of them, and return the files."""
    drawn: list[tuple[str, str, Sequence[Any]]] = []
    files: list[Path] = []
    for name, title, unit, measures in BANDS:
        rows = band_rows(runs, [one for one in measures if one in runs.values])
        _add(drawn, files, shapes.band_chart(rows, title, unit), rows, folder, name, title)
    loop = [
        {
            "jaar": round(float(month) / 12, 3),
            "reeks": str(runs.manifest["scenario"]),
            "werkloosheid": round(float(np.median(runs.values["unemployment_rate"][:, at])), 4),
            "vacaturegraad": round(float(np.median(runs.values["vacancy_rate"][:, at])), 4),
        }
        for at, month in enumerate(runs.months)
    ]
    title = "Beveridgecurve"
    _add(drawn, files, shapes.loop_chart(loop, title), loop, folder, "beveridge", title)
    return [*files, _page(f"Toekomsten: {runs.manifest['scenario']}", drawn, folder)]


def draw_comparison(rows: Sequence[Comparison], folder: Path) -> list[Path]:
    """Draw what policies do to each measure, and a page with all of them, and return the files."""
    drawn: list[tuple[str, str, Sequence[Any]]] = []
    files: list[Path] = []
    for name in dict.fromkeys(row.band.indicator for row in rows):
        own = table([one for one in rows if one.band.indicator == name and one.difference])
        if any(row["verschil laag"] or row["verschil hoog"] for row in own):
            title, unit = measured()[name].dutch, measured()[name].eenheid
            _add(drawn, files, shapes.difference_chart(own, title, unit), own, folder, name, title)
    return [*files, _page("Beleid naast elkaar", drawn, folder)]


def draw_sensitivity(rows: Sequence[Factor], method: str, folder: Path, top: int = 8) -> list[Path]:
    """Draw the largest factors of each measure, and return the files."""
    axis = "grootte van het effect, in standaardafwijkingen" if method == "morris" else "deel van de variantie"
    chosen, whole = [], []
    for measure in dict.fromkeys(row.measure for row in rows):
        own = [
            {
                "maat": measured()[measure].dutch,
                "factor": row.factor,
                "effect": round(row.whole, 4),
                "laag": round(row.whole - row.margin, 4),
                "hoog": round(row.whole + row.margin, 4),
            }
            for row in rows
            if row.measure == measure
        ]
        chosen += own[:top]
        whole += own
    title = "Welke aanname telt"
    drawn: list[tuple[str, str, Sequence[Any]]] = []
    files: list[Path] = []
    _add(drawn, files, shapes.bars_chart(chosen, title, axis), whole, folder, "gevoeligheid", title)
    return [*files, _page(title, drawn, folder)]


def draw_fit(fit: Fitted, folder: Path) -> list[Path]:
    """Draw how the model meets the figures, and return the files."""
    rows = [
        {
            "cijfer": one.target.label,
            "soort": "gefit op" if one.target.fitted else "achtergehouden",
            "gepubliceerd": round(one.target.value, 3),
            "model": round(one.given, 3),
            "eenheid": one.target.unit,
            "afstand": round(one.distance, 3),
            "laag": round(((one.low if one.low is not None else one.given) - one.target.value) / one.target.spread, 3),
            "hoog": round(
                ((one.high if one.high is not None else one.given) - one.target.value) / one.target.spread, 3
            ),
            "bron": one.target.source,
        }
        for one in fit.met
    ]
    title = f"Hoe het model de cijfers haalt ({fit.country})"
    drawn: list[tuple[str, str, Sequence[Any]]] = []
    files: list[Path] = []
    _add(drawn, files, shapes.fit_chart(rows, title), rows, folder, f"fit-{fit.country}", title)
    return [*files, _page(title, drawn, folder)]


def _add(  # noqa: PLR0913, PLR0917 - what a chart needs
    drawn: list[tuple[str, str, Sequence[Any]]],
    files: list[Path],
    chart: Any,
    rows: Sequence[Any],
    folder: Path,
    name: str,
    title: str,
) -> None:
    written = write_chart(chart, rows, folder, name)
    files += written
    drawn.append((title, written[0].read_text("utf-8"), rows))


def _page(title: str, drawn: Sequence[tuple[str, str, Sequence[Any]]], folder: Path) -> Path:
    file = folder / "index.html"
    file.write_text(page(title, drawn), encoding="utf-8")
    return file
