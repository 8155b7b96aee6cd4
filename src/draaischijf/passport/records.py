"""Records of a passport: values that never change, checked when made and again when they are read from JSON."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any, Final, TypeVar

from msgspec import Meta, Struct, structs

MOST_ITEMS: Final = 10_000
_EXACT: Final = 2**53 - 1  # the whole numbers that every reader of JSON holds exactly (RFC 8259)

Few = Meta(max_length=MOST_ITEMS)
Whole = Annotated[int, Meta(ge=-_EXACT, le=_EXACT)]
Texts = Annotated[tuple[str, ...], Few]


class Record(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A value of a passport.

    In JSON a field that holds its default is left out. A field that this version does not know is refused, since
    dropping it would lose what a newer version wrote.
    """


Kind = TypeVar("Kind", bound=Record)

# A copy with fields changed that always fit, without the checks that a new record goes through: a fold makes thousands.
changed = structs.replace


def replace(record: Kind, **changes: Any) -> Kind:
    """Return a copy with fields changed, checked as a new record is.

    Args:
        record: The record.
        changes: New values by name of the field.

    Raises:
        ValueError: They do not fit.
    """
    return type(record)(**{**structs.asdict(record), **changes})


@contextmanager
def unhurried() -> Iterator[None]:
    """Leave garbage for later while thousands of records are made.

    None of them refers back to another, so that the collector would look at each, again and again, and find nothing.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
