"""What every store of passports must do, as tests that any implementation inherits.

    class TestMine(StoreContract):
        @pytest.fixture
        def opened(self, tmp_path):
            return lambda: MyStore(tmp_path)   # every call opens the same store anew

A store that keeps bytes in files also names them (`raw`), so that forgetting can be proved byte for byte.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from draaischijf.passport import fold
from draaischijf.passport.claims import Claim, EvidenceItem
from draaischijf.passport.events import PERSON, Confirmed, Event, EvidenceAdded, Opened, Proposed
from draaischijf.passport.store import PassportStore
from draaischijf.problems import Problem
from draaischijf.terms import EvidenceKind

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
SECRET = "Vlinderstraat zeventien, Ωmega"


def opening(label: str = "mijn paspoort") -> Event:
    return Event(Opened(label), PERSON, NOON)


def claiming(number: int, words: str = SECRET) -> list[Event]:
    """Two events that add a confirmed claim."""
    claim = Claim(f"http://example.org/skill/{number}", words=words, level=3, id=f"c{number}")
    at = NOON + timedelta(minutes=number)
    return [Event(Proposed(claim), PERSON, at, "gesprek"), Event(Confirmed((claim.id,)), PERSON, at)]


def raised(code: str):
    return _Raised(code)


class _Raised:
    """A context in which a problem with this code must be raised."""

    def __init__(self, code: str) -> None:
        self.code = code

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind, error, trace) -> bool:
        assert isinstance(error, Problem), f"expected the problem {self.code}, got {error!r}"
        assert error.code == self.code
        return True


class StoreContract:
    """Inherit, and give the fixture `opened`: a function that opens the same store anew at every call."""

    @pytest.fixture
    def opened(self) -> Callable[[], PassportStore]:
        raise NotImplementedError

    def raw(self, store: PassportStore) -> bytes | None:
        """Every byte that the store holds, or None where it has no files of its own."""
        return None

    def test_it_is_a_store(self, opened):
        store = opened()
        assert isinstance(store, PassportStore)
        assert store.ids() == []
        assert store.erasures() == []
        assert store.verify() == []
        store.close()

    def test_what_is_kept_comes_back_in_order_also_after_opening_anew(self, opened):
        store = opened()
        id = store.create([opening()])
        version = store.append(id, 1, claiming(1))
        assert version == 3
        store.append(id, version, claiming(2))
        store.close()
        again = opened()
        assert again.load(id) == (opening(), *claiming(1), *claiming(2))
        assert [claim.words for claim in fold(id, again.load(id)).counting] == [SECRET, SECRET]
        assert again.ids() == [id]
        assert again.verify() == []
        again.close()

    def test_ids_say_nothing_and_come_in_the_order_of_making(self, opened):
        store = opened()
        made = [store.create([opening(name)]) for name in ("een", "twee", "drie")]
        assert store.ids() == made
        assert len(set(made)) == 3
        assert all(len(id) == 16 and id.isalnum() for id in made)
        store.close()

    def test_who_has_not_seen_the_latest_version_adds_nothing(self, opened):
        store = opened()
        id = store.create([opening()])
        store.append(id, 1, claiming(1))
        for seen in (0, 1, 2, 4):
            with raised("passport-conflict"):
                store.append(id, seen, claiming(2))
        assert len(store.load(id)) == 3
        assert store.append(id, 3, claiming(2)) == 5
        store.close()

    def test_two_writers_do_not_overwrite_each_other(self, opened):
        one, other = opened(), opened()
        id = one.create([opening()])
        assert len(other.load(id)) == 1
        one.append(id, 1, claiming(1))
        with raised("passport-conflict"):
            other.append(id, 1, claiming(2))
        assert other.append(id, 3, claiming(2)) == 5
        assert one.load(id) == other.load(id)
        one.close()
        other.close()

    def test_nothing_is_added_half(self, opened):
        store = opened()
        id = store.create([opening()])
        with pytest.raises(Exception):  # noqa: B017 - which error is the store's own choice
            store.append(id, 1, [*claiming(1), "no event"])
        with pytest.raises(ValueError, match="nothing"):
            store.append(id, 1, [])
        assert store.load(id) == (opening(),)
        assert store.append(id, 1, claiming(1)) == 3
        store.close()

    def test_passports_stand_apart(self, opened):
        store = opened()
        one, other = store.create([opening("een")]), store.create([opening("ander")])
        store.append(one, 1, claiming(1))
        assert fold(other, store.load(other)).claims == ()
        assert fold(other, store.load(other)).label == "ander"
        store.close()

    def test_an_unknown_passport_is_a_problem_that_says_so(self, opened):
        store = opened()
        for action in (
            lambda: store.load("0000000000000000"),
            lambda: store.append("0000000000000000", 0, claiming(1)),
            lambda: store.forget("0000000000000000", NOON),
        ):
            with raised("passport-unknown"):
                action()
        store.close()

    def test_a_long_history_and_long_texts_come_back_whole(self, opened):
        store = opened()
        item = EvidenceItem(EvidenceKind.OBSERVATION, words="é" * 4000, id="b1")
        id = store.create([opening()])
        events = [*claiming(1), *(Event(EvidenceAdded("c1", item), PERSON, NOON) for _ in range(200))]
        store.append(id, 1, events)
        assert list(store.load(id)[1:]) == events
        store.close()

    def test_forgetting_leaves_the_erasure_and_nothing_else(self, opened):
        store = opened()
        gone, stays = store.create([opening()]), store.create([opening("blijft")])
        store.append(gone, 1, claiming(1))
        store.forget(gone, NOON)
        store.forget(gone, NOON)
        assert store.ids() == [stays]
        assert [one.id for one in store.erasures()] == [gone]
        assert store.erasures()[0].at == NOON
        for action in (lambda: store.load(gone), lambda: store.append(gone, 3, claiming(2))):
            with raised("passport-forgotten"):
                action()
        assert store.verify() == []
        store.close()
        again = opened()
        assert again.ids() == [stays]
        assert len(again.load(stays)) == 1
        assert again.verify() == []
        again.close()

    def test_nothing_that_a_person_wrote_can_be_read_in_the_bytes(self, opened):
        store = opened()
        id = store.create([opening("Geheimlabel")])
        store.append(id, 1, claiming(1))
        held = self.raw(store)
        if held is None:
            pytest.skip("this store has no files of its own")
        assert all(word.encode(coding) not in held for word in (SECRET, "Geheimlabel", "example.org")
                   for coding in ("utf-8", "utf-16-le", "utf-16-be"))  # fmt: skip
        store.close()
