"""The ground of the site: headers, limits, audit trail, uploads, logs, health, settings, and how apps hang together."""

from __future__ import annotations

import ast
import io
import json
import logging
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.test import Client
from django.urls import reverse

from draaischijf.problems import Problem
from draaischijf.site import options
from draaischijf.site.frame.limits import Limit, address_of, within
from draaischijf.site.frame.logging import Impersonal
from draaischijf.site.frame.marks import Mark, stretches
from draaischijf.site.frame.models import Event
from draaischijf.site.frame.services import record
from tests.site.people import browser_of

SITE = Path(options.__file__).parent
APPS = sorted(one.parent.name for one in SITE.glob("*/apps.py"))


def test_no_page_runs_inline_script_or_fetches_from_elsewhere(cast):
    answer = browser_of(cast.worker).get(reverse("worker:matches"))
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Request-ID"]
    page = answer.content.decode()
    assert not re.search(r"<script(?![^>]*src=)|<style|\sstyle=|\son\w+=|javascript:", page)
    assert not re.search(r'(?:src|href|action)="https?://(?!example\.org)', page)


def test_templates_hold_no_inline_style_or_script():
    for file in SITE.rglob("*.html"):
        assert not re.search(r"<script(?![^>]*src=)|<style|\sstyle=|\son[a-z]+=", file.read_text("utf-8")), file.name


def test_static_files_are_served(client, db):
    for name in ("frame/site.css", "frame/tokens.css", "frame/site.js", "frame/mark.svg", "django_htmx/htmx-2.min.js"):
        answer = client.get(f"/static/{name}")
        answer.close()
        assert answer.status_code == 200, name


def test_every_token_that_a_rule_uses_is_in_the_theme():
    css, tokens = ((SITE / "frame/static/frame" / name).read_text("utf-8") for name in ("site.css", "tokens.css"))
    used = set(re.findall(r"var\((--[\w-]+)", css + tokens))
    assert used <= set(re.findall(r"^\s*(--[\w-]+):", tokens, re.M))


def test_a_theme_is_laid_over(client, db, settings, tmp_path):
    assert "theme.css" not in client.get("/").content.decode()
    settings.SITE_THEME = tmp_path / "gemeente.css"
    settings.SITE_THEME.write_text(":root { --site-main: #005; }", "utf-8")
    assert '<link rel="stylesheet" href="/theme.css">' in client.get("/").content.decode()
    assert b"--site-main" in client.get("/theme.css").content


def test_health(client, db, monkeypatch):
    assert client.get("/health").json()["status"] == "ok"

    def away():
        raise DatabaseError

    with monkeypatch.context() as context:
        context.setattr(connection, "cursor", away)
        assert client.get("/health").status_code == 503


def test_limits_hold_over_time_and_hide_who(db, monkeypatch):
    from draaischijf.site.frame import limits
    from draaischijf.site.frame.models import Count

    limit = Limit("trial", 2, 10)
    now = [1_000_000.0]
    monkeypatch.setattr(limits.time, "time", lambda: now[0])
    assert [within(limit, "anna@voorbeeld.nl") for _ in range(3)] == [True, True, False]
    assert within(limit, "iemand anders")
    assert not Count.objects.filter(key__contains="anna").exists()
    now[0] += 600
    assert within(limit, "anna@voorbeeld.nl")


def test_too_many_tries_are_asked_to_wait(db):
    client = Client()
    data = {"email": "iemand@voorbeeld.nl", "password": "fout"}
    answers = [client.post("/inloggen", data).status_code for _ in range(12)]
    assert answers[:10] == [400] * 10
    assert answers[10:] == [429] * 2
    assert client.post("/inloggen", data)["Retry-After"]


