"""The issuer's side: which index is taken, what its status is, and the list that is published.

Indexes are drawn at random among those that are free, so that neither an index nor its neighbours tell who got which
credential when. A list is filled for half at most: the rest are decoys, and drawing stays quick.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from random import SystemRandom
from typing import Final
from weakref import finalize

from draaischijf.problems import Problem
from draaischijf.wallet.keys import Key
from draaischijf.wallet.status.lists import BITS, pack
from draaischijf.wallet.status.token import make_status_token

FORMAT: Final = 1
SIZE: Final = 2**20
_TABLES: Final = """
CREATE TABLE IF NOT EXISTS lists (uri TEXT PRIMARY KEY, size INTEGER NOT NULL, bits INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS statuses (
    uri TEXT NOT NULL REFERENCES lists, idx INTEGER NOT NULL, status INTEGER NOT NULL DEFAULT 0,
    reference TEXT NOT NULL DEFAULT '', PRIMARY KEY (uri, idx)
) WITHOUT ROWID;
"""


_TAKE: Final = "INSERT OR IGNORE INTO statuses (uri, idx, reference) VALUES (?, ?, ?)"


class StatusStore:
    """Status lists of an issuer, in SQLite.

    Args:
        path: The file; None for memory only.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._lock = threading.RLock()
        self._db = sqlite3.connect(path or ":memory:", isolation_level=None, check_same_thread=False, timeout=10)
        finalize(self, self._db.close)
        version = self._db.execute("PRAGMA user_version").fetchone()[0]
        if version > FORMAT:
            raise Problem("status-store-format", "is of a newer version.", file=str(path), hint="Use that version.")
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.executescript(_TABLES)
        self._db.execute(f"PRAGMA user_version = {FORMAT}")
        self._random = SystemRandom()

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def create(self, uri: str, *, size: int = SIZE, bits: int = 1) -> None:
        """Make a list; nothing happens where it exists already.

        Args:
            uri: Where it will be published.
            size: Number of statuses; a large list hides better.
            bits: Bits per status: 1 for valid or revoked, 2 for suspended too.

        Raises:
            Problem: It cannot be of this size.
        """
        pack({}, size, bits if bits in BITS else 0)
        with self._writing():
            self._db.execute("INSERT OR IGNORE INTO lists VALUES (?, ?, ?)", (uri, size, bits))

    def take(self, uri: str, reference: str = "") -> int:
        """Return a random free index, from now on taken.

        Args:
            uri: The list.
            reference: The issuer's own word for the credential, by which it can be found to revoke it; no name.

        Raises:
            Problem: There is no such list, or half of it is taken.
        """
        with self._writing():
            size, _ = self._list(uri)
            taken = self._db.execute("SELECT count(*) FROM statuses WHERE uri = ?", (uri,)).fetchone()[0]
            if taken * 2 >= size:
                raise Problem("status-list-full", "is half full.", file=uri, hint="Make a new list.")
            while True:
                index = self._random.randrange(size)
                done = self._db.execute(_TAKE, (uri, index, reference))
                if done.rowcount:
                    return index

    def set(self, uri: str, index: int, status: int) -> None:
        """Give a credential a status.

        Raises:
            Problem: The index was never given out, or the status does not fit.
        """
        with self._writing():
            _, bits = self._list(uri)
            if not 0 <= status < 1 << bits:
                raise Problem("status-list-value", f"status {status} does not fit in {bits} bits.", file=uri)
            sql = "UPDATE statuses SET status = ? WHERE uri = ? AND idx = ?"
            if not self._db.execute(sql, (status, uri, index)).rowcount:
                raise Problem("status-unknown", f"index {index} was never given out.", file=uri)

    def get(self, uri: str, index: int) -> int | None:
        """Return a status; None where the index was never given out."""
        sql = "SELECT status FROM statuses WHERE uri = ? AND idx = ?"
        row = self._db.execute(sql, (uri, index)).fetchone()
        return None if row is None else int(row[0])

    def find(self, reference: str) -> tuple[tuple[str, int], ...]:
        """Return list and index of every credential under a reference."""
        sql = "SELECT uri, idx FROM statuses WHERE reference = ? AND reference != '' ORDER BY uri, idx"
        with self._lock:
            return tuple((str(uri), int(index)) for uri, index in self._db.execute(sql, (reference,)))

    def token(self, uri: str, key: Key, *, at: datetime, valid_for: int = 86_400, ttl: int = 3_600) -> str:
        """Return the list as it is published now, signed.

        Raises:
            Problem: There is no such list.
        """
        with self._lock:
            size, bits = self._list(uri)
            rows = self._db.execute("SELECT idx, status FROM statuses WHERE uri = ? AND status > 0", (uri,)).fetchall()
        return make_status_token(uri, pack(dict(rows), size, bits), bits, key, at=at, valid_for=valid_for, ttl=ttl)

    def lists(self) -> tuple[str, ...]:
        """Return the URIs of all lists."""
        return tuple(row[0] for row in self._db.execute("SELECT uri FROM lists ORDER BY uri"))

    def _list(self, uri: str) -> tuple[int, int]:
        row = self._db.execute("SELECT size, bits FROM lists WHERE uri = ?", (uri,)).fetchone()
        if row is None:
            raise Problem("status-list-unknown", "is no list of this issuer.", file=uri)
        return int(row[0]), int(row[1])

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")
