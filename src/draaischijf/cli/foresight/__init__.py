"""`draaischijf foresight`: futures built with people, plans tested against all of them."""

import typer

from draaischijf.cli.foresight import (
    choose,
    conditions,
    consistent,
    drivers,
    export,
    new,
    score,
    test,
    trace,
    uncertainties,
    watch,
)

app = typer.Typer(
    help="Toekomsten bouwen met mensen, en plannen toetsen aan alle.", no_args_is_help=True, rich_markup_mode=None
)
app.command(name="new")(new.new)
app.command(name="drivers")(drivers.drivers)
app.command(name="score")(score.score)
app.command(name="uncertainties")(uncertainties.uncertainties)
app.command(name="consistent")(consistent.consistent)
app.command(name="choose")(choose.choose)
app.command(name="test")(test.test)
app.command(name="conditions")(conditions.conditions)
app.command(name="watch")(watch.watch)
app.command(name="trace")(trace.trace)
app.command(name="export")(export.export)
