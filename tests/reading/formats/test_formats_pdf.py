"""Reading order, headings, hyphens and running heads of PDF files."""

from __future__ import annotations

import pytest
from format_makers import paged_pdf, put, sheet
from fpdf import FPDF

from draaischijf.reading.formats import Document, Role, read_document

LEFT = [f"links regel {number} over het werk" for number in range(1, 13)]
MIDDLE = [f"midden regel {number} over leren" for number in range(1, 13)]
RIGHT = [f"rechts regel {number} over wensen" for number in range(1, 13)]


def lines(document: Document) -> list[str]:
    return [line for line in document.text.split("\n") if line]


def headings(document: Document) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks if block.role is Role.HEADING]


def items(document: Document) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks if block.role is Role.LIST_ITEM]


def test_two_columns_are_read_one_after_the_other() -> None:
    document = read_document(sheet(lambda pdf: put(pdf, {40: LEFT, 310: RIGHT})))
    assert lines(document) == LEFT + RIGHT


def test_three_columns_are_read_one_after_the_other() -> None:
    document = read_document(sheet(lambda pdf: put(pdf, {30: LEFT, 215: MIDDLE, 400: RIGHT})))
    assert lines(document) == LEFT + MIDDLE + RIGHT


def test_two_short_lists_beside_each_other_are_no_table() -> None:
    tasks, asked = ["Taken", "- lassen", "- slijpen", "- zagen"], ["Eisen", "- VCA", "- rijbewijs B", "- Nederlands"]
    assert lines(read_document(sheet(lambda pdf: put(pdf, {40: tasks, 320: asked})))) == tasks + asked


def test_columns_with_their_own_line_heights() -> None:
    def draw(pdf: FPDF) -> None:
        put(pdf, {40: LEFT}, step=12.5)
        put(pdf, {310: RIGHT}, top=104, step=15)

    assert lines(read_document(sheet(draw))) == LEFT + RIGHT


def test_title_over_columns_and_wide_text_below_keep_their_places() -> None:
    title = "Een titel die over de hele breedte van de bladzijde loopt, boven beide kolommen uit"
    below = "Een slotzin die eveneens over de volle breedte van de bladzijde loopt, onder de kolommen"

    def draw(pdf: FPDF) -> None:
        put(pdf, {40: [title]}, top=60)
        put(pdf, {40: LEFT, 310: RIGHT})
        put(pdf, {40: ["Tot slot"], 41: []}, top=300)
        put(pdf, {40: [below]}, top=314)

    assert lines(read_document(sheet(draw))) == [title, *LEFT, *RIGHT, "Tot slot", below]


@pytest.mark.parametrize("side", [30.0, 430.0])
def test_narrow_sidebar_on_either_side(side: float) -> None:
    skills = ["Heftruck", "VCA", "BHV", "Excel", "Plannen", "Inwerken", "Engels", "Duits"]
    story = [f"Dit is zin {number} van het verhaal naast de zijbalk van dit cv" for number in range(14)]
    body = 150.0 if side < 100 else 30.0
    document = read_document(sheet(lambda pdf: (put(pdf, {side: skills}, step=17), put(pdf, {body: story}))))
    assert lines(document) == (skills + story if side < body else story + skills)


def test_dates_beside_entries_stay_with_their_rows() -> None:
    entries = {
        40: ["2018 - heden", "2012 - 2018", "2009 - 2012", "2004 - 2009"],
        160: ["Teamleider", "Voorman", "Medewerker", "Inpakker"],
    }
    document = read_document(sheet(lambda pdf: put(pdf, entries, step=20)))
    assert lines(document)[0] == "2018 - heden\tTeamleider"
    assert lines(document)[3] == "2004 - 2009\tInpakker"


def test_dates_beside_entries_of_several_lines() -> None:
    def draw(pdf: FPDF) -> None:
        for number in range(4):
            put(pdf, {40: [f"{2004 + number} - {2005 + number}"]}, top=100 + 60 * number)
            put(pdf, {160: [f"Functie {number}", "met een regel uitleg", "en nog een regel"]}, top=100 + 60 * number)

    found = lines(read_document(sheet(draw)))
    assert found[:3] == ["2004 - 2005\tFunctie 0", "met een regel uitleg", "en nog een regel"]
    assert found[3] == "2005 - 2006\tFunctie 1"


def test_table_is_read_row_by_row() -> None:
    table = {
        40: ["Naam", "VCA", "Heftruck", "BHV"],
        150: ["Afgegeven door", "een school", "een bureau", "een brandweerman van de kazerne"],
        400: ["Stand", "geldig", "verlopen", "geldig"],
    }
    document = read_document(sheet(lambda pdf: put(pdf, table, step=18)))
    assert lines(document)[1] == "VCA\teen school\tgeldig"


