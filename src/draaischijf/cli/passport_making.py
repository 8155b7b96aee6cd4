"""`draaischijf passport import|diploma|talk|export`: into a passport and out of it."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import typer

from draaischijf.cli import passport_common as common
from draaischijf.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draaischijf.language import Language
    from draaischijf.passport import Acting, Claim
    from draaischijf.passport.making import Talk

FORMATS: Final = ("json", "pdf", "json-resume", "europass")


def import_(
    target: str = typer.Argument(..., metavar="ID", help="Id of the passport, or `new` for a fresh one."),
    files: list[Path] = typer.Argument(..., help="CVs, courses, JSON Resume, Europass, or a passport in JSON."),
    *,
    label: str = typer.Option("", help="What the person calls a fresh passport."),
    release: str = common.RELEASE,
    adviser: str = common.ADVISER,
    consent: str = common.CONSENT,
    as_json: bool = common.JSON,
) -> None:
    """Read documents into a passport as proposals, each with its place in the text; nothing counts until confirmed.

    A passport that was exported as JSON becomes a passport of its own, with its whole history.

    Example: draaischijf passport import new samples/cv-mantelzorger.txt
    """
    from draaischijf.cli.common import open_release

    documents = [file for file in files if _is_passport(file)]
    if documents and (target != "new" or len(files) > 1):
        raise Problem(
            "passport-import",
            "a passport is brought in as a passport of its own.",
            file=documents[0].name,
            hint=f"Run: draaischijf passport import new {documents[0].name}",
        )
    language = open_release(release)
    if documents:
        _bring_in(documents[0], language, as_json)
        return
    claims = {file: _read(file, language) for file in files}
    if not any(claims.values()):
        hint = "Give a CV, a course or a passport; or hold a talk: draaischijf passport talk."
        raise Problem("nothing-found", "no skills were found.", file=files[0].name, hint=hint)
    id = _fresh(label) if target == "new" else target
    made: list[str] = []
    for file, found in claims.items():
        by = _found_by(common.acting(adviser, consent, file.name))
        made += _propose(id, found, by)
    whole, passport = common.present(id)
    said = f"Paspoort {whole}: {len(made)} voorstellen; niets telt totdat je het bevestigt."
    common.report_change(passport, language, made, as_json, said)


def diploma(
    id: str = common.ID,
    title: str = typer.Argument(..., help="What the paper is called, or the code of its programme."),
    *,
    country: str = typer.Option("NL", help="Country that gave it, as two letters."),
    issuer: str = typer.Option("", help="School that gave it."),
    issued: str = typer.Option("", help="Day on which it was given."),
    release: str = common.RELEASE,
    adviser: str = common.ADVISER,
    consent: str = common.CONSENT,
    as_json: bool = common.JSON,
) -> None:
    """Propose the skills that a diploma stands for, each marked as inferred until the person confirms it.

    Example: draaischijf passport diploma 7f3k "mbo Verzorgende IG" --issued 2013-07-01
    """
    from draaischijf.cli.common import open_release
    from draaischijf.passport import EvidenceItem
    from draaischijf.passport.making import claims_of_programme, level_of_paper
    from draaischijf.terms import EvidenceKind

    language = open_release(release)
    day = common.optional_day(issued, "--issued")
    paper = common.fitting(
        lambda: EvidenceItem(EvidenceKind.DIPLOMA, title=title, issuer=issuer, context=title, issued=day)
    )
    claims = claims_of_programme(paper, language, country)
    level = level_of_paper(title, country)
    made = _propose(id, claims, _found_by(common.acting(adviser, consent, title)))
    _, passport = common.present(id)
    eqf = claims[0].evidence[0].eqf if claims else level.eqf if level else None
    nlqf = claims[0].evidence[0].nlqf if claims else level.nlqf if level else ""
    said = f"{len(made)} voorstellen uit {title!r}" + (f" (EQF {eqf}{f', NLQF {nlqf}' if nlqf else ''})" if eqf else "")
    unknown = (
        "" if eqf or country.upper() == "NL" else "\nHet niveau van dit papier is niet bekend; idw.nl waardeert het."
    )
    common.report_change(passport, language, made, as_json, f"{said}.{unknown}")
    if not made:
        raise typer.Exit(1)


def talk(
    id: str = common.ID,
    *,
    release: str = common.RELEASE,
    adviser: str = common.ADVISER,
    consent: str = common.CONSENT,
    as_json: bool = common.JSON,
) -> None:
    """Hold a short conversation about what someone did, and keep what they say they can do.

    Questions go to standard error, answers come from standard input, one a line, so that a program can hold it too.

    Example: draaischijf passport talk 7f3k
    """
    from draaischijf.cli.common import open_release
    from draaischijf.passport.making import claims_of

    language = open_release(release)
    common.present(id)
    held = _hold(language)
    found = claims_of(held, language, common.numbers())
    by = common.acting(adviser, consent, "gesprek")
    wanted = _agreed(found, language)
    made = _propose(id, found, by)
    refused = [one for one, claim in zip(made, found, strict=True) if claim.uri not in wanted]
    agreed = [one for one in made if one not in refused]
    if agreed:
        common.change(id, lambda desk: desk.confirm(agreed), by)
    if refused:
        common.change(id, lambda desk: desk.reject(refused), by)
    _, passport = common.present(id)
    said = f"{len(agreed)} vaardigheden bevestigd, {len(refused)} weggelaten."
    common.report_change(passport, language, agreed, as_json, said)


def export(
    id: str = common.ID,
    *,
    format: str = typer.Option("json", "--format", help="json, pdf, json-resume or europass."),
    out: Path | None = typer.Option(None, help="File to write; standard output unless said."),
    name: str = typer.Option("", help="Name to put on it; the passport holds none."),
    email: str = typer.Option("", help="Address for mail to put on it."),
    as_of: str = common.AS_OF,
    release: str = common.RELEASE,
    adviser: str = common.ADVISER,
    consent: str = common.CONSENT,
) -> None:
    """Write a passport: everything as JSON, for people as PDF, or as a CV that other systems read.

    Example: draaischijf passport export 7f3k --format pdf --out paspoort.pdf
    """
    from draaischijf.cli.common import open_release
    from draaischijf.exchange import Owner, to_europass, to_json_resume
    from draaischijf.passport import copy_for, fold
    from draaischijf.passport.document import to_document
    from draaischijf.passport.paper import to_pdf

    if format not in FORMATS:
        raise Problem("bad-format", f"{format!r} is not known.", place="--format", hint=f"Choose {', '.join(FORMATS)}.")
    if format == "pdf" and out is None and sys.stdout.isatty():
        raise Problem("pdf-terminal", "a terminal shows no PDF.", place="--out", hint="Name a file with --out.")
    language, day = open_release(release), common.day_of(as_of)
    moment = datetime.now(UTC) if not as_of else common.end_of(day)
    by = common.acting(adviser, consent, f"afschrift ({format})")
    with common.passports() as store:
        whole = common.whole_id(store, id)
        if adviser:
            copy_for(store, whole, by, language)
        events = store.load(whole)
    passport, owner = fold(whole, events), Owner(name, email)
    makers: dict[str, Any] = {
        "json": lambda: to_document(whole, events, language, moment),
        "json-resume": lambda: to_json_resume(passport, language, day, owner),
        "europass": lambda: to_europass(passport, language, day, owner),
    }
    data = to_pdf(passport, language, moment, name, common.numbers()) if format == "pdf" else _json(makers[format]())
    _write(out, data)


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def _write(out: Path | None, data: bytes) -> None:
    if out is None:
        typer.echo(data, nl=False)
        return
    try:
        out.write_bytes(data)
    except OSError as error:
        raise Problem("out-unwritable", f"cannot be written: {error.strerror}.", file=str(out)) from error
    typer.echo(f"{out}: {len(data):,} bytes")


def _is_passport(file: Path) -> bool:
    from draaischijf.passport.document import is_document

    try:
        with file.open("rb") as opened:
            return is_document(opened.read(4096))
    except OSError:
        return False


def _bring_in(file: Path, language: Language, as_json: bool) -> None:
    from draaischijf.passport.document import bring_in, from_document

    events = from_document(file.read_bytes(), file.name)
    with common.passports() as store:
        id = bring_in(store, events, datetime.now(UTC))
    _, passport = common.present(id)
    common.report_change(passport, language, [], as_json, f"Paspoort {id} ingelezen, met {passport.version} stappen.")


def _read(file: Path, language: Language) -> list[Claim]:
    from draaischijf.cli.read import try_read
    from draaischijf.passport.making import claims_from

    answer = try_read(file, language)
    if isinstance(answer, Problem):
        raise answer
    return claims_from(answer, language, datetime.now(UTC).date())


def _fresh(label: str) -> str:
    from draaischijf.passport import open_passport

    with common.passports() as store:
        return open_passport(store, label)


def _found_by(by: Acting) -> Acting:
    """Return who proposes what was read: the program, or the adviser who reads on someone's behalf."""
    from dataclasses import replace

    from draaischijf.passport import PROGRAM, Role

    return by if by.by.role is Role.ADVISER else replace(by, by=PROGRAM)


