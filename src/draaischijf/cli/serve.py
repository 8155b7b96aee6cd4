"""`draaischijf serve`: the site in production, and what `draaischijf site` shares with it."""

from __future__ import annotations

import os
import signal
import sys
import threading
from typing import Any, Final

import typer

from draaischijf.problems import Problem

LOOPBACK: Final = ("127.0.0.1", "::1", "localhost")
SETTINGS: Final = "draaischijf.site.settings"


def serve(
    host: str = typer.Option("127.0.0.1", help="Address to listen on."),
    port: int = typer.Option(8000, min=1, max=65535, help="Port to listen on."),
    threads: int = typer.Option(4, min=1, max=64, help="Requests handled at once."),
    jobs: bool = typer.Option(True, help="Do jobs in this process too; otherwise run `draaischijf site work`."),
    proxy: str = typer.Option("127.0.0.1", help="Address of the proxy that is trusted, where one is in front."),
) -> None:
    """Serve the site: waitress in front of Django, settings from the environment.

    Example: DATABASE_URL=postgres://draaischijf@db/draaischijf draaischijf serve --port 8000
    """
    start_django()
    from django.conf import settings

    if settings.OPTIONS.local and host not in LOOPBACK:
        raise Problem(
            "serve-open",
            "a try-out without HTTPS is for this machine alone.",
            place="--host",
            hint="Leave DRAAISCHIJF_SITE_LOCAL out, and put a proxy with HTTPS in front.",
        )
    check_database()
    run_server(host, port, threads, jobs=jobs, proxy=proxy if settings.SITE_BEHIND_PROXY else "")


def start_django() -> None:
    """Set Django up with the settings of the site.

    Raises:
        Problem: What the site needs is not installed, or an option does not fit.
    """
    try:
        import django
    except ImportError as error:
        raise Problem(
            "site-missing", "the site is not installed.", hint="Run: pip install 'draaischijf[site]'"
        ) from error
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    django.setup()


def check_database() -> None:
    """Look whether the database is there and has every table; forget again what a backup brought back.

    Raises:
        Problem: It is not there, or its tables are of another version.
    """
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
    except DatabaseError as error:
        raise Problem(
            "site-database", f"the database does not answer: {type(error).__name__}.", place="DATABASE_URL"
        ) from error
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Problem("site-tables", "the database lacks tables of this version.", hint="Run: draaischijf site migrate")
    from draaischijf.site.passports.services import store

    store().reapply()


def run_server(host: str, port: int, threads: int, *, jobs: bool = True, proxy: str = "") -> None:
    """Serve until stopped.

    Args:
        host: Address to listen on.
        port: Port to listen on.
        threads: Requests handled at once.
        jobs: Whether jobs are done in this process too.
        proxy: Address of a proxy whose headers are believed; empty for none.
    """
    import waitress

    from draaischijf.site.matches.warming import warm_quietly
    from draaischijf.site.wsgi import application

    # A request asks the database a dozen short questions; each time it then waits for its turn this long at most.
    sys.setswitchinterval(0.0005)
    stop = threading.Event()
    threading.Thread(target=warm_quietly, daemon=True).start()
    worker = _begin_jobs(stop) if jobs else None
    signal.signal(signal.SIGTERM, _leave)
    trusted: dict[str, Any] = {}
    if proxy:
        trusted = {"trusted_proxy": proxy, "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"}}
    try:
        server = waitress.create_server(
            application, host=host, port=port, threads=threads, ident=None, channel_timeout=60, **trusted
        )
    except OSError as error:
        raise Problem(
            "serve-port", f"port {port} cannot be used: {error.strerror}.", place="--port", hint="Choose another."
        ) from error
    try:
        server.run()
    finally:
        stop.set()
        if worker is not None:
            worker.join(timeout=10)


def _begin_jobs(stop: threading.Event) -> threading.Thread:
    from draaischijf.site.jobs.runner import work

    thread = threading.Thread(target=work, args=(stop,), daemon=True)
    thread.start()
    return thread


def _leave(*_: object) -> None:
    raise SystemExit(0)
