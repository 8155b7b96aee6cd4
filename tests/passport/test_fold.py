"""From events to how a passport stands: nothing counts unconfirmed, undo is an event, nobody reaches too far."""

from __future__ import annotations

import contextlib
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draaischijf.passport import (
    PERSON,
    PROGRAM,
    Act,
    Actor,
    Claim,
    ClaimKind,
    Consent,
    Event,
    EvidenceItem,
    Role,
    Selection,
    Status,
    Use,
    UseKind,
    fold,
)
from draaischijf.passport import events as e
from draaischijf.passport.codec import from_bytes, to_bytes
from draaischijf.passport.records import Record, replace
from draaischijf.problems import Problem
from draaischijf.terms import EvidenceKind

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
ADVISER = Actor(Role.ADVISER, "Samira (loopbaancoach)", "t1")
PARTY = Actor(Role.PARTY, "Bal.com", "t2")


def happen(*bodies, by=PERSON, start=0):
    return [Event(body, by, NOON + timedelta(minutes=start + place)) for place, body in enumerate(bodies)]


def proposed(id="c1", **more):
    return e.Proposed(Claim("http://example.org/lassen", id=id, **more))


def consent(id, party, acts=(), ends=date(2026, 12, 31)):
    return e.Consented(Consent(party, "werk zoeken", Selection(), date(2026, 11, 1), ends, acts, id=id))


def status(events):
    return [claim.status.value for claim in fold("p", events).claims]


@pytest.mark.parametrize(
    ("bodies", "ends"),
    [
        ([proposed()], "proposed"),
        ([proposed(status=Status.CONFIRMED)], "proposed"),
        ([proposed(), e.Confirmed(("c1",))], "confirmed"),
        ([proposed(), e.Corrected("c1", level=3)], "corrected"),
        ([proposed(), e.Corrected("c1", level=3), e.Confirmed(("c1",))], "corrected"),
        ([proposed(), e.Rejected(("c1",))], "rejected"),
        ([proposed(), e.Confirmed(("c1",)), e.Withdrawn(("c1",))], "withdrawn"),
        ([proposed(), e.Confirmed(("c1",)), e.Undone(2)], "proposed"),
        ([proposed(), e.Confirmed(("c1",)), e.Undone(2), e.Undone(3)], "confirmed"),
        ([proposed(), e.Confirmed(("c1",)), e.Undone(2), e.Undone(3), e.Undone(4)], "proposed"),
    ],
)
def test_where_a_claim_stands(bodies, ends):
    assert status(happen(*bodies)) == [ends]


def test_only_what_the_person_stands_behind_counts():
    kept = {"confirmed", "corrected"}
    for bodies in ([proposed()], [proposed(), e.Confirmed(("c1",))], [proposed(), e.Rejected(("c1",))]):
        passport = fold("p", happen(*bodies))
        assert len(passport.counting) == sum(one.status in kept for one in passport.claims)


def test_evidence_that_was_found_counts_once_confirmed():
    item = EvidenceItem(EvidenceKind.WORK_EXPERIENCE, id="b1")
    found = happen(proposed(evidence=(replace(item, confirmed=True),), uses=(Use(UseKind.CARE, id="g1"),)))
    claim = fold("p", found).claims[0]
    assert not claim.evidence[0].confirmed
    assert not claim.uses[0].confirmed
    claim = fold("p", [*found, *happen(e.Confirmed(("c1",)))]).claims[0]
    assert claim.evidence[0].confirmed
    assert claim.uses[0].confirmed
    by_program = [
        *found,
        *happen(e.Confirmed(("c1",))),
        *happen(e.EvidenceAdded("c1", replace(item, id="b2")), by=PROGRAM),
    ]
    assert [one.confirmed for one in fold("p", by_program).claims[0].evidence] == [True, False]
    assert all(one.confirmed for one in fold("p", [*by_program, *happen(e.Confirmed(("c1",)))]).claims[0].evidence)


def test_evidence_and_use_can_be_taken_away():
    events = happen(
        proposed(),
        e.EvidenceAdded("c1", EvidenceItem(EvidenceKind.BADGE, id="b1")),
        e.UseAdded("c1", Use(UseKind.HOBBY, id="g1")),
        e.Removed("c1", "b1"),
        e.Removed("c1", "g1"),
    )
    assert fold("p", events).claims[0].evidence == ()
    assert fold("p", events).claims[0].uses == ()
    assert len(fold("p", events, version=3).claims[0].uses) == 1


def test_the_program_only_proposes():
    events = [*happen(proposed(), by=PROGRAM), *happen(e.Confirmed(("c1",)), e.Undone(1), by=PROGRAM)]
    passport = fold("p", events)
    assert status(events) == ["proposed"]
    assert passport.refused == {2, 3}


