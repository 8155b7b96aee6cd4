"""Keys in files, encrypted at rest.

A folder with one small JSON file per key. The secret half is encrypted with AES-256-GCM under a key of its own that
comes from the store's secret: a passphrase (through scrypt, N = 2 ** 17, r = 8, p = 1, as OWASP's Password Storage
Cheat Sheet recommends) or a key file of 32 random bytes. The public half is bound to the ciphertext, so that neither
can be swapped. Rotation makes a new key the current one; the old one stays for its public half and loses its secret.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_bytes, token_hex
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from draaischijf.problems import Problem
from draaischijf.wallet.bounded import b64url, b64url_decode, parse_object
from draaischijf.wallet.keys import (
    Algorithm,
    SoftwareKey,
    generate_key,
    key_from_private,
    public_key_from_jwk,
)

FORMAT: Final = 1
SCRYPT_COST: Final = 2**17
KEY_FILE_BYTES: Final = 32
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


@dataclass(frozen=True, slots=True)
class Secret:
    """What unlocks a store: a passphrase or the bytes of a key file. Never shown.

    Args:
        value: The passphrase in UTF-8, or 32 random bytes.
        random: True for a key file; such a secret needs no slow derivation.
    """

    value: bytes = field(repr=False)
    random: bool = False

    @classmethod
    def passphrase(cls, text: str) -> Secret:
        """Return a secret that a person remembers.

        Raises:
            Problem: It is shorter than 12 characters.
        """
        if len(text) < 12:
            raise Problem("passphrase-short", "is shorter than 12 characters.", hint="Take a few words.")
        return cls(text.encode("utf-8"))

    @classmethod
    def key_file(cls, path: Path) -> Secret:
        """Return the secret in a key file, made with rights for its owner only where it does not exist.

        Raises:
            Problem: It cannot be read, is no key file, or others may read it.
        """
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            _write_private(path, token_bytes(KEY_FILE_BYTES))
        try:
            value, mode = path.read_bytes(), path.stat().st_mode
        except OSError as error:
            raise Problem("key-file-unreadable", f"cannot be read: {error.strerror}.", file=str(path)) from error
        if len(value) != KEY_FILE_BYTES:
            raise Problem("key-file-invalid", f"is no key file of {KEY_FILE_BYTES} bytes.", file=str(path))
        if os.name == "posix" and mode & 0o077:
            raise Problem("key-file-open", "may be read by others.", file=str(path), hint="Run chmod 600 on it.")
        return cls(value, random=True)


@dataclass(frozen=True, slots=True)
class StoredKey:
    """What a store says about a key without unlocking it.

    Args:
        name: What the key is for, such as `issuer`.
        key: Its public half, id and certificates; it cannot sign.
        created: When it was made.
        retired: When it was replaced; None for the current key of its name.
    """

    name: str
    key: SoftwareKey
    created: datetime
    retired: datetime | None = None


class KeyFiles:
    """A folder of keys.

    Args:
        folder: Where the files are; made where it does not exist.
        secret: What unlocks it.
        cost: N of scrypt for a new store with a passphrase; a power of two of at least 2 ** 14.
    """

    def __init__(self, folder: Path, secret: Secret, *, cost: int = SCRYPT_COST) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._master = _master(folder / "store.json", secret, cost)

    def create(self, name: str, algorithm: Algorithm = "ES256") -> SoftwareKey:
        """Return a new key under a name that is free.

        Raises:
            Problem: The name is taken or no name, or the algorithm is none.
        """
        if not _NAME.fullmatch(name):
            raise Problem("key-name", f"{name!r} is no name for a key.", hint="Use a-z, 0-9 and hyphens, at most 40.")
        if any(one.name == name and one.retired is None for one in self.list()):
            raise Problem("key-exists", f"there is a key {name!r} already.", hint="Rotate it, or take another name.")
        key = generate_key(algorithm)
        self._write(name, key, datetime.now(UTC))
        return key

    def get(self, name: str) -> SoftwareKey:
        """Return the current key of a name, able to sign.

        Raises:
            Problem: There is none, the secret does not open it, or its file was changed.
        """
        return self._unlock(self._current(name))

    def list(self) -> tuple[StoredKey, ...]:
        """Return every key, public halves only, oldest first within a name."""
        return tuple(sorted((stored for _, stored in self._files()), key=lambda one: (one.name, one.created)))

    def rotate(self, name: str) -> SoftwareKey:
        """Return a new key that takes the place of the current one; the old secret is destroyed.

        Raises:
            Problem: There is no key of that name.
        """
        before = self._currents(name)
        key = generate_key(before[-1][1].key.algorithm)
        now = datetime.now(UTC)
        self._write(name, key, now)
        # The new key is there first: who is stopped here has two, of which the newest counts, and none is lost.
        for file, old in before:
            public = {**_public(old.name, old.key, old.created), "retired": now.isoformat()}
            _write_private(file, json.dumps(public, indent=1).encode())
        return key

    def certify(self, name: str, x5c: tuple[bytes, ...]) -> SoftwareKey:
        """Return the current key with certificates, kept with it from now on.

        Raises:
            Problem: There is no such key, or the first certificate is of another.
        """
        file = self._current(name)
        key = self._unlock(file).with_chain(x5c)
        self._write(name, key, _stored(_read(file)).created, file)
        return key

    def derived(self, purpose: str) -> bytes:
        """Return 32 bytes that belong to this store, for something else to be sealed under.

        Args:
            purpose: What for; another purpose gives other bytes.
        """
        return HKDF(SHA256(), 32, salt=None, info=b"draaischijf " + purpose.encode()).derive(self._master)

    def _files(self) -> Iterator[tuple[Path, StoredKey]]:
        for file in sorted(self.folder.glob("*.key.json")):
            yield file, _stored(_read(file))

    def _current(self, name: str) -> Path:
        return self._currents(name)[-1][0]

    def _currents(self, name: str) -> tuple[tuple[Path, StoredKey], ...]:
        """Return the keys of a name that can sign, newest last: one, or more where a rotation was stopped halfway."""
        found = [(file, one) for file, one in self._files() if one.name == name and one.retired is None]
        if found:
            return tuple(sorted(found, key=lambda pair: pair[1].created))
        known = ", ".join(sorted({one.name for one in self.list()})) or "none"
        raise Problem("key-unknown", f"there is no key {name!r}.", file=str(self.folder), hint=f"Known: {known}.")

    def _write(self, name: str, key: SoftwareKey, created: datetime, file: Path | None = None) -> None:
        public, nonce = _public(name, key, created), token_bytes(12)
        sealed = AESGCM(self._key_for(key.id)).encrypt(nonce, key.private_bytes(), _bound(public))
        entry = {**public, "nonce": b64url(nonce), "sealed": b64url(sealed)}
        file = file or self.folder / f"{name}-{token_hex(4)}.key.json"
        _write_private(file, json.dumps(entry, indent=1).encode())

    def _unlock(self, file: Path) -> SoftwareKey:
        entry = _read(file)
        stored = _stored(entry)
        public = {name: entry[name] for name in _public(stored.name, stored.key, stored.created)}
        try:
            opened = AESGCM(self._key_for(stored.key.id)).decrypt(
                b64url_decode(entry["nonce"]), b64url_decode(entry["sealed"]), _bound(public)
            )
        except (InvalidTag, KeyError, ValueError) as error:
            raise Problem("key-locked", "does not open with this secret, or was changed.", file=file.name) from error
        return key_from_private(opened, id=stored.key.id).with_chain(stored.key.x5c)

    def _key_for(self, key_id: str) -> bytes:
        return self.derived(f"key {key_id}")


def _master(file: Path, secret: Secret, cost: int) -> bytes:
    """Return the key of the store, and write down how it is derived the first time."""
    if not file.exists():
        settings = {"format": FORMAT, "kdf": "none" if secret.random else "scrypt", "cost": cost}
        _write_private(file, json.dumps({**settings, "salt": b64url(token_bytes(16))}).encode())
    entry = _read(file)
    try:
        salt, kdf, n = b64url_decode(entry["salt"]), entry["kdf"], int(entry["cost"])
        if kdf == ("none" if secret.random else "scrypt"):
            return secret.value if secret.random else Scrypt(salt, 32, n=n, r=8, p=1).derive(secret.value)
    except (KeyError, ValueError, TypeError) as error:
        raise Problem("key-store-invalid", "is no key store.", file=str(file)) from error
    wanted = "a key file" if kdf == "none" else "a passphrase"
    raise Problem("key-store-secret", f"opens with {wanted}.", file=str(file))


def _public(name: str, key: SoftwareKey, created: datetime) -> dict[str, Any]:
    chain = [b64url(one) for one in key.x5c]
    return {
        "format": FORMAT,
        "name": name,
        "id": key.id,
        "jwk": dict(key.jwk),
        "x5c": chain,
        "created": created.isoformat(),
    }


def _bound(public: Mapping[str, Any]) -> bytes:
    return json.dumps(public, sort_keys=True, separators=(",", ":")).encode()


def _stored(entry: Mapping[str, Any]) -> StoredKey:
    retired = entry.get("retired")
    try:
        key = SoftwareKey(
            public_key_from_jwk(entry["jwk"]), str(entry["id"]), tuple(b64url_decode(one) for one in entry["x5c"])
        )
        created = datetime.fromisoformat(entry["created"])
        return StoredKey(
            str(entry["name"]), key, created, datetime.fromisoformat(retired) if retired is not None else None
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Problem("key-store-invalid", "is no file of this key store.") from error


def _read(file: Path) -> dict[str, Any]:
    try:
        entry = parse_object(file.read_bytes(), max_bytes=100_000)
    except OSError as error:
        raise Problem("key-store-unreadable", f"cannot be read: {error.strerror}.", file=str(file)) from error
    except Problem as problem:
        raise problem.at(file=str(file)) from problem
    if entry.get("format") != FORMAT:
        raise Problem("key-store-format", "is of another format.", file=str(file), hint="Use a newer version.")
    return entry


def _write_private(file: Path, data: bytes) -> None:
    """Write a file whole or not at all, for its owner only."""
    beside = file.with_name(f".{file.name}.{token_hex(4)}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(file)
