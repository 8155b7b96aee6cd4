"""When a release of the language retires or splits a concept: the person says what their claim becomes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from draaischijf.language import carry
from draaischijf.passport.claims import Claim, ClaimKind
from draaischijf.passport.desk import Desk
from draaischijf.passport.events import Corrected
from draaischijf.passport.fold import Passport

if TYPE_CHECKING:
    from draaischijf.language import Language


@dataclass(frozen=True, slots=True)
class Renewal:
    """A claim whose concept a release no longer has.

    Args:
        claim: The claim, as it stands.
        successors: URIs of the concepts that took its place; none where it was retired without one.
    """

    claim: Claim
    successors: tuple[str, ...]


def renewals(passport: Passport, language: Language) -> tuple[Renewal, ...]:
    """Return the claims that count but whose concept a release no longer has.

    Args:
        passport: The passport.
        language: The release.
    """
    counting = passport.counting
    carried = carry([claim.uri for claim in counting], language)
    return tuple(Renewal(claim, one.to) for claim, one in zip(counting, carried, strict=True) if one.how != "same")


def renew(desk: Desk, found: Sequence[Renewal], language: Language) -> list[str]:
    """Let claims with one successor become that, as the person decides, and return their ids.

    A concept that was split or retired is left for the person to choose: `Desk.correct` or `Desk.reject`.

    Args:
        desk: The desk of the person.
        found: The renewals that the person agrees with.
        language: The release.
    """
    done = []
    for one in found:
        row = language.id_of(one.successors[0]) if len(one.successors) == 1 else None
        if row is not None:
            kind = one.claim.kind if one.claim.kind is ClaimKind.LICENCE else ClaimKind(language.concepts.kinds[row])
            desk.correct(Corrected(one.claim.id, one.successors[0], kind, release=language.release))
            done.append(one.claim.id)
    return done
