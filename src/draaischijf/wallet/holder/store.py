"""Credentials that a holder keeps, and records of what was sent, sealed at rest."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from secrets import token_bytes, token_hex
from typing import Final, Protocol
from weakref import finalize

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from draaischijf.problems import Problem
from draaischijf.wallet.holder.records import Sent, read_record
from draaischijf.wallet.keys import Algorithm, Key

_TABLES: Final = """
CREATE TABLE IF NOT EXISTS credentials (id TEXT PRIMARY KEY, sealed BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sent (id TEXT PRIMARY KEY, sealed BLOB NOT NULL) WITHOUT ROWID;
"""


class HolderKeys(Protocol):
    """Where a holder's keys are: files, hardware, a cloud."""

    def create(self, name: str, algorithm: Algorithm = "ES256") -> Key:
        """Return a new key under a name."""
        ...

    def get(self, name: str) -> Key:
        """Return the key of a name."""
        ...


@dataclass(frozen=True, slots=True)
class Held:
    """A credential that is kept.

    Args:
        id: Its name in the store.
        data: The credential, as it was received.
        key: Name of the key that it is bound to; empty for none.
    """

    id: str
    data: bytes = field(repr=False)
    key: str = ""


class HeldCredentials:
    """Credentials in SQLite.

    Args:
        path: The file; None for memory only.
        secret: 32 bytes under which they are sealed; a random one for memory.
    """

    def __init__(self, path: Path | None = None, secret: bytes | None = None) -> None:
        self._lock = threading.RLock()
        self._db = sqlite3.connect(path or ":memory:", isolation_level=None, check_same_thread=False, timeout=10)
        finalize(self, self._db.close)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA secure_delete = ON")
        self._db.executescript(_TABLES)
        self._cipher = AESGCM(sha256(b"held credentials " + (secret or token_bytes(32))).digest())

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def add(self, data: bytes, key: str = "") -> Held:
        """Keep a credential.

        Args:
            data: The credential, as it was received.
            key: Name of the key that it is bound to.
        """
        held = Held(token_hex(6), data, key)
        sealed = self._seal(held.id, len(key).to_bytes(2, "big") + key.encode() + data)
        with self._lock:
            self._db.execute("INSERT INTO credentials VALUES (?, ?)", (held.id, sealed))
        return held

    def get(self, name: str) -> Held:
        """Return a credential.

        Raises:
            Problem: There is none of that name, or it does not open.
        """
        with self._lock:
            row = self._db.execute("SELECT id, sealed FROM credentials WHERE id = ?", (name,)).fetchone()
        if row is None:
            known = ", ".join(one.id for one in self) or "none"
            raise Problem("credential-unknown", f"there is no credential {name!r}.", hint=f"Known: {known}.")
        return self._open(*row)

    def remove(self, name: str) -> None:
        """Remove a credential, also from the write-ahead log."""
        with self._lock:
            self._db.execute("DELETE FROM credentials WHERE id = ?", (name,))
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def __iter__(self) -> Iterator[Held]:
        """Yield every credential."""
        with self._lock:
            rows = self._db.execute("SELECT id, sealed FROM credentials ORDER BY id").fetchall()
        for row in rows:
            yield self._open(*row)

    def remember(self, record: Sent) -> None:
        """Keep the record of what was sent; one of the same name is replaced."""
        sealed = self._seal(record.id, json.dumps(record.as_dict()).encode())
        with self._lock:
            self._db.execute("REPLACE INTO sent VALUES (?, ?)", (record.id, sealed))

    def sent(self) -> tuple[Sent, ...]:
        """Return the records of what was sent, oldest first."""
        with self._lock:
            rows = self._db.execute("SELECT id, sealed FROM sent").fetchall()
        found = (read_record(json.loads(self._unseal(*row))) for row in rows)
        return tuple(sorted(found, key=lambda one: (one.at, one.id)))

    def withdraw(self, name: str, at: datetime) -> Sent:
        """Write down that the person withdrew, and return the record.

        Raises:
            Problem: There is no record of that name.
        """
        for record in self.sent():
            if record.id == name:
                changed = replace(record, withdrawn=record.withdrawn or at)
                self.remember(changed)
                return changed
        raise Problem("record-unknown", f"nothing was sent under {name!r}.", hint="See wallet sent.")

    def _seal(self, name: str, text: bytes) -> bytes:
        nonce = token_bytes(12)
        return nonce + self._cipher.encrypt(nonce, text, name.encode())

    def _unseal(self, name: str, sealed: bytes) -> bytes:
        try:
            return self._cipher.decrypt(sealed[:12], sealed[12:], name.encode())
        except InvalidTag as error:
            raise Problem("credential-locked", "does not open with this secret, or was changed.", file=name) from error

    def _open(self, name: str, sealed: bytes) -> Held:
        text = self._unseal(name, sealed)
        size = int.from_bytes(text[:2], "big")
        return Held(name, text[2 + size :], text[2 : 2 + size].decode())
