"""A run on disk: its manifest, its tables, and the state from which it goes on.

manifest.json        every setting, the edition of the program, the months done
monthly.parquet      outcomes of the country by month
groups.parquet       outcomes by month and group
occupations.parquet  people, vacancies and demand by month and occupation
ledger.parquet       who paid what to whom, by month and purpose
state.npz            people, vacancies and tables so far; only while the run is unfinished
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from draaischijf.market.dutch.model import DutchMarket, Month, Setting
from draaischijf.market.dutch.people import Vacancies
from draaischijf.market.dutch.record import group_labels, groups, occupations, outcomes
from draaischijf.market.outcomes import GROUP_NAMES, NAMES
from draaischijf.market.policies import write_policy
from draaischijf.problems import Problem

FORMAT: Final = 1
MANIFEST, STATE = "manifest.json", "state.npz"
OCCUPATION_COLUMNS: Final = ("employed", "unemployed", "outside", "vacancies", "demand")

Float64 = npt.NDArray[np.float64]


@dataclass
class Rows:
    """What was measured so far, a row a month."""

    monthly: list[Float64] = field(default_factory=list)
    groups: list[Float64] = field(default_factory=list)
    occupations: list[Float64] = field(default_factory=list)
    ledger: list[tuple[int, str, str, str, int]] = field(default_factory=list)

    def add(self, market: DutchMarket, month: Month) -> None:
        """Measure a month."""
        self.monthly.append(outcomes(market, month))
        self.groups.append(groups(market, month))
        self.occupations.append(occupations(market, month))
        self.ledger += [(month.number, *key, cents) for key, cents in sorted(month.ledger.entries.items())]


def manifest_of(setting: Setting, months_done: int) -> dict[str, Any]:
    """Return every setting of a run as plain data; two runs with the same settings give the same tables."""
    from draaischijf import __version__

    return {
        "format": FORMAT,
        "kind": "draaischijf market run",
        "program": __version__,
        "months": setting.months,
        "months_done": months_done,
        "people": setting.people,
        "each_stands_for": 1000 * setting.parameters.population / setting.people,
        "seed": setting.seed,
        "years": setting.years,
        "spin_up": setting.spin_up,
        "scenario": asdict(setting.paths),
        "draws": dict(setting.draws or {}),
        "policies": [write_policy(policy) for policy in setting.policies],
        "parameters": {one.name: getattr(setting.parameters, one.name) for one in setting.parameters.table()},
    }


def write_manifest(folder: Path, setting: Setting, months_done: int) -> None:
    """Write the manifest, whole or not at all."""
    text = json.dumps(manifest_of(setting, months_done), ensure_ascii=False, indent=1) + "\n"
    _replace(folder / MANIFEST, text.encode())


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of a run.

    Raises:
        Problem: There is none, or it is of a newer format.
    """
    try:
        found: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Problem(
            "market-run", "there is no run in this folder.", file=str(folder), hint="Start one with market run --out."
        ) from error
    if found.get("kind") != "draaischijf market run" or found.get("format") != FORMAT:
        raise Problem("market-run", "its manifest is of another kind or a newer format.", file=str(folder))
    return found


def same_setting(manifest: Mapping[str, Any], setting: Setting) -> list[str]:
    """Return the names of settings in which a run on disk differs from what is asked."""
    asked = json.loads(json.dumps(manifest_of(setting, 0), ensure_ascii=False))
    skip = {"months_done", "each_stands_for"}
    return [name for name in asked if name not in skip and manifest.get(name) != asked[name]]


def save_state(folder: Path, market: DutchMarket, rows: Rows) -> None:
    """Write everything that a run needs to go on, whole or not at all."""
    people = {f"people_{name}": column[: market.used] for name, column in market.people._asdict().items()}
    vacancies = {f"vacancies_{name}": column for name, column in market.vacancies._asdict().items()}
    numbers = np.array([market.number, market.used], np.int64)
    incomes = np.array([market.income, market.income_at_start])
    target = folder / STATE
    new = target.with_suffix(".new")
    with new.open("wb") as stream:
        np.savez(
            stream,
            numbers=numbers,
            incomes=incomes,
            monthly=np.array(rows.monthly),
            groups=np.array(rows.groups),
            occupations=np.array(rows.occupations),
            ledger=np.frombuffer(json.dumps(rows.ledger).encode(), np.uint8),
            **people,
            **vacancies,
        )
    new.replace(target)


def load_state(folder: Path, market: DutchMarket) -> Rows:
    """Put a run back in the state in which it was saved, and return what it had measured.

    Raises:
        Problem: The state cannot be read.
    """
    try:
        with np.load(folder / STATE, allow_pickle=False) as stored:
            market.number, market.used = (int(one) for one in stored["numbers"])
            market.income, market.income_at_start = (float(one) for one in stored["incomes"])
            for name, column in market.people._asdict().items():
                column[: market.used] = stored[f"people_{name}"]
            columns: list[Any] = [stored[f"vacancies_{name}"] for name in Vacancies._fields]
            market.vacancies = Vacancies(*columns)
            ledger = json.loads(stored["ledger"].tobytes().decode())
            return Rows(
                list(stored["monthly"]),
                list(stored["groups"]),
                list(stored["occupations"]),
                [(int(month), purpose, payer, payee, int(cents)) for month, purpose, payer, payee, cents in ledger],
            )
    except (OSError, KeyError, ValueError, IndexError) as error:
        raise Problem(
            "market-state",
            f"the stored state cannot be read ({error.__class__.__name__}).",
            file=str(folder / STATE),
            hint="Start the run again in another folder.",
        ) from error


def write_tables(folder: Path, market: DutchMarket, rows: Rows) -> None:
    """Write the tables of a run as Parquet."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    months = np.arange(len(rows.monthly), dtype=np.int32)
    values = np.array(rows.monthly)
    monthly = {"month": months, **{name: values[:, place] for place, name in enumerate(NAMES)}}
    labels, by_group = group_labels(market), np.array(rows.groups)
    grouped = {
        "month": np.repeat(months, len(labels)),
        "dimension": [dimension for dimension, _ in labels] * len(months),
        "group": [group for _, group in labels] * len(months),
        **{name: by_group[:, :, place].ravel() for place, name in enumerate(GROUP_NAMES)},
    }
    brc, by_job = market.world.brc, np.array(rows.occupations)
    jobs = {
        "month": np.repeat(months, len(brc)),
        "brc": list(brc) * len(months),
        "title": list(market.world.titles) * len(months),
        **{name: by_job[:, :, place].ravel() for place, name in enumerate(OCCUPATION_COLUMNS)},
    }
    booked = [list(column) for column in zip(*rows.ledger, strict=True)]
    ledger = dict(zip(("month", "purpose", "payer", "payee", "cents"), booked, strict=True))
    for name, table in (("monthly", monthly), ("groups", grouped), ("occupations", jobs), ("ledger", ledger)):
        new = folder / f"{name}.parquet.new"
        pq.write_table(pa.table(table), new)
        new.replace(folder / f"{name}.parquet")


def _replace(target: Path, content: bytes) -> None:
    new = target.with_name(target.name + ".new")
    with new.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    new.replace(target)
