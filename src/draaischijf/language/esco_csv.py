"""An official ESCO download: a zip or folder of CSV files, as published for releases 1.0 to 1.2.

The layouts differ in small things that are handled here: file names with or without a language (`skills_nl.csv`,
`occupationSkillRelations.csv`, `occupationSkillRelations_en.csv`), columns that came later (`code`, `skillType`), names
separated by line breaks inside a field. Only URIs, names, codes and relations are taken; descriptions are not kept.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Final

from draaischijf.language.draft import Draft, DraftRelation
from draaischijf.problems import Problem

LARGEST_FILE: Final = 256 * 2**20
_NAME: Final = re.compile(r"^(?P<stem>[A-Za-z]+?)(?:_(?P<language>[a-z]{2}))?\.csv$")
_SKILL_KINDS: Final = {
    "knowledge": "knowledge",
    "skill/competence": "skill",
    "attitude": "attitude",
    "language": "language",
}
_NEEDS: Final = {"essential": "needs-essential", "optional": "needs-optional"}

Files = dict[tuple[str, str], bytes]


def looks_like_esco(path: Path) -> bool:
    """Return whether a zip or folder holds a file that only an ESCO download has."""
    return any(stem in ("skills", "occupations") for stem, _ in _listing(path))


def read_esco(path: Path, draft: Draft) -> str:
    """Lay an official download over a draft and return the version it seems to be.

    Args:
        path: Zip or folder, with at least `skills_XX.csv` and `occupations_XX.csv` in any language.
        draft: What the shipped pack knows; official names, relations and codes take its place, our own names stay on
            as alternative names, and what the official release no longer has is dropped.

    Raises:
        Problem: A file is missing, is no CSV, lacks a column or is too large; the draft is then of no use.
    """
    files = _read(path)
    languages = sorted(spoken for stem, spoken in files if stem == "skills" and spoken)
    if not languages:
        raise Problem(
            "esco-incomplete",
            "there is no file of skills in it, such as skills_nl.csv.",
            file=path.name,
            hint="Download all classes (skills, occupations, relations) as CSV from the ESCO portal.",
        )
    official: set[str] = set()
    for spoken in languages:
        if ("occupations", spoken) not in files:
            raise Problem(
                "esco-incomplete",
                f"there is no occupations_{spoken}.csv beside skills_{spoken}.csv.",
                file=path.name,
                hint="Download all classes (skills, occupations, relations) as CSV from the ESCO portal.",
            )
        for stem in ("skills", "occupations", "skillGroups", "ISCOGroups"):
            official |= _pillar(files, (stem, spoken), draft, path.name)
    _drop_retired(draft, official)
    _relations(files, draft, path.name)
    return _version(files)


def _listing(path: Path) -> dict[tuple[str, str], str]:
    if path.is_dir():
        names = [file.name for file in sorted(path.rglob("*.csv"))]
    else:
        with zipfile.ZipFile(path) as archive:
            names = [PurePosixPath(name).name for name in archive.namelist()]
    found = ((_NAME.match(name), name) for name in names)
    return {(match["stem"], match["language"] or ""): name for match, name in found if match}


def _read(path: Path) -> Files:
    if path.is_dir():
        sources = {file.name: (file.stat().st_size, file) for file in sorted(path.rglob("*.csv"))}
        return {
            key: _bounded(path.name, name, sources[name][0], sources[name][1].read_bytes)
            for key, name in _listing(path).items()
        }
    try:
        with zipfile.ZipFile(path) as archive:
            members = {PurePosixPath(info.filename).name: info for info in archive.infolist()}
            return {
                key: _bounded(path.name, name, members[name].file_size, lambda name=name: archive.read(members[name]))
                for key, name in _listing(path).items()
            }
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError) as error:
        raise Problem(
            "esco-zip", f"the zip cannot be read: {error}", file=path.name, hint="Download it again."
        ) from error


def _bounded(archive: str, name: str, size: int, read: object) -> bytes:
    if size > LARGEST_FILE:
        raise Problem("esco-large", f"{name} is larger than any ESCO file.", file=archive, hint="Check the download.")
    content: bytes = read()  # type: ignore[operator]
    return content


def _rows(files: Files, key: tuple[str, str], needed: tuple[str, ...], archive: str) -> Iterator[dict[str, str]]:
    name = f"{key[0]}_{key[1]}.csv" if key[1] else f"{key[0]}.csv"
    try:
        text = files[key].decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Problem(
            "esco-encoding",
            f"{name} is not UTF-8.",
            file=archive,
            place=f"byte {error.start}",
            hint="Download it again.",
        ) from error
    reader = csv.DictReader(io.StringIO(text))
    missing = [column for column in needed if column not in (reader.fieldnames or ())]
    if missing:
        raise Problem(
            "esco-columns",
            f"{name} has no column {', '.join(missing)}.",
            file=archive,
            hint="Is this an ESCO file in CSV, version 1.0 to 1.2?",
        )
    for row in reader:
        if None in row.values() or None in row:
            raise Problem(
                "esco-row",
                f"{name} has a row with too few or too many fields.",
                file=archive,
                place=f"line {reader.line_num}",
                hint="The file is damaged; download it again.",
            )
        yield row


def _pillar(files: Files, key: tuple[str, str], draft: Draft, archive: str) -> set[str]:
    stem, spoken = key
    if key not in files:
        return set()
    seen = set()
    for row in _rows(files, key, ("conceptUri", "preferredLabel"), archive):
        uri = row["conceptUri"].strip()
        if not uri or row.get("status", "released") not in ("released", ""):
            continue
        seen.add(uri)
        concept = draft.concept(uri, _kind(stem, row, draft.concepts.get(uri)))
        if code := (row.get("code") or "").strip():
            concept.codes = [code] if concept.kind.endswith("-group") or not concept.codes else concept.codes
        draft.prefer(uri, spoken, row["preferredLabel"].strip(), "official")
        for column in ("altLabels", "hiddenLabels"):
            for text in (row.get(column) or "").splitlines():
                draft.also(uri, spoken, text.strip(), "official")
    if not seen:
        raise Problem("esco-empty", f"{stem}_{spoken}.csv holds no concepts.", file=archive, hint="Download it again.")
    return seen


def _kind(stem: str, row: dict[str, str], known: object) -> str:
    if stem == "skills":
        before = getattr(known, "kind", "")
        # The official file knows skill and knowledge only; attitudes and languages follow from the groups.
        given = _SKILL_KINDS.get((row.get("skillType") or "").strip(), "skill")
        return before if before in ("attitude", "language") else given
    return {"occupations": "occupation", "skillGroups": "skill-group", "ISCOGroups": "occupation-group"}[stem]


def _drop_retired(draft: Draft, official: set[str]) -> None:
    pillars = {draft.concepts[uri].kind for uri in official if uri in draft.concepts}
    for uri in [uri for uri, one in draft.concepts.items() if one.kind in pillars and uri not in official]:
        if uri.startswith("http://data.europa.eu/esco/"):
            del draft.concepts[uri]
            draft.replaced.setdefault(uri, ())


def _relations(files: Files, draft: Draft, archive: str) -> None:
    for stem, columns, reader in (
        ("occupationSkillRelations", ("occupationUri", "relationType", "skillUri"), _asks),
        ("skillSkillRelations", ("originalSkillUri", "relationType", "relatedSkillUri"), _needs),
        ("broaderRelationsSkillPillar", ("conceptUri", "broaderUri"), _broader),
    ):
        key = next((key for key in files if key[0] == stem), None)
        if key is None:
            continue
        found = [made for row in _rows(files, key, columns, archive) if (made := reader(row))]
        replaced = {one.predicate for one in found}
        draft.relations = [one for one in draft.relations if one.predicate not in replaced] + found


def _asks(row: dict[str, str]) -> DraftRelation | None:
    kind = row["relationType"].strip()
    known = kind in ("essential", "optional")
    return DraftRelation(row["occupationUri"], kind, row["skillUri"], "official") if known else None


def _needs(row: dict[str, str]) -> DraftRelation | None:
    # ESCO's original skill is the one that builds on the related one ("implement marketing strategies" on "marketing
    # principles").
    predicate = _NEEDS.get(row["relationType"].strip())
    return DraftRelation(row["originalSkillUri"], predicate, row["relatedSkillUri"], "official") if predicate else None


def _broader(row: dict[str, str]) -> DraftRelation | None:
    return DraftRelation(row["conceptUri"], "broader", row["broaderUri"], "official")


def _version(files: Files) -> str:
    """Return the version as far as the layout tells: codes on skills came with 1.2, groups of skills with 1.1."""
    header = {
        key: content[:400].decode("utf-8-sig", "replace").splitlines()[0] for key, content in files.items() if content
    }
    if any(key[0] == "occupations" and "naceCode" in line for key, line in header.items()):
        return "1.2.1"
    if any(key[0] == "occupationSkillRelations" and key[1] for key in files):
        return "1.2"
    return "1.1" if any(key[0] == "skillGroups" for key in files) else "1.0"
