"""Write `docs/reference/market.md` from the code: parameters, drivers, policies and outcomes.

python -m tools.build_market_reference
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from draaischijf.market.checked import Checked
from draaischijf.market.drivers import DRIVERS
from draaischijf.market.dutch.world import dutch_world
from draaischijf.market.outcomes import GROUPED, MONTHLY, Outcome
from draaischijf.market.parameters import DutchParameters, ReferenceParameters
from draaischijf.market.policies import POLICIES, Policy

PAGE = Path("docs/reference/market.md")


def table(head: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "| " + " | ".join("---" for _ in head) + " |"]
    lines += ["| " + " | ".join(str(cell).replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def parameters(kind: type[Checked]) -> str:
    rows = (
        (f"`{p.name}`", p.meaning, f"{p.default:g}", p.unit, f"{p.low:g} to {p.high:g}", p.source) for p in kind.table()
    )
    return table(("parameter", "what it is", "default", "unit", "range", "source"), rows)


def drivers() -> str:
    rows = (
        (
            f"`{one.name}`",
            one.symbol,
            one.meaning,
            one.unit,
            f"{one.today:g}",
            f"{one.low:g} to {one.high:g}",
            one.effect,
        )
        for one in DRIVERS
    )
    return table(("driver", "symbol", "what it says", "unit", "today", "range", "what it does"), rows)


def policies() -> str:
    usual = {one.name for one in Policy.table()}
    rows = (
        (
            f"`{name}`",
            kind.dutch,
            kind.meaning,
            "; ".join(
                f"`{p.name.rstrip('_')}` {p.default:g} ({p.unit}: {p.meaning})"
                for p in kind.table()
                if p.name not in usual
            ),
            kind.bears,
        )
        for name, kind in POLICIES.items()
    )
    return table(("policy", "in Dutch", "what it does", "parameters, with default", "who bears the cost"), rows)


def outcomes(table_: Iterable[Outcome]) -> str:
    rows = ((f"`{one.name}`", one.dutch, one.meaning, one.unit) for one in table_)
    return table(("outcome", "in Dutch", "what it says", "unit"), rows)


def occupations() -> str:
    world = dutch_world()
    return ", ".join(f"{code} {title}" for code, title in zip(world.brc, world.titles, strict=True))


def page() -> str:
    """Return the whole page."""
    return f"""# The market: parameters, drivers, policies, outcomes

Written from the code by `python -m tools.build_market_reference`. The equations stand in
[the explanation](../explanation/market.md).

## Drivers
A scenario is a set of paths, one a driver at most; a driver without a path stays as today.

{drivers()}

## Policies
Written as `name` or `name:parameter=value,parameter=value`, occupations as `occupations=10+0811`. Every policy has
`start`, `end` and `ramp` in years (0, 100, 2): from the start it grows evenly over the ramp. Effects and costs are
assumed unless the table says otherwise, and can be varied. With a policy off, or not yet begun, a run is exactly what
it is without it.

{policies()}

## Outcomes
By month, in `monthly.parquet`; stocks are those at the start of the month. Income, hours and duration are counted of a
fixed part of the people where there are more than a million, skills where there are more than 60,000.

{outcomes(MONTHLY)}

By month and group (age, education, province, contract), in `groups.parquet`:

{outcomes(GROUPED)}

`occupations.parquet` has employed, unemployed, outside, vacancies and demand by month and occupation, in thousands;
`ledger.parquet` says who paid what to whom, by month and purpose, in cents.

## Parameters of the Dutch model
A step is a month. What is marked assumed is our choice; calibration replaces it.

{parameters(DutchParameters)}

## Parameters of the reference model
{parameters(ReferenceParameters)}

## Occupations
The groups of BRC 2014, with their code: {occupations()}.
"""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
