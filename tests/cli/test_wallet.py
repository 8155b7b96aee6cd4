"""`draaischijf wallet` as a user meets it."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from draaischijf.cli import run
from tests.cli.test_verbs import SAMPLES, answers, own_data

__all__ = ["own_data"]
WALLET = SAMPLES / "wallet"
TRUST, LIST = str(WALLET / "trust.toml"), str(WALLET / "statuslijst.jwt")
GOOD, REVOKED, SHOWN = (str(WALLET / f"{name}.sdjwt") for name in ("heftruck", "ingetrokken", "presentatie"))
WHOLE = ["--trust", TRUST, "--status-list", LIST, "--at", "2026-11-21T12:00:00Z"]
ASKED = ["--nonce", "vraag-1", "--audience", "https://werk-voorbeeld.example"]


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Let a passphrase cost little: the tests are not about that."""
    from draaischijf.wallet import key_store

    monkeypatch.setattr(key_store.KeyFiles.__init__, "__kwdefaults__", {"cost": 2**14})


def verdicts(one):
    return {axis: found["verdict"] for axis, found in one["data"]["axes"].items()}


def test_a_credential_is_judged_on_five_axes(capsys):
    [one] = answers(capsys, "wallet", "verify", GOOD, *WHOLE)
    assert verdicts(one) == {
        "signature": "good",
        "issuer": "good",
        "status": "good",
        "freshness": "good",
        "binding": "n/a",
    }
    assert (one["data"]["format"], one["data"]["accepted"]) == ("dc+sd-jwt", True)
    assert one["data"]["claims"][0]["achievement"]["name"] == "Praktijkverklaring magazijn"


@pytest.mark.parametrize(
    ("file", "options", "code", "axis", "reason"),
    [
        (GOOD, ["--trust", TRUST], 1, "status", "status-list-missing"),
        (REVOKED, WHOLE, 1, "status", "revoked"),
        (SHOWN, [*WHOLE, *ASKED], 0, "binding", "bound"),
        (SHOWN, WHOLE, 0, "binding", "nonce-not-asked"),
        (SHOWN, [*WHOLE, "--require", "signature,binding"], 1, "binding", "nonce-not-asked"),
        (SHOWN, [*WHOLE, *ASKED[:1], "vraag-2", *ASKED[2:]], 1, "binding", "nonce-mismatch"),
        (SHOWN, [*WHOLE, *ASKED[:3], "https://ander.example"], 1, "binding", "audience-mismatch"),
        (SHOWN, [*WHOLE[:-1], "2026-11-21T12:06:00Z", *ASKED], 1, "binding", "binding-too-old"),
        (GOOD, [*WHOLE[:-1], "2037-01-01"], 1, "freshness", "expired"),
        (GOOD, [*WHOLE[:-1], "2025-12-31"], 1, "freshness", "issued-in-future"),
        (GOOD, [*WHOLE[2:], "--require", "signature,issuer"], 1, "issuer", "issuer-not-listed"),
        (GOOD, [*WHOLE, *ASKED], 0, "binding", "not-bound"),
    ],
)
def test_each_axis_has_its_reason_and_the_required_ones_decide(  # noqa: PLR0917
    capsys, file, options, code, axis, reason
):
    [one] = answers(capsys, "wallet", "verify", file, *options, code=code)
    assert one["data"]["axes"][axis]["code"] == reason
    assert one["data"]["accepted"] == (code == 0)


def test_a_stripped_binding_is_refused_where_a_presentation_was_asked(capsys, tmp_path):
    file = tmp_path / "gestript.sdjwt"
    text = (WALLET / "presentatie.sdjwt").read_text()
    file.write_text(text[: text.rindex("~") + 1])
    [one] = answers(capsys, "wallet", "verify", str(file), *WHOLE, *ASKED, code=1)
    assert one["data"]["axes"]["binding"]["code"] == "key-binding-missing"


