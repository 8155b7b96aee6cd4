"""From packages and tables to a draft of the pack."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np

from draaischijf.language.draft import Draft, DraftName
from draaischijf.language.encoder import encoder
from draaischijf.language.normal import normalise
from tools.build_pack.packages import EXTRACTOR, ISCO, OCCUPATION, OJD, SKILL, Published
from tools.build_pack.tables import alternatives, read_table

RELEASE = "draaischijf-2026.11"
SOURCES = {
    "acknowledgement": "This pack uses the ESCO classification of the European Commission.",
    "sources": [
        {"name": EXTRACTOR, "gives": "URIs of ESCO 1.2 skills, occupations and ISCO groups; names of ISCO groups"},
        {"name": OJD, "gives": "English names, alternative names and group codes of ESCO 1.1.1 skills"},
        {"name": "tables/", "gives": "our own Dutch, German and English names and trade expressions"},
        {
            "name": "our encoder",
            "gives": "group codes where the packages have none, and occupation profiles: predicted",
        },
    ],
}
OWN_GROUP = "urn:draaischijf:skill-group:"
NEIGHBOURS = 5


def compose(published: Published, tables: Path) -> Draft:
    """Return the draft of the pack."""
    draft = Draft()
    _skills(draft, published, read_table(tables / "skills.csv"))
    _german(draft, read_table(tables / "german.csv"))
    _groups(draft, published, read_table(tables / "groups.csv"))
    _occupations(draft, published, read_table(tables / "occupations.csv"))
    _lexicon(draft, read_table(tables / "lexicon.csv"))
    _retired(draft, published)
    return draft


def kind_of(codes: list[str]) -> str:
    """Return the kind of a skill from the codes of its groups."""
    first = {code[0] for code in codes}
    return "knowledge" if "K" in first else "language" if "L" in first else "attitude" if "A" in first else "skill"


def _skills(draft: Draft, published: Published, rows: list[dict[str, str]]) -> None:
    own = {row["id"]: row for row in rows}
    codes = _all_codes(published, own)
    for skill in published.skills:
        uri, row = SKILL + skill, own.get(skill)
        draft.concept(uri, kind_of(codes[skill])).codes = codes[skill]
        english = published.english.get(skill) or (row["en"] if row else "") or published.renamed.get(skill, "")
        draft.prefer(uri, "en", english, "package" if skill in published.english else "own")
        for name in published.alternatives.get(skill, ()):
            draft.also(uri, "en", name, "package")
        if skill in published.renamed:
            draft.also(uri, "en", published.renamed[skill], "package")
        if row:
            draft.prefer(uri, "nl", row["nl"], "own")
            for name in alternatives(row):
                draft.also(uri, "nl", name, "own")


def _german(draft: Draft, rows: list[dict[str, str]]) -> None:
    for row in rows:
        draft.prefer(SKILL + row["id"], "de", row["de"], "own")
        for name in alternatives(row):
            draft.also(SKILL + row["id"], "de", name, "own")


def _all_codes(published: Published, own: dict[str, dict[str, str]]) -> dict[str, list[str]]:
    """Return group codes for all skills; those without get the codes that most of their nearest neighbours have."""
    known = [skill for skill in published.skills if skill in published.codes]
    lacking = [skill for skill in published.skills if skill not in published.codes]
    name = {**published.renamed, **published.english, **{skill: row["en"] for skill, row in own.items() if row["en"]}}
    near = (
        encoder().encode([name.get(skill, "") for skill in lacking])
        @ encoder().encode([name.get(skill, "") for skill in known]).T
    )
    codes = {skill: published.codes[skill] for skill in known}
    for row, skill in enumerate(lacking):
        votes: Counter[str] = Counter()
        for place in np.argsort(-near[row], kind="stable")[:NEIGHBOURS]:
            for code in published.codes[known[int(place)]]:
                votes[code] += 1
        codes[skill] = [min(votes, key=lambda code: (-votes[code], code))]
    return codes


def group_uri(code: str) -> str:
    """Return the URI of a group of skills: the one of ISCED-F for fields of knowledge, our own for the rest.

    The packages carry the codes of the other groups but not their URIs; an official release brings those.
    """
    if code[0] == "K":
        return f"http://data.europa.eu/esco/isced-f/{code[1:]}"
    return OWN_GROUP + code


def _groups(draft: Draft, published: Published, rows: list[dict[str, str]]) -> None:
    own = {row["code"]: row for row in rows}
    for code, english in sorted(published.groups.items()):
        draft.concept(group_uri(code), "skill-group").codes = [code]
        draft.prefer(group_uri(code), "en", english, "package")
        draft.prefer(group_uri(code), "nl", own[code]["nl"] if code in own else "", "own")
    for code, english in sorted(published.isco.items()):
        draft.concept(ISCO + code, "occupation-group").codes = [code]
        draft.prefer(ISCO + code, "en", english, "package")
        draft.prefer(ISCO + code, "nl", own[code]["nl"] if code in own else "", "own")


def _occupations(draft: Draft, published: Published, rows: list[dict[str, str]]) -> None:
    own = {row["id"]: row for row in rows}
    for occupation in published.occupations:
        uri, row = OCCUPATION + occupation, own[occupation]
        draft.concept(uri, "occupation")
        for language in ("nl", "en", "de"):
            draft.prefer(uri, language, row[language], "own")
        for name in alternatives(row):
            draft.also(uri, "nl", name, "own")


def _lexicon(draft: Draft, rows: list[dict[str, str]]) -> None:
    for row in rows:
        draft.names.append(
            DraftName(
                SKILL + row["id"],
                row["expression"],
                row["language"],
                row["sort"],
                row["relation"],
                "own",
                row["proves"],
                row["issuer"],
            )
        )


def _retired(draft: Draft, published: Published) -> None:
    """Map skills that ESCO 1.2 no longer has to the one that has their name, where exactly one does."""
    bearers: dict[str, set[str]] = {}
    for uri, concept in draft.concepts.items():
        if "en" in concept.preferred and uri.startswith(SKILL):
            bearers.setdefault(normalise(concept.preferred["en"][0]), set()).add(uri)
    for name in draft.names:
        if name.language == "en":
            bearers.setdefault(normalise(name.text), set()).add(name.uri)
    for skill, english in sorted(published.retired.items()):
        found = bearers.get(normalise(english), set())
        draft.replaced[SKILL + skill] = tuple(found) if len(found) == 1 else ()
