"""Charts: the same bytes every time, each with its table, nothing fetched and nothing run."""

from __future__ import annotations

import csv
import io

from draaischijf.charts import page, svg, table_csv, table_html, write_chart

ROWS = [{"jaar": 2024, "werkloosheid": 3.7}, {"jaar": 2025, "werkloosheid": 3.84}]
SHAPE = {
    "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
    "description": "Werkloosheid",
    "data": {"values": ROWS},
    "mark": "line",
    "encoding": {
        "x": {"field": "jaar", "type": "quantitative"},
        "y": {"field": "werkloosheid", "type": "quantitative"},
    },
}


def test_a_chart_is_the_same_bytes_every_time_and_speaks_dutch_numbers():
    drawn = svg(SHAPE)
    assert drawn == svg(SHAPE)
    assert drawn.startswith("<svg")
    assert ">3,5<" in drawn
    assert "<script" not in drawn


def test_an_altair_chart_draws_as_its_shape_does():
    import altair as alt

    chart = alt.Chart(alt.Data(values=ROWS)).mark_line().encode(x="jaar:Q", y="werkloosheid:Q")
    assert "<path" in svg(chart)


def test_tables_hold_what_charts_show():
    assert [*csv.DictReader(io.StringIO(table_csv(ROWS)))][1] == {"jaar": "2025", "werkloosheid": "3.84"}
    shown = table_html([{"a<b": 1234.5, "c": "<x>"}], "kop & staart")
    assert "a&lt;b" in shown and "&lt;x&gt;" in shown and "kop &amp; staart" in shown
    assert table_csv([]) == table_html([], "") == ""


def test_a_page_needs_nothing_else():
    made = page("Toekomst", [("Werkloosheid", svg(SHAPE), ROWS)])
    assert '<html lang="nl">' in made
    assert "<table>" in made
    assert all(sign not in made for sign in ("<script", "<link", "<img", "@import"))


def test_chart_and_table_are_written_side_by_side(tmp_path):
    drawn, table = write_chart(SHAPE, ROWS, tmp_path / "deep", "werkloosheid")
    assert drawn.read_text("utf-8") == svg(SHAPE)
    assert table.read_text("utf-8").startswith("jaar,werkloosheid\n2024,3.7\n")
