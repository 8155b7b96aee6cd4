"""The names of a release, ready to be found in running text: sorted numbers instead of a tree of words.

Made once per release and kept in the user's cache folder (`draaischijf config show` prints it), or made anew at every
start where that folder cannot be written. A name of up to six units is looked up by the sum of its units.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
import platformdirs

from draaischijf.language import SKILL_KINDS, Language, encoder
from draaischijf.reading.tables import FOLDER
from draaischijf.reading.units import Units
from draaischijf.reading.words import stem

FORMAT: Final = 5
LANGUAGES: Final = ("nl", "en", "de")
SORTS: Final = (
    "preferred", "alternative", "licence", "certificate", "registration", "software", "machine", "material", "method",
    "slang", "abbreviation", "misspelling", "",
)  # fmt: skip
RELATIONS: Final = ("is", "part", "proves", "")
PART_OF_LANGUAGE: Final = "language-part"
MOST_UNITS: Final = 6
_NO_VERBS: Final = ("ingen", "heden", "enden")
# What is looked up often is remembered, up to this much.
_REMEMBERED: Final = 100_000
_ARRAYS: Final = (
    "keys", "starts", "concept", "sort", "relation", "exact", "cased", "size", "denies", "asked", "vectors",
    "vector_starts",
)  # fmt: skip

# Many more than there are keys, and still few enough to stay near the processor.
_FIRST_BITS: Final = 20
_OTHER_BITS: Final = np.uint64(64 - _FIRST_BITS)

Int32 = npt.NDArray[np.int32]
Int64 = npt.NDArray[np.int64]
UInt64 = npt.NDArray[np.uint64]


class Name(NamedTuple):
    """What is known of a name that was found.

    Args:
        concept: Dense id of the concept.
        sort: One of `SORTS`.
        relation: One of `RELATIONS`.
        exact: Number of its words in order, to tell a name from an inflected one.
        cased: True where capitals belong to it: "Word", "SAP", "VCA".
        size: Number of its units.
        denies: True where a denial belongs to the name itself: "niet op je mondje gevallen".
    """

    concept: int
    sort: str
    relation: str
    exact: int
    cased: bool
    size: int
    denies: bool = False


@dataclass(frozen=True)
class Index:
    """The names of a release as columns.

    Args:
        keys: Sums of units, ascending, uint64.
        starts: Place of the first name of each key, and one after the last.
        concept: Dense id per name.
        sort: Index into `SORTS` per name.
        relation: Index into `RELATIONS` per name.
        exact: Number of the words in order per name.
        cased: Whether capitals belong to it, per name.
        size: Number of units per name.
        denies: Whether a denial belongs to the name, per name.
        uris: URI of every concept.
        kinds: Kind of every concept.
        words: Per language, the words that compounds are cut into.
        asked: Logarithm of one more than the number of occupations that ask for each concept.
        vectors: Vector of every name of a skill, times 127, by concept, int8.
        vector_starts: Place of the first vector of each skill, and one after the last.
    """

    keys: UInt64
    starts: Int32
    concept: Int32
    sort: npt.NDArray[np.uint8]
    relation: npt.NDArray[np.uint8]
    exact: UInt64
    cased: npt.NDArray[np.bool_]
    size: npt.NDArray[np.uint8]
    denies: npt.NDArray[np.bool_]
    uris: list[str]
    kinds: list[str]
    words: dict[str, frozenset[str]]
    asked: npt.NDArray[np.float32]
    vectors: npt.NDArray[np.int8]
    vector_starts: Int32

    @cached_property
    def units(self) -> dict[str, Units]:
        """What makes units, per language."""
        return {language: Units(language, self.words[language]) for language in LANGUAGES}

    @cached_property
    def infinitives(self) -> dict[str, str]:
        """Dutch verbs in names by their stem; of words with one stem the shortest: "behandelen", no "behandelingen"."""
        able = [word for word in self.words["nl"] if word.endswith("en") and not word.endswith(_NO_VERBS)]
        return {stem(word, "nl"): word for word in sorted(able, key=lambda one: (-len(one), one)) if len(word) > 4}

    def infinitive(self, word: str) -> str:
        """Return the infinitive of an inflected Dutch verb that names know, the word itself otherwise."""
        if word[-1:] not in "td" or word in self.words["nl"]:
            return word
        return self.infinitives.get(stem(word, "nl"), word)

    def has_word(self, word: str) -> bool:
        """Tell whether a plain word stands in some name, in any language."""
        return any(word in own for own in self.words.values())

    @cached_property
    def _named(self) -> dict[int, list[Name]]:
        return {}

    @cached_property
    def n_skills(self) -> int:
        """Number of skills, which are the first concepts."""
        return sum(kind in (*SKILL_KINDS, PART_OF_LANGUAGE) for kind in self.kinds)

    @cached_property
    def _opened(self) -> npt.NDArray[np.bool_]:
        """Whether some key begins with some bits: most sums that are no name are told by one look at this."""
        opened = np.zeros(1 << _FIRST_BITS, np.bool_)
        opened[self.keys >> _OTHER_BITS] = True
        return opened

    def find(self, keys: UInt64) -> tuple[Int64, Int64]:
        """Return which of some sums are keys, and the place in `keys` of each of those."""
        likely = np.flatnonzero(self._opened[keys >> _OTHER_BITS])
        own = keys[likely]
        place = np.searchsorted(self.keys, own)
        place[place == len(self.keys)] = 0
        same = self.keys[place] == own
        return likely[same], place[same]

    def names(self, place: int) -> list[Name]:
        """Return the names of a key, better sorts first.

        Args:
            place: Place of the key in `keys`.
        """
        names = self._named.get(place)
        if names is None:
            names = self._read(place)
            if len(self._named) > _REMEMBERED:
                self._named.clear()
            self._named[place] = names
        return names

    def _read(self, place: int) -> list[Name]:
        return [
            Name(
                int(self.concept[row]),
                SORTS[self.sort[row]],
                RELATIONS[self.relation[row]],
                int(self.exact[row]),
                bool(self.cased[row]),
                int(self.size[row]),
                bool(self.denies[row]),
            )
            for row in range(self.starts[place], self.starts[place + 1])
        ]


def open_index(language: Language) -> Index:
    """Return the index of a release, from the cache where it is there."""
    file = cache_folder() / f"{language.release}-{_mark(language)}.npz"
    try:
        with np.load(file) as stored:
            return _unpacked(dict(stored))
    except (OSError, ValueError, KeyError, EOFError):
        from draaischijf.reading.index_build import columns_of

        _keep(file, columns := columns_of(language))
        return _unpacked(columns)


def cache_folder() -> Path:
    """Return the folder in which indexes of names are kept."""
    return Path(platformdirs.user_cache_dir("draaischijf")) / "names"


def _mark(language: Language) -> str:
    """Return a mark that changes with the names, the encoder, the tables that units depend on, and this code."""
    mark = blake2b(digest_size=8)
    mark.update(str(language.manifest.get("sha256", "")).encode())
    mark.update(np.rint(encoder().encode(["heftruck besturen"], "name") * 1000).astype(np.int16).tobytes())
    for name in ("tongue.toml", "titles.csv", "forms.csv"):
        mark.update((FOLDER / name).read_bytes())
    for code in ("index.py", "index_build.py", "units.py", "words.py"):
        mark.update(Path(__file__).with_name(code).read_bytes())
    return mark.hexdigest()


def _keep(file: Path, columns: dict[str, npt.NDArray[np.generic]]) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=file.parent, suffix=".new", delete=False) as new:
            np.savez(new, **columns)  # type: ignore[arg-type]
        Path(new.name).replace(file)
    except OSError:
        # A cache that cannot be written costs time at every start, nothing else.
        return


def _unpacked(columns: dict[str, npt.NDArray[np.generic]]) -> Index:
    def lines(name: str) -> list[str]:
        text: list[str] = columns[name].tobytes().decode().split("\n")
        return text

    if int(columns["format"]) != FORMAT:
        raise ValueError("an index of another format")
    return Index(
        **{name: columns[name] for name in _ARRAYS},  # type: ignore[arg-type]
        uris=lines("uris"),
        kinds=lines("kinds"),
        words={language: frozenset(lines(f"words_{language}")) for language in LANGUAGES},
    )
