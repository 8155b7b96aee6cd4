"""Offers: how an issuer invites a wallet (OpenID4VCI 1.0, section 4)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

from draaischijf.problems import Problem
from draaischijf.wallet.bounded import parse_object, split_url
from draaischijf.wallet.http import Request, Transport
from draaischijf.wallet.vci.settings import PRE_AUTHORISED

SCHEME: Final = "openid-credential-offer"
MAX_OFFER: Final = 20_000


@dataclass(frozen=True, slots=True)
class CredentialOffer:
    """An offer, as a wallet reads it.

    Args:
        issuer: The credential issuer.
        configurations: Ids of what it offers.
        code: The pre-authorised code; empty for the flow with a login.
        pin: What is asked beside it: None for nothing, otherwise the description of the code that comes apart.
        issuer_state: What the flow with a login must repeat.
    """

    issuer: str
    configurations: tuple[str, ...]
    code: str = ""
    pin: Mapping[str, Any] | None = None
    issuer_state: str = ""


def offer_link(offer: Mapping[str, Any]) -> str:
    """Return an offer as a link for a wallet."""
    return f"{SCHEME}://?credential_offer={quote(json.dumps(offer, separators=(',', ':')))}"


def parse_offer(link: str, transport: Transport | None = None) -> CredentialOffer:
    """Return what a link offers.

    Args:
        link: `openid-credential-offer://?...`, or the JSON itself.
        transport: How to get an offer that the link only refers to; None where that may not be.

    Raises:
        Problem: It is no offer, or refers to one while there is no transport.
    """
    try:
        return _read(parse_object(_text(link, transport), max_bytes=MAX_OFFER, max_depth=8))
    except Problem as problem:
        raise problem.at(file="credential offer") from problem


def _text(link: str, transport: Transport | None) -> str | bytes:
    if link.lstrip().startswith("{"):
        return link
    if len(link) > MAX_OFFER:
        raise Problem("offer-invalid", "is too long.")
    fields = Request("GET", link).query()
    if "credential_offer" in fields:
        return fields["credential_offer"]
    where = fields.get("credential_offer_uri", "")
    if not where:
        raise Problem("offer-invalid", "is no offer.", hint=f"Give a link that starts with {SCHEME}://.")
    if transport is None:
        raise Problem("offer-elsewhere", f"stands at {where}.", hint="Allow the network to fetch it.")
    answer = transport(Request("GET", where))
    if answer.status != 200:
        raise Problem("offer-elsewhere", f"cannot be fetched: the server answers {answer.status}.")
    return answer.body


def _read(value: Mapping[str, Any]) -> CredentialOffer:
    issuer, listed, grants = (
        value.get(name) for name in ("credential_issuer", "credential_configuration_ids", "grants")
    )
    if not isinstance(issuer, str) or split_url(issuer).scheme not in ("https", "http"):
        raise Problem("offer-invalid", "names no issuer.")
    if not isinstance(listed, list) or not listed or not all(isinstance(one, str) for one in listed):
        raise Problem("offer-invalid", "names nothing that is offered.")
    if not isinstance(grants, dict | None):
        raise Problem("offer-invalid", "has grants that are no object.")
    ready, login = ((grants or {}).get(name) for name in (PRE_AUTHORISED, "authorization_code"))
    if ready is not None and not isinstance(ready, dict):
        raise Problem("offer-invalid", "has a grant that is no object.")
    code = (ready or {}).get("pre-authorized_code", "")
    pin = (ready or {}).get("tx_code")
    state = login.get("issuer_state", "") if isinstance(login, dict) else ""
    if not isinstance(code, str) or not isinstance(state, str) or not isinstance(pin, dict | None):
        raise Problem("offer-invalid", "has a grant that cannot be read.")
    if ready is not None and not code:
        raise Problem("offer-invalid", "has a grant without a code.")
    return CredentialOffer(issuer, tuple(listed), code, pin, state)
