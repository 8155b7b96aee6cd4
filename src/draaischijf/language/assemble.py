"""From a draft to a release on disk: dense ids, vectors, nearness, predicted profiles."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from draaischijf.language import store
from draaischijf.language.concepts import KINDS, LANGUAGES, SKILL_KINDS, Concepts, Int32, Names
from draaischijf.language.draft import Draft
from draaischijf.language.encoder import encoder
from draaischijf.language.nearness import Nearness, write_nearness
from draaischijf.language.nearness_build import build_nearness
from draaischijf.language.normal import normalise

# By URI of an occupation and its titles: URIs of skills with importance and share, as predicted.
Predictor = Callable[["Release"], list[tuple[int, str, int, float]]]
PREFERRED_SHARE: Final = 0.5
MATCHES: Final = ("exact-match", "close-match")


class Release(NamedTuple):
    """A release in memory, before it is written."""

    concepts: Concepts
    names: Names
    credentials: dict[int, tuple[str, str]]
    relations: store.Relations
    vectors: npt.NDArray[np.int8]


def assemble(draft: Draft, release: str, folder: Path, about: dict[str, Any], predict: Predictor | None) -> None:
    """Write a draft as a release.

    Args:
        draft: The draft.
        release: Name of the release.
        folder: An existing, empty folder.
        about: Facts for the manifest (sources, acknowledgement).
        predict: Predicts profiles for occupations that have none; None leaves them without.
    """
    concepts = _concepts(draft)
    names, credentials = _names(draft, concepts)
    made = Release(concepts, names, credentials, _relations(draft, concepts), _vectors(concepts, names))
    if predict is not None:
        made = made._replace(relations=_with_predicted(made.relations, predict(made)))
    store.write_concepts(folder, concepts)
    store.write_names(folder, names, credentials)
    store.write_relations(folder, made.relations)
    np.save(folder / "vectors.npy", made.vectors)
    write_nearness(folder, _nearness(made))
    facts = {"counts": _counts(made), "replaced": {old: list(new) for old, new in sorted(draft.replaced.items())}}
    store.write_manifest(folder, release, {**about, **facts})


def _concepts(draft: Draft) -> Concepts:
    uris = sorted(draft.concepts, key=lambda uri: (_rank(draft.concepts[uri].kind), uri))
    made = [draft.concepts[uri] for uri in uris]
    return Concepts(
        uris=uris,
        kinds=[one.kind for one in made],
        codes=[" ".join(one.codes) for one in made],
        preferred={spoken: [one.preferred.get(spoken, ("", ""))[0] for one in made] for spoken in LANGUAGES},
        origins={spoken: [one.preferred.get(spoken, ("", ""))[1] for one in made] for spoken in LANGUAGES},
    )


def _rank(kind: str) -> int:
    return 0 if kind in SKILL_KINDS else KINDS.index(kind)


def _names(draft: Draft, concepts: Concepts) -> tuple[Names, dict[int, tuple[str, str]]]:
    rows: list[tuple[int, str, str, str, str, str, str, str]] = []
    for spoken in LANGUAGES:
        named = zip(concepts.preferred[spoken], concepts.origins[spoken], strict=True)
        rows += [
            (row, text, spoken, "preferred", "is", origin, "", "") for row, (text, origin) in enumerate(named) if text
        ]
    ids = concepts.ids
    rows += [(ids[name.uri], *name[1:]) for name in draft.names if name.uri in ids]
    kept: dict[tuple[int, str, str], tuple[int, str, str, str, str, str, str, str]] = {}
    for one in rows:
        kept.setdefault((one[0], one[2], normalise(one[1])), one)
    chosen = sorted(kept.values(), key=lambda one: (one[0], one[3] != "preferred", one[2], one[1]))
    concept, text, language, sort, relation, origin, proves, issuer = (
        list(column) for column in zip(*chosen, strict=True)
    )
    names = Names(
        text, np.asarray(concept, np.int32), language, sort, relation, origin, [normalise(one) for one in text]
    )
    shown = {row: (proves[row], issuer[row]) for row in range(len(text)) if proves[row] or issuer[row]}
    return names, shown


def _relations(draft: Draft, concepts: Concepts) -> store.Relations:
    ids = concepts.ids
    rows = sorted(
        {
            (ids[one.subject], one.predicate, ids[one.object], one.origin, one.share)
            for one in draft.relations
            if one.subject in ids and one.object in ids
        }
    )
    return _columns(rows)


def _columns(rows: list[tuple[int, str, int, str, float]]) -> store.Relations:
    subject, predicate, target, origin, share = (
        (list(column) for column in zip(*rows, strict=True)) if rows else ([],) * 5
    )
    return store.Relations(
        np.asarray(subject, np.int32), predicate, np.asarray(target, np.int32), origin, np.asarray(share, np.float32)
    )


def _with_predicted(relations: store.Relations, predicted: list[tuple[int, str, int, float]]) -> store.Relations:
    known = set(relations.select("essential", "optional")[0].tolist())
    new = _columns([(a, p, b, "predicted", share) for a, p, b, share in predicted if a not in known])
    return store.Relations(
        np.concatenate([relations.subject, new.subject]),
        relations.predicate + new.predicate,
        np.concatenate([relations.object, new.object]),
        relations.origin + new.origin,
        np.concatenate([relations.share, new.share]),
    )


def _vectors(concepts: Concepts, names: Names) -> npt.NDArray[np.int8]:
    """Return per concept the middle of its names, the preferred ones half of it, times 127 and rounded."""
    encoded = encoder().encode(names.text, "name")
    every = np.zeros((len(concepts), encoded.shape[1]), np.float64)
    first = np.zeros_like(every)
    np.add.at(every, names.concept, encoded)
    preferred = np.asarray([sort == "preferred" for sort in names.sort])
    np.add.at(first, names.concept[preferred], encoded[preferred])
    middle = (1 - PREFERRED_SHARE) * unit_rows(every) + PREFERRED_SHARE * unit_rows(first)
    return np.rint(127 * unit_rows(middle)).astype(np.int8)


def unit_rows(rows: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return rows of length 1; a row of zeros stays one."""
    norm = np.sqrt((rows * rows).sum(axis=1, keepdims=True))
    unit: npt.NDArray[np.float64] = np.divide(rows, norm, out=np.zeros_like(rows), where=norm > 0)
    return unit


