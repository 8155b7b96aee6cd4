"""Files of any common format to clean text with the structure that the format gives.

The format is told by content, not by extension. What cannot be read is a `Problem` with the way out; what was read but
deserves a word (a wrong extension, text that was cut) is a note in the document.
"""

from draaischijf.reading.formats.document import SECTION_ROLES, Block, Document, Format, Limits, Period, Role
from draaischijf.reading.formats.reader import read_document

__all__ = [
    "SECTION_ROLES",
    "Block",
    "Document",
    "Format",
    "Limits",
    "Period",
    "Role",
    "read_document",
]
