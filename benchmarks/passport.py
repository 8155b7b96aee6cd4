"""A passport of 500 claims: load, fold, profile and match against one vacancy; and what a write costs.

    python -m benchmarks.passport

Two histories of the same 500 claims, each claim with two pieces of evidence and a period of use: brought in together
and confirmed together, and added one by one over time, which makes a thousand sealed records. The language is open and
the caches of currency are warm, as in a running service; the passport itself is read from disk and unsealed each time.
Processor time is what the work costs; the clock also counts what other programs on the same cores take.
"""

from __future__ import annotations

import gc
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from draaischijf.language import Language, open_language
from draaischijf.matching import Basis, match, space_of
from draaischijf.passport import (
    Acting,
    Claim,
    ClaimKind,
    Desk,
    EvidenceItem,
    SqlitePassports,
    Use,
    UseKind,
    fold,
    open_passport,
    open_store,
    profile_of,
)
from draaischijf.terms import EvidenceKind, RequiredSkill, Task, Work

CLAIMS = 500
ROUNDS = 40
TARGET_MS = 20.0
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
TODAY = NOON.date()


def claims(language: Language) -> list[Claim]:
    """Return 500 claims spread over the language."""
    concepts = language.concepts
    step = concepts.n_skills // CLAIMS
    kinds = list(EvidenceKind)
    return [
        Claim(
            concepts.uris[row],
            ClaimKind(concepts.kinds[row]),
            level=row % 4 + 1,
            words="in eigen woorden gezegd",
            release=language.release,
            evidence=(
                EvidenceItem(
                    kinds[row % len(kinds)], "Papier", "Instituut", f"plek {row % 17}", issued=date(2015, 1, 1)
                ),
                EvidenceItem(EvidenceKind.OBSERVATION, context=f"club {row % 5}", level=2, ended=date(2024, 5, 1)),
            ),
            uses=(Use(UseKind.WORK, date(2010, 1, 1), date(2018 + row % 8, 6, 30), "werkplaats"),),
        )
        for row in range(0, step * CLAIMS, step)
    ]


def together(store: SqlitePassports, made: list[Claim]) -> str:
    """Return a passport whose claims came in and were confirmed together."""
    id = open_passport(store, "samen", Acting(at=NOON))
    desk = Desk(id, store.load(id), Acting(at=NOON))
    desk.confirm([desk.propose(claim) for claim in made])
    store.append(id, desk.version, desk.events)
    return id


def one_by_one(store: SqlitePassports, made: list[Claim]) -> str:
    """Return a passport whose claims were added and confirmed one at a time, a record each."""
    id = open_passport(store, "een voor een", Acting(at=NOON))
    desk = Desk(id, store.load(id), Acting(at=NOON))
    for claim in made:
        desk.confirm([desk.propose(claim)])
    for place, event in enumerate(desk.events):
        store.append(id, desk.version + place, [event])
    return id


def timed(act: Callable[[], Any], rounds: int = ROUNDS) -> tuple[float, float]:
    """Return the medians of processor time and of time on the clock of an act, in milliseconds."""
    act()
    busy, clock = [], []
    for _ in range(rounds):
        gc.collect()
        started, began = time.process_time(), time.perf_counter()
        act()
        busy.append((time.process_time() - started) * 1000)
        clock.append((time.perf_counter() - began) * 1000)
    return statistics.median(busy), statistics.median(clock)


def work(language: Language, made: list[Claim]) -> Work:
    """Return a vacancy that asks for twenty of the skills."""
    asked = tuple(RequiredSkill(claim.uri, 2) for claim in made[::25])
    return Work("vacature", (Task("alles", 1.0, asked),), release=language.release)


def main() -> None:
    """Print the table."""
    language = open_language()
    made, basis = claims(language), Basis(space_of(language), TODAY)
    vacancy = work(language, made)
    print(f"{CLAIMS} claims; median of {ROUNDS} rounds in milliseconds: processor, clock\n")
    print(f"{'history':<14}{'load':>14}{'fold':>14}{'profile':>14}{'match':>14}{'all':>14}   target {TARGET_MS:.0f}")
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "p.db")
        for name, make in (("together", together), ("one by one", one_by_one)):
            id = make(store, made)
            events = store.load(id)
            passport = fold(id, events)
            profile = profile_of(passport, language, TODAY)
            assert len(profile.skills) == CLAIMS
            steps: list[Callable[[], Any]] = [
                lambda id=id: store.load(id),
                lambda id=id, events=events: fold(id, events),
                lambda passport=passport: profile_of(passport, language, TODAY),
                lambda profile=profile: match(profile, vacancy, basis),
                lambda id=id: match(profile_of(fold(id, store.load(id)), language, TODAY), vacancy, basis),
            ]
            cells = [timed(step) for step in steps]
            print(f"{name:<14}" + "".join(f"{busy:>8.1f} {clock:>5.1f}" for busy, clock in cells))
        id = open_passport(store, "", Acting(at=NOON))
        versions = [1]

        def write() -> None:
            event = Acting(at=NOON).does(desk_event)
            versions.append(store.append(id, versions[-1], [event]))

        from draaischijf.passport.events import Confirmed

        desk_event = Confirmed(("c2",))
        print(f"\none write, synced to disk: {timed(write, 100)[1]:.2f} ms on the clock")
        print(f"the whole store verified: {timed(store.verify, 3)[0]:.0f} ms of processor")
        store.close()


if __name__ == "__main__":
    main()
