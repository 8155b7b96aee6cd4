"""`draaischijf passport consent|look|looks|forget|prove-forgotten|verify`: who may see it, who did, and forgetting."""

from __future__ import annotations

from datetime import UTC, datetime

import typer

from draaischijf.cli import passport_common as common
from draaischijf.problems import Problem

app = typer.Typer(help="Consent: who may see what, for what, until when.", no_args_is_help=True, rich_markup_mode=None)


@app.command()
def grant(
    id: str = common.ID,
    *,
    party: str = typer.Option(..., help="Who may look."),
    purpose: str = typer.Option(..., help="What for, in words that the person understands."),
    until: str = typer.Option(..., help="Last day; a consent always ends."),
    since: str = typer.Option("", help="First day; today unless said."),
    claim: list[str] = typer.Option([], help="Only these claims; every claim that counts unless said."),
    part: list[str] = typer.Option(
        ["level", "proof"], help="What of each: level, currency, proof, evidence, use, source; or none."
    ),
    proposals: bool = typer.Option(False, "--proposals", help="Also what is not confirmed yet."),
    may: list[str] = typer.Option([], help="What an adviser may do: propose, confirm, evidence, export."),
    request: str = typer.Option("", help="Reference to the request that this answers."),
    preview: bool = typer.Option(False, "--preview", help="Show what would be seen, and give nothing."),
    release: str = common.RELEASE,
    as_json: bool = common.JSON,
) -> None:
    """Give consent, and print exactly what may be seen, for whom, what for and until when.

    Example: draaischijf passport consent grant 7f3k --party "Bal.com" --purpose sollicitatie --until 2027-01-31
    """
    from draaischijf.cli.common import envelope, open_release, print_json
    from draaischijf.passport import Act, Consent, Part, Selection
    from draaischijf.passport import preview as look_ahead
    from draaischijf.passport.record import notice
    from draaischijf.passport.records import replace

    language = open_release(release)
    parts = tuple(common.chosen(Part, one, "--part") for one in part if one != "none")
    acts = tuple(common.chosen(Act, one, "--may") for one in may)
    begins, ends = common.optional_day(since, "--since"), common.optional_day(until, "--until")
    today = datetime.now(UTC).date()
    chosen = Selection(tuple(claim), parts, proposals)
    made = common.fitting(lambda: Consent(party, purpose, chosen, begins or today, ends or today, acts, request))
    whole, passport = common.present(id)
    consent = replace(made, notice=notice(made, len(passport.counting)))
    given = ""
    if not preview:
        whole, given, passport = common.change(id, lambda desk: desk.consent(consent), common.acting())
    seen = look_ahead(passport, consent, language, max(consent.begins, today), common.numbers())
    if as_json:
        data = {"passport": whole, "consent": given or None, "notice": consent.notice, "paths": list(seen.paths),
                "claims": seen.claims}  # fmt: skip
        print_json(envelope("passport-consent", data, release=language.release))
        return
    typer.echo(consent.notice)
    for key, shown in seen.claims.items():
        typer.echo(f"  {key}  {shown['name']}")
    typer.echo("Nog niets gegeven: dit was een voorbeeld." if preview else f"Toestemming {given} gegeven.")


@app.command(name="list")
def list_(id: str = common.ID, as_json: bool = common.JSON) -> None:
    """List every consent that was given, and whether it holds.

    Example: draaischijf passport consent list 7f3k
    """
    from draaischijf.cli.common import envelope, print_json
    from draaischijf.passport.record import as_record, state_of

    _, passport = common.present(id)
    now = datetime.now(UTC)
    if as_json:
        records = [{"holds": one.holds(now), "record": as_record(passport, one, now)} for one in passport.consents]
        print_json(envelope("passport-consents", {"passport": passport.id, "consents": records}))
        return
    for one in passport.consents:
        typer.echo(f"{one.consent.id}  {one.consent.party}: {one.consent.purpose}; {state_of(one, now)}")
        typer.echo(f"    {one.consent.notice}")
    if not passport.consents:
        typer.echo("Niemand anders mag dit paspoort zien.")


@app.command()
def withdraw(
    id: str = common.ID,
    consent: str = typer.Argument(..., help="Id of the consent, such as t3."),
    *,
    as_json: bool = common.JSON,
) -> None:
    """Withdraw a consent; it ends at once.

    Example: draaischijf passport consent withdraw 7f3k t3
    """
    _, _, passport = common.change(id, lambda desk: desk.withdraw_consent(consent), common.acting())
    common.report_change(passport, None, [], as_json, f"Toestemming {consent} ingetrokken; dat geldt meteen.")


