from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from draaischijf.market import MONTHLY, Setting, read_policy, run_into, simulate
from draaischijf.market.dutch.model import DutchMarket
from draaischijf.market.dutch.record import group_labels
from draaischijf.market.outcomes import GROUPED
from draaischijf.problems import Problem
from draaischijf.terms import DriverPath, DriverPaths

PATHS = DriverPaths("test", (DriverPath("technology", (0.0, 2.0), (0.0, 0.3), (0.0, 0.1), "assumed"),))
TABLES = ("monthly", "groups", "occupations", "ledger")


def setting(**other: object) -> Setting:
    usual = {"policies": (read_policy("passports"),), "people": 3_000, "years": 3, "spin_up": 2}
    return Setting(PATHS, **{**usual, **other})  # type: ignore[arg-type]


def tables(folder: Path) -> list[object]:
    return [pq.read_table(folder / f"{name}.parquet") for name in TABLES]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("run") / "whole"
    assert run_into(folder, setting()).finished
    return folder


def test_a_run_leaves_tables_with_every_outcome_and_its_settings(whole: Path) -> None:
    monthly, groups, occupations, ledger = (pq.read_table(whole / f"{name}.parquet") for name in TABLES)
    assert monthly.column_names == ["month", *(one.name for one in MONTHLY)] and len(monthly) == 36
    assert groups.column_names == ["month", "dimension", "group", *(one.name for one in GROUPED)]
    assert len(groups) == 36 * len(group_labels(DutchMarket(setting()))) == 36 * 24
    assert len(occupations) == 36 * 114
    assert set(ledger["purpose"].to_pylist()) == {"wages", "tax", "benefits", "assistance", "training", "passports"}
    for name in monthly.column_names:
        assert np.isfinite(monthly[name].to_numpy()).all(), name
    manifest = json.loads((whole / "manifest.json").read_text("utf-8"))
    assert manifest["months_done"] == 36 and manifest["policies"][0].startswith("passports:")
    assert manifest["scenario"]["paths"][0]["source"] == "assumed" and len(manifest["parameters"]) > 50
    assert not (whole / "state.npz").exists()


def test_outcomes_are_shares_where_they_say_so(whole: Path) -> None:
    monthly = pq.read_table(whole / "monthly.parquet")
    for one in MONTHLY:
        values = monthly[one.name].to_numpy()
        if one.unit == "share, 0 to 1" and one.name != "gap_contract":
            assert values.min() >= 0 and values.max() <= 1, one.name
        elif one.unit.startswith("%") and one.name != "tightness":
            assert values.min() >= 0 and values.max() <= 100, one.name


def test_groups_add_up_to_the_country(whole: Path) -> None:
    monthly, groups = (pq.read_table(whole / f"{name}.parquet") for name in ("monthly", "groups"))
    employed = monthly["employed"].to_numpy()
    for dimension in ("age", "education", "province", "contract"):
        rows = np.array(groups["dimension"].to_pylist()) == dimension
        each = groups["employed"].to_numpy()[rows].reshape(36, -1).sum(axis=1)
        assert np.allclose(each, employed)


@pytest.mark.parametrize("months", [0, 5, 30])
def test_a_run_that_was_stopped_goes_on_to_exactly_the_same_tables(whole: Path, tmp_path: Path, months: int) -> None:
    folder, seen = tmp_path / "run", []

    def stop() -> bool:
        seen.append(1)
        return len(seen) > months + 2

    paused = run_into(folder, setting(), stop=stop)
    assert not paused.finished and (folder / "state.npz").exists()
    done = run_into(folder, setting(), resume=True, workers=2)
    assert done.finished and tables(folder) == tables(whole)
    assert (folder / "manifest.json").read_bytes() == (whole / "manifest.json").read_bytes()


def test_a_run_that_was_killed_goes_on_from_what_was_saved(whole: Path, tmp_path: Path) -> None:
    folder = tmp_path / "run"

    def die(done: int, months: int) -> None:
        if done == 27:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_into(folder, setting(), progress=die)
    assert run_into(folder, setting(), resume=True).finished
    assert tables(folder) == tables(whole)


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_the_command_line_and_resume_goes_on(tmp_path: Path, number: signal.Signals) -> None:
    folder = tmp_path / "run"
    command = [
        sys.executable, "-m", "draaischijf", "market", "run", "--out", str(folder), "--people", "3000", "--years", "8",
    ]  # fmt: skip
    running = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ})
    until = time.monotonic() + 120
    while not (folder / "state.npz").exists() and time.monotonic() < until:
        time.sleep(0.05)
    running.send_signal(number)
    _, errors = running.communicate(timeout=60)
    if running.returncode == 1:
        assert b"--resume" in errors
        assert subprocess.run([*command, "--resume"], capture_output=True, check=False).returncode == 0
    assert pq.read_table(folder / "monthly.parquet").num_rows == 96


def test_what_stands_in_the_folder_is_not_lost(whole: Path, tmp_path: Path) -> None:
    with pytest.raises(Problem, match="--resume"):
        run_into(whole, setting())
    with pytest.raises(Problem, match="finished"):
        run_into(whole, setting(), resume=True)
    with pytest.raises(Problem, match="seed"):
        run_into(whole, setting(seed=2), resume=True)
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(Problem, match="not empty"):
        run_into(tmp_path, setting())
    other = tmp_path / "other"
    other.mkdir()
    (other / "manifest.json").write_text('{"kind": "something else"}')
    with pytest.raises(Problem, match="another kind"):
        run_into(other, setting(), resume=True)
    (other / "manifest.json").write_text("{")
    with pytest.raises(Problem, match="no run"):
        run_into(other, setting(), resume=True)


def test_a_broken_state_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "run"
    run_into(folder, setting(), stop=lambda: True)
    (folder / "state.npz").write_bytes(b"PK not really")
    with pytest.raises(Problem, match="cannot be read"):
        run_into(folder, setting(), resume=True)


def test_simulate_gives_a_band_for_every_outcome(tmp_path: Path) -> None:
    done: list[tuple[int, int]] = []
    bands = simulate(
        PATHS, [read_policy("passports")], people=2_000, years=1, seeds=(1, 2), out=tmp_path,
        progress=lambda *step: done.append(step),
    )  # fmt: skip
    assert [band.indicator for band in bands] == [one.name for one in MONTHLY]
    assert all(band.low <= band.median <= band.high and band.trace for band in bands)
    assert done == [(1, 2), (2, 2)] and (tmp_path / "seed-2" / "monthly.parquet").exists()
    again = simulate(PATHS, [read_policy("passports")], people=2_000, years=1, seeds=(1, 2))
    assert [band.median for band in again] == [band.median for band in bands]
    with pytest.raises(ValueError, match="seed"):
        simulate(PATHS, seeds=())
