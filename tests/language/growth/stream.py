"""A seeded stream of invented vacancies in which terms rise, fade and get another name."""

from __future__ import annotations

import json
import random
from datetime import date
from pathlib import Path

MONTHS = [date(2025 + (7 + at) // 12, (7 + at) % 12 + 1, 1) for at in range(15)]
PER_MONTH = 120

OPENINGS = [
    "Wij zoeken een collega",
    "Voor ons kantoor zoeken we versterking",
    "Kom jij ons helpen",
    "Vacature in de regio",
]
STEADY = [
    "je plant het werk van de ploeg en houdt de voorraad bij",
    "je staat klanten te woord en verwerkt bestellingen",
    "je leest technische tekeningen en stelt machines af",
    "je begeleidt bewoners bij het koken en schoonmaken",
    "je voert de boekhouding en controleert facturen",
    "je maakt roosters en spreekt nieuwe mensen in",
]
CLOSINGS = ["Je krijgt een vast contract.", "Reageer snel.", "Bel ons voor meer uitleg.", "We horen graag van je."]
RISING = {
    "prompt engineering": "je gebruikt prompt engineering om teksten en antwoorden beter te maken",
    "warmtepompketel": "je sluit een warmtepompketel aan en legt de bewoner uit hoe die werkt",
    "agentische ai": "je richt agentische AI in voor het beantwoorden van vragen",
    "draadloos heftruck laden": "ervaring met draadloos heftruck laden is handig in onze hal",
}
# One context, an old name that goes and a new one that comes.
RENAMED = (
    "salarisadministratie",
    "loonregie",
    ["je bent verantwoordelijk voor de {} van {} vestigingen en sluit elke maand af", "jij doet de {} en {} mutaties"],
)
FADING = "notuleren"
FADING_LINE = "je kunt notuleren en werkt brieven uit"


def write_stream(file: Path, seed: int = 7) -> Path:
    """Write the stream and return its file: 15 months, the last three recent."""
    drawn = random.Random(seed)
    with file.open("w", encoding="utf-8") as opened:
        for at, month in enumerate(MONTHS):
            recent = at >= len(MONTHS) - 3
            for number in range(PER_MONTH):
                lines = [drawn.choice(OPENINGS) + ".", *drawn.sample(STEADY, 3)]
                lines += [line for line in RISING.values() if drawn.random() < (0.08 if recent else 0.004)]
                old, new, frames = RENAMED
                if drawn.random() < 0.15:
                    name = new if drawn.random() < (0.9 if recent else 0.02) else old
                    lines.append(drawn.choice(frames).format(name, drawn.choice(["drie", "vijf", "alle", "negen"])))
                if drawn.random() < (0.01 if recent else 0.1):
                    lines.append(FADING_LINE)
                lines.append(drawn.choice(CLOSINGS))
                row = {
                    "id": f"{at}-{number}",
                    "date": month.replace(day=drawn.randint(1, 28)).isoformat(),
                    "text": "\n".join(lines),
                    "sector": drawn.choice(["zorg", "techniek", "kantoor"]),
                }
                opened.write(json.dumps(row) + "\n")
    return file
