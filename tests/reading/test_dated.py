"""Periods that a file's format states: they belong to their job, whatever the text makes of them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from draaischijf.reading import Reading, read_file


def resume(tmp_path: Path, **parts: object) -> Reading:
    file = tmp_path / "resume.json"
    file.write_text(json.dumps({"basics": {"name": "Sam de Wit", "label": "Lasser"}, **parts}), "utf-8")
    return read_file(file)


def job(start: str | None, end: str | None) -> dict[str, object]:
    dates = {key: value for key, value in (("startDate", start), ("endDate", end)) if value}
    return {"position": "Lasser", "name": "Metaal", "summary": "TIG lassen. Ook in 1999 al.", **dates}


@pytest.mark.parametrize(
    ("start", "end", "meant"),
    [
        ("2018-03-10", "2021-06-15", (date(2018, 3, 10), date(2021, 6, 15), False)),
        ("2018-03", "2020-02", (date(2018, 3, 1), date(2020, 2, 29), False)),
        ("2018", "2021", (date(2018, 1, 1), date(2021, 12, 31), False)),
        ("2018", None, (date(2018, 1, 1), None, True)),
        ("2021", "2018", (None, None, False)),
        ("2018-02-30", "2021", (None, date(2021, 12, 31), False)),
    ],
)
def test_a_stated_period_counts_at_its_precision(tmp_path, start, end, meant) -> None:
    reading = resume(tmp_path, work=[job(start, end)], languages=[{"language": "Nederlands"}])
    (entry,) = reading.entries
    assert (entry.kind, entry.began, entry.ended, entry.ongoing) == ("job", *meant)
    assert reading.text[entry.title_start : entry.title_end] == "Lasser"


def test_each_job_keeps_its_own_skills(tmp_path: Path) -> None:
    second = {"position": "Heftruckchauffeur", "name": "Bouw", "startDate": "2022-01", "summary": "Heftruck rijden."}
    reading = resume(tmp_path, work=[job("2018-03", "2020-02"), second])
    used = {reading.slice(one): one.last_used for one in reading.findings}
    assert used["TIG lassen"] == date(2020, 2, 29)
    assert used["Heftruck rijden"] is None
    assert [one.entry for one in reading.findings] == sorted(one.entry for one in reading.findings)


def test_unpaid_work_and_studies_are_entries_too(tmp_path: Path) -> None:
    reading = resume(
        tmp_path,
        volunteer=[{"organization": "Voedselbank", "position": "Chauffeur", "startDate": "2019", "endDate": "2020"}],
        education=[{"institution": "ROC", "area": "Lassen", "startDate": "2015-09", "endDate": "2017-07"}],
    )
    assert [(one.kind, one.began) for one in reading.entries] == [
        ("unpaid", date(2019, 1, 1)),
        ("education", date(2015, 9, 1)),
    ]
