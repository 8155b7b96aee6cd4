"""Charts as SVG, each with its table: the same bytes on every machine, without a network and without a script.

A small module beside `problems`, so that every room that draws looks the same. A chart is an Altair chart, or its
Vega-Lite shape; `write_chart` puts it beside the numbers it shows, as CSV and as a page that needs nothing else.
"""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from draaischijf.problems import Problem

# Okabe and Ito (2008): told apart by people who see colours otherwise; dark enough on white for lines.
COLOURS: Final = ("#0072b2", "#d55e00", "#009e73", "#8a4a78", "#a86c00", "#3a6ea5", "#555555", "#000000")
FONT: Final = "Liberation Sans, Arial, sans-serif"
THEME: Final[dict[str, Any]] = {
    "background": "white",
    "font": FONT,
    "view": {"stroke": None},
    "axis": {"labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal", "gridColor": "#dddddd"},
    "legend": {"labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal", "symbolStrokeWidth": 3},
    "title": {"fontSize": 15, "subtitleFontSize": 12, "anchor": "start", "fontWeight": "bold"},
    "header": {"labelFontSize": 12, "titleFontSize": 12},
    "mark": {"color": COLOURS[0]},
    "range": {"category": list(COLOURS)},
}

Row = Mapping[str, Any]


def svg(chart: Any) -> str:
    """Return a chart as SVG, with Dutch numbers.

    Args:
        chart: An Altair chart, or a Vega-Lite shape as a mapping.

    Raises:
        Problem: The packages that draw are not installed.
    """
    try:
        import vl_convert
    except ImportError as error:
        raise Problem(
            "missing-extra", "drawing needs the package vl-convert-python.", hint="pip install 'draaischijf[market]'"
        ) from error
    shape = dict(chart) if isinstance(chart, Mapping) else chart.to_dict()
    shape["config"] = {**THEME, **shape.get("config", {})}
    drawn: str = vl_convert.vegalite_to_svg(shape, format_locale="nl-NL", time_format_locale="nl-NL")
    return drawn


def table_csv(rows: Sequence[Row]) -> str:
    """Return rows as CSV with a line of heads; empty for no rows."""
    out = io.StringIO()
    if rows:
        writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return out.getvalue()


def table_html(rows: Sequence[Row], caption: str) -> str:
    """Return rows as an HTML table with a caption."""
    if not rows:
        return ""
    heads = "".join(f'<th scope="col">{html.escape(str(key))}</th>' for key in rows[0])
    body = "".join(
        "<tr>" + "".join(f"<td>{html.escape(_shown(value))}</td>" for value in row.values()) + "</tr>" for row in rows
    )
    return (
        f"<table><caption>{html.escape(caption)}</caption><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"
    )


def _shown(value: object) -> str:
    if isinstance(value, float):
        return f"{value:,.4g}".replace(",", " ").replace(".", ",")
    return str(value)


def page(title: str, figures: Sequence[tuple[str, str, Sequence[Row]]], language: str = "nl") -> str:
    """Return a page with charts, each with its table; it needs no network and no script.

    Args:
        title: Heading of the page.
        figures: For each its caption, its SVG and the rows that it shows.
        language: Language of the words, as HTML names it.
    """
    parts = [
        f'<figure role="group"><figcaption>{html.escape(caption)}</figcaption>{drawn}'
        f"<details><summary>Tabel</summary>{table_html(rows, caption)}</details></figure>"
        for caption, drawn, rows in figures
    ]
    style = (
        f"body{{font-family:{FONT};max-width:62rem;margin:2rem auto;padding:0 1rem;color:#111}}"
        "figure{margin:2rem 0}svg{max-width:100%;height:auto}figcaption{position:absolute;left:-999rem}"
        "table{border-collapse:collapse;font-size:.9rem}"
        "td,th{border:1px solid #999;padding:.2rem .5rem;text-align:right}"
        "caption{text-align:left;padding:.4rem 0}"
    )
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{html.escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{style}</style></head>'
        f"<body><h1>{html.escape(title)}</h1>{''.join(parts)}</body></html>\n"
    )


def write_chart(chart: Any, rows: Sequence[Row], folder: Path, name: str) -> tuple[Path, Path]:
    """Write a chart as SVG and the rows that it shows as CSV, and return both paths.

    Args:
        chart: An Altair chart, or a Vega-Lite shape.
        rows: What it shows.
        folder: Where to; made where it is not there.
        name: Name of both files, without an ending.
    """
    folder.mkdir(parents=True, exist_ok=True)
    drawn, table = folder / f"{name}.svg", folder / f"{name}.csv"
    drawn.write_text(svg(chart), encoding="utf-8")
    table.write_text(table_csv(rows), encoding="utf-8")
    return drawn, table
