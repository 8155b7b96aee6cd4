"""The level of a paper, Dutch or foreign, where a national framework states it; otherwise none is said."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from draaischijf.passport.making.tables import holds, plain, rows
from draaischijf.problems import Problem


@dataclass(frozen=True, slots=True)
class Qualification:
    """A kind of paper and its level.

    Args:
        country: ISO 3166 code of two letters.
        title: How the paper names itself.
        eqf: Level in the European Qualifications Framework, 1 to 8.
        nlqf: Level in the Dutch framework; empty for a foreign paper.
        source: Who states it.
        names: The title and other ways to write it, in plain form.
    """

    country: str
    title: str
    eqf: int
    nlqf: str
    source: str
    names: tuple[str, ...]


@cache
def qualifications() -> tuple[Qualification, ...]:
    """Return every kind of paper of which the level is known."""
    return tuple(
        Qualification(
            row["country"],
            row["title"],
            int(row["eqf"]),
            row["nlqf"],
            row["source"],
            tuple(plain(name) for name in (row["title"], *row["words"].split("|")) if name),
        )
        for row in rows("qualifications")
    )


def countries() -> tuple[str, ...]:
    """Return the countries of which papers are known."""
    return tuple(dict.fromkeys(one.country for one in qualifications()))


def level_of_paper(title: str, country: str = "NL") -> Qualification | None:
    """Return the kind of paper that a title names, with its level; None where no framework states one.

    Args:
        title: What the paper is called; the longest known name in it counts.
        country: ISO 3166 code of the country that gave it.

    Raises:
        Problem: The country is not written as two letters.
    """
    if len(country) != 2 or not country.isalpha():
        raise Problem("country-unknown", f"{country!r} is no country.", hint="Write it with two letters, such as PL.")
    text = plain(title)
    found = [
        (len(name), one)
        for one in qualifications()
        if one.country == country.upper()
        for name in one.names
        if holds(text, name)
    ]
    return max(found, key=lambda pair: pair[0])[1] if found else None
