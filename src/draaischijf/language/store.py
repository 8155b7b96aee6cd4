"""How a release lies on disk: a folder with a manifest, columns in Parquet and arrays in NumPy's own format.

    manifest.json      format version, release, where each column comes from, number of rows, checksums
    concepts.parquet   uri, kind, codes, and per language name and origin
    names.parquet      concept, text, plain (normal form), language, sort, relation, origin, proves, issuer
    relations.parquet  subject, predicate, object, origin, share
    vectors.npy        int8 (concepts, d): the encoder's vector of each concept, times 127
    nearness.npz       targets int16 (skills, 32), permille uint16 (skills, 32), via uint8 (skills, 32)

The shipped pack and an installed official release are the same kind of folder.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from draaischijf.language.concepts import LANGUAGES, Concepts, Names
from draaischijf.problems import Problem

FORMAT: Final = 1
FILES: Final = ("concepts.parquet", "names.parquet", "relations.parquet", "vectors.npy", "nearness.npz")


@dataclass(frozen=True)
class Relations:
    """Relations between concepts, one row each.

    Args:
        subject: Dense id, int32.
        predicate: `broader`, `essential`, `important`, `optional` (occupation asks for skill), `needs-essential` or
            `needs-optional` (skill builds on skill).
        object: Dense id, int32.
        origin: `official`, `own` or `predicted`.
        share: How sure a predicted relation is, 0 to 1; 1 for an official one, float32.
    """

    subject: npt.NDArray[np.int32]
    predicate: list[str]
    object: npt.NDArray[np.int32]
    origin: list[str]
    share: npt.NDArray[np.float32]

    def select(self, *predicates: str) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
        """Return subject and object of the rows with one of these predicates."""
        mask = np.isin(np.asarray(self.predicate, dtype=object), predicates)
        return self.subject[mask], self.object[mask]


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of a release.

    Raises:
        Problem: There is no manifest, it is broken, or a newer program wrote the release.
    """
    file = folder / "manifest.json"
    try:
        manifest: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        version = int(manifest["format"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Problem(
            "release-broken",
            "this is not a release of the language: manifest.json is missing or broken.",
            file=str(folder),
            hint="Install it again with `draaischijf language install`.",
        ) from error
    if version > FORMAT:
        raise Problem(
            "release-newer",
            f"this release has format {version}, this program reads up to {FORMAT}.",
            file=str(folder),
            hint="Upgrade draaischijf, or install the release again.",
        )
    return manifest


def _column(table: pa.Table, name: str) -> list[Any]:
    """Return a column of text as a list; a coded column shares its few values, which is fast."""
    column = table.column(name).combine_chunks()
    if pa.types.is_dictionary(column.type):
        values = np.asarray(column.dictionary.to_pylist(), dtype=object)
        return list(values[_numbers(column.indices)])
    texts: list[Any] = column.to_pylist()
    return texts


def _numbers(column: pa.Array) -> npt.NDArray[Any]:
    # Asking the column itself would load another library for tables first, wherever that is installed.
    numbers: npt.NDArray[Any] = np.from_dlpack(column)
    return numbers


def read_concepts(folder: Path) -> Concepts:
    """Return the concepts of a release."""
    table = _read_table(folder, "concepts.parquet")
    column = {name: _column(table, name) for name in table.column_names}
    return Concepts(
        uris=column["uri"],
        kinds=column["kind"],
        codes=column["codes"],
        preferred={spoken: column[f"name_{spoken}"] for spoken in LANGUAGES},
        origins={spoken: column[f"origin_{spoken}"] for spoken in LANGUAGES},
    )


def read_names(folder: Path) -> Names:
    """Return every name of a release."""
    table = _read_table(folder, "names.parquet")
    column = {name: _column(table, name) for name in ("text", "plain", "language", "sort", "relation", "origin")}
    return Names(concept=_numbers(table.column("concept").combine_chunks()).astype(np.int32), **column)


def read_credentials(folder: Path) -> list[dict[str, Any]]:
    """Return the licences, certificates and registrations: text, concept, proves, issuer."""
    table = pq.read_table(
        folder / "names.parquet",
        columns=["text", "concept", "sort", "proves", "issuer"],
        filters=[("sort", "in", ["licence", "certificate", "registration"])],
        use_threads=False,
    )
    rows: list[dict[str, Any]] = table.to_pylist()
    return rows


def read_relations(folder: Path) -> Relations:
    """Return the relations of a release."""
    table = _read_table(folder, "relations.parquet")
    return Relations(
        subject=_numbers(table.column("subject").combine_chunks()).astype(np.int32),
        predicate=_column(table, "predicate"),
        object=_numbers(table.column("object").combine_chunks()).astype(np.int32),
        origin=_column(table, "origin"),
        share=_numbers(table.column("share").combine_chunks()).astype(np.float32),
    )


def _read_table(folder: Path, name: str) -> pa.Table:
    # One file needs no data set: loading what handles those takes as long as all the rest of a start.
    with pq.ParquetFile(folder / name) as file:
        return file.read(use_threads=False)


def _coded(values: list[Any]) -> pa.Array:
    return pa.array(values, type=pa.string()).dictionary_encode()


def _write_table(folder: Path, name: str, columns: dict[str, Any]) -> None:
    # Fixed writer settings: the same content gives the same bytes.
    pq.write_table(pa.table(columns), folder / name, compression="zstd", compression_level=15)


def write_concepts(folder: Path, concepts: Concepts) -> None:
    """Write the concepts of a release."""
    columns: dict[str, Any] = {"uri": concepts.uris, "kind": _coded(concepts.kinds), "codes": concepts.codes}
    for spoken in LANGUAGES:
        columns[f"name_{spoken}"] = concepts.preferred[spoken]
        columns[f"origin_{spoken}"] = _coded(concepts.origins[spoken])
    _write_table(folder, "concepts.parquet", columns)


def write_names(folder: Path, names: Names, credentials: dict[int, tuple[str, str]]) -> None:
    """Write every name of a release.

    Args:
        folder: The folder of the release.
        names: The names.
        credentials: Per row of `names` that is a licence, certificate or registration: what it proves, who issues it.
    """
    blank = ("", "")
    _write_table(
        folder,
        "names.parquet",
        {
            "concept": names.concept,
            "text": names.text,
            "plain": names.plain,
            "language": _coded(names.language),
            "sort": _coded(names.sort),
            "relation": _coded(names.relation),
            "origin": _coded(names.origin),
            "proves": [credentials.get(row, blank)[0] for row in range(len(names))],
            "issuer": [credentials.get(row, blank)[1] for row in range(len(names))],
        },
    )


def write_relations(folder: Path, relations: Relations) -> None:
    """Write the relations of a release."""
    _write_table(
        folder,
        "relations.parquet",
        {
            "subject": relations.subject,
            "predicate": _coded(relations.predicate),
            "object": relations.object,
            "origin": _coded(relations.origin),
            "share": relations.share,
        },
    )


def write_manifest(folder: Path, release: str, about: dict[str, Any]) -> None:
    """Write the manifest last, with a checksum of every other file.

    Args:
        folder: The folder of the release, complete but for its manifest.
        release: Name of the release.
        about: Further facts: where each column comes from, counts, acknowledgement.
    """
    sums = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES}
    manifest = {"format": FORMAT, "release": release, **about, "sha256": sums}
    text = json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    (folder / "manifest.json").write_text(text, encoding="utf-8")