def test_the_address_behind_a_proxy_is_the_last_that_our_proxy_added():
    meta = {"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "1.2.3.4, 5.6.7.8"}
    assert address_of(meta, behind_proxy=True) == "5.6.7.8"
    assert address_of(meta, behind_proxy=False) == "10.0.0.1"


def test_the_audit_trail_is_only_added_to(cast):
    record(cast.worker, "trial", "thing:1")
    event = Event.objects.get(action="trial")
    event.action = "other"
    with pytest.raises(ValueError, match="never changed"):
        event.save()
    actions = set(Event.objects.values_list("action", flat=True))
    assert {
        "role.granted",
        "passport.opened",
        "consent.given",
        "vacancy.made",
        "vacancy.open",
        "invitation.sent",
    } <= actions
    text = " ".join(f"{one.action} {one.subject} {one.request}" for one in Event.objects.all())
    assert not re.search("samira|verzonnen|@", text, re.I)


def test_logs_hold_routes_and_numbers_but_nothing_that_was_typed(cast, caplog):
    logger = logging.getLogger("draaischijf")
    logger.addHandler(caplog.handler)
    try:
        with caplog.at_level("INFO", "draaischijf"):
            browser_of(cast.worker).get("/taal/", {"q": "geheim woord"})
            Client().post("/inloggen", {"email": "geheim@voorbeeld.nl", "password": "geheim"})
    finally:
        logger.removeHandler(caplog.handler)
    data = [getattr(one, "data", {}) for one in caplog.records]
    assert {"method": "GET", "route": "language:search", "status": 200} in [
        {name: one.get(name) for name in ("method", "route", "status")} for one in data
    ]
    assert "geheim" not in json.dumps(data) + caplog.text


def test_what_django_logs_loses_its_words():
    log = logging.LogRecord("django.request", 40, "x", 1, "Not Found: %s", ("/geheim",), None)
    log.status_code = 404
    assert Impersonal().filter(log)
    assert log.getMessage() == "django reports"
    assert log.data == {"status": 404}


def test_an_upload_that_is_far_too_large_is_cut_off(cast, settings):
    settings.MAX_UPLOAD = 1_000
    from django.core.files.uploadedfile import SimpleUploadedFile

    client = browser_of(cast.worker)
    answer = client.post(reverse("worker:cv"), {"file": SimpleUploadedFile("cv.txt", b"x" * 1_500)})
    assert answer.status_code == 400
    assert "te groot" in answer.content.decode()
    answer = client.post(reverse("worker:cv"), {"file": SimpleUploadedFile("cv.txt", b"x" * 200_000)})
    assert answer.status_code == 400


@pytest.mark.parametrize(
    ("path", "status", "says"), [("/bestaat-niet", 404, "niet vinden"), ("/taal/begrip?uri=x", 404, "niet vinden")]
)
def test_pages_for_what_goes_wrong(client, db, path, status, says):
    answer = client.get(path)
    assert answer.status_code == status
    assert says in answer.content.decode()


def test_a_fault_of_ours_says_nothing_of_itself(db, monkeypatch):
    from draaischijf.site.start import services

    def broken(text):
        raise RuntimeError("een geheim")

    monkeypatch.setattr(services, "read_for_visitor", broken)
    answer = Client(raise_request_exception=False).post("/", {"text": "Kok"})
    assert answer.status_code == 500
    assert "geheim" not in answer.content.decode()


def test_a_form_that_is_too_old_is_explained(db):
    answer = Client(enforce_csrf_checks=True).post("/", {"text": "Kok"})
    assert answer.status_code == 403
    assert "Stuur het formulier nog een keer" in answer.content.decode()


def test_reading_without_an_account_keeps_nothing(db):
    from django.apps import apps

    def rows():
        return {model.__name__: model._base_manager.count() for model in apps.get_models() if model.__name__ != "Count"}

    before = rows()
    answer = Client().post("/", {"text": "Vacature: kok. Wij zoeken een jonge kok die kan koken voor een groep."})
    assert answer.status_code == 200
    assert answer.context["read"].skills
    assert rows() == before
    assert Client().post("/", {"text": ""}).status_code == 400
    assert Client().post("/", {"text": "x" * 20_001}).status_code == 400


def test_the_language_pages(client, db):
    found = client.get("/taal/", {"q": "heftruck"}).context["found"]
    assert found
    page = client.get("/taal/begrip", {"uri": found[0].uri})
    assert page.context["found"].near
    assert page.context["found"].occupations
    part = client.get("/taal/", {"q": "heftruck"}, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "Niets gevonden" in client.get("/taal/", {"q": "xqzv"}).content.decode()
    occupation = page.context["found"].occupations[0].concept.uri
    assert client.get("/taal/begrip", {"uri": occupation}).context["found"].skills


def test_where_a_skill_is_asked_counts_open_vacancies(cast):
    from draaischijf.site.employer.models import Status
    from draaischijf.site.employer.services import save

    uri = next(one["uri"] for one in cast.vacancy.asked)
    client = Client()
    assert client.get("/taal/begrip", {"uri": uri}).context["vacancies"] == 2
    save(cast.employer, cast.vacancy, Status.CLOSED)
    page = client.get("/taal/begrip", {"uri": uri})
    assert page.context["vacancies"] == 1
    assert "1 open vacature op deze site vraagt dit." in page.content.decode()


def test_the_language_of_a_page_is_chosen_and_kept(client, db):
    assert 'lang="nl"' in client.get("/").content.decode()
    assert client.post("/spreektaal", {"language": "en", "next": "/taal/"})["Location"] == "/taal/"
    assert "What can you do?" in client.get("/").content.decode()
    assert client.post("/spreektaal", {"language": "en", "next": "https://elsewhere.example/"})["Location"] == "/"


def test_stretches_of_a_text():
    marks = [Mark(0, 3, "a"), Mark(2, 5, "b"), Mark(6, 6, "leeg"), Mark(8, 9, "c")]
    assert [(one.text, bool(one.mark)) for one in stretches("abcdefghij", marks)] == [
        ("abc", True), ("defgh", False), ("i", True), ("j", False),
    ]  # fmt: skip


def test_migrations_are_complete(db):
    call_command("makemigrations", check=True, dry_run=True, stdout=io.StringIO())


@pytest.mark.slow
def test_production_settings_pass_the_check_for_deployment(tmp_path):
    environment = {
        name: value for name, value in os.environ.items() if "DRAAISCHIJF" not in name and name != "DATABASE_URL"
    }
    environment |= {
        "DJANGO_SETTINGS_MODULE": "draaischijf.site.settings",
        "DRAAISCHIJF_SITE_DATA": str(tmp_path),
        "DRAAISCHIJF_SITE_HOSTS": "vaardig.example",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    command = [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert ran.returncode == 0, ran.stderr
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0


def test_database_addresses(tmp_path):
    made = options.database_of("postgres://u%40x:p%2Fw@db.example:6432/naam?sslmode=require", tmp_path)
    assert (made["USER"], made["PASSWORD"], made["HOST"], made["PORT"]) == ("u@x", "p/w", "db.example", "6432")
    assert (made["NAME"], made["OPTIONS"]) == ("naam", {"sslmode": "require"})
    assert options.database_of("", tmp_path)["NAME"] == str(tmp_path / "site.sqlite3")
    assert options.database_of("sqlite:////var/x.db", tmp_path)["NAME"] == "/var/x.db"
    for wrong in ("mysql://x/y", "postgres://host", "onzin"):
        with pytest.raises(Problem, match="DATABASE_URL"):
            options.database_of(wrong, tmp_path)


def test_options_that_do_not_fit(tmp_path):
    base = {"DRAAISCHIJF_SITE_DATA": str(tmp_path), "DRAAISCHIJF_CONFIG": str(tmp_path / "none")}
    assert options.load(base).hosts == options.LOOPBACK
    assert options.load(base).secret == options.load(base).secret
    with pytest.raises(Problem, match="stylesheet"):
        options.load({**base, "DRAAISCHIJF_SITE_THEME": "/bestaat/niet.css"})
    with pytest.raises(Problem, match="CLIENT_ID"):
        options.load({**base, "DRAAISCHIJF_SITE_OIDC_TOKEN": "http://x"})


PRIVATE = re.compile(r"draaischijf\.site\.(\w+)\.(\w+)")
# What an app offers beside its services: plain values, the registry of roles, and the frame that all pages stand in.
PUBLIC = {"services", "roles"}


@pytest.mark.parametrize("app", APPS)
def test_an_app_imports_only_what_another_offers(app):
    for file in (SITE / app).rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (found := PRIVATE.fullmatch(node.module or "")):
                other, module = found.groups()
                allowed = other in (app, "frame") or module in PUBLIC
                assert allowed, f"{file.relative_to(SITE)} imports {node.module}"


def test_the_engine_imports_without_django():
    rooms = ["matching", "reading", "passport", "cli"]
    code = "".join(f"import draaischijf.{room};" for room in rooms) + "import sys; print('django' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert ran.stdout.strip() == "False", ran.stderr
