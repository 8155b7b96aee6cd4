"""`draaischijf wallet documents`: contexts, DID documents and shapes that verification may need."""

from __future__ import annotations

from pathlib import Path

import typer

from draaischijf.cli.wallet.shared import JSON

app = typer.Typer(help="Documenten die bij het controleren nodig zijn.", no_args_is_help=True, rich_markup_mode=None)
URL = typer.Argument(..., help="URL that credentials name it by.")


@app.command(name="list")
def list_(as_json: bool = JSON) -> None:
    """Show what is at hand: what is built in, and what was installed.

    Example: draaischijf wallet documents list
    """
    from draaischijf.cli.common import envelope, print_json
    from draaischijf.cli.wallet.shared import documents
    from draaischijf.wallet.integrity.contexts import built_in

    installed = documents()
    if as_json:
        entries = [{"url": url, "bytes": len(data)} for url, data in installed.items()]
        print_json(envelope("wallet-documents", {"built_in": list(built_in()), "installed": entries}))
        return
    for url in built_in():
        typer.echo(f"ingebouwd     {url}")
    for url in installed:
        typer.echo(f"geinstalleerd {url}")


@app.command()
def install(url: str = URL, file: Path = typer.Argument(..., help="The document.")) -> None:
    """Keep a document under the URL that credentials name it by. By that you say that it is what the URL stands for.

    Example: draaischijf wallet documents install https://school.example/context.json context.json
    """
    from draaischijf.cli.wallet.shared import documents_folder, read_bytes
    from draaischijf.wallet.documents import install_document

    install_document(documents_folder(), url, read_bytes(file))
    typer.echo(f"geinstalleerd {url}")


@app.command()
def remove(url: str = URL) -> None:
    """Remove a document.

    Example: draaischijf wallet documents remove https://school.example/context.json
    """
    from draaischijf.cli.wallet.shared import documents_folder
    from draaischijf.wallet.documents import remove_document

    remove_document(documents_folder(), url)
    typer.echo(f"verwijderd {url}")
