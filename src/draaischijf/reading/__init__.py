"""Documents to text, and text to skills with their place in the text.

from draaischijf.reading import read_text

reading = read_text("Je bestuurt de heftruck. Rijbewijs B is een pré.")
for finding in reading.findings:
    print(reading.slice(finding), finding.uri, finding.status, finding.confidence)
"""

from draaischijf.reading.detect import detect_language
from draaischijf.reading.profile import evidence_of, is_unfinished, profile_from
from draaischijf.reading.reader import read_file, read_text
from draaischijf.reading.result import KINDS, STATUSES, Entry, Finding, Reading, Section
from draaischijf.reading.work import work_from

__all__ = [
    "KINDS",
    "STATUSES",
    "Entry",
    "Finding",
    "Reading",
    "Section",
    "detect_language",
    "evidence_of",
    "is_unfinished",
    "profile_from",
    "read_file",
    "read_text",
    "work_from",
]
