"""Concepts and their names as columns.

A concept has a dense integer id inside one release: its row. Dense ids never leave memory; everything that is stored or
sent names a concept by URI and release. Skills come first, then groups of skills, then occupations, then ISCO groups.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

LANGUAGES: Final = ("nl", "en", "de")
SKILL_KINDS: Final = ("skill", "knowledge", "attitude", "language")
KINDS: Final = (*SKILL_KINDS, "skill-group", "occupation", "occupation-group")

Int32 = npt.NDArray[np.int32]


class Name(NamedTuple):
    """A name as it is shown.

    Args:
        text: The name.
        language: The language it is in; differs from the one asked for where no name exists in that.
        official: True for a name from an official release, False for one of our own or of a published package.
    """

    text: str
    language: str
    official: bool


@dataclass(frozen=True)
class Concepts:
    """All concepts of a release, one row each.

    Args:
        uris: URI per concept.
        kinds: Kind per concept, one of `KINDS`.
        codes: Codes of the groups a concept belongs to or, for a group, its own code; space between.
        preferred: Per language the preferred name, empty where there is none.
        origins: Per language where that name comes from: `own`, `package` or `official`.
    """

    uris: list[str]
    kinds: list[str]
    codes: list[str]
    preferred: dict[str, list[str]]
    origins: dict[str, list[str]]

    def __len__(self) -> int:
        return len(self.uris)

    @cached_property
    def ids(self) -> dict[str, int]:
        """Dense id by URI."""
        return {uri: row for row, uri in enumerate(self.uris)}

    @cached_property
    def n_skills(self) -> int:
        """Number of skills; skills are rows 0 up to here."""
        return sum(kind in SKILL_KINDS for kind in self.kinds)

    def rows_of(self, kind: str) -> Int32:
        """Return the rows of a kind; `skill` stands for every kind of skill here.

        Args:
            kind: `skill` for all skills, knowledge, attitudes and languages; otherwise one of `KINDS`.
        """
        wanted = SKILL_KINDS if kind == "skill" else (kind,)
        return np.asarray([row for row, own in enumerate(self.kinds) if own in wanted], dtype=np.int32)

    def name(self, row: int, language: str = "nl") -> Name:
        """Return the preferred name in a language, or in the first other language that has one.

        Args:
            row: Dense id.
            language: `nl`, `en` or `de`.
        """
        for spoken in (language, "en", "nl", "de"):
            text = self.preferred.get(spoken, [""] * len(self))[row]
            if text:
                return Name(text, spoken, self.origins[spoken][row] == "official")
        return Name(self.uris[row], "", False)

    def names_by_language(self, row: int) -> dict[str, str | None]:
        """Return the English and Dutch preferred name, None where there is none."""
        return {spoken: self.preferred[spoken][row] or None for spoken in ("en", "nl")}


@dataclass(frozen=True)
class Names:
    """Every name by which a concept is known, one row each: preferred, alternative, and trade expressions.

    Args:
        text: The name as written.
        concept: Dense id of the concept, int32.
        language: `nl`, `en` or `de` per name.
        sort: `preferred`, `alternative`, or the sort of a trade expression (`licence`, `certificate`,
            `registration`, `software`, `machine`, `material`, `method`, `slang`, `abbreviation`, `misspelling`).
        relation: `is` where the name means the concept, `part` where it names a specific case of it, `proves`
            where it names a licence, certificate or registration that shows it.
        origin: `own`, `package` or `official`.
        plain: The name in the form in which names are compared.
    """

    text: list[str]
    concept: Int32
    language: list[str]
    sort: list[str]
    relation: list[str]
    origin: list[str]
    plain: list[str]

    def __len__(self) -> int:
        return len(self.text)
