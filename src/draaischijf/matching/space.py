"""What matching needs of the skills language: which skills exist, of what kind, and how far each covers others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from draaischijf.passport import Defaults, load_defaults

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from draaischijf.language import Language

ROADS: Final = ("itself", "includes", "hierarchy", "relation", "encoder")


class Neighbour(NamedTuple):
    """A skill that a held skill covers.

    Args:
        uri: The covered skill.
        nearness: How far, in millionths, 400,000 to 1,000,000.
        road: Along which road, one of `ROADS`.
    """

    uri: str
    nearness: int
    road: str


@dataclass(frozen=True)
class SkillSpace:
    """The skills of one release, with dense ids 0 to n that never leave memory.

    Args:
        release: Name of the release.
        uris: URI per skill.
        kinds: Kind per skill, in the words of `Defaults.kinds`.
        targets: Whole numbers (n, m): ids of the skills that a held skill covers, itself among them; -1 pads.
        nearness: Whole numbers (n, m): how far, in millionths; 0 pads.
        via: uint8 (n, m): index into `ROADS`.
    """

    release: str
    uris: Sequence[str]
    kinds: Sequence[str]
    targets: npt.NDArray[np.integer[Any]]
    nearness: npt.NDArray[np.integer[Any]]
    via: npt.NDArray[np.uint8]
    _rows: dict[int, tuple[Neighbour, ...]] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def ids(self) -> dict[str, int]:
        """Dense id by URI."""
        return {uri: row for row, uri in enumerate(self.uris)}

    def id_of(self, uri: str) -> int | None:
        """Return the dense id of a skill, None where the release does not know it."""
        return self.ids.get(uri)

    def kind_of(self, uri: str) -> str:
        """Return the kind of a skill; `skill` where the release does not know it."""
        row = self.id_of(uri)
        return "skill" if row is None else self.kinds[row]

    def neighbours(self, uri: str) -> tuple[Neighbour, ...]:
        """Return what a held skill covers; a skill that the release does not know covers itself alone."""
        row = self.id_of(uri)
        if row is None:
            return (Neighbour(uri, 1_000_000, ROADS[0]),)
        if row not in self._rows:
            columns = (self.targets[row].tolist(), self.nearness[row].tolist(), self.via[row].tolist())
            self._rows[row] = tuple(
                Neighbour(self.uris[target], nearness, ROADS[road])
                for target, nearness, road in zip(*columns, strict=True)
                if target >= 0
            )
        return self._rows[row]


def space_of(language: Language, defaults: Defaults | None = None) -> SkillSpace:
    """Return the skills of an opened release as matching sees them.

    Args:
        language: An opened release; its skills are the first rows of its concepts.
        defaults: The numbers in force; their codes say which skills are of a class of their own, as technical ones.
    """
    numbers = defaults or load_defaults()
    concepts = language.concepts
    count = concepts.n_skills
    kinds = [
        _kind(kind, codes, numbers) for kind, codes in zip(concepts.kinds[:count], concepts.codes[:count], strict=True)
    ]
    near = language.nearness
    return SkillSpace(language.release, concepts.uris[:count], kinds, near.targets, near.millionths, near.via)


def _kind(kind: str, codes: str, numbers: Defaults) -> str:
    """Return the class that a group code gives a skill, otherwise its kind of concept."""
    for code in codes.split():
        for beginning, name in numbers.codes.items():
            if code.startswith(beginning):
                return name
    return kind
