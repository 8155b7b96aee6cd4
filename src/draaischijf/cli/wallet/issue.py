"""`draaischijf wallet issue | offer`: what an issuer gives."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typer

from draaischijf.cli.wallet.shared import AT, JSON
from draaischijf.problems import Problem

CLAIMS = typer.Argument(None, help='What it says, JSON: {"evidence_kind", "achievement": {...}} or {"skills": [...]}.')
PASSPORT = typer.Option("", help="Passport whose confirmed skills it says, instead of a file.")
KIND = typer.Option("achievement", "--type", help="achievement or passport.")
REFERENCE = typer.Option("", help="Your own word for it, to revoke it by; no name.")


def issue(  # noqa: PLR0917 - typer reads options from the signature
    claims: Path | None = CLAIMS,
    passport: str = PASSPORT,
    issuer: str = typer.Option(..., help="Your URL, as it stands in the credential."),
    key: str = typer.Option("issuer", help="Name of the key that signs."),
    kind: str = KIND,
    holder: Path | None = typer.Option(None, help="Public key of the holder (JWK); without it, it is bound to nobody."),
    status_list: str = typer.Option("", help="URI of your status list; without it, it cannot be revoked."),
    reference: str = REFERENCE,
    at: str = AT,
    out: Path | None = typer.Option(None, help="File for the credential."),
    as_json: bool = JSON,
) -> None:
    """Issue a credential (SD-JWT VC) into a file; `offer` gives one to a wallet.

    Example: draaischijf wallet issue bewijs.json --issuer https://mbo.example --key issuer --out bewijs.sdjwt
    """
    from draaischijf.cli.common import envelope, print_json
    from draaischijf.cli.wallet.shared import key_files, moment, read_object, statuses
    from draaischijf.wallet.vci import Issuer, IssuerSettings
    from draaischijf.wallet.vci.tokens import Grant

    kind, said = _said(claims, passport, kind)
    moment_ = moment(at)
    settings = IssuerSettings(issuer, issuer, status_list=status_list)
    giver = Issuer(settings, key_files().get(key), statuses=statuses() if status_list else None)
    configuration = settings.configuration(kind)
    if configuration is None:
        raise Problem("configuration-unknown", f"there is no type {kind!r}.", place="--type", hint="See --help.")
    bound = None if holder is None else read_object(holder)
    text = giver.issue(configuration, Grant(kind, said, reference), bound, moment_)
    if out is not None:
        out.write_text(text + "\n", encoding="ascii")
    if as_json:
        data = {"type": configuration.vct, "issuer": issuer, "reference": reference or None, "credential": text}
        print_json(envelope("wallet-issue", data))
    elif out is None:
        typer.echo(text)


def offer(  # noqa: PLR0917 - typer reads options from the signature
    claims: Path | None = CLAIMS,
    passport: str = PASSPORT,
    issuer: str = typer.Option(..., help="URL of the issuer that runs, such as that of `wallet serve`."),
    key: str = typer.Option("demo", help="Name of the key that the issuer signs with."),
    kind: str = KIND,
    reference: str = REFERENCE,
    no_pin: bool = typer.Option(False, "--no-pin", help="Ask no code that is sent apart."),
    as_json: bool = JSON,
) -> None:
    """Make an offer that a wallet takes up with the issuer that runs on this machine.

    Example: draaischijf wallet offer bewijs.json --issuer http://127.0.0.1:8700
    """
    from draaischijf.cli.common import envelope, print_json
    from draaischijf.cli.wallet.shared import key_files, states
    from draaischijf.wallet.vci import Issuer, IssuerSettings

    kind, said = _said(claims, passport, kind)
    giver = Issuer(IssuerSettings(issuer, issuer), key_files().get(key), states=states())
    made = giver.offer(kind, said, reference=reference, pin=not no_pin)
    if as_json:
        print_json(envelope("wallet-offer", {"link": made.link, "pin": made.pin or None, "offer": dict(made.value)}))
        return
    typer.echo(made.link)
    if made.pin:
        typer.echo(f"code, apart te geven: {made.pin}")


def _said(claims: Path | None, passport: str, kind: str) -> tuple[str, dict[str, Any]]:
    """Return which kind of credential and what it says: from a file, or from a passport."""
    from draaischijf.cli.wallet.shared import read_object

    if bool(passport) == (claims is not None):
        raise Problem("claims-missing", "says nothing, or two things.", hint="Give a file with claims, or --passport.")
    if claims is not None:
        return kind, read_object(claims)
    from draaischijf.cli import passport_common as common
    from draaischijf.cli.common import open_release
    from draaischijf.wallet.skills import skills_claim

    language = open_release()
    return "passport", {"skills": skills_claim(common.profile_in(passport, language, common.day_of("")), language)}
