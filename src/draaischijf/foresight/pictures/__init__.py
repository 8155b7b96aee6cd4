"""The pictures that workshops use, each as SVG with a table of the same figures."""

from __future__ import annotations

from draaischijf.foresight.pictures.axes import axes_picture
from draaischijf.foresight.pictures.canvas import Canvas, Picture, Table, number
from draaischijf.foresight.pictures.chart import impact_chart
from draaischijf.foresight.pictures.cross import cross_picture
from draaischijf.foresight.pictures.heat import heat_picture, scenario_name
from draaischijf.foresight.pictures.morphology import morphology_picture
from draaischijf.foresight.pictures.radar import radar_picture
from draaischijf.foresight.pictures.signs import signs_picture
from draaischijf.foresight.study import Study
from draaischijf.foresight.trace import Trace, traced
from draaischijf.foresight.tunnel import JUDGED, indicator_of, wind_tunnel


def pictures_of(study: Study, language: str = "nl") -> tuple[Picture, ...]:
    """Return every picture that a study has something for, in the order of the chain."""
    found = [
        impact_chart(study, language),
        axes_picture(study, language),
        morphology_picture(study, language),
        cross_picture(study, "impacts", language),
        cross_picture(study, "pairs", language),
        radar_picture(study, language),
    ]
    if study.testing.plans and study.scenarios:
        trace = Trace(study)
        names = dict.fromkeys([indicator_of(study).id, *([JUDGED.id] if study.testing.judged else [])])
        found += [heat_picture(study, traced(study, wind_tunnel(study, name), trace), language) for name in names]
    found.append(signs_picture(study, language))
    return tuple(one for one in found if one is not None)


__all__ = [
    "Canvas",
    "Picture",
    "Table",
    "axes_picture",
    "cross_picture",
    "heat_picture",
    "impact_chart",
    "morphology_picture",
    "number",
    "pictures_of",
    "radar_picture",
    "scenario_name",
    "signs_picture",
]
