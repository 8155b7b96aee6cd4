"""The way out: HTTP with bounds, for whoever asks for it. Nothing in the wallet reaches the network by itself.

Only https, except to this machine itself; no redirects, as an answer must come from whom it was asked of; a limit on
size and time. `cached` keeps what was fetched for as long as its server or its `ttl` allows.
"""

from __future__ import annotations

import http.client
import ssl
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

from draaischijf.problems import Problem
from draaischijf.wallet.bounded import split_url
from draaischijf.wallet.http import MAX_BODY, Request, Response
from draaischijf.wallet.status.token import MAX_TOKEN, parse_status_token

TIMEOUT: Final = 10  # seconds
LOOPBACK: Final = frozenset(("localhost", "127.0.0.1", "::1"))
KEPT: Final = 256
HOUR: Final = timedelta(hours=1)


def send(request: Request, *, max_size: int = MAX_BODY, timeout: float = TIMEOUT) -> Response:
    """Return what a server answers.

    Args:
        request: The request.
        max_size: Largest answer, in bytes.
        timeout: Seconds to wait for each part of it.

    Raises:
        Problem: It is no https, cannot be reached, or the answer is too large.
    """
    target = split_url(request.url)
    host = target.hostname or ""
    if target.scheme != "https" and not (target.scheme == "http" and host in LOOPBACK):
        raise Problem("url-not-https", "is no https.", file=request.url[:200], hint="Only https is reached.")
    connection = _connect(target.scheme, host, target.port, timeout)
    where = target.path or "/"
    try:
        connection.request(
            request.method, f"{where}?{target.query}" if target.query else where, request.body, dict(request.headers)
        )
        answer = connection.getresponse()
        body = answer.read(max_size + 1)
        headers = {name.lower(): value for name, value in answer.getheaders()}
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Problem("unreachable", f"cannot be reached ({type(error).__name__}).", file=request.endpoint) from error
    finally:
        connection.close()
    if len(body) > max_size:
        raise Problem("answer-too-large", f"answers with more than {max_size:,} bytes.", file=request.endpoint)
    return Response(answer.status, body, headers)


def _connect(scheme: str, host: str, port: int | None, timeout: float) -> http.client.HTTPConnection:
    if scheme == "https":
        return http.client.HTTPSConnection(host, port, timeout=timeout, context=ssl.create_default_context())
    return http.client.HTTPConnection(host, port, timeout=timeout)


def fetch(url: str) -> bytes:
    """Return the document at a URL: a fetcher for `Context`.

    Raises:
        Problem: It cannot be fetched.
    """
    answer = send(Request("GET", url, {"accept": "application/statuslist+jwt, application/json"}), max_size=MAX_TOKEN)
    if answer.status != 200:
        raise Problem("fetch-failed", f"cannot be fetched: the server answers {answer.status}.", file=url)
    return answer.body


def cached(
    fetcher: Callable[[str], bytes], clock: Callable[[], datetime] = lambda: datetime.now(UTC)
) -> Callable[[str], bytes]:
    """Return a fetcher that keeps what it fetched: a status list for its `ttl` and not past its `exp`, else an hour.

    Args:
        fetcher: How to fetch.
        clock: The moment that it is.
    """
    kept: dict[str, tuple[datetime, bytes]] = {}

    def get(url: str) -> bytes:
        at = clock()
        until, data = kept.get(url, (at, b""))
        if until > at:
            return data
        data = fetcher(url)
        if len(kept) >= KEPT:
            kept.pop(next(iter(kept)))
        kept[url] = (_until(data, at), data)
        return data

    return get


def _until(data: bytes, at: datetime) -> datetime:
    try:
        listed = parse_status_token(data)
    except Problem:
        return at + HOUR
    ttl = HOUR if listed.ttl is None else timedelta(seconds=min(listed.ttl, 86_400))
    ends = at + ttl
    return ends if listed.expires is None else min(ends, datetime.fromtimestamp(listed.expires, UTC))
