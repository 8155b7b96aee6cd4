"""Libraries that come with the extra `foresight`: asked for when they are used, with the way out where they lack."""

from __future__ import annotations

from importlib import import_module
from typing import Any, Final

from draaischijf.problems import Problem

_PACKAGES: Final = {"yaml": "pyyaml", "pptx": "python-pptx", "vl_convert": "vl-convert-python"}


def needed(module: str) -> Any:
    """Return a module.

    Args:
        module: Its name.

    Raises:
        Problem: It is not installed.
    """
    try:
        return import_module(module)
    except ImportError as error:
        root = module.split(".", maxsplit=1)[0]
        package = _PACKAGES.get(root, root)
        hint = "Install it with `pip install 'draaischijf[foresight]'`."
        raise Problem("extra-missing", f"this needs {package}, which is not installed.", hint=hint) from error
