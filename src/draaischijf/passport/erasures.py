"""The list of erasures that stands beside a store, so that a backup that is put back forgets again.

One line per forgotten passport: its random id and the moment. A line is safe on disk before anything is deleted; when a
program is ended in between, opening the store finishes what was begun. Keep this list apart from the backups of the
store: an older list put back together with an older store would bring people back.
"""

from __future__ import annotations

import os
import re
from datetime import datetime
from pathlib import Path
from typing import Final

from draaischijf.passport.store import Erasure
from draaischijf.problems import Problem

_LINE: Final = re.compile(r"([0-9a-z]{16}) (\d{4}-\d\d-\d\dT\S+)")


class ErasureList:
    """The list in a file.

    Args:
        file: The file; need not exist.
    """

    def __init__(self, file: Path) -> None:
        self.file = file

    def read(self) -> list[Erasure]:
        """Return what is on the list; a line that was cut short by a crash had erased nothing yet and is left out.

        Raises:
            Problem: The file cannot be read.
        """
        try:
            text = self.file.read_text(encoding="ascii", errors="replace")
        except FileNotFoundError:
            return []
        except OSError as error:
            raise self._unusable(error) from error
        found = {
            match[1]: Erasure(match[1], datetime.fromisoformat(match[2]))
            for match in map(_match, text.split("\n"))
            if match
        }
        return list(found.values())

    def add(self, erasure: Erasure) -> None:
        """Put a passport on the list, safe on disk when this returns; once is enough.

        Raises:
            Problem: The file cannot be written.
        """
        if erasure.id in {one.id for one in self.read()}:
            return
        try:
            handle = os.open(self.file, os.O_CREAT | os.O_APPEND | os.O_RDWR, 0o600)
            with os.fdopen(handle, "ab") as out:
                # A line that a crash cut short must not swallow this one.
                out.write(f"\n{erasure.id} {erasure.at.isoformat()}\n".encode("ascii"))
                out.flush()
                os.fsync(out.fileno())
        except OSError as error:
            raise self._unusable(error) from error

    def _unusable(self, error: OSError) -> Problem:
        return Problem(
            "erasures-unusable",
            f"the list of erasures cannot be used: {error.strerror}.",
            file=str(self.file),
            hint="Make it readable and writable for this user; the store does not open without it.",
        )


def _match(line: str) -> re.Match[str] | None:
    match = _LINE.fullmatch(line.strip())
    try:
        return match if match and datetime.fromisoformat(match[2]) else None
    except ValueError:
        return None
