"""`draaischijf site`: set up and look after the site."""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path

import typer

from draaischijf.problems import Problem

app = typer.Typer(help="Set up and look after the site.", no_args_is_help=True, rich_markup_mode=None)


@app.command()
def sample(
    data: Path = typer.Option(Path("out/site"), help="Folder for the database and keys of the try-out."),
    port: int = typer.Option(8000, min=1, max=65535, help="Port to listen on."),
    browse: bool = typer.Option(True, help="Open a browser where there is one."),
    run: bool = typer.Option(True, help="Serve after setting up."),
) -> None:
    """Set the site up with sample data on SQLite and open it; prints the address and the sample sign-ins.

    Example: draaischijf site sample --port 8080
    """
    from draaischijf.cli.serve import run_server, start_django

    os.environ |= {"DRAAISCHIJF_SITE_LOCAL": "1", "DRAAISCHIJF_SITE_DATA": str(data.resolve()), "DATABASE_URL": ""}
    start_django()
    from django.core.management import call_command

    from draaischijf.site.sample import PASSWORD, fill, sign_ins

    call_command("migrate", verbosity=0)
    fill()
    address = f"http://127.0.0.1:{port}/"
    print(f"De site staat op {address}")
    print("De mensen, organisaties en vacatures erin zijn verzonnen.")
    print(f"\nInloggen kan met deze adressen, alle met het wachtwoord {PASSWORD}")
    for email, what in sign_ins():
        print(f"  {email:26} {what}")
    if not run:
        return
    print("\nStoppen: Ctrl+C", flush=True)
    if browse:
        threading.Timer(1.0, _open, (address,)).start()
    run_server("127.0.0.1", port, 4)


def _open(address: str) -> None:
    import webbrowser

    # Only a graphical screen: a browser in the terminal would take it over.
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or os.name == "nt":
        webbrowser.open(address)


@app.command()
def migrate() -> None:
    """Make or update the tables of the database; forget again what a backup brought back."""
    from draaischijf.cli.serve import check_database, start_django

    start_django()
    from django.core.management import call_command

    call_command("migrate", verbosity=1)
    check_database()


@app.command()
def employer(
    organisation: str = typer.Argument(..., help="Name of the organisation; made where it is new."),
    email: str = typer.Argument(..., help="Address of who acts for it; the account is made where it is new."),
) -> None:
    """Let someone act for an organisation as employer; asks for a password for a new account.

    Example: draaischijf site employer "Zonnedak BV" anna@zonnedak.example
    """
    from draaischijf.cli.serve import start_django

    start_django()
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    from draaischijf.site.accounts.models import User
    from draaischijf.site.accounts.roles import Role
    from draaischijf.site.accounts.services import grant, organisation_called, register

    known = User.objects.filter(email=email.lower()).first()
    try:
        validate_email(email)
        if known is None:
            password = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
            validate_password(password, User(email=email))
    except ValidationError as error:
        raise Problem("account-wrong", " ".join(error.messages), place=email) from error
    wall = organisation_called(organisation)
    if known is None:
        register(email, password, Role.EMPLOYER, wall)
    else:
        grant(known.pk, Role.EMPLOYER, wall)
    print(f"{email} acts for {organisation}.")


@app.command()
def work() -> None:
    """Do jobs in this process, until stopped; for a machine apart from those that serve pages."""
    from draaischijf.cli.common import say
    from draaischijf.cli.serve import check_database, start_django

    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    start_django()
    check_database()
    from draaischijf.site.jobs.runner import work as run

    say("Klaar voor taken. Stoppen: Ctrl+C")
    run(stop)


@app.command()
def check() -> None:
    """Look whether the settings are fit for production and the passports are sound; leaves with 1 where not."""
    from draaischijf.cli.common import say_problems
    from draaischijf.cli.serve import check_database, start_django

    start_django()
    from django.core.management import call_command
    from django.core.management.base import SystemCheckError

    check_database()
    from draaischijf.site.passports.services import store

    problems = store().verify()
    say_problems(problems)
    try:
        call_command("check", deploy=True, fail_level="WARNING")
    except SystemCheckError as error:
        print(error)
        raise typer.Exit(1) from error
    if problems:
        raise typer.Exit(1)
