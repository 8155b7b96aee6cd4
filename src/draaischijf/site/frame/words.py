"""Words for people: what codes, kinds and levels are called on a page."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from draaischijf.problems import Problem

Words = str | Promise

KINDS: Final[dict[str, Words]] = {
    "skill": lazy("skill"),
    "knowledge": lazy("knowledge"),
    "attitude": lazy("human skill"),
    "language": lazy("language"),
    "occupation": lazy("occupation"),
    "skill-group": lazy("group of skills"),
    "occupation-group": lazy("group of occupations"),
    "licence": lazy("licence"),
    "certificate": lazy("certificate"),
    "registration": lazy("registration"),
}
LEVELS: Final[dict[int, Words]] = {
    1: lazy("with help"),
    2: lazy("alone"),
    3: lazy("alone, in the unexpected too"),
    4: lazy("I teach or lead others"),
}
ROADS: Final[dict[str, Words]] = {
    "itself": lazy("the same skill"),
    "includes": lazy("includes what is asked"),
    "hierarchy": lazy("same family of skills"),
    "relation": lazy("builds on it"),
    "encoder": lazy("very much like it"),
}
EVIDENCE: Final[dict[str, Words]] = {
    "diploma": lazy("diploma"),
    "certificate": lazy("certificate"),
    "registration": lazy("registration"),
    "microcredential": lazy("microcredential"),
    "badge": lazy("badge"),
    "evc": lazy("recognition of prior learning (EVC)"),
    "practice-statement": lazy("practice statement"),
    "entrustable-activity": lazy("entrusted activity"),
    "work-experience": lazy("work experience"),
    "unpaid-work": lazy("unpaid work"),
    "product": lazy("something you made"),
    "portfolio": lazy("portfolio"),
    "observation": lazy("seen by others"),
    "assessment": lazy("assessment"),
    "self-report": lazy("your own word"),
}
IMPORTANCE: Final[dict[str, Words]] = {
    "required": lazy("required"),
    "essential": lazy("belongs to the occupation"),
    "wished": lazy("wished"),
    "optional": lazy("optional"),
}
_PROBLEMS: Final[dict[str, tuple[Words, Words]]] = {
    "document-encrypted": (
        lazy("This file is locked with a password."),
        lazy("Save it without a password and try again."),
    ),
    "pdf-no-text": (
        lazy("This PDF is a picture; it holds no text."),
        lazy("Paste the text, or save the original as PDF or Word file."),
    ),
    "pdf-too-slow": (lazy("This PDF takes too long to read."), lazy("Save it again as PDF, or paste the text.")),
    "format-old-word": (lazy("This is an old kind of Word file."), lazy("Save it as .docx or PDF.")),
    "format-rtf": (lazy("This is an RTF file."), lazy("Save it as .docx or PDF.")),
    "text-empty": (
        lazy("We found no text in this file."),
        lazy("Look whether it is the right file, or paste the text."),
    ),
    "file-empty": (lazy("This file is empty."), lazy("Save or download it again.")),
    "file-too-large": (lazy("This file is too large."), lazy("Take pictures out of it, or paste the text.")),
    "document-damaged": (lazy("This file seems damaged."), lazy("Open it, save it again, and try once more.")),
}


def problem_words(problem: Problem) -> tuple[str, str]:
    """Return what is wrong and the way out, in the language of the page."""
    known = _PROBLEMS.get(problem.code)
    if known:
        return str(known[0]), str(known[1])
    code = {"code": problem.code}
    return _("This cannot be read or done (%(code)s).") % code, _("Try another file, or paste the text.")
