"""The wind tunnel: every plan against every scenario, by what was measured and by what people think, side by side.

Nothing is summed or averaged over scenarios: a plan shows its worst case, its greatest regret, in how many futures it
satisfies and which it fails in. Sources: L.J. Savage, The theory of statistical decision (1951), for regret; H.A.
Simon, Rational choice and the structure of the environment (1956), for satisficing; R.J. Lempert, S.W. Popper and S.C.
Bankes, Shaping the next one hundred years (2003), for robust plans.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from draaischijf.foresight.files import Text
from draaischijf.foresight.plans import JUDGED_HIGH, JUDGED_LOW, Indicator, Judged
from draaischijf.foresight.statistics import median_of
from draaischijf.foresight.study import Study
from draaischijf.problems import Problem

# What people think of a plan, as an indicator like any other: three of five is enough.
JUDGED: Final = Indicator("judged", Text("Oordeel", "Judgement"), f"{JUDGED_LOW} to {JUDGED_HIGH}", "higher", 3.0)
ON_TOP: Final = "+"


@dataclass(frozen=True, slots=True)
class Cell:
    """One plan in one scenario, by one indicator.

    Args:
        plan: The plan.
        scenario: The scenario; with a wild card on top `scenario+card`.
        outcome: Median outcome; None where nothing is known.
        low: The 5th percentile; as the outcome for a judgement.
        high: The 95th percentile.
        regret: How far the outcome stays behind the best plan in this scenario, 0 or more.
        enough: Whether it satisfies; None where no level is set or nothing is known.
        judged: Median judgement of people, 1 to 5; None without any.
        reasons: What people say about it.
        trace: Id that `foresight trace` follows back to scores, sources and settings.
    """

    plan: str
    scenario: str
    outcome: float | None
    low: float | None
    high: float | None
    regret: float | None
    enough: bool | None
    judged: float | None
    reasons: tuple[Judged, ...]
    trace: str = ""


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan over all futures, without summing them.

    Args:
        plan: The plan.
        worst: Worst outcome; None where nothing is known.
        worst_in: The scenario of the worst outcome.
        most_regret: Greatest regret.
        regret_in: The scenario of the greatest regret.
        satisfies: In how many scenarios it is known to satisfy.
        fails_in: Scenarios in which it does not.
        known: In how many scenarios something is known.
        opens: Options that it keeps open, those of the plans that it combines with them.
        closes: Options that it closes.
        beaten_by: Plans that are nowhere worse and somewhere better.
    """

    plan: str
    worst: float | None
    worst_in: str | None
    most_regret: float | None
    regret_in: str | None
    satisfies: int
    fails_in: tuple[str, ...]
    known: int
    opens: tuple[str, ...]
    closes: tuple[str, ...]
    beaten_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WindTunnel:
    """The table of plans by scenarios.

    Args:
        indicator: What it measures.
        plans: Plans in order.
        scenarios: Scenarios in order, those with a wild card after their own.
        cells: A cell for every plan and scenario, plan by plan.
        rows: A row for every plan.
        least_regret: Plans whose greatest regret is least; empty where cells are missing.
        robust: Plans that satisfy in every scenario.
    """

    indicator: Indicator
    plans: tuple[str, ...]
    scenarios: tuple[str, ...]
    cells: tuple[Cell, ...]
    rows: tuple[PlanRow, ...]
    least_regret: tuple[str, ...]
    robust: tuple[str, ...]

    def cell(self, plan: str, scenario: str) -> Cell:
        """Return the cell of a plan and scenario."""
        return self.cells[self.plans.index(plan) * len(self.scenarios) + self.scenarios.index(scenario)]


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Two plans kept open together: in each future the better of the two is taken once that future shows itself.

    Args:
        plans: The two.
        most_regret: Greatest regret over scenarios of the better one.
        satisfies: In how many scenarios one of them satisfies.
        closed: Options that one needs open and the other closes: then they cannot wait for each other.
    """

    plans: tuple[str, str]
    most_regret: float
    satisfies: int
    closed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gain:
    """What a plan does in a scenario for an indicator, beside the plan it is compared with.

    Args:
        scenario: The scenario.
        indicator: The indicator; its group says whom it is about.
        difference: Outcome less the outcome of the other plan.
        verdict: `gains`, `loses` or `same`.
    """

    scenario: str
    indicator: Indicator
    difference: float
    verdict: str


def indicator_of(study: Study, name: str = "") -> Indicator:
    """Return an indicator by name; without one the first that was measured, otherwise what people think.

    Raises:
        Problem: There is none of that name.
    """
    if not name:
        measured = {one.band.indicator for one in study.measured}
        return next((one for one in study.testing.indicators if one.id in measured), JUDGED)
    if name == JUDGED.id:
        return JUDGED
    for one in study.testing.indicators:
        if one.id == name:
            return one
    known = ", ".join([*(one.id for one in study.testing.indicators), JUDGED.id])
    raise Problem("indicator-unknown", f"there is no indicator {name!r}.", place="--by", hint=f"Known are {known}.")


def wind_tunnel(study: Study, by: str = "", plans: Sequence[str] = ()) -> WindTunnel:
    """Return the table of plans by scenarios.

    Args:
        study: The study.
        by: Indicator, or `judged`; the leading one unless said.
        plans: Plans to show; all unless said. Regret is always counted against all plans.

    Raises:
        Problem: There are no plans or scenarios, or a name is unknown.
    """
    indicator = indicator_of(study, by)
    known = tuple(one.id for one in study.testing.plans)
    if not known or not study.scenarios:
        what = "plans" if not known else "scenarios"
        raise Problem("nothing-to-test", f"has no {what} yet.", file=study.name, hint=f"Write {what} first.")
    for plan in plans:
        if plan not in known:
            hint = f"Known are {', '.join(known)}."
            raise Problem("plan-unknown", f"there is no plan {plan!r}.", place="--plan", hint=hint)
    look = _Look(study, indicator)
    columns = look.columns()
    cells = tuple(look.cell(plan, column) for plan in known if not plans or plan in plans for column in columns)
    shown = tuple(plan for plan in known if not plans or plan in plans)
    names = tuple(_name(column) for column in columns)
    rows = tuple(_row(study, plan, cells, indicator) for plan in shown)
    full = [row for row in rows if row.known == len(names) and row.most_regret is not None]
    least = min((row.most_regret for row in full if row.most_regret is not None), default=None)
    return WindTunnel(
        indicator=indicator,
        plans=shown,
        scenarios=names,
        cells=cells,
        rows=rows,
        least_regret=tuple(row.plan for row in full if row.most_regret == least),
        robust=tuple(row.plan for row in rows if row.satisfies == len(names)),
    )


Column = tuple[str, str]


def _name(column: Column) -> str:
    return ON_TOP.join(part for part in column if part)


class _Look:
    """Looks up what is known by one indicator; a column is a scenario and a wild card, which may be none."""

    def __init__(self, study: Study, indicator: Indicator) -> None:
        self.study, self.indicator = study, indicator
        self.measured = {
            (one.plan, one.scenario, one.wild): one.band for one in study.measured if one.band.indicator == indicator.id
        }

    def columns(self) -> list[Column]:
        """Return the scenarios, then those with a wild card on top, card by card."""
        found: list[Column] = [(one.id, "") for one in self.study.scenarios]
        with_card = {key[1:] for key in self.measured if key[2]}
        for wild in self.study.testing.wilds:
            found += [(one.id, wild.id) for one in self.study.scenarios if (one.id, wild.id) in with_card]
        return found

    def outcome(self, plan: str, column: Column) -> tuple[float, float, float] | None:
        """Return median, low and high of a plan in a column."""
        if self.indicator is JUDGED:
            score = None if column[1] else _judged(self.study, plan, column[0])
            return None if score is None else (score, score, score)
        band = self.measured.get((plan, *column))
        return None if band is None else (band.median, band.low, band.high)

    def best(self, column: Column) -> float | None:
        """Return the best outcome of any plan in a column."""
        outcomes = [self.outcome(plan.id, column) for plan in self.study.testing.plans]
        return _best([one[0] for one in outcomes if one], self.indicator)

    def cell(self, plan: str, column: Column) -> Cell:
        """Return a cell without its trace."""
        outcome, best = self.outcome(plan, column), self.best(column)
        reasons = () if column[1] else self.study.testing.judged
        return Cell(
            plan=plan,
            scenario=_name(column),
            outcome=outcome[0] if outcome else None,
            low=outcome[1] if outcome else None,
            high=outcome[2] if outcome else None,
            regret=None if outcome is None or best is None else abs(best - outcome[0]),
            enough=_satisfies(outcome[0] if outcome else None, self.indicator),
            judged=None if column[1] else _judged(self.study, plan, column[0]),
            reasons=tuple(one for one in reasons if (one.plan, one.scenario) == (plan, column[0])),
        )


def _judged(study: Study, plan: str, scenario: str) -> float | None:
    scores = sorted(one.score for one in study.testing.judged if (one.plan, one.scenario) == (plan, scenario))
    return median_of(scores) if scores else None


def _best(known: Sequence[float], indicator: Indicator) -> float | None:
    return (max(known) if indicator.better == "higher" else min(known)) if known else None


def _satisfies(outcome: float | None, indicator: Indicator) -> bool | None:
    if outcome is None or indicator.enough is None:
        return None
    return outcome >= indicator.enough if indicator.better == "higher" else outcome <= indicator.enough


def _row(study: Study, plan: str, cells: Sequence[Cell], indicator: Indicator) -> PlanRow:
    own = [cell for cell in cells if cell.plan == plan]
    known = [(cell.outcome, cell.regret, cell) for cell in own if cell.outcome is not None and cell.regret is not None]
    worst = _best([-one[0] for one in known], indicator)
    worst_cell = next((cell for outcome, _, cell in known if worst is not None and -outcome == worst), None)
    regret_cell = max(known, key=lambda one: one[1], default=(0, None, None))
    return PlanRow(
        plan=plan,
        worst=worst_cell.outcome if worst_cell else None,
        worst_in=worst_cell.scenario if worst_cell else None,
        most_regret=regret_cell[1],
        regret_in=regret_cell[2].scenario if regret_cell[2] else None,
        satisfies=sum(cell.enough is True for cell in own),
        fails_in=tuple(cell.scenario for cell in own if cell.enough is False),
        known=len(known),
        opens=options(study, plan, "opens"),
        closes=options(study, plan, "closes"),
        beaten_by=_beaten_by(plan, cells),
    )


def _beaten_by(plan: str, cells: Sequence[Cell]) -> tuple[str, ...]:
    """Return the plans that regret nowhere more and somewhere less, where all their cells are known."""
    regrets: dict[str, dict[str, float | None]] = {}
    for cell in cells:
        regrets.setdefault(cell.plan, {})[cell.scenario] = cell.regret
    own, found = regrets[plan], []
    for other, theirs in regrets.items():
        pairs = [(own[column], theirs[column]) for column in own]
        if other == plan or any(mine is None or their is None for mine, their in pairs):
            continue
        gaps = [mine - their for mine, their in pairs if mine is not None and their is not None]
        if min(gaps) >= 0 and max(gaps) > 0:
            found.append(other)
    return tuple(found)


def parts_of(study: Study, plan: str) -> tuple[str, ...]:
    """Return a plan and every plan that it combines, each once.

    Raises:
        Problem: There is no such plan.
    """
    plans = {one.id: one for one in study.testing.plans}
    if plan not in plans:
        raise Problem("plan-unknown", f"there is no plan {plan!r}.", hint=f"Known are {', '.join(plans)}.")
    found: dict[str, None] = {}
    todo = [plan]
    while todo:
        one = todo.pop(0)
        if one not in found:
            found[one] = None
            todo.extend(plans[one].combines)
    return tuple(found)


def options(study: Study, plan: str, which: str) -> tuple[str, ...]:
    """Return the options that a plan, with all that it combines, `opens` or `closes`."""
    plans = {one.id: one for one in study.testing.plans}
    named = [option for part in parts_of(study, plan) for option in getattr(plans[part], which)]
    return tuple(dict.fromkeys(named))


def portfolios(study: Study, tunnel: WindTunnel) -> tuple[Portfolio, ...]:
    """Return every two plans kept open together, least regret first; only where every cell of both is known."""
    found = []
    for first, second in combinations(tunnel.plans, 2):
        pairs = [(tunnel.cell(first, column), tunnel.cell(second, column)) for column in tunnel.scenarios]
        regrets = [min(a.regret, b.regret) for a, b in pairs if a.regret is not None and b.regret is not None]
        if len(regrets) < len(pairs):
            continue
        closed = [o for o in options(study, first, "opens") if o in options(study, second, "closes")]
        closed += [o for o in options(study, second, "opens") if o in options(study, first, "closes")]
        satisfied = sum(a.enough is True or b.enough is True for a, b in pairs)
        found.append(Portfolio((first, second), max(regrets), satisfied, tuple(closed)))
    return tuple(sorted(found, key=lambda one: (bool(one.closed), one.most_regret, -one.satisfies, one.plans)))


def gains(study: Study, plan: str, beside: str) -> tuple[Gain, ...]:
    """Return who gains and who loses by a plan, beside another, by scenario and indicator.

    Args:
        study: The study.
        plan: The plan.
        beside: The plan to compare with, such as doing nothing more.
    """
    for one in (plan, beside):
        parts_of(study, one)
    outcomes = {
        (one.plan, _name((one.scenario, one.wild)), one.band.indicator): one.band.median for one in study.measured
    }
    found = []
    for (own, scenario, indicator), value in outcomes.items():
        other = outcomes.get((beside, scenario, indicator))
        if own != plan or other is None:
            continue
        by = indicator_of(study, indicator)
        better = value > other if by.better == "higher" else value < other
        verdict = "same" if value == other else "gains" if better else "loses"
        found.append(Gain(scenario, by, value - other, verdict))
    return tuple(found)
