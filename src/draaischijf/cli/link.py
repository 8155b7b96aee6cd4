"""`draaischijf link`: phrases to concepts."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from draaischijf.language import Candidate, Language

AT_ONCE = 256


def link(
    phrases: list[str] = typer.Argument(
        None, help="Phrases; without any they are read one a line from standard input."
    ),
    kind: str = typer.Option("skill", help="skill or occupation."),
    top: int = typer.Option(10, min=1, max=32, help="Concepts per phrase."),
    release: str = typer.Option("", help="Release of the language; see `draaischijf language info`."),
    as_json: bool = typer.Option(False, "--json", help="One JSON object a line, in input order."),
) -> None:
    """Say phrases in the skills language.

    Example: draaischijf link "heftruck rijden" "klanten te woord staan" --top 3
    """
    from draaischijf.cli.common import envelope, open_release, print_json
    from draaischijf.problems import Problem

    if kind not in ("skill", "occupation"):
        raise Problem("bad-kind", f"there is no kind {kind!r}.", place="--kind", hint="Choose skill or occupation.")
    language = open_release(release)
    for batch in _batches(phrases):
        for text, found in zip(batch, language.link(batch, kind, top), strict=True):
            answer = answer_for(text, found, language)
            if as_json:
                print_json(envelope("link", answer, release=language.release))
            else:
                _show(answer)


def answer_for(text: str, found: list[Candidate], language: Language) -> dict[str, Any]:
    """Return the answer for one phrase in the shape of the schema."""
    from draaischijf.reading.detect import detect_language

    concepts = language.concepts
    return {
        "text": text,
        "language": detect_language(text),
        "concepts": [
            {
                "uri": concepts.uris[one.concept],
                "name": concepts.names_by_language(one.concept),
                "kind": concepts.kinds[one.concept],
                "score": one.score,
                "via": one.via,
                "official": concepts.name(one.concept).official,
            }
            for one in found
        ],
    }


def _batches(phrases: list[str] | None) -> Iterator[list[str]]:
    """Yield phrases in batches; a terminal or a slow pipe gets its answer line by line."""
    if phrases:
        yield list(phrases)
        return
    lines: Iterable[str] = (line.rstrip("\r\n") for line in sys.stdin)
    size = AT_ONCE if sys.stdin.seekable() else 1
    source = iter(lines)
    while batch := list(islice(source, size)):
        yield batch


def _show(answer: dict[str, Any]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(title=answer["text"], title_justify="left", box=None, padding=(0, 2, 0, 0))
    for heading in ("score", "naam", "English", "soort", "via"):
        table.add_column(heading, justify="right" if heading == "score" else "left")
    for one in answer["concepts"]:
        dutch = one["name"]["nl"] or f"{one['name']['en']} (en)"
        table.add_row(f"{one['score']:.2f}", dutch, one["name"]["en"] or "", one["kind"], one["via"])
    Console(markup=False).print(table)  # a phrase may hold brackets
