"""Level, currency and proof of a claim on a day, kept apart, and the sentences that explain them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draaischijf.passport import Checked, ClaimKind, Stage, Status, Use, UseKind, is_hard
from draaischijf.passport.development import development
from draaischijf.passport.explain import (
    another_pair_of_eyes,
    explain_currency,
    explain_proof,
    explain_refreshing,
    said_check,
    strengthenings,
    unchecked,
)
from draaischijf.passport.records import replace
from draaischijf.passport.standing import standing_of
from draaischijf.passport.words import TONGUES
from draaischijf.terms import EvidenceKind
from tests.passport.people import TODAY, claim, item, on


def standing(*evidence, day=TODAY, kind="skill", **more):
    return standing_of(claim(evidence=evidence, status=Status.CONFIRMED, **more), day, kind)


@pytest.mark.parametrize(
    ("said", "evidence", "level"),
    [
        (None, (), 2),
        (3, (), 3),
        (4, (item("entrustable-activity", stage=Stage.ALONE, ended=TODAY),), 2),
        (1, (item("observation", "club", level=3, ended=TODAY),), 3),
        (4, (item("self-report", level=4), item("observation", "depot", level=2, ended=TODAY)), 2),
        (2, (item("diploma", "mbo"),), 2),
        (2, (item("practice-statement", stage=Stage.SUPERVISED, ended=on("2010-01-01")),), 2),
        (3, (item("observation", "a", level=2, ended=TODAY), item("observation", "b", level=3, ended=TODAY)), 3),
    ],
)
def test_the_level_weighs_voices(said, evidence, level):
    assert standing(*evidence, level=said).level == level


def test_one_observer_has_one_voice_the_latest():
    early = item("observation", "club", observer="w1", level=1, ended=on("2024-01-01"))
    late = item("observation", "club", observer="w1", level=3, ended=TODAY)
    assert standing(*[early] * 5, late).level == 3
    assert standing(*[replace(early, observer=f"w{place}") for place in range(5)], late).level == 1


def test_a_language_level_speaks_where_nothing_else_does():
    assert standing_of(claim(kind=ClaimKind.LANGUAGE, cefr="C1"), TODAY).level == 3


pieces = st.lists(
    st.builds(
        item,
        st.sampled_from([one.value for one in EvidenceKind]),
        st.sampled_from(["a", "b"]),
        level=st.none() | st.integers(1, 4),
        observer=st.sampled_from(["", "w1"]),
        ended=st.none() | st.dates(on("1990-01-01"), TODAY),
    ),
    max_size=5,
)


@given(pieces, st.none() | st.integers(1, 4), st.integers(0, 3))
def test_a_voice_that_says_at_least_the_present_level_never_lowers_it(evidence, said, more):
    before = standing(*evidence, level=said).level
    voice = item("observation", "elsewhere", observer="w9", level=min(before + more, 4), ended=TODAY)
    assert standing(*evidence, voice, level=said).level >= before


@given(pieces, pieces)
def test_more_evidence_never_shows_less(some, more):
    assert standing(*some).proof <= standing(*some, *more).proof


@given(pieces, st.integers(0, 4000), st.integers(0, 4000))
def test_currency_never_rises_while_nothing_is_done(evidence, days, more):
    from datetime import timedelta

    early = TODAY + timedelta(days=days)
    assert standing(*evidence, day=early).currency >= standing(*evidence, day=early + timedelta(days=more)).currency


def test_an_expired_registration_is_no_longer_hard_proof_and_says_so():
    paper = item("registration", "BIG", title="BIG-registratie", issued=on("2019-05-03"), expires=on("2024-05-03"))
    then, now = standing(paper, day=on("2024-05-03")), standing(paper)
    assert is_hard(then.evidence)
    assert not is_hard(now.evidence)
    assert now.proof < then.proof
    assert "BIG-registratie verliep op 3 mei 2024 en telt niet meer als hard bewijs" in explain_proof(now)
    assert "lapsed on 3 May 2024" in explain_proof(now, "en")


def test_unconfirmed_and_future_evidence_does_not_count():
    found = replace(item("diploma", "mbo"), confirmed=False)
    later = item("diploma", "mbo", issued=on("2027-01-01"))
    assert standing(found, later).proof == standing().proof == 200_000
    assert standing_of(claim(evidence=()), TODAY).proof == 0


@pytest.mark.parametrize("kind", UseKind)
def test_every_kind_of_use_keeps_a_skill_current(kind):
    old = item("work-experience", "depot", ended=on("2016-11-21"))
    assert standing(old).currency == pytest.approx(250_000, abs=200)
    used = Use(kind, on("2020-01-01"), on("2021-11-21"), confirmed=True)
    assert standing(old, uses=(used,)).last_used == on("2021-11-21")
    now = standing(old, uses=(Use(kind, on("2020-01-01"), confirmed=True),))
    assert (now.last_used, now.use_known, now.currency) == (None, True, 1_000_000)
    assert standing(old, uses=(replace(used, confirmed=False),)).last_used == on("2016-11-21")


def test_use_is_seen_from_the_day_that_is_asked():
    going = Use(UseKind.WORK, on("2020-01-01"), on("2022-01-01"), confirmed=True)
    assert standing(uses=(going,), day=on("2021-01-01")).last_used is None
    assert standing(uses=(going,), day=on("2019-01-01")).use_known is False
    assert standing(uses=(going,)).last_used == on("2022-01-01")


def test_the_sentences():
    bare = standing()
    assert explain_proof(bare) == "Bewijs 20 %: alleen het eigen woord, er is nog niets anders dat het laat zien."
    assert explain_currency(bare) == "Er staat niet bij wanneer dit voor het laatst gedaan is; het telt als actueel."
    assert explain_refreshing(bare) is None
    seen = standing(
        item("diploma", "mbo Logistiek", issued=on("2016-07-01")),
        item("observation", "voetbalclub", ended=on("2019-06-01")),
        item("observation", "depot 3", ended=on("2021-11-21")),
    )
    assert explain_proof(seen) == (
        "Bewijs 99 %: een diploma (mbo Logistiek) en twee observaties (voetbalclub, depot 3);"
        " nog door niemand nagekeken."
    )
    assert explain_currency(seen) == (
        "Actueel 50 %: voor het laatst gedaan op 21 november 2021, en 5 jaar zonder gebruik kost de helft."
    )
    assert explain_refreshing(seen) == (
        "De moeite waard om op te frissen: ongeveer 10 uur, opnieuw leren zou 80 uur kosten."
    )
    assert unchecked(seen)
    using = standing(uses=(Use(UseKind.CARE, confirmed=True),))
    assert explain_currency(using) == "Actueel: nu in gebruik (zorg voor een ander)."
    assert explain_currency(using, "en") == "Current: in use now (care for another)."
    assert explain_currency(standing(item("badge", issued=on("2021-11-21")), kind="technical")).endswith(
        "en 2,5 jaar zonder gebruik kost de helft."
    )


def test_what_would_strengthen_comes_with_its_gain_greatest_first():
    seen = standing(item("work-experience", "depot 3"))
    options = strengthenings(seen)
    assert [one.gain for one in options] == sorted((one.gain for one in options), reverse=True)
    best = options[0]
    added = standing(item("work-experience", "depot 3"), item(best.kind, "elders"))
    assert added.proof - seen.proof == best.gain
    assert "op een plek die er nog niet bij staat" in best.sentence["nl"]
    assert [one.kind.value for one in strengthenings(standing_of(claim(kind=ClaimKind.ATTITUDE), TODAY))] == [
        "assessment",
        "observation",
    ]


def test_a_human_skill_grows_by_another_pair_of_eyes_and_has_no_mark():
    once = another_pair_of_eyes(standing(item("observation", "depot")))
    assert once.sentence["nl"].startswith("Sterker wordt het als iemand anders het ook ziet op een andere plek")
    assert "%" not in "".join(once.sentence.values())
    assert another_pair_of_eyes(standing()).gain > once.gain > 0


def test_only_papers_and_what_was_checked_say_how():
    assert said_check(item("diploma")) == "nog door niemand nagekeken"
    assert said_check(item("observation")) == ""
    assert said_check(item("badge", checked=Checked.SIGNED), "en") == "signature verified"


def test_every_sentence_is_one_sentence_in_both_tongues():
    for evidence in (
        [],
        [item("diploma", "a", issued=on("2001-01-01"))],
        [item(one.value, "x") for one in EvidenceKind],
    ):
        one = standing(*evidence)
        for tongue in TONGUES:
            said = [explain_proof(one, tongue), explain_currency(one, tongue)]
            said += [text for text in (explain_refreshing(one, tongue),) if text]
            said += [option.sentence[tongue] for option in strengthenings(one)]
            assert all(text.endswith(".") and ". " not in text and "  " not in text for text in said)


def test_human_skills_show_development_and_spread():
    seen = (
        item("observation", "depot", observer="w1", level=1, ended=on("2023-03-01"), words="vraagt op tijd hulp"),
        item("observation", "club", observer="w2", level=2, ended=on("2024-09-01")),
        item("entrustable-activity", "depot", observer="w1", stage=Stage.TEACHES, ended=on("2026-05-01")),
        item("diploma", "mbo"),
    )
    grown = development(claim(evidence=seen), TODAY)
    assert (len(grown.sightings), grown.contexts, grown.observers) == (3, 2, 2)
    assert grown.sentence() == (
        "Drie keer gezien, door twee mensen op twee plekken (2023–2026):"
        " van met hulp naar leert het anderen of leidt hen."
    )
    assert grown.sentence("en").startswith("Seen three times, by two people in two places (2023–2026): from with help")
    assert development(claim(), TODAY).sentence() == "Nog door niemand beschreven."
    assert development(claim(evidence=seen[:1]), on("2023-12-31")).sentence() == (
        "Eén keer gezien, door één persoon op één plek (2023): met hulp."
    )
