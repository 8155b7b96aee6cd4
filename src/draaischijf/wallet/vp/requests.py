"""The request, as a wallet gets it: fetched by reference, signed, and checked before anything is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from secrets import token_urlsafe
from typing import Any, Final

from draaischijf.problems import Problem
from draaischijf.wallet.bounded import split_url
from draaischijf.wallet.chains import follow, key_of, load_certificate
from draaischijf.wallet.dcql import Query, parse_query
from draaischijf.wallet.encryption import CONTENT
from draaischijf.wallet.http import Request, Transport, post_form
from draaischijf.wallet.jose import parse_token
from draaischijf.wallet.times import freshness_of
from draaischijf.wallet.verification import Finding, Verdict
from draaischijf.wallet.vp.names import check_client_id

TYPE: Final = "oauth-authz-req+jwt"
AUDIENCE: Final = "https://self-issued.me/v2"
PURPOSE: Final = "urn:draaischijf:purpose:1"
MAX_REQUEST: Final = 200_000
MAX_LINK: Final = 10_000


@dataclass(frozen=True, slots=True)
class PresentationRequest:
    """A request that was checked: its signature is that of the certificate that it names itself by.

    Args:
        client_id: Who asks, proven by its certificate.
        name: What it calls itself; nobody vouches for this name.
        known: Whether its certificate leads to a root that the holder trusts for verifiers.
        certificate_name: The name in its certificate, given by who vouches for it.
        purpose: Why it asks, in its own words; empty where it does not say.
        query: What it asks.
        nonce: What to repeat.
        state: What to send back along.
        response_uri: Where the answer goes.
        encryption: Key for the answer; None where the answer is not encrypted.
        content: How the content is encrypted.
    """

    client_id: str
    name: str
    known: Finding
    certificate_name: str
    purpose: str
    query: Query
    nonce: str
    state: str
    response_uri: str
    encryption: Mapping[str, Any] | None = field(repr=False)
    content: str = CONTENT[0]


def fetch_request(link: str, transport: Transport, at: datetime, roots: tuple[bytes, ...] = ()) -> PresentationRequest:
    """Return the request that a link refers to.

    Args:
        link: `openid4vp://?client_id=...&request_uri=...`, or the same with another scheme.
        transport: How to reach the verifier.
        at: Now; aware.
        roots: Certificates of who may vouch for verifiers, in DER.

    Raises:
        Problem: It is no request, is not signed by whom it names, or asks for something that is not done here.
    """
    try:
        return _fetch(link, transport, at, roots)
    except Problem as problem:
        raise problem.at(file="question") from problem


def _fetch(link: str, transport: Transport, at: datetime, roots: tuple[bytes, ...]) -> PresentationRequest:
    if len(link) > MAX_LINK:
        raise Problem("request-invalid", "is too long for a request.")
    outer = Request("GET", link).query()
    where, method = outer.get("request_uri", ""), outer.get("request_uri_method", "get")
    if not where or not outer.get("client_id") or split_url(where).scheme not in ("https", "http"):
        raise Problem("request-invalid", "is no link to a signed request.", hint="It needs client_id and request_uri.")
    wallet_nonce = token_urlsafe(24) if method == "post" else ""
    asked = post_form(where, {"wallet_nonce": wallet_nonce}) if wallet_nonce else Request("GET", where)
    answer = transport(asked)
    if answer.status != 200:
        raise Problem("request-elsewhere", f"cannot be fetched: the verifier answers {answer.status}.", file=where)
    try:
        text = answer.body.decode("ascii").strip()
    except UnicodeDecodeError as error:
        raise Problem("request-invalid", "is no signed request.") from error
    return check_request(text, outer["client_id"], at, roots, wallet_nonce=wallet_nonce)


def check_request(
    text: str, client_id: str, at: datetime, roots: tuple[bytes, ...] = (), *, wallet_nonce: str = ""
) -> PresentationRequest:
    """Return a signed request object, checked.

    Args:
        text: The request object.
        client_id: Who the link said it would be from.
        at: Now; aware.
        roots: Certificates of who may vouch for verifiers, in DER.
        wallet_nonce: What it must repeat; empty for nothing.

    Raises:
        Problem: As `fetch_request`.
    """
    token = parse_token(text, max_size=MAX_REQUEST)
    chain = token.chain()
    if token.type != TYPE or not chain:
        raise Problem("request-invalid", f"is no {TYPE} with a certificate.")
    if not token.verify(key_of(chain[0])):
        raise Problem("request-signature", "is not signed with the certificate that it names.")
    said = token.claims()
    response_uri, nonce = said.get("response_uri"), said.get("nonce")
    if said.get("client_id") != client_id:
        raise Problem("client-id-mismatch", "is from another than the link says.")
    if not isinstance(response_uri, str) or split_url(response_uri).scheme not in ("https", "http"):
        raise Problem("request-invalid", "does not say where the answer goes.")
    if not isinstance(nonce, str) or not nonce:
        raise Problem("request-invalid", "asks for no nonce to be repeated.")
    check_client_id(client_id, chain[0], response_uri)
    _check_rest(said, at, chain, wallet_nonce)
    metadata = said.get("client_metadata")
    key, content = _encryption(said, metadata if isinstance(metadata, dict) else {})
    return PresentationRequest(
        client_id=client_id,
        name=_text(metadata, "client_name"),
        known=_known(chain, roots, at),
        certificate_name=load_certificate(chain[0]).subject.rfc4514_string(),
        purpose=_purpose(said.get("verifier_info")),
        query=parse_query(said.get("dcql_query")),
        nonce=nonce,
        state=_text(said, "state"),
        response_uri=response_uri,
        encryption=key,
        content=content,
    )


def _check_rest(said: Mapping[str, Any], at: datetime, chain: tuple[bytes, ...], wallet_nonce: str) -> None:
    if said.get("response_type") != "vp_token":
        raise Problem("request-unsupported", "asks for another answer than vp_token.")
    if said.get("aud", AUDIENCE) != AUDIENCE:
        raise Problem("request-invalid", "is for another wallet.")
    if wallet_nonce and said.get("wallet_nonce") != wallet_nonce:
        raise Problem("request-replayed", "does not repeat the nonce of this wallet: it may be a replay.")
    if "transaction_data" in said:
        raise Problem("request-unsupported", "asks to agree to a transaction, which is not done here.")
    fresh = freshness_of(said, at, chain)
    if fresh.verdict is not Verdict.GOOD:
        raise Problem(f"request-{fresh.code}", f"is not of now: {fresh.reason}")


def _encryption(said: Mapping[str, Any], metadata: Mapping[str, Any]) -> tuple[Mapping[str, Any] | None, str]:
    """Return the key for the answer and how to encrypt; no key for `direct_post`."""
    mode = said.get("response_mode")
    if mode == "direct_post":
        return None, ""
    if mode != "direct_post.jwt":
        raise Problem("request-unsupported", "wants the answer in a way that is not done here.")
    keys = metadata["jwks"].get("keys") if isinstance(metadata.get("jwks"), dict) else None
    listed = [one for one in keys if isinstance(one, dict)] if isinstance(keys, list) else []
    key = next((one for one in listed if (one.get("kty"), one.get("crv")) == ("EC", "P-256")), None)
    if key is None:
        raise Problem("request-invalid", "has no key on P-256 to encrypt the answer with.")
    wanted = metadata.get("encrypted_response_enc_values_supported", ["A128GCM"])
    content = next((one for one in wanted if one in CONTENT), None) if isinstance(wanted, list) else None
    if content is None:
        raise Problem("request-unsupported", "wants an encryption that is not done here.")
    return key, str(content)


def _known(chain: tuple[bytes, ...], roots: tuple[bytes, ...], at: datetime) -> Finding:
    if not roots:
        return Finding(Verdict.UNKNOWN, "verifier-not-judged", "Nobody was named who vouches for verifiers.")
    try:
        follow(chain, roots, at)
    except Problem as problem:
        return Finding(Verdict.UNKNOWN, problem.code, "Nobody that you trust vouches for this verifier.")
    return Finding(Verdict.GOOD, "verifier-known", "Its certificate is from someone that you trust.")


def _purpose(info: Any) -> str:
    """Return why it asks, where it says so in the way of this project."""
    for one in info if isinstance(info, list) else []:
        if isinstance(one, dict) and one.get("format") == PURPOSE:
            return _text(one.get("data"), "purpose")[:1000]
    return ""


def _text(value: Any, name: str) -> str:
    found = value.get(name) if isinstance(value, Mapping) else None
    return found[:1000] if isinstance(found, str) else ""
