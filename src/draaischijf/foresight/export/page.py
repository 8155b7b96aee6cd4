"""A study as one HTML page that needs nothing else: no script, no font, nothing from elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from draaischijf.foresight.export.tables import DESTEP, NAMES, ORIGINS, VERDICTS, sheets_of, tunnel_sheets
from draaischijf.foresight.pictures import number, pictures_of
from draaischijf.foresight.study import Study
from draaischijf.foresight.tunnel import wind_tunnel

WORDS: Final = {
    "nl": {
        "contents": "Inhoud", "pictures": "In beeld", "scenarios": "De werelden", "tables": "Tabellen",
        "figures": "De cijfers", "story": "Het verhaal", "triggers": "Wat het in gang zet", "path": "De weg van nu",
        "effects": "Gevolgen", "groups": "Wie wint en wie verliest", "questions": "Strategische vragen",
        "ours": "van ons", "study": "uit de studie", "levels": "Aangenomen niveau", "version": "Versie",
        "none": "Er is geen gemiddeld scenario: een toekomst is de ene of de andere wereld.", "horizon": "jaar vooruit",
    },
    "en": {
        "contents": "Contents", "pictures": "In pictures", "scenarios": "The worlds", "tables": "Tables",
        "figures": "The figures", "story": "The story", "triggers": "What sets it off", "path": "The path from now",
        "effects": "Effects", "groups": "Who wins and who loses", "questions": "Strategic questions",
        "ours": "ours", "study": "from the study", "levels": "Assumed level", "version": "Version",
        "none": "There is no average scenario: a future is one world or another.", "horizon": "years ahead",
    },
}  # fmt: skip


def write_page(study: Study, path: Path, language: str = "nl") -> None:
    """Write the page; arguments as for `write_workbook`, for a `.html` file."""
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=PackageLoader("draaischijf.foresight"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["say"] = lambda text: text.say(language)
    environment.filters["cell"] = lambda cell: cell if isinstance(cell, str) else number(cell, language)
    environment.filters["picture"] = Markup
    context: dict[str, Any] = {
        "study": study,
        "language": language,
        "words": WORDS[language],
        "names": NAMES[language],
        "verdicts": VERDICTS.get(language, {}),
        "origins": ORIGINS[language],
        "destep": DESTEP,
        "pictures": pictures_of(study, language),
        "sheets": sheets_of(study, language),
    }
    if study.testing.plans and study.scenarios:
        context["sheets"] += tunnel_sheets(study, wind_tunnel(study), language)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(environment.get_template("page.html").render(**context), encoding="utf-8")
