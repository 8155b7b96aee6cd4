"""The samples of European Digital Credentials, with their shapes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from draaischijf.wallet import Context, read_credentials, verify
from tools.wallet_vectors import Check, folder

MODEL: Final = "http://data.europa.eu/snb/model/"
AT: Final = datetime(2026, 11, 21, tzinfo=UTC)
_UNUSED: Final = "shapes of a profile that no sample names"


def at_hand(path: Path) -> dict[str, bytes]:
    """Return the context and the shapes by the URL that samples name them by."""
    folder_ = path / "rdf/ap/edc"
    return {
        f"{MODEL}context/edc-ap": (folder_ / "edc-ap-context.jsonld").read_bytes(),
        f"{MODEL}ap/edc-generic-full": (folder_ / "EDC-generic-full.ttl").read_bytes(),
        f"{MODEL}ap/edc-generic-no-cv": (folder_ / "EDC-generic-no-cv.ttl").read_bytes(),
    }


@folder("european-learning-model-3")
def elm(path: Path) -> Iterator[Check]:
    """Verify the sealed sample, shapes and all; read the others."""
    held = at_hand(path)
    for file in sorted(path.rglob("*.jsonld")):
        if file.name == "edc-ap-context.jsonld":
            continue
        found = verify(file.read_bytes(), Context(at=AT, documents=held))
        if "-signed" in file.name:
            yield Check(file.name, "verified", found.accepted() and not found.claims[0]["not_checked"])
        else:
            good = found.axes["signature"].code == "unsigned" and bool(
                read_credentials(file.read_bytes())[0].achievements
            )
            yield Check(file.name, "read", good)
    for file in sorted((path / "rdf").rglob("*.*")):
        if file.read_bytes() in held.values():
            yield Check(file.name, "read")
        else:
            yield Check(file.name, "left", note=_UNUSED)
