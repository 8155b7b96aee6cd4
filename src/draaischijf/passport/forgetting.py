"""The proof that nothing readable remains of a passport that was forgotten.

Every byte of the store's files is looked at. Each sealed frame and each wrapped key begins with a fixed head and random
bytes: what is found with a head that no living passport uses is a remain. So are words that the person remembers to
have written, in any coding that a computer would write them in. What no program can see is what a disk keeps of
overwritten blocks; without the person's key that is noise.
"""

from __future__ import annotations

import mmap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from draaischijf.passport.sealing import HEAD, KEY_MAGIC, MAGIC
from draaischijf.passport.sqlite_store import SqlitePassports

CODINGS: Final = ("utf-8", "utf-16-le", "utf-16-be")
SHORTEST_WORD: Final = 4


class Remain(NamedTuple):
    """Something that should not be there.

    Args:
        what: `frame`, `key` or `word`.
        file: Name of the file.
        offset: Byte in it.
    """

    what: str
    file: str
    offset: int


@dataclass(frozen=True, slots=True)
class Proof:
    """What a search for remains found.

    Args:
        id: The passport.
        listed: Whether it is on the list of erasures.
        gone: Whether the store no longer knows it.
        files: Name and size of every file that was searched, whole.
        words: Number of words that were looked for.
        remains: What was found, at most a hundred.
    """

    id: str
    listed: bool
    gone: bool
    files: tuple[tuple[str, int], ...]
    words: int
    remains: tuple[Remain, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing readable remains."""
        return self.listed and self.gone and not self.remains


def prove_forgotten(store: SqlitePassports, id: str, words: Sequence[str] = ()) -> Proof:
    """Search all bytes of a store for what is left of a passport.

    Args:
        store: The store, open.
        id: The passport that was forgotten.
        words: Words of at least 4 signs that stood in it, if anyone remembers them.

    Raises:
        ValueError: A word is too short to mean anything where it is found.
    """
    short = [word for word in words if len(word) < SHORTEST_WORD]
    if short:
        raise ValueError(f"a word to look for has at least {SHORTEST_WORD} signs, not {short[0]!r}")
    files = store.files()
    living = store.heads()
    sought = sorted({form for word in words for form in _forms(word)})
    remains = [remain for file in files for remain in _search(file, living, sought)]
    return Proof(
        id,
        id in {one.id for one in store.erasures()},
        id not in store.ids(),
        tuple((file.name, file.stat().st_size) for file in files),
        len(words),
        tuple(remains[:100]),
    )


def _forms(word: str) -> Iterator[bytes]:
    for written in (word, word.lower(), word.upper()):
        for coding in CODINGS:
            yield written.encode(coding)
        # As JSON writes it where it keeps to ASCII.
        yield written.encode("ascii", "backslashreplace")


def _search(file: Path, living: set[bytes], sought: Sequence[bytes]) -> Iterator[Remain]:
    if not file.stat().st_size:
        return
    with file.open("rb") as opened, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as held:
        for what, magic in (("frame", MAGIC), ("key", KEY_MAGIC)):
            for offset in _places(held, magic):
                if held[offset : offset + HEAD] not in living:
                    yield Remain(what, file.name, offset)
        for word in sought:
            for offset in _places(held, word):
                yield Remain("word", file.name, offset)


def _places(held: mmap.mmap, sought: bytes) -> Iterator[int]:
    place = held.find(sought)
    while place >= 0:
        yield place
        place = held.find(sought, place + 1)
