"""What an installation of the site chooses, from the environment; `docs/how-to/run-in-production.md` lists it."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl, unquote, urlsplit

from draaischijf import settings as base
from draaischijf.problems import Problem

PREFIX: Final = "DRAAISCHIJF_SITE_"
OIDC_PARTS: Final = ("AUTHORIZE", "TOKEN", "USERINFO", "JWKS", "CLIENT_ID", "CLIENT_SECRET")
LOOPBACK: Final = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True, slots=True)
class Options:
    """Everything that an installation of the site can choose.

    Args:
        data: Folder of the site: its database by default, its key, its indexes.
        database: Django's description of the database.
        secret: Key that signs sessions and forms.
        hosts: Names under which the site is reached.
        local: True for a try-out on this machine alone: no HTTPS, loopback only.
        behind_proxy: True where a proxy sets `X-Forwarded-Proto` and `X-Forwarded-For`.
        theme: Stylesheet laid over the neutral one; None for none.
        contact: Name, e-mail address and web address of who answers for this installation.
        oidc: Endpoints and client of an OpenID provider; empty for none.
        as_of: Day that currency is counted from, for samples and tests; empty for today.
    """

    data: Path
    database: dict[str, Any]
    secret: str
    hosts: tuple[str, ...]
    local: bool
    behind_proxy: bool
    theme: Path | None
    contact: tuple[str, str, str]
    oidc: Mapping[str, str] = field(default_factory=dict)
    as_of: str = ""


def load(environment: Mapping[str, str] = os.environ) -> Options:
    """Return the options in force.

    Raises:
        Problem: A value does not fit, or one that production needs is not there.
    """

    def said(name: str, default: str = "") -> str:
        return environment.get(PREFIX + name, default).strip()

    local = said("LOCAL") in ("1", "true", "yes")
    data = Path(said("DATA")) if said("DATA") else base.load(environment)[0].data / "site"
    hosts = tuple(host.strip() for host in said("HOSTS").split(",") if host.strip())
    theme = Path(said("THEME")) if said("THEME") else None
    if theme is not None and not theme.is_file():
        raise Problem("site-theme", "there is no such stylesheet.", file=str(theme), place=PREFIX + "THEME")
    return Options(
        data=data,
        database=database_of(environment.get("DATABASE_URL", ""), data),
        secret=said("SECRET_KEY") or _kept_secret(data),
        hosts=hosts or LOOPBACK,
        local=local,
        behind_proxy=said("BEHIND_PROXY") in ("1", "true", "yes"),
        theme=theme,
        contact=(
            said("CONTACT_NAME", "Draaischijf"),
            said("CONTACT_EMAIL", "info@example.org"),
            said("CONTACT_URL", "https://example.org"),
        ),
        oidc=_oidc(environment),
        as_of=said("AS_OF"),
    )


def database_of(url: str, data: Path) -> dict[str, Any]:
    """Return Django's description of a database.

    Args:
        url: `postgres://user:password@host:port/name?option=value`, `sqlite:///path`, or empty for SQLite in `data`.
        data: Folder for the default database.

    Raises:
        Problem: The address is of another kind, or names no database.
    """
    parts = urlsplit(url)
    if parts.scheme in ("postgres", "postgresql"):
        if not parts.path.strip("/"):
            raise _bad_database("it names no database")
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": dict(parse_qsl(parts.query)),
        }
    if url and parts.scheme != "sqlite":
        raise _bad_database(f"{parts.scheme or url!r} is not known")
    # As in sqlite:///relative.db and sqlite:////absolute.db
    name = unquote(parts.path[1:]) if url else str(data / "site.sqlite3")
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name or ":memory:",
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 20,
            # A writer takes its lock when it begins, so that two never wait for each other half-way.
            "transaction_mode": "IMMEDIATE",
            # FULL: a write that was confirmed survives a power cut too.
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=20000; PRAGMA secure_delete=ON;"
            ),
        },
    }


def _bad_database(why: str) -> Problem:
    hint = "Write it as postgres://user:password@host:5432/name or sqlite:///path."
    return Problem("site-database", f"this address of a database does not fit: {why}.", place="DATABASE_URL", hint=hint)


def _oidc(environment: Mapping[str, str]) -> dict[str, str]:
    found = {part: environment.get(f"{PREFIX}OIDC_{part}", "") for part in OIDC_PARTS}
    if not any(found.values()):
        return {}
    lacking = [f"{PREFIX}OIDC_{part}" for part, value in found.items() if not value]
    if lacking:
        raise Problem("site-oidc", f"these are needed too: {', '.join(lacking)}.", place=PREFIX + "OIDC_…")
    return found


def _kept_secret(data: Path) -> str:
    """Return the key of this installation; made once, readable by its user alone."""
    file = data / "secret-key"
    data.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text("ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as opened:
        opened.write(made := secrets.token_urlsafe(50))
    return made
