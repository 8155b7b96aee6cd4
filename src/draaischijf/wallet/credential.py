"""What a credential of any format says, in one shape."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from draaischijf.terms import EvidenceKind


@dataclass(frozen=True, slots=True)
class Alignment:
    """What an achievement says that it corresponds to.

    Args:
        target: URI of the concept, such as an ESCO skill; as it stands in the credential.
        name: Its name there.
        framework: Name of the framework, such as `ESCO`.
        code: Its code in the framework.
        kind: What the target is, such as `ESCO:skill`, `CTDL` or `CFItem`; as it stands in the credential.
    """

    target: str
    name: str = ""
    framework: str = ""
    code: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Achievement:
    """What was achieved.

    Args:
        name: Its name, in the language of the credential.
        id: Its identifier; empty where it has none.
        description: What it is.
        criteria: What had to be shown for it.
        kind: The issuer's word for what it is, such as `Diploma` or `MicroCredential`.
        alignments: Concepts that it corresponds to.
        eqf: Level of the European Qualifications Framework, 1 to 8; None where unsaid.
        credits: Study load in EC; None where unsaid.
        result: A mark or level that was reached, as it stands there.
    """

    name: str
    id: str = ""
    description: str = ""
    criteria: str = ""
    kind: str = ""
    alignments: tuple[Alignment, ...] = ()
    eqf: int | None = None
    credits: float | None = None
    result: str = ""

    def __post_init__(self) -> None:
        if self.eqf is not None and not 1 <= self.eqf <= 8:
            raise ValueError(f"a level of the EQF is 1 to 8, not {self.eqf}")


@dataclass(frozen=True, slots=True)
class Credential:
    """One credential. Reading it says nothing about whether it is genuine: that is `verify`.

    Args:
        format: As in `Verification.format`.
        issuer: Identifier of who issued it.
        issuer_name: Its name, where the credential says so.
        id: Its own identifier; empty where it has none.
        type: The issuer's type: a `vct`, or the most specific type of a badge.
        holder: Identifier or key thumbprint of whom it is bound to; empty where it is bound to nobody.
        kind: What sort of evidence it is; None where unknown.
        valid_from: From when it is valid; aware.
        valid_until: Until when.
        achievements: What it is about.
        claims: What it says, only as far as disclosed.
        status: Where its status can be looked up, as it stands there; None where it names none.
        source: The bytes that it was read from.
    """

    format: str
    issuer: str
    issuer_name: str = ""
    id: str = ""
    type: str = ""
    holder: str = ""
    kind: EvidenceKind | None = None
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    achievements: tuple[Achievement, ...] = ()
    claims: Mapping[str, Any] = field(default_factory=dict, repr=False)
    status: Mapping[str, Any] | None = None
    source: bytes = field(default=b"", repr=False)