def test_an_adviser_acts_only_under_a_consent_that_names_the_act():
    acting = happen(proposed(), e.Confirmed(("c1",)), by=ADVISER, start=10)
    assert status(acting) == []
    assert status([*happen(consent("t1", ADVISER.name, (Act.PROPOSE,))), *acting]) == ["proposed"]
    both = consent("t1", ADVISER.name, (Act.PROPOSE, Act.CONFIRM))
    assert status([*happen(both), *acting]) == ["confirmed"]
    assert status([*happen(consent("t1", "iemand anders", (Act.PROPOSE, Act.CONFIRM))), *acting]) == []
    assert status([*happen(both, e.ConsentWithdrawn("t1")), *acting]) == []
    assert status([*happen(replace(both, consent=replace(both.consent, ends=date(2026, 11, 20)))), *acting]) == []


def test_an_adviser_cannot_reach_back_to_before_a_withdrawal():
    given_and_withdrawn = happen(consent("t1", ADVISER.name, (Act.PROPOSE,)), e.ConsentWithdrawn("t1"), start=60)
    late = [Event(proposed(), ADVISER, NOON + timedelta(minutes=60, seconds=30))]
    assert status([*given_and_withdrawn, *late]) == []


def test_an_adviser_undoes_only_what_they_did_themselves():
    start = [
        *happen(consent("t1", ADVISER.name, (Act.PROPOSE,)), proposed("c1")),
        *happen(proposed("c2"), by=ADVISER, start=5),
    ]
    assert len(status([*start, *happen(e.Undone(2), by=ADVISER, start=6)])) == 2
    assert len(status([*start, *happen(e.Undone(3), by=ADVISER, start=6)])) == 1
    assert len(status([*start, *happen(e.Undone(2), e.Undone(3), start=6)])) == 0


@pytest.mark.parametrize("by", [ADVISER, PARTY, PROGRAM])
def test_nobody_else_gives_or_withdraws_consent(by):
    events = [
        *happen(consent("t1", ADVISER.name, tuple(Act))),
        *happen(consent("t9", "X"), e.ConsentWithdrawn("t1"), by=by, start=3),
    ]
    passport = fold("p", events)
    assert [one.consent.id for one in passport.consents] == ["t1"]
    assert passport.consents[0].withdrawn is None


def test_a_look_needs_a_consent_and_cannot_be_undone():
    looked = happen(e.Looked("t2", ("claims/c1",)), by=PARTY, start=5)
    assert fold("p", looked).looks == ()
    events = [*happen(consent("t2", "Bal.com")), *looked, *happen(e.Undone(2), e.Undone(1), start=6)]
    passport = fold("p", events)
    assert [(one.party, one.paths) for one in passport.looks] == [("Bal.com", ("claims/c1",))]
    assert len(passport.consents) == 1


def test_it_can_be_seen_as_it_stood():
    events = happen(proposed(), e.Confirmed(("c1",)), e.Withdrawn(("c1",)))
    assert [fold("p", events, version=n).version for n in range(4)] == [0, 1, 2, 3]
    assert [one.status.value for one in fold("p", events, version=2).claims] == ["confirmed"]
    assert [one.status.value for one in fold("p", events, at=NOON).claims] == ["proposed"]


def test_a_correction_changes_what_it_names_and_nothing_else():
    first = proposed(level=1, words="lasser", kind=ClaimKind.LANGUAGE, cefr="B1")
    one = fold("p", happen(first, e.Corrected("c1", cefr="C1"))).claims[0]
    assert (one.level, one.words, one.cefr) == (1, "lasser", "C1")
    one = fold("p", happen(first, e.Corrected("c1", kind=ClaimKind.SKILL))).claims[0]
    assert (one.kind, one.cefr) == (ClaimKind.SKILL, "")
    one = fold("p", happen(first, e.Corrected("c1", cefr="Z9"))).claims[0]
    assert one.cefr == "B1"


def test_events_about_what_is_not_there_do_nothing():
    bodies = (
        e.Confirmed(("c9",)),
        e.Corrected("c9"),
        e.Removed("c9", "b1"),
        e.ConsentWithdrawn("t9"),
        e.Undone(99),
        e.Undone(0),
    )
    assert fold("p", happen(*bodies)).claims == ()


