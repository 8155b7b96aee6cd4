"""Changing a passport, looking at one under consent, and the records that a person can read."""

from __future__ import annotations

import dataclasses
from dataclasses import fields
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from draaischijf.language import open_language
from draaischijf.passport import (
    Act,
    Acting,
    ClaimKind,
    Consent,
    Desk,
    Part,
    Selection,
    Status,
    amend,
    fold,
    look,
    open_passport,
    open_store,
    preview,
    profile_of,
)
from draaischijf.passport import events as e
from draaischijf.passport.fold import Folding
from draaischijf.passport.record import as_record, notice, state_of
from draaischijf.passport.records import replace
from draaischijf.terms import EvidenceKind
from tests.passport.people import HERE, NOON, TODAY, by, claim, item, on
from tests.passport.store_contract import raised
from tests.passport.test_fold import histories

PROGRAM = Acting(e.PROGRAM, "cv.docx", NOON)


@pytest.fixture(scope="module")
def language():
    return open_language()


@pytest.fixture
def store(tmp_path):
    with_store = open_store(tmp_path / "p.db")
    yield with_store
    with_store.close()


def desk(*bodies):
    return Desk("p", [HERE.does(body) for body in (e.Opened(), *bodies)], HERE)


def consent(party="Bal.com", **more):
    chosen = {"selection": Selection(parts=(Part.LEVEL, Part.PROOF)), "begins": TODAY, "ends": on("2026-12-31")}
    return Consent(party, "werk zoeken", **{**chosen, **more})


def test_a_proposal_counts_once_it_is_confirmed(store):
    id = open_passport(store, "mijn", HERE)
    [made] = [amend(store, id, lambda desk: desk.propose(claim(level=2)), PROGRAM)[0]]
    assert fold(id, store.load(id)).counting == ()
    _, passport = amend(store, id, lambda desk: desk.confirm([made]), HERE)
    assert [one.status for one in passport.claims] == [Status.CONFIRMED]
    assert passport == fold(id, store.load(id))


def test_the_same_concept_gains_evidence_instead_of_coming_twice():
    one = desk()
    first = one.add(claim(evidence=(item("diploma", "mbo"),)))
    again = one.propose(claim(evidence=(item("diploma", "mbo"), item("badge", "x"))))
    assert again == first
    assert [len(claim.evidence) for claim in one.passport.claims] == [2]
    version = len(one.events)
    one.propose(claim(evidence=(item("diploma", "mbo"),)))
    assert len(one.events) == version
    one.propose(claim(kind=ClaimKind.LICENCE, words="rijbewijs C"))
    one.propose(claim(kind=ClaimKind.LICENCE, words="rijbewijs CE"))
    assert len(one.passport.claims) == 3


def test_what_was_rejected_is_not_proposed_again_by_a_program():
    one = desk()
    made = one.propose(claim())
    one.reject([made])
    other = Desk("p", (*one.history, *one.events), PROGRAM)
    assert other.propose(claim(evidence=(item("badge"),))) == made
    assert other.events == []
    person = Desk("p", (*one.history, *one.events), HERE)
    person.add(claim())
    assert len(person.passport.counting) == 1


def test_rejecting_what_counted_withdraws_it():
    one = desk()
    counted, proposed = one.add(claim()), one.propose(claim("http://example.org/b"))
    one.reject([counted, proposed])
    assert [claim.status.value for claim in one.passport.claims] == ["withdrawn", "rejected"]


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda desk: desk.confirm(["c9"]), "claim-unknown"),
        (lambda desk: desk.correct(e.Corrected("c2", cefr="B1")), "claim-value"),
        (lambda desk: desk.correct(e.Corrected("c2", level=9)), "claim-value"),
        (lambda desk: desk.remove("c2", "b9"), "item-unknown"),
        (lambda desk: desk.undo(99), "event-unknown"),
        (lambda desk: desk.undo(1), "event-lasting"),
        (lambda desk: desk.withdraw_consent("t9"), "consent-unknown"),
        (lambda desk: desk.consent(consent(selection=Selection(("c9",)))), "claim-unknown"),
    ],
)
def test_what_cannot_be_done_is_a_problem(act, code):
    start = desk(e.Proposed(claim(id="c2")))
    with raised(code):
        act(start)


