"""Run the Dutch market into a folder: with progress, to be stopped at any month and gone on with without loss."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

from draaischijf.market.dutch.model import DutchMarket, Setting
from draaischijf.market.dutch.store import (
    STATE,
    Rows,
    load_state,
    read_manifest,
    same_setting,
    save_state,
    write_manifest,
    write_tables,
)
from draaischijf.problems import Problem

SAVE_EVERY: Final = 24


class Done(NamedTuple):
    """How a run ended.

    Args:
        folder: Where its tables are.
        months: Months done.
        finished: Whether that is all of them.
        rows: What was measured.
    """

    folder: Path
    months: int
    finished: bool
    rows: Rows


def run_into(  # noqa: PLR0913 - each is its own choice of the user
    folder: Path,
    setting: Setting,
    *,
    workers: int = 1,
    resume: bool = False,
    stop: Callable[[], bool] = lambda: False,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Done:
    """Run a setting and write its tables.

    Every two years, and when it is stopped, the run saves its state. A run that goes on from there gives exactly the
    tables of one that was never stopped.

    Args:
        folder: Folder of the run; made where it is not there.
        setting: Everything that decides the run.
        workers: Threads; they do not change the result.
        resume: Go on with the run in the folder, where it was stopped.
        stop: Is asked after every month whether to stop here.
        progress: Is told months done and months in all, after every month.

    Raises:
        Problem: The folder holds another run, or one with other settings.
    """
    market, rows = _begin(folder, setting, workers, resume)
    while market.number < setting.months:
        month = market.step()
        if month.number >= 0:
            rows.add(market, month)
        progress(max(0, market.number), setting.months)
        if market.number < setting.months and stop():
            return _pause(folder, market, rows)
        if 0 < market.number < setting.months and market.number % SAVE_EVERY == 0:
            _pause(folder, market, rows)
    write_tables(folder, market, rows)
    write_manifest(folder, setting, setting.months)
    (folder / STATE).unlink(missing_ok=True)
    return Done(folder, setting.months, True, rows)


def _begin(folder: Path, setting: Setting, workers: int, resume: bool) -> tuple[DutchMarket, Rows]:
    there = (folder / "manifest.json").exists()
    if there and not resume:
        raise Problem(
            "market-run", "a run stands there already.", file=str(folder), hint="Add --resume, or take another folder."
        )
    if not there and folder.exists() and any(folder.iterdir()):
        raise Problem("market-run", "the folder is not empty.", file=str(folder), hint="Take a new one.")
    if there:
        manifest = read_manifest(folder)
        other = same_setting(manifest, setting)
        if other:
            raise Problem(
                "market-run",
                f"the run there has other settings: {', '.join(other)}.",
                file=str(folder),
                hint="Give the same settings, or take another folder.",
            )
        if manifest["months_done"] == setting.months:
            raise Problem("market-run", "this run is finished.", file=str(folder), hint="Its tables stand there.")
    market = DutchMarket(setting, workers=workers)
    if there and (folder / STATE).exists():
        return market, load_state(folder, market)
    folder.mkdir(parents=True, exist_ok=True)
    write_manifest(folder, setting, 0)
    return market, Rows()


def _pause(folder: Path, market: DutchMarket, rows: Rows) -> Done:
    save_state(folder, market, rows)
    write_manifest(folder, market.setting, max(0, market.number))
    return Done(folder, max(0, market.number), False, rows)
