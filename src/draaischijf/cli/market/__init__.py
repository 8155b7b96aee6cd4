"""`draaischijf market …`: the labour market simulated as a whole; one file per verb."""

from __future__ import annotations

import typer

from draaischijf.cli.market import calibrate, compare, ensemble, reference, run, sensitivity

app = typer.Typer(help="Simuleer de arbeidsmarkt als geheel.", no_args_is_help=True, rich_markup_mode=None)
app.command(name="run")(run.run)
app.command(name="reference")(reference.reference)
app.command(name="calibrate")(calibrate.calibrate)
app.command(name="ensemble")(ensemble.ensemble)
app.command(name="compare")(compare.compare)
app.command(name="sensitivity")(sensitivity.sensitivity)
