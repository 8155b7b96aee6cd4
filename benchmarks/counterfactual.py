"""How often reading changes when only who someone is changes.

    python -m benchmarks.counterfactual [--show]

Each text of `gold/counterfactual` has slots for a name, sex, age, origin, belief and family. One slot at a time gets
each of its values, and then all slots change at once. A text is stable where no finding changes: its concept, status,
level, years, section, entry and confidence. Words that are a skill for certain, as a language under "Talen", have to be
found every time.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from draaischijf.language import Language, open_language
from draaischijf.reading import Reading, read_text

FOLDER = Path(__file__).resolve().parents[1] / "gold" / "counterfactual"
SLOT = re.compile(r"\{(\w+)\}")
# So many times all slots change at once.
TOGETHER = 6

Values = dict[str, list[str]]
Said = list[tuple[Any, ...]]


class Changed(NamedTuple):
    """A text that reads otherwise after a swap.

    Args:
        id: Of the text.
        slot: What was swapped, `all` for everything at once.
        text: The text after the swap.
        before: What was found before that is not found after.
        after: What is found after and was not before.
    """

    id: str
    slot: str
    text: str
    before: Said
    after: Said


def texts() -> list[dict[str, Any]]:
    """Return the texts of the set."""
    return [json.loads(line) for line in (FOLDER / "texts.jsonl").read_text("utf-8").splitlines()]


def swaps() -> dict[str, Values]:
    """Return the values of each slot, by language."""
    values: dict[str, Values] = json.loads((FOLDER / "swaps.json").read_text("utf-8"))
    return values


def variants(text: str, values: Values) -> Iterator[tuple[str, str]]:
    """Yield a text with its slots filled, and what was swapped; the first is the one to hold the others against."""
    slots = list(dict.fromkeys(SLOT.findall(text)))
    yield "", filled(text, values, dict.fromkeys(slots, 0))
    for slot in slots:
        for choice in range(1, len(values[slot])):
            yield slot, filled(text, values, {**dict.fromkeys(slots, 0), slot: choice})
    for turn in range(1, TOGETHER + 1):
        yield "all", filled(text, values, {slot: turn * (place + 1) for place, slot in enumerate(slots)})


def filled(text: str, values: Values, choice: dict[str, int]) -> str:
    """Return a text with its slots filled; a slot that comes twice gets the next value the second time."""
    used: dict[str, int] = {}

    def fill(match: re.Match[str]) -> str:
        slot = match[1]
        at = choice[slot] + used.get(slot, 0)
        used[slot] = used.get(slot, 0) + 1
        return values[slot][at % len(values[slot])]

    return SLOT.sub(fill, text)


def said(reading: Reading) -> Said:
    """Return what was found, without places."""
    return [
        (one.uri, one.kind, one.status, one.level, one.years, one.section, one.entry, one.confidence)
        for one in reading.findings
    ]


def changes(row: dict[str, Any], values: Values, language: Language) -> Iterator[Changed]:
    """Yield the swaps of a text after which it reads otherwise, or a certain skill is lost."""
    first: Said | None = None
    for slot, text in variants(row["text"], values):
        reading = read_text(text, language)
        found = said(reading)
        first = found if first is None else first
        for word in row.get("kept", ()):
            at = text.rindex(word)
            if not any(one.start <= at < one.end and one.kind == "language" for one in reading.findings):
                yield Changed(row["id"], slot or "kept", text, [(word,)], [])
        if found != first:
            lost, new = [one for one in first if one not in found], [one for one in found if one not in first]
            yield Changed(row["id"], slot, text, lost, new)


def main() -> None:
    """Print how many texts and swaps are stable."""
    parser = argparse.ArgumentParser(description="How often reading changes when only who someone is changes.")
    parser.add_argument("--show", action="store_true", help="print what changes")
    show = parser.parse_args().show
    language, values, rows = open_language(), swaps(), texts()
    stable = total = kept = 0
    for row in rows:
        own = list(changes(row, values[row["language"]], language))
        count = sum(1 for _ in variants(row["text"], values[row["language"]])) - 1
        total += count
        kept += count - len({one.text for one in own})
        stable += not own
        for one in own if show else ():
            print(f"{one.id} {one.slot}\n{one.text}\n  lost {one.before}\n  new {one.after}")
    print(f"texts that read the same after every swap: {stable} of {len(rows)} ({stable / len(rows):.1%})")
    print(f"swaps that change nothing:                 {kept} of {total} ({kept / total:.1%})")


if __name__ == "__main__":
    main()
