"""Structured logs with a request id and without personal data.

Messages are fixed phrases; what varies goes into `extra={"data": {...}}`, and only counts, codes, durations and ids
belong there: never text from a document, a name or a file's contents.
"""

from __future__ import annotations

import json
import logging
import sys
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TextIO

request_id: ContextVar[str] = ContextVar("request_id", default="-")


class JsonLines(logging.Formatter):
    """One JSON object a line: time, level, logger, request, message, data."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line of JSON."""
        entry = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "request": request_id.get(),
            "message": record.getMessage(),
            "data": getattr(record, "data", {}),
        }
        if record.exc_info and record.exc_info[0]:
            # The type of an error is safe; its text may quote a document.
            entry["error"] = record.exc_info[0].__name__
        return json.dumps(entry, ensure_ascii=False, default=str)


class _StandardError(logging.StreamHandler):  # type: ignore[type-arg]
    """Writes to whatever standard error is at the moment, which a caller may have put elsewhere since."""

    def __init__(self) -> None:
        logging.Handler.__init__(self)

    @property
    def stream(self) -> TextIO:
        """Standard error as it is now."""
        return sys.stderr


def configure(level: str, style: str) -> None:
    """Send the logs of this package to standard error.

    Args:
        level: `debug`, `info`, `warning` or `error`.
        style: `text` for a terminal, `json` for one object a line.
    """
    handler = _StandardError()
    handler.setFormatter(JsonLines() if style == "json" else logging.Formatter("%(levelname)s %(name)s: %(message)s"))
    logger = logging.getLogger("draaischijf")
    logger.handlers = [handler]
    logger.setLevel(level.upper())
    logger.propagate = False
