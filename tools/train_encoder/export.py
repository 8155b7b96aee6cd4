"""From floating-point weights to the file that the package ships."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt

from draaischijf.language.encoder.model import FORMAT

_CLIP_SHARE = 0.9995
MATRIX_BITS = 12


def quantise(
    table: npt.NDArray[np.float32], dense: Mapping[str, npt.NDArray[np.float32]]
) -> dict[str, npt.NDArray[np.generic]]:
    """Return the arrays of a weights file.

    Args:
        table: rows (2 ** ROW_BITS, width).
        dense: ``matrix`` (3, width, width) and ``query`` (3, width).

    One scale serves the whole table, so that sums of rows are sums of whole numbers. The few
    largest values are clipped: a finer grid for the rest is worth more.
    """
    top = float(np.quantile(np.abs(table[::7]), _CLIP_SHARE))
    scale = 127 / top
    rows = np.clip(np.rint(table * scale), -127, 127).astype(np.int8)
    # A word vector is kept in sixteenths of a table unit; queries are scaled to meet it.
    queries = np.asarray(dense["query"], np.float64) / (scale * 16)
    bits = int(np.floor(np.log2(32000 / max(1e-12, float(np.abs(queries).max())))))
    return {
        "format": np.array(FORMAT),
        "rows": rows,
        "matrices": np.rint(np.asarray(dense["matrix"], np.float64) * (1 << MATRIX_BITS)).astype(np.int16),
        "queries": np.rint(queries * 2.0**bits).astype(np.int16),
        "query_bits": np.array(bits),
    }


def read(path: Path) -> dict[str, npt.NDArray[np.generic]]:
    """Return the arrays of a weights file."""
    with np.load(path) as file:
        return {name: file[name] for name in file.files}
