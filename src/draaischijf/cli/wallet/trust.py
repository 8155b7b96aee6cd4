"""`draaischijf wallet trust`: a trust list, read and shown."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typer

from draaischijf.cli.wallet.shared import JSON

app = typer.Typer(help="Vertrouwenslijst van uitgevers.", no_args_is_help=True, rich_markup_mode=None)


@app.command()
def show(file: Path = typer.Argument(..., help="The trust list, TOML or JSON."), as_json: bool = JSON) -> None:
    """Check a trust list, and show whom it believes about what.

    Example: draaischijf wallet trust show samples/wallet/trust.toml
    """
    from draaischijf.cli.common import envelope, print_json
    from draaischijf.wallet import load_trust

    found = load_trust(file)
    entries: list[dict[str, Any]] = [
        {
            "id": one.id,
            "name": one.name,
            "kinds": sorted(one.kinds) if one.kinds is not None else ["*"],
            "by": [*(["root"] * bool(one.roots)), *(["jwk"] * bool(one.jwks)), *(["did"] * bool(one.did))],
            "valid_from": one.valid_from.isoformat() if one.valid_from else None,
            "valid_until": one.valid_until.isoformat() if one.valid_until else None,
        }
        for one in found.entries
    ]
    if as_json:
        print_json(envelope("wallet-trust", {"name": found.name, "issuers": entries}))
        return
    for each in entries:
        typer.echo(f"{each['name'] or each['id']}: {', '.join(each['kinds'])} (met {', '.join(each['by'])})")
