"""Run an ensemble into a folder: batch by batch, on several processes, and on from where it stopped."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import Any, Final

import numpy as np

from draaischijf.market.ensembles.measured import measured, names_of
from draaischijf.market.ensembles.plan import Plan, run_batch
from draaischijf.market.twin.network import Floats
from draaischijf.problems import Problem

MANIFEST: Final = "manifest.json"
Progress = Callable[[int, int], None]


def run_ensemble(plan: Plan, folder: Path, *, workers: int = 1, progress: Progress = lambda done, whole: None) -> int:
    """Run what of a plan is not in a folder yet, and return how many runs were made now.

    A batch is written whole or not at all; a stopped ensemble goes on where it stopped, and gives what it would have
    given. The numbers do not depend on the number of workers.

    Args:
        plan: What to run.
        folder: Where to; made where it is not there.
        workers: Processes, 1 or more.
        progress: Called with batches done and batches in all.

    Raises:
        Problem: The folder holds another ensemble, or there are no workers.
    """
    if workers < 1:
        raise Problem("bad-plan", f"{workers} workers cannot work.", place="--workers", hint="Take 1 or more.")
    begin(plan, folder)
    todo = [batch for batch in plan.batches if not _file(folder, batch[0]).is_file()]
    whole = len(plan.batches)
    progress(whole - len(todo), whole)
    if workers == 1 or len(todo) <= 1:
        for done, batch in enumerate(todo, start=whole - len(todo) + 1):
            _work(plan, folder, *batch)
            progress(done, whole)
    else:
        _work_on_many(plan, folder, todo, workers, progress)
    return sum(count for _, count in todo)


def begin(plan: Plan, folder: Path) -> None:
    """Write the manifest, or see that the folder holds the same plan.

    Raises:
        Problem: It holds another.
    """
    folder.mkdir(parents=True, exist_ok=True)
    file, manifest = folder / MANIFEST, plan.manifest()
    if file.is_file():
        held = json.loads(file.read_text("utf-8"))
        changed = sorted(
            key for key in {*held, *manifest} if held.get(key) != json.loads(json.dumps(manifest)).get(key)
        )
        if changed:
            raise Problem(
                "other-ensemble",
                f"the folder holds an ensemble with another {', '.join(changed)}.",
                file=str(folder),
                hint="Name another folder, or empty this one.",
            )
        return
    if any(folder.glob("*.parquet")):
        raise Problem("other-ensemble", "the folder holds other files.", file=str(folder), hint="Name another folder.")
    _write(file, json.dumps(manifest, indent=1, ensure_ascii=False).encode() + b"\n")


def _work_on_many(plan: Plan, folder: Path, todo: list[tuple[int, int]], workers: int, progress: Progress) -> None:
    import multiprocessing

    # One thread a process: several would fight over the cores.
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    whole = len(plan.batches)
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        waiting = [pool.submit(_work, plan, folder, *batch) for batch in todo]
        try:
            for done, future in enumerate(as_completed(waiting), start=whole - len(todo) + 1):
                future.result()
                progress(done, whole)
        except BaseException:
            for future in waiting:
                future.cancel()
            raise


def _file(folder: Path, first: int) -> Path:
    return folder / f"runs-{first:07d}.parquet"


def _work(plan: Plan, folder: Path, first: int, count: int) -> None:
    """Run one batch and write it."""
    save(run_batch(plan, first, count), plan, _file(folder, first), first)


def save(values: Floats, plan: Plan, file: Path, first: int) -> None:
    """Write what a batch measured, one row a run and month.

    Args:
        values: (count, kept, measures).
        plan: Its plan.
        file: Where to.
        first: Number of the first run.
    """
    import io

    import pyarrow as pa
    import pyarrow.parquet as pq

    count, months = values.shape[0], plan.kept
    columns: dict[str, Any] = {
        "run": np.repeat(np.arange(first, first + count, dtype=np.int32), len(months)),
        "month": np.tile(np.array(months, np.int16) + 1, count),
    }
    names = names_of(plan.model)
    columns |= {name: values[:, :, at].astype(np.float32).ravel() for at, name in enumerate(names)}
    table = pa.table(columns, metadata={name: measured()[name].unit for name in names})
    out = io.BytesIO()
    pq.write_table(table, out, compression="zstd")
    _write(file, out.getvalue())


def _write(file: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    part = file.with_name(f".{file.name}.{os.getpid()}")
    part.write_bytes(content)
    part.replace(file)
