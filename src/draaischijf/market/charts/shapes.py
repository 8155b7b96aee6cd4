"""What each chart looks like, as Altair charts over rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from draaischijf.charts import COLOURS
from draaischijf.problems import Problem

Row = Mapping[str, Any]
WIDTH: Final = 560
HEIGHT: Final = 300


def _altair() -> Any:
    try:
        import altair
    except ImportError as error:
        raise Problem(
            "missing-extra", "drawing needs the package altair.", hint="pip install 'draaischijf[market]'"
        ) from error
    return altair


def band_chart(rows: Sequence[Row], title: str, unit: str) -> Any:
    """Return a median with its bands (5 to 95, 25 to 75 per cent) over the years, one colour a series.

    Args:
        rows: With `jaar`, `reeks`, `p5`, `p25`, `midden`, `p75`, `p95`.
        title: Heading.
        unit: Title of the upright axis.
    """
    alt = _altair()
    base = alt.Chart(alt.Data(values=[*rows])).encode(
        x=alt.X("jaar:Q", title="jaren vanaf nu", axis=alt.Axis(tickMinStep=1), scale=alt.Scale(nice=False)),
        color=alt.Color("reeks:N", title=None, sort=None, legend=_legend(rows)),
    )
    wide = base.mark_area(opacity=0.18).encode(y=alt.Y("p5:Q", title=unit, scale=alt.Scale(zero=False)), y2="p95:Q")
    narrow = base.mark_area(opacity=0.3).encode(y=alt.Y("p25:Q", title=unit), y2="p75:Q")
    line = base.mark_line(strokeWidth=2).encode(y=alt.Y("midden:Q", title=unit))
    return _finished(wide + narrow + line, title, "Lijn: midden; donker: helft van de runs; licht: negentig procent.")


def _legend(rows: Sequence[Row]) -> Any:
    alt = _altair()
    several = len({row["reeks"] for row in rows}) > 1
    return (
        alt.Legend(orient="bottom", columns=2, labelLimit=260, symbolOpacity=1, symbolType="square")
        if several
        else None
    )


def loop_chart(rows: Sequence[Row], title: str) -> Any:
    """Return a Beveridge curve: vacancies against unemployment, in order of time, with years at points.

    Args:
        rows: With `jaar`, `reeks`, `werkloosheid`, `vacaturegraad`, in order of time.
        title: Heading.
    """
    alt = _altair()
    base = alt.Chart(alt.Data(values=[*rows])).encode(
        x=alt.X("werkloosheid:Q", title="werkloosheid, %", scale=alt.Scale(zero=False)),
        y=alt.Y("vacaturegraad:Q", title="vacaturegraad, %", scale=alt.Scale(zero=False)),
        order="jaar:Q",
        color=alt.Color("reeks:N", title=None, legend=_legend(rows)),
    )
    whole = base.transform_filter("datum.jaar % 3 == 0")
    marks = whole.mark_circle(size=40)
    words = whole.mark_text(dx=12, dy=-8, fontSize=11).encode(text="jaar:Q")
    return _finished(base.mark_line(strokeWidth=2) + marks + words, title, "Midden van de runs; getallen zijn jaren.")


def difference_chart(rows: Sequence[Row], title: str, unit: str) -> Any:
    """Return differences with no policy as intervals, one row a policy, one panel a scenario.

    Args:
        rows: With `scenario`, `beleid`, `verschil laag`, `verschil midden`, `verschil hoog`.
        title: Heading.
        unit: Title of the level axis.
    """
    alt = _altair()
    base = alt.Chart().encode(y=alt.Y("beleid:N", title=None, axis=alt.Axis(labelLimit=260), sort=None))
    width = alt.X("laag:Q", title=f"verschil met geen beleid, {unit}")
    bar = base.mark_rule(strokeWidth=6, opacity=0.45, color=COLOURS[0]).encode(x=width, x2="hoog:Q")
    point = base.mark_point(filled=True, size=60, color=COLOURS[0]).encode(x=alt.X("midden:Q"))
    zero = alt.Chart().mark_rule(color="#555555", strokeDash=[3, 3]).encode(x=alt.datum(0))
    layers = alt.layer(zero, bar, point, data=alt.Data(values=[_plain(row) for row in rows]))
    panels = layers.properties(width=WIDTH - 180, height=alt.Step(26)).facet(
        row=alt.Row(
            "scenario:N", title=None, sort=None, header=alt.Header(labelAngle=0, labelAlign="left", labelOrient="top")
        )
    )
    return panels.properties(title=alt.TitleParams(title, subtitle="Punt: midden; balk: negentig procent van de runs."))


def _plain(row: Row) -> dict[str, Any]:
    return {
        "scenario": row["scenario"],
        "beleid": row["beleid"],
        "laag": row["verschil laag"],
        "midden": row["verschil midden"],
        "hoog": row["verschil hoog"],
    }


def bars_chart(rows: Sequence[Row], title: str, axis: str) -> Any:
    """Return how far each factor moves each measure, one panel a measure.

    Args:
        rows: With `maat`, `factor`, `effect`, `laag`, `hoog`.
        title: Heading.
        axis: Title of the level axis.
    """
    alt = _altair()
    base = alt.Chart().encode(y=alt.Y("factor:N", title=None, sort="-x", axis=alt.Axis(labelLimit=220)))
    bar = base.mark_bar(color=COLOURS[0], opacity=0.7).encode(x=alt.X("effect:Q", title=axis))
    rule = base.mark_rule().encode(x="laag:Q", x2="hoog:Q")
    panels = alt.layer(bar, rule, data=alt.Data(values=[*rows])).properties(width=WIDTH - 200, height=alt.Step(18))
    return (
        panels.facet(facet=alt.Facet("maat:N", title=None, sort=None), columns=1)
        .resolve_scale(y="independent")
        .properties(title=alt.TitleParams(title))
    )


def fit_chart(rows: Sequence[Row], title: str) -> Any:
    """Return how far the model lies from each figure, in the spread with which it was to be met.

    Args:
        rows: With `cijfer`, `soort`, `afstand`, `laag`, `hoog`.
        title: Heading.
    """
    alt = _altair()
    base = alt.Chart(alt.Data(values=[*rows])).encode(
        y=alt.Y("cijfer:N", title=None, sort=None, axis=alt.Axis(labelLimit=330)),
        color=alt.Color("soort:N", title=None, sort=None, legend=alt.Legend(orient="bottom")),
    )
    rule = base.mark_rule(strokeWidth=5, opacity=0.45).encode(
        x=alt.X("laag:Q", title="model min cijfer, in standaardafwijkingen"), x2="hoog:Q"
    )
    point = base.mark_point(filled=True, size=60).encode(x="afstand:Q")
    zero = alt.Chart(alt.Data(values=[{"nul": 0}])).mark_rule(color="#555555", strokeDash=[3, 3]).encode(x="nul:Q")
    return _finished(
        zero + rule + point, title, "Punt: beste fit; balk: negentig procent van de trekkingen.", alt.Step(20)
    )


def _finished(chart: Any, title: str, subtitle: str, height: Any = HEIGHT) -> Any:
    alt = _altair()
    return chart.properties(
        width=WIDTH, height=height, description=title, title=alt.TitleParams(title, subtitle=subtitle)
    )
