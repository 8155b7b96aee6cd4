"""Indexes on disk: a folder with a manifest, NumPy arrays and Arrow columns of text, read through memory maps.

    manifest.json   {"format": 1, "kind": "works" or "people", "rows": n}
    NAME.npy        arrays, under the names of the fields of the index and of its postings
    NAME.arrow      texts, one column `text`

The folder is written beside its place and then moved there, so that a reader never sees half of it. What is stored is
said in URIs; an index of works holds weights by the defaults with which it was made.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, overload

import numpy as np

from draaischijf.matching.bounds_kernel import AHEAD
from draaischijf.matching.index import WorkIndex
from draaischijf.matching.people import PeopleIndex
from draaischijf.matching.postings import Postings
from draaischijf.problems import Problem

if TYPE_CHECKING:
    import pyarrow as pa

FORMAT: Final = 1
_TEXTS: Final = {"works": ("ids", "vocabulary", "offers"), "people": ("ids", "vocabulary", "evidence")}
_ARRAYS: Final = {
    "works": ("offsets", "entries", "proof_required", "learning_hours"),
    "people": ("offsets", "columns", "last_used"),
}
_POSTINGS: Final = tuple(one.name for one in fields(Postings))


class Texts(Sequence[str]):
    """A column of texts that stays on disk until one is asked for.

    Args:
        column: Arrow strings.
    """

    def __init__(self, column: pa.Array) -> None:
        self.column = column

    def __len__(self) -> int:
        return len(self.column)

    @overload
    def __getitem__(self, place: int) -> str: ...

    @overload
    def __getitem__(self, place: slice) -> list[str]: ...

    def __getitem__(self, place: int | slice) -> str | list[str]:
        found: str | list[str]
        found = self.column[place].to_pylist() if isinstance(place, slice) else self.column[place].as_py()
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self.column.to_pylist())


def save_index(index: WorkIndex | PeopleIndex, folder: Path) -> None:
    """Store an index, in the place of an older one.

    Args:
        index: The index.
        folder: Where it goes; made if it is not there.

    Raises:
        Problem: The folder holds something that is no index.
    """
    kind = "works" if isinstance(index, WorkIndex) else "people"
    if folder.exists() and any(folder.iterdir()) and not (folder / "manifest.json").is_file():
        raise Problem(
            "index-place", "holds something that is no index.", file=str(folder), hint="Name an empty folder."
        )
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        for name in _TEXTS[kind]:
            _write_texts(beside / f"{name}.arrow", getattr(index, name))
        for name in _ARRAYS[kind]:
            np.save(beside / f"{name}.npy", getattr(index, name))
        if isinstance(index, WorkIndex):
            for name in _POSTINGS:
                np.save(beside / f"{name}.npy", getattr(index.postings, name))
        manifest = {"format": FORMAT, "kind": kind, "rows": len(index)}
        (beside / "manifest.json").write_text(json.dumps(manifest) + "\n", encoding="utf-8")
        beside.chmod(0o755)
        if folder.exists():
            folder.rename(beside / "older")
        beside.rename(folder)
        shutil.rmtree(folder / "older", ignore_errors=True)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def load_works(folder: Path, *, mapped: bool = True) -> WorkIndex:
    """Return a stored index of works.

    Args:
        folder: Where it is.
        mapped: True to read through memory maps, which opens at once and shares memory between processes; False to
            read it into memory, which makes searching somewhat faster.

    Raises:
        Problem: There is no index of works, it is damaged, or of a newer format.
    """
    return WorkIndex(**_parts(folder, "works", mapped))


def load_people(folder: Path, *, mapped: bool = True) -> PeopleIndex:
    """Return a stored index of people; see `load_works`."""
    return PeopleIndex(**_parts(folder, "people", mapped))


def _parts(folder: Path, kind: str, mapped: bool) -> dict[str, Any]:
    """Return the fields of a stored index."""
    manifest = _manifest(folder, kind)
    try:
        parts: dict[str, Any] = {name: Texts(_read_texts(folder / f"{name}.arrow")) for name in _TEXTS[kind]}
        parts |= {name: _read_array(folder / f"{name}.npy", mapped) for name in _ARRAYS[kind]}
        if kind == "works":
            post = {name: _read_array(folder / f"{name}.npy", mapped) for name in _POSTINGS}
            parts["postings"] = Postings(**post)
        whole = _whole(parts, manifest["rows"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _damaged(folder, str(error)) from error
    if not whole:
        raise _damaged(folder, "its parts do not fit together")
    return parts


def _manifest(folder: Path, kind: str) -> dict[str, Any]:
    file = folder / "manifest.json"
    try:
        manifest = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise Problem("index-missing", f"there is no index of {kind} here.", file=str(folder)) from error
    except ValueError as error:
        raise _damaged(folder, f"its manifest is no JSON: {error}") from error
    if not isinstance(manifest, dict) or manifest.get("kind") != kind:
        raise Problem("index-kind", f"this is no index of {kind}.", file=str(folder))
    if not isinstance(manifest.get("format"), int) or manifest["format"] > FORMAT:
        raise Problem(
            "index-newer",
            f"format {manifest.get('format')} is newer than this program knows ({FORMAT}).",
            file=str(folder),
            hint="Update the program, or build the index again.",
        )
    return manifest


def _damaged(folder: Path, why: str) -> Problem:
    return Problem("index-damaged", f"the index is damaged: {why}.", file=str(folder), hint="Build it again.")


def _whole(parts: dict[str, Any], rows: int) -> bool:
    """Return whether the sizes of the parts agree, so that a search stays within them."""
    entries = parts["entries"] if "entries" in parts else parts["columns"]
    whole = len(parts["ids"]) == rows == len(parts["offsets"]) - 1 and parts["offsets"][-1] == len(entries)
    if "postings" in parts:
        post: Postings = parts["postings"]
        columns = 4 * len(parts["vocabulary"])
        whole = (
            whole and len(post.tails) == len(post.order) == len(parts["offers"]) == len(parts["learning_hours"]) == rows
        )
        whole = whole and len(parts["proof_required"]) == len(entries) and post.parts[-1] == rows
        whole = whole and post.starts.shape == (columns + 1, len(post.parts) - 1) and len(post.moments) == 4
        return bool(whole and post.starts[-1, -1] + AHEAD == len(post.post))
    return bool(whole and len(parts["evidence"]) == len(entries) == len(parts["last_used"]))


def _read_array(file: Path, mapped: bool) -> Any:
    # Copy on write, so that kernels see the same type of array as one in memory; nothing is ever written.
    return np.asarray(np.load(file, mmap_mode="c" if mapped else None))


def _write_texts(file: Path, texts: Iterable[str]) -> None:
    import pyarrow as pa

    table = pa.table({"text": pa.array(list(texts), pa.large_string())})
    with pa.OSFile(str(file), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)


def _read_texts(file: Path) -> Any:
    import pyarrow as pa

    try:
        column = pa.ipc.open_file(pa.memory_map(str(file))).read_all()["text"]
    except pa.ArrowException as error:
        raise ValueError(f"{file.name}: {error}") from error
    return column.combine_chunks() if column.num_chunks != 1 else column.chunk(0)
