"""`draaischijf config`: the settings in force."""

from __future__ import annotations

from dataclasses import asdict

import typer

app = typer.Typer(
    help="Settings: what is in force and where it comes from.", no_args_is_help=True, rich_markup_mode=None
)


@app.command()
def show(as_json: bool = typer.Option(False, "--json", help="One JSON object.")) -> None:
    """Show every setting, its value and where it comes from.

    Example: DRAAISCHIJF_WORKERS=2 draaischijf config show
    """
    from draaischijf.cli.common import envelope, print_json
    from draaischijf.engines.compiled import cache_folder
    from draaischijf.settings import config_file, load

    settings, origin = load()
    values = {name: str(value) if name == "data" else value for name, value in asdict(settings).items()}
    rows = [{"name": name, "value": value, "from": origin[name]} for name, value in values.items()]
    places = {"settings_file": str(config_file()), "compile_cache": str(cache_folder())}
    if as_json:
        print_json(envelope("config", {"settings": rows, **places}))
        return
    for row in rows:
        typer.echo(f"{row['name']} = {row['value']!s}  ({row['from']})")
    for name, place in places.items():
        typer.echo(f"{name}: {place}")
