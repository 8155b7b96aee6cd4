"""What matching needs of the skills language: which skills exist, of what kind, and how far each covers others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from draaischijf.passport import Defaults, load_defaults

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from draaischijf.language import Language

FLOOR: Final = 400_000
# The cosine at which the road of the encoder reaches the floor by the numbers of `language.nearness`. They stand here
# again, and a test holds them beside those, because matching loads without the language.
COSINE_AT_FLOOR: Final = 0.45 + 0.45 * 0.4 / 0.9
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
        vectors: Whole numbers (n, d): the encoder's vectors; None where there are none. They tell which own skill is
            nearest to a missing one where none is stored as near; they never add to a score.
    """

    release: str
    uris: Sequence[str]
    kinds: Sequence[str]
    targets: npt.NDArray[np.integer[Any]]
    nearness: npt.NDArray[np.integer[Any]]
    via: npt.NDArray[np.uint8]
    vectors: npt.NDArray[np.integer[Any]] | None = None
    _rows: dict[int, tuple[Neighbour, ...]] = field(default_factory=dict, repr=False, compare=False)
    _maps: dict[str, dict[str, Neighbour]] = field(default_factory=dict, repr=False, compare=False)

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

    def covers(self, uri: str) -> Mapping[str, Neighbour]:
        """Return what a held skill covers, by the URI of the covered skill."""
        if uri not in self._maps:
            self._maps[uri] = {one.uri: one for one in self.neighbours(uri)}
        return self._maps[uri]

    def most_alike(self, uri: str, among: Sequence[str]) -> tuple[str, int] | None:
        """Return which of some skills is most like a skill that none of them is near, and how far it is near.

        Below the floor of stored nearness the cosine is all there is; 0 to `COSINE_AT_FLOOR` becomes 0 to the floor.

        Args:
            uri: The skill.
            among: The skills to choose from.

        Returns:
            The URI, first by URI among equals, and nearness in millionths, under the floor; None where unknown.
        """
        row = self.id_of(uri)
        own = [(one, self.id_of(one)) for one in sorted(among)]
        known = [(one, place) for one, place in own if place is not None]
        if self.vectors is None or row is None or not known:
            return None
        wanted = self.vectors[row].astype("int64")
        rows = self.vectors[[place for _, place in known]].astype("int64")
        norms = ((rows * rows).sum(axis=1) * (wanted * wanted).sum()).astype("float64") ** 0.5
        cosines = (rows @ wanted) / norms.clip(1)
        best = int(cosines.argmax())
        likeness = min(max(float(cosines[best]), 0.0) / COSINE_AT_FLOOR, 1.0)
        return known[best][0], min(int(FLOOR * likeness), FLOOR - 1)


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
        numbers.kind_of(kind, codes) for kind, codes in zip(concepts.kinds[:count], concepts.codes[:count], strict=True)
    ]
    near = language.nearness
    whole = language.whole_vectors[:count]
    return SkillSpace(language.release, concepts.uris[:count], kinds, near.targets, near.millionths, near.via, whole)
