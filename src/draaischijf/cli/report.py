"""A story as one HTML file that needs nothing else: no script, no font, no picture from elsewhere."""

from __future__ import annotations

from pathlib import Path

from draaischijf.cli.story import Story


def write_report(story: Story, file: Path) -> None:
    """Write the report.

    Args:
        story: What is told.
        file: The file to write; its folder is made where needed.
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("draaischijf.cli"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["percent"] = lambda millionths: f"{millionths / 10_000:.0f} %"
    environment.filters["points"] = lambda millionths: f"{millionths / 10_000:.1f}".replace(".", ",")
    environment.filters["width"] = lambda millionths: f"{millionths / 10_000:.2f}%"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(environment.get_template("report.html").render(story=story), encoding="utf-8")
