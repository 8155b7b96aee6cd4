"""The bytes of a file, or the reason why they cannot be had."""

from __future__ import annotations

import errno
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from draaischijf.problems import Problem
from draaischijf.reading.formats.document import MEBI, Limits


@dataclass(frozen=True, slots=True)
class Source:
    """What a reader of one format works on.

    Args:
        file: Name for messages.
        data: The whole file.
        limits: What reading it may cost.
    """

    file: str
    data: bytes
    limits: Limits


_REASONS = {
    errno.ENOENT: ("file-missing", "The file does not exist.", "Check the name and the folder."),
    errno.ENOTDIR: ("file-missing", "The file does not exist.", "Check the name and the folder."),
    errno.EACCES: ("file-no-permission", "The file may not be read by this user.", "Change its permissions."),
    errno.EPERM: ("file-no-permission", "The file may not be read by this user.", "Change its permissions."),
    errno.ELOOP: ("file-link-loop", "The link points to itself in a circle.", "Name the file itself."),
    errno.ENAMETOOLONG: ("file-missing", "The name is too long for a file.", "Check the name."),
    errno.EISDIR: ("file-is-folder", "This is a folder, not a file.", "Name the files in it."),
}


def load(path: Path, file: str, limits: Limits) -> Source:
    """Return the content of a regular file of at most `limits.file_bytes`.

    Raises:
        Problem: The file is missing, a folder, a device or a pipe, unreadable, a circle of links, empty or too large.
    """
    try:
        # Without O_NONBLOCK a named pipe that nobody writes to would wait for ever.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except (OSError, ValueError) as error:
        raise _problem(error, path, file) from error
    try:
        found = os.fstat(handle)
        if stat.S_ISDIR(found.st_mode):
            raise _problem(OSError(errno.EISDIR, ""), path, file)
        if not stat.S_ISREG(found.st_mode):
            raise Problem(
                "file-not-regular", "This is a device or a pipe, not a file.", file=file, hint="Name a regular file."
            )
        _check_size(found.st_size, file, limits)
        with os.fdopen(handle, "rb", closefd=False) as stream:
            return given(stream.read(limits.file_bytes + 1), file, limits)
    finally:
        os.close(handle)


def given(data: bytes, file: str, limits: Limits) -> Source:
    """Return bytes that are already there, if they are neither empty nor too large."""
    _check_size(len(data), file, limits)
    if not data:
        raise Problem("file-empty", "The file is empty.", file=file, hint="Save or download it again.")
    return Source(file, data, limits)


def _check_size(size: int, file: str, limits: Limits) -> None:
    if size > limits.file_bytes:
        raise Problem(
            "file-too-large",
            f"The file is {size / MEBI:.0f} MB; at most {limits.file_bytes / MEBI:.0f} MB is read.",
            file=file,
            hint="Remove pictures from it, or save only the pages that matter.",
        )


def _problem(error: OSError | ValueError, path: Path, file: str) -> Problem:
    number = error.errno if isinstance(error, OSError) and error.errno is not None else errno.ENOENT
    if number == errno.EACCES and path.is_dir():  # how Windows says that it is a folder
        number = errno.EISDIR
    code, message, hint = _REASONS.get(
        number, ("file-unreadable", "The file cannot be read.", "Copy it and try again.")
    )
    return Problem(code, message, file=file, hint=hint)
