"""The passport on the command line: every verb, its answer, its history, and one line for what cannot be."""

from __future__ import annotations

import io
import json
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

from draaischijf.cli import run

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
CV, CARER = SAMPLES / "cv-automonteur.docx", SAMPLES / "cv-mantelzorger.txt"


@pytest.fixture(autouse=True)
def own_data(monkeypatch, tmp_path):
    from draaischijf.cli import common

    monkeypatch.setenv("DRAAISCHIJF_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("DRAAISCHIJF_CONFIG", str(tmp_path / "config.toml"))
    common.settings.cache_clear()
    yield
    common.settings.cache_clear()


def schema_of(name):
    return json.loads((files("draaischijf.cli") / "schemas" / f"{name}.json").read_text("utf-8"))


@pytest.fixture
def ask(capsys):
    def asked(*arguments, code=0):
        capsys.readouterr()
        assert run(["passport", *arguments, "--json"]) == code
        answer = json.loads(capsys.readouterr().out)
        name = answer["schema"].split("/")[1]
        jsonschema.validate(answer, schema_of(name), format_checker=jsonschema.FormatChecker())
        return answer["data"]

    return asked


@pytest.fixture
def said(capsys):
    def told(*arguments, code=0):
        capsys.readouterr()
        assert run(["passport", *arguments]) == code
        return capsys.readouterr().out

    return told


@pytest.fixture
def id(ask):
    return ask("new", "--label", "mijn paspoort")["passport"]


def test_a_claim_from_adding_to_undoing(ask, id):
    added = ask("add", id, "heftruck besturen", "--level", "3")
    assert [one["status"] for one in added["claims"]] == ["confirmed"]
    claim = added["ids"][0]
    ask("evidence", id, claim, "--kind", "observation", "--observer", "w1", "--context", "depot 3", "--level", "3",
        "--ended", "2026-05-01", "--words", "let goed op")  # fmt: skip
    ask("use", id, claim, "--kind", "volunteering", "--began", "2020-01-01", "--ended", "2022-06-30")
    [shown] = ask("show", id, "--as-of", "2027-01-01")["claims"]
    assert (shown["level"], shown["last_used"], len(shown["evidence"]), len(shown["uses"])) == (3, "2026-05-01", 1, 1)
    assert shown["explanation"]["proof"]["nl"].startswith("Bewijs 52 %: een observatie (depot 3)")
    ask("correct", id, claim, "--level", "4")
    assert ask("show", id)["claims"][0]["status"] == "corrected"
    history = ask("history", id)["events"]
    undone = ask("undo", id, str(len(history)))
    assert undone["version"] == len(history) + 1
    assert ask("show", id)["claims"][0]["said_level"] == 3
    assert ask("show", id, "--version", "3")["claims"][0]["evidence"] == []
    ask("remove", id, claim, "b4")
    assert ask("show", id)["claims"][0]["evidence"] == []
    ask("reject", id, claim)
    assert ask("show", id)["claims"] == []
    assert ask("show", id, "--all")["claims"][0]["status"] == "withdrawn"


def test_a_cv_comes_in_as_proposals_and_counts_once_confirmed(ask, id):
    made = ask("import", id, str(CARER))
    assert len(made["ids"]) > 30
    shown = ask("show", id)["claims"]
    assert not any(one["counts"] for one in shown)
    text = CARER.read_text("utf-8")
    named = [one for one in shown if not one["inferred_from"]]
    assert all(text[one["source"]["start"] : one["source"]["end"]] == one["source"]["quote"] for one in named)
    some = made["ids"][:3]
    ask("confirm", id, *some)
    assert {one["id"] for one in ask("show", id)["claims"] if one["counts"]} == set(some)
    ask("confirm", id, "--all")
    assert all(one["counts"] for one in ask("show", id)["claims"])
    assert ask("confirm", id, "--all")["ids"] == []


def test_import_makes_a_fresh_passport(ask):
    made = ask("import", "new", str(CV), "--label", "fris")
    [one] = ask("list")["passports"]
    assert (one["passport"], one["label"], one["counting"]) == (made["passport"], "fris", 0)


def test_human_skills_come_first_and_have_no_single_mark(ask, id):
    ask("add", id, "heftruck besturen")
    claim = ask("add", id, "geduld tonen")["ids"][0]
    ask("evidence", id, claim, "--kind", "observation", "--context", "club", "--level", "2")
    first, second = ask("show", id)["claims"]
    assert (first["human"], first["proof"], first["explanation"]["proof"]) == (True, None, None)
    assert first["explanation"]["development"]["nl"].startswith("Eén keer gezien")
    assert [one["kind"] for one in first["strengthen"]] == ["observation"]
    assert "%" not in first["strengthen"][0]["sentence"]["nl"]
    assert second["proof"] == 0.2


def test_a_diploma_proposes_its_programme(ask, said, id):
    made = ask("diploma", id, "mbo Verzorgende IG", "--issued", "2013-07-01")
    assert len(made["ids"]) == 10
    assert "idw.nl" in said("diploma", id, "lasser", "--country", "SY")
    assert "EQF 4" in said("diploma", id, "Gesellenbrief Elektriker", "--country", "DE")
    assert ask("diploma", id, "qqqq zzzz", code=1)["ids"] == []


def test_consent_looking_and_withdrawing(ask, said, id):
    ask("add", id, "heftruck besturen", "--level", "3")
    ahead = ask("consent", "grant", id, "--party", "Bal.com", "--purpose", "sollicitatie", "--until", "2099-01-31",
                "--preview")  # fmt: skip
    assert ahead["consent"] is None
    assert ask("consent", "list", id)["consents"] == []
    given = ask("consent", "grant", id, "--party", "Bal.com", "--purpose", "sollicitatie", "--until", "2099-01-31")
    assert given["paths"] == ["claims/c2", "claims/c2/level", "claims/c2/proof"]
    assert "Bal.com mag je paspoort zien" in given["notice"]
    seen = ask("look", id, "--party", "Bal.com", "--consent", given["consent"])
    assert seen["claims"] == given["claims"] == ahead["claims"]
    [looked] = ask("looks", id)["looks"]
    assert looked["paths"] == given["paths"]
    assert "Bal.com: sollicitatie" in said("looks", id)
    assert "geldt tot en met 31 januari 2099" in said("consent", "list", id)
    ask("consent", "withdraw", id, given["consent"])
    assert run(["passport", "look", id, "--party", "Bal.com", "--consent", given["consent"]]) == 2
    [record] = ask("consent", "list", id)["consents"]
    assert record["holds"] is False
    assert "ingetrokken" in said("consent", "list", id)
    assert len(ask("looks", id)["looks"]) == 1


def test_an_adviser_acts_under_a_consent(ask, said, capsys, id):
    given = ask("consent", "grant", id, "--party", "Samira", "--purpose", "samen invullen", "--until", "2099-01-31",
                "--proposals", "--may", "propose", "--may", "confirm", "--part", "none")["consent"]  # fmt: skip
    as_adviser = ("--adviser", "Samira", "--consent", given)
    made = ask("import", id, str(CARER), *as_adviser)
    ask("confirm", id, made["ids"][0], *as_adviser)
    assert run(["passport", "evidence", id, made["ids"][0], "--kind", "badge", *as_adviser]) == 2
    assert "Samira may not do this" in capsys.readouterr().err
    assert "Samira" in said("history", id)
    assert run(["passport", "export", id, *as_adviser]) == 2
    given = ask("consent", "grant", id, "--party", "Samira", "--purpose", "afschrift", "--until", "2099-01-31",
                "--may", "export")["consent"]  # fmt: skip
    said("export", id, "--adviser", "Samira", "--consent", given)
    assert [one["consent"] for one in ask("looks", id)["looks"]] == [given]


def talk_through(monkeypatch, *lines):
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines) + "\n"))


