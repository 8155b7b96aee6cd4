"""Whether a store is what was written: every frame opens, every link of the chain fits, nothing is missing."""

from __future__ import annotations

import sqlite3
from typing import Final

from draaischijf.passport.keys import Keeper
from draaischijf.passport.sealing import GENESIS, KEY_MAGIC, Sealer, linked
from draaischijf.problems import Problem

_HINT: Final = "Put back a backup of the store."


def problems_of(database: sqlite3.Connection, keeper: Keeper) -> list[Problem]:
    """Return what is wrong with a store; empty when sound.

    Args:
        database: An open store, in a transaction.
        keeper: What unwraps the keys of people.
    """
    [integrity] = database.execute("PRAGMA integrity_check(1)").fetchone()
    if integrity != "ok":
        return [Problem("store-damaged", f"the file is damaged: {integrity}.", hint=_HINT)]
    chain, committed = _chain(database)
    people = database.execute("SELECT id, pseudonym, version, key FROM passports").fetchall()
    return chain + [
        problem
        for id, pseudonym, version, key in people
        for problem in _person(database, keeper, (id, version, key), committed.pop(pseudonym, {}))
    ]


def _chain(database: sqlite3.Connection) -> tuple[list[Problem], dict[str, dict[int, bytes]]]:
    """Return what is wrong with the chain, and per pseudonym the commitment by number of its first event."""
    found: list[Problem] = []
    committed: dict[str, dict[int, bytes]] = {}
    previous = GENESIS
    for n, pseudonym, first, commitment, link in database.execute("SELECT * FROM chain ORDER BY n"):
        if linked(previous, pseudonym, first, commitment) != link:
            found.append(Problem("chain-broken", "does not follow from the link before it.", place=f"link {n}"))
        committed.setdefault(pseudonym, {})[first] = commitment
        previous = link
    return found, committed


def _person(
    database: sqlite3.Connection, keeper: Keeper, row: tuple[str, int, bytes], committed: dict[int, bytes]
) -> list[Problem]:
    id, version, key = row
    found: list[Problem] = []
    query = "SELECT first, count, frame FROM frames WHERE passport = ? ORDER BY first"
    total = 0
    try:
        sealer = Sealer(keeper.unwrap(key[len(KEY_MAGIC) :], id), id)
        for first, count, frame in database.execute(query, (id,)):
            total += count
            if committed.get(first) != sealer.commitment(frame, first):
                found.append(
                    Problem("chain-other", "is not what the chain committed to.", file=id, place=f"event {first}")
                )
    except Problem as problem:
        found.append(problem)
    if total != version and not found:
        found.append(Problem("passport-damaged", f"has {total} of {version} events.", file=id, hint=_HINT))
    return found
