"""The state of a talk, and its questions in Dutch and English: plain data that survives between visits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from draaischijf.passport.claims import UseKind
from draaischijf.passport.making.gain import Candidate
from draaischijf.passport.records import Record
from draaischijf.passport.words import Tongue


class Step(StrEnum):
    """What is asked next."""

    ACTIVITY = "activity"
    OCCUPATION = "occupation"
    TITLE = "title"
    KIND = "kind"
    WHEN = "when"
    SKILL = "skill"
    SEEN = "seen"
    MORE = "more"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Option:
    """An answer to choose.

    Args:
        value: What is passed to `answer`.
        text: What is shown, by language.
    """

    value: str
    text: dict[Tongue, str]


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it is shown.

    Args:
        step: What it is about.
        text: The question, by language.
        options: Answers to choose; none where any words will do.
        about: URI of the skill that it is about; empty for another question.
    """

    step: Step
    text: dict[Tongue, str]
    options: tuple[Option, ...] = ()
    about: str = ""


class Activity(Record, frozen=True):
    """Something that the person did.

    Args:
        words: In the person's own words.
        title: A shorter name for it, where that was asked.
        occupations: URIs of the occupations that it resembles.
        occupation: The one that the person chose; empty for none.
        kind: Whether it was paid work, care and so on.
        began: First day, where known.
        ended: Last day, where known.
        ongoing: Whether it goes on.
        candidates: Skills that go with it, and what the person answered.
        seen_by: Who saw it; empty for no one.
    """

    words: str
    title: str = ""
    occupations: tuple[str, ...] = ()
    occupation: str = ""
    kind: UseKind = UseKind.WORK
    began: date | None = None
    ended: date | None = None
    ongoing: bool = False
    candidates: tuple[Candidate, ...] = ()
    seen_by: str = ""


class Talk(Record, frozen=True):
    """Where a talk stands.

    Args:
        day: The day on which it is held.
        step: What is asked next.
        activities: What was told; the last one is being talked about.
        about: URI of the skill that is asked now; empty otherwise.
        seconds: How long it has taken so far, as expected for the questions that were asked.
        asked: Number of questions asked about skills of this activity.
    """

    day: date
    step: Step = Step.ACTIVITY
    activities: tuple[Activity, ...] = ()
    about: str = ""
    seconds: int = 0
    asked: int = 0

    @property
    def now(self) -> Activity:
        """What is being talked about."""
        return self.activities[-1]


NONE: Final = "0"
SEEN: Final[dict[str, dict[Tongue, str]]] = {
    "leidinggevende": {"nl": "een leidinggevende", "en": "a manager"},
    "collega": {"nl": "een collega", "en": "a colleague"},
    "klant": {"nl": "een klant, cliënt of bewoner", "en": "a customer, client or resident"},
    "docent": {"nl": "een docent of trainer", "en": "a teacher or trainer"},
    "naaste": {"nl": "familie, vrienden of buren", "en": "family, friends or neighbours"},
    NONE: {"nl": "niemand", "en": "nobody"},
}
LEVELS: Final[dict[str, dict[Tongue, str]]] = {
    NONE: {"nl": "nee", "en": "no"},
    "1": {"nl": "ja, met hulp van een ander", "en": "yes, with help from someone"},
    "2": {"nl": "ja, zelf", "en": "yes, by myself"},
    "3": {"nl": "ja, ook als het anders liep dan anders", "en": "yes, also when things went differently"},
    "4": {"nl": "ja, en ik leerde het anderen of had de leiding", "en": "yes, and I taught others or was in charge"},
}
YES_NO: Final[dict[str, dict[Tongue, str]]] = {
    "1": {"nl": "ja", "en": "yes"},
    NONE: {"nl": "nee, dit was het", "en": "no, that was all"},
}
TEXTS: Final[dict[Step, dict[Tongue, str]]] = {
    Step.ACTIVITY: {
        "nl": "Vertel in een paar zinnen wat je deed: een baan, zorg voor iemand, vrijwilligerswerk of een hobby.",
        "en": "Tell in a few sentences what you did or do: a job, care for someone, volunteering or a hobby.",
    },
    Step.OCCUPATION: {"nl": "Waar lijkt dat het meest op?", "en": "What is that most like?"},
    Step.TITLE: {
        "nl": "Hoe noem je dat werk in een paar woorden, zoals kapper of mantelzorger? Leeg mag ook.",
        "en": "What do you call that work in a few words, such as hairdresser or carer? Nothing is fine too.",
    },
    Step.KIND: {"nl": "Wat was het?", "en": "What was it?"},
    Step.WHEN: {
        "nl": "Wanneer was dat? Schrijf bijvoorbeeld 2015-2024, 2021-nu of 2019; leeg als je het niet weet.",
        "en": "When was that? Write for example 2015-2024, 2021-now or 2019; nothing if you do not know.",
    },
    Step.SEEN: {"nl": "Wie heeft gezien dat je dit kunt?", "en": "Who saw that you can do this?"},
    Step.MORE: {"nl": "Is er nog iets dat je deed en dat meetelt?", "en": "Is there something else that counts?"},
    Step.DONE: {"nl": "Dat was het. Dank je wel.", "en": "That was all. Thank you."},
}
