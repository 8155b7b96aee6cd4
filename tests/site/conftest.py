"""Django for the tests of the site alone: nothing outside this folder loads it."""

from __future__ import annotations

import os
import shutil

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.site.settings"

import django
import pytest

django.setup()

from tests.site.people import Cast, cast_of  # noqa: E402


def pytest_sessionfinish(session: pytest.Session) -> None:
    from django.conf import settings

    shutil.rmtree(settings.SITE_DATA, ignore_errors=True)


@pytest.fixture(autouse=True)
def fresh():
    """What a process keeps is forgotten between tests: each has a database of its own."""
    from django.core.cache import cache

    from draaischijf.site.matches import people, works

    people.pool.cache_clear()
    works.pool.cache_clear()
    people._retire.cache_clear()
    cache.clear()


@pytest.fixture
def cast(db) -> Cast:
    """Two workers, two employers of different organisations, one vacancy each: a wall between them."""
    return cast_of()


@pytest.fixture
def shared_sample():
    """Return the bytes of a sample document."""
    from pathlib import Path

    return lambda name: (Path(__file__).parents[2] / "samples" / name).read_bytes()