ids = st.sampled_from(["c1", "c2", "c3"])
about = st.one_of(
    ids.map(proposed),
    ids.map(lambda id: e.Confirmed((id,))),
    ids.map(lambda id: e.Rejected((id,))),
    ids.map(lambda id: e.Withdrawn((id,))),
    st.builds(e.Corrected, ids, level=st.integers(1, 4)),
    st.builds(e.EvidenceAdded, ids, st.builds(EvidenceItem, st.sampled_from(EvidenceKind), id=st.just("b1"))),
    st.builds(e.Removed, ids, st.just("b1")),
)
anything = st.one_of(about, st.builds(e.Undone, st.integers(1, 12)))
actors = st.sampled_from([PERSON, PROGRAM, ADVISER, PARTY])
histories = st.lists(st.tuples(anything, actors), max_size=12).map(
    lambda pairs: [Event(body, by, NOON + timedelta(seconds=place)) for place, (body, by) in enumerate(pairs)]
)


@given(histories)
def test_events_come_back_as_they_were(events):
    assert list(from_bytes(to_bytes(events))) == events


@given(histories)
def test_only_the_person_makes_anything_count_where_there_is_no_consent(events):
    others = [event for event in events if event.by != PERSON]
    assert fold("p", others).counting == ()


@given(st.lists(about, max_size=10), anything)
def test_undo_takes_an_event_away_and_redo_brings_it_back(bodies, last):
    events = happen(*bodies, *([last] if not isinstance(last, e.Undone) else []))
    if not events:
        return
    undone = [*events, *happen(e.Undone(len(events)), start=30)]
    assert fold("p", undone).claims == fold("p", events[:-1]).claims
    redone = [*undone, *happen(e.Undone(len(undone)), start=31)]
    assert fold("p", redone).claims == fold("p", events).claims


@given(st.lists(about, max_size=10), st.randoms())
def test_events_about_different_claims_may_come_in_any_order(bodies, random):
    def key(body):
        return getattr(body, "claim", None) or body.claims[0]

    def name(body):
        found = key(body)
        return found if isinstance(found, str) else found.id

    queues = {id: [body for body in bodies if name(body) == id] for id in ("c1", "c2", "c3")}
    mixed = []
    while any(queues.values()):
        mixed.append(queues[random.choice([id for id, queue in queues.items() if queue])].pop(0))
    one, other = fold("p", happen(*bodies)), fold("p", happen(*mixed))
    assert sorted(one.claims, key=lambda claim: claim.id) == sorted(other.claims, key=lambda claim: claim.id)


@given(histories, st.integers(0, 12))
def test_the_past_does_not_change_by_what_comes_later(events, version):
    assert fold("p", events, version=version) == fold("p", events[:version])


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (b"", "not JSON"),
        (b"[" * 100_000, "[0]"),
        (b'[{"body": {"kind_of_event": ', "not JSON"),
        (b"{}", "list"),
        (b"[1]", "[0]"),
        (b'[{"body": {"kind_of_event": "passed-over"}}]', "body.kind_of_event"),
        (b'[{"body": {"kind_of_event": "opened", "score": 3}}]', "field score"),
        (b'[{"body": {"kind_of_event": "opened"}, "by": {"role": "king"}}]', "by.role"),
        (b'[{"body": {"kind_of_event": "opened"}, "by": {"role": "person"}, "at": "2026-11-21T00:00"}]', "time zone"),
        (b'[{"body": {"kind_of_event": "opened", "label": "\\ud800"}}]', "not JSON"),
        (b'[{"body": {"kind_of_event": "proposed", "claim": {"uri": "u", "level": 7}}}]', "1 to 4"),
        (b'[{"body": {"kind_of_event": "proposed", "claim": {"uri": "u", "level": true}}}]', "whole number"),
    ],
)
def test_what_is_no_event_is_refused_with_its_place(text, place):
    with pytest.raises(Problem) as caught:
        from_bytes(text)
    assert place in str(caught.value)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(st.sampled_from(["body", "by", "at", "kind_of_event", "claim", "uri", "x"]), inner)
        ),
        max_leaves=20,
    )
)
def test_any_json_is_read_or_refused(value):
    import json

    with contextlib.suppress(Problem):
        from_bytes(json.dumps(value).encode())


def test_being_passed_over_has_no_event_and_no_field():
    from typing import get_args

    from msgspec.structs import fields

    from draaischijf.passport import claims
    from draaischijf.passport import consent as consents

    kinds = [
        *get_args(e.Body),
        *(
            one
            for module in (claims, consents)
            for one in vars(module).values()
            if isinstance(one, type) and issubclass(one, Record)
        ),
    ]
    words = {word for kind in kinds for word in (kind.__name__.lower(), *(one.name for one in fields(kind)))}
    assert "opened" in words
    assert "status" in words
    for word in (
        "passed",
        "over",
        "rank",
        "score",
        "outcome",
        "decision",
        "invited",
        "hired",
        "match",
        "refused",
        "result",
    ):
        assert not any(word in one for one in words), word
