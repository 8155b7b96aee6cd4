"""`draaischijf passport`: what a person can do, what shows it, its history, and who may see it."""

from __future__ import annotations

import typer

from draaischijf.cli import passport_common as common
from draaischijf.cli import passport_making, passport_sharing, passport_show
from draaischijf.problems import Problem

app = typer.Typer(
    help="A passport of skills that the person owns: make it, confirm it, show it, share it, forget it.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command()
def new(
    *,
    label: str = typer.Option("", help="What the person calls it; sealed with the rest."),
    as_json: bool = common.JSON,
) -> None:
    """Make an empty passport and print its id.

    Example: draaischijf passport new --label "mijn paspoort"
    """
    from draaischijf.cli.common import envelope, print_json
    from draaischijf.passport import open_passport

    with common.passports() as store:
        id = open_passport(store, label)
    if as_json:
        print_json(envelope("passport-new", {"passport": id, "version": 1}))
    else:
        typer.echo(id)


@app.command(name="list")
def list_(as_json: bool = common.JSON) -> None:
    """List the passports in the store.

    Example: draaischijf passport list
    """
    from draaischijf.cli.common import envelope, print_json
    from draaischijf.passport import fold

    with common.passports() as store:
        found = [fold(id, store.load(id)) for id in store.ids()]
    if as_json:
        shapes = [
            {"passport": one.id, "label": one.label, "version": one.version, "claims": len(one.claims),
             "counting": len(one.counting)} for one in found
        ]  # fmt: skip
        print_json(envelope("passport-list", {"passports": shapes}))
        return
    for one in found:
        typer.echo(f"{one.id}  {len(one.counting)} van {len(one.claims)} bevestigd  {one.label}")


@app.command()
def add(
    id: str = common.ID,
    skill: str = typer.Argument(..., help="Name of the skill as the skills language says it, or its URI."),
    *,
    level: int = typer.Option(2, min=1, max=4, help="1 with help, 2 alone, 3 in the unexpected too, 4 teaches others."),
    licence: str = typer.Option("", help="Name of the licence, for a claim that is a licence."),
    cefr: str = typer.Option("", help="Level of a language, A1 to C2."),
    release: str = common.RELEASE,
    adviser: str = common.ADVISER,
    consent: str = common.CONSENT,
    ground: str = common.GROUND,
    as_json: bool = common.JSON,
) -> None:
    """Add a claim that the person makes, and thereby confirm it.

    Example: draaischijf passport add 7f3k "heftruck besturen" --level 3
    """
    from draaischijf.cli.common import open_release
    from draaischijf.passport import Claim, ClaimKind

    language = open_release(release)
    uri = common.concept_of(skill, language)
    row = language.id_of(uri)
    kind = ClaimKind.LICENCE if licence else ClaimKind(language.concepts.kinds[row] if row is not None else "skill")
    claim = common.fitting(
        lambda: Claim(uri, kind, level=level, words=licence, cefr=cefr.upper(), release=language.release), "--cefr"
    )
    by = common.acting(adviser, consent, ground)
    _, made, passport = common.change(id, lambda desk: desk.add(claim), by)
    common.report_change(passport, language, [made], as_json, "Toegevoegd en bevestigd:")


@app.command()
def evidence(
    id: str = common.ID,
    claim: str = typer.Argument(..., help="Id of the claim, such as c2."),
    *,
    kind: str = typer.Option(..., help="diploma, certificate, registration, observation, work-experience, ..."),
    title: str = typer.Option("", help="Name of the paper or piece of work."),
    issuer: str = typer.Option("", help="Who gave it."),
    context: str = typer.Option("", help="Where it comes from; another context counts for more."),
    issued: str = typer.Option("", help="Day on which it was given."),
    ended: str = typer.Option("", help="Last day of the work or study behind it."),
    expires: str = typer.Option("", help="Last day on which it holds."),
    level: int | None = typer.Option(None, min=1, max=4, help="Level that it shows."),
    stage: str = typer.Option("", help="with-help, under-supervision, alone or teaches-others."),
    checked: str = typer.Option("stated", help="stated, paper-seen, signature-verified or register-looked-up."),
    observer: str = typer.Option("", help="Who saw it; a pseudonym will do."),
    words: str = typer.Option("", help="What the observer said."),
    credential: str = typer.Option("", help="Reference to a credential in the wallet."),
    adviser: str = common.ADVISER,
    consent: str = common.CONSENT,
    ground: str = common.GROUND,
    as_json: bool = common.JSON,
) -> None:
    """Add evidence to a claim: what shows it, who says so, and how that was checked.

    Example: draaischijf passport evidence 7f3k c2 --kind observation --observer w1 --context depot --level 3
    """
    from draaischijf.passport import Checked, EvidenceItem, Stage
    from draaischijf.terms import EvidenceKind

    which = common.chosen(EvidenceKind, kind, "--kind")
    days = [common.optional_day(text, option) for text, option in
            ((issued, "--issued"), (ended, "--ended"), (expires, "--expires"))]  # fmt: skip
    item = common.fitting(
        lambda: EvidenceItem(
            which,
            title=title,
            issuer=issuer,
            context=context,
            issued=days[0],
            ended=days[1],
            expires=days[2],
            level=level,
            stage=common.chosen(Stage, stage, "--stage") if stage else None,
            checked=common.chosen(Checked, checked, "--checked"),
            observer=observer,
            words=words,
            credential=credential,
        )
    )
    by = common.acting(adviser, consent, ground)
    _, made, passport = common.change(id, lambda desk: desk.add_evidence(claim, item), by)
    common.report_change(passport, None, [claim], as_json, f"Bewijs {made} toegevoegd aan:")


@app.command()
def use(
    id: str = common.ID,
    claim: str = typer.Argument(..., help="Id of the claim, such as c2."),
    *,
    kind: str = typer.Option("paid-work", help="paid-work, care, volunteering, hobby or learning."),
    began: str = typer.Option("", help="First day."),
    ended: str = typer.Option("", help="Last day; nothing where it goes on."),
    context: str = typer.Option("", help="Where."),
    adviser: str = common.ADVISER,
    consent: str = common.CONSENT,
    ground: str = common.GROUND,
    as_json: bool = common.JSON,
) -> None:
    """Say when a skill was used or refreshed: paid work, care, volunteering, hobby and learning all count.

    Example: draaischijf passport use 7f3k c2 --kind care --began 2015-01-01 --ended 2024-12-31
    """
    from draaischijf.passport import Use, UseKind

    which = common.chosen(UseKind, kind, "--kind")
    first, last = common.optional_day(began, "--began"), common.optional_day(ended, "--ended")
    period = common.fitting(lambda: Use(which, first, last, context), "--ended")
    by = common.acting(adviser, consent, ground)
    _, made, passport = common.change(id, lambda desk: desk.add_use(claim, period), by)
    common.report_change(passport, None, [claim], as_json, f"Gebruik {made} toegevoegd aan:")


@app.command()
def confirm(
    id: str = common.ID,
    claims: list[str] = typer.Argument(None, help="Ids of claims, such as c2."),
    *,
    everything: bool = typer.Option(False, "--all", help="Every proposal that stands open."),
    adviser: str = common.ADVISER,
    consent: str = common.CONSENT,
    ground: str = common.GROUND,
    as_json: bool = common.JSON,
) -> None:
    """Confirm proposals: from then on they count.

    Example: draaischijf passport confirm 7f3k c2 c5
    """
    from draaischijf.passport import Desk, Status

    if not claims and not everything:
        raise Problem("no-claims", "name claims, or --all.", hint="See: draaischijf passport show.")

    def act(desk: Desk) -> list[str]:
        open_ones = [one.id for one in desk.passport.claims if one.status is Status.PROPOSED]
        named = open_ones if everything else list(claims)
        if named:
            desk.confirm(named)
        return named

    _, done, passport = common.change(id, act, common.acting(adviser, consent, ground))
    common.report_change(passport, None, done, as_json, f"{len(done)} bevestigd:")


@app.command()
def correct(
    id: str = common.ID,
    claim: str = typer.Argument(..., help="Id of the claim, such as c2."),
    *,
    level: int | None = typer.Option(None, min=1, max=4, help="The right level."),
    skill: str = typer.Option("", help="The right skill, by name or URI."),
    words: str | None = typer.Option(None, help="The right words for it, or name of the licence."),
    cefr: str = typer.Option("", help="The right level of a language, A1 to C2."),
    release: str = common.RELEASE,
    adviser: str = common.ADVISER,
    consent: str = common.CONSENT,
    ground: str = common.GROUND,
    as_json: bool = common.JSON,
) -> None:
    """Put a claim right, and thereby confirm it.

    Example: draaischijf passport correct 7f3k c5 --level 3
    """
    from draaischijf.cli.common import open_release
    from draaischijf.passport import ClaimKind
    from draaischijf.passport.events import Corrected

    language = open_release(release)
    uri = common.concept_of(skill, language) if skill else None
    row = language.id_of(uri) if uri else None
    kind = ClaimKind(language.concepts.kinds[row]) if row is not None else None
    correction = Corrected(claim, uri, kind, level, words, cefr.upper() or None, language.release if uri else None)
    by = common.acting(adviser, consent, ground)
    _, _, passport = common.change(id, lambda desk: desk.correct(correction), by)
    common.report_change(passport, language, [claim], as_json, "Verbeterd en bevestigd:")


@app.command()
def reject(
    id: str = common.ID,
    claims: list[str] = common.CLAIMS,
    *,
    adviser: str = common.ADVISER,
    consent: str = common.CONSENT,
    ground: str = common.GROUND,
    as_json: bool = common.JSON,
) -> None:
    """Say of proposals that they are not so, and take back claims that counted.

    Example: draaischijf passport reject 7f3k c4
    """
    by = common.acting(adviser, consent, ground)
    _, _, passport = common.change(id, lambda desk: desk.reject(claims), by)
    common.report_change(passport, None, claims, as_json, "Telt niet (meer) mee:")


@app.command()
def remove(
    id: str = common.ID,
    claim: str = typer.Argument(..., help="Id of the claim, such as c2."),
    item: str = typer.Argument(..., help="Id of the evidence or use, such as b4 or g5."),
    *,
    adviser: str = common.ADVISER,
    consent: str = common.CONSENT,
    ground: str = common.GROUND,
    as_json: bool = common.JSON,
) -> None:
    """Take a piece of evidence or a period of use away from a claim.

    Example: draaischijf passport remove 7f3k c2 b4
    """
    by = common.acting(adviser, consent, ground)
    _, _, passport = common.change(id, lambda desk: desk.remove(claim, item), by)
    common.report_change(passport, None, [claim], as_json, f"{item} weggehaald bij:")


@app.command()
def undo(
    id: str = common.ID,
    number: int = typer.Argument(..., help="Number of the event in the history."),
    *,
    adviser: str = common.ADVISER,
    consent: str = common.CONSENT,
    ground: str = common.GROUND,
    as_json: bool = common.JSON,
) -> None:
    """Undo an event; undoing an undoing brings it back. The history keeps both.

    Example: draaischijf passport undo 7f3k 12
    """
    by = common.acting(adviser, consent, ground)
    _, _, passport = common.change(id, lambda desk: desk.undo(number), by)
    common.report_change(passport, None, [], as_json, f"Stap {number} ongedaan gemaakt.")


for verb in (passport_show.show, passport_show.history, passport_show.renew, passport_making.diploma,
             passport_making.talk, passport_making.export, passport_sharing.look, passport_sharing.looks,
             passport_sharing.forget, passport_sharing.verify):  # fmt: skip
    app.command()(verb)
app.command(name="import")(passport_making.import_)
app.command(name="prove-forgotten")(passport_sharing.prove_forgotten)
app.add_typer(passport_sharing.app, name="consent")
