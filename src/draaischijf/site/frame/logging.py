"""Logs of the site: structured, with a request id, without personal data."""

from __future__ import annotations

import logging
import sys
from typing import Any

from draaischijf import logs


class Impersonal(logging.Filter):
    """Keeps addresses and texts out of what Django itself logs: they may hold what someone typed."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Replace the message by a fixed phrase and the status."""
        status = getattr(record, "status_code", None)
        record.msg, record.args = "django reports", ()
        record.data = {"status": status} if status else {}
        return True


def configure(config: dict[str, Any]) -> None:
    """Send everything to standard error in one form.

    Args:
        config: `level` and `style`, as in the settings of the package.
    """
    logs.configure(config["level"], config["style"])
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logs.JsonLines())
    handler.addFilter(Impersonal())
    for name in ("django", "waitress", "mozilla_django_oidc", "urllib3"):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(logging.ERROR)
