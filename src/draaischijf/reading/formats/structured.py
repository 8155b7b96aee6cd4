"""JSON and XML: told apart by their fields, then handed to the reader of that format."""

from __future__ import annotations

import json
from typing import Any

from draaischijf.problems import Problem
from draaischijf.reading.formats.builder import Builder
from draaischijf.reading.formats.document import Document, Format
from draaischijf.reading.formats.source import Source

_HINT = "Give JSON Resume, Europass or a schema.org JobPosting, or the text itself."
_RESUME = frozenset({"basics", "work", "education", "skills", "volunteer", "certificates", "projects", "languages"})
_JOB = frozenset({"responsibilities", "qualifications", "skills", "description"})


def read_json(source: Source, text: str, notes: list[Problem]) -> Document:
    """Return JSON Resume, Europass or a JobPosting as text.

    Raises:
        Problem: It is not JSON, is nested too deep, or has none of these shapes.
    """
    value = parse_json(text)
    builder = Builder(source.limits)
    kind = _add(builder, value)
    if kind is None:
        raise Problem("json-unknown", "The JSON has no shape that can be read.", hint=_HINT)
    return builder.document(source.file, kind, notes)


def parse_json(text: str) -> Any:
    """Return the value of a JSON text.

    Raises:
        Problem: It is not well-formed, or is nested deeper than the parser goes.
    """
    try:
        return json.loads(text.lstrip("\ufeff").replace("\0", ""), parse_int=_number, parse_float=_number)
    except json.JSONDecodeError as error:
        raise Problem(
            "json-damaged",
            f"The JSON is not well-formed: {error.msg}.",
            place=f"line {error.lineno}, column {error.colno}",
            hint="Export or download it again.",
        ) from error
    except RecursionError as error:
        raise Problem("json-too-deep", "The JSON is nested too deep.", hint=_HINT) from error


def _number(text: str) -> str:
    # Kept as written: every value becomes text, and a number of a million digits costs nothing this way.
    return text


def _add(builder: Builder, value: Any) -> Format | None:
    """Add a value by its shape and return its format; None where it has no known shape."""
    from draaischijf.reading.formats import europass, job_posting, json_resume

    if isinstance(value, dict) and isinstance(value.get("SkillsPassport"), dict):
        europass.add_passport(builder, value["SkillsPassport"])
        return Format.EUROPASS_JSON
    if isinstance(value, dict) and isinstance(value.get("LearnerInfo"), dict):
        europass.add_passport(builder, value)
        return Format.EUROPASS_JSON
    posting = job_posting.posting_in(value)
    if posting is not None:
        job_posting.add_posting(builder, posting)
        return Format.JOB_POSTING
    if isinstance(value, dict) and isinstance(value.get("title"), str) and _JOB & value.keys():
        json_resume.add_job(builder, value)
        return Format.JOB_POSTING
    if isinstance(value, dict) and ("basics" in value or len(_RESUME & value.keys()) >= 2):
        json_resume.add_resume(builder, value)
        return Format.JSON_RESUME
    return None


def read_xml(source: Source, text: str, notes: list[Problem]) -> Document:
    """Return Europass XML as text.

    Raises:
        Problem: It is not well-formed, declares a document type, or is no Europass.
    """
    from draaischijf.reading.formats import europass_xml
    from draaischijf.reading.formats.markup import local, parse_xml

    root = parse_xml(text)
    builder = Builder(source.limits)
    if local(root) == "SkillsPassport":
        europass_xml.add_passport(builder, root)
    elif local(root) == "Candidate":
        europass_xml.add_candidate(builder, root)
    else:
        raise Problem("xml-unknown", f"The XML is no Europass; its root is {local(root)[:60]}.", hint=_HINT)
    return builder.document(source.file, Format.EUROPASS_XML, notes)
