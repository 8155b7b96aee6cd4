"""People and work from tables: what is read, what is not, and what is said of a wrong row."""

from __future__ import annotations

import json
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from draaischijf.matching import read_people, read_works
from draaischijf.problems import Problem
from draaischijf.terms import Evidence, EvidenceKind, HeldSkill, Importance, Offer

PERSON = {
    "id": "p1",
    "skills": [
        {
            "uri": "a",
            "level": 3,
            "last_used": "2024-05-01",
            "evidence": [{"kind": "diploma", "context": "mbo", "issued": "2010-07-01"}],
        },
        {"uri": "b", "level": None, "last_used": None, "evidence": None},
    ],
    "release": "r",
}
WORK = {
    "id": "w1",
    "tasks": [{"name": "load", "share": 0.5, "skills": [{"uri": "a", "importance": "wished"}]}],
    "learning_hours": 40.0,
    "offers": [{"topic": "hours", "low": 24.0, "high": 32.0}],
}
PERSONAL = {
    "name": "Sample Person",
    "sex": "f",
    "birth_date": "1980-01-01",
    "address": "Dorpsstraat 1",
    "family": {"children": 2},
    "photo": "iVBORw0KGgo=",
}


def _lines(tmp_path, *rows):
    file = tmp_path / "table.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return file


def test_a_person_and_a_work_from_json_lines(tmp_path):
    [person] = read_people(_lines(tmp_path, PERSON))
    evidence = Evidence(EvidenceKind.DIPLOMA, "mbo", date(2010, 7, 1))
    assert person.skills == (HeldSkill("a", 3, date(2024, 5, 1), (evidence,)), HeldSkill("b"))
    [work] = read_works(_lines(tmp_path, WORK))
    assert work.tasks[0].skills[0].importance is Importance.WISHED
    assert work.offers == (Offer("hours", 24.0, 32.0),)
    assert work.learning_hours == 40


def test_parquet_gives_the_same(tmp_path):
    file = tmp_path / "people.parquet"
    pq.write_table(pa.Table.from_pylist([PERSON]), file)
    assert list(read_people(file)) == list(read_people(_lines(tmp_path, PERSON)))
    file = tmp_path / "works.parquet"
    pq.write_table(pa.Table.from_pylist([WORK]), file)
    assert list(read_works(file)) == list(read_works(_lines(tmp_path, WORK)))


def test_who_someone_is_is_not_read(tmp_path):
    plain = list(read_people(_lines(tmp_path, PERSON)))
    assert list(read_people(_lines(tmp_path, {**PERSON, **PERSONAL}))) == plain
    assert "Sample" not in repr(plain)


def test_work_without_tasks_gives_its_skills_at_once(tmp_path):
    [work] = read_works(_lines(tmp_path, {"id": 7, "skills": [{"uri": "a"}]}))
    assert (work.id, work.tasks[0].share, work.learning_hours) == ("7", 1.0, 160.0)


@pytest.mark.parametrize(
    "row",
    [
        {},
        {"id": "x"},
        {"id": "x", "skills": [{"level": 2}]},
        {"id": "x", "skills": [{"uri": "a", "level": 9}]},
        {"id": "x", "skills": [{"uri": 5}]},
        {"id": "x", "skills": [{"uri": "a", "last_used": "gisteren"}]},
        {"id": "x", "skills": [{"uri": "a", "evidence": [{"kind": "rumour"}]}]},
        {"id": "x", "skills": [{"uri": "a"}, {"uri": "a"}]},
        {"id": "x", "skills": 3},
        ["x"],
    ],
    ids=str,
)
def test_a_wrong_row_is_named(row, tmp_path):
    with pytest.raises(Problem, match="line 2"):
        list(read_people(_lines(tmp_path, PERSON, row)))


@pytest.mark.parametrize("content", [b"{", b"\xff\xfe\x00", b""])
def test_a_damaged_table_is_one_clear_line(content, tmp_path):
    for ending in (".jsonl", ".parquet"):
        file = tmp_path / f"table{ending}"
        file.write_bytes(content)
        if ending == ".jsonl" and not content:
            assert list(read_people(file)) == []
            continue
        with pytest.raises(Problem) as caught:
            list(read_people(file))
        assert "\n" not in str(caught.value)


def test_a_missing_table_is_one_clear_line(tmp_path):
    with pytest.raises(Problem, match=r"none\.jsonl"):
        list(read_works(tmp_path / "none.jsonl"))
