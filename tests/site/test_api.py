"""The HTTP API: tokens, scopes, walls, paging, problems, and its description by the Dutch API Design Rules."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from draaischijf.site.accounts.models import Token
from draaischijf.site.accounts.services import SCOPES, make_token
from draaischijf.site.frame.engine import today
from draaischijf.site.passports.services import open_own
from tests.site.people import CV, VACANCY

BASE = "/api/v1"


class Caller:
    """Calls the API with a token."""

    def __init__(self, actor, scopes=SCOPES):
        self.secret = make_token(actor, "proef", scopes)
        self.client = Client(headers={"Authorization": f"Bearer {self.secret}"}, raise_request_exception=False)

    def __call__(self, method, path, data=None, **query):
        body = {} if data is None else {"data": json.dumps(data), "content_type": "application/json"}
        return getattr(self.client, method)(BASE + path, query_params=query, **body)


def problem(answer, status):
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    shape = json.loads(answer.content)
    assert shape["status"] == status
    assert shape["title"]
    return shape


@pytest.fixture
def worker(cast):
    return Caller(cast.worker)


@pytest.fixture
def employer(cast):
    return Caller(cast.employer)


@pytest.fixture
def own(cast):
    return open_own(cast.worker).passport


def test_read_check_link_and_match(worker, own):
    read = worker("post", "/readings", {"text": CV}).json()
    assert read["kind"] == "cv"
    assert any(one["concept"]["uri"] == own.counting[0].uri for one in read["findings"])
    concerns = worker("post", "/checks", {"text": VACANCY}).json()["concerns"]
    assert any(one["text"] == "jonge hond" for one in concerns)
    [link] = worker("post", "/links", {"phrases": ["heftruck rijden"], "top": 2}).json()
    assert len(link["candidates"]) == 2
    uri = link["candidates"][0]["concept"]["uri"]
    match = worker(
        "post", "/matches", {"person": [{"uri": uri, "level": 2}], "work": [{"uri": uri, "level": 2}]}
    ).json()
    assert match["fit"] == sum(part["contribution"] for part in match["parts"]) == 1_000_000
    half = worker("post", "/matches", {"person": [], "work": [{"uri": uri}], "learningHours": 0}).json()
    assert (half["fit"], half["missing"][0]["concept"]["uri"]) == (0, uri)


def test_lists_come_in_pages(worker, cast):
    first = worker("get", "/concepts", query="rijden", pageSize=3).json()
    second = worker("get", "/concepts", query="rijden", pageSize=3, page=2).json()
    assert len(first["items"]) == 3
    assert first["total"] == second["total"]
    assert not {one["uri"] for one in first["items"]} & {one["uri"] for one in second["items"]}
    for wrong in ({"page": 0}, {"pageSize": 101}, {"page": "x"}):
        problem(worker("get", "/concepts", query="rijden", **wrong), 400)


def test_a_worker_sees_the_own_passport_and_no_other(worker, own, cast):
    [listed] = worker("get", "/passports").json()["items"]
    assert listed == {"id": own.id, "own": True, "skills": len(own.counting)}
    whole = worker("get", f"/passports/{own.id}").json()
    assert {one["concept"]["uri"] for one in whole["skills"]} == {one.uri for one in own.counting}
    other = Caller(cast.other_worker)
    for path in ("", "/matches", "/consents", "/looks"):
        problem(other("get", f"/passports/{own.id}{path}"), 404)
    assert worker("get", f"/passports/{own.id}/matches").json()[0]["fit"] > 0


def test_an_employer_sees_codes_and_every_look_is_shown(employer, worker, own, cast):
    page = employer("get", "/passports").json()
    assert [one["id"] for one in page["items"]] == [cast.code()]
    whole = employer("get", f"/passports/{cast.code()}")
    assert own.id not in whole.content.decode()
    assert "Samira" not in whole.content.decode()
    [look] = worker("get", f"/passports/{own.id}/looks").json()
    assert look["organisation"] == "Een (verzonnen)"
    problem(employer("get", f"/passports/{cast.code(cast.other_employer)}"), 404)
    problem(employer("get", f"/passports/{own.id}"), 404)
    for path in ("/matches", "/consents", "/looks"):
        problem(employer("get", f"/passports/{cast.code()}{path}"), 404)


def test_consent_is_given_and_withdrawn(worker, employer, own, cast):
    [standing] = worker("get", f"/passports/{own.id}/consents").json()
    assert worker("delete", f"/passports/{own.id}/consents/{standing['id']}").status_code == 204
    problem(worker("delete", f"/passports/{own.id}/consents/{standing['id']}"), 404)
    assert employer("get", "/passports").json()["total"] == 0
    problem(employer("get", f"/passports/{cast.code()}"), 404)
    wall = str(cast.employer.organisation("employer").id)
    ends = (today() + timedelta(days=30)).isoformat()
    given = worker("post", f"/passports/{own.id}/consents", {"organisation": wall, "ends": ends, "purpose": "werk"})
    assert given.status_code == 201
    assert given.json()["organisation"] == "Een (verzonnen)"
    assert employer("get", "/passports").json()["total"] == 1
    assert Caller(cast.other_employer)("get", "/passports").json()["total"] == 0
    for wrong in ({"ends": "2020-01-01", "purpose": "x"}, {"ends": ends, "purpose": " "}, {"ends": ends}):
        problem(worker("post", f"/passports/{own.id}/consents", wrong), 400)


# Which scope opens an endpoint; every endpoint is tried with each scope alone, and without.
OPENS = {
    ("get", "/concepts"): "language",
    ("post", "/links"): "language",
    ("post", "/readings"): "read",
    ("post", "/checks"): "read",
    ("post", "/matches"): "match",
    ("get", "/passports"): "passports",
    ("get", "/passports/{passport}"): "passports",
    ("get", "/passports/{passport}/matches"): "match",
    ("get", "/passports/{passport}/consents"): "consents",
    ("post", "/passports/{passport}/consents"): "consents",
    ("delete", "/passports/{passport}/consents/{consent}"): "consents",
    ("get", "/passports/{passport}/looks"): "consents",
}


def test_every_endpoint_against_every_scope(cast, own):
    described = Client().get(f"{BASE}/openapi.json").json()["paths"]
    endpoints = {(method, path) for path, item in described.items() for method in item} - {("get", "/openapi.json")}
    assert endpoints == set(OPENS), "say in OPENS which scope opens a new endpoint"
    callers = {scope: Caller(cast.worker, [scope]) for scope in SCOPES}
    for (method, path), needed in OPENS.items():
        place = path.replace("{passport}", own.id).replace("{consent}", "x")
        data = {} if method == "post" else None
        assert problem(getattr(Client(), method)(BASE + place), 401)["code"] == "no-token"
        for scope, call in callers.items():
            answer = call(method, place, data)
            assert (answer.status_code == 403) is (scope != needed), (method, path, scope)


def test_tokens_end(cast, worker, own):
    assert worker("get", "/passports").status_code == 200
    Token.objects.update(expires=timezone.now())
    problem(worker("get", "/passports"), 401)
    other = Caller(cast.worker)
    Token.objects.filter(digest__gt="").update(revoked=timezone.now())
    answer = other("get", "/passports")
    assert answer["WWW-Authenticate"] == "Bearer"
    problem(answer, 401)
    problem(Client(headers={"Authorization": "Bearer onzin"}).get(f"{BASE}/passports"), 401)


def test_a_key_is_kept_as_a_digest(worker):
    assert not Token.objects.filter(digest__contains=worker.secret).exists()


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/readings", b"{"),
        ("/readings", b'{"text": "\\ud800"}'),
        ("/readings", b'{"text": "a", "more": 1}'),
        ("/readings", b'{"text": "   "}'),
        ("/readings", b"[" * 100_000),
        ("/links", b'{"phrases": []}'),
        ("/matches", b'{"person": [{"uri": "a"}, {"uri": "a"}], "work": []}'),
        ("/matches", b'{"person": [], "work": [{"uri": "a"}, {"uri": "a"}]}'),
        ("/matches", b'{"person": [{"uri": "a", "evidence": [{"kind": "tea leaves"}]}], "work": []}'),
        ("/matches", b'{"person": [{"uri": "a", "lastUsed": "2999-01-01"}], "work": []}'),
        ("/matches", b'{"person": [{"uri": "a", "level": 5}], "work": []}'),
    ],
)
def test_wrong_bodies_are_problems(worker, path, body):
    problem(worker.client.post(BASE + path, body, "application/json"), 400)


def test_what_is_too_large_and_what_is_not_there(worker):
    problem(worker.client.post(f"{BASE}/readings", b" " * 3_000_000, "application/json"), 413)
    problem(worker("get", "/nothing"), 404)
    answer = worker("put", "/readings")
    assert "POST" in answer["Allow"]
    problem(answer, 405)
    assert worker("get", "/passports")["API-Version"] == "1.0.0"


def test_a_session_of_the_pages_opens_nothing_here(cast):
    from tests.site.people import browser_of

    problem(browser_of(cast.worker).get(f"{BASE}/passports"), 401)


def test_a_fault_of_ours_is_a_problem_without_details(worker, monkeypatch):
    from draaischijf.site.api import views

    def broken(text):
        raise RuntimeError("a secret")

    monkeypatch.setattr(views, "read_text", broken)
    shape = problem(worker("post", "/readings", {"text": "x"}), 500)
    assert "secret" not in json.dumps(shape)


@pytest.fixture
def described(db):
    answer = Client().get(f"{BASE}/openapi.json")
    assert answer["Access-Control-Allow-Origin"] == "*"
    return answer.json()


def test_the_description_keeps_the_dutch_api_design_rules(described):
    """Each rule of version 2.1.0 that can be told from a description, in our own words."""
    assert re.match(r"3\.0\.", described["openapi"])
    assert set(described["info"]["contact"]) >= {"name", "email", "url"}
    assert all(re.search(r"^https://.*/v\d+$", one["url"]) for one in described["servers"])
    assert list(described["paths"]["/openapi.json"]) == ["get"]
    for path, item in described["paths"].items():
        assert path == "/openapi.json" or re.fullmatch(r"(/([a-z0-9-]+|{\w+}))+", path), path
        assert set(item) <= {"get", "post", "put", "patch", "delete"}
        for operation in item.values():
            assert operation["tags"]
            assert operation["description"]
            for parameter in operation.get("parameters", ()):
                assert re.fullmatch(r"[a-z][a-zA-Z0-9]*", parameter["name"])
            for status, response in operation["responses"].items():
                assert "API-Version" in response["headers"]
                if status >= "400":
                    assert set(response["content"]) == {"application/problem+json"}
    for name, schema in described["components"]["schemas"].items():
        assert re.fullmatch(r"[A-Z][A-Za-z0-9]*", name), name
        assert all(re.fullmatch(r"[a-z][a-zA-Z0-9]*", field) for field in schema.get("properties", {})), name
    headers = described["paths"]["/openapi.json"]["get"]["responses"]["200"]["headers"]
    assert "access-control-allow-origin" in headers


def test_the_description_is_openapi_3_0(described):
    text = json.dumps(described)
    assert '"type": "null"' not in text
    assert '"const"' not in text
    referred = set(re.findall(r"#/components/schemas/(\w+)", text))
    assert referred <= set(described["components"]["schemas"])
    ids = [operation["operationId"] for item in described["paths"].values() for operation in item.values()]
    assert len(ids) == len(set(ids))


def test_the_published_ruleset_finds_no_errors(described, tmp_path):
    """With spectral and the ruleset of the rules themselves, where NLGOV_RULESET and SPECTRAL say where they are."""
    ruleset, spectral = os.environ.get("NLGOV_RULESET", ""), os.environ.get("SPECTRAL") or shutil.which("spectral")
    if not ruleset or not spectral:
        pytest.skip("NLGOV_RULESET does not name a ruleset, or spectral is not there")
    file = tmp_path / "openapi.json"
    file.write_text(json.dumps(described), "utf-8")
    ran = subprocess.run(
        [spectral, "lint", "--ruleset", str(Path(ruleset).resolve()), "--fail-severity=warn", str(file)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout
