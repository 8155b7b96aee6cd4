"""The verbs `serve` and `site`, and a server that is really started."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from draaischijf.cli import run

pytestmark = pytest.mark.slow


@pytest.fixture
def there(tmp_path):
    """Run the command line in a process of its own, with a folder of its own."""
    ours = [name for name in os.environ if name.startswith(("DRAAISCHIJF", "DATABASE_URL", "DJANGO"))]
    environment = {name: value for name, value in os.environ.items() if name not in ours}
    environment |= {"DRAAISCHIJF_SITE_DATA": str(tmp_path / "site"), "PYTHONPATH": os.pathsep.join(sys.path)}

    def call(*arguments, wait=True, **more):
        command = [sys.executable, "-m", "draaischijf", *arguments]
        options = {"env": environment | more, "text": True}
        if wait:
            return subprocess.run(command, capture_output=True, timeout=120, check=False, **options)
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)

    return call


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _page(port, path="/"):
    for _ in range(600):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
                return answer.read().decode()
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the site did not come up")


def test_the_sample_site_opens_and_is_filled_once(there, tmp_path):
    port = _free_port()
    server = there("site", "sample", "--data", str(tmp_path / "s"), "--port", str(port), "--no-browse", wait=False)
    try:
        assert "Wat kun jij?" in _page(port)
    finally:
        server.send_signal(signal.SIGTERM)
        out, err = server.communicate(timeout=60)
    assert f"http://127.0.0.1:{port}/" in out
    assert "samir@voorbeeld.nl" in out
    assert server.returncode == 0, err
    again = there("site", "sample", "--data", str(tmp_path / "s"), "--no-run")
    assert again.returncode == 0


def test_production_refuses_what_is_not_ready(there):
    lacking = there("serve")
    assert lacking.returncode == 2
    assert "draaischijf site migrate" in lacking.stderr
    assert there("site", "migrate").returncode == 0
    assert there("site", "check", DRAAISCHIJF_SITE_HOSTS="vaardig.example").returncode == 0
    local = there("serve", "--host", "0.0.0.0", DRAAISCHIJF_SITE_LOCAL="1")
    assert local.returncode == 2
    assert "HTTPS" in local.stderr
    away = there("serve", DATABASE_URL="postgres://nobody@127.0.0.1:9/none")
    assert away.returncode == 2
    assert "DATABASE_URL" in away.stderr
    assert there("serve", DATABASE_URL="mysql://x/y").returncode == 2
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        busy = there("serve", "--port", str(taken.getsockname()[1]))
    assert busy.returncode == 2
    assert "--port" in busy.stderr


def test_production_answers_over_https_only(there):
    assert there("site", "migrate").returncode == 0
    port = _free_port()
    server = there("serve", "--port", str(port), "--no-jobs", wait=False, DRAAISCHIJF_SITE_BEHIND_PROXY="1")
    try:
        assert '"status": "ok"' in _page(port, "/health")
        request = urllib.request.Request(f"http://127.0.0.1:{port}/", headers={"X-Forwarded-Proto": "https"})
        with urllib.request.urlopen(request, timeout=10) as answer:
            assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]
    finally:
        server.send_signal(signal.SIGTERM)
        _, err = server.communicate(timeout=60)
    assert server.returncode == 0, err


def test_a_worker_for_jobs_stops_when_asked(there):
    assert there("site", "migrate").returncode == 0
    with there("site", "work", wait=False) as server:
        assert server.stderr.readline().startswith("Klaar voor taken")
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=60) == 0


def test_an_employer_is_let_in(db, monkeypatch, capsys):
    from draaischijf.site.accounts.models import User
    from draaischijf.site.accounts.services import actor_of

    passwords = iter(["kort", "een heel lang wachtwoord"])
    monkeypatch.setattr("typer.prompt", lambda *a, **k: next(passwords))
    assert run(["site", "employer", "Zonnedak", "anna@zonnedak.example"]) == 2
    assert run(["site", "employer", "Zonnedak", "anna@zonnedak.example"]) == 0
    assert run(["site", "employer", "Ander", "anna@zonnedak.example"]) == 0
    assert run(["site", "employer", "Ander", "geen adres"]) == 2
    [user] = User.objects.all()
    assert actor_of(user).organisation("employer").name == "Ander"
