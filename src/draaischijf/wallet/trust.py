"""Whom an organisation believes, and about what: a trust list of issuers per kind of evidence.

The list is a file that the organisation manages, TOML or JSON:

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
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, Final

from draaischijf.problems import Problem
from draaischijf.terms import EvidenceKind
from draaischijf.wallet.bounded import parse_json_bounded
from draaischijf.wallet.chains import follow, load_certificate
from draaischijf.wallet.keys import public_key_from_jwk, thumbprint
from draaischijf.wallet.verification import Finding, Verdict

FORMAT: Final = 1
MAX_LIST: Final = 5_000_000


@dataclass(frozen=True, slots=True)
class Trusted:
    """One entry: an issuer, how its signature is known, and what it is believed about.

    Args:
        id: The issuer as credentials name it: a URL, a DID or a name of the organisation's choice.
        kinds: Kinds of evidence that it is believed about; None for every kind.
        name: Its name for people.
        roots: Certificates in DER to which its chains must lead.
        jwks: Thumbprints (RFC 7638) of keys that are its own.
        keys: Those keys, as JSON Web Keys.
        did: Its decentralised identifier, where that is how it signs.
        valid_from: First moment at which the entry counts; aware; None for always.
        valid_until: Last moment.
        types: Kind of evidence per type of credential that it issues.
    """

    id: str
    kinds: frozenset[EvidenceKind] | None
    name: str = ""
    roots: tuple[bytes, ...] = field(default=(), repr=False)
    jwks: frozenset[str] = frozenset()
    keys: tuple[Mapping[str, Any], ...] = field(default=(), repr=False, compare=False)
    did: str = ""
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    types: Mapping[str, EvidenceKind] = field(default_factory=dict, compare=False)

    def counts_at(self, at: datetime) -> bool:
        """Return whether the entry counts at a moment."""
        return (self.valid_from is None or self.valid_from <= at) and (
            self.valid_until is None or at <= self.valid_until
        )


@dataclass(frozen=True, slots=True)
class Signer:
    """How a signature was made, as far as the token shows; none of it is proof of origin by itself.

    Args:
        chain: Certificates in DER, the signer's own first.
        jwk: The key.
        did: The DID that the key was found under.
    """

    chain: tuple[bytes, ...] = ()
    jwk: Mapping[str, Any] | None = None
    did: str = ""


class TrustList:
    """The entries of an organisation.

    Args:
        entries: Issuers.
        name: Whose list it is.
    """

    def __init__(self, entries: Sequence[Trusted] = (), name: str = "") -> None:
        self.entries = tuple(entries)
        self.name = name
        self._by_id: dict[str, tuple[Trusted, ...]] = {}
        for entry in self.entries:
            for one in {entry.id, entry.did} - {""}:
                self._by_id[one] = (*self._by_id.get(one, ()), entry)

    def about(self, issuer: str) -> tuple[Trusted, ...]:
        """Return the entries of an issuer, at any time."""
        return self._by_id.get(issuer, ())

    def roots(self, issuer: str = "") -> tuple[bytes, ...]:
        """Return the roots of an issuer, or of all."""
        entries = self.about(issuer) if issuer else self.entries
        return tuple(dict.fromkeys(root for entry in entries for root in entry.roots))

    def kind_of(self, issuer: str, type_: str) -> EvidenceKind | None:
        """Return which kind of evidence a type of credential is, where the list says so."""
        return next((entry.types[type_] for entry in self.about(issuer) if type_ in entry.types), None)

    def judge(self, issuer: str, kind: EvidenceKind | None, at: datetime, signer: Signer) -> Finding:
        """Return the verdict on the axis `issuer`.

        Good only where the list names this issuer, for this kind of evidence, at this moment, with this key. An issuer
        that is not on the list is unknown; one that is, but signs with what is not its own, is bad.

        Args:
            issuer: As the credential names it; empty where it names none and its certificates stand for it.
            kind: What the credential is evidence of; None where that is unknown.
            at: The moment of the question; aware.
            signer: How the signature was made.
        """
        entries = self.about(issuer) if issuer else self.entries
        if not entries:
            what = "is not on the trust list" if self.entries else "cannot be judged without a trust list"
            return Finding(Verdict.UNKNOWN, "issuer-not-listed", f"{issuer or 'The issuer'} {what}.")
        own, reason = [], Problem("issuer-key-mismatch", "is not signed with a key of this issuer.")
        for entry in entries:
            problem = _not_signed_by(entry, at, signer)
            if problem is None:
                own.append(entry)
            elif problem.code != "issuer-key-mismatch":
                reason = problem
        if not own:
            # Without a name to hold it against, a chain that leads nowhere is no lie: it is just not known.
            stranger = not issuer and reason.code in ("chain-untrusted", "issuer-key-mismatch")
            return Finding(Verdict.UNKNOWN if stranger else Verdict.BAD, reason.code, f"The issuer: {reason.message}")
        return _within(own, kind, at)


def _not_signed_by(entry: Trusted, at: datetime, signer: Signer) -> Problem | None:
    """Return why a signature is not this entry's; None where it is."""
    if signer.did and signer.did == entry.did:
        return None
    if entry.jwks and signer.jwk is not None and thumbprint(signer.jwk) in entry.jwks:
        return None
    if signer.chain and entry.roots:
        try:
            follow(signer.chain, entry.roots, at)
        except Problem as problem:
            return problem
        return None
    return Problem("issuer-key-mismatch", "is not signed with a key of this issuer.")


def _within(entries: Sequence[Trusted], kind: EvidenceKind | None, at: datetime) -> Finding:
    name = entries[0].name or entries[0].id
    current = [entry for entry in entries if entry.counts_at(at)]
    if not current:
        return Finding(Verdict.BAD, "issuer-not-trusted-then", f"{name} is on the trust list, but not at this moment.")
    if any(entry.kinds is None or kind in entry.kinds for entry in current):
        return Finding(Verdict.GOOD, "issuer-listed", f"{name} is on the trust list for this kind of evidence.")
    if kind is None:
        return Finding(
            Verdict.UNKNOWN, "kind-unknown", f"{name} is on the trust list, but what this is evidence of is unknown."
        )
    return Finding(Verdict.BAD, "issuer-not-for-kind", f"{name} is not trusted for evidence of the kind {kind.value}.")


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
        hint = "A trust list starts with format = 1; see draaischijf.wallet.trust."
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
        raise Problem("trust-format", f"does not say format = {FORMAT}.", file=file, hint="See load_trust.")
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
