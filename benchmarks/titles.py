"""Profiles of titles that no classification knows, measured on occupations that were held out of training.

    python -m benchmarks.titles [--part test|validation] [--fit]

Two ways: from the pack alone, whose own profiles are predicted too, and from the official relations of the other
occupations, as a machine has them with an official release. Needs the public relations beside the checkout. `--fit`
prints the two numbers by which chances from the pack are corrected; they are fitted on the validation part.
"""

from __future__ import annotations

import argparse
import csv
from collections import defaultdict
from pathlib import Path

import numpy as np
import numpy.typing as npt

from draaischijf.language import LANGUAGES, Language, ProfileSkill, open_language
from draaischijf.language.encoder.recall import BASE
from draaischijf.language.neighbours import GAINS, corrected
from draaischijf.language.titles import TitleProfiles

ROOT = Path(__file__).resolve().parents[1]
RELATIONS = ROOT.parent / "shared" / "data" / "esco-derived" / "occupation_skill_relations_1.2.0.csv"
HELD = ROOT / "tools" / "train_encoder" / "held_out.txt"
TOP = 30
Gains = dict[int, dict[int, float]]
F64 = npt.NDArray[np.float64]


def official(language: Language) -> Gains:
    """Return what experts listed: gains of skills by occupation."""
    found: Gains = defaultdict(dict)
    with RELATIONS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            occupation, skill = language.id_of(row["occupationUri"]), language.id_of(row["skillUri"])
            if occupation is not None and skill is not None:
                found[occupation][skill] = GAINS[row["relationType"]]
    return dict(found)


def held_out(language: Language) -> dict[str, list[int]]:
    """Return the occupations that the encoder was not trained on, by the first letter of their part."""
    found: dict[str, list[int]] = defaultdict(list)
    for line in HELD.read_text(encoding="ascii").splitlines():
        row = language.id_of(BASE + line[2:])
        if row is not None:
            found[line[0]].append(row)
    return found


def gain(skills: list[int], listed: dict[int, float]) -> float:
    """Return nDCG@30 (Järvelin and Kekäläinen 2002)."""
    weights = 1 / np.log2(np.arange(2, TOP + 2))
    got = sum(listed.get(skill, 0) * weights[at] for at, skill in enumerate(skills))
    best = sum(one * weights[at] for at, one in enumerate(sorted(listed.values(), reverse=True)[:TOP]))
    return float(got / best)


def measure(profiles: TitleProfiles, language: Language, asked: list[int], listed: Gains) -> tuple[F64, F64]:
    """Print the figures of one way, and return what was said of each skill and whether it was right."""
    said: list[float] = []
    right: list[bool] = []
    for spoken in LANGUAGES:
        titles = [(row, language.concepts.preferred[spoken][row]) for row in asked]
        found = [(row, profiles.of(title, TOP).skills) for row, title in titles if title]
        value = np.mean([gain([one.skill for one in skills], listed[row]) for row, skills in found])
        said += [one.share for _, skills in found for one in skills]
        right += [one.skill in listed[row] for row, skills in found for one in skills]
        print(f"  {spoken}  nDCG@30 {value:.3f}")
    chances, true = np.array(said), np.array(right, np.float64)
    bins = np.minimum((chances * 10).astype(int), 9)
    gap = sum(abs(chances[bins == b].sum() - true[bins == b].sum()) for b in range(10)) / len(chances)
    print(f"  said {chances.mean():.2f}, right {true.mean():.2f}, mean gap {gap:.3f}")
    for b in sorted(set(bins.tolist())):
        print(
            f"    said {b / 10:.1f} to {(b + 1) / 10:.1f}: right {true[bins == b].mean():.2f} of {(bins == b).sum():,}"
        )
    return chances, true


def remembered(language: Language, listed: Gains, hidden: set[int]) -> None:
    """Print how much of the profiles of occupations that the encoder knows is right, and how much it names."""
    right, named = [], []
    for row in sorted(listed.keys() - hidden):
        said = {one.skill for one in language.profile(row) if not one.official}
        if said:
            right.append(len(said & listed[row].keys()) / len(said))
            named.append(len(said & listed[row].keys()) / len(listed[row]))
    print(f"  of {len(right)} occupations that it knows: {np.mean(right):.3f} right, {np.mean(named):.3f} named")


def fit(chances: F64, true: F64) -> tuple[float, float]:
    """Return the line on the logit of a chance that fits what was right best (Platt 1999), by Newton's method."""
    x = np.stack([np.ones(len(chances)), np.log(chances / (1 - chances))], axis=1)
    weights = np.array([0.0, 1.0])
    for _ in range(20):
        p = 1 / (1 + np.exp(-x @ weights))
        weights += np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x, x.T @ (true - p))
    return float(weights[0]), float(weights[1])


def main() -> None:
    """Print the table, or say why not."""
    parser = argparse.ArgumentParser(description="Measure profiles of titles that no classification knows.")
    parser.add_argument("--part", choices=("test", "validation"), default="test")
    parser.add_argument("--fit", action="store_true")
    arguments = parser.parse_args()
    if not RELATIONS.exists():
        print("benchmarks.titles: skipped, the official relations are not on this machine")
        return
    language = open_language()
    listed, held = official(language), held_out(language)
    asked = [row for row in held[arguments.part[0]] if row in listed]
    hidden = {row for rows in held.values() for row in rows}

    def from_pack(row: int) -> list[ProfileSkill]:
        return [] if row in hidden else language.profile(row)

    def from_official(row: int) -> list[ProfileSkill]:
        known = {} if row in hidden else listed.get(row, {})
        return [
            ProfileSkill(skill, "essential" if worth == 1 else "optional", 1, True) for skill, worth in known.items()
        ]

    print(f"{len(asked)} occupations of the {arguments.part} part, {language.release}")
    print("from the pack alone")
    remembered(language, listed, hidden)
    chances, true = measure(TitleProfiles(language, from_pack), language, asked, listed)
    if arguments.fit:
        print(f"  before correction: constant {fit(corrected(chances, back=True), true)}")
    print("from the official relations of other occupations; asked for: .57 en, .53 nl, .52 de")
    measure(TitleProfiles(language, from_official), language, asked, listed)


if __name__ == "__main__":
    main()
