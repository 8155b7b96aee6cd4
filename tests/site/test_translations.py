"""Every text of the site exists in Dutch and in English."""

from __future__ import annotations

import re
from pathlib import Path

from django.template.loader import get_template
from django.utils.translation import gettext, override

from tools.translate.catalogue import SITE, compiled, current, extracted, missing, updated

TAG = re.compile(r"{%.*?%}|{{.*?}}|<[^>]*>|{#.*?#}", re.S)
BLOCK = re.compile(r"{% blocktranslate.*?{% endblocktranslate %}", re.S)
# Words that are the same everywhere, or stand in text that is Dutch whatever the page is.
SAME = {"Draaischijf", "– Draaischijf", "English", "Nederlands", "Europass", "JSON Resume", "Liever:", "Uitzondering:"}


def test_nothing_lacks_dutch_and_nothing_is_left_over():
    catalogue, texts = current(), extracted()
    assert missing(catalogue, texts) == []
    assert {one.id for one in catalogue if one.id} == {one.id for one in updated(catalogue, texts) if one.id}
    assert compiled(catalogue), "run python -m tools.translate"


def test_a_missing_or_broken_translation_is_noticed():
    catalogue = current()
    assert missing(catalogue, ["no such text"]) == ["no such text"]
    catalogue.get("%(n)s skill").string = ("één", "%(n)s")
    catalogue.get("Choose at most %(most)d files.").string = "Kies er minder."
    lacking = missing(catalogue, extracted())
    assert "Choose at most %(most)d files." in lacking


def test_no_template_says_anything_that_is_not_translated():
    for file in SITE.rglob("*.html"):
        plain = TAG.sub("\n", BLOCK.sub("", file.read_text("utf-8")))
        words = {line.strip() for line in plain.splitlines() if re.search(r"[A-Za-z]{2,}", line)}
        assert words - SAME == set(), file.name


def test_dutch_is_the_language_and_english_is_whole():
    with override("nl"):
        assert gettext("My passport") == "Mijn paspoort"
    with override("en"):
        assert gettext("My passport") == "My passport"


def test_templates_compile():
    for file in SITE.rglob("templates/**/*.html"):
        parts = file.parts
        get_template(str(Path(*parts[parts.index("templates") + 1 :])))
