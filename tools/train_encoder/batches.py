"""Draw the pairs, sentences and titles of one step."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from draaischijf.language.encoder import features
from tools.train_encoder import dutch, synthetic
from tools.train_encoder.corpus import LANGUAGES, OCCUPATION, SKILL, Corpus
from tools.train_encoder.held import Held
from tools.train_encoder.teacher import lessons
from tools.train_encoder.texts import Texts

I64 = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Mix:
    """How much of what goes into one step."""

    pairs: int = 512
    sentences: int = 256
    titles: int = 128
    seeds: int = 128
    described: float = 0.5
    skillskape: float = 0.2
    languages: tuple[float, float, float] = (0.38, 0.4, 0.22)
    occupations: float = 0.5
    same_language: float = 0.6
    phrases: float = 0.15
    made: int = 150_000
    lessons: tuple[int, int, int, int] = (160, 96, 64, 64)


class Runs:
    """Lists of numbers under keys, drawn from at random in bulk."""

    def __init__(self, keys: I64, values: I64, size: int) -> None:
        """Group ``values`` by ``keys`` in ``[0, size)``."""
        order = np.argsort(keys, kind="stable")
        self.values = values[order]
        self.starts = np.zeros(size + 1, np.int64)
        np.cumsum(np.bincount(keys, minlength=size), out=self.starts[1:])
        self.counts = np.diff(self.starts)

    def draw(self, rng: np.random.Generator, keys: I64) -> I64:
        """Return one value per key (keys without values give an arbitrary one; check ``counts``)."""
        at = self.starts[keys] + (rng.random(len(keys)) * self.counts[keys]).astype(np.int64)
        return np.asarray(self.values[np.minimum(at, len(self.values) - 1)])

    def of(self, key: int) -> I64:
        """Return all values of one key."""
        return np.asarray(self.values[self.starts[key] : self.starts[key + 1]])


class Sampler:
    """Everything a step draws from, by number of text and row of concept."""

    def __init__(self, corpus: Corpus, held: Held, mix: Mix, seed: int = 1, teacher: Path | None = None) -> None:
        """Number all texts; what is in ``held`` is left out.

        Args:
            corpus: what was read.
            held: what must not be trained on.
            mix: sizes and shares of a step.
            seed: for the sentences and the draws.
            teacher: file of vectors that a larger model gave; see ``teacher``.
        """
        self.mix, self.rng, self.corpus = mix, np.random.default_rng(seed), corpus
        self.texts, n = Texts(), len(corpus.uris)
        self.size = n
        out = held.occupations
        kept = [x for i, x in enumerate(corpus.names) if x[0] not in out and i not in held.names]
        self.kept = kept
        kept = kept + _plurals(kept, corpus.kinds, random.Random(seed))
        self.name_texts = self.texts.add(t for _, _, t in kept)
        self.name_concepts = np.array([c for c, _, _ in kept], np.int64)
        codes = np.array([c for _, c, _ in kept], np.int64)
        self.by_language = Runs(self.name_concepts * 3 + codes, self.name_texts, n * 3)
        self.by_concept = Runs(self.name_concepts, self.name_texts, n)
        self.kinds = np.array(corpus.kinds)
        self.relations = [r for r in corpus.relations if r[0] not in out]
        self.alias = _aliases(kept, self.kinds, n)
        self.reweigh()
        self._skills()
        self._sentences(out, mix.made, seed)
        self._phrases(seed, mix.made // 2)
        self.texts_named = len(self.name_texts)
        self._lessons = lessons(teacher, corpus, self.kept, self.texts) if teacher else None

    def reweigh(self) -> None:
        """Chance of a concept: square root of its names, occupations and the rest by their share."""
        weight = np.sqrt(self.by_concept.counts * (self.by_concept.counts > 1))
        for here, share in (
            (self.kinds == SKILL, 1 - self.mix.occupations),
            (self.kinds != SKILL, self.mix.occupations),
        ):
            weight[here] *= share / weight[here].sum()
        self.cumulative = np.cumsum(weight / weight.sum())

    def _skills(self) -> None:
        self.skill_rows = np.flatnonzero((self.kinds == SKILL) & (self.by_concept.counts > 0))
        place = np.full(self.size, -1, np.int64)
        place[self.skill_rows] = np.arange(len(self.skill_rows))
        self.skill_place = place
        occupations: dict[int, tuple[list[int], list[float]]] = {}
        for o, s, essential in self.relations:
            if place[s] >= 0 and self.by_concept.counts[o] > 0:
                rows, weights = occupations.setdefault(o, ([], []))
                rows.append(s)
                weights.append(1.0 if essential else 0.6)
        self.profiles = {
            o: (np.array(s, np.int64), np.array(w, np.float32) / np.float32(sum(w)))
            for o, (s, w) in occupations.items()
        }
        self.profiled = np.array(sorted(self.profiles), np.int64)

    def _sentences(self, held: set[int], made: int, seed: int) -> None:
        described: list[tuple[tuple[int, ...], str]] = []
        shaped: list[tuple[tuple[int, ...], str]] = []
        for concepts, _, source, text in self.corpus.sentences:
            if held.isdisjoint(concepts):
                (shaped if source == "skillskape" else described).append((concepts, text))
        pool = [described, shaped, list(self._made(made, seed))]
        self.sentence_texts = [self.texts.add(t for _, t in part) for part in pool]
        self.sentence_concepts = [[np.array(c, np.int64) for c, _ in part] for part in pool]

    def _made(self, count: int, seed: int) -> list[tuple[tuple[int, ...], str]]:
        rng = random.Random(seed)
        named: dict[tuple[int, int], list[str]] = {}
        for row, code, name in [*self.kept, *self.corpus.phrases]:
            if self.kinds[row] == SKILL:
                named.setdefault((row, code), []).append(name)
        noise = [w for _, _, _, t in self.corpus.sentences[:20000:7] for w in t.split()[:12]]
        verbs = {n.split()[0].lower() for (r, c), ns in named.items() if c == 0 for n in ns[:1] if len(n.split()) > 1}
        out: list[tuple[tuple[int, ...], str]] = []
        every = self.skill_rows.tolist()
        while len(out) < count:
            if rng.random() < 0.5:
                skills = self.profiles[int(rng.choice(self.profiled))][0].tolist()
                rows = rng.sample(skills, min(len(skills), rng.choice((1, 1, 1, 2, 2, 3))))
            else:
                rows = [rng.choice(every)]
            code = rng.choices((0, 1, 2), (0.35, 0.5, 0.15))[0]
            found = [(r, rng.choice(named[r, code])) for r in rows if (r, code) in named]
            if not found:
                continue
            said = [(n, _is_doing(n, LANGUAGES[code], verbs)) for _, n in found]
            out.append(
                (tuple(r for r, _ in found), synthetic.sentence(rng, LANGUAGES[code], said, noise if code == 0 else []))
            )
        return out

    def _phrases(self, seed: int, count: int) -> None:
        """Names with a few words of a sentence still on them, as parts of sentences come."""
        rng = random.Random(seed + 1)
        noise = [w for _, _, _, t in self.corpus.sentences[::5] for w in t.split()]
        skills = [x for x in self.kept if self.kinds[x[0]] == SKILL]
        chosen = rng.choices(skills, k=count)
        texts = self.texts.add(self._loose(rng, code, name, noise) for _, code, name in chosen)
        self.phrases = Runs(np.array([c for c, _, _ in chosen], np.int64), texts, self.size)

    @staticmethod
    def _loose(rng: random.Random, code: int, name: str, noise: list[str]) -> str:
        if LANGUAGES[code] == "nl" and rng.random() < 0.5:
            return dutch.said(rng, name)
        return synthetic.phrase(rng, LANGUAGES[code], name, noise)

    def concepts(self, neighbours: I64 | None) -> I64:
        """Draw the concepts of the pairs; with ``neighbours`` (n, k), near ones together."""
        mix = self.mix
        if neighbours is None:
            return self._draw(mix.pairs)
        seeds = self._draw(mix.seeds)
        near = mix.pairs // mix.seeds - 1
        picks = neighbours[seeds[:, None], self.rng.integers(0, neighbours.shape[1], (len(seeds), near))]
        picks = np.where(picks < 0, seeds[:, None], picks)
        return np.concatenate([seeds, picks.ravel()])

    def _draw(self, count: int) -> I64:
        return np.minimum(np.searchsorted(self.cumulative, self.rng.random(count)), self.size - 1)

    def names(self, concepts: I64, codes: I64 | None = None) -> tuple[I64, I64]:
        """Draw a name of each concept, in a drawn language where it has one."""
        if codes is None:
            codes = self.rng.choice(3, len(concepts), p=self.mix.languages)
        keys = concepts * 3 + codes
        first = self.by_language.draw(self.rng, keys)
        other = self.by_concept.draw(self.rng, concepts)
        return np.where(self.by_language.counts[keys] > 0, first, other), codes

    def pairs(self, concepts: I64) -> I64:
        """Draw two names of each concept: all first ones, then all second ones."""
        a, codes = self.names(concepts)
        other = self.rng.choice(3, len(concepts), p=self.mix.languages)
        same = self.rng.random(len(concepts)) < self.mix.same_language
        b, _ = self.names(concepts, np.where(same, codes, other))
        inside = (self.rng.random(len(concepts)) < self.mix.phrases) & (self.phrases.counts[concepts] > 0)
        b = np.where(inside, self.phrases.draw(self.rng, concepts), b)
        return np.concatenate([a, b])

    def sentences(self) -> tuple[I64, list[I64]]:
        """Draw sentences with the concepts each is about."""
        mix = self.mix
        shares = (mix.described, mix.skillskape, 1 - mix.described - mix.skillskape)
        texts, concepts = [], []
        for part, share in enumerate(shares):
            available = len(self.sentence_texts[part])
            picks = self.rng.integers(0, max(1, available), round(share * mix.sentences) if available else 0)
            texts.append(self.sentence_texts[part][picks])
            concepts += [self.sentence_concepts[part][i] for i in picks]
        return np.concatenate(texts), concepts

    def titles(self) -> tuple[I64, I64]:
        """Draw occupations and a title of each."""
        rows = self.rng.choice(self.profiled, self.mix.titles)
        return rows, self.names(rows)[0]

    def lesson(self) -> tuple[I64, npt.NDArray[np.float32]]:
        """Draw texts, titles of occupations first, with the vectors that the teacher gives them; none without one."""
        if self._lessons is None:
            return np.empty(0, np.int64), np.empty((0, 1), np.float32)
        return self._lessons.draw(self.rng, self.mix.lessons)


def _aliases(kept: list[tuple[int, int, str]], kinds: npt.NDArray[np.int64], size: int) -> I64:
    """Return for each concept one that stands for it: a group and its only occupation often share a name."""
    alias, first = np.arange(size), dict[str, int]()
    named: set[int] = set()
    for row, code, name in kept:
        if code == 0 and kinds[row] != SKILL and row not in named:
            named.add(row)
            key = " ".join(w.rstrip("s") for w in features.words(name))
            alias[row] = first.setdefault(key, row)
    return alias


def _plurals(kept: list[tuple[int, int, str]], kinds: list[int], rng: random.Random) -> list[tuple[int, int, str]]:
    """Return plurals of a part of the English titles: lists of occupations speak of ``bakers``."""
    out = []
    for row, code, name in kept:
        if code == 0 and kinds[row] == OCCUPATION and name[-1].isalpha() and rng.random() < 0.3:
            if name.endswith("man"):
                many = name[:-2] + "en"
            elif name.endswith("y") and name[-2:-1] not in "aeou":
                many = name[:-1] + "ies"
            else:
                many = name + ("es" if name.endswith(("s", "x", "ch", "sh")) else "s")
            out.append((row, code, many))
    return out


def _is_doing(name: str, language: str, verbs: set[str]) -> bool:
    parts = name.split()
    if language == "en":
        return parts[0].lower() in verbs and len(parts) > 1
    return parts[-1].endswith("en") and parts[-1][0].islower()


__all__ = ["OCCUPATION", "Mix", "Runs", "Sampler"]
