"""Claims path pointers (OpenID4VP 1.0, section 7): from a path to the places that it means."""

from __future__ import annotations

from typing import Any, Final

from draaischijf.wallet.dcql.query import ClaimPath

MAX_SELECTED: Final = 10_000
Place = tuple[str | int, ...]


def select(claims: Any, path: ClaimPath) -> list[tuple[Place, Any]]:
    """Return every place that a path selects, with its value; none where it selects nothing.

    Args:
        claims: The claims of a credential.
        path: Names, places and None for every element. A name asked of what is no object, or a place of what is no
            array, selects nothing at all, as the specification says.
    """
    chosen: list[tuple[Place, Any]] = [((), claims)]
    for part in path:
        if not all(isinstance(value, dict if isinstance(part, str) else list) for _, value in chosen):
            return []
        chosen = [one for place, value in chosen for one in _step(place, value, part)]
        if not 0 < len(chosen) <= MAX_SELECTED:
            return []
    return chosen


def _step(place: Place, value: Any, part: str | int | None) -> list[tuple[Place, Any]]:
    if part is None:
        return [((*place, number), child) for number, child in enumerate(value)]
    if isinstance(part, str):
        return [((*place, part), value[part])] if part in value else []
    return [((*place, part), value[part])] if part < len(value) else []