def test_words_broken_at_a_line_end_are_made_whole() -> None:
    text = ["Ik heb ervaring met organi-", "seren en met in-", "en verkoop, met een HBO-", "opleiding en e-", "mail."]
    document = read_document(sheet(lambda pdf: put(pdf, {40: text})))
    assert document.text.split("\n") == [
        "Ik heb ervaring met organiseren",
        "en met in-",
        "en verkoop, met een HBO-opleiding",
        "en e-mail.",
    ]


def test_bullets_hang_and_become_items() -> None:
    def draw(pdf: FPDF) -> None:
        put(pdf, {40: ["•", "", "•", "•"], 56: ["eerste punt dat", "doorloopt", "tweede punt", "derde punt"]})

    document = read_document(sheet(draw))
    assert items(document) == ["eerste punt dat\ndoorloopt", "tweede punt", "derde punt"]
    assert document.text.startswith("- eerste punt dat\ndoorloopt\n- tweede")


def test_large_bold_and_capital_lines_are_headings() -> None:
    def draw(pdf: FPDF) -> None:
        put(pdf, {40: [f"gewone tekst {number} zonder nadruk" for number in range(6)]}, top=200)
        put(pdf, {40: ["WERKERVARING"]}, top=180)
        pdf.set_font("Helvetica", style="B", size=10)
        put(pdf, {40: ["Opleiding"]}, top=300)
        pdf.set_font("Helvetica", size=22)
        put(pdf, {40: ["Sanne Verzonnen"]}, top=60)

    document = read_document(sheet(draw))
    assert headings(document) == ["Sanne Verzonnen", "WERKERVARING", "Opleiding"]
    assert document.blocks[0].level == 1


def test_running_heads_come_last_once_and_page_numbers_go() -> None:
    def draw(pdf: FPDF) -> None:
        for number in range(3):
            if number:
                pdf.add_page()
            put(pdf, {40: ["Vertrouwelijk cv"]}, top=30)
            put(pdf, {40: [f"inhoud van blad {number}."]}, top=200)
            put(pdf, {280: [f"Pagina {number + 1} van 3"]}, top=820)

    document = read_document(sheet(draw))
    assert lines(document) == [*(f"inhoud van blad {number}." for number in range(3)), "Vertrouwelijk cv"]


def test_paragraph_runs_on_over_the_page() -> None:
    def draw(pdf: FPDF) -> None:
        put(pdf, {40: ["Deze zin begint hier"]}, top=400)
        pdf.add_page()
        put(pdf, {40: ["en eindigt daar."]}, top=400)

    assert read_document(sheet(draw)).text == "Deze zin begint hier\nen eindigt daar."


def test_turned_page_reads_as_shown() -> None:
    def draw(pdf: FPDF) -> None:
        with pdf.rotation(90, x=300, y=400):
            put(pdf, {60: LEFT[:4]}, top=300)

    data = sheet(draw).replace(b"/Type /Page\n", b"/Type /Page /Rotate 90\n")
    assert b"/Rotate 90" in data
    assert lines(read_document(data)) == LEFT[:4]


def test_accents_euro_and_quotes_survive() -> None:
    text = "Coördinator café, € 3.150 – ‘prima’"
    assert read_document(sheet(lambda pdf: put(pdf, {40: [text]}))).text == text


def test_sidebar_of_centred_text() -> None:
    skills = [
        "Contact",
        "Denkdorp",
        "werken@voorbeeld.example",
        "Talen",
        "Nederlands",
        "Engels en Duits",
        "Hobby's",
        "Zeilen",
    ]
    story = [f"Dit is zin {number} van het verhaal naast de zijbalk van dit cv" for number in range(14)]

    def draw(pdf: FPDF) -> None:
        put(pdf, {30: story})
        for number, line in enumerate(skills):
            pdf.text(440 - pdf.get_string_width(line) / 2, 103 + 19 * number, line)

    assert lines(read_document(sheet(draw))) == story + skills


def test_short_values_stay_with_what_they_are_about() -> None:
    values = {40: ["Python", "Heftruck", "Excel", "Leiding geven"], 150: ["5 jaar", "20 jaar", "B2", "9 jaar"]}
    document = read_document(sheet(lambda pdf: put(pdf, values, step=24)))
    assert lines(document) == ["Python\t5 jaar", "Heftruck\t20 jaar", "Excel\tB2", "Leiding geven\t9 jaar"]


def test_letters_that_the_file_does_not_name_are_noted() -> None:
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Own /Encoding << /Type /Encoding /Differences [27 /own1] >> >>"
    document = read_document(paged_pdf(1, "Scienti\x1bc werk", font))
    assert document.text == "Scientic werk"
    assert [note.code for note in document.notes] == ["pdf-letters-lost"]
