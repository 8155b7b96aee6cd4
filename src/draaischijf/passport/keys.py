"""Keys: one per person for what they wrote, one per store that wraps those.

A keeper wraps and unwraps; the store never sees its key. The one that ships keeps it in a file; a keeper on hardware or
in a cloud needs the same two methods.
"""

from __future__ import annotations

import base64
import os
import secrets
import stat
from pathlib import Path
from typing import Final, Protocol

from draaischijf.problems import Problem

KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12


class Keeper(Protocol):
    """Wraps the keys of people."""

    def wrap(self, key: bytes, about: str) -> bytes:
        """Return a key so that only this keeper can bring it back.

        Args:
            key: 32 bytes.
            about: Id of the passport; unwrapping with another fails.
        """
        ...

    def unwrap(self, wrapped: bytes, about: str) -> bytes:
        """Return the key that was wrapped.

        Raises:
            Problem: It was not wrapped by this keeper for this passport.
        """
        ...


def new_key() -> bytes:
    """Return a fresh random key."""
    return secrets.token_bytes(KEY_BYTES)


class FileKeeper:
    """A keeper whose key stands in a file that only its owner can read.

    Args:
        file: The file; made with a fresh key where it does not exist and `make` is true.
        make: Whether it may be made.

    Raises:
        Problem: The file is missing while it may not be made, others can read it, or it holds no key.
    """

    def __init__(self, file: Path, *, make: bool = True) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        if make and not file.exists():
            _make(file)
        self.file = file
        self._cipher = AESGCM(_read(file))

    def wrap(self, key: bytes, about: str) -> bytes:
        """Return a key, sealed with the key in the file."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, key, about.encode())

    def unwrap(self, wrapped: bytes, about: str) -> bytes:
        """Return the key that was wrapped."""
        from cryptography.exceptions import InvalidTag

        try:
            return self._cipher.decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], about.encode())
        except (InvalidTag, ValueError) as error:
            raise Problem(
                "key-wrong",
                "this key does not open the store.",
                file=str(self.file),
                hint="Put back the key file that belongs to this store.",
            ) from error


def _make(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    # Whole before it has its name: a program that is ended half-way leaves no half key behind.
    draft = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(base64.b64encode(new_key()) + b"\n")
        out.flush()
        os.fsync(out.fileno())
    try:
        os.link(draft, file)
    except FileExistsError:
        pass  # Another process made one in the same moment; that one holds.
    finally:
        draft.unlink()


def _read(file: Path) -> bytes:
    try:
        if file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise Problem(
                "key-open",
                "others on this machine can read the key.",
                file=str(file),
                hint=f"Run: chmod 600 {file}",
            )
        key = base64.b64decode(file.read_bytes().strip(), validate=True)
    except OSError as error:
        hint = "Put back the key file of this store; without it nobody can read what is in it."
        raise Problem("key-unreadable", f"cannot be read: {error.strerror}.", file=str(file), hint=hint) from error
    except ValueError as error:
        raise Problem("key-broken", "holds no key.", file=str(file), hint="Put back the right file.") from error
    if len(key) != KEY_BYTES:
        raise Problem("key-broken", "holds no key of 32 bytes.", file=str(file), hint="Put back the right file.")
    return key
