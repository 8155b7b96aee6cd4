"""A small WSGI application around issuers and verifiers, for tests, demos and whoever mounts it elsewhere."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server
from wsgiref.util import request_uri

from draaischijf.problems import Problem
from draaischijf.wallet.http import MAX_BODY, Handler, Request, Response, Routes, error_response, route

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

_LOG: Final = logging.getLogger(__name__)
_SAFE: Final = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}


class App:
    """A WSGI application.

    Args:
        routes: Exact paths to what they do.
        prefixes: Beginnings of paths to what they do.
        base: URL under which the world knows it, without a path; taken from the request where empty. Behind a proxy
            give it, as what is signed names these URLs.
    """

    def __init__(
        self, routes: Sequence[Routes] = (), prefixes: Mapping[str, Handler] | None = None, base: str = ""
    ) -> None:
        self._routes: Routes = {path: methods for one in routes for path, methods in one.items()}
        self._prefixes = dict(prefixes or {})
        self._base = base.rstrip("/")

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        try:
            response = self.handle(read_request(environ, self._base))
        except Problem as problem:
            response = error_response("invalid_request", problem.message, 413 if "large" in problem.code else 400)
        except Exception as error:
            # What went wrong may quote what was sent: the log gets its type only, the other side nothing.
            _LOG.error("a request failed", extra={"data": {"error": type(error).__name__}})
            response = error_response("server_error", status=500)
        status = f"{response.status} {HTTPStatus(response.status).phrase}"
        headers = {**_SAFE, **response.headers, "Content-Length": str(len(response.body))}
        start_response(status, list(headers.items()))
        return [response.body]

    def handle(self, request: Request) -> Response:
        """Return the answer to a request."""
        for prefix, handler in self._prefixes.items():
            if request.path.startswith(prefix):
                return handler(request)
        return route(self._routes, request)


def read_request(environ: WSGIEnvironment, base: str = "") -> Request:
    """Return the request in a WSGI environment.

    Args:
        environ: The environment.
        base: URL under which the world knows the application; taken from the request where empty.

    Raises:
        Problem: Its body is larger than 1 MB, or it says no length.
    """
    length = environ.get("CONTENT_LENGTH") or "0"
    if not length.isdigit() or int(length) > MAX_BODY:
        raise Problem("request-too-large", f"is larger than {MAX_BODY:,} bytes.")
    body = environ["wsgi.input"].read(int(length)) if int(length) else b""
    headers = {name[5:].replace("_", "-").lower(): str(value) for name, value in environ.items() if name[:5] == "HTTP_"}
    if environ.get("CONTENT_TYPE"):
        headers["content-type"] = str(environ["CONTENT_TYPE"])
    url = request_uri(environ)
    if base:
        url = base + url[len(request_uri({**environ, "SCRIPT_NAME": "", "PATH_INFO": ""}, False).rstrip("/")) :]
    return Request(str(environ["REQUEST_METHOD"]), url, headers, body)


class _Quiet(WSGIRequestHandler):
    """Logs nothing: what is asked for may hold codes."""

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


def serve(app: Callable[..., Iterable[bytes]], port: int = 0, host: str = "127.0.0.1") -> WSGIServer:
    """Return a server on this machine; call `serve_forever` on it.

    Args:
        app: The application.
        port: The port; 0 for one that is free.
        host: The address; this machine only, unless said.
    """
    return make_server(host, port, app, handler_class=_Quiet)