def test_a_talk_ends_in_confirmed_claims(ask, capsys, monkeypatch, id):
    answers = [
        "Ik werkte in een magazijn: orders verzamelen en heftruck rijden",
        "1",
        "onzin",
        "paid-work",
        "2015-2024",
    ]
    talk_through(monkeypatch, *answers, *["2"] * 24, "leidinggevende", "0", "1 2")
    done = ask("talk", id)
    assert len(done["ids"]) > 10
    shown = ask("show", id, "--all")["claims"]
    assert sum(one["counts"] for one in shown) == len(done["ids"])
    assert sum(one["status"] == "rejected" for one in shown) == 2


def test_a_talk_that_is_broken_off_keeps_nothing(ask, capsys, monkeypatch, id):
    talk_through(monkeypatch, "Ik werkte in een magazijn")
    assert run(["passport", "talk", id]) == 2
    assert "broken off" in capsys.readouterr().err
    assert ask("show", id)["claims"] == []


@pytest.mark.parametrize("format", ["json", "pdf", "json-resume", "europass"])
def test_every_export_can_be_read_in_again(ask, said, id, tmp_path, format):
    ask("import", id, str(CARER))
    ask("confirm", id, "--all")
    file = tmp_path / f"uit.{'pdf' if format == 'pdf' else 'json'}"
    said("export", id, "--format", format, "--out", str(file), "--name", "Gerda Denkbeeldig")
    before = {one["uri"] for one in ask("show", id)["claims"] if one["counts"]}
    again = ask("import", "new", str(file))
    after = {one["uri"] for one in ask("show", again["passport"])["claims"]}
    if format == "json":
        assert after == before
        assert [one["counts"] for one in ask("show", again["passport"])["claims"]] == [True] * len(before)
        jsonschema.validate(json.loads(file.read_text("utf-8")), schema_of("passport"))
    else:
        assert len(before & after) >= 0.8 * len(before), sorted(before - after)


