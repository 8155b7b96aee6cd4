"""Made-up sentences that carry names of skills the way vacancies and CVs do.

No public Dutch sentences with skills exist, so these stand in for them: a lead-in,
one to three names of skills of one occupation, and sometimes a tail or noise words.
"""

from __future__ import annotations

import random

from tools.train_encoder import dutch

_ABOUT = {  # for knowledge, tools and noun phrases
    "en": (
        "Experience with {}",
        "Strong knowledge of {}",
        "{} experience is a plus",
        "Proficient in {}",
        "Hands-on experience in {}",
        "Must have a solid understanding of {}",
        "Background in {} preferred",
        "Working knowledge of {}",
        "We are looking for someone with skills in {}",
        "You are familiar with {}",
        "Demonstrated expertise in {}",
        "Min 3 years of experience in {}",
        "Good command of {} is required",
        "Ability to work with {}",
        "{} skills",
        "Requirements : {}",
        "You bring a degree or equivalent experience in {}",
        "Certification in {} is an advantage",
    ),
    "nl": (
        "Je hebt ervaring met {}",
        "Ervaring met {} is een pré",
        "Je hebt kennis van {}",
        "Aantoonbare kennis op het gebied van {}",
        "Je bent thuis in {}",
        "Wij zoeken iemand met kennis van {}",
        "Je beschikt over goede kennis van {}",
        "Minimaal 3 jaar werkervaring met {}",
        "Affiniteit met {}",
        "Vaardigheden: {}",
        "Functie-eisen: {}",
        "Je weet alles van {}",
        "Ik heb ruime ervaring met {}",
        "Cursus {} gevolgd",
        "Goede beheersing van {}",
        "Je hebt een afgeronde opleiding in {}",
        "Bekend met {}",
        "Kennis: {}",
        "In deze functie houd je je bezig met {}",
        "Je bent verantwoordelijk voor {}",
    ),
    "de": (
        "Sie haben Erfahrung mit {}",
        "Kenntnisse in {} sind von Vorteil",
        "Fundierte Kenntnisse in {}",
        "Sie bringen Wissen über {} mit",
        "Ihr Profil: {}",
        "Mehrjährige Berufserfahrung im Bereich {}",
        "Sie kennen sich aus mit {}",
        "Anforderungen: {}",
        "Sicherer Umgang mit {}",
    ),
}
_DOING = {  # for names that begin with a verb, or with the verb at the end in Dutch and German
    "en": (
        "You will {}",
        "The candidate will {}",
        "Responsible for the ability to {}",
        "Ability to {}",
        "Your tasks : {}",
        "In this role you {}",
        "You are able to {}",
        "Your main responsibility is to {}",
        "We expect you to {}",
        "As part of the team you will {}",
        "You know how to {}",
        "Duties include : {}",
        "Help us {}",
        "Able to independently {}",
    ),
    "nl": (
        "Je kunt {}",
        "Jouw taken: {}",
        "Je gaat {}",
        "Je bent verantwoordelijk voor het {}",
        "In deze functie ga je {}",
        "Je werkzaamheden bestaan uit {}",
        "Wij vragen je om te {}",
        "Ik kan goed {}",
        "Taken: {}",
        "Je zorgt voor het {}",
        "Jij houdt je bezig met {}",
        "In mijn vorige baan moest ik {}",
        "Als lid van ons team ga je {}",
        "Je helpt bij het {}",
        "Wat ga je doen? {}",
        "Je bent in staat om te {}",
        "Ervaring in het {}",
        "Je draait je hand niet om voor {}",
        "Tot je taken behoort het {}",
    ),
    "de": (
        "Sie können {}",
        "Ihre Aufgaben: {}",
        "Zu Ihren Aufgaben gehört: {}",
        "Sie werden {}",
        "Sie sind verantwortlich für {}",
        "In dieser Position {}",
        "Fähigkeit, {}",
    ),
}
_AND = {"en": " and ", "nl": " en ", "de": " und "}
_TAIL = {
    "en": (
        " in a fast-paced environment",
        " within our growing team",
        " for our clients",
        " on a daily basis",
        " in close cooperation with colleagues",
        " ( preferred )",
        " at a senior level",
        " according to company standards",
    ),
    "nl": (
        " binnen een hecht team",
        " voor onze klanten",
        " in een dynamische omgeving",
        " samen met je collega's",
        " (pré)",
        " in ploegendienst",
        " bij een groeiend bedrijf",
        " volgens de geldende voorschriften",
        " op locatie",
        " en je werkt zelfstandig",
    ),
    "de": (
        " in einem dynamischen Umfeld",
        " für unsere Kunden",
        " im Team",
        " in enger Zusammenarbeit mit Kollegen",
        " nach geltenden Vorschriften",
    ),
}


def sentence(rng: random.Random, language: str, names: list[tuple[str, bool]], noise: list[str]) -> str:
    """Return one sentence.

    Args:
        rng: source of chance.
        language: ``en``, ``nl`` or ``de``.
        names: names of skills, each with True when it says what one does.
        noise: words to sprinkle in.
    """
    if language == "nl" and all(doing for _, doing in names) and rng.random() < 0.5:
        return _told(rng, [name for name, _ in names])
    leads = _DOING if names[0][1] else _ABOUT
    said = [_lower(n) for n, _ in names]
    listed = said[0] if len(said) == 1 else ", ".join(said[:-1]) + _AND[language] + said[-1]
    text = rng.choice(leads[language]).format(listed)
    if rng.random() < 0.35:
        text += rng.choice(_TAIL[language])
    if noise and rng.random() < 0.5:
        parts = text.split()
        for word in rng.choices(noise, k=rng.randint(1, 6)):
            parts.insert(rng.randint(0, len(parts)), word)
        text = " ".join(parts)
    return text


def _told(rng: random.Random, names: list[str]) -> str:
    """Return a Dutch sentence in which every name is said in a way of its own, as vacancies and CVs tell of work."""
    parts = [dutch.said(rng, _lower(name)) for name in names]
    text = rng.choice((" en ", ", ", ". ", " en daarna ")).join(parts)
    text = rng.choice(("", "", "", "als vakman ", "elke dag ", "in de ochtend ", "samen met collega's ", "- ")) + text
    return text + (rng.choice(_TAIL["nl"]) if rng.random() < 0.35 else "")


def phrase(rng: random.Random, language: str, name: str, noise: list[str]) -> str:
    """Return a name with one to three words of a sentence before or after it."""
    before = rng.choice(rng.choice((_ABOUT, _DOING))[language]).split("{}")[0].split()
    after = rng.choice(_TAIL[language]).split() if rng.random() < 0.5 else []
    if language == "en" and rng.random() < 0.5:
        start = rng.randrange(len(noise) - 4)
        before, after = noise[start : start + 2], noise[start + 2 : start + 4]
    take = rng.randint(0, 2)
    kept = [*before[len(before) - take :], _lower(name), *after[: rng.randint(0 if take else 1, 2)]]
    return " ".join(kept)


def _lower(name: str) -> str:
    return name if name[:2].isupper() else name[:1].lower() + name[1:]
