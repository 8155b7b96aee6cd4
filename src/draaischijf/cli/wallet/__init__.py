"""`draaischijf wallet …`: signed proof in and out; one file per verb."""

from __future__ import annotations

import typer

from draaischijf.cli.wallet import badge, documents, hold, issue, keys, serve, status, trust, verify

app = typer.Typer(help="Bewijs dat met iemand meereist.", no_args_is_help=True, rich_markup_mode=None)
app.command(name="verify")(verify.verify)
app.command(name="import")(hold.import_)
app.command(name="list")(hold.list_)
app.command(name="present")(hold.present)
app.command(name="sent")(hold.sent)
app.command(name="issue")(issue.issue)
app.command(name="badge")(badge.badge)
app.command(name="offer")(issue.offer)
app.command(name="serve")(serve.serve)
app.add_typer(documents.app, name="documents")
app.add_typer(status.app, name="status")
app.add_typer(keys.app, name="keys")
app.add_typer(trust.app, name="trust")
