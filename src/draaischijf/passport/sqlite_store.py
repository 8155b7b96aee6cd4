"""Passports in one SQLite file, on the standard library.

A write is one transaction with a full sync: it is there whole or not at all. Deleted bytes are overwritten with zeros
(`secure_delete`); forgetting also empties the write-ahead log and rewrites the file without free pages.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from draaischijf.passport.erasures import ErasureList
from draaischijf.passport.events import Event
from draaischijf.passport.keys import FileKeeper, Keeper, new_key
from draaischijf.passport.records import unhurried
from draaischijf.passport.sealing import GENESIS, HEAD, KEY_MAGIC, Sealer, linked
from draaischijf.passport.store import Erasure, conflict, forgotten, new_id, unknown
from draaischijf.problems import Problem

FORMAT: Final = 1
APPLICATION: Final = 0x44534A50  # "DSJP"
WAIT_SECONDS: Final = 10.0
_SCHEMA: Final = """
CREATE TABLE passports (
    n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, pseudonym TEXT NOT NULL, version INTEGER NOT NULL, key BLOB NOT NULL
);
CREATE TABLE frames (
    passport TEXT NOT NULL, first INTEGER NOT NULL, count INTEGER NOT NULL, frame BLOB NOT NULL,
    PRIMARY KEY (passport, first)
) WITHOUT ROWID;
CREATE TABLE chain (
    n INTEGER PRIMARY KEY, pseudonym TEXT NOT NULL, first INTEGER NOT NULL, commitment BLOB NOT NULL, hash BLOB NOT NULL
);
CREATE TABLE erasures (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, at TEXT NOT NULL);
CREATE TABLE due (what TEXT PRIMARY KEY) WITHOUT ROWID;
"""


class SqlitePassports:
    """A store of passports in a file. Use one per thread.

    Args:
        file: The database; made where it does not exist.
        keeper: Wraps the keys of people.
        erased: The list of erasures; beside the database unless said.

    Raises:
        Problem: The file is no store, is of a newer format, or cannot be used.
    """

    def __init__(self, file: Path, keeper: Keeper, erased: Path | None = None) -> None:
        self.file = file
        self._keeper = keeper
        self._list = ErasureList(erased or file.with_name(file.name + ".erased"))
        with self._speaking():
            self._database = _open(file)
            try:
                self._prepare()
                self._reapply()
            except BaseException:
                self._database.close()
                raise

    def create(self, events: Sequence[Event]) -> str:
        """Keep a new passport and return its id."""
        id, pseudonym, key = new_id(), new_id(), new_key()
        wrapped = KEY_MAGIC + self._keeper.wrap(key, id)
        with self._writing() as write:
            write("INSERT INTO passports (id, pseudonym, version, key) VALUES (?, ?, 0, ?)", (id, pseudonym, wrapped))
            self._add(id, pseudonym, Sealer(key, id), 0, events)
        return id

    def ids(self) -> list[str]:
        """Return the ids of all passports, in the order in which they were made."""
        with self._speaking():
            return [row[0] for row in self._database.execute("SELECT id FROM passports ORDER BY n")]

    def load(self, id: str) -> tuple[Event, ...]:
        """Return the history of a passport."""
        with self._reading() as read:
            _, version, key = self._row(id)
            frames = read("SELECT first, frame FROM frames WHERE passport = ? ORDER BY first", (id,)).fetchall()
        sealer = Sealer(key, id)
        events: list[Event] = []
        with unhurried():
            for first, frame in frames:
                events += sealer.open(frame, first)
        if len(events) != version:
            raise Problem(
                "passport-damaged",
                f"has {len(events)} events where {version} were written.",
                file=id,
                hint="Put back a backup of the store.",
            )
        return tuple(events)

    def append(self, id: str, version: int, events: Sequence[Event]) -> int:
        """Add events to a history, all or none, and return its new version."""
        with self._writing():
            pseudonym, present, key = self._row(id)
            if present != version:
                raise conflict(id, version, present)
            self._add(id, pseudonym, Sealer(key, id), version, events)
        return version + len(events)

    def forget(self, id: str, at: datetime) -> None:
        """Destroy a passport and its key, everywhere in this store."""
        with self._speaking():
            if self._has_erased(id):
                return self._sweep_if_due()
            if not self._database.execute("SELECT 1 FROM passports WHERE id = ?", (id,)).fetchone():
                raise unknown(id)
        erasure = Erasure(id, at.astimezone(UTC))
        self._list.add(erasure)
        self._erase(erasure)
        return self._sweep_if_due()

    def erasures(self) -> list[Erasure]:
        """Return what was forgotten, in order."""
        with self._speaking():
            rows = self._database.execute("SELECT id, at FROM erasures ORDER BY n").fetchall()
        return [Erasure(id, datetime.fromisoformat(at)) for id, at in rows]

    def verify(self) -> list[Problem]:
        """Return what is wrong with the store."""
        from draaischijf.passport.soundness import problems_of

        with self._reading():
            return problems_of(self._database, self._keeper)

    def close(self) -> None:
        """Let go of the store."""
        self._database.close()

    def files(self) -> list[Path]:
        """Return every file of the store that exists, for the proof of forgetting."""
        beside = [self.file, *(self.file.with_name(self.file.name + end) for end in ("-wal", "-shm", "-journal"))]
        return [one for one in (*beside, self._list.file) if one.exists()]

    def heads(self) -> set[bytes]:
        """Return the first bytes of every frame and every wrapped key that is in use."""
        query = "SELECT substr(frame, 1, :n) FROM frames UNION ALL SELECT substr(key, 1, :n) FROM passports"
        with self._reading() as read:
            return {row[0] for row in read(query, {"n": HEAD})}

    def _row(self, id: str) -> tuple[str, int, bytes]:
        query = "SELECT pseudonym, version, key FROM passports WHERE id = ?"
        row = self._database.execute(query, (id,)).fetchone()
        if row is None:
            raise forgotten(id) if self._has_erased(id) else unknown(id)
        return row[0], row[1], self._keeper.unwrap(row[2][len(KEY_MAGIC) :], id)

    def _has_erased(self, id: str) -> bool:
        return self._database.execute("SELECT 1 FROM erasures WHERE id = ?", (id,)).fetchone() is not None

    def _add(self, id: str, pseudonym: str, sealer: Sealer, version: int, events: Sequence[Event]) -> None:
        if not events:
            raise ValueError("nothing to add")
        frame, commitment = sealer.seal(events, version + 1)
        execute = self._database.execute
        execute("INSERT INTO frames VALUES (?, ?, ?, ?)", (id, version + 1, len(events), frame))
        execute("UPDATE passports SET version = ? WHERE id = ?", (version + len(events), id))
        self._link(pseudonym, version + 1, commitment)

    def _link(self, pseudonym: str, first: int, commitment: bytes) -> None:
        last = self._database.execute("SELECT hash FROM chain ORDER BY n DESC LIMIT 1").fetchone()
        link = linked(last[0] if last else GENESIS, pseudonym, first, commitment)
        query = "INSERT INTO chain (pseudonym, first, commitment, hash) VALUES (?, ?, ?, ?)"
        self._database.execute(query, (pseudonym, first, commitment, link))

    def _erase(self, erasure: Erasure) -> None:
        with self._writing() as write:
            row = write("SELECT pseudonym FROM passports WHERE id = ?", (erasure.id,)).fetchone()
            write("INSERT OR IGNORE INTO erasures (id, at) VALUES (?, ?)", (erasure.id, erasure.at.isoformat()))
            if row is not None:
                write("DELETE FROM frames WHERE passport = ?", (erasure.id,))
                write("DELETE FROM passports WHERE id = ?", (erasure.id,))
                self._link(row[0], 0, bytes(32))
                write("INSERT OR IGNORE INTO due VALUES ('sweep')")

    def _sweep_if_due(self) -> None:
        """Leave no byte of what was deleted in the file or its log; stays due until it has fully worked."""
        with self._speaking():
            execute = self._database.execute
            if not execute("SELECT 1 FROM due WHERE what = 'sweep'").fetchone():
                return
            self._checkpoint()
            execute("VACUUM")
            self._checkpoint()
            execute("DELETE FROM due WHERE what = 'sweep'")
            try:
                self._checkpoint()
            except Problem:
                execute("INSERT OR IGNORE INTO due VALUES ('sweep')")
                raise

    def _checkpoint(self) -> None:
        busy, *_ = self._database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise Problem(
                "store-busy",
                "another program still reads the store, so that old pages cannot be swept yet.",
                file=str(self.file),
                hint="Close it and forget again; opening the store sweeps too.",
            )

    def _prepare(self) -> None:
        [application] = self._database.execute("PRAGMA application_id").fetchone()
        [version] = self._database.execute("PRAGMA user_version").fetchone()
        [tables] = self._database.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if tables and application != APPLICATION:
            raise Problem("store-other", "is no store of passports.", file=str(self.file), hint="Choose another file.")
        if version > FORMAT:
            raise Problem(
                "store-newer",
                f"has format {version}, this version reads up to {FORMAT}.",
                file=str(self.file),
                hint="Upgrade draaischijf.",
            )
        if not tables:
            self._build()

    def _build(self) -> None:
        with self._writing() as write:
            if write("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                return  # Another process built it in the same moment.
            for statement in _SCHEMA.split(";"):
                write(statement)
            write(f"PRAGMA application_id = {APPLICATION}")
            write(f"PRAGMA user_version = {FORMAT}")

    def _reapply(self) -> None:
        """Forget again what a backup that was put back had brought back, and finish what was begun."""
        listed = self._list.read()
        known = {one.id for one in self.erasures()}
        for erasure in listed:
            if (
                erasure.id not in known
                or self._database.execute("SELECT 1 FROM passports WHERE id = ?", (erasure.id,)).fetchone()
            ):
                self._erase(erasure)
        for erasure in self.erasures():
            self._list.add(erasure)
        self._sweep_if_due()

    @contextmanager
    def _reading(self) -> Iterator[Any]:
        with self._transaction("BEGIN"):
            yield self._database.execute

    @contextmanager
    def _writing(self) -> Iterator[Any]:
        with self._transaction("BEGIN IMMEDIATE"):
            yield self._database.execute

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[None]:
        with self._speaking():
            self._database.execute(begin)
            try:
                yield
                self._database.execute("COMMIT")
            except BaseException:
                if self._database.in_transaction:
                    self._database.execute("ROLLBACK")
                raise

    @contextmanager
    def _speaking(self) -> Iterator[None]:
        """Turn what the database says into a problem with a way out."""
        try:
            yield
        except sqlite3.OperationalError as error:
            busy = "locked" in str(error)
            hint = "Try again in a moment." if busy else "Check that the folder exists, is writable and has room."
            code = "store-busy" if busy else "store-unusable"
            raise Problem(code, f"the store cannot be used: {error}.", file=str(self.file), hint=hint) from error
        except sqlite3.DatabaseError as error:
            raise Problem(
                "store-damaged",
                f"is no sound store: {error}.",
                file=str(self.file),
                hint="Put back a backup of the store.",
            ) from error


def _open(file: Path) -> sqlite3.Connection:
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise sqlite3.OperationalError(error.strerror) from error
    database = sqlite3.connect(file, timeout=WAIT_SECONDS, isolation_level=None)
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON", "temp_store = MEMORY",
                   "trusted_schema = OFF"):  # fmt: skip
        database.execute(f"PRAGMA {pragma}")
    return database


def open_store(file: Path, key: Path | None = None, erased: Path | None = None) -> SqlitePassports:
    """Open a store of passports whose key stands in a file; both are made where there is no store yet.

    Args:
        file: The database.
        key: The key file; beside the database unless said. A store that exists is never given a fresh key.
        erased: The list of erasures; beside the database unless said.

    Raises:
        Problem: The store or its key cannot be used.
    """
    keeper = FileKeeper(key or file.with_suffix(".key"), make=not file.exists())
    return SqlitePassports(file, keeper, erased)
