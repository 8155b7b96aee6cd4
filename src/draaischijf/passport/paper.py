"""A passport on paper: a PDF in plain Dutch that a person can show, with text that a screen reader reads.

Only what the person confirmed is in it. Every letter of the Latin, Greek and Cyrillic scripts is there, with its
accents; the fonts come with the package.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from draaischijf.passport.explain import said_check
from draaischijf.passport.fold import Passport
from draaischijf.passport.overview import Line, overview
from draaischijf.passport.words import EVIDENCE, LEVEL, USES, day
from draaischijf.problems import Problem

if TYPE_CHECKING:
    from draaischijf.language import Language
    from draaischijf.passport.defaults import Defaults

FONTS: Final = Path(__file__).with_name("fonts")
FONT: Final = "DejaVu"
INK, SOFT, ACCENT = (28, 32, 40), (92, 98, 110), (21, 66, 115)
BODY, SMALL, LEADING = 10.0, 8.5, 5.0
MARGIN: Final = 20.0


def to_pdf(
    passport: Passport, language: Language, at: datetime, name: str = "", defaults: Defaults | None = None
) -> bytes:
    """Return a passport as a PDF.

    Args:
        passport: The passport.
        language: The release in which skills are named.
        at: The moment that it is made, from whose day currency is counted.
        name: Whose passport it is; nothing of it is kept.
        defaults: The numbers in force; the shipped ones unless said.

    Raises:
        Problem: There is nothing to show yet.
    """
    lines = [one for one in overview(passport, language, at.date(), defaults) if one.claim.counts]
    if not lines:
        raise Problem("passport-empty", "has nothing that counts yet.", file=passport.id, hint="Confirm claims first.")
    page = _page(at, name)
    _beginning(page, passport, at, name)
    for heading, group in _groups(lines):
        _heading(page, heading)
        for line in group:
            _claim(page, line)
    _ending(page, language, at)
    return bytes(page.output())


def _page(at: datetime, name: str) -> Any:
    from fpdf import FPDF

    class Page(FPDF):
        def footer(self) -> None:
            self.set_y(-14)
            self.set_font(FONT, size=SMALL)
            self.set_text_color(*SOFT)
            self.cell(0, 5, f"{name or 'Paspoort'} · bladzijde {self.page_no()} van {{nb}}", align="C")

    page = Page(format="A4")
    page.set_creation_date(at)
    page.set_lang("nl")
    page.set_title(f"Paspoort van vaardigheden{f' van {name}' if name else ''}")
    page.set_creator("Draaischijf")
    page.set_margin(MARGIN)
    page.set_auto_page_break(True, margin=18)
    page.add_font(FONT, fname=FONTS / "DejaVuSans.ttf")
    page.add_font(FONT, style="B", fname=FONTS / "DejaVuSans-Bold.ttf")
    page.add_page()
    return page


def _groups(lines: Sequence[Line]) -> list[tuple[str, list[Line]]]:
    """Return the claims under their headings, human skills first."""
    headings = {
        "skill": "Wat ik kan",
        "attitude": "Wat ik kan",
        "knowledge": "Wat ik weet",
        "language": "Talen",
        "licence": "Bevoegdheden en papieren",
    }
    groups: dict[str, list[Line]] = {}
    for line in lines:
        heading = "Hoe ik met mensen en werk omga" if line.growth is not None else headings[line.claim.kind]
        groups.setdefault(heading, []).append(line)
    order = ["Hoe ik met mensen en werk omga", *dict.fromkeys(headings.values())]
    return [(heading, groups[heading]) for heading in order if heading in groups]


def _beginning(page: Any, passport: Passport, at: datetime, name: str) -> None:
    page.set_text_color(*ACCENT)
    page.set_font(FONT, style="B", size=20)
    page.multi_cell(
        0, 10, name or passport.label or "Paspoort van vaardigheden", align="L", new_x="LMARGIN", new_y="NEXT"
    )
    page.set_text_color(*SOFT)
    page.set_font(FONT, size=BODY)
    page.multi_cell(
        0,
        LEADING,
        f"Paspoort van vaardigheden, gemaakt op {day(at.date())}. Alles wat hier staat, heb ik zelf bevestigd. "
        "Bij elke vaardigheid staat hoe goed ik het doe, hoe actueel het is en wat het laat zien.",
        new_x="LMARGIN",
        new_y="NEXT",
    )


def _heading(page: Any, words: str) -> None:
    # A heading never stands alone at the foot of a page.
    if page.will_page_break(30):
        page.add_page()
    page.ln(6)
    page.set_text_color(*ACCENT)
    page.set_font(FONT, style="B", size=13)
    page.cell(0, 7, words, new_x="LMARGIN", new_y="NEXT")
    page.set_draw_color(*ACCENT)
    page.line(MARGIN, page.get_y(), page.w - MARGIN, page.get_y())
    page.ln(2)


def _claim(page: Any, line: Line) -> None:
    if page.will_page_break(22):
        page.add_page()
    claim = line.claim
    level = claim.cefr or LEVEL[line.standing.level]["nl"]
    title = f"{line.name['nl']} ({claim.words})" if claim.kind == "licence" and claim.words else line.name["nl"]
    page.set_text_color(*INK)
    page.set_font(FONT, style="B", size=BODY)
    page.multi_cell(0, LEADING, title[:1].upper() + title[1:], align="L", new_x="LMARGIN", new_y="NEXT")
    page.set_font(FONT, size=SMALL + 0.5)
    said = [f"Zo doe ik het: {level}." if claim.kind != "licence" else "", line.currency["nl"]]
    said += [line.growth.sentence() if line.growth else line.proof["nl"] if line.proof else ""]
    page.multi_cell(0, LEADING - 0.4, " ".join(text for text in said if text), align="L", new_x="LMARGIN", new_y="NEXT")
    page.set_text_color(*SOFT)
    page.set_font(FONT, size=SMALL)
    for text in _details(line):
        page.set_x(MARGIN + 4)
        page.multi_cell(0, LEADING - 0.8, f"– {text}", align="L", new_x="LMARGIN", new_y="NEXT")
    page.ln(1.5)


def _details(line: Line) -> list[str]:
    found = []
    for item in line.standing.items:
        parts = [EVIDENCE[item.kind]["nl"][0], item.title, item.issuer, item.context, item.observer]
        parts += [day(item.seen_on) if item.seen_on else "", said_check(item)]
        parts += [f"NLQF {item.nlqf}" if item.nlqf else f"EQF {item.eqf}" if item.eqf else ""]
        parts += [f"„{item.words}”" if item.words else ""]
        found.append(", ".join(part for part in dict.fromkeys(parts) if part))
    for use in line.claim.uses:
        if use.confirmed:
            years = f"{use.began.year if use.began else '…'}–{use.ended.year if use.ended else 'nu'}"
            found.append(", ".join(part for part in (USES[use.kind]["nl"], use.context, years) if part))
    return found


def _ending(page: Any, language: Language, at: datetime) -> None:
    page.ln(6)
    page.set_text_color(*SOFT)
    page.set_font(FONT, size=SMALL)
    page.multi_cell(
        0,
        LEADING - 0.8,
        "Actueel en bewijs zijn twee verschillende dingen: actueel zegt hoe lang geleden iets voor het laatst gedaan "
        "is, bewijs hoe goed het te zien is dat iemand het kan. Geen van beide is een oordeel over een mens. "
        f"Namen van vaardigheden: {language.release}. Gerekend op {day(at.date())}.",
        new_x="LMARGIN",
        new_y="NEXT",
    )
