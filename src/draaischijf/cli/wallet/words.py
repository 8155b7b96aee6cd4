"""Axes, verdicts and reasons in Dutch, for people; in `--json` they stay codes."""

from __future__ import annotations

import re
from typing import Final

from draaischijf.wallet.verification import Finding

AXES: Final = {
    "signature": "handtekening",
    "issuer": "uitgever",
    "status": "status",
    "freshness": "geldigheid",
    "binding": "houder",
}
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
VERDICTS: Final = {"good": "goed", "bad": "FOUT", "unknown": "onbekend", "n/a": "n.v.t."}
# Reasons that say the same whatever the credential; others are shown as they are, in English.
_REASONS: Final = {
    "signature-matches": "De handtekening klopt bij de tekst.",
    "signature-valid": "De handtekening klopt bij de tekst.",
    "signature-invalid": "De handtekening klopt niet bij de tekst.",
    "unsigned": "Is niet ondertekend.",
    "signature-wrong": "De handtekening klopt niet bij de tekst.",
    "key-not-of-issuer": "Ondertekend, maar niet door de uitgever die erin staat.",
    "key-unknown": "Geen sleutel van deze uitgever bekend; wat in het bewijs zelf staat, bewijst dat niet.",
    "algorithm-none": "Zegt zelf dat het niet ondertekend is.",
    "algorithm-not-allowed": "Ondertekend op een manier die hier niet wordt aanvaard.",
    "header-refused": "Vraagt in de kop iets wat hier niet wordt gedaan.",
    "type-not-allowed": "Is van een soort die hier geen bewijs is.",
    "vct-missing": "Zegt niet wat voor soort bewijs het is.",
    "digest-duplicate": "Heeft twee keer hetzelfde gesloten gegeven.",
    "disclosure-unreferenced": "Laat iets zien wat niet ondertekend is.",
    "disclosure-malformed": "Laat iets zien wat niet te lezen is.",
    "claim-duplicate": "Laat iets zien wat er al staat.",
    "claim-held-back": "Houdt iets achter wat altijd zichtbaar moet zijn.",
    "issuer-listed": "De uitgever staat op de vertrouwenslijst, voor dit soort bewijs.",
    "issuer-not-listed": "De uitgever staat niet op een vertrouwenslijst.",
    "issuer-unproven": "Wie tekende is onbekend, dus de uitgever ook.",
    "issuer-key-mismatch": "Niet getekend met een sleutel van deze uitgever.",
    "issuer-not-trusted-then": "De uitgever staat op de lijst, maar niet op dit moment.",
    "issuer-not-for-kind": "De uitgever staat op de lijst, maar niet voor dit soort bewijs.",
    "kind-unknown": "De uitgever staat op de lijst, maar wat dit bewijst is onbekend.",
    "chain-untrusted": "De certificaten leiden niet naar iemand op de lijst.",
    "valid": "De lijst van de uitgever zegt dat het geldt.",
    "not-withdrawn": "De lijst van de uitgever zegt dat het geldt.",
    "revoked": "De uitgever heeft het ingetrokken.",
    "suspended": "De uitgever heeft het opgeschort.",
    "status-none": "Noemt geen statuslijst: het kan niet worden ingetrokken.",
    "no-status": "Noemt geen statuslijst: het kan niet worden ingetrokken.",
    "status-list-missing": "De statuslijst is er niet bij.",
    "status-list-expired": "De statuslijst is verlopen; haal een nieuwe op.",
    "status-list-untrusted": "De statuslijst is niet van deze uitgever.",
    "status-index-out-of-range": "De statuslijst heeft geen plaats voor dit bewijs.",
    "valid-now": "Geldt nu.",
    "expired": "Is verlopen.",
    "not-yet-valid": "Geldt nog niet.",
    "issued-in-future": "Zegt van later dan nu te zijn.",
    "no-expiry": "Heeft geen einddatum.",
    "no-end": "Heeft geen einddatum.",
    "certificate-expired": "Het certificaat van de uitgever is verlopen.",
    "certificate-not-yet-valid": "Het certificaat van de uitgever geldt nog niet.",
    "bound": "De houder tekende het, voor deze vraag, zojuist.",
    "not-bound": "Aan niemand gebonden: wie het heeft, kan het laten zien.",
    "key-binding-missing": "Gebonden aan een houder, die dit niet heeft ondertekend.",
    "binding-signature-wrong": "Niet ondertekend met de sleutel van de houder.",
    "binding-too-old": "De handtekening van de houder is ouder dan 300 seconden.",
    "binding-in-future": "De handtekening van de houder is van later dan nu.",
    "sd-hash-mismatch": "De houder tekende iets anders dan hier te zien is.",
    "audience-mismatch": "Gemaakt voor een ander.",
    "nonce-mismatch": "Antwoord op een andere vraag; misschien een herhaling.",
    "nonce-not-asked": "De houder tekende het, maar zonder vraag kan het een herhaling zijn (--nonce).",
    "audience-not-asked": "De houder tekende het, maar voor wie is niet gevraagd (--audience).",
    "not-looked-at": "Niet bekeken, omdat de tekst zelf wordt geweigerd.",
    "verifier-known": "Iemand die u vertrouwt staat voor deze vrager in.",
    "verifier-not-judged": "Niemand is genoemd die voor vragers instaat (--verifiers).",
}


def reason(found: Finding) -> str:
    """Return why, in Dutch where there are words for it, with the day that the reason names."""
    said = _REASONS.get(found.code)
    day = _DAY.search(found.reason)
    return found.reason if said is None else f"{said} ({day[0]})" if day else said
