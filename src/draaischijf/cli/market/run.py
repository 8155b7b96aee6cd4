"""`draaischijf market run`: every person of a country, month by month, into a folder."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from draaischijf.market.dutch.run import Done
    from draaischijf.market.parameters import DutchParameters

_SHOWN = ("unemployment_rate", "vacancies", "long_term_share", "below_skills", "pay", "policy_cost")


def run(  # noqa: PLR0917 - typer reads options from the signature
    out: Path = typer.Option(..., help="Folder for the tables; new, or of a run to go on with."),
    scenario: str = typer.Option("vandaag", help="A shipped scenario, or a file of one's own."),
    wild_card: list[str] = typer.Option([], help="Event on top, with its year: pandemie@3. May be given again."),
    policy: list[str] = typer.Option([], help="Such as passports:people=0.6,start=2. May be given again."),
    parameter: list[str] = typer.Option([], help="Such as efficiency=0.25. May be given again."),
    people: int = typer.Option(100_000, help="Simulated people, 2,000 to 30,000,000; together they are all."),
    years: int = typer.Option(15, help="Years, 1 to 50."),
    seed: int = typer.Option(1, help="Seed; the same seed gives the same tables."),
    workers: int = typer.Option(2, min=1, help="Threads; they do not change the result."),
    vary: bool = typer.Option(False, help="Draw how far above or below its path each driver lies, by its spread."),
    resume: bool = typer.Option(False, "--resume", help="Go on with the run in --out, where it was stopped."),
    as_json: bool = typer.Option(False, "--json", help="One JSON object."),
) -> None:
    """Simulate the Dutch labour market, person by person, and write Parquet tables and a manifest.

    Example: draaischijf market run --scenario vandaag --policy passports --people 100000 --out run-1
    """
    from draaischijf.cli.common import envelope, print_json, say
    from draaischijf.market.dutch.model import Setting
    from draaischijf.market.dutch.run import run_into
    from draaischijf.market.paths import scenario as read_paths
    from draaischijf.market.policies import read_policy
    from draaischijf.market.simulation import draws_of

    paths = read_paths(scenario, wild_card)
    policies = tuple(read_policy(text) for text in policy)
    setting = Setting(
        paths, policies, people, years, seed, _parameters(parameter), draws_of(paths, seed) if vary else None
    )
    with _asked_to_stop() as stop:
        done = run_into(out, setting, workers=workers, resume=resume, stop=stop, progress=_tell(say))
    if as_json:
        print_json(envelope("market-run", _shape(done)))
    else:
        _show(done)
    if not done.finished:
        say(f"draaischijf: stopped after {done.months} months; go on with the same command and --resume")
        raise typer.Exit(1)


def _parameters(texts: list[str]) -> DutchParameters:
    """Return the fitted parameters with those that the user names in their place."""
    from dataclasses import asdict

    from draaischijf.market.dutch.model import fitted_to_people
    from draaischijf.market.parameters import DutchParameters
    from draaischijf.problems import Problem

    values: dict[str, float] = {}
    for text in texts:
        name, _, value = text.partition("=")
        try:
            values[name.strip()] = float(value)
        except ValueError as error:
            raise Problem(
                "market-parameter", f"{text!r} is no setting.", place="--parameter", hint="Write it as efficiency=0.25."
            ) from error
    parameters: DutchParameters = DutchParameters.from_values(asdict(fitted_to_people()) | values)
    return parameters


@contextmanager
def _asked_to_stop() -> Iterator[Callable[[], bool]]:
    """Yield what says whether a signal to stop has come; the month in hand is finished first."""
    came: list[int] = []

    def note(number: int, frame: object) -> None:
        came.append(number)

    before = {number: signal.signal(number, note) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield lambda: bool(came)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _tell(say: Callable[[str], None]) -> Callable[[int, int], None]:
    """Return what says every finished year on standard error."""

    def tell(done: int, months: int) -> None:
        if done and (done % 12 == 0 or done == months):
            say(f"market: {done} of {months} months")

    return tell


def _shape(done: Done) -> dict[str, object]:
    from draaischijf.market.outcomes import MONTHLY

    last = done.rows.monthly[-1].tolist() if done.rows.monthly else []
    outcomes = [
        {"name": one.name, "unit": one.unit, "last": value} for one, value in zip(MONTHLY, last, strict=bool(last))
    ]
    return {"folder": str(done.folder), "months": done.months, "finished": done.finished, "outcomes": outcomes}


def _show(done: Done) -> None:
    from draaischijf.market.outcomes import BY_NAME, NAMES

    if not done.rows.monthly:
        return
    first, last = done.rows.monthly[0], done.rows.monthly[-1]
    for name in _SHOWN:
        place = NAMES.index(name)
        one = BY_NAME[name]
        typer.echo(f"{one.dutch} ({one.unit}): {first[place]:.4g} -> {last[place]:.4g}")
    typer.echo(str(done.folder))
