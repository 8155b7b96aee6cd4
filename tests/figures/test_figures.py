"""Published figures: every one with source, period and unit, and sums that agree with each other."""

from __future__ import annotations

import csv
import re
from itertools import pairwise

import pytest

from draaischijf import figures
from draaischijf.figures import tables
from draaischijf.problems import Problem
from tests.conftest import SHARED

PERIOD = re.compile(r"^\d{4}(Q[1-4]|-\d{2}|-\d{4}|Q[1-4]-\d{4}Q[1-4])?$")
TEXT = {"brc", "title", "code", "name", "period", "low", "high", "level"}


def test_every_figure_has_source_period_and_unit():
    for one in figures.figures():
        assert one.source and one.unit, one
        assert PERIOD.match(one.period), one
        assert one.value > 0
    assert {one.country for one in figures.figures()} == {"NL", "BE", "DE"}
    keys = [(one.name, one.country, one.period) for one in figures.figures()]
    assert len(set(keys)) == len(keys)


def test_every_column_of_every_table_has_a_source():
    for file in sorted(tables.FOLDER.glob("*.csv")):
        if file.stem in ("key_figures", "sources"):
            continue
        columns = set(next(csv.reader(file.read_text("utf-8").splitlines()))) - TEXT
        for column in columns:
            source = figures.source_of(file.stem, column)
            assert source.unit and source.source
            assert PERIOD.match(source.period)


def test_what_is_assumed_says_so():
    assert figures.source_of("ages", "population_thousands").assumed
    assert not figures.source_of("ages", "employed_thousands").assumed
    assert figures.figure("unemployment_rate", "BE").assumed
    assert not figures.figure("unemployment_rate").assumed


def test_the_latest_figure_is_given_unless_a_period_is_asked():
    assert figures.figure("unemployed").value == 415
    assert figures.figure("unemployed", period="2025").value == 386
    with pytest.raises(Problem, match="Known are"):
        figures.figure("happiness")
    with pytest.raises(Problem, match="NL, BE and DE"):
        figures.figure("unemployed", "FR")
    with pytest.raises(Problem, match="no column"):
        figures.source_of("ages", "shoe size")


def test_flows_over_three_months_agree_with_the_stocks():
    flow = {
        (a, b): figures.figure(f"flow_{a}_{b}").value
        for a in ("employed", "unemployed", "outside")
        for b in ("employed", "unemployed", "outside")
    }
    assert sum(flow["unemployed", to] for to in ("employed", "unemployed", "outside")) == 368
    assert 9800 <= sum(flow[frm, "employed"] for frm in ("employed", "unemployed", "outside")) <= 9820


def test_groups_add_up_to_their_classes():
    for one in figures.occupation_classes():
        parts = [group.employees for group in figures.occupation_groups() if group.brc.startswith(one.brc)]
        assert sum(parts) == pytest.approx(one.employees, abs=2)
    assert len(figures.occupation_groups()) == 114
    assert sum(one.employees for one in figures.occupation_classes()) == pytest.approx(8009, abs=5)
    for group in figures.occupation_groups():
        if group.wage is not None:
            assert group.wage_low < group.wage < group.wage_high


def test_tables_of_people_add_up():
    assert sum(one.employed for one in figures.provinces()) == pytest.approx(9731, abs=3)
    for one in figures.provinces():
        assert one.employed + one.unemployed + one.outside == pytest.approx(one.population, abs=1.5)
    assert sum(band.employed for band in figures.age_bands()) == pytest.approx(9412, abs=3)
    assert sum(band.employed for band in figures.hours_bands()) == pytest.approx(9412, abs=3)
    assert all(band.employed + band.unemployed < band.population for band in figures.age_bands())
    assert sum(one.population for one in figures.education_levels()) == pytest.approx(13307 - 80, abs=3)
    known = [one.employed for one in tables.employed_by_class() if one.employed is not None]
    assert len(known) == 10 and sum(known) < 9809


def test_moves_give_the_published_shares():
    moves = figures.moves()
    employed, stayed = sum(one.employed_2023 for one in moves), sum(one.stayed_2023 for one in moves)
    assert 100 * (1 - stayed / employed) == pytest.approx(figures.figure("occupation_change").value, abs=0.1)


def test_vacancies_open_what_was_open_and_opened_less_filled():
    for before, after in pairwise(figures.vacancies()):
        if after.period == "2021Q1":
            continue  # the year before it is not in the table
        assert after.open == pytest.approx(before.open + after.opened - after.filled, abs=0.21), after.period


def test_a_broken_table_names_file_and_line(tmp_path, monkeypatch):
    (tmp_path / "ages.csv").write_text(
        "low,high,population_thousands,employed_thousands,unemployed_thousands\n15,25,1,1,1\n25,35,many,1,1\n"
    )
    monkeypatch.setattr(tables, "FOLDER", tmp_path)
    tables.age_bands.cache_clear()
    with pytest.raises(Problem, match=r"ages\.csv, line 3"):
        figures.age_bands()
    tables.age_bands.cache_clear()


def test_every_primary_unit_group_lies_in_its_own_group():
    for group in figures.occupation_groups():
        assert figures.isco_groups(group.brc)
        primary = figures.primary_isco(group.brc)
        if primary is not None and primary != "1000":
            assert figures.group_of(primary) == group.brc, group


def test_codes_that_are_no_isco_code_have_no_group():
    assert [figures.group_of(code) for code in ("", "25", "x511", "2511a")] == [None] * 4
    assert figures.isco_groups("9999") == ()
    assert figures.groups_of([("developer", "2511"), ("nobody", "?"), ("tester", "2519")]) == {
        "0811": ["developer", "tester"]
    }


@pytest.mark.needs("shared")
def test_every_esco_occupation_gets_a_group(tmp_path):
    from tools.build_crosswalk import main

    counts = main(SHARED / "data" / "esco-1.2.0-en" / "occupations_en.csv", tmp_path / "out.csv")
    assert sum(counts.values()) == 3039
    assert counts[""] == 0
    assert counts["1311"] == 0
    assert (tmp_path / "out.csv").read_text().startswith("uri,isco,brc")
