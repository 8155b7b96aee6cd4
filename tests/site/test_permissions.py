"""Who may see what: every page against every role, and both sides of every wall."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import get_resolver, reverse

from draaischijf.site.accounts.services import make_token, own_tokens
from draaischijf.site.employer.services import invitations_for
from draaischijf.site.frame.pages import rules_of
from draaischijf.site.jobs.services import begin
from draaischijf.site.passports.services import open_own
from draaischijf.site.worker.services import intakes
from tests.site.people import browser_of

# What each page answers to a GET by: a visitor, the worker it belongs to, another worker, the employer within whose
# wall it lies, an employer outside. 302 sends a visitor to the sign-in page.
OPEN = (200, 200, 200, 200, 200)
OWN = (302, 200, 404, 403, 403)
WORKER = (302, 200, 200, 403, 403)
EMPLOYER = (302, 403, 403, 200, 200)
WALL = (302, 403, 403, 200, 404)
POST_ONLY = (405, 405, 405, 405, 405)
PAGES = {
    "start:home": OPEN,
    "frame:health": OPEN,
    "frame:theme": (404, 404, 404, 404, 404),
    "accounts:sign-in": OPEN,
    "accounts:register": OPEN,
    "accounts:choose-language": POST_ONLY,
    "accounts:sign-out": (302, 405, 405, 405, 405),
    "accounts:account": (302, 200, 200, 200, 200),
    "accounts:new-token": (302, 200, 200, 200, 200),
    "accounts:revoke-token": (302, 405, 405, 405, 405),
    "accounts:oidc-start": (302, 302, 302, 302, 302),
    "accounts:oidc-back": (302, 302, 302, 302, 302),
    "language:search": OPEN,
    "language:concept": OPEN,
    "jobs:show": (302, 200, 404, 404, 404),
    "jobs:cancel": (302, 405, 405, 405, 405),
    "jobs:retry": (302, 405, 405, 405, 405),
    "worker:passport": WORKER,
    "worker:cv": WORKER,
    "worker:intake": OWN,
    "worker:proposals": WORKER,
    "worker:add": WORKER,
    "worker:claim": WORKER,  # its name is one within one's own passport
    "worker:past": WORKER,
    "worker:exports": WORKER,
    "worker:export": WORKER,
    "worker:forget": WORKER,
    "worker:matches": WORKER,
    "worker:match": WORKER,
    "worker:invitations": WORKER,
    "worker:invitation": OWN,
    "worker:consents": WORKER,
    "employer:vacancies": EMPLOYER,
    "employer:new": EMPLOYER,
    "employer:read": WALL,
    "employer:text": WALL,
    "employer:people": WALL,
    "employer:person": WALL,
}


def _names():
    return sorted(
        f"{namespace}:{name}"
        for namespace, (_, resolver) in get_resolver().namespace_dict.items()
        if namespace != "api"
        for name in resolver.reverse_dict
        if isinstance(name, str)
    )


@pytest.fixture
def arguments(cast):
    own = open_own(cast.worker)
    make_token(cast.worker, "proef", ["read"])
    return {
        "accounts:revoke-token": [own_tokens(cast.worker)[0].id],
        "jobs:show": (job := [begin(cast.worker, "read-cv", {}, [("cv.txt", b"x")])]),
        "jobs:cancel": job,
        "jobs:retry": job,
        "worker:intake": [intakes(cast.worker)[0].id],
        "worker:claim": [own.passport.counting[0].id],
        "worker:match": [cast.vacancy.id],
        "worker:export": ["geheel"],
        "worker:invitation": [invitations_for(cast.key)[0].id],
        **{key: [cast.vacancy.id] for key in ("employer:read", "employer:text", "employer:people")},
        "employer:person": [cast.vacancy.id, cast.code()],
    }


def test_every_page_stands_in_the_table():
    assert set(_names()) <= set(PAGES), "say in PAGES who may see a new page"


def test_every_page_says_who_may_see_it():
    for pattern in get_resolver().url_patterns:
        if pattern.namespace == "api":
            continue
        for one in pattern.url_patterns:
            assert rules_of(one.callback), one.name


def test_every_page_against_every_role_and_wall(cast, arguments):
    uri = open_own(cast.worker).passport.counting[0].uri
    actors = (None, cast.worker, cast.other_worker, cast.employer, cast.other_employer)
    browsers = [browser_of(actor) for actor in actors]
    answers = {}
    for name in _names():
        address = reverse(name, args=arguments.get(name, ()))
        query = {"uri": uri} if name == "language:concept" else {}
        answers[name] = tuple(browser.get(address, query).status_code for browser in browsers)
    assert answers == {name: PAGES[name] for name in answers}


def test_posting_without_the_token_of_the_form_does_nothing(cast, arguments):
    for actor in (cast.worker, cast.employer):
        browser = browser_of(actor, enforce_csrf_checks=True)
        for name in _names():
            answer = browser.post(reverse(name, args=arguments.get(name, ())), {"do": "save"})
            assert answer.status_code in (403, 405, 404), name


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("employer:read", {"do": "close", "title": "x", "learning_hours": 1}),
        ("employer:text", {"text": "iets anders"}),
        ("employer:person", {"do": "invite", "message": "kom"}),
        ("employer:person", {"do": "decide", "outcome": "hired", "reason": "omdat"}),
        ("jobs:cancel", {}),
        ("jobs:retry", {}),
        ("accounts:revoke-token", {}),
        ("worker:intake", {"do": "discard"}),
        ("worker:claim", {"do": "take-back"}),
        ("worker:invitation", {"yes": "yes"}),
    ],
)
def test_what_is_anothers_cannot_be_changed(name, data, cast, arguments):
    address = reverse(name, args=arguments[name])
    outsiders = (None, cast.other_worker, cast.other_employer)
    for actor in outsiders:
        assert browser_of(actor).post(address, data).status_code in (302, 403, 404)
        if actor is None:
            assert browser_of(actor).post(address, data)["Location"].startswith("/inloggen")
    cast.vacancy.refresh_from_db()
    assert cast.vacancy.status == "open"
    assert open_own(cast.worker).passport.counting
    assert invitations_for(cast.key)[0].answer == "open"
    assert len(own_tokens(cast.worker)) == 1


def test_ids_that_do_not_exist_are_not_found(cast):
    for name in ("employer:read", "employer:people"):
        assert browser_of(cast.employer).get(reverse(name, args=[uuid4()])).status_code == 404
    for code in ("onzin", "a" * 52, cast.code(cast.other_employer)):
        address = reverse("employer:person", args=[cast.vacancy.id, code])
        assert browser_of(cast.employer).get(address).status_code == 404


def test_a_view_that_says_nothing_is_refused(cast, monkeypatch):
    from django.core.exceptions import ImproperlyConfigured

    from draaischijf.site.frame import middleware

    monkeypatch.setattr(middleware, "rules_of", lambda view: None)
    with pytest.raises(ImproperlyConfigured):
        browser_of(cast.worker).get("/")