def _nearness(made: Release) -> Nearness:
    n = made.concepts.n_skills
    needs = {p: _among(made.relations.select(p), n) for p in ("needs-essential", "needs-optional")}
    same = [_among(made.relations.select(match), n) for match in MATCHES]
    narrow, wide = _among(made.relations.select("broader"), n)
    both = (
        np.concatenate([narrow, *(column for a, b in same for column in (a, b))]),
        np.concatenate([wide, *(column for a, b in same for column in (b, a))]),
    )
    return build_nearness(made.vectors[:n], both, _members(made.concepts, n), needs)


def _among(pairs: tuple[Int32, Int32], n: int) -> tuple[Int32, Int32]:
    keep = (pairs[0] < n) & (pairs[1] < n)
    return pairs[0][keep], pairs[1][keep]


def _members(concepts: Concepts, n: int) -> list[list[int]]:
    """Return the members of each group of the last level: a code that no other code goes on from."""
    members: dict[str, list[int]] = defaultdict(list)
    for row in range(n):
        for code in concepts.codes[row].split():
            members[code].append(row)
    return [members[code] for code in sorted(members)]


def _counts(made: Release) -> dict[str, Any]:
    preferred = {
        spoken: sum(1 for row in range(made.concepts.n_skills) if made.concepts.preferred[spoken][row])
        for spoken in LANGUAGES
    }
    return {
        "concepts": dict(sorted(Counter(made.concepts.kinds).items())),
        "names": len(made.names),
        "skills_named": preferred,
        "relations": dict(
            sorted(
                Counter(
                    f"{p} ({o})" for p, o in zip(made.relations.predicate, made.relations.origin, strict=True)
                ).items()
            )
        ),
        "trade_expressions": sum(sort not in ("preferred", "alternative") for sort in made.names.sort),
    }