def test_an_adviser_without_a_consent_may_do_nothing():
    one = Desk("p", desk().history, by("adviser", "Samira", "t2"))
    with raised("not-allowed"):
        one.propose(claim())
    history = (*desk().history, HERE.does(e.Consented(consent("Samira", acts=(Act.PROPOSE,), id="t2"))))
    made = Desk("p", history, by("adviser", "Samira", "t2"))
    made.propose(claim())
    with raised("not-allowed"):
        made.consent(consent("Ander"))
    with raised("not-allowed"):
        made.confirm(["c3"])


def test_two_writers_at_once_both_come_through(store):
    id = open_passport(store, "", HERE)
    other = open_store(store.file)
    calls = []

    def act(desk):
        if not calls:
            amend(other, id, lambda one: one.add(claim("http://example.org/b")), HERE)
        calls.append(1)
        return desk.add(claim())

    amend(store, id, act, HERE)
    assert len(calls) == 2
    assert len(fold(id, store.load(id)).counting) == 2
    other.close()


@given(histories)
@settings(max_examples=50)
def test_folding_on_is_folding_anew(events):
    growing = Folding("p")
    for place, event in enumerate(events, 1):
        growing.add(event)
        assert growing.passport == fold("p", events[:place])


def filled(store, language):
    """A passport with one confirmed claim and one proposal, and the URI of a real concept."""
    uri = language.concepts.uris[language.link(["heftruck rijden"])[0][0].concept]
    id = open_passport(store, "Rachid", HERE)

    def act(desk):
        desk.add(claim(uri, level=3, words="reachtruck", evidence=(item("certificate", "VCA", issuer="Geheim BV"),)))
        desk.propose(claim("http://example.org/b"))

    amend(store, id, act, HERE)
    return id


def test_every_look_is_logged_and_only_what_was_consented_to_is_seen(store, language):
    id = filled(store, language)
    given, _ = amend(store, id, lambda desk: desk.consent(consent()), HERE)
    seen = look(store, id, by("party", "Bal.com", given), language)
    assert set(seen.claims["c2"]) == {"uri", "name", "kind", "level", "proof"}
    assert seen.claims["c2"]["name"] == "heftruck besturen"
    assert "Geheim BV" not in str(seen)
    passport = fold(id, store.load(id))
    assert [(one.party, one.paths) for one in passport.looks] == [
        ("Bal.com", ("claims/c2", "claims/c2/level", "claims/c2/proof"))
    ]
    assert preview(passport, passport.consents[0].consent, language, TODAY) == seen


@pytest.mark.parametrize(
    "acting",
    [
        by("party", "Ander", "t5"),
        by("party", "Bal.com", "t99"),
        by("person", "Bal.com", "t5"),
        by("program", "Bal.com", "t5"),
        dataclasses.replace(by("party", "Bal.com", "t5"), at=NOON + timedelta(days=60)),
    ],
)
def test_who_may_not_look_learns_nothing(store, language, acting):
    id = filled(store, language)
    amend(store, id, lambda desk: desk.consent(consent()), HERE)
    version = len(store.load(id))
    with raised("look-refused"):
        look(store, id, acting, language)
    assert len(store.load(id)) == version


def test_withdrawal_works_at_once(store, language):
    id = filled(store, language)
    given, _ = amend(store, id, lambda desk: desk.consent(consent()), HERE)
    look(store, id, by("party", "Bal.com", given), language)
    amend(store, id, lambda desk: desk.withdraw_consent(given), HERE)
    with raised("look-refused"):
        look(store, id, by("party", "Bal.com", given), language)
    passport = fold(id, store.load(id))
    assert state_of(passport.consents[0], NOON) == "ingetrokken op 21 november 2026"
    assert len(passport.looks) == 1


def test_an_adviser_looks_and_acts_under_one_consent(store, language):
    id = filled(store, language)
    chosen = consent("Samira", selection=Selection(proposals=True), acts=(Act.PROPOSE, Act.CONFIRM))
    given, _ = amend(store, id, lambda desk: desk.consent(chosen), HERE)
    acting = by("adviser", "Samira", given)
    assert len(look(store, id, acting, language).claims) == 2
    _, passport = amend(store, id, lambda desk: desk.confirm(["c4"]), acting)
    assert len(passport.counting) == 2
    assert store.load(id)[-1].by.name == "Samira"


parts = st.lists(st.sampled_from(Part), unique=True).map(tuple)
chosen = st.lists(st.sampled_from(["c2", "c4"]), unique=True, min_size=1).map(tuple)


