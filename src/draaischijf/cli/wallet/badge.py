"""`draaischijf wallet badge`: an Open Badge 3.0, by itself, as a token, or baked into a picture."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from draaischijf.cli.wallet.shared import AT, JSON
from draaischijf.problems import Problem

if TYPE_CHECKING:
    from draaischijf.wallet import Achievement

_FIELDS = ("name", "id", "description", "criteria", "kind")


def badge(  # noqa: PLR0917 - typer reads options from the signature
    achievement: Path = typer.Argument(
        ..., help='JSON: {"name", "description", "criteria", "kind", "credits", "alignments": [{"target", "name"}]}.'
    ),
    issuer_name: str = typer.Option(..., help="Your name, as it stands in the badge."),
    issuer: str = typer.Option("", help="Your URL or DID; the did:key of your key unless said."),
    key: str = typer.Option("badges", help="Name of the key that signs; make it with --algorithm EdDSA."),
    holder: str = typer.Option("", help="URL or DID of whose it is."),
    days: int = typer.Option(0, min=0, help="How many days it is valid; without an end unless said."),
    token: bool = typer.Option(False, "--token", help="A signed token instead of a proof inside."),
    picture: Path | None = typer.Option(None, help="PNG or SVG to bake it into."),
    at: str = AT,
    out: Path | None = typer.Option(None, help="File for the badge."),
    as_json: bool = JSON,
) -> None:
    """Issue an Open Badge 3.0 that any wallet for badges can verify.

    Example: draaischijf wallet badge prestatie.json --issuer-name "Mbo Voorbeeld" --key badges --out badge.json
    """
    from draaischijf.cli.common import envelope, print_json
    from draaischijf.cli.wallet.shared import key_files, moment, read_object
    from draaischijf.wallet.badges import as_text, compose, issuer_did, sign_badge, sign_badge_token
    from draaischijf.wallet.integrity.multibase import multikey
    from draaischijf.wallet.keys import public_key_from_jwk

    signer, start = key_files().get(key), moment(at)
    profile = {"id": issuer or issuer_did(signer), "name": issuer_name}
    until = start + timedelta(days=days) if days else None
    made = compose(
        _achievement(read_object(achievement), str(achievement)),
        profile,
        holder=holder,
        valid_from=start,
        valid_until=until,
    )
    # Under a name of one's own the key stands behind it, as badges name keys; see docs/explanation/badges.md.
    method = f"{issuer}#{multikey(public_key_from_jwk(signer.jwk))}" if issuer else ""
    text = as_text((sign_badge_token if token else sign_badge)(made, signer, method))
    data = text.encode() if picture is None else _baked(picture, text)
    if out is not None:
        out.write_bytes(data)
    elif picture is not None:
        raise Problem("out-missing", "a picture goes into a file.", place="--out", hint="Name the file with --out.")
    if as_json:
        said = {"id": made["id"], "issuer": profile["id"], "format": "jwt" if token else "json", "badge": text}
        print_json(envelope("wallet-badge", said))
    elif out is None:
        typer.echo(text)


def _achievement(value: dict[str, Any], file: str) -> Achievement:
    from draaischijf.wallet import Achievement, Alignment

    known = {*_FIELDS, "credits", "alignments"}
    if unknown := set(value) - known:
        hint = f"Known are {', '.join(sorted(known))}."
        raise Problem("achievement-unknown", "is not known.", file=file, place=min(unknown), hint=hint)
    listed, credits_ = value.get("alignments", []), value.get("credits")
    if not isinstance(listed, list) or not all(isinstance(one, dict) and one.get("target") for one in listed):
        raise Problem("achievement-alignments", "is no list of objects with a target.", file=file, place="alignments")
    if credits_ is not None and (isinstance(credits_, bool) or not isinstance(credits_, int | float)):
        raise Problem("achievement-credits", "is no number.", file=file, place="credits")
    names = ("target", "name", "framework", "code", "kind")
    alignments = tuple(Alignment(*(str(one.get(name, "")) for name in names)) for one in listed)
    name, identifier, description, criteria, kind = (str(value.get(field, "")) for field in _FIELDS)
    return Achievement(name, identifier, description, criteria, kind, alignments, credits=credits_)


def _baked(picture: Path, text: str) -> bytes:
    from draaischijf.cli.wallet.shared import read_bytes
    from draaischijf.wallet.badges import bake_png, bake_svg

    data = read_bytes(picture)
    try:
        return bake_png(data, text) if data.startswith(b"\x89PNG") else bake_svg(data, text)
    except Problem as problem:
        raise problem.at(file=str(picture)) from problem