def test_an_export_ends_consents_where_it_comes_in(ask, said, id, tmp_path):
    ask("consent", "grant", id, "--party", "Bal.com", "--purpose", "werk", "--until", "2099-01-31")
    said("export", id, "--out", str(tmp_path / "p.json"))
    again = ask("import", "new", str(tmp_path / "p.json"))["passport"]
    assert [one["holds"] for one in ask("consent", "list", again)["consents"]] == [False]
    assert again != id


def test_forgetting_and_its_proof(ask, said, id, tmp_path):
    other = ask("new")["passport"]
    ask("import", id, str(CARER))
    assert run(["passport", "forget", id]) == 2
    assert ask("prove-forgotten", id, code=1)["gone"] is False
    assert ask("forget", id, "--yes")["holds"] is True
    proof = ask("prove-forgotten", id, "--word", "Mantelzorg", "--word", "Verpleeghuis")
    assert proof["holds"]
    assert proof["words"] == 2
    assert {one["file"] for one in proof["files"]} >= {"passports.db", "passports.db.erased"}
    assert [one["passport"] for one in ask("list")["passports"]] == [other]
    assert ask("verify") == {"passports": 1, "sound": True}
    assert "niets leesbaars" in said("prove-forgotten", id)


def test_terminal_output_is_dutch_and_says_what_counts(ask, said, id):
    assert "Nog leeg" in said("show", id)
    ask("import", id, str(CV))
    ask("confirm", id, "c2", "c3", "c4")
    ask("add", id, "geduld tonen")
    shown = said("show", id, "--as-of", "2030-01-01")
    for words in ("mijn paspoort", "Hoe ik met mensen en werk omga", "Nog te bevestigen", "telt nog niet mee"):
        assert words in shown
    whole = said("show", id, "c3")
    assert "Bevestigd." in whole
    assert "Bewijs" in whole
    assert "voorgesteld" in said("history", id)
    assert id in said("list")
    assert "Niemand anders" in said("looks", id)
    assert "Niemand anders" in said("consent", "list", id)
    assert "[bold]" not in shown + whole


def test_markup_in_names_is_only_text(ask, said):
    made = ask("new", "--label", "[red]a[/red] [link=x]")["passport"]
    assert "[red]a[/red]" in said("show", made)


