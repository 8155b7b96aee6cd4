"""Nearness computed for a whole release, from its hierarchy, its relations and the encoder's vectors."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from draaischijf.language.nearness import (
    BUILDS_ON,
    COSINE_SPAN,
    COSINE_ZERO,
    ENCODER,
    ENCODER_CAP,
    FLOOR,
    HIERARCHY,
    INCLUDES,
    INCLUDES_ONE_STEP,
    INCLUDES_TWO_STEPS,
    ITSELF,
    NARROWER,
    NEIGHBOURS,
    RELATION,
    SAME_GROUP,
    SIBLING,
    Edges,
    Float32,
    Int32,
    Nearness,
)

Int8 = npt.NDArray[np.int8]

# Larger families say little about nearness: "has to do with ICT" is no likeness.
LARGEST_FAMILY = 200
BLOCK = 512


def build_nearness(
    vectors: Int8, broader: tuple[Int32, Int32], groups: list[list[int]], needs: dict[str, tuple[Int32, Int32]]
) -> Nearness:
    """Return nearness for all skills, the same to the last digit on every machine.

    The vectors are whole numbers of at most 127 in at most 1,000 dimensions, so that a product in float32 is exact
    in whatever order it is summed.

    Args:
        vectors: Rows (skills, d) of the encoder, times 127 and rounded, int8.
        broader: Narrower and broader skill of each pair (rows among skills only).
        groups: Members (rows of skills) of each group of the last level.
        needs: By predicate `needs-essential` and `needs-optional`: the skill, and the skill it builds on.
    """
    whole = vectors.astype(np.float32)
    norms = np.sqrt(np.einsum("ij,ij->i", whole, whole).astype(np.float64)).clip(1)
    cosines = _Cosines(whole, norms)
    edges = [
        *_inclusion(broader),
        *_families(broader, cosines),
        *_same_groups(groups, cosines),
        *_builds_on(needs),
        _by_encoder(cosines),
    ]
    return _strongest(len(vectors), edges)


class _Cosines(NamedTuple):
    whole: Float32
    norms: npt.NDArray[np.float64]

    def of_pairs(self, a: Int32, b: Int32) -> npt.NDArray[np.float64]:
        dot = np.einsum("ij,ij->i", self.whole[a], self.whole[b]).astype(np.float64)
        cosine: npt.NDArray[np.float64] = dot / (self.norms[a] * self.norms[b])
        return cosine

    def of_rows(self, rows: slice) -> npt.NDArray[np.float64]:
        dot = (self.whole[rows] @ self.whole.T).astype(np.float64)
        cosine: npt.NDArray[np.float64] = dot / (self.norms[rows, None] * self.norms)
        return cosine


def _edges(pairs: list[tuple[int, int]], value: Float32 | float, road: int) -> Edges:
    held, covered = np.asarray(pairs, dtype=np.int32).reshape(-1, 2).T
    return Edges(held, covered, np.broadcast_to(np.float32(value), held.shape), road)


def _inclusion(broader: tuple[Int32, Int32]) -> list[Edges]:
    parents: dict[int, set[int]] = defaultdict(set)
    for narrow, wide in zip(*(column.tolist() for column in broader), strict=True):
        parents[narrow].add(wide)
    one = sorted((narrow, wide) for narrow, wides in parents.items() for wide in wides)
    two = sorted({(narrow, top) for narrow, wide in one for top in parents.get(wide, ()) if top != narrow} - set(one))
    return [
        _edges(one, INCLUDES_ONE_STEP, INCLUDES),
        _edges(two, INCLUDES_TWO_STEPS, INCLUDES),
        _edges([(wide, narrow) for narrow, wide in one], NARROWER, HIERARCHY),
    ]


def _pairs_within(members: list[int]) -> list[tuple[int, int]]:
    if len(members) > LARGEST_FAMILY:
        return []
    return [pair for a, b in combinations(sorted(set(members)), 2) for pair in ((a, b), (b, a))]


def _with_cosine(pairs: list[tuple[int, int]], cosines: _Cosines, line: tuple[float, float]) -> Edges:
    edges = _edges(pairs, 0.0, HIERARCHY)
    cosine = cosines.of_pairs(edges.held, edges.covered).clip(0, 1)
    return edges._replace(value=(line[0] + line[1] * cosine).astype(np.float32))


def _families(broader: tuple[Int32, Int32], cosines: _Cosines) -> list[Edges]:
    children: dict[int, list[int]] = defaultdict(list)
    for narrow, wide in zip(*(column.tolist() for column in broader), strict=True):
        children[wide].append(narrow)
    return [_with_cosine(_pairs_within(members), cosines, SIBLING) for _, members in sorted(children.items())]


def _same_groups(groups: list[list[int]], cosines: _Cosines) -> list[Edges]:
    return [_with_cosine(_pairs_within(members), cosines, SAME_GROUP) for members in groups]


def _builds_on(needs: dict[str, tuple[Int32, Int32]]) -> list[Edges]:
    edges = []
    for predicate, (skill, base) in sorted(needs.items()):
        down, up = BUILDS_ON[predicate]
        edges.append(Edges(skill, base, np.full(len(skill), down, np.float32), RELATION))
        edges.append(Edges(base, skill, np.full(len(skill), up, np.float32), RELATION))
    return edges


def _by_encoder(cosines: _Cosines) -> Edges:
    parts = []
    for start in range(0, len(cosines.whole), BLOCK):
        cosine = cosines.of_rows(slice(start, start + BLOCK))
        value = np.minimum(ENCODER_CAP * (cosine - COSINE_ZERO) / COSINE_SPAN, ENCODER_CAP)
        row, column = np.nonzero(value >= FLOOR)
        parts.append((row.astype(np.int32) + start, column.astype(np.int32), value[row, column]))
    held, covered, value = (np.concatenate(column) for column in zip(*parts, strict=True))
    return Edges(held, covered, value.astype(np.float32), ENCODER)


def _strongest(n: int, edges: list[Edges]) -> Nearness:
    held = np.concatenate([edge.held for edge in edges])
    covered = np.concatenate([edge.covered for edge in edges])
    permille = np.concatenate([np.rint(edge.value * 1000) for edge in edges]).astype(np.int32)
    road = np.concatenate([np.full(len(edge.held), edge.road, np.uint8) for edge in edges])
    keep = (held != covered) & (permille >= round(FLOOR * 1000))
    held, covered, permille, road = held[keep], covered[keep], permille[keep], road[keep]
    # Best first per held skill; of equal values the clearer road, then the lower id: the same on every machine.
    order = np.lexsort((covered, road, -permille, held))
    targets = np.full((n, NEIGHBOURS), -1, np.int16)
    values = np.zeros((n, NEIGHBOURS), np.uint16)
    via = np.zeros((n, NEIGHBOURS), np.uint8)
    targets[:, 0], values[:, 0], via[:, 0] = np.arange(n), 1000, ITSELF
    filled = np.ones(n, dtype=int)
    taken: set[tuple[int, int]] = set()
    for at in order.tolist():
        skill, target = int(held[at]), int(covered[at])
        if filled[skill] < NEIGHBOURS and (skill, target) not in taken:
            taken.add((skill, target))
            place = filled[skill]
            targets[skill, place], values[skill, place], via[skill, place] = target, permille[at], road[at]
            filled[skill] += 1
    return Nearness(targets, values, via)