@given(st.tuples(chosen, parts), st.tuples(chosen, parts), st.booleans())
def test_a_wider_consent_never_shows_less(language, one_selection, other, proposals):
    (claims, some), (more_claims, more) = one_selection, other
    one = desk()
    one.add(claim(evidence=(item("badge", "x"),)))
    one.propose(claim("http://example.org/b"))
    narrow = consent(selection=Selection(claims, some))
    wide = consent(selection=Selection((*claims, *more_claims), (*some, *more), proposals))
    less, all_of_it = (preview(one.passport, each, language, TODAY) for each in (narrow, wide))
    assert set(less.paths) <= set(all_of_it.paths)
    for id, shown in less.claims.items():
        assert shown.items() <= all_of_it.claims[id].items() if not shown.get("evidence") else True


def test_a_profile_holds_only_what_counts_and_what_scoring_may_see(store, language):
    id = filled(store, language)
    passport = fold(id, store.load(id))
    profile = profile_of(passport, language, TODAY)
    [skill] = profile.skills
    assert (skill.level, skill.inferred_from, profile.release) == (3, None, language.release)
    assert [one.kind for one in skill.evidence] == [EvidenceKind.CERTIFICATE, EvidenceKind.SELF_REPORT]
    assert "Rachid" not in str(profile)
    assert "reachtruck" not in str(profile)
    assert {one.name for one in fields(profile)} == {"id", "skills", "release"}


def test_a_licence_and_its_skill_are_one_skill_with_the_evidence_of_both(language):
    one = desk()
    one.add(claim(level=2, evidence=(item("work-experience", "depot"),)))
    one.add(claim(level=3, kind=ClaimKind.LICENCE, words="heftruckcertificaat", evidence=(item("certificate", "VCA"),)))
    [skill] = profile_of(one.passport, language, TODAY).skills
    assert skill.level == 3
    assert {piece.kind.value for piece in skill.evidence} >= {"work-experience", "certificate"}


def test_what_a_person_reads_before_consenting_says_all_of_it():
    said = notice(consent(acts=(Act.PROPOSE,), selection=Selection(("c2",), (Part.LEVEL, Part.PROOF), True)), 4)
    for words in ("Bal.com", "werk zoeken", "21 november 2026", "31 december 2026", "één vaardigheid",
                  "hoe goed je het kunt en hoe sterk het bewijs is", "nog niet hebt bevestigd",
                  "vaardigheden voorstellen", "op elk moment intrekken"):  # fmt: skip
        assert words in said
    assert "alleen de namen" in notice(consent(selection=Selection()), 4)
    assert "withdraw this at any moment" in notice(
        consent(acts=(Act.PROPOSE,), selection=Selection((), (), True)), 1, "en"
    )


def test_a_consent_as_a_record(store, language):
    id = filled(store, language)
    given, _ = amend(
        store, id, lambda desk: desk.consent(replace(consent(), notice="gelezen", request="nonce-1")), HERE
    )
    look(store, id, by("party", "Bal.com", given), language)
    passport = fold(id, store.load(id))
    record = as_record(passport, passport.consents[0], NOON)
    [purpose] = record["pii_processing"]["purposes"]
    assert (purpose["purpose"], purpose["pii_controller"], purpose["request"]) == ("werk zoeken", "Bal.com", "nonce-1")
    assert purpose["pii"] == ["claims/*", "claims/*/level", "claims/*/proof"]
    assert [one["state"] for one in record["events"]] == ["explicit"]
    assert record["looks"][0]["paths"] == ["claims/c2", "claims/c2/level", "claims/c2/proof"]
    late = NOON + timedelta(days=90)
    assert [one["state"] for one in as_record(passport, passport.consents[0], late)["events"]] == [
        "explicit",
        "expired",
    ]
    assert state_of(passport.consents[0], late) == "afgelopen op 31 december 2026"
    assert state_of(passport.consents[0], NOON) == "geldt tot en met 31 december 2026"
    assert state_of(passport.consents[0], NOON - timedelta(days=3)) == "gaat in op 21 november 2026"


@pytest.mark.parametrize("wrong", [{"ends": on("2026-01-01")}, {"party": " "}])
def test_a_consent_names_a_party_and_ends(wrong):
    with pytest.raises(ValueError, match="consent"):
        consent(**wrong)
