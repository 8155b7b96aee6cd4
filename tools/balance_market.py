"""Choose pull and entry by occupation such that work by occupation lasts where no driver moves it.

    python -m tools.balance_market

What flows into an occupation by nearness alone is not what leaves it. Published figures say how many work in each, and
that changes slowly; so attraction (`pull`) and what the young are taught for (`entry`, most of all for registered
professions) are chosen to keep the published numbers over five years. Writes `market/tables/balance.csv`.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from draaischijf.market.calibration import fitted
from draaischijf.market.dutch.world import dutch_world
from draaischijf.market.parameters import DutchParameters
from draaischijf.market.paths import vary
from draaischijf.market.twin.dutch import DutchTwin
from draaischijf.market.twin.economy import Economy, dutch_economy
from draaischijf.terms import DriverPaths

TABLE = Path("src/draaischijf/market/tables/balance.csv")
MONTHS, ROUNDS = 60, 60


def short(economy: Economy, parameters: DutchParameters) -> np.ndarray:
    """Return by occupation how far work and vacancies lie from what they were, beyond the whole, as a ratio."""
    twin = DutchTwin(economy, [parameters], vary(DriverPaths("still", ()), MONTHS, 1, 1).values)
    sums = np.zeros(economy.n)
    for month in range(MONTHS):
        twin.step()
        if month >= MONTHS // 3:
            sums += twin.employed.sum(axis=(0, 1, 2))
    return sums / sums.sum() / (economy.employed.sum(axis=0) / economy.employed.sum())


def balance(economy: Economy, parameters: DutchParameters) -> Economy:
    """Return the economy with pull and entry that keep work by occupation."""
    registered = economy.registered > 0
    shares = economy.employed.sum(axis=0) / economy.employed.sum()
    need = economy.entry / shares
    pull = economy.pull.copy()
    for _ in range(ROUNDS):
        ratio = short(replace(economy, pull=pull, entry=need * shares / (need * shares).sum()), parameters)
        pull = np.clip(np.where(registered, pull, pull * ratio**-1.5), 0.02, 50)
        need = np.clip(need * ratio ** np.where(registered, -3.0, -0.5), 0.05, 80)
        need /= (need * shares).sum()
    worst = np.abs(ratio - 1)
    print(f"work by occupation: mean deviation {worst @ shares:.2%}, worst {worst.max():.1%}")
    return replace(economy, pull=pull / np.average(pull, weights=shares), entry=need * shares)


def main() -> None:
    """Write the table."""
    parameters = fitted("nl").parameters
    made = balance(dutch_economy(parameters), parameters)
    lines = ["brc,pull,entry"]
    rows = zip(dutch_world().brc, made.pull, made.entry, strict=True)
    lines += [f"{brc},{pull:.4g},{entry:.4g}" for brc, pull, entry in rows]
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