WRONG = [
    (["show", "zzzz"], "no passport"),
    (["add", "ID", "qqqq zzzz"], "no skill is called"),
    (["add", "ID", "Duits", "--cefr", "B7"], "CEFR"),
    (["add", "ID", "Duits", "--level", "9"], "--level"),
    (["confirm", "ID"], "--all"),
    (["confirm", "ID", "c99"], "c99"),
    (["show", "ID", "c99"], "c99"),
    (["evidence", "ID", "c2", "--kind", "magic"], "--kind"),
    (["evidence", "ID", "c2", "--kind", "badge", "--issued", "gisteren"], "--issued"),
    (
        ["evidence", "ID", "c2", "--kind", "badge", "--issued", "2020-01-01", "--expires", "2019-01-01"],
        "before it begins",
    ),
    (["use", "ID", "c2", "--kind", "sleep"], "--kind"),
    (["use", "ID", "c2", "--began", "2020-01-01", "--ended", "2019-01-01"], "before it begins"),
    (["undo", "ID", "1"], "cannot be undone"),
    (["undo", "ID", "77"], "no event 77"),
    (["import", "ID", "none.docx"], "none.docx"),
    (["import", "new", str(SAMPLES.parent / "LICENSE")], "no skills"),
    (["export", "ID", "--format", "doc"], "--format"),
    (["export", "ID", "--format", "pdf", "--out", "x.pdf"], "nothing that counts"),
    (["consent", "grant", "ID", "--party", "X", "--purpose", "y", "--until", "2020-01-01"], "before it begins"),
    (["consent", "grant", "ID", "--party", "X", "--purpose", "y", "--until", "2099-01-01", "--part", "soul"], "--part"),
    (["consent", "withdraw", "ID", "t9"], "t9"),
    (["look", "ID", "--party", "X", "--consent", "t9"], "no consent"),
    (["add", "ID", "Duits", "--adviser", "Samira"], "--consent"),
    (["diploma", "ID", "x", "--country", "Nederland"], "two letters"),
    (["prove-forgotten", "ID", "--word", "ab"], "4 signs"),
]


@pytest.mark.parametrize(("arguments", "word"), WRONG, ids=lambda one: " ".join(one) if isinstance(one, list) else None)
def test_wrong_input_gets_one_line_and_exit_code_two(id, arguments, word, capsys):
    capsys.readouterr()
    assert run(["passport", *(id if one == "ID" else one for one in arguments)]) == 2
    error = capsys.readouterr().err.strip()
    assert word in error.splitlines()[-1]
    assert "Traceback" not in error


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ('{"schema": "draaischijf/passport/9"}', "passport/9"),
        ('{"schema": "draaischijf/passport/1"', "not JSON"),
        ('{"schema": "draaischijf/passport/1", "events": []}', "does not begin"),
        ('{"schema": "draaischijf/passport/1", "events": [{"body": {"kind_of_event": "scored"}}]}', "events[0].body"),
    ],
)
def test_a_document_that_is_no_passport_names_the_place(text, word, tmp_path, capsys):
    file = tmp_path / "p.json"
    file.write_text(text)
    assert run(["passport", "import", "new", str(file)]) == 2
    assert word in capsys.readouterr().err


def test_a_beginning_of_an_id_is_enough_unless_two_begin_so(ask, capsys):
    one = ask("new")["passport"]
    assert ask("show", one[:8])["passport"] == one
    for _ in range(40):
        ask("new")
    assert run(["passport", "show", ""]) == 2


def matched(capsys, person, code=0):
    capsys.readouterr()
    vacancy = str(SAMPLES / "vacature-orderpicker.txt")
    assert run(["match", "--person", person, "--vacancy", vacancy, "--json"]) == code
    return json.loads(capsys.readouterr().out)["data"]["matches"][0] if code == 0 else None


def test_matching_takes_a_passport_and_only_what_counts_in_it(ask, capsys, id):
    ask("import", id, str(SAMPLES / "cv-schoolverlater.txt"))
    assert matched(capsys, f"passport:{id[:8]}")["fit"] == 0
    ask("add", id, "orders verzamelen voor verzending", "--level", "3")
    found = matched(capsys, f"passport:{id[:8]}")
    assert found["fit"] > 0
    assert found["person"] == id
    given = ask("consent", "grant", id, "--party", "Bal.com", "--purpose", "werk", "--until", "2099-01-31")["consent"]
    assert matched(capsys, f"passport:{id}/{given}")["fit"] == found["fit"]
    assert [one["party"] for one in ask("looks", id)["looks"]] == ["Bal.com"]
    ask("consent", "withdraw", id, given)
    matched(capsys, f"passport:{id}/{given}", code=2)
    matched(capsys, "passport:zzzz", code=2)


def test_claims_follow_a_new_release_when_the_person_says_so(ask, said, capsys, id, tmp_path):
    from tests.language.small import write_download

    ask("add", id, "heftruck besturen")
    assert ask("renew", id)["renewals"] == []
    assert "Alles staat" in said("renew", id)
    assert run(["language", "install", str(write_download(tmp_path / "esco"))]) == 0
    [gone] = ask("renew", id, "--accept")["renewals"]
    assert (gone["successors"], gone["renewed"]) == ([], False)
    assert "is: vervallen" in said("renew", id)