def look(
    id: str = common.ID,
    *,
    party: str = typer.Option(..., help="Who looks."),
    consent: str = typer.Option(..., help="Id of the consent, such as t3."),
    adviser: bool = typer.Option(False, "--adviser", help="Look as an adviser."),
    release: str = common.RELEASE,
    as_json: bool = common.JSON,
) -> None:
    """Look at a passport as another, under a consent; the look is written down and the person sees it.

    Example: draaischijf passport look 7f3k --party "Bal.com" --consent t3
    """
    from draaischijf.cli.common import envelope, open_release, print_json
    from draaischijf.passport import Acting, Actor, Role
    from draaischijf.passport import look as look_at

    language = open_release(release)
    by = Acting(Actor(Role.ADVISER if adviser else Role.PARTY, party, consent), "inzage")
    with common.passports() as store:
        whole = common.whole_id(store, id)
        seen = look_at(store, whole, by, language, common.numbers())
    if as_json:
        data = {"passport": whole, "consent": consent, "party": party, "purpose": seen.purpose,
                "paths": list(seen.paths), "claims": seen.claims}  # fmt: skip
        print_json(envelope("passport-look", data, release=language.release))
        return
    for key, shown in seen.claims.items():
        typer.echo(f"{key}  {shown['name']}  {_parts(shown)}")


def _parts(shown: object) -> str:
    assert isinstance(shown, dict)
    return ", ".join(f"{name} {value}" for name, value in shown.items() if name in ("level", "currency", "proof"))


def looks(id: str = common.ID, as_json: bool = common.JSON) -> None:
    """Show every look by another: who, when, what for, what was seen.

    Example: draaischijf passport looks 7f3k
    """
    from draaischijf.cli.common import envelope, print_json

    _, passport = common.present(id)
    if as_json:
        shapes = [
            {"at": one.at.isoformat(), "party": one.party, "purpose": one.purpose, "consent": one.consent,
             "paths": list(one.paths)} for one in passport.looks
        ]  # fmt: skip
        print_json(envelope("passport-looks", {"passport": passport.id, "looks": shapes}))
        return
    for one in passport.looks:
        claims = {path.split("/")[1] for path in one.paths}
        typer.echo(f"{one.at:%d-%m-%Y %H:%M}  {one.party}: {one.purpose} ({one.consent}), {len(claims)} vaardigheden")
    if not passport.looks:
        typer.echo("Niemand anders heeft gekeken.")


def forget(
    id: str = common.ID,
    *,
    yes: bool = typer.Option(False, "--yes", help="The person asked for it; there is no way back."),
    as_json: bool = common.JSON,
) -> None:
    """Forget a passport: everything in it and its key are destroyed, also when a backup is put back later.

    Example: draaischijf passport forget 7f3k --yes
    """
    from draaischijf.cli.common import envelope, print_json
    from draaischijf.passport.forgetting import prove_forgotten as prove

    if not yes:
        raise Problem("not-sure", "forgetting cannot be undone.", hint="Export first if you want; then give --yes.")
    with common.passports() as store:
        whole = common.whole_id(store, id)
        store.forget(whole, datetime.now(UTC))
        proof = prove(store, whole)
    if as_json:
        print_json(envelope("passport-forget", {"passport": whole, "holds": proof.holds}))
    else:
        typer.echo(f"Paspoort {whole} is vergeten; in de bestanden is niets leesbaars meer over.")
    if not proof.holds:
        raise typer.Exit(1)


def prove_forgotten(
    id: str = typer.Argument(..., help="Whole id of the passport that was forgotten."),
    *,
    word: list[str] = typer.Option([], help="A word that stood in it, to look for in every byte."),
    as_json: bool = common.JSON,
) -> None:
    """Search every byte of the store for what is left of a passport that was forgotten.

    Example: draaischijf passport prove-forgotten 7f3k0000abcd1234 --word "Vlinderstraat"
    """
    from draaischijf.cli.common import envelope, print_json
    from draaischijf.passport.forgetting import prove_forgotten as prove

    with common.passports() as store:
        proof = common.fitting(lambda: prove(store, id, word), "--word")
    if as_json:
        data = {"passport": id, "holds": proof.holds, "listed": proof.listed, "gone": proof.gone, "words": proof.words,
                "files": [{"file": name, "bytes": size} for name, size in proof.files],
                "remains": [one._asdict() for one in proof.remains]}  # fmt: skip
        print_json(envelope("passport-proof", data))
    else:
        for name, size in proof.files:
            typer.echo(f"{name}: {size:,} bytes doorzocht")
        for one in proof.remains:
            typer.echo(f"GEVONDEN: {one.what} in {one.file} op byte {one.offset:,}")
        typer.echo(_verdict(proof.holds, proof.listed, proof.gone))
    if not proof.holds:
        raise typer.Exit(1)


def _verdict(holds: bool, listed: bool, gone: bool) -> str:
    if holds:
        return "Er is niets leesbaars over."
    if not gone:
        return "Dit paspoort is niet vergeten."
    return "Er is nog iets over." if listed else "Dit paspoort staat niet op de lijst van vergeten paspoorten."


def verify(as_json: bool = common.JSON) -> None:
    """Check the whole store: every record opens, every link of the chain fits, nothing is missing.

    Example: draaischijf passport verify
    """
    from draaischijf.cli.common import envelope, print_json, say_problems

    with common.passports() as store:
        count, found = len(store.ids()), store.verify()
    if as_json:
        print_json(envelope("passport-verify", {"passports": count, "sound": not found}, problems=found))
    else:
        typer.echo(f"{count} paspoorten, {'alles klopt' if not found else 'er is iets mis'}.")
    say_problems(found)
    if found:
        raise typer.Exit(1)
