"""What a diploma proposes: the skills at the core of its programme, each inferred until the person confirms it.

Dutch programmes stand in a table with their code and level. Of another programme, and of a foreign diploma, the title
is linked to the nearest occupation, whose essential skills are proposed; its level is said where a national framework
states it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import Final

from draaischijf.language import Language
from draaischijf.passport.claims import Claim, ClaimKind, EvidenceItem, Source
from draaischijf.passport.making.qualifications import Qualification, level_of_paper
from draaischijf.passport.making.tables import holds, plain, rows
from draaischijf.passport.records import replace

PREFIX: Final = "urn:draaischijf:programme:"
# A title that is less like an occupation than this says too little to propose anything.
LIKE_ENOUGH: Final = 0.75
_PAPER_WORDS: Final = (
    "diploma",
    "certificaat",
    "getuigschrift",
    "opleiding",
    "niveau",
    "mbo",
    "hbo",
    "vmbo",
    "zeugnis",
)


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme of vocational or higher professional education.

    Args:
        key: Its name in the tables.
        code: Crebo code; empty where none is given.
        kind: `mbo` or `hbo`.
        nlqf: Level in the Dutch framework.
        name: Official name.
        names: The name and other ways to say it, in plain form.
        skills: URIs of the skills at its core.
    """

    key: str
    code: str
    kind: str
    nlqf: str
    name: str
    names: tuple[str, ...]
    skills: tuple[str, ...]

    @property
    def uri(self) -> str:
        """What a claim is inferred from."""
        return PREFIX + self.key


@cache
def programmes() -> tuple[Programme, ...]:
    """Return every programme in the table."""
    skills: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows("programme_skills"):
        skills[row["programme"]].append(row["uri"])
    return tuple(
        Programme(
            row["programme"],
            row["code"],
            row["kind"],
            row["nlqf"],
            row["name"],
            tuple(plain(name) for name in (row["name"], *row["names"].split("|")) if name),
            tuple(skills[row["programme"]]),
        )
        for row in rows("programmes")
    )


def find_programmes(text: str) -> list[Programme]:
    """Return the programmes that a text names, by code or by name, the longest name first.

    Args:
        text: The title of a diploma, or a code.
    """
    said = plain(text)
    found: dict[str, tuple[int, Programme]] = {}
    for one in programmes():
        named = max((len(name) for name in one.names if holds(said, name)), default=0)
        if named or (one.code and holds(said, one.code)):
            found[one.key] = (len(said) if one.code and holds(said, one.code) else named, one)
    # Where nothing says which of two is meant, the lower level: a passport never claims more than was said.
    ranked = sorted(
        found.values(), key=lambda pair: (-pair[0], not holds(said, pair[1].kind), pair[1].nlqf, pair[1].key)
    )
    return [one for _, one in ranked]


def claims_of_programme(paper: EvidenceItem, language: Language, country: str = "NL") -> list[Claim]:
    """Return the skills that a diploma proposes, with the diploma as evidence; none where it says too little.

    Args:
        paper: The diploma: its title, issuer and dates; levels are filled in where they are known.
        language: The release to say skills in.
        country: Country that gave it, as two letters.
    """
    found = find_programmes(paper.title) if country.upper() == "NL" else []
    level = level_of_paper(paper.title, country)
    if level is not None:
        paper = replace(paper, eqf=paper.eqf or level.eqf, nlqf=paper.nlqf or level.nlqf)
    if found:
        first = found[0]
        if len({one.nlqf for one in found}) == 1 or holds(plain(paper.title), first.kind):
            paper = replace(paper, nlqf=paper.nlqf or first.nlqf, eqf=paper.eqf or int(first.nlqf))
        return _claims(paper, first.skills, first.uri, language)
    return _by_occupation(paper, level, language)


def _by_occupation(paper: EvidenceItem, level: Qualification | None, language: Language) -> list[Claim]:
    """Return the skills of the occupation that a title names, with or without the words that name the paper."""
    words = plain(paper.title)
    for name in (*(level.names if level else ()), *_PAPER_WORDS):
        words = f" {words} ".replace(f" {name} ", " ").strip()
    linked = language.link([paper.title, words], "occupation", 1)
    nearest = max((one for found in linked for one in found), key=lambda one: one.score, default=None)
    if nearest is None or nearest.score < LIKE_ENOUGH:
        return []
    occupation = nearest.concept
    skills = [one.skill for one in language.profile(occupation) if one.importance == "essential"]
    uris = language.concepts.uris
    return _claims(paper, tuple(uris[skill] for skill in skills), uris[occupation], language)


def _claims(paper: EvidenceItem, skills: tuple[str, ...], inferred_from: str, language: Language) -> list[Claim]:
    item = replace(paper, inferred=True)
    known = [(uri, row) for uri in skills if (row := language.id_of(uri)) is not None]
    return [
        Claim(
            uri,
            ClaimKind(language.concepts.kinds[row]),
            release=language.release,
            inferred_from=inferred_from,
            source=Source(paper.title),
            evidence=(item,),
        )
        for uri, row in known
    ]