@pytest.mark.parametrize("text", ["", "hallo", "{}", "a.b.c~", "[" * 100])
def test_what_cannot_be_read_is_bad_input(capsys, tmp_path, text):
    file = tmp_path / "x.txt"
    file.write_text(text)
    [one] = answers(capsys, "wallet", "verify", str(file), code=2)
    assert one["data"] is None
    assert one["problems"][0]["file"] == str(file)
    assert run(["wallet", "verify", str(tmp_path / "none")]) == 2


@pytest.mark.parametrize("options", [["--require", "colour"], ["--at", "gisteren"], ["--trust", "none.toml"]])
def test_wrong_use_is_one_clear_line(capsys, options):
    assert run(["wallet", "verify", GOOD, *options]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_a_status_list_says_which_it_is(capsys, tmp_path):
    file = tmp_path / "list.json"
    file.write_text("{}")
    assert run(["wallet", "verify", GOOD, "--status-list", str(file)]) == 2
    assert "which list" in capsys.readouterr().err


def test_a_person_reads_dutch(capsys, monkeypatch):
    assert run(["wallet", "verify", REVOKED, *WHOLE]) == 1
    shown = capsys.readouterr().out
    assert "GEWEIGERD" in shown
    assert "* geldigheid    goed      Geldt nu. (2035-12-30)" in shown
    assert "* status        FOUT      De uitgever heeft het ingetrokken." in shown
    import io
    import sys

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO((WALLET / "heftruck.sdjwt").read_bytes())))
    assert run(["wallet", "verify", "-", *WHOLE]) == 0
    assert "AANVAARD" in capsys.readouterr().out


def test_a_kept_credential_proposes_what_it_is_aligned_to(capsys):
    [one] = answers(capsys, "wallet", "import", GOOD, "--trust", TRUST, "--at", "2026-11-21")
    [entry] = one["data"]["credentials"]
    assert entry["kind"] == "practice-statement"
    assert {each["words"] for each in entry["proposals"]} == {"operate forklift", "orders verzamelen voor verzending"}
    assert all(each["inferred_from"] is None for each in entry["proposals"])
    [listed] = answers(capsys, "wallet", "list")
    assert [each["id"] for each in listed["data"]["credentials"]] == [entry["id"]]
    assert run(["wallet", "list"]) == 0
    assert "Praktijkverklaring magazijn" in capsys.readouterr().out
    [one] = answers(capsys, "wallet", "present", entry["id"], "--disclose", "achievement/name")
    assert run(["wallet", "present", entry["id"], "--disclose", "achievement/name"]) == 0
    shown = capsys.readouterr().out.strip()
    assert shown == one["data"]["presentation"]
    assert shown.count("~") == 2
    assert run(["wallet", "import", GOOD]) == 0
    assert "voorstel: heftruck besturen" in capsys.readouterr().out


def test_what_was_changed_is_not_kept(capsys, tmp_path):
    file = tmp_path / "x.sdjwt"
    first, rest = (WALLET / "heftruck.sdjwt").read_text().split("~", 1)
    file.write_text(f"{first[:-4]}AAAA~{rest}")
    [one] = answers(capsys, "wallet", "import", str(file), code=1)
    assert one["data"]["credentials"][0]["id"] is None
    assert run(["wallet", "list"]) == 0
    assert "nog niets" in capsys.readouterr().out
    assert run(["wallet", "sent"]) == 0
    assert "nog niets verstuurd" in capsys.readouterr().out


