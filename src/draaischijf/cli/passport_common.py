"""What the verbs of `draaischijf passport` share: the store, who acts, and the answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import typer

from draaischijf.problems import Problem

if TYPE_CHECKING:
    from draaischijf.language import Language
    from draaischijf.passport import Acting, Desk, Passport, SqlitePassports
    from draaischijf.terms import SkillProfile

Answer = TypeVar("Answer")

ID = typer.Argument(..., help="Id of the passport; its beginning is enough, and `last` is the newest.")
CLAIMS = typer.Argument(..., help="Ids of claims, such as c2.")
JSON = typer.Option(False, "--json", help="One JSON object.")
RELEASE = typer.Option("", help="Release of the language.")
AS_OF = typer.Option("", help="Day that currency is counted from; today unless said.")
ADVISER = typer.Option("", help="Who acts on the person's behalf; needs --consent.")
CONSENT = typer.Option("", help="Id of the consent under which the adviser acts, such as t3.")
GROUND = typer.Option("", help="On what ground, for the history: a document, a conversation.")


@contextmanager
def passports() -> Iterator[SqlitePassports]:
    """Yield the store of passports of the settings, and close it after."""
    from draaischijf.cli.common import settings
    from draaischijf.passport import open_store

    chosen = settings()
    file = Path(chosen.passports) if chosen.passports else chosen.data / "passports.db"
    key = Path(chosen.passport_key) if chosen.passport_key else None
    erased = Path(chosen.passport_erasures) if chosen.passport_erasures else None
    store = open_store(file, key, erased)
    try:
        yield store
    finally:
        store.close()


def whole_id(store: SqlitePassports, beginning: str) -> str:
    """Return the id of the one passport whose id begins so, or of the newest for `last`.

    Raises:
        Problem: More than one begins so. Where none does, what was given comes back, so that the store can say why.
    """
    ids = store.ids()
    if beginning == "last" and ids:
        return ids[-1]
    found = [id for id in ids if beginning and id.startswith(beginning)]
    if len(found) > 1 and beginning not in found:
        raise Problem("passport-which", f"{beginning!r} begins {len(found)} ids.", hint="Write more of the id.")
    return beginning if beginning in found or not found else found[0]


def acting(adviser: str = "", consent: str = "", ground: str = "") -> Acting:
    """Return who acts: the person, or an adviser under a consent."""
    from draaischijf.passport import PERSON, Acting, Actor, Role

    if bool(adviser) != bool(consent):
        raise Problem("adviser-consent", "an adviser acts under a consent.", hint="Give both --adviser and --consent.")
    return Acting(Actor(Role.ADVISER, adviser, consent) if adviser else PERSON, ground)


def change(id: str, act: Callable[[Desk], Answer], by: Acting) -> tuple[str, Answer, Passport]:
    """Change a passport and return its whole id, the answer, and how it stands after."""
    from draaischijf.passport import amend

    with passports() as store:
        whole = whole_id(store, id)
        answer, passport = amend(store, whole, act, by)
    return whole, answer, passport


def present(id: str) -> tuple[str, Passport]:
    """Return the whole id of a passport and how it stands."""
    from draaischijf.passport import fold

    with passports() as store:
        whole = whole_id(store, id)
        return whole, fold(whole, store.load(whole))


def profile_in(named: str, language: Language, day: date) -> SkillProfile:
    """Return the profile of a passport for matching: the person's own, or what a consent shows.

    Args:
        named: The id of a passport, for the person's own use; `ID/t3` to look as the party of consent t3, which is
            written down like any look.
        language: The release in which the profile is said.
        day: Day from which currency is counted.
    """
    from draaischijf.passport import Acting, Actor, Role, look, profile_of

    id, _, consent = named.partition("/")
    whole, passport = present(id)
    if not consent:
        return profile_of(passport, language, day, numbers())
    given = passport.consent(consent)
    party = given.consent.party if given else consent
    with passports() as store:
        return look(store, whole, Acting(Actor(Role.PARTY, party, consent), "matching"), language, numbers()).profile


def day_of(text: str) -> date:
    """Return the day of an option, today where it is empty."""
    from draaischijf.cli.common import parse_day

    return parse_day(text)


def optional_day(text: str, option: str) -> date | None:
    """Return the day of an option, None where it is empty."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Problem("bad-day", f"{text!r} is no day.", place=option, hint="Write it as 2026-11-21.") from error


def end_of(day: date) -> datetime:
    """Return the last moment of a day, to see how a passport stood by then."""
    return datetime.combine(day, time.max, UTC)


def numbers() -> Any:
    """Return the numbers of currency and proof in force."""
    from draaischijf.cli.common import settings
    from draaischijf.passport import load_defaults

    return load_defaults(settings().passport_defaults or None)


def chosen(kind: Any, value: str, option: str) -> Any:
    """Return the member of an enumeration that an option names.

    Raises:
        Problem: There is none.
    """
    try:
        return kind(value)
    except ValueError as error:
        known = ", ".join(one.value for one in kind)
        raise Problem("bad-choice", f"{value!r} is not known.", place=option, hint=f"Choose {known}.") from error


def fitting(make: Callable[[], Answer], option: str = "") -> Answer:
    """Return what is made, with a value that does not fit as a problem."""
    try:
        return make()
    except ValueError as error:
        raise Problem("bad-value", f"{error}.", place=option or None) from error


def concept_of(words: str, language: Language) -> str:
    """Return the URI of the skill that words name, or of a URI itself.

    Raises:
        Problem: No skill is named so; says which come near.
    """
    if language.id_of(words) is not None:
        return words
    found = language.link([words], "skill", 4)[0]
    if found and found[0].score >= SAME:
        return language.concepts.uris[found[0].concept]
    near = ", ".join(f"{language.concepts.name(one.concept).text!r}" for one in found)
    raise Problem("skill-unknown", f"no skill is called {words!r}.", hint=f"Near are {near}; see draaischijf link.")


# How alike words and the name of a skill must be to be taken for each other.
SAME = 0.95
SHOWN = 12


def report_change(passport: Passport, language: Language | None, ids: Sequence[str], as_json: bool, said: str) -> None:
    """Say what changed: the version, and the claims that it was about."""
    from draaischijf.cli.common import envelope, open_release, print_json
    from draaischijf.passport.overview import name_of

    claims = [claim for id in ids if (claim := passport.claim(id)) is not None]
    if as_json:
        shapes = [{"id": one.id, "uri": one.uri, "status": one.status.value, "counts": one.counts} for one in claims]
        data = {"passport": passport.id, "version": passport.version, "ids": list(ids), "claims": shapes}
        print_json(envelope("passport-change", data, release=language.release if language else ""))
        return
    typer.echo(said)
    spoken = (language or open_release()) if claims else None
    for one in claims[:SHOWN]:
        typer.echo(f"  {one.id}  {name_of(one, spoken)['nl'] if spoken else one.uri}")
    if len(claims) > SHOWN:
        typer.echo(f"  en nog {len(claims) - SHOWN}; zie draaischijf passport show {passport.id[:6]}")
