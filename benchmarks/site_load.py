"""People who visit the site over HTTP, each with a connection and a session of their own."""

from __future__ import annotations

import http.client
import random
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode

CSRF = "c" * 32
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass
class Visitor:
    """Someone who is signed in.

    Args:
        session: Key of the session.
        page: Address of a match page.
        name: What that page is called in the table.
        claim: Address of a skill of one's own to write to; empty for an employer.
    """

    session: str
    page: str
    name: str
    claim: str = ""


@dataclass
class Seen:
    """What visitors saw together."""

    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    confirmed: list[str] = field(default_factory=list)
    errors: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


def visit(  # noqa: PLR0913 - all but three are keywords
    port: int,
    visitors: list[Visitor],
    seconds: float,
    *,
    think: float,
    seed: int,
    writes: float = 0.05,
    when: tuple[float, Callable[[], object]] | None = None,
) -> Seen:
    """Let people visit for a while, all at once.

    Args:
        port: Where the site is.
        visitors: Who.
        seconds: How long.
        think: Mean seconds between an answer and the next request.
        seed: Of chance.
        writes: Share of requests by workers that write.
        when: Something to do after so many seconds.
    """
    seen, ends = Seen(), time.perf_counter() + seconds
    threads = [
        threading.Thread(target=_stay, args=(port, one, ends, think, random.Random(seed * 1000 + place), writes, seen))
        for place, one in enumerate(visitors)
    ]
    for thread in threads:
        thread.start()
    if when is not None:
        time.sleep(when[0])
        when[1]()
    for thread in threads:
        thread.join()
    return seen


def _stay(  # noqa: PLR0913, PLR0917 - a thread takes them in order
    port: int, who: Visitor, ends: float, think: float, dice: random.Random, writes: float, seen: Seen
) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    time.sleep(dice.random() * think)
    while time.perf_counter() < ends:
        write = bool(who.claim) and dice.random() < writes
        began = time.perf_counter()
        try:
            good = _write(connection, who, dice, seen) if write else _read(connection, who)
        except (OSError, http.client.HTTPException):
            good = False
            connection.close()
        with seen.lock:
            seen.times["write" if write else who.name].append(1000 * (time.perf_counter() - began))
            seen.errors += not good
        time.sleep(think * (0.5 + dice.random()))
    connection.close()


def _read(connection: http.client.HTTPConnection, who: Visitor) -> bool:
    connection.request("GET", who.page, headers={"Cookie": f"session={who.session}; csrf={CSRF}"})
    answer = connection.getresponse()
    return answer.status == 200 and b"</html>" in answer.read()


def _write(connection: http.client.HTTPConnection, who: Visitor, dice: random.Random, seen: Seen) -> bool:
    token = f"{dice.getrandbits(64):016x}"
    body = urlencode({"csrfmiddlewaretoken": CSRF, "do": "use", "kind": "hobby", "context": token, "ended": ""})
    headers = {"Cookie": f"session={who.session}; csrf={CSRF}", **FORM}
    connection.request("POST", who.claim, body, headers)
    answer = connection.getresponse()
    answer.read()
    if answer.status == 302:
        with seen.lock:
            seen.confirmed.append(token)
    return answer.status == 302


def percentile(times: list[float], at: float) -> float:
    """Return a percentile, the nearest rank."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(len(ordered) * at / 100))] if ordered else 0.0
