"""Build what the market knows of occupation groups, from public data beside the checkout.

    python -m tools.build_market ../shared/data

Writes into `src/draaischijf/market/tables/`: `occupations.csv` (level, exposure, green share, skill groups) and
`nearness.csv` (how far the skills of each group cover those of each other, in thousandths). Facts and figures only.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np
import openpyxl

from draaischijf.figures import group_of, occupation_groups, primary_isco
from draaischijf.language import Language, open_language

TABLES = Path("src/draaischijf/market/tables")
GROUPS = tuple(f"S{number}" for number in range(1, 9))
# Our reading of Dutch law: health professions (Wet BIG), teachers, advocates, police, soldiers, pilots.
REGISTERED = {"0112", "0113", "0114", "0621", "0632", "0634", "1011", "1012", "1013", "1033", "1211"}
# Our reading: the share of the work that could be done from abroad.
TRADABLE = {"02": 0.3, "03": 0.15, "04": 0.35, "07": 0.4, "08": 0.6, "09": 0.4, "12": 0.1, "13": 0.1}
LEVEL = {"0": 2, "1": 4, "2": 4, "3": 3, "9": 1}


def main(data: Path) -> None:
    """Write both tables."""
    language = open_language()
    groups = [one.brc for one in occupation_groups()]
    members, isco_of = occupations_by_group(data)
    asks = skills_by_group(data, members, language)
    filled = {brc: asks.get(brc) for brc in groups}
    for brc, own in filled.items():
        if own is None:  # no ESCO occupation: the mean of its class
            near = [asks[other] for other in groups if other[:2] == brc[:2] and other in asks] or list(asks.values())
            filled[brc] = np.mean(near, axis=0)
    strength = np.array([filled[brc] for brc in groups])
    write_nearness(groups, nearness(strength, language))
    write_occupations(data, groups, strength, language, members, isco_of)


def occupations_by_group(data: Path) -> tuple[dict[str, list[str]], dict[str, str]]:
    """Return the URIs of each group, and the ISCO code of each URI."""
    members: dict[str, list[str]] = defaultdict(list)
    isco_of = {}
    with (data / "esco-1.2.0-en/occupations_en.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            members[group_of(row["iscoGroup"]) or ""].append(row["conceptUri"])
            isco_of[row["conceptUri"]] = row["iscoGroup"]
    return members, isco_of


def skills_by_group(data: Path, members: dict[str, list[str]], language: Language) -> dict[str, np.ndarray]:
    """Return how strongly each group asks for each skill: 1 essential in all its occupations, half as much optional."""
    group = {uri: brc for brc, uris in members.items() for uri in uris}
    found = {brc: np.zeros(language.concepts.n_skills) for brc in members if brc}
    with (data / "esco-derived/occupation_skill_relations_1.2.0.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            brc, skill = group.get(row["occupationUri"], ""), language.id_of(row["skillUri"])
            if brc and skill is not None:
                found[brc][skill] += 1.0 if row["relationType"] == "essential" else 0.5
    return {brc: own / max(1, len(members[brc])) for brc, own in found.items() if own.any()}


def nearness(strength: np.ndarray, language: Language) -> np.ndarray:
    """Return how far each group covers each other, 0 to 1: the share of what it asks, along the nearness of skills."""
    near = language.nearness
    covered = np.zeros_like(strength)
    for held in range(strength.shape[1]):
        targets = near.targets[held]
        reach = near.permille[held] / 1000
        for target, value in zip(targets[targets >= 0], reach[targets >= 0], strict=True):
            if target < strength.shape[1]:
                covered[:, target] = np.maximum(covered[:, target], strength[:, held] * value)
    both = np.minimum(covered[:, None, :], strength[None, :, :]).sum(axis=2)
    return both / strength.sum(axis=1)


def write_nearness(groups: list[str], near: np.ndarray) -> None:
    with (TABLES / "nearness.csv").open("w", encoding="utf-8", newline="") as stream:
        out = csv.writer(stream, lineterminator="\n")
        out.writerow(["brc", *groups])
        for brc, row in zip(groups, np.rint(near * 1000).astype(int), strict=True):
            out.writerow([brc, *row.tolist()])


def write_occupations(  # noqa: PLR0913, PLR0917 - the columns come from as many places
    data: Path,
    groups: list[str],
    strength: np.ndarray,
    language: Language,
    members: dict[str, list[str]],
    isco_of: dict[str, str],
) -> None:
    exposure, green = exposures(data), green_shares(data)
    belongs = np.array(
        [
            [any(code.startswith(one) for code in codes.split()) for one in GROUPS]
            for codes in language.concepts.codes[: strength.shape[1]]
        ]
    )
    shares = strength @ belongs
    shares /= shares.sum(axis=1, keepdims=True)
    with (TABLES / "occupations.csv").open("w", encoding="utf-8", newline="") as stream:
        out = csv.writer(stream, lineterminator="\n")
        out.writerow(["brc", "level", "registered", "tradable", "care", "exposure", "green", *GROUPS])
        for row, brc in enumerate(groups):
            isco = [isco_of[uri] for uri in members.get(brc, [])]
            out.writerow(
                [
                    brc,
                    LEVEL.get((primary_isco(brc) or isco[0] if isco else "5")[0], 2),
                    int(brc in REGISTERED),
                    TRADABLE.get(brc[:2], 0),
                    int(brc[:2] == "10"),
                    mean(exposure, isco),
                    mean(green, isco),
                    *(f"{share:.3f}" for share in shares[row]),
                ]
            )


def mean(values: dict[str, float], codes: list[str]) -> str:
    """Return the mean over the codes that have a value, or over all values where none has."""
    found = [values[code] for code in codes if code in values] or list(values.values())
    return f"{np.mean(found):.3f}"


def exposures(data: Path) -> dict[str, float]:
    """Return exposure to language models, with half the weight for what needs other software, by ISCO unit group."""
    with (data / "ai-exposure/occ_level.csv").open(encoding="utf-8", newline="") as stream:
        by_soc = {row["O*NET-SOC Code"]: float(row["human_rating_beta"]) for row in csv.DictReader(stream)}
    sheet = openpyxl.load_workbook(data / "esco-1.2.1-nl/ESCO_to_ONET-SOC.xlsx", read_only=True).worksheets[0]
    found: dict[str, list[float]] = defaultdict(list)
    for code, _, soc, _ in sheet.iter_rows(min_row=5, values_only=True):
        if code and soc in by_soc:
            found[str(code)[:4]].append(by_soc[soc])
    return {code: float(np.mean(values)) for code, values in found.items()}


def green_shares(data: Path) -> dict[str, float]:
    """Return ESCO's green share by ISCO unit group."""
    with (data / "esco-1.2.1-nl/greenShareOcc_nl.csv").open(encoding="utf-8", newline="") as stream:
        return {
            row["code"]: float(row["greenShare"])
            for row in csv.DictReader(stream)
            if row["conceptType"] == "ISCO level 4"
        }


if __name__ == "__main__":
    main(Path(sys.argv[1]))
