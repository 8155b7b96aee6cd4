"""Read what an ensemble measured, and say it as bands."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from draaischijf.market.ensembles.measured import check_measures, measured, names_of
from draaischijf.market.ensembles.run import MANIFEST
from draaischijf.market.twin.network import Floats
from draaischijf.problems import Problem
from draaischijf.terms import OutcomeBand

PERCENTILES: Final = (5, 25, 50, 75, 95)


@dataclass(frozen=True)
class Runs:
    """What an ensemble measured.

    Args:
        manifest: Every setting.
        months: The months that were kept, from 1, (kept,).
        values: By measure, (runs, kept), runs in order.
    """

    manifest: dict[str, Any]
    months: Floats
    values: dict[str, Floats]


@dataclass(frozen=True, slots=True)
class Band:
    """One measure in one month over all runs.

    Args:
        measure: Its name.
        unit: Its unit.
        month: The month, from 1.
        p5: 5th percentile.
        p25: 25th percentile.
        p50: Median.
        p75: 75th percentile.
        p95: 95th percentile.
    """

    measure: str
    unit: str
    month: int
    p5: float
    p25: float
    p50: float
    p75: float
    p95: float


def read_runs(folder: Path, measures: Sequence[str] = ()) -> Runs:
    """Return what an ensemble measured.

    Args:
        folder: Its folder.
        measures: Which measures to read; all unless said.

    Raises:
        Problem: There is no whole ensemble in the folder, or no such measure.
    """
    import pyarrow.parquet as pq

    file = folder / MANIFEST
    if not file.is_file():
        raise Problem("no-ensemble", "there is no ensemble in it.", file=str(folder), hint="See market ensemble.")
    manifest = json.loads(file.read_text("utf-8"))
    measures = tuple(measures) or names_of(manifest["model"])
    check_measures(measures, manifest["model"])
    parts = sorted(folder.glob("runs-*.parquet"))
    tables = [pq.read_table(part, columns=["run", "month", *measures]) for part in parts]
    runs = sum(len(np.unique(table["run"].to_numpy())) for table in tables)
    if runs != manifest["runs"]:
        raise Problem(
            "no-ensemble",
            f"{runs} of {manifest['runs']} runs are there.",
            file=str(folder),
            hint="Run the same ensemble again to go on.",
        )
    months = np.unique(tables[0]["month"].to_numpy())
    values = {
        name: np.concatenate([table[name].to_numpy() for table in tables]).reshape(-1, len(months)).astype(float)
        for name in measures
    }
    return Runs(manifest, months.astype(float), values)


def bands(runs: Runs) -> list[Band]:
    """Return every measure in every kept month as a band over the runs."""
    found = []
    for name, values in runs.values.items():
        rows = np.percentile(values, PERCENTILES, axis=0).T
        found += [
            Band(name, measured()[name].unit, int(month), *(float(value) for value in row))
            for month, row in zip(runs.months, rows, strict=True)
        ]
    return found


def outcome_bands(runs: Runs, last_months: int = 12, trace: str = "") -> list[OutcomeBand]:
    """Return every measure over the last months of the runs, as other rooms take it.

    Args:
        runs: What was measured.
        last_months: Over how many months each run is averaged.
        trace: Where the figures can be found again; the folder.
    """
    chosen = runs.months > runs.months[-1] - last_months
    found = []
    for name, values in runs.values.items():
        means = values[:, chosen].mean(axis=1)
        low, median, high = np.percentile(means, [5, 50, 95])
        place = f"{trace}/{MANIFEST}#{name}@{int(runs.months[-1])}"
        found.append(OutcomeBand(name, measured()[name].unit, float(low), float(median), float(high), place))
    return found


def write_bands(rows: Sequence[Band], file: Path) -> None:
    """Write bands as Parquet or CSV, by the ending of the name."""
    from dataclasses import asdict

    import pyarrow as pa
    import pyarrow.csv
    import pyarrow.parquet as pq

    table = pa.Table.from_pylist([asdict(row) for row in rows])
    if file.suffix == ".csv":
        pyarrow.csv.write_csv(table, file)
    else:
        pq.write_table(table, file, compression="zstd")
