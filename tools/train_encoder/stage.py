"""Set up the ranker and the predictor on a corpus, as the benchmark and the fitting of their constants need them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from draaischijf.language.encoder.blend import Blend
from draaischijf.language.encoder.candidates import Occupations
from draaischijf.language.encoder.model import Encoder
from draaischijf.language.encoder.profiles import Prediction, ProfilePredictor
from draaischijf.language.encoder.ranking import SkillRanker
from draaischijf.language.encoder.recall import Recall
from draaischijf.language.encoder.whole import unit
from draaischijf.language.neighbours import GAINS
from tools.train_encoder import sets
from tools.train_encoder.corpus import LANGUAGES, SKILL, Corpus
from tools.train_encoder.held import Held

F32 = npt.NDArray[np.float32]
Gains = dict[int, dict[int, float]]


def centres(encoder: Encoder, corpus: Corpus, out: frozenset[int] = frozenset()) -> F32:
    """Return the unit sum of the names of every concept; names at the places in ``out`` do not count."""
    used = [i for i in range(len(corpus.names)) if i not in out]
    rows = encoder.encode([corpus.names[i][2] for i in used])
    sums = np.zeros((len(corpus.uris), encoder.width))
    np.add.at(sums, [corpus.names[i][0] for i in used], rows)
    return unit(sums)


def ranker(encoder: Encoder, corpus: Corpus, data: Path) -> tuple[SkillRanker, list[str]]:
    """Return a ranker over the labels of ESCO 1.1.0, and those labels."""
    labels, rows = sets.labels(data, corpus)
    concept = np.array(rows)
    own = encoder.encode(labels)
    together = np.where(concept[:, None] >= 0, centres(encoder, corpus)[concept], own)
    uses = np.bincount([s for _, s, _ in corpus.relations], minlength=len(corpus.uris))
    return SkillRanker(encoder, together, labels, np.where(concept >= 0, uses[concept], 0)), labels


@dataclass(frozen=True)
class Profiles:
    """A predictor that knows no occupation that was held out, and what it should say of those.

    Attributes:
        predictor: over the other occupations.
        gains: profile by held-out occupation: place of skill to 1 (essential) or .6 (optional).
    """

    predictor: ProfilePredictor
    gains: dict[int, dict[int, float]]

    def score(self, corpus: Corpus, rows: frozenset[int], language: str) -> float:
        """Return mean nDCG@30 over held-out occupations, by their first names in a language."""
        asked = titles(corpus, rows, language, 1)
        return self.mean([r for r, _ in asked], self.predictor.predict([n for _, n in asked]))

    def mean(self, rows: list[int], found: list[Prediction]) -> float:
        """Return mean nDCG@30 of predictions for held-out occupations."""
        return float(np.mean([sets.ndcg(p.skills.tolist(), self.gains[r]) for r, p in zip(rows, found, strict=True)]))


def titles(corpus: Corpus, rows: frozenset[int], language: str, most: int) -> list[tuple[int, str]]:
    """Return at most so many names of each occupation in a language."""
    code, out = LANGUAGES.index(language), dict[int, list[str]]()
    for row, c, name in corpus.names:
        if row in rows and c == code:
            out.setdefault(row, []).append(name)
    return [(row, name) for row in sorted(out) for name in out[row][:most]]


def profiles(
    encoder: Encoder, corpus: Corpus, held: Held, blend: Blend | None = None, recall: Recall | None = None
) -> Profiles:
    """Set up profile prediction without the held-out occupations.

    Args:
        encoder: reads titles.
        corpus: names and relations.
        held: what the predictor must not know.
        blend: the mix; the fitted one unless given.
        recall: where the profiles of the other occupations come from, as on a machine without an official release;
            from the relations unless given.
    """
    skills = [i for i, k in enumerate(corpus.kinds) if k == SKILL]
    middles = centres(encoder, corpus)[skills]
    taken = listed(corpus, skills)
    known = [o for o in taken if o not in held.occupations]
    told = taken if recall is None else remembered(recall, corpus, known, middles)
    known = [o for o in known if told.get(o)]
    number = {o: i for i, o in enumerate(known)}
    named = [(number[r], n) for r, _, n in corpus.names if r in number]
    occupations = Occupations(
        [n for _, n in named],
        np.array([i for i, _ in named]),
        np.cumsum([0, *(len(told[o]) for o in known)]),
        np.array([s for o in known for s in told[o]]),
        np.array([g for o in known for g in told[o].values()]),
    )
    predictor = ProfilePredictor(encoder, occupations, middles, blend)
    return Profiles(predictor, {o: taken[o] for o in held.occupations})


def listed(corpus: Corpus, skills: list[int]) -> Gains:
    """Return what experts listed, by occupation: place of skill to gain."""
    place = {row: i for i, row in enumerate(skills)}
    out: Gains = {}
    for occupation, skill, essential in corpus.relations:
        out.setdefault(occupation, {})[place[skill]] = GAINS["essential" if essential else "optional"]
    return out


def remembered(recall: Recall, corpus: Corpus, known: list[int], skills: F32) -> Gains:
    """Return what the encoder remembers of occupations, in the same form; ``skills`` are unit vectors."""
    out: Gains = {}
    vectors = skills.astype(np.float64)
    for row in known:
        at = recall.places.get(corpus.uris[row])
        if at is not None:
            best, _, needed = recall.profile(at, vectors)
            out[row] = dict(
                zip(best.tolist(), np.where(needed, GAINS["essential"], GAINS["optional"]).tolist(), strict=True)
            )
    return out
