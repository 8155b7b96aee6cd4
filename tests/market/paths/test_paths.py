"""Scenario files: shipped ones work, own ones are checked with a clear line, wild cards add up, draws are seeded."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from draaischijf.market.drivers import BY_NAME, DRIVERS, monthly
from draaischijf.market.paths import Scenario, lay_over, read_scenario, scenario, shipped, vary, write_scenario
from draaischijf.problems import Problem
from draaischijf.terms import DriverPath, DriverPaths


@pytest.mark.parametrize("name", shipped())
def test_shipped_scenarios_read_and_say_what_they_assume(name):
    read = read_scenario(name)
    assert read.about
    assert {path.source.split(":")[0] for path in read.paths.paths} == {"assumed"}
    assert set(monthly(read.paths, 180)) == set(BY_NAME)


@pytest.mark.parametrize("name", shipped("wild card"))
def test_wild_cards_change_nothing_before_they_begin_and_something_after(name):
    plain, with_card = monthly(scenario("vandaag"), 180), monthly(scenario("vandaag", [f"{name}@4"]), 180)
    for driver in BY_NAME:
        assert with_card[driver][:48] == pytest.approx(plain[driver][:48])
    assert any(np.abs(with_card[driver][49:] - plain[driver][49:]).max() > 0.01 for driver in BY_NAME)


def test_a_wild_card_may_begin_at_once_and_two_may_come():
    paths = scenario("vandaag", ["pandemie@0", "energieschok@7.5"])
    assert paths.scenario == "Vandaag gaat door + Pandemie + Energieschok"
    growth = monthly(paths, 180)["growth"]
    assert growth[0] == -9
    assert growth[95] == pytest.approx(-1.2)


@st.composite
def driver_paths(draw):
    one = draw(st.sampled_from(DRIVERS))
    years = sorted(draw(st.sets(st.integers(1, 19), max_size=4)))
    n = len(years) + 1
    values = draw(st.lists(st.floats(one.low, one.high), min_size=n, max_size=n))
    spread = draw(st.lists(st.floats(0, 5), min_size=n, max_size=n))
    return DriverPath(one.name, (0.0, *map(float, years)), tuple(values), tuple(spread), draw(st.text(min_size=1)))


@settings(deadline=None)
@given(driver_paths(), st.text(min_size=1), st.text())
def test_a_written_scenario_reads_back_as_it_was(tmp_path_factory, path, name, about):
    file = tmp_path_factory.mktemp("scenario") / "own.toml"
    one = Scenario("scenario", name, about, DriverPaths(name, (path,)))
    write_scenario(one, file)
    assert read_scenario(file) == one


@settings(deadline=None)
@given(driver_paths(), driver_paths(), st.floats(0, 10))
def test_laid_over_values_stay_in_range_and_spreads_only_widen(base, card, year):
    both = lay_over(DriverPaths("base", (base,)), DriverPaths("card", (card,)), year)
    monthly(both, 240)  # refuses what is out of range
    if base.driver == card.driver:
        [path] = both.paths
        under = np.interp(path.years, base.years, base.spread)
        assert (np.array(path.spread) >= under - 1e-9).all()
    else:
        assert base in both.paths


def test_draws_are_seeded_and_do_not_depend_on_how_many_runs_there_are():
    paths = scenario("vandaag")
    many, few = vary(paths, 24, 6, 3), vary(paths, 24, 2, 3, first=4)
    for driver in BY_NAME:
        assert (many.values[driver][4:] == few.values[driver]).all()
    assert (vary(paths, 24, 6, 4).draws["growth"] != many.draws["growth"]).any()
    assert "globalisation" not in many.draws
    assert vary(paths, 24, 0, 1).values["growth"].shape == (0, 24)


def test_draws_have_the_spread_that_the_path_says():
    varied = vary(scenario("vandaag"), 181, 4000, 1)
    assert varied.values["ageing"][:, -1].std() == pytest.approx(4, rel=0.05)
    assert varied.values["ageing"][:, -1].mean() == pytest.approx(22, abs=0.3)


GOOD = 'format = 1\nname = "x"\n[[driver]]\nname = "growth"\nyears = [0]\nvalues = [1]\nsource = "assumed"\n'
WRONG = [
    ("format = ", "this is no TOML"),
    (GOOD.replace("format = 1", "format = 2"), "`format` must be 1"),
    (GOOD.replace('name = "x"', "name = 3"), "name in words|`name` in words"),
    (GOOD.replace('"growth"', '"grwth"'), r"driver 1 \(grwth\): there is no driver 'grwth'"),
    (GOOD.replace("[1]", "[400]"), "growth: 400 is outside"),
    (GOOD.replace("[1]", '["many"]'), "`values` must be a list of numbers"),
    (GOOD.replace("[1]", "[true]"), "`values` must be a list of numbers"),
    (GOOD.replace("[1]", "[1, 2]"), "as many values"),
    (GOOD.replace("years = [0]", "years = [1]"), "begin at 0"),
    (GOOD.replace('source = "assumed"', ""), "needs a `source`"),
    (GOOD + "sprad = [0]\n", "unknown key 'sprad'"),
    ("colour = 1\n" + GOOD, "unknown key 'colour'"),
    (GOOD + GOOD[GOOD.index("[[") :], "names a driver twice"),
    ('kind = "wild card"\n' + GOOD, "this is a wild card, not a scenario"),
    ('format = 1\nname = "x"\ndriver = 3\n', "each driver is"),
]


@pytest.mark.parametrize(("text", "word"), WRONG, ids=[word for _, word in WRONG])
def test_wrong_files_get_one_clear_line_with_the_file(text, word, tmp_path):
    file = tmp_path / "own.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Problem, match=word) as caught:
        read_scenario(file)
    assert "own.toml" in str(caught.value) or "growth" in str(caught.value)


def test_unknown_names_and_wild_cards_without_a_year_say_what_to_do():
    with pytest.raises(Problem, match="Did you mean vandaag"):
        scenario("vandag")
    with pytest.raises(Problem, match="Shipped are"):
        scenario("zzz")
    for card in ("pandemie", "pandemie@soon", "pandemie@-1", "pandemie@nan"):
        with pytest.raises(Problem, match="pandemie@3"):
            scenario("vandaag", [card])
    with pytest.raises(Problem, match="Did you mean pandemie"):
        scenario("vandaag", ["pandemi@1"])
