"""Opening everything before the first visitor comes."""

from __future__ import annotations

import gc
import logging
from typing import Final

from django.db import DatabaseError, close_old_connections

from draaischijf.site.frame import engine
from draaischijf.site.matches import people, works
from draaischijf.terms import HeldSkill, RequiredSkill, SkillProfile, Task, Work

LOG: Final = logging.getLogger("draaischijf.site.matches")


def warm() -> None:
    """Open the language and both indexes, and search each once."""
    engine.warm()
    uri = engine.language().concepts.uris[0]
    view, now = people.pool().view(), engine.basis()
    for index in (view.base, view.fresh):
        if len(index):
            people.opened(index, now).top(Work("warm", (Task("", 1.0, (RequiredSkill(uri),)),)), 1)
    works.works_for(SkillProfile("warm", (HeldSkill(uri),)), (), 1)
    # What stands now stays for good: the collector need not walk through it again while visitors wait.
    gc.collect()
    gc.freeze()


def warm_quietly() -> None:
    """Warm in a thread of the server; a visitor who comes before it is done waits for what they need themselves."""
    try:
        warm()
    except DatabaseError as error:
        LOG.warning("not warmed", extra={"data": {"error": type(error).__name__}})
    finally:
        close_old_connections()
