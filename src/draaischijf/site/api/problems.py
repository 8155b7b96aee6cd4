"""Answers to what goes wrong: `application/problem+json`, as RFC 9457 has it."""

from __future__ import annotations

import json
import logging
from typing import Any, Final

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, AuthorizationError, HttpError, ValidationError
from pydantic import Field

from draaischijf.problems import Problem

LOG: Final = logging.getLogger("draaischijf.site.api")
TITLES: Final = {
    400: "The request does not fit",
    401: "A token is needed",
    403: "This token does not open this",
    404: "There is no such thing, or it is not yours to see",
    405: "This is not done here",
    409: "It has changed meanwhile",
    413: "This is too large",
    429: "Too often",
    500: "Something went wrong on our side",
}
CONFLICTS: Final = frozenset({"passport-conflict", "invitation-twice"})


class ProblemOut(Schema):
    """What went wrong, as RFC 9457 has it."""

    type: str = Field("about:blank", description="Kind of problem")
    title: str = Field(description="The same for every problem of this kind")
    status: int = Field(description="The HTTP status")
    detail: str = Field("", description="What is wrong in this case, and the way out")
    code: str = Field("", description="Stable name of what is wrong")
    errors: list[dict[str, Any]] = Field(default_factory=list, description="Fields that do not fit")


def answer(status: int, detail: str = "", code: str = "", errors: list[dict[str, Any]] | None = None) -> HttpResponse:
    """Return a problem as an answer.

    Args:
        status: The HTTP status.
        detail: What is wrong in this case.
        code: Stable name of what is wrong.
        errors: Fields that do not fit.
    """
    shape = {
        "type": "about:blank",
        "title": TITLES.get(status, "Problem"),
        "status": status,
        "detail": detail,
        "code": code,
        "errors": errors or [],
    }
    response = HttpResponse(json.dumps(shape, ensure_ascii=False), "application/problem+json", status)
    if status == 401:
        response["WWW-Authenticate"] = "Bearer"
    return response


def answer_with_problems(api: NinjaAPI) -> None:
    """Let every error of an API be answered with a problem."""

    def on_problem(request: HttpRequest, error: Any) -> HttpResponse:
        detail = f"{error.message} {error.hint or ''}".strip()
        return answer(409 if error.code in CONFLICTS else 400, detail, error.code)

    def on_validation(request: HttpRequest, error: Any) -> HttpResponse:
        errors = [{"place": ".".join(map(str, one["loc"])), "message": one["msg"]} for one in error.errors]
        return answer(400, "Some fields do not fit.", "fields", errors)

    def on_http(request: HttpRequest, error: Any) -> HttpResponse:
        return answer(error.status_code, str(error), "http")

    def on_error(request: HttpRequest, error: Any) -> HttpResponse:
        LOG.error("request failed", extra={"data": {"error": type(error).__name__}})
        return answer(500, code="internal")

    api.add_exception_handler(Problem, on_problem)
    api.add_exception_handler(ValidationError, on_validation)
    api.add_exception_handler(Http404, lambda request, error: answer(404, code="not-found"))
    api.add_exception_handler(AuthenticationError, lambda request, error: answer(401, code="no-token"))
    api.add_exception_handler(AuthorizationError, lambda request, error: answer(403, code="no-scope"))
    api.add_exception_handler(HttpError, on_http)
    api.add_exception_handler(RequestDataTooBig, lambda request, error: answer(413, "At most 2 MB.", "too-large"))
    api.add_exception_handler(Exception, on_error)
