"""`draaischijf wallet verify`: a credential or presentation, judged on five axes."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from draaischijf.cli.wallet.shared import AT, JSON, TRUST
from draaischijf.problems import Problem

if TYPE_CHECKING:
    from draaischijf.wallet import Axis, Verification


def verify(  # noqa: PLR0917 - typer reads options from the signature
    file: Path = typer.Argument(..., help="The credential or presentation; - for standard input."),
    trust: Path | None = TRUST,
    require: str = typer.Option("", help="Axes that must be good, as signature,issuer,freshness."),
    at: str = AT,
    nonce: str = typer.Option("", help="What the presentation must repeat."),
    audience: str = typer.Option("", help="For whom the presentation must be."),
    status_list: list[Path] = typer.Option([], help="A status list at hand; may be given more than once."),
    online: bool = typer.Option(False, "--online", help="Allow status lists and keys to be fetched."),
    as_json: bool = JSON,
) -> None:
    """Verify a credential or presentation: signature, issuer, status, freshness and holder, each with its reason.

    Accepted where signature and freshness are good, and status where the credential names one; with --nonce or
    --audience also the binding to its holder, where it names one. --require names other axes. Leaves with 1 where it
    is refused. Nothing is fetched without --online.

    Example: draaischijf wallet verify samples/wallet/heftruck.sdjwt --trust samples/wallet/trust.toml --at 2026-11-21
    """
    from draaischijf.cli.common import envelope, print_json, say_problems

    wanted = _axes(require)
    try:
        found = _verify(file, trust, at, nonce, audience, status_list, online)
    except Problem as problem:
        if problem.place is not None and problem.place.startswith("--"):
            raise
        if as_json:
            print_json(envelope("wallet-verify", None, problems=[problem]))
        say_problems([problem])
        raise typer.Exit(2) from problem
    required = wanted or _required(found, bool(nonce or audience))
    if as_json:
        print_json(envelope("wallet-verify", found.as_dict(required)))
    else:
        _show(found, required)
    if not found.accepted(required):
        raise typer.Exit(1)


def _verify(  # noqa: PLR0917 - as the verb
    file: Path, trust: Path | None, at: str, nonce: str, audience: str, lists: list[Path], online: bool
) -> Verification:
    from draaischijf.cli.wallet.shared import documents, moment, read_bytes, trust_list
    from draaischijf.wallet import Context, verify
    from draaischijf.wallet.client import cached, fetch

    context = Context(
        moment(at),
        trust_list(trust),
        nonce or None,
        audience or None,
        {uri: data for one in lists for uri, data in _status_list(one)},
        documents=documents(),
        fetcher=cached(fetch) if online else None,
    )
    return verify(read_bytes(file), context, file=str(file))


def _axes(text: str) -> frozenset[Axis] | None:
    from draaischijf.wallet import AXES

    if not text:
        return None
    named = [one.strip() for one in text.split(",") if one.strip()]
    found = frozenset(axis for axis in AXES if axis in named)
    if unknown := [one for one in named if one not in AXES]:
        hint = f"Known are {', '.join(AXES)}."
        raise Problem("axis-unknown", f"there is no axis {unknown[0]!r}.", place="--require", hint=hint)
    return found


def _required(found: Verification, asked: bool) -> Collection[Axis]:
    from draaischijf.wallet import Verdict

    bound = found.axes["binding"].verdict is not Verdict.NOT_APPLICABLE
    return [*found.required(), "binding"] if asked and bound else found.required()


def _status_list(file: Path) -> list[tuple[str, bytes]]:
    """Return a status list under every name by which a credential may know it."""
    from draaischijf.cli.wallet.shared import read_bytes
    from draaischijf.wallet import detect

    data = read_bytes(file)
    said: Any = detect(data, file=str(file)).value
    said = said if isinstance(said, dict) else {}
    inner = said.get("vc") if isinstance(said.get("vc"), dict) else said
    names = [one for one in (said.get("sub"), said.get("id"), said.get("jti"), inner.get("id")) if isinstance(one, str)]
    if not names:
        raise Problem("status-list-unnamed", "does not say which list it is.", file=str(file))
    return [(name, data) for name in dict.fromkeys(names)]


def _show(found: Verification, required: Collection[Axis]) -> None:
    from draaischijf.cli.wallet.words import AXES, VERDICTS, reason

    typer.echo(f"{'AANVAARD' if found.accepted(required) else 'GEWEIGERD'}  {found.format}")
    for axis, one in found.axes.items():
        mark = "*" if axis in required else " "
        typer.echo(f"{mark} {AXES[axis]:<13} {VERDICTS[one.verdict.value]:<9} {reason(one)}")
    typer.echo("* moet goed zijn")
