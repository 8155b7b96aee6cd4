"""Problems that a user can do something about, said in one line.

Bad input is normal: a scan without text, a broken download, a key that is not there. Every room raises `Problem` for
it, with the place and the way out, so that the command line, the site and a batch report it the same way.
"""

from __future__ import annotations

from typing import Any


class Problem(Exception):  # noqa: N818 - a problem is the user's word for it, and it is reported as data
    """One thing that went wrong, where it went wrong, and what to do about it.

    Args:
        code: Stable machine-readable name, such as `pdf-encrypted`.
        message: One line for a person; says what is wrong.
        file: Name of the file or record, where there is one.
        place: Where in it: a page, line, row, column or field.
        hint: The way out, in one line.
    """

    def __init__(
        self,
        code: str,
        message: str,
        *,
        file: str | None = None,
        place: str | None = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(code, message, file, place, hint)
        self.code = code
        self.message = message
        self.file = file
        self.place = place
        self.hint = hint

    def __str__(self) -> str:
        """Return the single line that is shown to a person."""
        where = ", ".join(part for part in (self.file, self.place) if part)
        line = f"{where}: {self.message}" if where else self.message
        return f"{line} {self.hint}" if self.hint else line

    def at(self, *, file: str | None = None, place: str | None = None) -> Problem:
        """Return the same problem with a file or place filled in where it had none."""
        return Problem(self.code, self.message, file=self.file or file, place=self.place or place, hint=self.hint)

    def as_dict(self) -> dict[str, Any]:
        """Return the shape that stands under `problems` in the envelope of every verb."""
        return {
            "code": self.code,
            "file": self.file,
            "place": self.place,
            "message": self.message,
            "hint": self.hint,
        }
