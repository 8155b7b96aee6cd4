"""Installing official releases: ESCO in three layouts, SKOS of CompetentNL, and everything that can be wrong."""

from __future__ import annotations

import zipfile

import pytest

from draaischijf.language import carry, difference, install, installed, open_language, use
from draaischijf.language.draft import Draft
from draaischijf.language.skos import read_skos
from draaischijf.problems import Problem
from tests.language import small

pytestmark = pytest.mark.usefixtures("light_pack")


@pytest.fixture
def download(tmp_path):
    return small.write_download(tmp_path / "esco")


@pytest.mark.parametrize("layout", ["1.0", "1.1", "1.2"])
@pytest.mark.parametrize("zipped", [False, True])
def test_every_layout_installs(layout, zipped, tmp_path):
    folder = small.write_download(tmp_path / "esco", layout)
    source = folder
    if zipped:
        source = tmp_path / "esco.zip"
        with zipfile.ZipFile(source, "w") as archive:
            for file in folder.iterdir():
                archive.write(file, f"ESCO dataset/{file.name}")
    language = install(source, tmp_path / "data")
    drive = language.id_of(small.DRIVE)
    assert language.concepts.name(drive, "nl") == ("reachtruck rijden", "nl", True)
    assert [
        (language.concepts.uris[one.skill], one.importance, one.official)
        for one in language.profile(language.id_of(small.PORTER))
    ] == [
        (small.HANDLE, "essential", True),
        (small.DRIVE, "optional", True),
    ]
    assert language.nearness.of(drive, language.id_of(small.HANDLE)) == (1.0, "includes")
    assert language.release.startswith(f"esco-{layout}")
    assert open_language(tmp_path / "data").release == language.release


def test_official_names_take_the_place_and_our_own_stay_as_alternatives(download, tmp_path):
    (download / "skills_en.csv").write_text(
        (download / "skills_en.csv").read_text("utf-8").replace("drive reach truck", "operate reach truck"), "utf-8"
    )
    language = install(download, tmp_path / "data")
    row = language.id_of(small.DRIVE)
    assert language.concepts.name(row, "en") == ("operate reach truck", "en", True)
    assert ("drive reach truck", "own") in {
        (language.names.text[name], language.names.origin[name])
        for name in range(len(language.names))
        if language.names.concept[name] == row
    }


def test_any_language_can_be_installed_and_is_linked(tmp_path):
    folder = small.write_download(tmp_path / "esco", languages=("en",))
    for stem in ("skills", "occupations", "skillGroups"):
        text = (folder / f"{stem}_en.csv").read_text("utf-8")
        (folder / f"{stem}_en.csv").unlink()
        (folder / f"{stem}_fr.csv").write_text(text.replace("drive reach truck", "conduire un chariot"), "utf-8")
    language = install(folder, tmp_path / "data")
    [[best, *_]] = language.link(["conduire un chariot"])
    assert (best.concept, best.via) == (language.id_of(small.DRIVE), "name")
    assert language.concepts.name(best.concept, "nl").language == "en"
    from draaischijf.language.draft import draft_of

    assert any(name.language == "fr" and name.sort == "preferred" for name in draft_of(language).names)


def test_a_concept_that_the_release_lacks_is_retired_and_a_record_is_told(download, tmp_path):
    before = open_language(tmp_path / "data")
    language = install(download, tmp_path / "data")
    gone = small.BASE + "skill/gone"
    assert language.id_of(gone) is None
    assert carry([gone, small.DRIVE], language) == [(gone, (), "retired"), (small.DRIVE, (small.DRIVE,), "same")]
    change = difference(before, language)
    assert change.retired == {gone: ()}
    assert change.added == []


def test_records_follow_replacements_to_their_end(tmp_path):
    file = tmp_path / "competentnl.ttl"
    file.write_text(small.TURTLE, "utf-8")
    language = install(file, tmp_path / "data")
    assert language.release.startswith("competentnl")
    language.manifest["replaced"] = {"a": ["b"], "b": [small.DRIVE, small.STACK], "loop": ["loop2"], "loop2": ["loop"]}
    assert [(one.how, one.to) for one in carry(["a", "loop", "never"], language)] == [
        ("split", (small.DRIVE, small.STACK)),
        ("retired", ()),
        ("retired", ()),
    ]


