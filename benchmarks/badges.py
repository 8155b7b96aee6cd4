"""Badges verified a second on one core, and how soon a poisoned graph is refused.

    python -m benchmarks.badges

Each badge is another one, of an issuer on the trust list. The canonical form is made in a process of its own, so that
the times are of the clock: those of the processor would leave that process out.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import UTC, datetime

from draaischijf.problems import Problem
from draaischijf.wallet import Context, Trusted, TrustList, generate_key, verify
from draaischijf.wallet.badges import as_text, compose, issuer_did, sign_badge, sign_badge_token
from draaischijf.wallet.credential import Achievement
from draaischijf.wallet.did import method_of
from draaischijf.wallet.integrity import add_proof
from draaischijf.wallet.integrity.canonical import canonical_forms

COUNT = 300
KEY = generate_key("EdDSA")
DID = issuer_did(KEY)
START = datetime(2026, 1, 1, tzinfo=UTC)
LATER = datetime(2100, 1, 1, tzinfo=UTC)


def badge(number: int) -> dict[str, object]:
    """Return an unsigned badge."""
    said = Achievement(f"Badge {number}", f"https://school.example/{number}", "Wat je kunt.", "Een proef.")
    return compose(said, {"id": DID, "name": "School"}, holder=f"did:example:{number}", valid_from=START)


def rate(made: Sequence[str], trust: TrustList) -> float:
    """Return how many are verified a second; every axis that counts must be good."""
    start = time.perf_counter()
    for text in made:
        assert verify(text.encode(), Context(LATER, trust)).accepted(["signature", "issuer", "freshness"])
    return len(made) / (time.perf_counter() - start)


def poisoned(size: int) -> dict[str, object]:
    """Return a graph in which all nodes point at each other, without names that tell them apart."""
    nodes = [f"_:b{number}" for number in range(size)]
    ring = [{"@id": one, "p": [{"@id": two} for two in nodes if two != one]} for one in nodes]
    return {"@context": {"p": "urn:p"}, "@graph": ring}


def main() -> None:
    """Print the table."""
    trust = TrustList([Trusted(DID, None, did=DID)])
    forms = {
        "eddsa-rdfc-2022": [as_text(sign_badge(badge(number), KEY)) for number in range(COUNT)],
        "eddsa-jcs-2022": [
            as_text(add_proof(badge(number), KEY, method_of(DID), suite="eddsa-jcs-2022")) for number in range(COUNT)
        ],
        "VC-JWT (EdDSA)": [sign_badge_token(badge(number), KEY) for number in range(COUNT)],
    }
    print("| Open Badges 3.0 | verified a second |\n| --- | ---: |")
    for name, made in forms.items():
        rate(made[:20], trust)
        print(f"| {name} | {rate(made, trust):,.0f} |")
    print("\n| poisoned graph | refused in |\n| --- | ---: |")
    for size in (8, 12, 16):
        start = time.perf_counter()
        try:
            canonical_forms(poisoned(size))
            said = "put in canonical form"
        except Problem as problem:
            said = problem.code
        print(f"| {size} blank nodes ({said}) | {time.perf_counter() - start:.2f} s |")


if __name__ == "__main__":
    main()
