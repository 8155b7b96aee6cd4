"""The verbs, put together."""

from __future__ import annotations

import typer

from draaischijf.cli import (
    check,
    config,
    demo,
    foresight,
    language,
    link,
    market,
    match,
    passport,
    read,
    schema,
    serve,
    site,
    wallet,
)

app = typer.Typer(
    help="Draaischijf: werk, mensen en leren in één taal van vaardigheden.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    # Plain help: it appears at once, and a screen reader reads it as it is.
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command(name="demo")(demo.demo)
app.command(name="link")(link.link)
app.command(name="read")(read.read)
app.command(name="check")(check.check)
app.command(name="match")(match.match)
app.command(name="schema")(schema.schema)
app.add_typer(language.app, name="language")
app.add_typer(market.app, name="market")
app.add_typer(foresight.app, name="foresight")
app.add_typer(passport.app, name="passport")
app.command(name="serve")(serve.serve)
app.add_typer(site.app, name="site")
app.add_typer(wallet.app, name="wallet")
app.add_typer(config.app, name="config")


def _version(wanted: bool) -> None:
    if wanted:
        from draaischijf import __version__

        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def _start(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Show the version."),
) -> None:
    """Draaischijf: werk, mensen en leren in één taal van vaardigheden."""
    from draaischijf.cli.common import settings
    from draaischijf.logs import configure

    configure(settings().log_level, settings().log_format)