def _propose(id: str, claims: Sequence[Claim], by: Acting) -> list[str]:
    if not claims:
        return []
    _, made, _ = common.change(id, lambda desk: [desk.propose(claim) for claim in claims], by)
    return list(dict.fromkeys(made))


def _hold(language: Language) -> Talk:
    from draaischijf.cli.common import say
    from draaischijf.passport.making import Step, answer, begin, question

    held = begin(datetime.now(UTC).date())
    while held.step is not Step.DONE:
        asked = question(held, language)
        say(asked.text["nl"])
        for option in asked.options:
            say(f"  {option.value:>14}  {option.text['nl']}")
        reply = _line()
        try:
            held = answer(held, reply, language, common.numbers())
        except Problem as problem:
            say(f"  {problem}")
    return held


def _agreed(claims: Sequence[Claim], language: Language) -> set[str]:
    """Show what was understood, and return the URIs that the person agrees with."""
    from draaischijf.cli.common import say
    from draaischijf.passport.overview import name_of
    from draaischijf.passport.words import LEVEL

    if not claims:
        return set()
    say("Dit heb ik begrepen:")
    for number, one in enumerate(claims, 1):
        level = LEVEL[one.level]["nl"] if one.level else "waarschijnlijk ook"
        say(f"  {number:>3}  {name_of(one, language)['nl']} ({level})")
    say("Welke nummers kloppen niet? Leeg als alles klopt.")
    wrong = {int(word) for word in _line().replace(",", " ").split() if word.isdigit()}
    return {one.uri for number, one in enumerate(claims, 1) if number not in wrong}


def _line() -> str:
    line = sys.stdin.readline()
    if not line:
        raise Problem("talk-broken-off", "the conversation was broken off; nothing was kept.", hint="Begin again.")
    return line.rstrip("\n")
