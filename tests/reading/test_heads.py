"""Which line holds the title of a job or study in a CV: above its dated line, on it, or below it."""

from __future__ import annotations

import pytest

from draaischijf.language import Language
from draaischijf.reading import Reading, read_text


def titles(reading: Reading) -> list[str]:
    """Return the titles of the entries."""
    return [reading.text[one.title_start : one.title_end] for one in reading.entries]


JOBS = ["Magazijnmedewerker", "Kok"]
ABOVE = "Werkervaring\n\n{gap}Magazijnmedewerker\n{gap}Van Dam, 2019 - heden\n{gap}{mark}Orders verzamelen\n{gap}{part}"
ABOVE += "Kok\n{gap}Restaurant De Bron, 2012 - 2018\n{gap}{mark}Gerechten bereiden\n"


@pytest.mark.parametrize("mark", ["", "- "])
@pytest.mark.parametrize(("gap", "part"), [("", ""), ("", "\n"), ("\n", "")], ids=["tight", "parted", "wide"])
def test_a_title_above_the_employer_and_its_dates(language: Language, gap: str, part: str, mark: str) -> None:
    reading = read_text(ABOVE.format(gap=gap, part=part, mark=mark), language)
    assert titles(reading) == JOBS
    occupations = [one for one in reading.findings if one.kind == "occupation"]
    assert [(reading.slice(one), one.entry) for one in occupations] == [(JOBS[0], 0), (JOBS[1], 1)]


@pytest.mark.parametrize(
    "text",
    [
        "Werkervaring\nMagazijnmedewerker, Van Dam, 2019 - heden\nOrders verzamelen\nKok, De Bron, 2012 - 2018\n",
        "Werkervaring\nVan Dam, 2019 - heden\nMagazijnmedewerker\nOrders verzamelen\nDe Bron, 2012 - 2018\nKok\n",
        "Werkervaring\n2019 - heden\nMagazijnmedewerker\nVan Dam\n2012 - 2018\nKok\nDe Bron\n",
        "Werkervaring\n\nVan Dam\nMagazijnmedewerker, 2019 - heden\n\nDe Bron\nKok, 2012 - 2018\n",
    ],
    ids=["on the line", "below", "after the date", "under the employer"],
)
def test_titles_elsewhere_stay_where_they_are(language: Language, text: str) -> None:
    assert titles(read_text(text, language)) == JOBS


def test_titles_that_no_list_has_follow_the_first(language: Language) -> None:
    text = "Experience\nPeople wrangler\nSmith, 2019 - present\nOrganised things\nChief doer\nJones, 2012 - 2018\n"
    assert titles(read_text(text, language)) == ["People wrangler", "Chief doer"]


def test_a_study_above_its_school(language: Language) -> None:
    text = (
        "Werkervaring\n2019 - heden Kok, De Bron\n\nOpleiding\nVerzorgende IG\nROC Twente, 2009 - 2012\n"
        "Vmbo zorg en welzijn\nHet Stedelijk, 2005 - 2009\n"
    )
    assert titles(read_text(text, language))[1:] == ["Verzorgende IG", "Vmbo zorg en welzijn"]


def test_studies_with_a_year_each_are_their_own_titles(language: Language) -> None:
    text = "Werkervaring\n2019 - heden Kok\n\nOpleiding\nPraktijkdiploma Boekhouden, 2018\nMbo secretaresse, 2003\n"
    assert titles(read_text(text, language))[1:] == ["Praktijkdiploma Boekhouden", "Mbo secretaresse"]
