"""A language that grows: what rises is found in time, noise is not, and a person's decision makes the release."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from draaischijf.language import normalise, open_language
from draaischijf.language.growth import (
    Decision,
    Extension,
    Window,
    propose,
    read_postings,
    rising_terms,
    trends_of_concepts,
)
from draaischijf.language.growth.extension import uri_of
from draaischijf.problems import Problem
from tests.language.growth.stream import FADING, MONTHS, RENAMED, RISING, write_stream
from tests.language.small import DRIVE

END = date(2026, 11, 1)


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    return write_stream(tmp_path_factory.mktemp("stream") / "vacancies.jsonl")


@pytest.fixture(scope="module")
def language():
    return open_language(Path("/nonexistent"))


@pytest.fixture(scope="module")
def found(file, language):
    window = Window(END)
    known = set(language.names.plain)
    rising = rising_terms(lambda: read_postings(file), window, known.__contains__)
    fading = trends_of_concepts(lambda: read_postings(file), window, language, rising=False)
    return rising, fading, propose(rising, fading, lambda: read_postings(file), window, language)


def test_every_rising_term_is_found_and_false_alarms_stay_few(found):
    terms = {one.term for one in found[0]}
    wanted = {*RISING, RENAMED[1]}
    missed = {term for term in wanted if not any(term in one or one in term for one in terms)}
    assert not missed
    # Words of the same new sentence rise with the term; anything else is a false alarm.
    lines = " ".join([*RISING.values(), *(frame.format(RENAMED[1], "") for frame in RENAMED[2])])
    alarms = {term for term in terms if term not in normalise(lines)}
    assert len(alarms) <= 1, alarms


def test_a_term_is_found_within_two_months_of_its_rise(file, language):
    window = Window(date(2026, 10, 1), recent=2)
    known = set(language.names.plain)
    terms = {one.term for one in rising_terms(lambda: read_postings(file), window, known.__contains__)}
    assert any("prompt engineering" in one for one in terms)


def test_a_stream_without_change_raises_no_alarm(tmp_path, language):
    drawn = write_stream(tmp_path / "a.jsonl", seed=3)
    rows = [json.loads(line) for line in drawn.read_text("utf-8").splitlines()]
    still = [row for row in rows if row["date"] < MONTHS[-3].isoformat()]
    file = tmp_path / "still.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in still), "utf-8")
    known = set(language.names.plain)
    assert rising_terms(lambda: read_postings(file), Window(date(2026, 8, 1), earlier=9), known.__contains__) == []


def test_a_fading_skill_is_shown_and_stays(found, language):
    [row] = {int(language.names.concept[at]) for at, name in enumerate(language.names.plain) if name == FADING}
    assert row in found[1]
    assert all(trend.growth < 1 for trend in found[1].values())


def test_a_new_name_in_old_contexts_points_to_the_concept_it_replaces(found, language):
    proposal = next(one for one in found[2] if one.term == RENAMED[1])
    assert proposal.kind == "name"
    row = language.id_of(proposal.replaces)
    assert RENAMED[0] in {
        language.names.plain[name] for name in range(len(language.names)) if language.names.concept[name] == row
    }


def test_a_proposal_carries_what_a_person_needs(found):
    for one in found[2]:
        assert one.contexts
        assert len(one.trend.counts) == 15
        assert one.near
        assert one.kind in ("name", "narrower", "new")
        assert dict(one.trend.sectors)


def test_the_same_stream_gives_the_same_answer(file, language, found):
    known = set(language.names.plain)
    assert rising_terms(lambda: read_postings(file), Window(END), known.__contains__) == found[0]


def _decide(extension, language, **fields):
    extension.record(Decision(at="2026-11-21", by="redactie", **fields), language)


@pytest.mark.usefixtures("light_pack")
def test_decisions_make_a_release_and_its_history_stays(tmp_path):
    language = open_language(tmp_path)
    extension = Extension(tmp_path)
    _decide(extension, language, action="propose", term="prompt engineering", sector="ict")
    _decide(extension, language, action="accept", term="Prompt Engineering", kind="knowledge")
    _decide(extension, language, action="accept", term="draadloos reachtruck laden", concept=DRIVE)
    _decide(extension, language, action="merge", term="reachtruckpiloot", concept=DRIVE)
    _decide(extension, language, action="accept", term="koffie halen")
    _decide(extension, language, action="reject", term="koffie halen", why="geen vaardigheid")
    made = extension.release()
    assert made.release == f"local-6+{language.release}"
    assert open_language(tmp_path).release == made.release
    prompt, loading = made.id_of(uri_of("prompt engineering")), made.id_of(uri_of("draadloos reachtruck laden"))
    assert made.concepts.kinds[prompt] == "knowledge"
    assert made.nearness.of(loading, made.id_of(DRIVE)) == (1.0, "includes")
    assert made.id_of(uri_of("koffie halen")) is None
    assert made.link(["reachtruckpiloot"])[0][0].concept == made.id_of(DRIVE)
    assert len(made.concepts) == len(language.concepts) + 2
    assert [one.action for one in extension.history()] == ["propose", "accept", "accept", "merge", "accept", "reject"]
    again = Extension(tmp_path).release()
    assert again.release == made.release
    assert again.manifest["local_base"] == language.release


def test_the_extension_is_exported_as_skos_that_can_be_read_back(tmp_path, language):
    from draaischijf.language.draft import Draft
    from draaischijf.language.skos import read_skos

    extension = Extension(tmp_path)
    forklift = language.concepts.uris[language.link(["heftruck besturen"])[0][0].concept]
    _decide(extension, language, action="accept", term="draadloos heftruck laden", concept=forklift, sector="logistiek")
    file = tmp_path / "extension.ttl"
    file.write_text(extension.as_skos(), "utf-8")
    draft = Draft()
    read_skos(file, draft)
    [(uri, concept)] = draft.concepts.items()
    assert uri == uri_of("draadloos heftruck laden")
    assert concept.preferred["nl"][0] == "draadloos heftruck laden"
    assert [(one.predicate, one.object) for one in draft.relations] == [("broader", forklift)]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"action": "eat", "term": "a"}, "decision-field"),
        ({"action": "accept", "term": "a", "kind": "animal"}, "decision-field"),
        ({"action": "accept", "term": " ! "}, "decision-term"),
        ({"action": "merge", "term": "a"}, "decision-merge"),
        ({"action": "merge", "term": "a", "concept": "http://nowhere"}, "concept-unknown"),
    ],
)
def test_a_decision_that_cannot_be_is_refused_in_one_line(fields, code, tmp_path, language):
    with pytest.raises(Problem) as caught:
        _decide(Extension(tmp_path), language, **fields)
    assert caught.value.code == code
    assert not Extension(tmp_path).history()


def test_nothing_decided_is_no_release(tmp_path):
    with pytest.raises(Problem, match="nothing was accepted"):
        Extension(tmp_path).release()


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        '{"id": 1}',
        '{"id": 1, "date": "gisteren", "text": "a"}',
        '{"id": 1, "date": "2026-01-01", "text": 5}',
    ],
)
def test_a_damaged_line_is_named(line, tmp_path):
    file = tmp_path / "stream.jsonl"
    file.write_text('{"id": 0, "date": "2026-01-01", "text": "a"}\n' + line + "\n")
    with pytest.raises(Problem, match="line 2"):
        list(read_postings(file))
