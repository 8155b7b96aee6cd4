"""Freshness: is this the moment at which it is valid? The same for every signed token."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from draaischijf.wallet.chains import load_certificate
from draaischijf.wallet.verification import Finding, Verdict

SKEW: Final = 60  # seconds that clocks may differ
_LATEST: Final = 253_402_300_799  # the last second of the year 9999


def seconds(claims: Mapping[str, Any], name: str) -> float | None:
    """Return a moment in seconds; None where unsaid.

    Raises:
        ValueError: It is no number between 1970 and 9999.
    """
    value = claims.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= _LATEST:
        raise ValueError(name)
    return float(value)


def freshness_of(claims: Mapping[str, Any], at: datetime, chain: Sequence[bytes] = ()) -> Finding:
    """Return the verdict on the axis `freshness`, from `exp`, `nbf`, `iat` and the signer's certificate.

    Args:
        claims: Claims of a token.
        at: The moment of the question; aware.
        chain: Certificates of the signer; its own first.
    """
    try:
        expires, starts, issued = (seconds(claims, name) for name in ("exp", "nbf", "iat"))
    except ValueError as error:
        return Finding(Verdict.BAD, "time-malformed", f"Its {error} is no moment.")
    return _against(at.timestamp(), expires, starts, issued) or _certificate_at(chain, at) or _good(expires)


def _against(now: float, expires: float | None, starts: float | None, issued: float | None) -> Finding | None:
    if expires is not None and now >= expires:
        return Finding(Verdict.BAD, "expired", f"It expired on {_day(expires)}.")
    if starts is not None and now + SKEW < starts:
        return Finding(Verdict.BAD, "not-yet-valid", f"It is valid from {_day(starts)}.")
    if issued is not None and now + SKEW < issued:
        return Finding(Verdict.BAD, "issued-in-future", f"It says that it was issued on {_day(issued)}.")
    return None


def _certificate_at(chain: Sequence[bytes], at: datetime) -> Finding | None:
    if not chain:
        return None
    own = load_certificate(chain[0])
    if own.not_valid_after_utc < at:
        return Finding(Verdict.BAD, "certificate-expired", "The certificate that signed it has expired.")
    if own.not_valid_before_utc > at + timedelta(seconds=SKEW):
        return Finding(Verdict.BAD, "certificate-not-yet-valid", "The certificate that signed it starts later.")
    return None


def _good(expires: float | None) -> Finding:
    if expires is None:
        return Finding(Verdict.GOOD, "no-expiry", "It names no end.")
    return Finding(Verdict.GOOD, "valid-now", f"It is valid until {_day(expires)}.")


def _day(moment: float) -> str:
    return datetime.fromtimestamp(moment, UTC).date().isoformat()
