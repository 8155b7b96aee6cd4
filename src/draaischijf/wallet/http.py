"""Requests and responses as values: the protocols know no web framework.

A handler is a function from a `Request` to a `Response`. A WSGI server, a Django view or a test turns its own into
these and back.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

from draaischijf.problems import Problem
from draaischijf.wallet.bounded import parse_object, split_url

MAX_BODY: Final = 1_000_000
MAX_FIELDS: Final = 50
FORM: Final = "application/x-www-form-urlencoded"
JSON: Final = "application/json"


@dataclass(frozen=True, slots=True)
class Request:
    """What came in, or what goes out to a server.

    Args:
        method: GET or POST, in capitals.
        url: The whole URL, with its query.
        headers: By name in small letters.
        body: The body, at most 1 MB.
    """

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = field(default=b"", repr=False)

    @property
    def path(self) -> str:
        """Return the path of the URL."""
        return split_url(self.url).path

    @property
    def endpoint(self) -> str:
        """Return the URL without its query, as DPoP names it."""
        return self.url.split("?", 1)[0].split("#", 1)[0]

    def query(self) -> dict[str, str]:
        """Return the fields of the query.

        Raises:
            Problem: One stands twice, or there are too many.
        """
        return _fields(split_url(self.url).query)

    def form(self) -> dict[str, str]:
        """Return the fields of a form.

        Raises:
            Problem: It is no form, one stands twice, or there are too many.
        """
        if self._type() != FORM:
            raise Problem("request-type", f"is not of type {FORM}.")
        try:
            return _fields(self.body.decode("ascii"))
        except UnicodeDecodeError as error:
            raise Problem("request-malformed", "is no form.") from error

    def json(self) -> dict[str, Any]:
        """Return the body as a JSON object.

        Raises:
            Problem: It is none.
        """
        if self._type() != JSON:
            raise Problem("request-type", f"is not of type {JSON}.")
        return parse_object(self.body, max_bytes=MAX_BODY)

    def _type(self) -> str:
        return self.headers.get("content-type", "").split(";")[0].strip().lower()


def _fields(text: str) -> dict[str, str]:
    try:
        pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=MAX_FIELDS, errors="strict")
    except (ValueError, UnicodeDecodeError) as error:
        raise Problem("request-malformed", "has fields that cannot be read, or too many.") from error
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Problem("request-malformed", "has a field twice.")
    return found


@dataclass(frozen=True, slots=True)
class Response:
    """What goes out, or what a server answered.

    Args:
        status: The HTTP status.
        body: The body.
        headers: By name.
    """

    status: int = 200
    body: bytes = field(default=b"", repr=False)
    headers: Mapping[str, str] = field(default_factory=dict)

    def json(self) -> dict[str, Any]:
        """Return the body as a JSON object.

        Raises:
            Problem: It is none.
        """
        return parse_object(self.body, max_bytes=MAX_BODY)


Handler = Callable[[Request], Response]
Transport = Callable[[Request], Response]
# A path to what it does, per method.
Routes = Mapping[str, Mapping[str, Handler]]


def json_response(value: Any, status: int = 200, **headers: str) -> Response:
    """Return a JSON response that nobody keeps."""
    body = json.dumps(value, ensure_ascii=False).encode("utf-8")
    return Response(status, body, {"Content-Type": JSON, "Cache-Control": "no-store", **headers})


def error_response(code: str, description: str = "", status: int = 400, **headers: str) -> Response:
    """Return an error as OAuth gives it (RFC 6749, section 5.2).

    Args:
        code: The code of the protocol.
        description: One line for a person; never with what was sent, in the ASCII that OAuth allows.
        status: The HTTP status.
        headers: Further headers.
    """
    value = {"error": code}
    if description:
        value["error_description"] = description.encode("ascii", "replace").decode("ascii").replace('"', "'")
    return json_response(value, status, **headers)


def post_form(url: str, fields: Mapping[str, str], **headers: str) -> Request:
    """Return a request that sends a form."""
    return Request("POST", url, {"content-type": FORM, **headers}, urlencode(fields).encode("ascii"))


def post_json(url: str, value: Any, **headers: str) -> Request:
    """Return a request that sends JSON."""
    return Request("POST", url, {"content-type": JSON, **headers}, json.dumps(value).encode("ascii"))


def route(routes: Routes, request: Request) -> Response:
    """Return what the route of a request answers; 404 or 405 where there is none."""
    methods = routes.get(request.path)
    if methods is None:
        return error_response("not_found", status=404)
    handler = methods.get(request.method)
    if handler is None:
        return error_response("method_not_allowed", status=405, Allow=", ".join(sorted(methods)))
    return handler(request)