def test_competentnl_in_skos_stands_beside_esco(tmp_path):
    file = tmp_path / "competentnl.ttl"
    file.write_text(small.TURTLE, "utf-8")
    language = install(file, tmp_path / "data")
    lift, move = (language.id_of(f"https://example.org/cnl/{name}") for name in ("lift", "move"))
    assert language.concepts.name(move).text == "voorwerpen verplaatsen"
    assert language.nearness.of(lift, move) == (1.0, "includes")
    profile = language.profile(language.id_of("https://example.org/cnl/mover"))
    assert [(language.concepts.name(one.skill).text, one.importance) for one in profile] == [
        ("voorwerpen tillen en dragen", "essential"),
        ("metaalkunde", "optional"),
    ]
    assert language.id_of(small.DRIVE) is not None
    assert language.concepts.kinds[language.id_of("https://example.org/cnl/metal")] == "knowledge"


@pytest.mark.parametrize("ending", [".rdf", ".jsonld", ".nt"])
def test_other_writings_of_skos_give_the_same(ending, tmp_path):
    from rdflib import Graph

    turtle = tmp_path / "one.ttl"
    turtle.write_text(small.TURTLE, "utf-8")
    kind = {".rdf": "xml", ".jsonld": "json-ld", ".nt": "nt"}[ending]
    other = tmp_path / f"one{ending}"
    Graph().parse(turtle).serialize(other, format=kind, encoding="utf-8")
    first, second = Draft(), Draft()
    read_skos(turtle, first)
    read_skos(other, second)
    assert first.concepts == second.concepts
    assert set(first.relations) == set(second.relations)


def _damage_nothing_there(folder):
    return folder / "missing.zip"


def _damage_no_skills(folder):
    for file in folder.glob("skills_*.csv"):
        file.unlink()
    return folder


def _damage_no_occupations(folder):
    (folder / "occupations_nl.csv").unlink()
    return folder


def _damage_column(folder):
    file = folder / "skills_nl.csv"
    file.write_text(file.read_text("utf-8").replace("preferredLabel", "label"), "utf-8")
    return folder


def _damage_row(folder):
    with (folder / "skills_nl.csv").open("a", encoding="utf-8") as file:
        file.write("KnowledgeSkillCompetence,http://x\n")
    return folder


def _damage_encoding(folder):
    (folder / "skills_nl.csv").write_bytes((folder / "skills_nl.csv").read_bytes() + b"\xff\xfe\n")
    return folder


def _damage_zip(folder):
    file = folder / "esco.zip"
    file.write_bytes(b"PK\x03\x04 this is no zip")
    return file


def _damage_kind(folder):
    file = folder / "notes.docx"
    file.write_text("hello")
    return file


def _damage_turtle(folder):
    file = folder / "competentnl.ttl"
    file.write_text("@prefix skos: <http://www.w3.org/2004/02/skos/core#> . ex:a skos:prefLabel")
    return file


def _damage_empty_skos(folder):
    file = folder / "empty.ttl"
    file.write_text("")
    return file


def _damage_doctype(folder):
    file = folder / "evil.rdf"
    file.write_text('<!DOCTYPE a [<!ENTITY b "c">]><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>')
    return file


def _damage_empty_file(folder):
    (folder / "skills_nl.csv").write_text("conceptUri,preferredLabel\n")
    return folder


DAMAGES = {
    _damage_nothing_there: "source-missing",
    _damage_no_skills: "esco-incomplete",
    _damage_no_occupations: "esco-incomplete",
    _damage_column: "esco-columns",
    _damage_row: "esco-row",
    _damage_encoding: "esco-encoding",
    _damage_zip: "esco-zip",
    _damage_kind: "source-unknown",
    _damage_turtle: "skos-broken",
    _damage_empty_skos: "skos-empty",
    _damage_doctype: "skos-doctype",
    _damage_empty_file: "esco-empty",
}


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda one: one.__name__)
def test_a_wrong_file_gets_one_line_and_leaves_what_was_there(damage, download, tmp_path):
    data = tmp_path / "data"
    before = install(download, data)
    releases = installed(data)
    with pytest.raises(Problem) as caught:
        install(damage(download), data)
    assert caught.value.code == DAMAGES[damage]
    assert "\n" not in str(caught.value)
    assert installed(data) == releases
    assert open_language(data).release == before.release
    assert open_language(data).id_of(small.DRIVE) is not None
    assert [one.name for one in (data / "language").iterdir() if one.name.startswith(".new")] == []


def test_an_earlier_release_can_be_put_in_use_again(download, tmp_path):
    data = tmp_path / "data"
    new = install(download, data).release
    use("pack-1", data)
    assert open_language(data).release == "pack-1"
    use(new, data)
    assert open_language(data).release == new
    with pytest.raises(Problem, match="not installed"):
        use("../../etc", data)
