"""Everything that the description allows, and much that it does not, thrown at the API: never a fault of ours."""

from __future__ import annotations

import pytest
import schemathesis
from django.test import Client
from hypothesis import HealthCheck, given, settings
from schemathesis.config import SchemathesisConfig

from draaischijf.site.accounts.services import SCOPES, make_token
from draaischijf.site.passports.services import open_own
from draaischijf.site.wsgi import application
from tests.site.people import cast_of

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_no_server_errors(transactional_db, monkeypatch):
    from draaischijf.site.api import access

    monkeypatch.setattr(access, "within", lambda limit, who: True)
    cast = cast_of()
    described = Client().get("/api/v1/openapi.json").json()
    described["servers"] = [{"url": "http://localhost/api/v1"}]
    schema = schemathesis.openapi.from_dict(described, config=SchemathesisConfig())
    schema.app = application
    tokens = [make_token(actor, "proef", SCOPES) for actor in (cast.worker, cast.employer)]
    passport = open_own(cast.worker).passport.id
    seen = set()

    for result in schema.get_all_operations():
        operation = result.ok()
        for token in tokens:
            _throw(operation, token, passport, seen)
    assert not {status for status in seen if status >= 500}
    assert {200, 400, 404} <= seen


def _throw(operation, token, passport, seen):
    @settings(max_examples=10, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy())
    def throw(case):
        if "passport" in case.path_parameters:
            case.path_parameters["passport"] = passport
        answer = case.call(headers={"Authorization": f"Bearer {token}"})
        seen.add(answer.status_code)
        assert answer.status_code < 500, answer.text

    throw()