def test_keys_are_made_replaced_and_certified(capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("DRAAISCHIJF_WALLET_PASSPHRASE", "een lange zin die niemand raadt")
    assert run(["wallet", "keys", "list"]) == 0
    assert "nog geen sleutels" in capsys.readouterr().out
    for action in ("create", "rotate"):
        [one] = answers(capsys, "wallet", "keys", action, "issuer")
    assert len(one["data"]["keys"]) == 2
    [one] = answers(capsys, "wallet", "keys", "list")
    assert [each["retired"] is None for each in one["data"]["keys"]] == [False, True]
    assert run(["wallet", "keys", "list"]) == 0
    assert "vervangen" in capsys.readouterr().out
    assert run(["wallet", "keys", "public", "issuer"]) == 0
    assert json.loads(capsys.readouterr().out)["crv"] == "P-256"
    assert run(["wallet", "keys", "request", "issuer", "--subject", "MBO", "--host", "mbo.example"]) == 0
    assert "CERTIFICATE REQUEST" in capsys.readouterr().out
    assert run(["wallet", "keys", "certify", "issuer", str(WALLET / "root.pem")]) == 2
    assert "another key" in capsys.readouterr().err
    wrong = tmp_path / "x.pem"
    wrong.write_text("-----BEGIN NOTHING-----")
    assert run(["wallet", "keys", "certify", "issuer", str(wrong)]) == 2
    monkeypatch.setenv("DRAAISCHIJF_WALLET_PASSPHRASE", "een heel andere lange zin")
    assert run(["wallet", "keys", "public", "issuer"]) == 2


def test_a_trust_list_is_shown(capsys):
    [one] = answers(capsys, "wallet", "trust", "show", TRUST)
    assert one["data"]["issuers"][0]["kinds"] == ["practice-statement"]
    assert run(["wallet", "trust", "show", TRUST]) == 0
    assert "MBO Voorbeeld: practice-statement (met root)" in capsys.readouterr().out


STEPS = [
    ("show", 0, "valid"),
    ("suspend", 1, "suspended"),
    ("restore", 0, "valid"),
    ("revoke", 1, "revoked"),
    ("restore", 1, "revoked"),
]


def test_an_issuer_issues_revokes_and_publishes(capsys, tmp_path):
    uri, claims, out = "https://mbo.example/status/1", tmp_path / "c.json", tmp_path / "c.sdjwt"
    claims.write_text(json.dumps({"evidence_kind": "badge", "achievement": {"name": "Koken voor groepen"}}))
    assert run(["wallet", "keys", "create", "issuer"]) == 0
    capsys.readouterr()
    answers(capsys, "wallet", "status", "create", uri, "--size", "1000")
    assert run(["wallet", "status", "create", uri, "--size", "1000"]) == 0
    assert "1000 plaatsen" in capsys.readouterr().out
    issue = [
        "wallet",
        "issue",
        str(claims),
        "--issuer",
        "https://mbo.example",
        "--status-list",
        uri,
        "--reference",
        "r",
    ]
    [one] = answers(capsys, *issue, "--out", str(out))
    assert out.read_text().strip() == one["data"]["credential"]
    assert run(["wallet", "keys", "public", "issuer"]) == 0
    jwk = json.loads(capsys.readouterr().out)
    trust = tmp_path / "trust.json"
    entry = {"id": "https://mbo.example", "kinds": ["badge"], "jwk": jwk}
    trust.write_text(json.dumps({"format": 1, "issuer": [entry]}))
    listed = tmp_path / "list.jwt"
    for action, code, status in STEPS:
        [said] = answers(capsys, "wallet", "status", action, "r")
        assert said["data"]["credentials"][0]["status"] == status
        assert run(["wallet", "status", "publish", uri, "--out", str(listed)]) == 0
        verify = ["wallet", "verify", str(out), "--trust", str(trust), "--status-list", str(listed)]
        answers(capsys, *verify, code=code)
    assert run(["wallet", "status", "show", "r"]) == 0
    assert "revoked" in capsys.readouterr().out
    assert run(["wallet", "status", "publish", uri]) == 0
    capsys.readouterr()
    [published] = answers(capsys, "wallet", "status", "publish", uri)
    assert published["data"]["token"].count(".") == 2
    assert run(["wallet", "status", "show", "other"]) == 2
    assert run([*issue[:2], str(claims), "--issuer", "x", "--type", "other"]) == 2
    assert run([*issue[:2], str(claims), "--issuer", "https://mbo.example"]) == 0
    assert run([*issue[:2], str(trust) + "x", "--issuer", "x"]) == 2
    claims.write_text("[]")
    assert run([*issue[:2], str(claims), "--issuer", "x"]) == 2


def test_a_passport_and_the_wallet_feed_each_other(capsys, tmp_path):
    [made] = answers(capsys, "passport", "new")
    passport = made["data"]["passport"]
    assert run(["wallet", "import", GOOD, "--trust", TRUST, "--at", "2026-11-21", "--passport", passport]) == 0
    capsys.readouterr()
    [shown] = answers(capsys, "passport", "show", passport)
    claims = shown["data"]["claims"]
    assert {one["status"] for one in claims} == {"proposed"}
    assert run(["passport", "confirm", passport, *(one["id"] for one in claims)]) == 0
    assert run(["wallet", "keys", "create", "issuer"]) == 0
    capsys.readouterr()
    [issued] = answers(capsys, "wallet", "issue", "--passport", passport, "--issuer", "https://team.example")
    assert issued["data"]["type"] == "urn:draaischijf:passport:1"
    file = tmp_path / "paspoort.sdjwt"
    file.write_text(issued["data"]["credential"])
    [verdict] = answers(capsys, "wallet", "verify", str(file), code=1)
    skills = verdict["data"]["claims"][0]["skills"]
    assert {one["uri"] for one in skills} == {one["uri"] for one in claims}
    assert skills[0]["evidence"][0]["kind"] == "practice-statement"
    assert run(["wallet", "offer", "--passport", passport, "--issuer", "http://127.0.0.1:1/x", "--key", "issuer"]) == 0
    assert run(["wallet", "issue", "--issuer", "x"]) == 2
    assert run(["wallet", "issue", str(file), "--passport", passport, "--issuer", "x"]) == 2


def test_the_demo_goes_from_offer_to_answer(capsys, tmp_path, free_port):
    claims = tmp_path / "c.json"
    claims.write_text(
        json.dumps({"achievement": {"name": "Koken", "alignment": [{"target": "urn:a"}]}, "evidence_kind": "badge"})
    )
    url, ready = f"http://127.0.0.1:{free_port}", threading.Event()
    from draaischijf.cli.wallet import serve

    lines = []

    def say(line):
        lines.append(line)
        if line.startswith("vraag:"):
            ready.set()

    with pytest.MonkeyPatch.context() as patch, ThreadPoolExecutor(1) as pool:
        patch.setattr(serve.typer, "echo", say)
        server = pool.submit(serve.serve, port=free_port, ask=None, purpose="Past dit?")
        assert ready.wait(20), server.exception(timeout=1)
        patch.undo()  # the verbs talk to the server in the other thread
        link = lines[-1].split()[-1]
        [offered] = answers(capsys, "wallet", "offer", str(claims), "--issuer", f"{url}/issuer")
        trust = str(lines[1].split()[-1])
        taken_up = ["wallet", "import", offered["data"]["link"], "--pin", offered["data"]["pin"], "--trust", trust]
        taken = answers(capsys, *taken_up)
        assert verdicts({"data": taken[0]["data"]["credentials"][0]})["issuer"] == "good"
        [seen] = answers(capsys, "wallet", "present", link)
        assert (seen["data"]["sent"], seen["data"]["purpose"]) == (False, "Past dit?")
        assert run(["wallet", "present", link]) == 0
        assert "Er is nog niets verstuurd" in capsys.readouterr().out
        assert run(["wallet", "present", link, "--yes"]) == 0
        assert "verstuurd" in capsys.readouterr().out
        server.result(timeout=20)
    [said] = answers(capsys, "wallet", "sent")
    [record] = said["data"]["sent"]
    assert (record["purpose"], record["withdrawn"]) == ("Past dit?", None)
    assert run(["wallet", "sent", "--withdraw", record["id"]]) == 0
    assert "ingetrokken op" in capsys.readouterr().out
    assert run(["wallet", "offer", str(claims), "--issuer", url, "--no-pin"]) == 0


@pytest.fixture
def free_port():
    import socket

    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]
