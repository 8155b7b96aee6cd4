"""Whom an organisation believes, and about what: a trust list of issuers per kind of evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from draaischijf.problems import Problem
from draaischijf.terms import EvidenceKind
from draaischijf.wallet.chains import follow
from draaischijf.wallet.keys import thumbprint
from draaischijf.wallet.verification import Finding, Verdict


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
