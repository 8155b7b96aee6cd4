"""What the verbs of the wallet share: where its files are, what unlocks them, and the moment."""

from __future__ import annotations

import os
import sys
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Final

import typer

from draaischijf.problems import Problem

if TYPE_CHECKING:
    from draaischijf.wallet import KeyFiles, TrustList
    from draaischijf.wallet.holder import HeldCredentials
    from draaischijf.wallet.states import SqliteStates
    from draaischijf.wallet.status import StatusStore

PASSPHRASE: Final = "DRAAISCHIJF_WALLET_PASSPHRASE"  # noqa: S105 - its name, not its value
JSON = typer.Option(False, "--json", help="One JSON object.")
TRUST = typer.Option(None, help="Trust list of issuers, TOML or JSON.")
AT = typer.Option("", help="Moment of the question, as 2026-11-21 or 2026-11-21T12:00:00Z; now unless said.")


def folder() -> Path:
    """Return the folder of the wallet, made where it does not exist."""
    from draaischijf.cli.common import settings

    path = settings().data / "wallet"
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def key_files() -> KeyFiles:
    """Return the keys, unlocked with the passphrase in the environment or with a key file beside the settings."""
    from draaischijf.settings import config_file
    from draaischijf.wallet import KeyFiles, Secret

    words = os.environ.get(PASSPHRASE)
    secret = Secret.passphrase(words) if words else Secret.key_file(config_file().parent / "wallet.key")
    return KeyFiles(folder() / "keys", secret)


def held_credentials(keys: KeyFiles) -> HeldCredentials:
    """Return the credentials that are kept, sealed under the secret of the keys."""
    from draaischijf.wallet.holder import HeldCredentials

    return HeldCredentials(folder() / "held.db", keys.derived("held credentials"))


def states() -> SqliteStates:
    """Return what issuers and verifiers remember for a while."""
    from draaischijf.wallet.states import SqliteStates

    return SqliteStates(folder() / "states.db")


def statuses() -> StatusStore:
    """Return the status lists of this issuer."""
    from draaischijf.wallet.status import StatusStore

    return StatusStore(folder() / "status.db")


def documents_folder() -> Path:
    """Return where documents that verification may need are kept."""
    return folder() / "documents"


def documents() -> dict[str, bytes]:
    """Return the documents that were installed, by URL."""
    from draaischijf.wallet.documents import installed_documents

    return installed_documents(documents_folder())


def trust_list(file: Path | None) -> TrustList:
    """Return a trust list; an empty one where no file is named."""
    from draaischijf.wallet import TrustList, load_trust

    return TrustList() if file is None else load_trust(file)


def moment(text: str) -> datetime:
    """Return a moment; now for an empty text, the start of a day in UTC for a day.

    Raises:
        Problem: It is no moment.
    """
    if not text:
        return datetime.now(UTC)
    try:
        if len(text) == len("2026-11-21"):
            return datetime.combine(date.fromisoformat(text), time.min, UTC)
        found = datetime.fromisoformat(text)
    except ValueError as error:
        hint = "Write it as 2026-11-21T12:00:00Z."
        raise Problem("bad-moment", f"{text!r} is no moment.", place="--at", hint=hint) from error
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def read_bytes(file: Path) -> bytes:
    """Return the contents of a file, or of standard input for `-`.

    Raises:
        Problem: It cannot be read, or is larger than the largest thing that is read.
    """
    from draaischijf.wallet.detect import MAX_BINARY

    try:
        if str(file) == "-":
            return sys.stdin.buffer.read(MAX_BINARY + 1)
        with file.open("rb") as stream:
            return stream.read(MAX_BINARY + 1)
    except OSError as error:
        raise Problem("file-unreadable", f"cannot be read: {error.strerror}.", file=str(file)) from error


def read_object(file: Path) -> dict[str, object]:
    """Return the JSON object in a file.

    Raises:
        Problem: It is none.
    """
    from draaischijf.wallet.bounded import parse_object

    try:
        return parse_object(read_bytes(file))
    except Problem as problem:
        raise problem.at(file=str(file)) from problem
