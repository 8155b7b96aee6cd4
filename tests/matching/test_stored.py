from __future__ import annotations

import json

import numpy as np
import pytest

from draaischijf.matching import read_people
from draaischijf.matching.index import WorkIndex
from draaischijf.matching.people import PeopleIndex
from draaischijf.matching.stored import load_people, load_works, save_index
from draaischijf.problems import Problem
from draaischijf.terms import Evidence, EvidenceKind, HeldSkill, Offer, RequiredSkill
from tests.matching.cases import BASIS, SPACE, TODAY, person, work

pytestmark = pytest.mark.kernel

JOBS = [
    work(
        RequiredSkill(uri, 1 + row % 4, proof_required=row % 3 == 0),
        RequiredSkill(SPACE.uris[row - 1]),
        identifier=f"w{row}é",
        learning_hours=float(row),
        offers=(Offer("hours", 24, 36), Offer("shifts", among=frozenset({"day"}))),
    )
    for row, uri in enumerate(SPACE.uris)
]
PEOPLE = [
    person(
        HeldSkill(uri, 1 + row % 4, None if row % 2 else TODAY, (Evidence(EvidenceKind.BADGE, "club", TODAY),)),
        HeldSkill("x:outside"),
        identifier=f"p{row}",
    )
    for row, uri in enumerate(SPACE.uris)
]


@pytest.mark.parametrize("mapped", [True, False])
def test_works_come_back(tmp_path, mapped):
    made = WorkIndex.build(JOBS)
    for _ in range(2):  # the second time in the place of the first
        save_index(made, tmp_path / "index")
    index = load_works(tmp_path / "index", mapped=mapped)
    assert [index.asked(row) for row in range(len(index))] == [made.asked(row) for row in range(len(made))]
    for one in PEOPLE:
        assert index.rank(one, BASIS) == made.rank(one, BASIS)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["index"]


@pytest.mark.parametrize("mapped", [True, False])
def test_people_come_back(tmp_path, mapped):
    made = PeopleIndex.build(PEOPLE)
    save_index(made, tmp_path / "index")
    index = load_people(tmp_path / "index", mapped=mapped)
    assert [index.profile(row) for row in range(len(index))] == [made.profile(row) for row in range(len(made))]
    assert index.open(BASIS).rank(JOBS[3]) == made.open(BASIS).rank(JOBS[3])


def test_nothing_at_all_comes_back(tmp_path):
    save_index(WorkIndex.build([]), tmp_path / "works")
    save_index(PeopleIndex.build([]), tmp_path / "people")
    assert load_works(tmp_path / "works").top(PEOPLE[0], BASIS) == []
    assert load_people(tmp_path / "people").open(BASIS).top(JOBS[0]) == []


def test_wrong_folders_are_said(tmp_path):
    index = tmp_path / "index"
    with pytest.raises(Problem, match="there is no index of works here"):
        load_works(index)
    save_index(WorkIndex.build(JOBS), index)
    with pytest.raises(Problem, match="this is no index of people"):
        load_people(index)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("dear")
    with pytest.raises(Problem, match="holds something that is no index"):
        save_index(WorkIndex.build(JOBS), tmp_path / "full")
    assert (tmp_path / "full" / "letter.txt").exists()
    manifest = index / "manifest.json"
    manifest.write_text(json.dumps({"format": 99, "kind": "works", "rows": 24}))
    with pytest.raises(Problem, match="format 99 is newer than this program knows"):
        load_works(index)
    manifest.write_text("{")
    with pytest.raises(Problem, match="manifest is no JSON"):
        load_works(index)


@pytest.mark.parametrize("name", ["offsets.npy", "post.npy", "ids.arrow", "tails.npy"])
@pytest.mark.parametrize("how", ["gone", "cut", "other"])
def test_a_damaged_index_is_said(tmp_path, name, how):
    save_index(WorkIndex.build(JOBS), tmp_path / "index")
    file = tmp_path / "index" / name
    if how == "gone":
        file.unlink()
    elif how == "cut" or name.endswith("arrow"):
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    else:
        np.save(file, np.zeros(3, np.uint16))
    with pytest.raises(Problem, match=r"the index is damaged: .*Build it again"):
        load_works(tmp_path / "index")


PERSONAL = {
    "name": "Fatima de Vries",
    "sex": "v",
    "birth_date": "1974-02-29",
    "address": {"street": "Dorpsstraat 1", "city": "Ons Dorp"},
    "family": {"children": 3, "married": True},
    "photo": "data:image/png;base64,AAAA",
    "nationality": "NL",
    "health": "redacted",
}


def test_who_someone_is_changes_nothing_not_a_byte(tmp_path):
    rows = [
        {"id": f"p{row}", "skills": [{"uri": uri, "level": 2, "last_used": "2020-01-31"}]}
        for row, uri in enumerate(SPACE.uris)
    ]
    plain, personal = tmp_path / "plain.jsonl", tmp_path / "personal.jsonl"
    plain.write_text("\n".join(json.dumps(row) for row in rows))
    personal.write_text("\n".join(json.dumps(PERSONAL | row) for row in rows))
    for name, file in (("one", plain), ("two", personal)):
        save_index(PeopleIndex.build(read_people(file)), tmp_path / name)
    for file in (tmp_path / "one").iterdir():
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes()
    one, two = (load_people(tmp_path / name).open(BASIS).rank(JOBS[5]) for name in ("one", "two"))
    answers = [json.dumps([match.as_dict() for match in ranking.matches]) for ranking in (one, two)]
    assert answers[0].encode() == answers[1].encode()
    assert "Fatima" not in answers[1]
