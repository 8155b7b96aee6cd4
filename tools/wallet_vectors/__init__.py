"""Examples that others published, tried on the wallet and counted.

    python -m tools.wallet_vectors            # writes docs/reference/wallet-vectors.md

One module per source; each registers one function per folder with `folder`, which yields a `Check` per example. The
tests run the same functions and hold the page to what they give, so that the page cannot go stale.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Final, Literal, NamedTuple

Outcome = Literal["verified", "read", "refused", "left"]
OUTCOMES: Final[tuple[Outcome, ...]] = ("verified", "read", "refused", "left")
MODULES: Final = ["status", "nl_wallet", "openid", "elm", "integrity", "open_badges"]
PAGE: Final = Path(__file__).resolve().parents[2] / "docs" / "reference" / "wallet-vectors.md"


class Check(NamedTuple):
    """One example.

    Args:
        file: Its file, in the folder of its source.
        outcome: `verified` (signature and all), `read` (it carries no signature that can be checked, and was read and
            compared), `refused` (it is broken, and is refused) or `left` (of a kind that is not supported).
        as_expected: Whether that is what the example is for.
        note: Why it was refused or left; part of the page.
    """

    file: str
    outcome: Outcome
    as_expected: bool = True
    note: str = ""


Checker = Callable[[Path], Iterable[Check]]
FOLDERS: Final[dict[str, Checker]] = {}


def folder(name: str) -> Callable[[Checker], Checker]:
    """Register a function that tries the examples of one folder."""

    def register(check: Checker) -> Checker:
        FOLDERS[name] = check
        return check

    return register


def run(vectors: Path) -> Iterator[tuple[str, list[Check]]]:
    """Yield every registered folder with what came of its examples."""
    for module in MODULES:
        import_module(f"tools.wallet_vectors.{module}")
    for name, check in sorted(FOLDERS.items()):
        if (vectors / name).is_dir():
            yield name, sorted(check(vectors / name))


def page(results: Iterable[tuple[str, list[Check]]]) -> str:
    """Return the page of the documentation."""
    lines = [
        "# Examples of others, tried on the wallet",
        "",
        "Made by `python -m tools.wallet_vectors`; a test holds this page to what the script gives. *Verified* means",
        "signature and all; *read*: it carries no signature that can be checked, and was read and compared; *refused*:",
        "it is broken and refused for the reason given; *left*: of a kind that is not supported.",
        "",
        "| source | examples | verified | read | refused | left | not as expected |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    notes = []
    for name, checks in results:
        count = Counter(one.outcome for one in checks)
        wrong = sum(not one.as_expected for one in checks)
        numbers = [len(checks), *(count[outcome] for outcome in OUTCOMES), wrong]
        lines.append(f"| {name} | " + " | ".join(str(number) for number in numbers) + " |")
        notes += [f"| {name} | {one.file} | {one.outcome} | {one.note} |" for one in checks if one.note]
    lines += ["", "## Refused and left", "", "| source | example | | why |", "| --- | --- | --- | --- |", *notes]
    return "\n".join(lines) + "\n"
