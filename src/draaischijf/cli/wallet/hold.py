"""`draaischijf wallet import | list | present | sent`: what a holder keeps and shows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from draaischijf.cli.wallet.shared import AT, JSON, TRUST
from draaischijf.problems import Problem

if TYPE_CHECKING:
    from draaischijf.passport import Claim
    from draaischijf.wallet import Credential, Verification
    from draaischijf.wallet.holder import Held, Preview


def import_(  # noqa: PLR0917 - typer reads options from the signature
    what: str = typer.Argument(..., help="A file, or the link of an offer (openid-credential-offer://...)."),
    pin: str = typer.Option("", help="The code that came apart from an offer."),
    trust: Path | None = TRUST,
    passport: str = typer.Option("", help="Passport to propose the skills in it to; its beginning is enough."),
    at: str = AT,
    as_json: bool = JSON,
) -> None:
    """Keep a credential, and say what it proposes for a passport. Nothing counts until the person confirms it.

    A file is taken in any format that is known; a link is taken up with its issuer. One whose signature is wrong is
    not kept (leaves with 1). With --passport the proposals wait there to be confirmed.

    Example: draaischijf wallet import samples/wallet/heftruck.sdjwt --trust samples/wallet/trust.toml --at 2026-11-21
    """
    from draaischijf.cli.common import envelope, open_release, print_json
    from draaischijf.cli.wallet.shared import documents, held_credentials, key_files, moment, read_bytes, trust_list
    from draaischijf.wallet import Context, Verdict, read_credentials, verify

    context = Context(moment(at), trust_list(trust), documents=documents())
    keys = key_files()
    store = held_credentials(keys)
    language = open_release()
    if "://" in what:
        taken = [(one.data, one) for one in _receiver(store, keys).receive(what, pin)]
    else:
        taken = [(read_bytes(Path(what)), None)]
    entries: list[dict[str, Any]] = []
    for data, kept in taken:
        verdict = verify(data, context, file=what)
        refused = verdict.axes["signature"].verdict is Verdict.BAD
        held = kept or (None if refused else store.add(data))
        for one in read_credentials(data, file=what):
            entries.append(_entry(held, one, verdict, language, passport))
            if not as_json:
                _show(entries[-1], verdict, language)
    if as_json:
        print_json(envelope("wallet-import", {"credentials": entries}, release=language.release))
    if any(each["id"] is None for each in entries):
        raise typer.Exit(1)


def _receiver(store: Any, keys: Any) -> Any:
    from draaischijf.wallet.client import send
    from draaischijf.wallet.holder import Receiver

    return Receiver(store, keys, send)


def _entry(held: Held | None, one: Credential, verdict: Verification, language: Any, passport: str) -> dict[str, Any]:
    from draaischijf.wallet.proposals import proposals_of

    good = verdict.accepted(["signature", "issuer", "freshness"])
    claims = [] if held is None else proposals_of(one, language, reference=held.id, verified=good)
    if held is not None and passport and claims:
        _propose(passport, claims, held.id)
    return {
        "id": held.id if held else None,
        **_summary(one),
        "axes": {axis: found.as_dict() for axis, found in verdict.axes.items()},
        "proposals": [
            {"uri": each.uri, "words": each.words, "inferred_from": each.inferred_from or None} for each in claims
        ],
    }


def _propose(passport: str, claims: list[Claim], reference: str) -> None:
    from draaischijf.cli import passport_common as common

    common.change(
        passport,
        lambda desk: [desk.propose(one) for one in claims],
        common.acting(ground=f"credential {reference}"),
    )


def _summary(one: Credential) -> dict[str, Any]:
    return {
        "format": one.format,
        "type": one.type,
        "issuer": one.issuer,
        "kind": one.kind.value if one.kind else None,
        "valid_from": one.valid_from.isoformat() if one.valid_from else None,
        "valid_until": one.valid_until.isoformat() if one.valid_until else None,
        "achievements": [each.name for each in one.achievements],
    }


def _show(entry: dict[str, Any], verdict: Verification, language: Any) -> None:
    from draaischijf.cli.wallet.words import AXES, VERDICTS, reason

    typer.echo(f"{entry['id'] or 'NIET BEWAARD'}: {', '.join(entry['achievements']) or entry['type']}")
    for axis, found in verdict.axes.items():
        # Who keeps it presents nothing yet: whether the holder signed is not asked here.
        if axis != "binding":
            typer.echo(f"  {AXES[axis]}: {VERDICTS[found.verdict.value]} ({reason(found)})")
    for each in entry["proposals"]:
        name = language.concepts.name(language.id_of(each["uri"])).text
        typer.echo(f"  voorstel: {name}{' (afgeleid)' if each['inferred_from'] else ''}")


def list_(as_json: bool = JSON) -> None:
    """Show the credentials that are kept.

    Example: draaischijf wallet list
    """
    from draaischijf.cli.common import envelope, print_json
    from draaischijf.cli.wallet.shared import held_credentials, key_files
    from draaischijf.wallet import read_credentials

    entries = [
        {"id": held.id, "bound": bool(held.key), **_summary(one)}
        for held in held_credentials(key_files())
        for one in read_credentials(held.data, file=held.id)
    ]
    if as_json:
        print_json(envelope("wallet-list", {"credentials": entries}))
        return
    for each in entries:
        typer.echo(f"{each['id']}: {', '.join(each['achievements']) or each['type']}, {each['issuer']}")
    if not entries:
        typer.echo("nog niets bewaard")


def sent(
    withdraw: str = typer.Option("", help="Id of what you object to; written down, as what was sent cannot come back."),
    as_json: bool = JSON,
) -> None:
    """Show what was sent, to whom and why.

    Example: draaischijf wallet sent
    """
    from draaischijf.cli.common import envelope, print_json
    from draaischijf.cli.wallet.shared import held_credentials, key_files, moment

    store = held_credentials(key_files())
    records = [store.withdraw(withdraw, moment(""))] if withdraw else store.sent()
    if as_json:
        print_json(envelope("wallet-sent", {"sent": [one.as_dict() for one in records]}))
        return
    for one in records:
        back = f", ingetrokken op {one.withdrawn:%d-%m-%Y}" if one.withdrawn else ""
        paths = sum(map(len, one.disclosed.values()))
        typer.echo(f"{one.id}: {one.at:%d-%m-%Y}, {one.name or one.party}, {paths} gegevens: {one.purpose}{back}")
    if not records:
        typer.echo("nog niets verstuurd")


def present(  # noqa: PLR0917 - typer reads options from the signature
    what: str = typer.Argument(..., help="The link of a question (openid4vp://...), or the id of a kept credential."),
    disclose: list[str] = typer.Option([], help="Claim to show of a kept credential, as achievement/name."),
    audience: str = typer.Option("", help="For whom, with a kept credential."),
    nonce: str = typer.Option("", help="What to repeat, with a kept credential."),
    yes: bool = typer.Option(False, "--yes", help="Send what is shown; without it nothing leaves."),
    verifiers: Path | None = typer.Option(None, help="Root certificates (PEM) of who may vouch for verifiers."),
    out: Path | None = typer.Option(None, help="File for the presentation of a kept credential."),
    as_json: bool = JSON,
) -> None:
    """Show what would leave, for whom and why; send it only with --yes.

    Example: draaischijf wallet present "openid4vp://?client_id=...&request_uri=..."
    """
    from draaischijf.cli.common import envelope, print_json
    from draaischijf.cli.wallet.shared import held_credentials, key_files

    keys = key_files()
    store = held_credentials(keys)
    if "://" not in what:
        _present_one(store, keys, what, disclose, audience, nonce, out, as_json)
        return
    shower = _shower(store, keys, verifiers)
    preview = shower.preview(what)
    if not as_json:
        _show_preview(preview)
    back = shower.send(preview) if yes else None
    if as_json:
        data = {**preview.as_dict(), "sent": yes, "redirect_uri": back or None}
        print_json(envelope("wallet-present", data))
    elif yes:
        typer.echo(f"\nverstuurd{f'; ga verder op {back}' if back else ''}")
    if preview.missing:
        raise typer.Exit(1)


def _shower(store: Any, keys: Any, verifiers: Path | None) -> Any:
    from draaischijf.wallet.client import send
    from draaischijf.wallet.holder import Shower
    from draaischijf.wallet.trust_file import certificates

    roots: list[bytes] = []
    if verifiers is not None:
        try:
            roots = certificates(verifiers.read_text("ascii"))
        except (OSError, ValueError) as error:
            raise Problem("certificate-invalid", "has no certificates in PEM.", file=str(verifiers)) from error
    return Shower(store, keys, send, roots=tuple(roots))


def _present_one(  # noqa: PLR0917 - as the verb
    store: Any, keys: Any, name: str, paths: list[str], audience: str, nonce: str, out: Path | None, as_json: bool
) -> None:
    from draaischijf.cli.common import envelope, print_json
    from draaischijf.wallet.holder import present_held

    text = present_held(store.get(name), keys, [_path(one) for one in paths], audience=audience, nonce=nonce)
    if out is not None:
        out.write_text(text + "\n", encoding="ascii")
    if as_json:
        print_json(envelope("wallet-presentation", {"credential": name, "presentation": text}))
    elif out is None:
        typer.echo(text)


def _path(text: str) -> tuple[str | int, ...]:
    return tuple(int(part) if part.isdigit() else part for part in text.split("/"))


def _show_preview(preview: Preview) -> None:
    from draaischijf.cli.wallet.words import reason

    asked = preview.request
    typer.echo(f"Wie vraagt het: {asked.name or '(noemt geen naam)'} ({asked.certificate_name})")
    typer.echo(f"  {reason(asked.known)}")
    typer.echo(f"Waarom: {asked.purpose or '(zegt niet waarom)'}")
    typer.echo(f"Waarheen: {asked.response_uri}{'' if asked.encryption else ' (NIET versleuteld)'}")
    for one in preview.leaving:
        typer.echo(f"\nUit bewijs {one.credential} van {one.issuer} gaat mee:")
        for path, value in one.claims:
            typer.echo(f"  {one.label(path)}: {value}")
        typer.echo(f"  en altijd: {', '.join(one.always)}")
        typer.echo(f"Blijft hier: {', '.join(map(one.label, one.held_back)) or 'niets'}")
    for each in preview.missing:
        typer.echo(f"\nGevraagd en niet aanwezig: {each}")
    if not preview.missing:
        typer.echo("\nEr is nog niets verstuurd; geef --yes om dit te versturen.")
