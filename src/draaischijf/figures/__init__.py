"""Small tables of published figures, each with its source, period and unit.

What has no source that someone can check says so: its source begins with `assumed`. The tables are CSV files in this
folder; `key_figures` holds single figures, `sources` says where each column of the other tables comes from.
"""

from draaischijf.figures.crosswalk import group_of, groups_of, isco_groups, primary_isco
from draaischijf.figures.rows import (
    AgeBand,
    Education,
    Figure,
    Hours,
    Move,
    OccupationClass,
    OccupationGroup,
    Province,
    Source,
    VacancyQuarter,
)
from draaischijf.figures.tables import (
    age_bands,
    education_levels,
    employed_by_class,
    figure,
    figures,
    hours_bands,
    moves,
    occupation_classes,
    occupation_groups,
    provinces,
    source_of,
    vacancies,
)

__all__ = [
    "AgeBand",
    "Education",
    "Figure",
    "Hours",
    "Move",
    "OccupationClass",
    "OccupationGroup",
    "Province",
    "Source",
    "VacancyQuarter",
    "age_bands",
    "education_levels",
    "employed_by_class",
    "figure",
    "figures",
    "group_of",
    "groups_of",
    "hours_bands",
    "isco_groups",
    "moves",
    "occupation_classes",
    "occupation_groups",
    "primary_isco",
    "provinces",
    "source_of",
    "vacancies",
]
