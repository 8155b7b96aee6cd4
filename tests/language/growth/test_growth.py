"""A language that grows: what rises is found in time, noise is not, and a person's decision makes the release."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from draaischijf.language import normalise, open_language
from draaischijf.language.draft import Draft
from draaischijf.language.growth import (
    Decision,
    Extension,
    Window,
    as_skos,
    propose,
    read_postings,
    rising_terms,
    trends_of_concepts,
)
from draaischijf.language.growth.decision import uri_of
from draaischijf.language.skos import read_skos
from draaischijf.problems import Problem
from tests.language.growth.stream import FADING, MONTHS, RENAMED, RISING, write_stream
from tests.language.small import DRIVE

END = date(2026, 11, 1)
# Words of the same new sentence rise with the term; anything else is a false alarm.
NEW_LINES = normalise(" ".join([*RISING.values(), *(frame.format(RENAMED[1], "") for frame in RENAMED[2])]))


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
    assert not [term for term in terms if term not in NEW_LINES]
    # Two other words of the same new sentences at most for each planted term: a person has to read them all.
    assert len(terms) <= 3 * len(wanted)


@pytest.mark.parametrize("seed", [1, 2, 6])
def test_within_two_months_every_term_is_found_and_no_alarm_is_false(tmp_path, language, seed):
    file = write_stream(tmp_path / "stream.jsonl", seed)
    end = MONTHS[-1]  # the first day after two months of rise
    known = set(language.names.plain)
    terms = {one.term for one in rising_terms(lambda: read_postings(file), Window(end), known.__contains__)}
    assert not [term for term in (*RISING, RENAMED[1]) if not any(term in one or one in term for one in terms)]
    assert not [term for term in terms if term not in NEW_LINES]


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


# The occupation "lasser".
WELDER = "http://data.europa.eu/esco/occupation/7aedaa07-3884-4c5b-88f9-80997b2aa54b"


def _decide(extension, language, **fields):
    extension.record(Decision(**{"at": "2026-11-21", "by": "redactie", **fields}), language)


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
    extension = Extension(tmp_path)
    forklift = language.concepts.uris[language.link(["heftruck besturen"])[0][0].concept]
    _decide(extension, language, action="accept", term="draadloos heftruck laden", concept=forklift, sector="logistiek")
    file = tmp_path / "extension.ttl"
    file.write_text(as_skos(extension), "utf-8")
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
        ({"action": "accept", "term": "a", "concept": "urn:draaischijf:local:nowhere"}, "concept-unknown"),
        ({"action": "accept", "term": "a", "concept": "urn:draaischijf:local:a"}, "concept-unknown"),
        ({"action": "accept", "term": "lassen"}, "decision-known"),
        ({"action": "propose", "term": "Lasser", "kind": "occupation"}, "decision-known"),
        ({"action": "accept", "term": "woord " * 30}, "decision-term"),
        ({"action": "accept", "term": "a", "concept": WELDER}, "decision-kind"),
        ({"action": "accept", "term": "a", "by": " \n"}, "decision-by"),
    ],
)
def test_a_decision_that_cannot_be_is_refused_in_one_line(fields, code, tmp_path, language):
    with pytest.raises(Problem) as caught:
        _decide(Extension(tmp_path), language, **fields)
    assert caught.value.code == code
    assert not Extension(tmp_path).history()


def test_a_decision_on_which_others_hang_stays(tmp_path, language):
    extension = Extension(tmp_path)
    _decide(extension, language, action="accept", term="waterstof tanken")
    _decide(extension, language, action="accept", term="vloeibare waterstof tanken", concept=uri_of("waterstof tanken"))
    for fields, code in (
        ({"action": "reject"}, "decision-used"),
        ({"action": "accept", "concept": uri_of("vloeibare waterstof tanken")}, "decision-circle"),
    ):
        with pytest.raises(Problem) as caught:
            _decide(extension, language, term="waterstof tanken", **fields)
        assert caught.value.code == code
    _decide(extension, language, action="accept", term="waterstof tanken", kind="knowledge", why="mag anders")
    with pytest.raises(Problem) as caught:
        _decide(extension, language, action="accept", term="C#-brug")
        _decide(extension, language, action="accept", term="c sharp brug")
    assert caught.value.code == "decision-same"


def test_a_decision_is_kept_on_one_line_whatever_is_in_it(tmp_path, language):
    extension = Extension(tmp_path)
    _decide(extension, language, action="accept", term="drones\n\tvliegen\x1b", why="een\u2028twee\udcff")
    [one] = extension.history()
    assert (one.term, one.why) == ("drones vliegen", "een twee")


def _only(language):
    """Return a way to open releases that knows only one, the one in use."""
    return lambda data, name="": open_language(data, name) if name else language


def test_a_chain_of_own_concepts_takes_the_groups_of_what_it_hangs_under(tmp_path, language):
    extension = Extension(tmp_path)
    forklift = language.concepts.uris[language.link(["heftruck besturen"])[0][0].concept]
    _decide(extension, language, action="accept", term="zwaar laden", concept=forklift)
    _decide(extension, language, action="accept", term="eerst zwaar laden", concept=uri_of("zwaar laden"))
    draft = Draft()
    draft.concept(forklift, "skill").codes = ["S8.2"]
    extension._lay_over(draft)
    assert draft.concepts[uri_of("eerst zwaar laden")].codes == ["S8.2"]


def test_a_base_that_is_gone_is_named_with_the_way_out(tmp_path, language, monkeypatch):
    extension = Extension(tmp_path)
    _decide(extension, language, action="accept", term="drones vliegen")
    monkeypatch.setitem(language.manifest, "local_base", "esco-0.1")
    monkeypatch.setattr("draaischijf.language.growth.extension.open_language", _only(language))
    with pytest.raises(Problem, match=r"esco-0\.1") as caught:
        extension.release()
    assert caught.value.code == "base-missing"


def test_what_is_exported_is_sound_skos_with_names_kinds_and_history(tmp_path, language):
    from rdflib import DCTERMS, RDF, SKOS, Graph, Literal, URIRef

    extension = Extension(tmp_path)
    forklift = language.concepts.uris[language.link(["heftruck besturen"])[0][0].concept]
    _decide(extension, language, action="propose", term="waterstofmonteur", kind="occupation", by="fonds")
    _decide(extension, language, action="accept", term="waterstofmonteur", kind="occupation", why="gevraagd")
    _decide(extension, language, action="merge", term="vorkwagen", concept=forklift)
    graph = Graph().parse(data=as_skos(extension), format="turtle")
    node = URIRef(uri_of("waterstofmonteur"))
    assert [str(note) for note in sorted(graph.objects(node, SKOS.historyNote))] == [
        "2026-11-21 fonds: propose",
        "2026-11-21 redactie: accept (gevraagd)",
    ]
    assert list(graph.objects(node, DCTERMS.type)) == [Literal("occupation")]
    assert list(graph.objects(URIRef(forklift), SKOS.altLabel)) == [Literal("vorkwagen", lang="nl")]
    # Integrity conditions of SKOS: one preferred label a language, no label both preferred and alternative, and what
    # is a scheme is no concept.
    for one in set(graph.subjects(SKOS.prefLabel)):
        labels = list(graph.objects(one, SKOS.prefLabel))
        assert len({label.language for label in labels}) == len(labels)
        assert set(labels).isdisjoint(graph.objects(one, SKOS.altLabel))
    assert set(graph.subjects(RDF.type, SKOS.ConceptScheme)).isdisjoint(graph.subjects(RDF.type, SKOS.Concept))
    draft = Draft()
    file = tmp_path / "extension.ttl"
    file.write_text(as_skos(extension), "utf-8")
    assert read_skos(file, draft) == "local-3"
    assert draft.concepts[str(node)].kind == "occupation"


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


def test_a_byte_order_mark_a_moment_and_no_sector_are_read(tmp_path):
    file = tmp_path / "stream.jsonl"
    row = '{"id": 0, "date": "2026-01-02T09:30:00Z", "text": "caf\u00e9", "sector": null}\n'
    file.write_text("\ufeff" + row, "utf-8")
    [one] = read_postings(file)
    assert (one.day, one.text, one.sector) == (date(2026, 1, 2), "café", "")


def test_bytes_that_are_no_utf_8_are_named(tmp_path):
    file = tmp_path / "stream.jsonl"
    file.write_bytes('{"id": 0, "date": "2026-01-01", "text": "café"}\n'.encode("latin-1"))
    with pytest.raises(Problem, match="line 1"):
        list(read_postings(file))
