"""How a skill is meant, by the words near it."""

from __future__ import annotations

import pytest

from draaischijf.language import Language
from draaischijf.reading import read_text

_WORK = "Werkervaring\n2019 - 2022 Kok, hotel\nGerechten bereiden.\n\nOpleiding\nKok, 2018\n"
_CV = "Curriculum vitae\n\nProfiel\n{}\n\n" + _WORK
_VACANCY = "Vacature kok\n\nWat ga je doen?\nGerechten bereiden.\n\nWat vragen wij?\n{}\n\nWat bieden wij?\nSalaris.\n"


@pytest.mark.parametrize(
    ("form", "sentence", "slice_", "status"),
    [
        (_CV, "Ik zoek werk als bakker.", "bakker", "wished"),
        (_CV, "Lassen heb ik nog niet gedaan.", "Lassen", "negated"),
        (_CV, "Heftruckcertificaat (verlopen)", "Heftruckcertificaat", "negated"),
        (_CV, "Je bent niet op je mondje gevallen en spreekt Duits.", "mondje gevallen", "has"),
        (_VACANCY, "Kennis van HACCP, dan zien we dat graag.", "HACCP", "wished"),
        (_VACANCY, "Lassen kun je bij ons leren.", "Lassen", "offered"),
        (_VACANCY, "Niet bang om vuile handen te maken.", "bang om vuile handen te maken", "required"),
        (_VACANCY, "Een rijbewijs is niet per se nodig.", "rijbewijs", "negated"),
    ],
)
def test_status(form: str, sentence: str, slice_: str, status: str, language: Language) -> None:
    reading = read_text(form.format(sentence), language)
    found = {reading.slice(one): one.status for one in reading.findings}
    assert found.get(slice_) == status, found
