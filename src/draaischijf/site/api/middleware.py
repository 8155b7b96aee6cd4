"""Every answer of the API names its version, and every error is a problem, also where no endpoint was reached."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse

PREFIX: Final = "/api/"


class ApiAnswers:
    """Looks at answers on their way out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle a request."""
        response = self.get_response(request)
        if not request.path.startswith(PREFIX):
            return response
        from draaischijf.site.api.problems import answer
        from draaischijf.site.api.views import VERSION

        if response.status_code >= 400 and response.headers.get("Content-Type") != "application/problem+json":
            allowed = response.headers.get("Allow")
            response = answer(response.status_code)
            if allowed:
                response["Allow"] = allowed
        response["API-Version"] = VERSION
        return response
