"""Over real HTTP on loopback: bounded, quiet, and nothing else is reached."""

from __future__ import annotations

import io
import logging
import threading
from contextlib import contextmanager
from datetime import timedelta
from wsgiref.util import setup_testing_defaults

import pytest

from draaischijf.problems import Problem
from draaischijf.wallet import client
from draaischijf.wallet.http import Request, Response, json_response
from draaischijf.wallet.status import make_status_token
from draaischijf.wallet.wsgi import App, read_request, serve
from tests.wallet.makers import NOW, issuer_key


@contextmanager
def served(app):
    server = serve(app)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)


def echo(request):
    return json_response(
        {
            "method": request.method,
            "query": request.query(),
            "body": request.body.decode(),
            "x": request.headers.get("x-a"),
        }
    )


def breaks(_):
    raise RuntimeError("Noor, secret-code")


ROUTES = {"/echo": {"GET": echo, "POST": echo}, "/breaks": {"GET": breaks}}
APP = App([ROUTES, {"/big": {"GET": lambda _: Response(200, b"x" * 2000)}}])


def test_a_request_goes_there_and_back():
    with served(APP) as url:
        answer = client.send(Request("POST", f"{url}/echo?a=%C3%A9", {"x-a": "1", "content-type": "text/plain"}, b"hi"))
        assert answer.json() == {"method": "POST", "query": {"a": "é"}, "body": "hi", "x": "1"}
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"
        assert client.fetch(f"{url}/big") == b"x" * 2000
        with pytest.raises(Problem, match="more than 100 bytes"):
            client.send(Request("GET", f"{url}/big"), max_size=100)
        with pytest.raises(Problem, match="404"):
            client.fetch(f"{url}/none")


def test_what_goes_wrong_inside_stays_inside(caplog, capsys):
    with served(APP) as url, caplog.at_level(logging.ERROR, logger="draaischijf.wallet"):
        answer = client.send(Request("GET", f"{url}/breaks"))
    assert (answer.status, answer.json()) == (500, {"error": "server_error"})
    assert "secret" not in capsys.readouterr().err
    assert [(one.message, one.data, one.exc_info) for one in caplog.records] == [
        ("a request failed", {"error": "RuntimeError"}, None)
    ]


@pytest.mark.parametrize(
    "url",
    ["http://example.org/", "ftp://127.0.0.1/", "file:///etc/passwd", "http://127.0.0.1.x.org/", "x", "https://"],
)
def test_only_https_is_reached(url):
    with pytest.raises(Problem):
        client.fetch(url)


def test_who_is_not_there_is_one_clear_line():
    with pytest.raises(Problem, match="cannot be reached"):
        client.fetch("http://127.0.0.1:9/")


def environ(**more):
    made = {}
    setup_testing_defaults(made)
    return {**made, **more}


@pytest.mark.parametrize("length", ["1000001", "-1", "many"])
def test_a_body_is_bounded(length):
    with pytest.raises(Problem, match="larger"):
        read_request(environ(CONTENT_LENGTH=length, **{"wsgi.input": io.BytesIO(b"")}))
    found = []
    body = APP(
        environ(CONTENT_LENGTH=length, **{"wsgi.input": io.BytesIO(b"")}), lambda status, _: found.append(status)
    )
    assert found == ["413 Content Too Large"] or found[0].startswith("413")
    assert b"larger" in body[0]


def test_behind_a_proxy_the_world_knows_another_name():
    made = environ(PATH_INFO="/wallet/token", QUERY_STRING="a=1")
    assert read_request(made).url == "http://127.0.0.1/wallet/token?a=1"
    assert read_request(made, "https://mbo.example").url == "https://mbo.example/wallet/token?a=1"


def test_what_was_fetched_is_kept_for_as_long_as_it_may_be():
    asked, clock = [], [NOW]
    listed = make_status_token("https://x.example/1", b"\0", 1, issuer_key(), at=NOW, ttl=100, valid_for=150).encode()

    def fetcher(url):
        asked.append(url)
        return listed if url.endswith("/1") else b"{}"

    get = client.cached(fetcher, lambda: clock[0])
    assert get("https://x.example/1") == get("https://x.example/1") == listed
    assert len(asked) == 1
    clock[0] += timedelta(seconds=101)
    get("https://x.example/1")
    assert len(asked) == 2
    clock[0] += timedelta(seconds=60)
    get("https://x.example/1")
    assert len(asked) == 3, "not past its exp"
    get("https://x.example/other")
    clock[0] += timedelta(minutes=59)
    get("https://x.example/other")
    assert len(asked) == 4
    for number in range(300):
        get(f"https://x.example/{number}/other")
    get("https://x.example/other")
    assert asked.count("https://x.example/other") == 2, "the cache is bounded"
