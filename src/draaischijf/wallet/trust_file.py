"""A trust list as an organisation manages it: a file, TOML or JSON.

    format = 1
    name = "Gemeente Voorbeeld"

    [[issuer]]
    id = "https://mbo.example"           # as it stands in the credential
    name = "MBO Voorbeeld"
    kinds = ["diploma", "certificate"]   # of terms.EvidenceKind, or ["*"]
    root = "mbo-root.pem"                # a file beside the list, PEM text, or DER in base64
    valid_from = 2026-01-01              # both may be left out
    valid_until = 2030-12-31
    types = { "urn:example:diploma" = "diploma" }  # what its own types of credential are

with `root` (certificates), `jwk` (a public key) or `did` for how its signatures are known, one or several. An issuer
may stand in the list more than once, for different kinds, keys or times.
"""

from __future__ import annotations

import tomllib
from base64 import b64decode
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, Final

from draaischijf.problems import Problem
from draaischijf.terms import EvidenceKind
from draaischijf.wallet.bounded import parse_json_bounded
from draaischijf.wallet.chains import load_certificate
from draaischijf.wallet.keys import public_key_from_jwk, thumbprint
from draaischijf.wallet.trust import Trusted, TrustList

FORMAT: Final = 1
MAX_LIST: Final = 5_000_000


def load_trust(path: Path) -> TrustList:
    """Return the trust list in a file, TOML or (ending in .json) JSON.

    Raises:
        Problem: It cannot be read, or an entry does not fit; names the place and the way out.
    """
    try:
        data = path.read_bytes()
        if len(data) > MAX_LIST:
            raise Problem("trust-too-large", f"is larger than {MAX_LIST:,} bytes.", file=str(path))
        if path.suffix == ".json":
            value = parse_json_bounded(data, max_bytes=MAX_LIST)
        else:
            value = tomllib.loads(data.decode("utf-8"))
    except OSError as error:
        raise Problem("trust-unreadable", f"cannot be read: {error.strerror}.", file=str(path)) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        hint = "A trust list starts with format = 1; see draaischijf.wallet.trust_file."
        raise Problem("trust-not-toml", f"is not TOML: {error}.", file=str(path), hint=hint) from error
    except Problem as problem:
        raise problem.at(file=str(path)) from problem
    return read_trust(value, folder=path.parent, file=str(path))


def read_trust(value: Any, *, folder: Path | None = None, file: str = "trust list") -> TrustList:
    """Return the trust list in parsed data.

    Args:
        value: The shape of the file.
        folder: Where files named under `root` are; None where the data may name none.
        file: What problems call it.

    Raises:
        Problem: An entry does not fit.
    """
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        raise Problem(
            "trust-format", f"does not say format = {FORMAT}.", file=file, hint="See draaischijf.wallet.trust_file."
        )
    entries = value.get("issuer", [])
    if not isinstance(entries, list):
        raise Problem("trust-entry", "must be a list of tables.", file=file, place="issuer", hint="Write [[issuer]].")
    reader = _Reader(file, folder)
    return TrustList([reader.entry(one, f"issuer {n}") for n, one in enumerate(entries, 1)], str(value.get("name", "")))


_KNOWN: Final = frozenset(("id", "kinds", "name", "root", "jwk", "did", "valid_from", "valid_until", "types"))


