"""A story in the terminal."""

from __future__ import annotations

from typing import Final

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from draaischijf.cli.story import Document, Pair, Story

SKILLS_SHOWN: Final = 6
REASONS_SHOWN: Final = 5
GAPS_SHOWN: Final = 3
BAR: Final = 20


def show_story(story: Story, console: Console) -> None:
    """Write what was understood, who fits what, why, and what is missing."""
    console.rule(Text("1. Wat de documenten zeggen", style="bold"), align="left")
    console.print(_documents(story.documents))
    console.rule(Text("2. Wie past waarbij, waarom, en wat er nog te leren is", style="bold"), align="left")
    for person, pairs in story.people.items():
        console.print(_person(person, pairs))
    console.rule(Text("3. En andersom: wie past bij de vacature", style="bold"), align="left")
    console.print(_reverse(story))


def _percent(millionths: int) -> str:
    return f"{millionths / 10_000:.0f} %"


def _bar(millionths: int, colour: str) -> Text:
    filled = round(BAR * millionths / 1_000_000)
    return Text("█" * filled, style=colour) + Text("░" * (BAR - filled), style="dim")


def _documents(documents: list[Document]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for heading in ("document", "soort", "taal", "vaardigheden", "waarvan"):
        table.add_column(heading, overflow="fold", justify="right" if heading == "vaardigheden" else "left")
    for one in documents:
        names = ", ".join(name.text for name in one.skills[:SKILLS_SHOWN])
        table.add_row(one.file, one.kind, one.language, str(len(one.skills)), names)
    return table


def _person(person: str, pairs: list[Pair]) -> Panel:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for heading in ("vacature", "past", "", "na leren", "bewijs"):
        table.add_column(heading, justify="left" if heading in ("vacature", "") else "right")
    for pair in pairs:
        table.add_row(
            pair.work, _percent(pair.fit), _bar(pair.fit, "green"), _percent(pair.potential), _percent(pair.proof)
        )
    parts: list[RenderableType] = [table, *(_why(pair) for pair in pairs[:1])]
    return Panel(Group(*parts), title=Text(person, style="bold"), title_align="left", border_style="cyan")


def _why(pair: Pair) -> Padding:
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    table.add_column(justify="right")
    table.add_column(overflow="fold")
    table.add_column(overflow="fold", style="dim")
    table.add_row("", Text(f"Waarom {pair.work}: {_percent(pair.fit)} is de som van", style="bold"), "")
    told = [one for one in pair.reasons if one.contribution]
    for one in told[:REASONS_SHOWN]:
        table.add_row(_points(one.contribution, "+"), one.name.text, f"door {one.by}: {one.how}" if one.by else one.how)
    if rest := told[REASONS_SHOWN:]:
        others = sum(one.contribution for one in rest)
        table.add_row(_points(others, "+"), f"en {len(rest)} andere", "")
    table.add_row("", Text("Nog te leren", style="bold"), "")
    for gap in pair.gaps[:GAPS_SHOWN]:
        near = f"dichtstbij: {gap.nearest}" if gap.nearest else "nog niets dat er dichtbij ligt"
        table.add_row(_points(gap.loss, "-"), gap.name.text, near)
    return Padding(table, (1, 0, 0, 2))


def _points(millionths: int, sign: str) -> str:
    return f"{sign}{millionths / 10_000:.1f}"


def _reverse(story: Story) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for heading in ("vacature", "wie", "past", "na leren"):
        table.add_column(heading, justify="right" if heading in ("past", "na leren") else "left")
    for work, pairs in story.works.items():
        for place, pair in enumerate(pairs):
            table.add_row(work if not place else "", pair.person, _percent(pair.fit), _percent(pair.potential))
    return table
