"""One sentence each: how well a claim is shown, how current it is, what would strengthen it, what to refresh."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from draaischijf.passport.claims import Checked, EvidenceItem
from draaischijf.passport.currency import worth_refreshing
from draaischijf.passport.defaults import MILLION, Defaults, load_defaults
from draaischijf.passport.proof import proof
from draaischijf.passport.standing import Standing
from draaischijf.passport.words import CHECKS, EVIDENCE, USES, Tongue, day, listed, number, percent
from draaischijf.terms import Evidence, EvidenceKind

# A context that no evidence has: what is added there stands apart from what is there already.
ELSEWHERE: Final = "\0"


@dataclass(frozen=True, slots=True)
class Strengthening:
    """One kind of evidence that would show a claim better.

    Args:
        kind: The kind of evidence.
        gain: What it would add to proof in a context that is new, in millionths.
        sentence: The same in words, by language.
    """

    kind: EvidenceKind
    gain: int
    sentence: dict[Tongue, str]


def explain_proof(standing: Standing, tongue: Tongue = "nl") -> str:
    """Return in one sentence how well a claim is shown and by what.

    Args:
        standing: Where the claim stands.
        tongue: `nl` or `en`.
    """
    share = percent(standing.proof, tongue)
    if not standing.items:
        return {
            "nl": f"Bewijs {share}: alleen het eigen woord, er is nog niets anders dat het laat zien.",
            "en": f"Proof {share}: one's own word, nothing else shows it yet.",
        }[tongue]
    what = listed(_named(standing.items, tongue), tongue)
    return f"{'Bewijs' if tongue == 'nl' else 'Proof'} {share}: {what}{_reservations(standing, tongue)}."


def explain_currency(standing: Standing, tongue: Tongue = "nl", defaults: Defaults | None = None) -> str:
    """Return in one sentence how current a claim is and why.

    Args:
        standing: Where the claim stands.
        tongue: `nl` or `en`.
        defaults: The numbers in force; the shipped ones unless said.
    """
    numbers = defaults or load_defaults()
    if not standing.use_known:
        return {
            "nl": "Er staat niet bij wanneer dit voor het laatst gedaan is; het telt als actueel.",
            "en": "It does not say when this was last done; it counts as current.",
        }[tongue]
    if standing.last_used is None:
        ongoing = sorted({use.kind for use in standing.claim.uses if use.confirmed and use.ended is None})
        where = f" ({listed([USES[kind][tongue] for kind in ongoing], tongue)})" if ongoing else ""
        return {"nl": f"Actueel: nu in gebruik{where}.", "en": f"Current: in use now{where}."}[tongue]
    years = _years(numbers.half_life[numbers.class_of(standing.kind)], tongue)
    last, share = day(standing.last_used, tongue), percent(standing.currency, tongue)
    return {
        "nl": f"Actueel {share}: voor het laatst gedaan op {last}, en {years} zonder gebruik kost de helft.",
        "en": f"Current {share}: last done on {last}, and {years} without use costs half of it.",
    }[tongue]


def explain_refreshing(standing: Standing, tongue: Tongue = "nl", defaults: Defaults | None = None) -> str | None:
    """Return in one sentence that a claim is worth refreshing and what that takes; None where it is current enough.

    Args:
        standing: Where the claim stands.
        tongue: `nl` or `en`.
        defaults: The numbers in force; the shipped ones unless said.
    """
    numbers = defaults or load_defaults()
    if not worth_refreshing(standing.currency, numbers):
        return None
    anew = numbers.hours[numbers.class_of(standing.kind)]
    hours = max(1, round(anew * numbers.refresh * (MILLION - standing.currency) / MILLION))
    return {
        "nl": f"De moeite waard om op te frissen: ongeveer {hours} uur, opnieuw leren zou {round(anew)} uur kosten.",
        "en": f"Worth refreshing: about {hours} hours, learning it anew would take {round(anew)}.",
    }[tongue]


def strengthenings(standing: Standing, defaults: Defaults | None = None) -> tuple[Strengthening, ...]:
    """Return what would show a claim better, in a new context, greatest gain first.

    Only kinds of evidence that fit the kind of claim are named (`proof.fitting` in the defaults).

    Args:
        standing: Where the claim stands.
        defaults: The numbers in force; the shipped ones unless said.
    """
    numbers = defaults or load_defaults()
    found = []
    for kind in numbers.fitting[standing.claim.kind]:
        gain = proof((*standing.evidence, Evidence(kind, ELSEWHERE)), numbers) - standing.proof
        found.append(Strengthening(kind, gain, _advice(kind, standing, gain)))
    return tuple(sorted(found, key=lambda one: (-one.gain, one.kind)))


def another_pair_of_eyes(standing: Standing, defaults: Defaults | None = None) -> Strengthening:
    """Return what makes a human skill stronger: someone else who sees it, elsewhere; said without a mark.

    Args:
        standing: Where the claim stands.
        defaults: The numbers in force; the shipped ones unless said.
    """
    seen = Evidence(EvidenceKind.OBSERVATION, ELSEWHERE)
    gain = proof((*standing.evidence, seen), defaults or load_defaults()) - standing.proof
    where = {"nl": " op een andere plek", "en": " in another place"} if standing.items else {"nl": "", "en": ""}
    return Strengthening(
        EvidenceKind.OBSERVATION,
        gain,
        {
            "nl": f"Sterker wordt het als iemand anders het ook ziet{where['nl']}, en opschrijft wat die zag.",
            "en": f"It grows stronger when someone else sees it too{where['en']}, and writes down what they saw.",
        },
    )


def said_check(item: EvidenceItem, tongue: Tongue = "nl", defaults: Defaults | None = None) -> str:
    """Return how a piece was checked, in words; empty where nobody would check it, as with what someone saw."""
    hard = (defaults or load_defaults()).proof[item.kind].hardness == "hard"
    return CHECKS[item.checked][tongue] if hard or item.checked is not Checked.STATED else ""


def unchecked(standing: Standing, defaults: Defaults | None = None) -> bool:
    """Return whether hard evidence is among what counts that nobody has looked at yet."""
    numbers = defaults or load_defaults()
    return any(
        item.checked is Checked.STATED and numbers.proof[item.kind].hardness == "hard" and item not in standing.lapsed
        for item in standing.items
    )


def _advice(kind: EvidenceKind, standing: Standing, gain: int) -> dict[Tongue, str]:
    new = any(item.context for item in standing.claim.evidence)
    where = {
        "nl": " op een plek die er nog niet bij staat" if new else "",
        "en": " in a place that is not there yet" if new else "",
    }
    then = {tongue: percent(standing.proof + gain, tongue) for tongue in ("nl", "en")}
    return {
        "nl": f"Sterker wordt het door {EVIDENCE[kind]['nl'][0]}{where['nl']}: dan is het bewijs {then['nl']}.",
        "en": f"It would be stronger with {EVIDENCE[kind]['en'][0]}{where['en']}: proof would be {then['en']}.",
    }


def _named(items: tuple[EvidenceItem, ...], tongue: Tongue) -> list[str]:
    """Return each kind of evidence with its contexts, in the order in which it came."""
    groups: defaultdict[EvidenceKind, list[str]] = defaultdict(list)
    for item in items:
        groups[item.kind].append(item.context or item.title or item.issuer)
    named = []
    for kind, contexts in groups.items():
        one, several = EVIDENCE[kind][tongue]
        what = one if len(contexts) == 1 else f"{number(len(contexts), tongue)} {several}"
        places = ", ".join(dict.fromkeys(context for context in contexts if context))
        named.append(f"{what} ({places})" if places else what)
    return named


def _reservations(standing: Standing, tongue: Tongue) -> str:
    said = []
    for item in standing.lapsed:
        name = item.title or EVIDENCE[item.kind][tongue][0]
        ended = day(item.expires, tongue) if item.expires else ""
        said.append(
            {
                "nl": f"{name} verliep op {ended} en telt niet meer als hard bewijs",
                "en": f"{name} lapsed on {ended} and no longer counts as hard proof",
            }[tongue]
        )
    if unchecked(standing):
        said.append({"nl": "nog door niemand nagekeken", "en": "not checked by anyone yet"}[tongue])
    return "".join(f"; {one}" for one in said)


def _years(half_life: Decimal, tongue: Tongue) -> str:
    text = f"{half_life.normalize():f}"
    if tongue == "nl":
        return f"{text.replace('.', ',')} jaar"
    return f"{text} years" if half_life != 1 else "a year"
