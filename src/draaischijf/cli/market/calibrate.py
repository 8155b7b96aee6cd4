"""`draaischijf market calibrate`: fit the Dutch model to published figures, or show how the shipped fit meets them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from draaischijf.market.calibration import Fitted


def calibrate(
    country: str = typer.Option("nl", help="Country: nl, be or de; the last two are thin."),
    out: Path | None = typer.Option(
        None, help="Fit anew and write the fit to this file; without, show the shipped fit."
    ),
    steps: int = typer.Option(400, min=2, max=100_000, help="Steps of the sampler."),
    seed: int = typer.Option(1, min=0, help="Seed of the sampler."),
    as_json: bool = typer.Option(False, "--json", help="One JSON object."),
) -> None:
    """Say how the model meets published figures: fitted, held out, and what rests on assumption.

    Example: draaischijf market calibrate --country nl
    """
    from draaischijf.cli.common import envelope, print_json, say
    from draaischijf.market.calibration import fitted
    from draaischijf.market.calibration.countries import COUNTRIES, calibrate_country
    from draaischijf.market.calibration.store import write_fitted
    from draaischijf.problems import Problem

    if country not in COUNTRIES:
        raise Problem(
            "no-country",
            f"nothing is known of {country!r}.",
            place="--country",
            hint=f"Known are {', '.join(COUNTRIES)}.",
        )
    if out is None:
        fit = fitted(country)
    else:
        if not out.parent.is_dir():
            raise Problem("no-folder", "there is no such folder.", file=str(out.parent), place="--out")
        fit = calibrate_country(country, steps=steps, seed=seed, say=say)
        write_fitted(fit, out)
    if as_json:
        print_json(envelope("market-calibrate", shape_of(fit)))
        return
    _show(fit)


def shape_of(fit: Fitted) -> dict[str, Any]:
    """Return a fit as the command line shows it."""
    return {
        "country": fit.country,
        "thin": fit.thin,
        "about": dict(fit.about),
        "parameters": [
            {"name": name, "value": getattr(fit.parameters, name), "low": low, "high": high}
            for name, (low, high) in _spreads(fit).items()
        ],
        "figures": [
            {
                "name": one.target.name,
                "label": one.target.label,
                "unit": one.target.unit,
                "source": one.target.source,
                "fitted": one.target.fitted,
                "published": one.target.value,
                "spread": one.target.spread,
                "model": one.given,
                "low": one.low,
                "high": one.high,
                "distance": one.distance,
            }
            for one in fit.met
        ],
    }


def _spreads(fit: Fitted) -> dict[str, tuple[float, float]]:
    """Return the 5th and 95th percentile of each fitted parameter over the draws."""
    import numpy as np

    draws = np.array(fit.draws)
    return {
        name: (float(np.percentile(draws[:, at], 5)), float(np.percentile(draws[:, at], 95)))
        for at, name in enumerate(fit.free)
    }


def _show(fit: Fitted) -> None:
    typer.echo(f"{fit.country}{' (dun: weinig cijfers, de rest is overgenomen van Nederland)' if fit.thin else ''}")
    for kind, heading in ((True, "gefit op"), (False, "achtergehouden")):
        rows = [one for one in fit.met if one.target.fitted is kind]
        if rows:
            typer.echo(f"\n{heading:<48}{'cijfer':>10}{'model':>10}{'5 %':>10}{'95 %':>10}{'afstand':>9}")
        for one in rows:
            mark = " *" if one.target.source.startswith("assumed") else ""
            low, high = one.low or one.given, one.high or one.given
            typer.echo(
                f"{one.target.label + mark:<48}{one.target.value:>10.2f}{one.given:>10.2f}{low:>10.2f}{high:>10.2f}"
                f"{one.distance:>9.1f}"
            )
    typer.echo("\n* onze keuze; afstand in de spreiding waarmee het cijfer gehaald moest worden\n")
    for name, (low, high) in _spreads(fit).items():
        typer.echo(f"{name:<48}{getattr(fit.parameters, name):>10.4g}{'':>10}{low:>10.4g}{high:>10.4g}")
