"""Files that come in: kept in memory, never on disk under a name of the sender's choice, and bounded."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any, Final

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import MemoryFileUploadHandler, StopUpload
from django.forms import FileField, ValidationError
from django.utils.translation import gettext_lazy as _

ENDINGS: Final = (".pdf", ".docx", ".odt", ".html", ".htm", ".txt", ".md", ".json", ".xml")
# What fits no file at all can be cut off while it comes in.
SEVERAL: Final = 20


class BoundedMemory(MemoryFileUploadHandler):
    """Stops an upload as soon as it is larger than all allowed files together."""

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *rest: Any) -> None:  # noqa: N803
        """Keep everything in memory; `MAX_UPLOAD` a file is checked by the field."""
        self.activated = True
        self.total = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Count what came in."""
        self.total += len(raw_data)
        if self.total > settings.MAX_UPLOAD * 2:
            raise StopUpload(connection_reset=True)
        result: bytes | None = super().receive_data_chunk(raw_data, start)
        return result


class DocumentField(FileField):
    """A file that reading can open: by its ending here, by its content when it is read."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Refuse what is too large or of another kind."""
        found = super().clean(data, initial)
        if isinstance(found, UploadedFile):
            check_document(found)
        return found


def check_document(file: Any) -> None:
    """Refuse a file that is too large or of another kind.

    Raises:
        ValidationError: With a line for a person.
    """
    if (file.size or 0) > settings.MAX_UPLOAD:
        most = settings.MAX_UPLOAD // (1024 * 1024)
        raise ValidationError(_("This file is too large. The limit is %(most)d MB."), params={"most": most})
    if PurePath(file.name or "").suffix.lower() not in ENDINGS:
        raise ValidationError(_("We cannot read this kind of file. Choose a PDF, a Word file or a text file."))