class _Reader:
    """Turns entries of the file into checked values; problems name the file and the place."""

    def __init__(self, file: str, folder: Path | None) -> None:
        self.file = file
        self.folder = folder

    def entry(self, value: Any, place: str) -> Trusted:
        if not isinstance(value, dict) or not isinstance(value.get("id"), str) or not value["id"]:
            raise self.wrong(place, "has no id.", "Give the issuer as credentials name it.")
        place = f"{place} ({value['id'][:80]})"
        if unknown := set(value) - _KNOWN:
            raise self.wrong(place, f"says {sorted(unknown)[0]!r}, which is unknown.", f"Known: {', '.join(_KNOWN)}.")
        roots = self.roots(value.get("root", []), place)
        keys = tuple(_listed(value.get("jwk", [])))
        did = value.get("did", value["id"] if value["id"].startswith("did:") else "")
        if not (roots or keys or did) or not isinstance(did, str):
            raise self.wrong(place, "says no way to know its signature.", "Add root, jwk or did.")
        return Trusted(
            id=value["id"],
            kinds=self.kinds(value.get("kinds"), place),
            name=str(value.get("name", "")),
            roots=roots,
            jwks=frozenset(self.jwk(one, place) for one in keys),
            keys=keys,
            did=did,
            valid_from=self.moment(value.get("valid_from"), place, time.min),
            valid_until=self.moment(value.get("valid_until"), place, time.max),
            types=self.types(value.get("types", {}), place),
        )

    def wrong(self, place: str, message: str, hint: str | None = None) -> Problem:
        return Problem("trust-entry", message, file=self.file, place=place, hint=hint)

    def kinds(self, value: Any, place: str) -> frozenset[EvidenceKind] | None:
        if value == ["*"]:
            return None
        if not isinstance(value, list) or not value:
            raise self.wrong(place, "says no kinds of evidence.", 'Write kinds = ["diploma"], or ["*"] for all.')
        return frozenset(self.kind(one, place) for one in value)

    def kind(self, value: Any, place: str) -> EvidenceKind:
        try:
            return EvidenceKind(value)
        except ValueError as error:
            known = ", ".join(EvidenceKind)
            raise self.wrong(place, f"{value!r} is no kind of evidence.", f"Known: {known}.") from error

    def types(self, value: Any, place: str) -> dict[str, EvidenceKind]:
        if not isinstance(value, dict):
            raise self.wrong(place, "must say types as a table of type to kind.")
        return {str(name): self.kind(kind, place) for name, kind in value.items()}

    def jwk(self, value: Any, place: str) -> str:
        if not isinstance(value, dict):
            raise self.wrong(place, "has a jwk that is no table.")
        try:
            return thumbprint(public_key_from_jwk(value).jwk)
        except Problem as problem:
            raise self.wrong(place, f"has a jwk that {problem.message}", problem.hint) from problem

    def roots(self, value: Any, place: str) -> tuple[bytes, ...]:
        return tuple(der for one in _listed(value) for der in self.root(one, place))

    def root(self, value: Any, place: str) -> list[bytes]:
        try:
            if not isinstance(value, str):
                raise ValueError
            if self.folder is not None and value.endswith((".pem", ".crt", ".cer")) and "\n" not in value:
                value = (self.folder / value).read_text("ascii")
            found = certificates(value)
            for der in found:
                load_certificate(der)
        except OSError as error:
            raise self.wrong(place, f"names a root that cannot be read: {error.strerror}.") from error
        except (ValueError, Problem) as error:
            raise self.wrong(place, "has a root that is no certificate.", "Give PEM, or DER in base64.") from error
        return found

    def moment(self, value: Any, place: str, of_day: time) -> datetime | None:
        try:
            if isinstance(value, str):
                value = date.fromisoformat(value) if len(value) == 10 else datetime.fromisoformat(value)
        except ValueError as error:
            raise self.wrong(place, f"says {value!r}, which is no moment.", "Write 2026-11-21.") from error
        if isinstance(value, datetime):
            return value if value.tzinfo else value.replace(tzinfo=UTC)
        if isinstance(value, date):
            return datetime.combine(value, of_day, UTC)
        if value is not None:
            raise self.wrong(place, f"says {value!r}, which is no moment.", "Write 2026-11-21.")
        return None


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def certificates(text: str) -> list[bytes]:
    """Return certificates in DER from PEM or from base64 of one.

    Raises:
        ValueError: It is neither.
    """
    if "-----BEGIN" not in text:
        return [b64decode("".join(text.split()), validate=True)]
    blocks = text.split("-----BEGIN CERTIFICATE-----")[1:]
    if not blocks:
        raise ValueError("no certificate in it")
    return [b64decode("".join(one.split("-----END")[0].split()), validate=True) for one in blocks]
