"""Invented data for the load benchmark: passports sealed as the site seals them, vacancies, indexes, sessions."""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from uuid import UUID

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402

from draaischijf.passport import PERSON, Claim, Consent, Event, Selection, fold, profile_of  # noqa: E402
from draaischijf.passport.events import Confirmed, Consented, Opened, Proposed  # noqa: E402
from draaischijf.passport.keys import new_key  # noqa: E402
from draaischijf.passport.sealing import GENESIS, Sealer, linked  # noqa: E402
from draaischijf.passport.store import new_id  # noqa: E402
from draaischijf.site.accounts.models import Membership, User  # noqa: E402
from draaischijf.site.accounts.roles import Role  # noqa: E402
from draaischijf.site.accounts.services import organisation_called  # noqa: E402
from draaischijf.site.employer.models import Status, Vacancy  # noqa: E402
from draaischijf.site.employer.reading import work_of  # noqa: E402
from draaischijf.site.frame.engine import defaults, language, today  # noqa: E402
from draaischijf.site.jobs.runner import work_once  # noqa: E402
from draaischijf.site.jobs.services import begin_once  # noqa: E402
from draaischijf.site.matches.clock import tick  # noqa: E402
from draaischijf.site.matches.consents import EVERYONE, PARTS  # noqa: E402
from draaischijf.site.matches.models import PersonEntry, WorkEntry  # noqa: E402
from draaischijf.site.matches.records import person_record, work_record  # noqa: E402
from draaischijf.site.passports.models import Frame, Head, Holder, Link, Record  # noqa: E402
from draaischijf.site.passports.services import every_key, of_key, store  # noqa: E402

BATCH = 2_000
ORGANISATIONS = 200


def make(people: int, vacancies: int, visitors: int) -> None:
    """Make everything, and write who visits."""
    call_command("migrate", verbosity=0)
    dice = random.Random(20261126)
    wanted = _occupations()
    ends = today() + timedelta(days=180)
    previous = GENESIS
    numbers = iter(range(people))
    while batch := list(islice(numbers, BATCH)):
        previous = _passports(batch, dice, wanted, previous, ends)
    Head.objects.update_or_create(pk=1, defaults={"hash": previous})
    walls = [organisation_called(f"Organisatie {number} (verzonnen)") for number in range(ORGANISATIONS)]
    numbers = iter(range(vacancies))
    while batch := list(islice(numbers, BATCH)):
        _vacancies(batch, dice, wanted, walls)
    for kind in ("people", "works"):
        begin_once("index", {"kind": kind})
        work_once()
    found = list(_visitors(visitors, walls))
    (Path(settings.SITE_DATA) / "visitors.json").write_text(json.dumps(found), "utf-8")


def _occupations() -> list[list[str]]:
    release = language()
    profiles = (release.profile(row) for row in release.rows("occupation").tolist())
    named = [[release.concepts.uris[one.skill] for one in profile] for profile in profiles]
    return [uris for uris in named if len(uris) >= 12]


def _passports(batch: list[int], dice: random.Random, wanted: list[list[str]], previous: bytes, ends: object) -> bytes:
    keeper, now = store()._keeper, datetime.now(UTC)
    records, frames, links, users, entries = [], [], [], [], []
    for number in batch:
        id, pseudonym, key = new_id(), new_id(), new_key()
        events = _history(dice, wanted, now, ends)
        sealed, commitment = Sealer(key, id).seal(events, 1)
        previous = linked(previous, pseudonym, 1, commitment)
        records.append(Record(passport=id, pseudonym=pseudonym, version=len(events), key=keeper.wrap(key, id)))
        frames.append((len(events), sealed))
        links.append(Link(pseudonym=pseudonym, first=1, commitment=commitment, hash=previous))
        users.append(User(email=f"p{number}@voorbeeld.nl", password="!"))
        profile = profile_of(fold(id, events), language(), today(), defaults())
        entries.append(person_record(profile))
    with transaction.atomic():
        now_tick = tick("people")
        Record.objects.bulk_create(records)
        Frame.objects.bulk_create(
            Frame(record=record, first=1, count=count, sealed=sealed)
            for record, (count, sealed) in zip(records, frames, strict=True)
        )
        Link.objects.bulk_create(links)
        User.objects.bulk_create(users)
        Membership.objects.bulk_create(Membership(user=user, role=Role.WORKER) for user in users)
        holders = [
            Holder(user=user, passport=one.passport, key=new_id()) for user, one in zip(users, records, strict=True)
        ]
        Holder.objects.bulk_create(holders)
        PersonEntry.objects.bulk_create(
            PersonEntry(key=holder.key, tick=now_tick, record={**entry, "id": holder.key}, everyone_until=ends)
            for holder, entry in zip(holders, entries, strict=True)
        )
    return previous


