"""People and work from tables: JSON Lines, or Parquet with the same fields.

    person   {"id", "skills": [{"uri", "level", "last_used", "evidence": [{"kind", "context", "issued"}]}], "release"}
    work     {"id", "tasks": [{"name", "share", "skills": [{"uri", "level", "importance", "proof_required"}]}],
              "learning_hours", "offers": [{"topic", "low", "high", "among"}], "release"}

Only `id`, `skills` (or `tasks`) and `uri` are needed. Work without tasks may give `skills` at once. Any other field,
such as a name, a birth date or an address, is not read: it does not exist in the types that scoring takes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final, TypeVar

from draaischijf.problems import Problem
from draaischijf.terms import (
    DEFAULT_LEARNING_HOURS,
    DEFAULT_LEVEL,
    Evidence,
    EvidenceKind,
    HeldSkill,
    Importance,
    Offer,
    RequiredSkill,
    SkillProfile,
    Task,
    Work,
)

Record = TypeVar("Record")
Row = Mapping[str, Any]
BATCH: Final = 4096


def read_people(file: Path) -> Iterator[SkillProfile]:
    """Yield the people of a table, in order.

    Args:
        file: `.parquet`, otherwise JSON Lines.

    Raises:
        Problem: The file cannot be read, or a line or row is no person; names it.
    """
    return _records(file, person_from)


def read_works(file: Path) -> Iterator[Work]:
    """Yield the works of a table, in order.

    Args:
        file: `.parquet`, otherwise JSON Lines.

    Raises:
        Problem: The file cannot be read, or a line or row is no work; names it.
    """
    return _records(file, work_from_row)


def person_from(row: Row) -> SkillProfile:
    """Return the person of a row; fields that are not about skills are not looked at.

    Raises:
        KeyError, TypeError, ValueError: The row is no person.
    """
    return SkillProfile(str(row["id"]), tuple(_held(one) for one in row["skills"]), row.get("release") or "")


def work_from_row(row: Row) -> Work:
    """Return the work of a row.

    Raises:
        KeyError, TypeError, ValueError: The row is no work.
    """
    tasks = row.get("tasks")
    if tasks is None:
        tasks = [{"name": "", "share": 1.0, "skills": row["skills"]}]
    hours = row.get("learning_hours")
    return Work(
        str(row["id"]),
        tuple(Task(one.get("name") or "", float(one.get("share") or 1), _asked(one["skills"])) for one in tasks),
        DEFAULT_LEARNING_HOURS if hours is None else float(hours),
        tuple(_offer(one) for one in row.get("offers") or ()),
        row.get("release") or "",
    )


def _held(one: Row) -> HeldSkill:
    return HeldSkill(
        _uri(one),
        _level(one),
        _day(one.get("last_used")),
        tuple(
            Evidence(EvidenceKind(item["kind"]), item.get("context") or "", _day(item.get("issued")))
            for item in one.get("evidence") or ()
        ),
        one.get("inferred_from"),
    )


def _asked(skills: Any) -> tuple[RequiredSkill, ...]:
    return tuple(
        RequiredSkill(
            _uri(one),
            _level(one),
            Importance(one.get("importance") or Importance.REQUIRED),
            bool(one.get("proof_required")),
        )
        for one in skills
    )


def _uri(one: Row) -> str:
    uri = one["uri"]
    if not isinstance(uri, str) or not uri:
        raise ValueError(f"uri must be a text, not {uri!r}")
    return uri


def _level(one: Row) -> int:
    level = one.get("level")
    return DEFAULT_LEVEL if level is None else int(level)


def _day(value: Any) -> date | None:
    return value if value is None or isinstance(value, date) else date.fromisoformat(value)


def _offer(one: Row) -> Offer:
    return Offer(one["topic"], one.get("low"), one.get("high"), frozenset(one.get("among") or ()))


def _records(file: Path, make: Callable[[Row], Record]) -> Iterator[Record]:
    rows = _parquet(file) if file.suffix.lower() == ".parquet" else _json_lines(file)
    for place, row in rows:
        try:
            yield make(row)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            what = f"{error.args[0]!r} is missing" if isinstance(error, KeyError) else str(error)
            raise Problem(
                "record-wrong",
                f"this row does not fit: {what}.",
                file=file.name,
                place=place,
                hint="docs/explanation/matching.md describes the fields.",
            ) from error


def _json_lines(file: Path) -> Iterator[tuple[str, Row]]:
    try:
        with file.open(encoding="utf-8") as opened:
            for number, line in enumerate(opened, 1):
                if line.strip():
                    yield f"line {number}", json.loads(line)
    except OSError as error:
        raise Problem("table-missing", f"the file cannot be opened: {error.strerror}.", file=str(file)) from error
    except ValueError as error:
        raise Problem(
            "table-damaged", f"a line is no JSON in UTF-8: {error}.", file=file.name, hint="Write one object a line."
        ) from error


def _parquet(file: Path) -> Iterator[tuple[str, Row]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(file) as opened:
            number = 0
            for batch in opened.iter_batches(BATCH):
                for row in batch.to_pylist():
                    number += 1
                    yield f"row {number}", row
    except (OSError, pa.ArrowException) as error:
        first = str(error).splitlines()[0]
        raise Problem("table-damaged", f"this is no Parquet file: {first}", file=str(file)) from error
