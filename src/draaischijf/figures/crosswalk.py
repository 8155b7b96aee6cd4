"""From occupations of ISCO-08 to the occupation groups of BRC 2014, and back.

BRC 2014 is built from unit groups of ISCO-08. The table gives codes of one to four digits; the longest that begins a
code decides, as in postal rates. ESCO occupations carry an ISCO code in an official release, not in the shipped pack:
`python -m tools.build_crosswalk` joins an official download to the groups.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from draaischijf.figures.tables import read_rows


@cache
def _rows() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    return read_rows("crosswalk", lambda row: (row["brc"], row["primary"], tuple(row["isco"].split())))


@cache
def _by_code() -> dict[str, str]:
    return {code: brc for brc, _, codes in _rows() for code in codes}


def group_of(isco: str) -> str | None:
    """Return the BRC group of an ISCO-08 code of four digits; none where the code is no ISCO code.

    Args:
        isco: Four digits.
    """
    if len(isco) != 4 or not isco.isdigit():
        return None
    return next((_by_code()[isco[:n]] for n in range(4, 0, -1) if isco[:n] in _by_code()), None)


def isco_groups(brc: str) -> tuple[str, ...]:
    """Return the ISCO-08 codes of a BRC group, one to four digits each; none for an unknown group."""
    return next((codes for code, _, codes in _rows() if code == brc), ())


def primary_isco(brc: str) -> str | None:
    """Return the ISCO-08 unit group with the largest share of a BRC group, where that is published."""
    return next((primary for code, primary, _ in _rows() if code == brc and primary), None)


def groups_of(occupations: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Return the occupations of each BRC group.

    Args:
        occupations: Pairs of a name or URI and its ISCO-08 code.

    Returns:
        Names by BRC group, each list in input order; occupations without a group are left out.
    """
    found: dict[str, list[str]] = {}
    for name, isco in occupations:
        brc = group_of(isco)
        if brc is not None:
            found.setdefault(brc, []).append(name)
    return found
