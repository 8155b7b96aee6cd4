"""A tiny invented ESCO-like download, in the layouts of 1.0, 1.1 and 1.2."""

from __future__ import annotations

import csv
from pathlib import Path

BASE = "http://data.europa.eu/esco/"
HANDLE, DRIVE, STACK, SAFETY = (f"{BASE}skill/{name}" for name in ("handle", "drive", "stack", "safety"))
PORTER, CLERK = f"{BASE}occupation/porter", f"{BASE}occupation/clerk"

SKILLS = [
    (HANDLE, "skill/competence", {"en": "handle loads", "nl": "lasten hanteren"}, "move loads\nhandle cargo"),
    (DRIVE, "skill/competence", {"en": "drive reach truck", "nl": "reachtruck rijden"}, ""),
    (STACK, "skill/competence", {"en": "stack goods", "nl": "goederen stapelen"}, ""),
    (SAFETY, "knowledge", {"en": "warehouse safety", "nl": "veiligheid in magazijnen"}, ""),
]
OCCUPATIONS = [
    (PORTER, {"en": "warehouse porter", "nl": "magazijnbediende"}),
    (CLERK, {"en": "stock clerk", "nl": "voorraadbeheerder"}),
]
ASKS = [(PORTER, "essential", HANDLE), (PORTER, "optional", DRIVE), (CLERK, "essential", SAFETY)]
NEEDS = [(DRIVE, "essential", SAFETY)]
BROADER = [(DRIVE, HANDLE), (STACK, HANDLE)]


def _write(file: Path, header: list[str], rows: list[list[str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows([header, *rows])


def write_download(folder: Path, layout: str = "1.2", languages: tuple[str, ...] = ("en", "nl")) -> Path:
    """Write a download and return its folder."""
    folder.mkdir(parents=True, exist_ok=True)
    newer = layout != "1.0"
    for spoken in languages:
        header = ["conceptType", "conceptUri", "skillType", "preferredLabel", "altLabels"] + ["status"] * newer
        rows = [
            ["KnowledgeSkillCompetence", uri, kind, names[spoken], alternatives if spoken == "en" else ""]
            + ["released"] * newer
            for uri, kind, names, alternatives in SKILLS
        ]
        _write(folder / f"skills_{spoken}.csv", header, rows)
        header = ["conceptType", "conceptUri", "iscoGroup", "preferredLabel", "altLabels"]
        _write(
            folder / f"occupations_{spoken}.csv",
            header,
            [["Occupation", uri, "9333", names[spoken], ""] for uri, names in OCCUPATIONS],
        )
        if newer:
            group = ["SkillGroup", f"{BASE}skill/group", "handling and moving", "", "S6"]
            _write(
                folder / f"skillGroups_{spoken}.csv",
                ["conceptType", "conceptUri", "preferredLabel", "altLabels", "code"],
                [group],
            )
    end = "_en" if layout == "1.2" else ""
    _write(
        folder / f"occupationSkillRelations{end}.csv",
        ["occupationUri", "relationType", "skillType", "skillUri"],
        [[a, kind, "", b] for a, kind, b in ASKS],
    )
    _write(
        folder / f"skillSkillRelations{end}.csv",
        ["originalSkillUri", "originalSkillType", "relationType", "relatedSkillType", "relatedSkillUri"],
        [[a, "", kind, "", b] for a, kind, b in NEEDS],
    )
    _write(
        folder / f"broaderRelationsSkillPillar{end}.csv",
        ["conceptType", "conceptUri", "broaderType", "broaderUri"],
        [["KnowledgeSkillCompetence", a, "KnowledgeSkillCompetence", b] for a, b in BROADER],
    )
    return folder


TURTLE = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix skosxl: <http://www.w3.org/2008/05/skos-xl#> .
@prefix cnlo: <https://linkeddata.competentnl.nl/def/competentnl#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix ex: <https://example.org/cnl/> .

ex:lift a cnlo:HumanCapability ; skos:prefLabel "voorwerpen tillen en dragen"@nl ; skos:notation "4.1" ;
    skos:altLabel "sjouwen"@nl ; skos:broader ex:move .
ex:move a cnlo:HumanCapability ; skosxl:prefLabel [ skosxl:literalForm "voorwerpen verplaatsen"@nl ] .
ex:metal a cnlo:KnowledgeArea ; skos:prefLabel "metaalkunde"@nl .
ex:mover a cnlo:Occupation ; skos:prefLabel "verhuizer"@nl ; cnlo:requiresHATEssential ex:lift ;
    cnlo:requiresHATSomewhat ex:metal .
ex:old a cnlo:HumanCapability ; skos:prefLabel "dragen"@nl ; dct:isReplacedBy ex:lift .
"""
