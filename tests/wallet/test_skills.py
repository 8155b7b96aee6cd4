"""From credentials to skills: for a passport as proposals, for matching as a profile."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from draaischijf.language import open_language
from draaischijf.passport import Checked, Status
from draaischijf.terms import Evidence, EvidenceKind, HeldSkill, SkillProfile
from draaischijf.wallet import AXES, Achievement, Alignment, Credential, Finding, Verdict, Verification
from draaischijf.wallet.proposals import proposals_of
from draaischijf.wallet.sdjwt.kinds import PASSPORT, achievement_claim, achievements_of
from draaischijf.wallet.skills import profile_of, skills_claim

FORKLIFT = "http://data.europa.eu/esco/skill/28cb374e-6261-4133-8371-f9a5470145da"
PICKING = "http://data.europa.eu/esco/skill/ee5e2297-39cc-4ed6-89e5-d58016118a7f"


@pytest.fixture(scope="module")
def language():
    return open_language()


def credential(achievement, **more):
    options = {"kind": EvidenceKind.CERTIFICATE, "issuer": "https://mbo.example", **more}
    return Credential("dc+sd-jwt", achievements=(achievement,), **options)


def test_an_alignment_is_taken_over_and_waits_for_the_person(language):
    one = Achievement("Heftruck", alignments=(Alignment(FORKLIFT, "operate forklift"), Alignment("urn:unknown")), eqf=2)
    issued = datetime(2026, 1, 2, tzinfo=UTC)
    [claim] = proposals_of(credential(one, valid_from=issued), language, reference="c1", verified=True)
    assert (claim.uri, claim.status, claim.inferred_from) == (FORKLIFT, Status.PROPOSED, "")
    [paper] = claim.evidence
    assert (paper.kind, paper.checked, paper.credential, paper.eqf) == ("certificate", Checked.SIGNED, "c1", 2)
    assert (paper.issued, paper.inferred) == (date(2026, 1, 2), False)


def test_a_name_of_the_language_is_enough_and_a_guess_is_not(language):
    named = Achievement("x", alignments=(Alignment("urn:other:1", "operate forklift"),))
    [claim] = proposals_of(credential(named), language, reference="c1", verified=False)
    assert (claim.uri, claim.evidence[0].checked) == (FORKLIFT, Checked.STATED)
    guessed = Achievement("x", alignments=(Alignment("urn:other:1", "omgaan met magazijnspul"),))
    assert proposals_of(credential(guessed), language, reference="c1", verified=False) == []


def test_without_an_alignment_the_text_is_read_and_marked_as_inferred(language):
    one = Achievement("Praktijkverklaring", description="Bestuurt een heftruck in het magazijn.")
    claims = proposals_of(credential(one), language, reference="c1", verified=True)
    assert FORKLIFT in {claim.uri for claim in claims}
    assert all(claim.inferred_from == "urn:draaischijf:credential:c1" for claim in claims)
    assert all(claim.evidence[0].inferred for claim in claims)


def test_a_diploma_proposes_the_skills_of_its_programme(language):
    one = Achievement("Verzorgende IG")
    claims = proposals_of(credential(one, kind=EvidenceKind.DIPLOMA), language, reference="c1", verified=True)
    assert claims
    assert all(claim.inferred_from for claim in claims)


def test_odd_credentials_propose_without_breaking(language):
    one = Achievement("n" * 9000, alignments=(Alignment(FORKLIFT, "x" * 9000),))
    moments = {"valid_from": datetime(2026, 1, 2, tzinfo=UTC), "valid_until": datetime(2020, 1, 2, tzinfo=UTC)}
    odd = credential(one, kind=None, issuer_name="i" * 9000, **moments)
    [claim] = proposals_of(odd, language, reference="c1", verified=False)
    assert claim.evidence[0].kind is EvidenceKind.PORTFOLIO
    assert claim.evidence[0].expires is None


def verdict(claims):
    return Verification("dc+sd-jwt", dict.fromkeys(AXES, Finding(Verdict.GOOD, "x", "x")), (claims,))


def test_a_passport_comes_back_without_the_labels_of_its_contexts(language):
    evidence = (
        Evidence(EvidenceKind.WORK_EXPERIENCE, "depot van Noor Bakker", date(2024, 1, 1)),
        Evidence(EvidenceKind.OBSERVATION, "depot van Noor Bakker"),
        Evidence(EvidenceKind.OBSERVATION, "voetbalclub"),
    )
    profile = SkillProfile("p", (HeldSkill(FORKLIFT, 3, date(2024, 1, 1), evidence), HeldSkill(PICKING, 1)))
    claim = skills_claim(profile, language)
    assert "Noor" not in str(claim)
    assert claim[0]["name"]
    found = profile_of("q", [verdict({"vct": PASSPORT, "skills": claim})], language)
    first, second = found.skills
    assert (first.uri, first.level, first.last_used) == (FORKLIFT, 3, date(2024, 1, 1))
    assert [one.kind for one in first.evidence] == [one.kind for one in evidence]
    assert first.evidence[0].context == first.evidence[1].context != first.evidence[2].context
    assert (second.level, second.evidence) == (1, ())


def test_an_achievement_shows_what_it_is_aligned_to_and_no_more(language):
    claims = {
        "evidence_kind": "practice-statement",
        "iat": 1_700_000_000,
        "achievement": {"name": "x", "alignment": [{"target": FORKLIFT}, {"target": "urn:unknown"}]},
    }
    found = profile_of("q", [verdict(claims), verdict({"name": "Heftruck rijden"})], language)
    [skill] = found.skills
    assert skill.evidence == (Evidence(EvidenceKind.PRACTICE_STATEMENT, "credential 0", date(2023, 11, 14)),)


def test_what_comes_twice_is_one_skill_with_the_evidence_of_both(language):
    passport = {"vct": PASSPORT, "skills": [{"uri": FORKLIFT, "level": 3, "last_used": "2024-01-01"}]}
    badge = {"evidence_kind": "badge", "achievement": {"name": "x", "alignment": [{"target": FORKLIFT}]}}
    found = profile_of("q", [verdict(passport), verdict(badge)], language)
    [skill] = found.skills
    assert (skill.level, len(skill.evidence), skill.last_used) == (3, 1, None)


@pytest.mark.parametrize(
    "skills",
    [
        None,
        3,
        [3],
        [{}],
        [{"uri": ""}],
        [{"uri": 3}],
        [{"uri": FORKLIFT, "level": 9, "last_used": "soon", "evidence": [3, {"kind": "paper"}]}],
        [{"uri": FORKLIFT, "level": True, "evidence": "x"}],
        [{"uri": FORKLIFT, "evidence": [{"kind": "badge", "context": 3, "issued": 4}]}],
        [{"uri": FORKLIFT}] * 600,
    ],
)
def test_odd_passports_give_less_never_more(language, skills):
    found = profile_of("q", [verdict({"vct": PASSPORT, "skills": skills, "iat": 1e300})], language)
    assert all(one.level == 1 for one in found.skills)
    assert len(found.skills) <= 1


def test_an_achievement_comes_back_as_it_was():
    one = Achievement("a", "id", "d", "c", "Diploma", (Alignment("urn:t", "n", "ESCO", "c", "k"),), 4, 5.0, "8")
    assert achievements_of({"achievement": achievement_claim(one)}) == (one,)
    assert achievement_claim(Achievement("a")) == {"name": "a"}
    assert achievements_of({"education": "Logistiek", "nlqf": 2}) == (Achievement("Logistiek", eqf=2),)
    assert achievements_of({"given_name": "Noor", "achievement": 3}) == ()
    with pytest.raises(ValueError, match="EQF"):
        Achievement("a", eqf=9)