def _history(dice: random.Random, wanted: list[list[str]], now: datetime, ends: object) -> list[Event]:
    uris = dice.sample(dice.choice(wanted), dice.randint(6, 12))
    claims = [Claim(uri, level=dice.randint(1, 4), id=f"c{place}") for place, uri in enumerate(uris, 2)]
    consent = Consent(EVERYONE, "werk", Selection((), PARTS), today(), ends, id="t1")  # type: ignore[arg-type]
    bodies = [Opened(), *map(Proposed, claims), Confirmed(tuple(one.id for one in claims)), Consented(consent)]
    return [Event(body, PERSON, now) for body in bodies]


def _vacancies(batch: list[int], dice: random.Random, wanted: list[list[str]], walls: list[UUID]) -> None:
    made = []
    for number in batch:
        uris = dice.sample(dice.choice(wanted), dice.randint(6, 12))
        asked = [
            {"uri": uri, "level": dice.randint(1, 3), "importance": dice.choice(["required", "required", "wished"]),
             "proof": False, "task": "gevraagd", "share": 1.0, "kept": True}
            for uri in uris
        ]  # fmt: skip
        made.append(
            Vacancy(
                organisation=walls[number % len(walls)],
                title=f"Vacature {number} (verzonnen)",
                text="Verzonnen vacature. " * 60,
                asked=asked,
                status=Status.OPEN,
                hours_low=24,
                hours_high=dice.choice([32, 36, 40]),
                region=dice.choice(["Utrecht", "Tilburg", "Zwolle"]),
            )
        )
    with transaction.atomic():
        now_tick = tick("works")
        Vacancy.objects.bulk_create(made)
        WorkEntry.objects.bulk_create(
            WorkEntry(vacancy=one.id, tick=now_tick, record=work_record(work_of(one))) for one in made
        )


def _visitors(count: int, walls: list[UUID]) -> Iterator[dict[str, str]]:
    """Yield workers and, one in five, employers, signed in."""
    workers = count - count // 5
    for user in User.objects.order_by("pk")[:workers]:
        yield {"session": _session(user), "page": "/mijn/werk", "name": "work that fits", "claim": _claim()}
    for number in range(count - workers):
        user = User.objects.create_user(f"w{number}@voorbeeld.nl")
        Membership.objects.create(user=user, role=Role.EMPLOYER, organisation_id=walls[number])
        vacancy = Vacancy.objects.filter(organisation=walls[number]).first()
        page = f"/werkgever/vacature/{vacancy.id}/mensen" if vacancy else "/werkgever/"
        yield {"session": _session(user), "page": page, "name": "people who suit it"}


def _claim() -> str:
    return "/mijn/paspoort/vaardigheid/c2"


def _session(user: User) -> str:
    session = SessionStore()
    session["_auth_user_id"] = str(user.pk)
    session["_auth_user_backend"] = "django.contrib.auth.backends.ModelBackend"
    session["_auth_user_hash"] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def written() -> list[str]:
    """Return the tokens of every write that stands in the passports of visitors."""
    found = []
    for key in Holder.objects.order_by("user_id").values_list("key", flat=True)[:100]:
        own = of_key(key)
        found += [use.context for claim in own.passport.claims for use in claim.uses] if own else []
    return found


if __name__ == "__main__":
    if sys.argv[1] == "--written":
        print(json.dumps(written()))
    else:
        make(*map(int, sys.argv[2:]))
        print(f"{len(every_key()):,} passports, {Vacancy.objects.count():,} vacancies")
