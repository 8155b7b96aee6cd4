"""An index that keeps up with the database.

Two tiers: a large index up to some tick, read from disk through memory maps where one is stored, and a small one of
what changed since. What changed or went is masked in the large one. A question first looks at the clock, one cheap
query; only what is newer is read. When the small tier grows, a job stores a new large index and every process takes it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Generic, NamedTuple, TypeVar

from django.conf import settings

from draaischijf.matching import Match, Ranking
from draaischijf.matching.ranking import best_of
from draaischijf.problems import Problem
from draaischijf.site.matches.clock import state

REBUILD_FROM: Final = 2_000
Index = TypeVar("Index")
Item = TypeVar("Item")


@dataclass(frozen=True)
class Source(Generic[Index, Item]):
    """What a pool needs to know of its kind.

    Args:
        kind: `people` or `works`.
        rows: Returns id, tick and item of everything that changed after a tick; None for what is gone.
        build: Makes an index.
        load: Opens a stored one.
        ids: Identifiers in an index.
        rebuild: Asks for a new stored index.
    """

    kind: str
    rows: Callable[[int], Iterable[tuple[str, int, Item | None]]]
    build: Callable[[Iterable[Item]], Index]
    load: Callable[[Path], Index]
    ids: Callable[[Index], Iterable[str]]
    rebuild: Callable[[], None]


@dataclass
class View(Generic[Index]):
    """What one question sees.

    Args:
        base: The large index.
        fresh: The small one.
        masked: Identifiers that no longer count in the large one.
        tick: Up to where it goes.
    """

    base: Index
    fresh: Index
    masked: frozenset[str]
    tick: int


@dataclass
class Pool(Generic[Index, Item]):
    """Both tiers of one kind, shared by the threads of a process.

    Args:
        source: Where they come from.
    """

    source: Source[Index, Item]
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _view: View[Index] | None = None
    _base_tick: int = -1
    _base_ids: frozenset[str] = frozenset()
    _changed: dict[str, Item | None] = field(default_factory=dict)

    def view(self) -> View[Index]:
        """Return both tiers as the database now stands."""
        clock = state(self.source.kind)
        seen = self._view
        if seen is not None and seen.tick == clock.tick and clock.indexed <= self._base_tick:
            return seen
        with self._lock:
            return self._refresh(clock)

    def standing(self) -> tuple[Index, ...]:
        """Return the indexes that questions see now."""
        seen = self._view
        return (seen.base, seen.fresh) if seen is not None else ()

    def _refresh(self, clock: Any) -> View[Index]:
        if self._view is not None and self._view.tick >= clock.tick and clock.indexed <= self._base_tick:
            return self._view
        base = self._view.base if self._view is not None else self.source.build(())
        begun = self._view.tick if self._view is not None else 0
        if clock.indexed > self._base_tick:
            stored = self._stored(clock)
            if stored is not None:
                base, begun, self._base_tick = stored, clock.indexed, clock.indexed
                self._base_ids, self._changed = frozenset(self.source.ids(base)), {}
            elif self._view is None and self._base_tick < 0:
                base, begun = self._built()
        last = begun
        for id, tick, item in self.source.rows(begun):
            self._changed[id] = item
            last = max(last, tick)
        self._view = View(
            base,
            self.source.build(item for item in self._changed.values() if item is not None),
            frozenset(self._changed) & self._base_ids,
            max(last, clock.tick),
        )
        if len(self._changed) >= REBUILD_FROM:
            self.source.rebuild()
        return self._view

    def _built(self) -> tuple[Index, int]:
        """Return an index of everything, made in memory, where none is stored."""
        rows = list(self.source.rows(0))
        last = max((tick for _, tick, _ in rows), default=0)
        base = self.source.build(item for _, _, item in rows if item is not None)
        self._base_ids, self._changed = frozenset(self.source.ids(base)), {}
        self._base_tick = last
        if len(rows) >= REBUILD_FROM:  # another start need not wait for this again
            self.source.rebuild()
        return base, last

    def _stored(self, clock: Any) -> Index | None:
        folder = folder_of(self.source.kind) / clock.folder
        if not clock.folder or not folder.is_dir():
            return None
        try:
            return self.source.load(folder)
        except Problem:
            return None


def folder_of(kind: str) -> Path:
    """Return the folder of stored indexes of a kind."""
    return Path(settings.SITE_DATA) / "index" / kind


class Tier(NamedTuple):
    """How one tier is asked.

    Args:
        rank: Returns the best so many, with reasons.
        fits: Returns the fits of the best so many, highest first; far cheaper.
    """

    rank: Callable[[int], Ranking]
    fits: Callable[[int], list[int]]


def best(base: Tier, fresh: Tier, masked: frozenset[str], id_of: Callable[[Match], str], top: int) -> Ranking:
    """Return the best over both tiers; the same as one index of all would give.

    Args:
        base: The large index.
        fresh: The small one.
        masked: Identifiers that no longer count in the large one.
        id_of: Returns by which identifier ties go.
        top: Number of matches, at least 1.
    """
    size = top
    while True:
        found = base.rank(size)
        kept = [one for one in found.matches if id_of(one) not in masked]
        if len(kept) >= top or len(found.matches) < size:
            break
        size = size * 2 + min(len(masked), 50)
    aside = [one for one in found.set_aside if id_of(one) not in masked]
    least = kept[top - 1].fit if len(kept) >= top else -1
    fits = fresh.fits(top)
    count = sum(fit >= least for fit in fits)
    more = fresh.rank(count) if count else Ranking(())
    every = [*kept, *aside, *more.matches, *more.set_aside]
    return best_of(((id_of(one), one) for one in every), top, "fit")
