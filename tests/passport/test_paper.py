"""A passport on paper: a PDF with every letter, in plain Dutch, with text that can be read back."""

from __future__ import annotations

import re

import pypdfium2
import pytest

from draaischijf.language import open_language
from draaischijf.passport import ClaimKind, Desk, Passport, Use, UseKind
from draaischijf.passport import events as e
from draaischijf.passport.paper import to_pdf
from tests.passport.people import HERE, NOON, claim, item, on
from tests.passport.store_contract import raised


@pytest.fixture(scope="module")
def language():
    return open_language()


def filled(language, count=3):
    desk = Desk("p", [HERE.does(e.Opened("Mijn paspoort"))], HERE)
    for row in range(count):
        uri = language.concepts.uris[row * 7]
        seen = item(
            "observation", f"plek {row}", observer="Zoë Żółć", words="ziet wat nodig is", ended=on("2026-05-01")
        )
        diploma = item("diploma", "ROC", title="Verzorgende IG", nlqf="3", eqf=3, issued=on("2013-07-01"))
        use = Use(UseKind.CARE, on("2015-01-01"), None, "thuis")
        desk.add(claim(uri, level=3, evidence=(seen, diploma), uses=(use,)))
    desk.add(claim("http://example.org/b", kind=ClaimKind.LICENCE, words="Rijbewijs C"))
    desk.propose(claim("http://example.org/hidden", words="Verborgen voorstel"))
    return desk.passport


def text_of(pdf):
    pages = pypdfium2.PdfDocument(pdf)
    found = " ".join(page.get_textpage().get_text_bounded() for page in pages)
    return re.sub(r"\s+", " ", found)


def test_it_says_what_counts_in_plain_dutch_with_every_accent(language):
    text = text_of(to_pdf(filled(language), language, NOON, "Łukasz Ğüneş-Ωμέγα Иванов"))
    for words in ("Łukasz Ğüneş-Ωμέγα Иванов", "gemaakt op 21 november 2026", "Zo doe ik het: zelfstandig, ook als",
                  "zorg voor een ander, thuis, 2015–nu", "Zoë Żółć", "„ziet wat nodig is”", "NLQF 3", "Rijbewijs C",
                  "Geen van beide is een oordeel over een mens"):  # fmt: skip
        assert words in text
    assert "Verborgen voorstel" not in text


def test_it_names_its_tongue_and_title_and_is_the_same_each_time(language):
    passport = filled(language)
    pdf = to_pdf(passport, language, NOON, "Rachid")
    assert b"/Lang (nl)" in pdf
    assert "Paspoort van vaardigheden".encode("utf-16-be") in pdf or b"Paspoort van vaardigheden" in pdf
    assert b"/ToUnicode" in pdf
    assert to_pdf(passport, language, NOON, "Rachid") == pdf


def test_a_long_passport_goes_over_pages(language):
    pdf = to_pdf(filled(language, 60), language, NOON)
    assert pdf.count(b"/Type /Page\n") > 4
    text = text_of(pdf)
    assert text.count("NLQF 3") == 60
    assert "bladzijde 2 van 8" in text


def test_nothing_that_counts_is_nothing_to_show(language):
    with raised("passport-empty"):
        to_pdf(Passport("p"), language, NOON)
