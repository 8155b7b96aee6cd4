"""What a person may get wrong in our own tables, said with file and line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from draaischijf.language import normalise
from draaischijf.language.concepts import LANGUAGES
from tools.build_pack.packages import OCCUPATION, SKILL
from tools.build_pack.tables import COLUMNS, RELATIONS, SORTS, alternatives, read_table

LONGEST = 110
BASES = {"skills": SKILL, "german": SKILL, "occupations": OCCUPATION, "lexicon": SKILL}
NAMES = {"skills": ("nl",), "german": ("de",), "occupations": ("nl", "de"), "groups": ("nl",)}
PAPERS = ("licence", "certificate", "registration")
Row = dict[str, str]


def faults(folder: Path, known: Callable[[str], bool]) -> list[str]:
    """Return everything that is wrong in the tables, one line each; empty where all is well.

    Args:
        folder: Where the five tables stand.
        known: Whether a URI is a concept.
    """
    found = []
    for name in COLUMNS:
        try:
            rows = read_table(folder / f"{name}.csv")
        except (OSError, ValueError) as error:
            found.append(str(error))
            continue
        found += [f"{name}.csv line {line}: {what}" for line, what in sorted(_table(name, rows, known))]
    return found


def _table(name: str, rows: list[Row], known: Callable[[str], bool]) -> Iterator[tuple[int, str]]:
    if name in BASES:
        for line, row in enumerate(rows, 2):
            if not known(BASES[name] + row["id"]):
                yield line, f"no concept has the id {row['id']!r}"
    if name == "lexicon":
        yield from _lexicon(rows)
        return
    yield from _twice(rows, "code" if name == "groups" else "id", lambda text: text)
    for column in NAMES[name]:
        if name != "groups" and column == NAMES[name][0]:
            yield from _twice(rows, column, normalise)
        for line, row in enumerate(rows, 2):
            yield from ((line, what) for what in _written(row[column]))
    if name != "groups":
        for line, row in enumerate(rows, 2):
            yield from ((line, what) for what in _alternatives(row, row[NAMES[name][0]]))


def _twice(rows: list[Row], column: str, key: Callable[[str], str]) -> Iterator[tuple[int, str]]:
    first: dict[str, int] = {}
    for line, row in enumerate(rows, 2):
        one = key(row[column])
        if one and first.setdefault(one, line) != line:
            yield line, f"{column} {row[column]!r} stands in line {first[one]} too"


def _written(text: str) -> Iterator[str]:
    """Yield what is wrong with how a name is written."""
    if len(text) > LONGEST:
        yield f"{text[:30]!r}… has more than {LONGEST} letters"
    if "  " in text or text != text.strip(" .,") or not text.isprintable():
        yield f"{text!r} has a double space, a control character, or a space, point or comma at an end"


def _alternatives(row: Row, preferred: str) -> Iterator[str]:
    seen = {normalise(preferred)}
    for text in alternatives(row):
        yield from _written(text)
        if normalise(text) in seen:
            yield f"{text!r} stands in this row twice"
        seen.add(normalise(text))


def _lexicon(rows: list[Row]) -> Iterator[tuple[int, str]]:
    first: dict[tuple[str, str, str], int] = {}
    for line, row in enumerate(rows, 2):
        for column, allowed in (("language", LANGUAGES), ("sort", SORTS), ("relation", RELATIONS)):
            if row[column] not in allowed:
                yield line, f"there is no {column} {row[column]!r}; choose {', '.join(allowed)}"
        yield from ((line, what) for what in _written(row["expression"].strip(".")))
        if not normalise(row["expression"]):
            yield line, "the expression is empty"
        if row["relation"] == "proves" and row["sort"] in PAPERS and not row["proves"]:
            yield line, f"what does {row['expression']!r} prove? `proves` is empty"
        key = (row["expression"], row["language"], row["id"])
        if first.setdefault(key, line) != line:
            yield line, f"{row['expression']!r} stands in line {first[key]} with the same concept"
