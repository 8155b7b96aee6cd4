"""`draaischijf demo`: the main job on sample files."""

from __future__ import annotations

from pathlib import Path

import typer

PACKAGED = Path(__file__).resolve().parents[1] / "samples"
CHECKOUT = Path(__file__).resolve().parents[3] / "samples"
ENDINGS = (".pdf", ".docx", ".odt", ".html", ".txt", ".md", ".json", ".xml")


def demo(
    folder: Path | None = typer.Option(None, help="Folder with your own CVs and vacancies; the samples unless said."),
    out: Path = typer.Option(Path("out/demo.html"), help="Where the report goes."),
    as_of: str = typer.Option("", help="Day that currency is counted from; today unless said."),
    release: str = typer.Option("", help="Release of the language."),
) -> None:
    """Read sample CVs and vacancies and show who fits what, why, and what each lacks.

    Example: draaischijf demo --out report.html
    """
    from rich.console import Console

    from draaischijf.cli.common import open_release, parse_day, say_problems
    from draaischijf.cli.report import write_report
    from draaischijf.cli.story import tell
    from draaischijf.cli.terminal import show_story
    from draaischijf.problems import Problem

    source = folder or (PACKAGED if PACKAGED.is_dir() else CHECKOUT)
    files = sorted(file for file in source.glob("*") if file.suffix.lower() in ENDINGS) if source.is_dir() else []
    if not files:
        raise Problem("demo-empty", "there are no documents in this folder.", file=str(source), hint="Name another.")
    story = tell(files, open_release(release), parse_day(as_of))
    console = Console(markup=False)  # the name of a file may hold brackets
    if folder is None:
        console.print("De personen, bedrijven en vacatures in deze voorbeelden zijn verzonnen.", style="italic")
    show_story(story, console)
    say_problems(story.problems)
    write_report(story, out)
    console.print(f"\nHetzelfde als rapport, met de teksten en alle redenen: {out.resolve()}", soft_wrap=True)
    console.print("De site met dezelfde voorbeelden: make site (of: draaischijf site sample)", soft_wrap=True)
    if story.problems:
        raise typer.Exit(1)
