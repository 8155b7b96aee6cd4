"""What a store holds of a person: sealed frames, and commitments in a chain.

A frame is `DSframe1`, 12 random bytes, then the events as AES-256-GCM seals them under the person's key. What it
belongs to (the passport and the number of its first event) is sealed in, so that frames cannot change places. The head
makes frames findable in raw bytes, which is how the proof of forgetting works.

The chain holds for each frame a commitment, HMAC-SHA-256 of its contents under a key derived from the person's. Once
that key is destroyed a commitment is as good as random: nobody can test a guess against it.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from typing import Final

from draaischijf.passport.codec import from_bytes, to_bytes
from draaischijf.passport.events import Event
from draaischijf.passport.keys import NONCE_BYTES
from draaischijf.problems import Problem

MAGIC: Final = b"DSframe1"
# In front of a wrapped key, for the same reason, and as long.
KEY_MAGIC: Final = b"DSkeywr1"
HEAD: Final = len(MAGIC) + NONCE_BYTES
GENESIS: Final = bytes(32)


class Sealer:
    """Seals and opens the events of one passport.

    Args:
        key: The person's key, 32 bytes.
        id: The passport.
    """

    def __init__(self, key: bytes, id: str) -> None:
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        self._id = id
        self._cipher = AESGCM(key)
        self._changed = (InvalidTag, ValueError)
        self._committing = hmac.digest(key, b"draaischijf commitment", "sha256")

    def seal(self, events: Sequence[Event], first: int) -> tuple[bytes, bytes]:
        """Return a frame with events, and the commitment to it.

        Args:
            events: What is sealed.
            first: Number of the first of them in the history.
        """
        data = to_bytes(events)
        nonce = secrets.token_bytes(NONCE_BYTES)
        return MAGIC + nonce + self._cipher.encrypt(nonce, data, self._about(first)), self._commit(data, first)

    def open(self, frame: bytes, first: int) -> tuple[Event, ...]:
        """Return the events of a frame.

        Raises:
            Problem: The frame was changed, moved, or sealed with another key.
        """
        return from_bytes(self._data(frame, first))

    def commitment(self, frame: bytes, first: int) -> bytes:
        """Return the commitment that belongs to a frame.

        Raises:
            Problem: The frame cannot be opened.
        """
        return self._commit(self._data(frame, first), first)

    def _data(self, frame: bytes, first: int) -> bytes:
        try:
            if frame[: len(MAGIC)] != MAGIC:
                raise ValueError("no frame")
            return self._cipher.decrypt(frame[len(MAGIC) : HEAD], frame[HEAD:], self._about(first))
        except self._changed as error:
            raise Problem(
                "passport-damaged",
                "the record was changed or damaged.",
                file=self._id,
                place=f"event {first}",
                hint="Put back a backup of the store.",
            ) from error

    def _about(self, first: int) -> bytes:
        return f"{self._id}:{first}".encode()

    def _commit(self, data: bytes, first: int) -> bytes:
        return hmac.digest(self._committing, first.to_bytes(8, "big") + data, "sha256")


def linked(previous: bytes, pseudonym: str, first: int, commitment: bytes) -> bytes:
    """Return the hash of a link of the chain.

    Args:
        previous: Hash of the link before it; `GENESIS` for the first.
        pseudonym: Random name of the passport in the chain.
        first: Number of the first event that the link commits to; 0 for a forgetting.
        commitment: What it commits to.
    """
    return hashlib.sha256(previous + pseudonym.encode() + b":" + first.to_bytes(8, "big") + commitment).digest()
