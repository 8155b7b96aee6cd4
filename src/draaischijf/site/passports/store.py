"""The second store of passports, on Django's ORM; held to the same contract tests as the first.

What a person wrote is sealed under that person's own key before the database sees it. Forgetting deletes the frames and
the wrapped key; without the key no copy of a frame, in a backup or an unswept page, can be read.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from django.db import transaction
from django.db.models import QuerySet

from draaischijf.passport.erasures import ErasureList
from draaischijf.passport.events import Event
from draaischijf.passport.keys import Keeper, new_key
from draaischijf.passport.records import unhurried
from draaischijf.passport.sealing import GENESIS, Sealer, linked
from draaischijf.passport.store import Erasure, conflict, forgotten, new_id, unknown
from draaischijf.problems import Problem
from draaischijf.site.passports.models import Erased, Frame, Head, Link, Record


class OrmPassports:
    """A store of passports in the database of the site.

    Args:
        keeper: Wraps the keys of people.
        erased: The list of erasures beside the database, so that a backup that is put back forgets again.
    """

    def __init__(self, keeper: Keeper, erased: ErasureList) -> None:
        self._keeper, self._list = keeper, erased

    @transaction.atomic
    def create(self, events: Sequence[Event]) -> str:
        """Keep a new passport and return its id."""
        head, id, key = _locked_head(), new_id(), new_key()
        record = Record.objects.create(passport=id, pseudonym=new_id(), key=self._keeper.wrap(key, id))
        self._add(head, record, Sealer(key, id), events)
        return id

    def ids(self) -> list[str]:
        """Return the ids of all passports, in the order in which they were made."""
        return list(Record.objects.order_by("id").values_list("passport", flat=True))

    def load(self, id: str) -> tuple[Event, ...]:
        """Return the history of a passport.

        Without a transaction, which on SQLite would wait for writers: frames up to the version that was read never
        change, whatever is added meanwhile.
        """
        record = self._record(id, Record.objects.all())
        sealer = self._sealer(record)
        events: list[Event] = []
        frames = list(record.frames.filter(first__lte=record.version))
        with unhurried():
            for frame in frames:
                events += sealer.open(bytes(frame.sealed), frame.first)
        if len(events) != record.version:
            self._record(id, Record.objects.all())  # says so where it was forgotten meanwhile
            raise _damaged(record, len(events))
        return tuple(events)

    @transaction.atomic
    def append(self, id: str, version: int, events: Sequence[Event]) -> int:
        """Add events to a history, all or none, and return its new version."""
        head = _locked_head()
        record = self._record(id, Record.objects.select_for_update())
        if record.version != version:
            raise conflict(id, version, record.version)
        self._add(head, record, self._sealer(record), events)
        return record.version

    def forget(self, id: str, at: datetime) -> None:
        """Destroy a passport and its key; a second time does nothing."""
        if Erased.objects.filter(passport=id).exists():
            return
        if not Record.objects.filter(passport=id).exists():
            raise unknown(id)
        erasure = Erasure(id, at.astimezone(UTC))
        # Safe on disk before anything is deleted.
        self._list.add(erasure)
        self._erase(erasure)

    def erasures(self) -> list[Erasure]:
        """Return what was forgotten, in order."""
        return [Erasure(one.passport, one.at.astimezone(UTC)) for one in Erased.objects.all()]

    def reapply(self) -> int:
        """Forget again what a backup that was put back had brought back; return how many that were."""
        known = {one.id for one in self.erasures()}
        back = set(Record.objects.values_list("passport", flat=True))
        again = [one for one in self._list.read() if one.id not in known or one.id in back]
        for erasure in again:
            self._erase(erasure)
        for erasure in self.erasures():
            self._list.add(erasure)
        return len(again)

    def verify(self) -> list[Problem]:
        """Return what is wrong with the store: frames that do not open, links that do not fit. Empty when sound."""
        found: list[Problem] = []
        committed: dict[str, dict[int, bytes]] = {}
        previous = GENESIS
        for link in Link.objects.iterator():
            commitment, own = bytes(link.commitment), bytes(link.hash)
            if linked(previous, link.pseudonym, link.first, commitment) != own:
                found.append(
                    Problem("chain-broken", "does not follow from the link before it.", place=f"link {link.pk}")
                )
            committed.setdefault(link.pseudonym, {})[link.first] = commitment
            previous = own
        head = Head.objects.first()
        if head is not None and bytes(head.hash) != previous:
            found.append(Problem("chain-short", "the chain ends before its last link.", place="head"))
        for record in Record.objects.order_by("id").iterator():
            found += self._problems_of(record, committed.get(record.pseudonym, {}))
        return found

    def close(self) -> None:
        """Let go of the store: Django keeps the connection."""

    def _problems_of(self, record: Record, committed: dict[int, bytes]) -> list[Problem]:
        found: list[Problem] = []
        total = 0
        try:
            sealer = self._sealer(record)
            for frame in record.frames.all():
                total += frame.count
                if sealer.commitment(bytes(frame.sealed), frame.first) != committed.get(frame.first):
                    place = f"event {frame.first}"
                    found.append(
                        Problem("chain-other", "is not what the chain committed to.", file=record.passport, place=place)
                    )
        except Problem as problem:
            found.append(problem)
        return found or ([_damaged(record, total)] if total != record.version else [])

    def _record(self, id: str, records: QuerySet[Record]) -> Record:
        record = records.filter(passport=id).first()
        if record is None:
            raise forgotten(id) if Erased.objects.filter(passport=id).exists() else unknown(id)
        return record

    def _sealer(self, record: Record) -> Sealer:
        return Sealer(self._keeper.unwrap(bytes(record.key), record.passport), record.passport)

    def _add(self, head: Head, record: Record, sealer: Sealer, events: Sequence[Event]) -> None:
        if not events:
            raise ValueError("nothing to add")
        first = record.version + 1
        sealed, commitment = sealer.seal(events, first)
        Frame.objects.create(record=record, first=first, count=len(events), sealed=sealed)
        record.version += len(events)
        record.save(update_fields=["version"])
        _link(head, record.pseudonym, first, commitment)

    @transaction.atomic
    def _erase(self, erasure: Erasure) -> None:
        head = _locked_head()
        record = Record.objects.filter(passport=erasure.id).first()
        Erased.objects.get_or_create(passport=erasure.id, defaults={"at": erasure.at})
        if record is not None:
            _link(head, record.pseudonym, 0, bytes(32))
            record.delete()


def _locked_head() -> Head:
    """Return the end of the chain, locked: writers come one after another."""
    Head.objects.get_or_create(pk=1, defaults={"hash": GENESIS})
    return Head.objects.select_for_update().get(pk=1)


def _link(head: Head, pseudonym: str, first: int, commitment: bytes) -> None:
    link = linked(bytes(head.hash), pseudonym, first, commitment)
    Link.objects.create(pseudonym=pseudonym, first=first, commitment=commitment, hash=link)
    head.hash = link
    head.save(update_fields=["hash"])


def _damaged(record: Record, found: int) -> Problem:
    message = f"has {found} events where {record.version} were written."
    return Problem("passport-damaged", message, file=record.passport, hint="Put back a backup of the database.")
