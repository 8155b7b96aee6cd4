"""One release of the skills language, opened."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from draaischijf.language import store
from draaischijf.language.concepts import Concepts, Int32, Names
from draaischijf.language.linking import Candidate, Linker
from draaischijf.language.linking_kernel import Float32
from draaischijf.language.nearness import Nearness, read_nearness
from draaischijf.language.normal import normalise

if TYPE_CHECKING:
    from draaischijf.language.titles import TitleProfile, TitleProfiles


class ProfileSkill(NamedTuple):
    """A skill that an occupation asks for.

    Args:
        skill: Dense id.
        importance: `essential` or `optional`.
        share: How sure a predicted one is, 0 to 1; 1 where official.
        official: False where predicted.
    """

    skill: int
    importance: str
    share: float
    official: bool


class Language:
    """A release of the language: read from its folder when a part is first asked for.

    Args:
        folder: Folder of the release, as `store` describes it.

    Raises:
        Problem: The folder holds no release, or one of a newer format.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.manifest: dict[str, Any] = store.read_manifest(folder)
        self.release: str = self.manifest["release"]
        self._linkers: dict[str, Linker] = {}

    @cached_property
    def concepts(self) -> Concepts:
        """All concepts."""
        return store.read_concepts(self.folder)

    @cached_property
    def names(self) -> Names:
        """Every name of every concept."""
        return store.read_names(self.folder)

    @cached_property
    def relations(self) -> store.Relations:
        """Relations between concepts."""
        return store.read_relations(self.folder)

    @cached_property
    def whole_vectors(self) -> npt.NDArray[np.int8]:
        """Row of the encoder per concept, times 127 and rounded, int8 (concepts, d)."""
        rows: npt.NDArray[np.int8] = np.load(self.folder / "vectors.npy")
        return rows

    @cached_property
    def vectors(self) -> Float32:
        """Unit row of the encoder per concept, float32 (concepts, d)."""
        whole = self.whole_vectors.astype(np.float32)
        norm = np.sqrt(np.einsum("ij,ij->i", whole, whole)).clip(1)[:, None]
        unit: Float32 = whole / norm
        return unit

    @cached_property
    def nearness(self) -> Nearness:
        """How far each skill covers its neighbours."""
        return read_nearness(self.folder)

    def id_of(self, uri: str) -> int | None:
        """Return the dense id of a URI, None where this release does not know it."""
        return self.concepts.ids.get(uri)

    def link(self, phrases: Sequence[str], kind: str = "skill", top: int = 10) -> list[list[Candidate]]:
        """Return the concepts that each phrase may mean, best first.

        Args:
            phrases: Short phrases in Dutch, English or German; a blank one gives no concepts.
            kind: `skill` or `occupation`.
            top: Number of concepts per phrase, at most 32.

        Raises:
            TypeError: `phrases` is one phrase.
            ValueError: The release has no concept of that kind.
        """
        if isinstance(phrases, str):
            raise TypeError("phrases is a list of phrases, not one")
        return self.linker(kind).link(list(phrases), top)

    def linker(self, kind: str) -> Linker:
        """Return the linker for a kind of concept, made once."""
        if kind not in self._linkers:
            rows = self.concepts.rows_of(kind)
            if not len(rows):
                raise ValueError(f"release {self.release} has no concept of kind {kind!r}")
            self._linkers[kind] = Linker(self.concepts, self.names, self.vectors, rows)
        return self._linkers[kind]

    def search(self, text: str, top: int = 20) -> list[int]:
        """Return concepts of any kind with a name that holds all words of a text, shortest name first.

        Args:
            text: One or more words or beginnings of words.
            top: Number of concepts.
        """
        words = normalise(text).split()
        if not words:
            return []
        found: dict[int, tuple[int, int]] = {}
        for row, name in enumerate(self.names.plain):
            plain = " " + name
            if all(" " + word in plain for word in words):
                concept = int(self.names.concept[row])
                rank = (len(plain), row)
                found[concept] = min(found.get(concept, rank), rank)
        return sorted(found, key=lambda concept: found[concept])[:top]

    @cached_property
    def _asks(self) -> Int32:
        """Rows of the relations by which an occupation asks for a skill, by occupation."""
        relations = self.relations
        asks = [row for row, predicate in enumerate(relations.predicate) if predicate in ("essential", "optional")]
        rows = np.asarray(asks, dtype=np.int32)
        return rows[np.argsort(relations.subject[rows], kind="stable")]

    def profile(self, occupation: int) -> list[ProfileSkill]:
        """Return the skills that an occupation asks for, essential ones first; empty where unknown.

        Args:
            occupation: Dense id of an occupation.
        """
        relations = self.relations
        first, last = np.searchsorted(relations.subject[self._asks], [occupation, occupation + 1])
        skills = [
            ProfileSkill(
                int(relations.object[row]),
                relations.predicate[row],
                float(relations.share[row]),
                relations.origin[row] == "official",
            )
            for row in self._asks[first:last].tolist()
        ]
        return sorted(skills, key=lambda one: (one.importance, -one.share, one.skill))

    def title_profile(self, title: str, top: int = 30) -> TitleProfile:
        """Return the skills that work with a title takes: of the occupation that it names, otherwise predicted.

        Args:
            title: A job title in Dutch, English or German; words about the person do not count.
            top: Most skills, 1 to 200.
        """
        return self._title_profiles.of(title, top)

    @cached_property
    def _title_profiles(self) -> TitleProfiles:
        from draaischijf.language.titles import TitleProfiles

        return TitleProfiles(self)

    def occupations_asking(self, skill: int) -> list[int]:
        """Return the occupations that ask for a skill, in order of their dense ids."""
        rows = self._asks[self.relations.object[self._asks] == skill]
        return list(dict.fromkeys(self.relations.subject[rows].tolist()))

    def groups_of(self, row: int) -> list[int]:
        """Return the groups that a concept belongs to, in the order of its codes."""
        codes = self.concepts.codes[row].split()
        return [self._group_rows[code] for code in codes if code in self._group_rows]

    @cached_property
    def _group_rows(self) -> dict[str, int]:
        return {
            self.concepts.codes[row]: row for row, kind in enumerate(self.concepts.kinds) if kind.endswith("-group")
        }

    def rows(self, kind: str) -> Int32:
        """Return the dense ids of a kind; `skill` stands for all kinds of skill."""
        return self.concepts.rows_of(kind)
