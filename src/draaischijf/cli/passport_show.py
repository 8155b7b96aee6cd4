"""`draaischijf passport show|history`: how a passport stands, stood, and came to stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import typer

from draaischijf.cli import passport_common as common
from draaischijf.problems import Problem

if TYPE_CHECKING:
    from rich.console import RenderableType

    from draaischijf.passport import Event, Passport
    from draaischijf.passport.overview import Line


def show(
    id: str = common.ID,
    claims: list[str] = typer.Argument(None, help="Only these claims, with all that is known of them."),
    *,
    everything: bool = typer.Option(False, "--all", help="Also what was rejected or taken back."),
    version: int | None = typer.Option(None, min=1, help="As it stood after so many events."),
    as_of: str = common.AS_OF,
    release: str = common.RELEASE,
    as_json: bool = common.JSON,
) -> None:
    """Show a passport: what counts, how current and how well shown it is, what would strengthen or refresh it.

    Example: draaischijf passport show 7f3k
    """
    from draaischijf.cli.common import envelope, open_release, print_json
    from draaischijf.passport import Status, fold
    from draaischijf.passport.overview import overview

    day, language = common.day_of(as_of), open_release(release)
    with common.passports() as store:
        whole = common.whole_id(store, id)
        passport = fold(whole, store.load(whole), version=version, at=common.end_of(day) if as_of else None)
    over = (Status.REJECTED, Status.WITHDRAWN)
    lines = [
        one for one in overview(passport, language, day, common.numbers()) if _wanted(one, claims, everything, over)
    ]
    if claims and len(lines) < len(set(claims)):
        strange = min(set(claims) - {one.claim.id for one in lines})
        raise Problem("claim-unknown", f"there is no claim {strange}.", place=strange)
    if as_json:
        data = {"passport": passport.id, "label": passport.label, "version": passport.version,
                "claims": [one.as_dict() for one in lines]}  # fmt: skip
        print_json(envelope("passport-show", data, release=language.release, as_of=day))
    elif claims:
        _show_whole(lines)
    else:
        _show(passport, lines)


def renew(
    id: str = common.ID,
    *,
    accept: bool = typer.Option(False, "--accept", help="Let each claim with one successor become that."),
    release: str = common.RELEASE,
    as_json: bool = common.JSON,
) -> None:
    """Show claims whose concept the present release of the language no longer has, and what took its place.

    A concept that was split or retired is for the person: `passport correct --skill`, or `passport reject`.

    Example: draaischijf passport renew 7f3k --accept
    """
    from draaischijf.cli.common import envelope, open_release, print_json
    from draaischijf.passport.overview import concept_name, name_of
    from draaischijf.passport.renewal import renew as renewing
    from draaischijf.passport.renewal import renewals

    language = open_release(release)
    whole, passport = common.present(id)
    found = renewals(passport, language)
    done: list[str] = []
    if accept and found:
        by = common.acting(ground=f"nieuwe uitgave {language.release}")
        _, done, _ = common.change(whole, lambda desk: renewing(desk, found, language), by)
    if as_json:
        shapes = [{"id": one.claim.id, "uri": one.claim.uri, "successors": list(one.successors),
                   "renewed": one.claim.id in done} for one in found]  # fmt: skip
        print_json(envelope("passport-renew", {"passport": whole, "renewals": shapes}, release=language.release))
        return
    for one in found:
        now = ", ".join(concept_name(uri, language)["nl"] for uri in one.successors) or "vervallen"
        mark = "wordt" if one.claim.id in done else "kan worden" if one.successors else "is"
        typer.echo(f"{one.claim.id}  {name_of(one.claim, language)['nl']} {mark}: {now}")
    if not found:
        typer.echo(f"Alles staat in de uitgave {language.release}.")


def history(
    id: str = common.ID,
    *,
    release: str = common.RELEASE,
    as_json: bool = common.JSON,
) -> None:
    """Show who added what, on what ground, when; and what was undone.

    Example: draaischijf passport history 7f3k
    """
    from draaischijf.cli.common import envelope, open_release, print_json
    from draaischijf.passport import fold
    from draaischijf.passport.codec import encode

    language = open_release(release)
    with common.passports() as store:
        whole = common.whole_id(store, id)
        events = store.load(whole)
    passport = fold(whole, events)
    if as_json:
        shapes = [
            {"number": number, "undone": number in passport.undone, "refused": number in passport.refused,
             "event": encode(event)} for number, event in enumerate(events, 1)
        ]  # fmt: skip
        print_json(envelope("passport-history", {"passport": whole, "events": shapes}, release=language.release))
        return
    _show_history(events, passport, language)


def _wanted(line: Line, claims: list[str] | None, everything: bool, over: tuple[Any, ...]) -> bool:
    return line.claim.id in claims if claims else everything or line.claim.status not in over


BAR: Final = 10


def _show(passport: Passport, lines: list[Line]) -> None:
    from rich.console import Console
    from rich.markup import escape

    console = Console()
    title = passport.label or f"Paspoort {passport.id}"
    console.rule(f"[bold]{escape(title)}", align="left")
    counting = [one for one in lines if one.claim.counts]
    human = [one for one in counting if one.growth is not None]
    others = [one for one in counting if one.growth is None]
    proposals = [one for one in lines if one.claim.status.value == "proposed"]
    if human:
        console.print(_heading("Hoe ik met mensen en werk omga"))
        console.print(_human_table(human))
    if others:
        console.print(_heading("Wat ik kan en weet"))
        console.print(_skill_table(others))
    if proposals:
        console.print(_heading(f"Nog te bevestigen ({len(proposals)}); telt nog niet mee"))
        console.print(_proposal_table(proposals))
    rest = [one for one in lines if not one.claim.counts and one not in proposals]
    if rest:
        console.print(_heading("Afgewezen of teruggenomen"))
        console.print(_proposal_table(rest))
    if not lines:
        console.print("Nog leeg. Lees een cv in (import), voer een gesprek (talk) of voeg zelf iets toe (add).")
    _show_advice(console, counting)


def _heading(words: str) -> RenderableType:
    from rich.padding import Padding

    return Padding(f"[bold]{words}", (1, 0, 0, 0))


def _table(*columns: str) -> Any:
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for column in columns:
        table.add_column(column, overflow="fold", justify="right" if column == "" else "left")
    return table


def _bar(millionths: int, colour: str) -> str:
    filled = round(BAR * millionths / 1_000_000)
    return f"[{colour}]{'█' * filled}[/][dim]{'░' * (BAR - filled)}[/]"


def _human_table(lines: list[Line]) -> Any:
    from rich.markup import escape

    table = _table("id", "vaardigheid", "hoe anderen het zagen")
    for one in lines:
        seen = one.growth.sentence() if one.growth else ""
        table.add_row(one.claim.id, escape(one.name["nl"]), escape(seen))
    return table


def _skill_table(lines: list[Line]) -> Any:
    from rich.markup import escape

    from draaischijf.passport.words import LEVEL, percent

    table = _table("id", "vaardigheid", "hoe", "actueel", "", "bewijs", "")
    for one in lines:
        standing = one.standing
        level = one.claim.cefr or LEVEL[standing.level]["nl"]
        name = f"{one.name['nl']} ({one.claim.words})" if one.claim.kind == "licence" else one.name["nl"]
        table.add_row(
            one.claim.id,
            escape(name),
            level,
            _bar(standing.currency, "cyan"),
            percent(standing.currency),
            _bar(standing.proof, "green"),
            percent(standing.proof),
        )
    return table


def _proposal_table(lines: list[Line]) -> Any:
    from rich.markup import escape

    table = _table("id", "vaardigheid", "gevonden in", "woorden")
    for one in lines:
        source = one.claim.source
        where = (
            f"{source.document}, teken {source.start}" if source and source.end else source.document if source else ""
        )
        words = "afgeleid" if one.claim.inferred_from else " ".join((source.quote if source else "").split())
        table.add_row(one.claim.id, escape(one.name["nl"]), escape(where), escape(words[:50]))
    return table


def _show_advice(console: Any, lines: list[Line]) -> None:
    from rich.markup import escape

    refresh = [one for one in lines if one.refresh]
    stronger = sorted((one for one in lines if one.strengthen), key=lambda one: one.standing.proof)
    if refresh:
        console.print(_heading("De moeite waard om op te frissen"))
        for one in sorted(refresh, key=lambda one: one.standing.currency)[:3]:
            console.print(f"  {escape(one.name['nl'])}: {escape(one.currency['nl'])}")
    if stronger:
        console.print(_heading("Wat je sterker maakt"))
        for one in stronger[:3]:
            console.print(f"  {escape(one.name['nl'])}: {escape(one.strengthen[0].sentence['nl'])}")


def _show_whole(lines: list[Line]) -> None:
    from rich.console import Console
    from rich.markup import escape

    from draaischijf.passport.words import KINDS, STATUS

    console = Console()
    for one in lines:
        claim = one.claim
        console.rule(f"[bold]{escape(one.name['nl'])}[/] ({KINDS[claim.kind]['nl']}, {claim.id})", align="left")
        said = [STATUS[claim.status]["nl"].capitalize() + ".", one.proof and one.proof["nl"], one.currency["nl"]]
        said += [one.growth.sentence() if one.growth else None, one.refresh["nl"] if one.refresh else None]
        for text in said:
            if text:
                console.print(escape(text))
        for step in one.strengthen:
            console.print(f"[dim]{escape(step.sentence['nl'])}[/]")
        _show_items(console, one)


def _show_items(console: Any, line: Line) -> None:
    from rich.markup import escape

    from draaischijf.passport.explain import said_check
    from draaischijf.passport.words import EVIDENCE, USES, day

    for item in line.claim.evidence:
        parts = [EVIDENCE[item.kind]["nl"][0], item.title, item.issuer, item.context, item.observer]
        parts += [day(item.seen_on) if item.seen_on else "", said_check(item)]
        parts += ["" if item.confirmed else "nog niet bevestigd", f"“{item.words}”" if item.words else ""]
        console.print(f"  [dim]{item.id}[/]  {escape(' · '.join(part for part in dict.fromkeys(parts) if part))}")
    for use in line.claim.uses:
        until = day(use.ended) if use.ended else "nu"
        began = day(use.began) if use.began else "?"
        console.print(f"  [dim]{use.id}[/]  {USES[use.kind]['nl']}: {began} – {until}  {escape(use.context)}")


_SAID: Final = {
    "opened": "paspoort gemaakt",
    "proposed": "voorgesteld",
    "confirmed": "bevestigd",
    "corrected": "verbeterd",
    "rejected": "afgewezen",
    "withdrawn": "teruggenomen",
    "evidence-added": "bewijs toegevoegd",
    "use-added": "gebruik toegevoegd",
    "removed": "weggehaald",
    "consented": "toestemming gegeven",
    "consent-withdrawn": "toestemming ingetrokken",
    "looked": "ingezien",
    "undone": "ongedaan gemaakt",
}
_ROLES: Final = {"person": "ikzelf", "adviser": "adviseur", "party": "partij", "program": "programma"}


def _show_history(events: tuple[Event, ...], passport: Passport, language: Any) -> None:
    from rich.console import Console
    from rich.markup import escape

    from draaischijf.passport.codec import encode

    table = _table("stap", "wanneer", "wie", "wat", "waarover", "op welke grond")
    for number, event in enumerate(events, 1):
        kind = encode(event.body)["kind_of_event"]
        who = event.by.name or _ROLES[event.by.role.value]
        about = _about(event, passport, language)
        style = "dim strike" if number in passport.undone else "dim" if number in passport.refused else ""
        cells = (str(number), f"{event.at:%d-%m-%Y %H:%M}", who, _SAID[kind], about, event.ground)
        table.add_row(*(escape(cell) for cell in cells), style=style)
    Console().print(table)


def _about(event: Event, passport: Passport, language: Any) -> str:
    from draaischijf.passport.overview import name_of

    body: Any = event.body
    found: Any = getattr(body, "claims", None) or getattr(body, "claim", None) or getattr(body, "consent", None)
    if hasattr(found, "uri"):
        return f"{found.id} {name_of(found, language)['nl']}"
    if hasattr(found, "party"):
        return f"{found.id} {found.party}"
    if isinstance(found, tuple):
        return ", ".join(found[:6]) + (f" en nog {len(found) - 6}" if len(found) > 6 else "")
    number = getattr(body, "number", None)
    return f"stap {number}" if number else str(found or "")
