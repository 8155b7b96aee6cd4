"""`draaischijf wallet status …`: the status lists of an issuer."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import typer

from draaischijf.cli.wallet.shared import AT, JSON
from draaischijf.problems import Problem

app = typer.Typer(help="Statuslijsten: intrekken, opschorten, herstellen.", no_args_is_help=True, rich_markup_mode=None)
MEANINGS: Final = {0: "valid", 1: "revoked", 2: "suspended"}
REFERENCE = typer.Argument(..., help="Your own word for the credential, as given when it was issued.")


@app.command()
def create(
    uri: str = typer.Argument(..., help="Where the list will be published."),
    size: int = typer.Option(2**20, help="Number of statuses; a large list hides better."),
    bits: int = typer.Option(2, help="1 for valid or revoked, 2 for suspended too."),
    as_json: bool = JSON,
) -> None:
    """Make a status list.

    Example: draaischijf wallet status create https://mbo.example/status/1
    """
    from draaischijf.cli.common import envelope, print_json
    from draaischijf.cli.wallet.shared import statuses

    statuses().create(uri, size=size, bits=bits)
    if as_json:
        print_json(envelope("wallet-status-list", {"list": uri, "token": None}))
        return
    typer.echo(f"{uri}: {size} plaatsen van {bits} bits")


@app.command()
def revoke(reference: str = REFERENCE, as_json: bool = JSON) -> None:
    """Revoke every credential under a reference, for good.

    Example: draaischijf wallet status revoke dossier-17
    """
    _set(reference, 1, as_json)


@app.command()
def suspend(reference: str = REFERENCE, as_json: bool = JSON) -> None:
    """Suspend every credential under a reference; `restore` ends it.

    Example: draaischijf wallet status suspend dossier-17
    """
    _set(reference, 2, as_json)


@app.command()
def restore(reference: str = REFERENCE, as_json: bool = JSON) -> None:
    """End a suspension; what was revoked stays revoked.

    Example: draaischijf wallet status restore dossier-17
    """
    _set(reference, 0, as_json)


@app.command()
def show(reference: str = REFERENCE, as_json: bool = JSON) -> None:
    """Show the status of every credential under a reference.

    Example: draaischijf wallet status show dossier-17
    """
    _answer(reference, as_json)


@app.command()
def publish(
    uri: str = typer.Argument(..., help="The list."),
    key: str = typer.Option("issuer", help="Name of the key that signs."),
    at: str = AT,
    out: Path | None = typer.Option(None, help="File for the list, to put where the URI says."),
    as_json: bool = JSON,
) -> None:
    """Write a status list as it is now, signed; it expires after a day.

    Example: draaischijf wallet status publish https://mbo.example/status/1 --key issuer --out lijst.jwt
    """
    from draaischijf.cli.common import envelope, print_json
    from draaischijf.cli.wallet.shared import key_files, moment, statuses

    token = statuses().token(uri, key_files().get(key), at=moment(at))
    if out is not None:
        out.write_text(token + "\n", encoding="ascii")
    if as_json:
        print_json(envelope("wallet-status-list", {"list": uri, "token": token}))
    elif out is None:
        typer.echo(token)


def _set(reference: str, status: int, as_json: bool) -> None:
    from draaischijf.cli.wallet.shared import statuses

    store = statuses()
    for uri, index in _found(reference):
        if store.get(uri, index) != 1:
            store.set(uri, index, status)
    _answer(reference, as_json)


def _found(reference: str) -> tuple[tuple[str, int], ...]:
    from draaischijf.cli.wallet.shared import statuses

    found = statuses().find(reference)
    if not found:
        raise Problem("reference-unknown", f"nothing was issued under {reference!r} with a status list.")
    return found


def _answer(reference: str, as_json: bool) -> None:
    from draaischijf.cli.common import envelope, print_json
    from draaischijf.cli.wallet.shared import statuses

    store = statuses()
    found = [(uri, index, store.get(uri, index)) for uri, index in _found(reference)]
    entries = [{"list": uri, "index": index, "status": MEANINGS.get(one or 0, str(one))} for uri, index, one in found]
    if as_json:
        print_json(envelope("wallet-status", {"reference": reference, "credentials": entries}))
        return
    for each in entries:
        typer.echo(f"{each['list']} {each['index']}: {each['status']}")
