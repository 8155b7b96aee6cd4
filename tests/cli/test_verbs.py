"""The command line as a user meets it: answers, envelopes, exit codes, and one clear line for wrong input."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

from draaischijf.cli import run, spread

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
PERSON, OTHER = SAMPLES / "cv-automonteur.docx", SAMPLES / "cv-schoolverlater.txt"
SOLAR, PICKER = SAMPLES / "vacature-zonnepaneelinstallateur.docx", SAMPLES / "vacature-orderpicker.txt"


@pytest.fixture(autouse=True)
def own_data(monkeypatch, tmp_path):
    """Keep tests away from the user's settings and releases."""
    from draaischijf.cli import common

    monkeypatch.setenv("DRAAISCHIJF_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("DRAAISCHIJF_CONFIG", str(tmp_path / "config.toml"))
    common.settings.cache_clear()
    yield
    common.settings.cache_clear()


def answers(capsys, *arguments, code=0):
    """Run a verb and return its JSON lines, each checked against its schema."""
    assert run([*arguments, "--json"]) == code
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    for one in found:
        name = one["schema"].split("/")[1]
        schema = json.loads((files("draaischijf.cli") / "schemas" / f"{name}.json").read_text("utf-8"))
        jsonschema.validate(one, schema, format_checker=jsonschema.FormatChecker())
    return found


def test_link_answers_one_line_per_phrase_in_order(capsys):
    found = answers(capsys, "link", "heftruck rijden", "", "personeel aansturen", "--top", "3")
    assert [one["data"]["text"] for one in found] == ["heftruck rijden", "", "personeel aansturen"]
    assert [len(one["data"]["concepts"]) for one in found] == [3, 0, 3]
    assert found[2]["data"]["concepts"][0]["name"] == {"en": "manage staff", "nl": "personeel aansturen"}
    assert all(one["release"] for one in found)


def test_link_reads_standard_input_and_flushes_each_answer():
    command = [sys.executable, "-m", "draaischijf", "link", "--kind", "occupation", "--top", "1", "--json"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        for title in ("automonteur", "kapper"):
            process.stdin.write(title + "\n")
            process.stdin.flush()
            answer = json.loads(process.stdout.readline())
            assert answer["data"]["text"] == title
            assert len(answer["data"]["concepts"]) == 1
        process.stdin.close()
        assert process.wait(timeout=60) == 0


def test_read_gives_findings_whose_offsets_are_in_the_text(capsys):
    found = answers(capsys, "read", str(SOLAR), str(OTHER))
    assert [(one["data"]["file"], one["data"]["kind"]) for one in found] == [
        (SOLAR.name, "vacancy"),
        (OTHER.name, "cv"),
    ]
    for one in found:
        data = one["data"]
        assert data["findings"]
        assert all(0 <= finding["start"] < finding["end"] <= len(data["text"]) for finding in data["findings"])


CV = """Curriculum vitae
Jan Jansen

Werkervaring
sept 2015 - heden  Chauffeur, Post BV [/Zwolle]
- Pakketten bezorgen

Opleiding
1998 - 2002 mbo Autotechniek, ROC Zwolle

Cursussen
2019 BHV

Talen
Engels A2

Vrijwilligerswerk
2012-2014 Trainer bij voetbalclub SV Zwolle
- jeugd trainen
"""


def test_of_a_cv_jobs_studies_courses_and_unpaid_work_are_given_with_their_days(capsys, tmp_path):
    file = tmp_path / "cv.txt"
    file.write_text(CV)
    [one] = answers(capsys, "read", str(file))
    entries = one["data"]["entries"]
    assert [(each["kind"], each["title"], each["began"], each["ended"], each["ongoing"]) for each in entries] == [
        ("job", "Chauffeur", "2015-09-01", None, True),
        ("education", "mbo Autotechniek", "1998-01-01", "2002-12-31", False),
        ("course", "BHV", None, "2019-12-31", False),
        ("unpaid", "Trainer", "2012-01-01", "2014-12-31", False),
    ]
    stands = {CV[each["start"] : each["end"]]: each["entry"] for each in one["data"]["findings"]}
    assert (stands["Pakketten bezorgen"], stands["jeugd trainen"], stands["Engels"]) == (0, 3, None)
    assert run(["read", str(file)]) == 0
    shown = capsys.readouterr().out
    assert "loopbaan" in shown and "onbetaald werk" in shown and "heden" in shown


def test_brackets_in_a_phrase_or_a_file_name_are_shown_as_they_stand(capsys, tmp_path):
    assert run(["link", "lassen [/b]", "--top", "1"]) == 0
    assert "lassen [/b]" in capsys.readouterr().out
    person, work = tmp_path / "cv [[].txt", tmp_path / "kok [b].txt"
    person.write_text(CV)
    work.write_text("Wij zoeken een kok. Je kookt voor gasten.")
    assert run(["read", str(work)]) == 0
    assert run(["match", "--person", str(person), "--vacancy", str(work)]) == 0
    assert capsys.readouterr().out.count("kok [b].txt") == 2
    assert run(["demo", "--folder", str(tmp_path), "--out", str(tmp_path / "report.html")]) == 0
    assert "kok [b].txt" in capsys.readouterr().out


def test_in_a_batch_a_bad_file_is_reported_and_the_others_go_on(capsys, tmp_path):
    empty = tmp_path / "leeg.txt"
    empty.write_text("")
    found = answers(capsys, "read", str(empty), str(OTHER), code=1)
    assert found[0]["data"] is None
    assert found[0]["problems"][0]["file"].endswith("leeg.txt")
    assert found[1]["data"]["findings"]


def test_match_adds_up_and_puts_the_best_first(capsys):
    [one] = answers(
        capsys, "match", "--person", str(PERSON), "--vacancy", str(PICKER), str(SOLAR), "--as-of", "2026-11-21"
    )
    matches = one["data"]["matches"]
    assert [match["vacancy"] for match in matches] == [SOLAR.name, PICKER.name]
    for match in matches:
        assert sum(part["contribution"] for part in match["parts"]) == pytest.approx(match["fit"], abs=1e-9)
        assert sum(part["weight"] for part in match["parts"]) == pytest.approx(1, abs=1e-9)
        assert match["potential"] >= match["fit"]
    assert one["as_of"] == "2026-11-21"


def test_reverse_ranks_people_for_a_vacancy(capsys):
    found = answers(capsys, "match", "--reverse", "--person", str(OTHER), str(PERSON), "--vacancy", str(SOLAR))
    assert [match["person"] for match in found[0]["data"]["matches"]] == [PERSON.name, OTHER.name]


def test_the_same_input_gives_the_same_output(capsys):
    arguments = ("match", "--person", str(PERSON), "--vacancy", str(SOLAR), "--as-of", "2026-11-21")
    assert answers(capsys, *arguments) == answers(capsys, *arguments)


def test_language_verbs(capsys):
    [info] = answers(capsys, "language", "info")
    assert info["data"]["counts"]["concepts"]["occupation"] == 3039
    [found] = answers(capsys, "language", "search", "heftruck")
    assert found["data"]["concepts"]
    [shown] = answers(capsys, "language", "show", "personeel aansturen")
    assert shown["data"]["near"]
    assert shown["data"]["asked_by"]
    assert answers(capsys, "config", "show")[0]["data"]["compile_cache"]


def test_the_profile_of_any_title(capsys):
    [one] = answers(capsys, "language", "profile", "solarteur op platte daken", "--top", "5")
    assert one["data"]["occupation"] is None
    assert [skill["official"] for skill in one["data"]["skills"]] == [False] * 5
    assert run(["language", "profile", "solarteur op platte daken"]) == 0
    assert "predicted" in capsys.readouterr().out
    [one] = answers(capsys, "language", "profile", "!!", code=1)
    assert one["data"]["skills"] == []
    assert run(["language", "profile", ""]) == 1
    assert "no words of a job title" in capsys.readouterr().out


def test_an_official_download_can_be_installed_compared_and_left(capsys, tmp_path):
    from tests.language.small import write_download

    [made] = answers(capsys, "language", "install", str(write_download(tmp_path / "esco")))
    release = made["data"]["release"]
    [diff] = answers(capsys, "language", "diff", "draaischijf-2026.11", release)
    assert diff["data"]["retired"]
    assert run(["language", "use", "draaischijf-2026.11"]) == 0
    assert answers_after(capsys)["release"] == "draaischijf-2026.11"


def answers_after(capsys):
    capsys.readouterr()
    return answers(capsys, "language", "info")[0]["data"]


def test_every_schema_is_a_schema_and_is_printed(capsys):
    assert run(["schema"]) == 0
    names = capsys.readouterr().out.split()
    assert {"link", "read", "match"} <= set(names)
    for name in names:
        assert run(["schema", name]) == 0
        jsonschema.Draft202012Validator.check_schema(json.loads(capsys.readouterr().out))


@pytest.mark.slow
def test_demo_writes_a_report_that_needs_nothing_else(capsys, tmp_path):
    report = tmp_path / "deep" / "demo.html"
    assert run(["demo", "--out", str(report), "--as-of", "2026-11-21"]) == 0
    shown = capsys.readouterr().out
    assert "verzonnen" in shown
    assert str(report) in shown
    html = report.read_text("utf-8")
    assert all(sign not in html for sign in ("<script", "http-equiv", "url(", "<link", "<img", 'src="'))
    # Folders hold samples of other verbs; the demo reads the files.
    for file in (one for one in SAMPLES.iterdir() if one.is_file()):
        assert file.name in html


WRONG = [
    (["lnk"], "lnk"),
    (["link", "--kind", "animal", "a"], "--kind"),
    (["link", "--top", "0", "a"], "--top"),
    (["link", "--release", "none", "a"], "not installed"),
    (["read"], "files"),
    (["read", "no-such-file.pdf"], "no-such-file.pdf"),
    (["match", "--person", str(PERSON)], "--vacancy"),
    (["match", "--person", "none.pdf", "--vacancy", str(SOLAR)], "none.pdf"),
    (["match", "--person", str(PERSON), "--vacancy", str(SOLAR), "--as-of", "yesterday"], "--as-of"),
    (["schema", "nothing"], "Known are"),
    (["language", "show", "xyzzyqqq"], "language search"),
    (["language", "install", "none.zip"], "none.zip"),
    (["demo", "--folder", "no-such-folder"], "no-such-folder"),
]


@pytest.mark.parametrize(("arguments", "word"), WRONG, ids=lambda one: " ".join(one) if isinstance(one, list) else None)
def test_wrong_input_gets_one_line_and_exit_code_two(arguments, word, capsys):
    assert run(arguments) == 2
    error = capsys.readouterr().err.strip()
    assert word in error.splitlines()[0]
    assert "Traceback" not in error


def test_several_files_after_one_flag():
    assert spread(["match", "--person", "a", "b", "--vacancy", "c", "--top", "3", "--json"]) == [
        *("match", "--person", "a", "--person", "b", "--vacancy", "c", "--top", "3", "--json")
    ]


def test_a_reader_that_goes_away_is_no_error():
    script = f"{sys.executable} -m draaischijf language search a --top 1000 | head -1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", script], capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    assert len(done.stdout.splitlines()) == 1


def test_help_is_there_without_loading_the_engine():
    script = "import sys; from draaischijf.cli import run; run(['--help']); assert 'numpy' not in sys.modules"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, env=os.environ)
    assert done.returncode == 0, done.stderr
    for verb in ("link", "read", "match", "demo", "language", "schema", "config"):
        assert verb in done.stdout
