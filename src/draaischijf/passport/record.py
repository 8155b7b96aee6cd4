"""A consent as a record: the sections of ISO/IEC TS 27560, and the same in words that the person reads."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from draaischijf.passport.consent import Consent, GivenConsent, Look
from draaischijf.passport.fold import Passport
from draaischijf.passport.words import ACTS, PARTS, Tongue, day, listed, number

SCHEMA: Final = "draaischijf/consent-record/1"


def notice(consent: Consent, claims: int, tongue: Tongue = "nl") -> str:
    """Return what a person reads before consenting: who, what for, what is seen, until when, and how to stop it.

    Args:
        consent: The consent.
        claims: Number of claims that it shows now.
        tongue: `nl` or `en`.
    """
    chosen = consent.selection
    parts = listed([PARTS[part][tongue] for part in chosen.parts], tongue)
    acts = listed([ACTS[act][tongue] for act in consent.acts], tongue)
    begins, ends = day(consent.begins, tongue), day(consent.ends, tongue)
    if tongue == "nl":
        said = [f"{consent.party} mag je paspoort zien van {begins} tot en met {ends}, voor: {consent.purpose}."]
        said += [
            f"Te zien: {_what(chosen.claims, claims, tongue)}{f', met {parts}' if parts else ', alleen de namen'}."
        ]
        said += ["Ook voorstellen die je nog niet hebt bevestigd."] if chosen.proposals else []
        said += [f"{consent.party} mag ook: {acts}."] if acts else []
        said += ["Niemand anders ziet het. Elke keer dat er gekeken wordt, zie jij dat terug."]
        said += ["Je kunt dit op elk moment intrekken; dan is het meteen voorbij."]
    else:
        said = [
            f"{consent.party} may see your passport from {begins} up to and including {ends}, for: {consent.purpose}."
        ]
        said += [f"Shown: {_what(chosen.claims, claims, tongue)}{f', with {parts}' if parts else ', names only'}."]
        said += ["Also proposals that you have not confirmed yet."] if chosen.proposals else []
        said += [f"{consent.party} may also {acts}."] if acts else []
        said += ["Nobody else sees it. Every look is shown to you."]
        said += ["You can withdraw this at any moment; it ends at once."]
    return " ".join(said)


def state_of(given: GivenConsent, at: datetime, tongue: Tongue = "nl") -> str:
    """Return in a few words whether a consent holds."""
    if given.withdrawn is not None:
        return f"{'ingetrokken op' if tongue == 'nl' else 'withdrawn on'} {day(given.withdrawn.date(), tongue)}"
    if at.date() > given.consent.ends:
        return f"{'afgelopen op' if tongue == 'nl' else 'ended on'} {day(given.consent.ends, tongue)}"
    if at.date() < given.consent.begins:
        return f"{'gaat in op' if tongue == 'nl' else 'begins on'} {day(given.consent.begins, tongue)}"
    return f"{'geldt tot en met' if tongue == 'nl' else 'holds up to and including'} {day(given.consent.ends, tongue)}"


def as_record(passport: Passport, given: GivenConsent, at: datetime) -> dict[str, Any]:
    """Return a consent as a record with the sections of ISO/IEC TS 27560.

    Args:
        passport: The passport, for its id and looks.
        given: The consent and what became of it.
        at: Moment of which the state is said.
    """
    consent = given.consent
    return {
        "header": {"schema": SCHEMA, "record_id": consent.id, "pii_principal_id": passport.id},
        "pii_processing": {
            "notice": consent.notice,
            "purposes": [
                {
                    "purpose": consent.purpose,
                    "lawful_basis": "consent",
                    "pii": _pii(consent),
                    "pii_controller": consent.party,
                    "collection_method": "shown from the person's passport",
                    "processing": ["look", *(act.value for act in consent.acts)],
                    "recipient_third_parties": [],
                    "retention": f"until {consent.ends.isoformat()}",
                    "withdrawal_method": "draaischijf passport consent withdraw, at any moment",
                    "request": consent.request or None,
                }
            ],
        },
        "parties": [{"name": consent.party, "role": "pii_controller"}],
        "events": [_event(given.given, "given", "explicit"), *_ends(given, at)],
        "looks": [_look(look) for look in passport.looks if look.consent == consent.id],
    }


def _what(claims: tuple[str, ...], count: int, tongue: Tongue) -> str:
    if not claims:
        return {"nl": f"alles wat je bevestigd hebt (nu {count})", "en": f"all that you confirmed (now {count})"}[
            tongue
        ]
    things = ("vaardigheid", "vaardigheden") if tongue == "nl" else ("skill", "skills")
    return f"{number(len(claims), tongue)} {things[len(claims) != 1]}"


def _pii(consent: Consent) -> list[str]:
    claims = consent.selection.claims or ("*",)
    parts = ("", *(f"/{part.value}" for part in consent.selection.parts))
    return [f"claims/{claim}{part}" for claim in claims for part in parts]


def _ends(given: GivenConsent, at: datetime) -> list[dict[str, Any]]:
    if given.withdrawn is not None:
        return [_event(given.withdrawn, "withdrawn", "withdrawn")]
    return (
        [{"at": given.consent.ends.isoformat(), "type": "ended", "state": "expired"}]
        if not given.holds(at) and (at.date() > given.consent.ends)
        else []
    )


def _event(at: datetime, type: str, state: str) -> dict[str, Any]:
    return {"at": at.isoformat(), "type": type, "state": state}


def _look(look: Look) -> dict[str, Any]:
    return {"at": look.at.isoformat(), "party": look.party, "purpose": look.purpose, "paths": list(look.paths)}
