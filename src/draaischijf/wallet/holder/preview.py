"""What would leave, for whom and why: shown before anything leaves.

The preview is made from the very text that would be sent, not from the question: what it shows is what goes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from draaischijf.wallet.sdjwt import SdJwt, leaves, parse_sd_jwt
from draaischijf.wallet.sdjwt.disclosures import PathOf
from draaischijf.wallet.sdjwt.metadata import TypeMetadata, own_types
from draaischijf.wallet.vp.requests import PresentationRequest

# What travels along with any credential, whatever is held back: it says who issued it, of what type, and until when,
# and lets a verifier recognise the same credential when it sees it twice.
TECHNICAL: Final = frozenset(("iss", "vct", "iat", "nbf", "exp", "cnf", "status"))


@dataclass(frozen=True, slots=True)
class Leaving:
    """One credential that would leave.

    Args:
        query: Which question it answers.
        credential: Name of the credential in the store.
        type: Its type.
        issuer: Who issued it.
        claims: What would be seen, as paths and values.
        always: What travels along whatever is held back.
        held_back: Paths that stay here.
        text: What would be sent, without the holder's signature.
        metadata: What its type is called and its claims mean; None where that is not at hand.
    """

    query: str
    credential: str
    type: str
    issuer: str
    claims: tuple[tuple[PathOf, Any], ...]
    always: tuple[str, ...]
    held_back: tuple[PathOf, ...]
    text: str = field(repr=False)
    metadata: TypeMetadata | None = field(default=None, repr=False)

    def label(self, path: PathOf, language: str = "nl") -> str:
        """Return the name of a claim for people; its path where the type says none."""
        return "/".join(map(str, path)) if self.metadata is None else self.metadata.label(path, language)

    def as_dict(self) -> dict[str, Any]:
        """Return it as data."""
        return {
            "query": self.query,
            "credential": self.credential,
            "type": self.type,
            "issuer": self.issuer,
            "claims": [{"path": list(path), "label": self.label(path), "value": value} for path, value in self.claims],
            "always": list(self.always),
            "held_back": [list(path) for path in self.held_back],
        }


@dataclass(frozen=True, slots=True)
class Preview:
    """Everything that a holder wants to know before saying yes.

    Args:
        request: The question.
        leaving: What would leave.
        missing: What was asked and is not here; nothing can be sent while this is not empty.
    """

    request: PresentationRequest
    leaving: tuple[Leaving, ...]
    missing: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return it as data."""
        asked = self.request
        return {
            "verifier": {
                "name": asked.name,
                "client_id": asked.client_id,
                "certificate": asked.certificate_name,
                **{f"known_{name}": value for name, value in asked.known.as_dict().items()},
            },
            "purpose": asked.purpose,
            "to": asked.response_uri,
            "encrypted": asked.encryption is not None,
            "leaving": [one.as_dict() for one in self.leaving],
            "missing": list(self.missing),
        }


def preview_of(
    query: str, name: str, held: SdJwt, text: str, types: Mapping[str, TypeMetadata] | None = None
) -> Leaving:
    """Return what a disclosed credential shows.

    Args:
        query: Which question it answers.
        name: Name of the credential in the store.
        held: The credential with all its disclosures.
        text: What would be sent.
        types: Metadata of types; the project's own unless said.
    """
    shown = parse_sd_jwt(text)
    claims: Mapping[str, Any] = {name: value for name, value in shown.claims.items() if name not in TECHNICAL}
    sent = {one.digest for one in shown.disclosures}
    return Leaving(
        query=query,
        credential=name,
        type=str(shown.claims.get("vct", "")),
        issuer=str(shown.claims.get("iss", "")),
        claims=tuple(leaves(claims)),
        always=tuple(sorted(TECHNICAL & shown.claims.keys())),
        held_back=tuple(place for digest, place in held.opened.places.items() if digest not in sent),
        text=text,
        metadata=(own_types() if types is None else types).get(str(shown.claims.get("vct", ""))),
    )
