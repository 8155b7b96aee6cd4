"""Badges and documents at hand, as a user of the command line meets them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from draaischijf.cli import run
from tests.cli.test_verbs import answers, own_data
from tests.cli.test_wallet import quick
from tests.wallet.badges.makers import DRAWING, picture

__all__ = ["own_data", "quick"]
ACHIEVEMENT = {
    "name": "Heftruck rijden",
    "description": "Veilig rijden.",
    "criteria": "Een praktijkproef.",
    "kind": "MicroCredential",
    "credits": 3,
    "alignments": [{"target": "http://data.europa.eu/esco/skill/x", "name": "heftruck besturen"}],
}
NAMED = ["--issuer-name", "Mbo Voorbeeld", "--at", "2026-11-20"]
AT = ["--at", "2026-11-21"]
SITE = "https://mbo.example"


@pytest.fixture
def achievement(tmp_path, monkeypatch):
    monkeypatch.setenv("DRAAISCHIJF_WALLET_PASSPHRASE", "een lange zin die niemand raadt")
    assert run(["wallet", "keys", "create", "badges", "--algorithm", "EdDSA"]) == 0
    file = tmp_path / "prestatie.json"
    file.write_text(json.dumps(ACHIEVEMENT))
    return str(file)


@pytest.mark.parametrize("form", [[], ["--token"], ["--issuer", SITE], ["--days", "30", "--holder", "did:example:sam"]])
def test_a_badge_is_issued_and_verifies(capsys, tmp_path, achievement, form):
    out = tmp_path / "badge"
    capsys.readouterr()
    # The proof takes the clock of the machine, so that the question is asked of a token or long after.
    assert run(["wallet", "badge", achievement, *NAMED, *form, "--out", str(out)]) == 0
    [one] = answers(capsys, "wallet", "verify", str(out), "--require", "signature")
    assert one["data"]["claims"][0]["name"] == "Heftruck rijden"
    assert one["data"]["claims"][0]["credits"] == 3
    expected = "key-self-named" if SITE in form else "issuer-not-listed"
    assert one["data"]["axes"]["issuer"]["code"] == expected


@pytest.mark.parametrize(("name", "data"), [("p.png", picture()), ("p.svg", DRAWING)])
def test_a_badge_is_baked_into_a_picture(capsys, tmp_path, achievement, name, data):
    blank, out = tmp_path / name, tmp_path / f"baked-{name}"
    blank.write_bytes(data)
    capsys.readouterr()
    [made] = answers(capsys, "wallet", "badge", achievement, *NAMED, "--picture", str(blank), "--out", str(out))
    assert made["data"]["format"] == "json"
    assert run(["wallet", "verify", str(out), "--require", "signature"]) == 0


def test_a_badge_goes_to_the_screen(capsys, achievement):
    capsys.readouterr()
    assert run(["wallet", "badge", achievement, *NAMED]) == 0
    assert json.loads(capsys.readouterr().out)["type"] == ["VerifiableCredential", "OpenBadgeCredential"]


@pytest.mark.parametrize(
    ("value", "options", "said"),
    [
        ({"name": "x", "zo": 1}, [], "zo: is not known"),
        ({**ACHIEVEMENT, "credits": "3"}, [], "credits: is no number"),
        ({**ACHIEVEMENT, "credits": True}, [], "credits: is no number"),
        ({**ACHIEVEMENT, "alignments": ["x"]}, [], "alignments: is no list"),
        ({**ACHIEVEMENT, "id": "x"}, [], "achievement.id: is no url"),
        (ACHIEVEMENT, ["--issuer", "geen url"], "issuer: is neither"),
        (ACHIEVEMENT, ["--key", "ander"], "ander"),
    ],
)
def test_wrong_use_is_one_clear_line(capsys, achievement, value, options, said):
    Path(achievement).write_text(json.dumps(value))
    capsys.readouterr()
    assert run(["wallet", "badge", achievement, *NAMED, *options]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(("data", "options", "said"), [(DRAWING, [], "--out"), (b"<p/>", ["--out", "x"], "no SVG")])
def test_wrong_pictures_are_one_clear_line(capsys, achievement, data, options, said):
    blank = Path(achievement).with_name("p.svg")
    blank.write_bytes(data)
    capsys.readouterr()
    assert run(["wallet", "badge", achievement, *NAMED, "--picture", str(blank), *options]) == 2
    assert said in capsys.readouterr().err


def test_documents_are_kept_shown_used_and_removed(capsys, tmp_path, achievement):
    url = f"{SITE}/context.json"
    file = tmp_path / "context.json"
    file.write_text('{"@context": {"vak": "https://mbo.example/vak"}}')
    assert run(["wallet", "documents", "install", url, str(file)]) == 0
    capsys.readouterr()
    [one] = answers(capsys, "wallet", "documents", "list")
    assert [each["url"] for each in one["data"]["installed"]] == [url]
    assert "https://www.w3.org/ns/credentials/v2" in one["data"]["built_in"]
    assert run(["wallet", "documents", "list"]) == 0
    assert url in capsys.readouterr().out
    assert run(["wallet", "documents", "remove", url]) == 0
    assert run(["wallet", "documents", "remove", url]) == 2
    assert run(["wallet", "documents", "install", "https://www.w3.org/ns/credentials/v2", str(file)]) == 2
    assert "built in" in capsys.readouterr().err
