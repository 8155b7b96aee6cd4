"""`draaischijf wallet keys …`: keys, encrypted at rest."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import typer

from draaischijf.cli.wallet.shared import JSON
from draaischijf.problems import Problem

if TYPE_CHECKING:
    from draaischijf.wallet import KeyFiles

app = typer.Typer(help="Sleutels, versleuteld bewaard.", no_args_is_help=True, rich_markup_mode=None)
NAME = typer.Argument(..., help="What the key is for, such as issuer.")


@app.command()
def create(
    name: str = NAME,
    algorithm: str = typer.Option("ES256", help="ES256 or EdDSA."),
    as_json: bool = JSON,
) -> None:
    """Make a key.

    Example: draaischijf wallet keys create issuer
    """
    from draaischijf.cli.wallet.shared import key_files
    from draaischijf.wallet.keys import Algorithm

    store = key_files()
    store.create(name, cast("Algorithm", algorithm))
    _show(_entries(store, name), as_json)


@app.command(name="list")
def list_(as_json: bool = JSON) -> None:
    """Show the keys, public halves only.

    Example: draaischijf wallet keys list
    """
    from draaischijf.cli.wallet.shared import key_files

    _show(_entries(key_files()), as_json)


@app.command()
def rotate(name: str = NAME, as_json: bool = JSON) -> None:
    """Replace a key by a new one; the old secret is destroyed, its public half stays.

    Example: draaischijf wallet keys rotate issuer
    """
    from draaischijf.cli.wallet.shared import key_files

    store = key_files()
    store.rotate(name)
    _show(_entries(store, name), as_json)


@app.command()
def public(name: str = NAME) -> None:
    """Print the public half as a JSON Web Key, for a trust list or an issuer.

    Example: draaischijf wallet keys public issuer
    """
    from draaischijf.cli.wallet.shared import key_files

    key = key_files().get(name)
    typer.echo(json.dumps({**key.jwk, "kid": key.id, "alg": key.algorithm}))


@app.command()
def request(
    name: str = NAME,
    subject: str = typer.Option(..., help="Name of the organisation."),
    host: list[str] = typer.Option([], help="DNS name that the certificate is for; may be given more than once."),
) -> None:
    """Print a certificate signing request (PEM), to send to an authority.

    Example: draaischijf wallet keys request issuer --subject "MBO Voorbeeld" --host mbo.example
    """
    from draaischijf.cli.wallet.shared import key_files
    from draaischijf.wallet.certify import signing_request

    typer.echo(signing_request(key_files().get(name), subject, host).decode("ascii"), nl=False)


@app.command()
def certify(
    name: str = NAME,
    file: Path = typer.Argument(..., help="Certificates in PEM, its own first, without the root."),
    as_json: bool = JSON,
) -> None:
    """Keep the certificates that an authority gave with a key.

    Example: draaischijf wallet keys certify issuer keten.pem
    """
    from draaischijf.cli.wallet.shared import key_files, read_bytes
    from draaischijf.wallet.trust_file import certificates

    try:
        chain = tuple(certificates(read_bytes(file).decode("ascii")))
    except ValueError as error:
        raise Problem("certificate-invalid", "has no certificates in PEM.", file=str(file)) from error
    store = key_files()
    store.certify(name, chain)
    _show(_entries(store, name), as_json)


def _entries(store: KeyFiles, name: str = "") -> list[dict[str, Any]]:
    """Return every key, or those of one name, as data."""
    return [
        {
            "name": one.name,
            "id": one.key.id,
            "algorithm": one.key.algorithm,
            "jwk": dict(one.key.jwk),
            "certificates": len(one.key.x5c),
            "created": one.created.isoformat(timespec="seconds"),
            "retired": one.retired.isoformat(timespec="seconds") if one.retired else None,
        }
        for one in store.list()
        if name in ("", one.name)
    ]


def _show(entries: list[dict[str, Any]], as_json: bool) -> None:
    from draaischijf.cli.common import envelope, print_json

    if as_json:
        print_json(envelope("wallet-keys", {"keys": entries}))
        return
    for each in entries:
        state = f"vervangen {each['retired']}" if each["retired"] else "in gebruik"
        papers = f", {each['certificates']} certificaten" if each["certificates"] else ""
        typer.echo(f"{each['name']}: {each['algorithm']}, {each['id']}, {state}{papers}")
    if not entries:
        typer.echo("nog geen sleutels")
