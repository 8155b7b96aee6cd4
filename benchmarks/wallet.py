"""SD-JWT VC presentations verified a second on one core.

    python -m benchmarks.wallet

Every presentation has its own salts, index in the status list, nonce and key binding, ten disclosures, and a
certificate under `x5c` that is followed to a trust list. Holders and the issuer recur, as they do for a verifier, so
that their keys stay loaded. Both signatures of every presentation are checked every time; the second line is what these
two checks alone take in the cryptography library, which no verifier on it can beat. Times are of the processor.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from draaischijf.terms import EvidenceKind
from draaischijf.wallet import Context, Trusted, TrustList, generate_key, verify
from draaischijf.wallet.certify import issue_certificate, make_root
from draaischijf.wallet.keys import SoftwareKey
from draaischijf.wallet.sdjwt import bind, disclose, issue_sd_jwt, parse_sd_jwt
from draaischijf.wallet.status import StatusStore

COUNT = 2_000
HOLDERS = 100
ROUNDS = 5
TARGET = 2_500
ISSUER, AUDIENCE, LIST = "https://mbo.example", "x509_san_dns:verifier.example", "https://mbo.example/status/1"
AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
NAMES = [f"skill_{number}" for number in range(10)]


def make(count: int) -> tuple[list[tuple[bytes, str]], TrustList, bytes]:
    """Return presentations with their nonces, the trust list and the status list."""
    start = AT - timedelta(days=30)
    authority = make_root(generate_key(), "Root", valid_from=start)
    key = generate_key()
    key = key.with_chain(issue_certificate(authority, key, "MBO", ["mbo.example"], valid_from=start))
    entry = Trusted(ISSUER, frozenset([EvidenceKind.CERTIFICATE]), "MBO", roots=(authority.certificate,))
    statuses = StatusStore()
    statuses.create(LIST)
    holders = [generate_key() for _ in range(HOLDERS)]
    made = [one(key, holders[number % HOLDERS], statuses.take(LIST), f"nonce-{number}") for number in range(count)]
    return made, TrustList([entry]), statuses.token(LIST, key, at=AT).encode()


def one(key: SoftwareKey, holder: SoftwareKey, index: int, nonce: str) -> tuple[bytes, str]:
    """Return a presentation of ten disclosures with its nonce."""
    said = {name: f"https://example.org/skill/{random.randrange(10**9)}" for name in NAMES}
    claims = {
        "iss": ISSUER,
        "vct": "urn:example:skills",
        "iat": int(AT.timestamp()) - 86_400,
        "exp": int(AT.timestamp()) + 86_400,
        "evidence_kind": "certificate",
        "status": {"status_list": {"idx": index, "uri": LIST}},
        **said,
    }
    held = parse_sd_jwt(issue_sd_jwt(claims, key, hold_back=[(name,) for name in NAMES], holder=holder.jwk))
    shown = disclose(held, [(name,) for name in NAMES])
    return bind(shown, held, holder, audience=AUDIENCE, nonce=nonce, at=AT).encode(), nonce


def seconds(work: Callable[[], object]) -> float:
    """Return the median time of a few rounds."""
    taken = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return sorted(taken)[ROUNDS // 2]


def verify_all(made: Sequence[tuple[bytes, str]], trust: TrustList, status: bytes) -> None:
    """Verify every presentation and insist on every axis."""
    lists = {LIST: status}
    for data, nonce in made:
        found = verify(data, Context(AT, trust, nonce, AUDIENCE, lists))
        assert found.accepted(["signature", "issuer", "status", "freshness", "binding"]), found


def signatures_only(count: int) -> None:
    """Check two signatures per presentation, and nothing else."""
    key = generate_key()
    text = b"x" * 800
    signature = key.sign(text)
    for _ in range(2 * count):
        assert key.public.verify(signature, text)


def main() -> None:
    """Print the table."""
    made, trust, status = make(COUNT)
    verify_all(made[:10], trust, status)
    taken = seconds(lambda: verify_all(made, trust, status))
    floor = seconds(lambda: signatures_only(COUNT))
    print(f"{COUNT:,} presentations of {len(made[0][0]):,} bytes; median of {ROUNDS} rounds, one core\n")
    print("| what | a second | µs each |")
    print("| --- | ---: | ---: |")
    row("verified: five axes, two signatures, ten disclosures, status", COUNT / taken)
    row("the two signature checks alone", COUNT / floor)
    row("target", TARGET)


def row(what: str, rate: float) -> None:
    """Print one row: how many a second, and how long each takes."""
    print(f"| {what} | {rate:,.0f} | {1e6 / rate:.0f} |")


if __name__ == "__main__":
    main()
