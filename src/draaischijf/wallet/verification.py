"""What a verifier answers: one verdict on each axis, never one blur of all.

Unknown is not good: an axis that could not be looked at says `unknown` and why, and is never taken for granted.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, Literal

Axis = Literal["signature", "issuer", "status", "freshness", "binding"]
AXES: Final[tuple[Axis, ...]] = ("signature", "issuer", "status", "freshness", "binding")


class Verdict(StrEnum):
    """What is known on one axis."""

    GOOD = "good"
    BAD = "bad"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "n/a"


@dataclass(frozen=True, slots=True)
class Finding:
    """The verdict on one axis.

    Args:
        verdict: Good, bad, unknown, or not applicable to this format.
        code: Stable machine-readable reason, such as `expired` or `key-binding-missing`.
        reason: The same in one line for a person.
    """

    verdict: Verdict
    code: str
    reason: str

    def as_dict(self) -> dict[str, str]:
        """Return the shape under `axes` in the envelope."""
        return {"verdict": self.verdict.value, "code": self.code, "reason": self.reason}


@dataclass(frozen=True, slots=True)
class Verification:
    """The answer about one credential or presentation.

    Args:
        format: What was read, such as `dc+sd-jwt`, `open-badge-3+eddsa-rdfc-2022` or `pades`.
        axes: A finding for each of the five axes.
        claims: What the credential says, only as far as it was disclosed.
    """

    format: str
    axes: Mapping[Axis, Finding]
    claims: tuple[Mapping[str, Any], ...] = ()

    def __post_init__(self) -> None:
        if set(self.axes) != set(AXES):
            raise ValueError(f"a verification answers on {', '.join(AXES)}, not on {', '.join(self.axes)}")

    def required(self) -> frozenset[Axis]:
        """Return the axes that must be good unless said otherwise: status where the credential names one."""
        named = self.axes["status"].verdict is not Verdict.NOT_APPLICABLE
        return frozenset[Axis](("signature", "freshness", "status") if named else ("signature", "freshness"))

    def accepted(self, require: Collection[Axis] | None = None) -> bool:
        """Return whether every required axis is good.

        Args:
            require: The axes that count; signature, freshness and a named status unless said.
        """
        wanted = self.required() if require is None else require
        return all(self.axes[axis].verdict is Verdict.GOOD for axis in wanted)

    def as_dict(self, require: Collection[Axis] | None = None) -> dict[str, Any]:
        """Return the shape under `data` in the envelope of `wallet verify`."""
        return {
            "format": self.format,
            "axes": {axis: self.axes[axis].as_dict() for axis in AXES},
            "accepted": self.accepted(require),
            "claims": [dict(claim) for claim in self.claims],
        }
