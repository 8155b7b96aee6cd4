"""What a protocol must remember for a while: codes, tokens, nonces, questions. Each is forgotten at its time.

Everything is found by a secret that the other party holds (a code, a token). The store keeps only a hash of that
secret, and the value sealed under a key derived from it: who reads the store can use and read nothing in it.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from secrets import token_bytes
from typing import Any, Final, Protocol
from weakref import finalize

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from draaischijf.problems import Problem

MAX_ROWS: Final = 1_000_000
_TABLE: Final = """
CREATE TABLE IF NOT EXISTS states (
    kind TEXT NOT NULL, found_by BLOB NOT NULL, until REAL NOT NULL, sealed BLOB NOT NULL,
    PRIMARY KEY (kind, found_by)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS states_until ON states (until);
"""


class States(Protocol):
    """A store of what is remembered for a while."""

    def put(self, kind: str, secret: str, value: Mapping[str, Any], until: datetime) -> None:
        """Remember a value; one that is there under the same kind and secret is replaced."""
        ...

    def get(self, kind: str, secret: str, at: datetime) -> dict[str, Any] | None:
        """Return a value; None where there is none, or no longer."""
        ...

    def take(self, kind: str, secret: str, at: datetime) -> dict[str, Any] | None:
        """Return a value and forget it, so that of two that ask at once only one gets it."""
        ...

    def once(self, kind: str, secret: str, until: datetime) -> bool:
        """Return whether this is the first time that something is seen, and remember it."""
        ...

    def forget_before(self, at: datetime) -> None:
        """Forget what has passed its time."""
        ...


class SqliteStates:
    """States in SQLite.

    Args:
        path: The file; None for memory only.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._lock = threading.RLock()
        self._made = 0
        self._db = sqlite3.connect(path or ":memory:", isolation_level=None, check_same_thread=False, timeout=10)
        finalize(self, self._db.close)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA secure_delete = ON")
        self._db.executescript(_TABLE)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def put(self, kind: str, secret: str, value: Mapping[str, Any], until: datetime) -> None:
        """Remember a value."""
        self._insert("REPLACE", kind, secret, value, until)

    def get(self, kind: str, secret: str, at: datetime) -> dict[str, Any] | None:
        """Return a value; None where there is none, or no longer."""
        sql = "SELECT sealed FROM states WHERE kind = ? AND found_by = ? AND until > ?"
        return self._open(kind, secret, self._one(sql, (kind, _found_by(secret), at.timestamp())))

    def take(self, kind: str, secret: str, at: datetime) -> dict[str, Any] | None:
        """Return a value and forget it."""
        sql = "DELETE FROM states WHERE kind = ? AND found_by = ? AND until > ? RETURNING sealed"
        return self._open(kind, secret, self._one(sql, (kind, _found_by(secret), at.timestamp())))

    def once(self, kind: str, secret: str, until: datetime) -> bool:
        """Return whether this is the first time that something is seen, and remember it."""
        return self._insert("IGNORE", kind, secret, {}, until) == 1

    def forget_before(self, at: datetime) -> None:
        """Forget what has passed its time."""
        with self._lock:
            self._db.execute("DELETE FROM states WHERE until <= ?", (at.timestamp(),))

    def _insert(self, conflict: str, kind: str, secret: str, value: Mapping[str, Any], until: datetime) -> int:
        nonce = token_bytes(12)
        sealed = nonce + AESGCM(_key(secret)).encrypt(nonce, json.dumps(value).encode(), kind.encode())
        with self._lock:
            if self._made % 1000 == 0 and self._db.execute("SELECT count(*) FROM states").fetchone()[0] >= MAX_ROWS:
                raise Problem("states-full", "remembers as much as it may.", hint="Call forget_before now and then.")
            self._made += 1
            row = (kind, _found_by(secret), until.timestamp(), sealed)
            return self._db.execute(f"INSERT OR {conflict} INTO states VALUES (?, ?, ?, ?)", row).rowcount  # noqa: S608

    def _one(self, sql: str, values: tuple[Any, ...]) -> bytes | None:
        with self._lock:
            rows = self._db.execute(sql, values).fetchall()
        return bytes(rows[0][0]) if rows else None

    def _open(self, kind: str, secret: str, sealed: bytes | None) -> dict[str, Any] | None:
        if sealed is None:
            return None
        try:
            opened = AESGCM(_key(secret)).decrypt(sealed[:12], sealed[12:], kind.encode())
        except InvalidTag as error:
            raise Problem("states-damaged", "holds something that was changed.") from error
        found: dict[str, Any] = json.loads(opened)
        return found


def _found_by(secret: str) -> bytes:
    return sha256(b"found by " + secret.encode()).digest()


def _key(secret: str) -> bytes:
    return sha256(b"sealed under " + secret.encode()).digest()
