"""Receive credentials (the wallet's side of OpenID4VCI 1.0): each is bound to a key of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from secrets import token_hex, token_urlsafe
from typing import Any, Final
from urllib.parse import urlencode

from draaischijf.problems import Problem
from draaischijf.wallet.bounded import b64url, split_url
from draaischijf.wallet.dpop import make_proof as make_dpop
from draaischijf.wallet.holder.store import Held, HeldCredentials, HolderKeys
from draaischijf.wallet.http import Request, Response, Transport, post_form, post_json
from draaischijf.wallet.keys import Key, generate_key, thumbprint
from draaischijf.wallet.sdjwt import parse_sd_jwt
from draaischijf.wallet.vci.issuer import Clock, now
from draaischijf.wallet.vci.offers import CredentialOffer, parse_offer
from draaischijf.wallet.vci.proofs import make_proof
from draaischijf.wallet.vci.settings import PRE_AUTHORISED
from draaischijf.wallet.verification import Verdict
from draaischijf.wallet.verify import Context, verify

CLIENT_ID: Final = "draaischijf-wallet"


@dataclass(frozen=True, slots=True)
class Login:
    """A login that has begun: open `url`, and come back with the URL that the browser ends at.

    Args:
        url: Where the person logs in.
        offer: What is taken up.
        verifier: The PKCE verifier.
        redirect_uri: Where the browser ends.
        state: What it must bring back.
    """

    url: str
    offer: CredentialOffer
    verifier: str = field(repr=False)
    redirect_uri: str
    state: str = field(repr=False)


class Receiver:
    """Takes up offers.

    Args:
        store: Where credentials are kept.
        keys: Where keys are made.
        transport: How to reach issuers.
        clock: The moment that it is.
    """

    def __init__(self, store: HeldCredentials, keys: HolderKeys, transport: Transport, clock: Clock = now) -> None:
        self.store = store
        self.keys = keys
        self.clock = clock
        self._send = transport

    def receive(self, link: str, pin: str = "", *, copies: int = 1) -> tuple[Held, ...]:
        """Take up an offer with a code, and keep what comes.

        Args:
            link: The offer.
            pin: The code that came apart; empty where none is asked.
            copies: How many copies to ask, each bound to a key of its own, so that verifiers cannot join them.

        Raises:
            Problem: It cannot be taken up, or what came is not what was offered.
        """
        offer = parse_offer(link, self._send)
        if not offer.code:
            raise Problem("offer-needs-login", "asks for a login.", hint="Use begin_login.")
        if offer.pin is not None and not pin:
            raise Problem("offer-needs-pin", "asks for a code that was sent apart.", hint="Give it with --pin.")
        fields = {"grant_type": PRE_AUTHORISED, "pre-authorized_code": offer.code}
        return self._finish(offer, fields | ({"tx_code": pin} if pin else {}), copies)

    def begin_login(self, link: str, redirect_uri: str) -> Login:
        """Push a request for what is offered, and return where the person logs in.

        Raises:
            Problem: The issuer refuses.
        """
        offer = parse_offer(link, self._send)
        server = self._about(offer.issuer, "oauth-authorization-server", "issuer")
        verifier, state = token_urlsafe(48), token_urlsafe(24)
        fields = {
            "response_type": "code",
            "client_id": CLIENT_ID,
            "redirect_uri": redirect_uri,
            "scope": " ".join(offer.configurations[:1]),
            "state": state,
            "code_challenge": b64url(sha256(verifier.encode()).digest()),
            "code_challenge_method": "S256",
            **({"issuer_state": offer.issuer_state} if offer.issuer_state else {}),
        }
        pushed = _good(self._send(post_form(_url(server, "pushed_authorization_request_endpoint"), fields)), 201)
        query = urlencode({"client_id": CLIENT_ID, "request_uri": _text(pushed, "request_uri")})
        return Login(f"{_url(server, 'authorization_endpoint')}?{query}", offer, verifier, redirect_uri, state)

    def finish_login(self, login: Login, ended_at: str, *, copies: int = 1) -> tuple[Held, ...]:
        """Take up the offer after a login.

        Args:
            login: The login that began.
            ended_at: The URL at which the browser ended.
            copies: How many copies to ask.

        Raises:
            Problem: The login failed, or was another's.
        """
        back = Request("GET", ended_at).query()
        if back.get("state") != login.state or back.get("iss") != login.offer.issuer:
            raise Problem("login-of-another", "came back from another login.")
        if "code" not in back:
            raise Problem("login-refused", f"was refused ({back.get('error', 'without a reason')[:100]}).")
        fields = {
            "grant_type": "authorization_code",
            "code": back["code"],
            "code_verifier": login.verifier,
            "redirect_uri": login.redirect_uri,
            "client_id": CLIENT_ID,
        }
        return self._finish(login.offer, fields, copies, CLIENT_ID)

    def _finish(
        self, offer: CredentialOffer, fields: Mapping[str, str], copies: int, client_id: str = ""
    ) -> tuple[Held, ...]:
        issuer = self._about(offer.issuer, "openid-credential-issuer", "credential_issuer")
        server = self._about(offer.issuer, "oauth-authorization-server", "issuer")
        session, at = generate_key(), self.clock()
        asked = post_form(_url(server, "token_endpoint"), fields)
        token = _good(self._send(_with(asked, {"dpop": make_dpop(session, asked, at)})))
        access = _text(token, "access_token")
        nonce = _text(_good(self._send(Request("POST", _url(issuer, "nonce_endpoint")))), "c_nonce")
        named = {f"{token_hex(8)}": None for _ in range(copies)}
        keys = {name: self.keys.create(f"holder-{name}") for name in named}
        proofs = [make_proof(key, offer.issuer, nonce, at, client_id=client_id) for key in keys.values()]
        body = {"credential_configuration_id": offer.configurations[0], "proofs": {"jwt": proofs}}
        answer = self._bound(post_json(_url(issuer, "credential_endpoint"), body), access, session)
        made = _good(answer).get("credentials")
        try:
            texts = self._checked(made, list(keys.values()), issuer, offer)
        except Problem:
            self._notify(issuer, _good(answer), access, session, "credential_failure")
            raise
        held = tuple(self.store.add(text.encode(), f"holder-{name}") for text, name in zip(texts, keys, strict=True))
        self._notify(issuer, _good(answer), access, session, "credential_accepted")
        return held

    def _checked(self, made: Any, keys: Sequence[Key], issuer: Mapping[str, Any], offer: CredentialOffer) -> list[str]:
        """Return the credentials; each must be what was offered, by whom it was offered, to our key."""
        given = [one.get("credential") for one in made if isinstance(one, dict)] if isinstance(made, list) else []
        listed = [one for one in given if isinstance(one, str)]
        if len(listed) != len(keys):
            raise Problem("credential-malformed", "has not as many credentials as were asked.")
        supported = issuer.get("credential_configurations_supported")
        wanted = supported.get(offer.configurations[0]) if isinstance(supported, dict) else None
        for text, key in zip(listed, keys, strict=True):
            payload = parse_sd_jwt(text).payload
            cnf = payload.get("cnf")
            jwk = cnf.get("jwk") if isinstance(cnf, dict) else None
            if not isinstance(jwk, dict) or thumbprint(jwk) != thumbprint(key.jwk):
                raise Problem("credential-malformed", "is bound to another key than was proven.")
            if not isinstance(wanted, dict) or payload.get("vct") != wanted.get("vct"):
                raise Problem("credential-malformed", "is of another type than was offered.")
            found = verify(text.encode(), Context(self.clock(), fetcher=self._document)).axes
            for axis in ("signature", "freshness"):
                if found[axis].verdict is Verdict.BAD:
                    raise Problem("credential-refused", f"is refused: {found[axis].reason}")
        return listed

    def _document(self, url: str) -> bytes:
        answer = self._send(Request("GET", url))
        if answer.status != 200:
            raise Problem("fetch-failed", f"cannot be fetched: the server answers {answer.status}.", file=url)
        return answer.body

    def _about(self, issuer: str, name: str, member: str) -> dict[str, Any]:
        """Return metadata of an issuer, which must be about that issuer."""
        parts = split_url(issuer)
        url = f"{parts.scheme}://{parts.netloc}/.well-known/{name}{parts.path.rstrip('/')}"
        found = _good(self._send(Request("GET", url)))
        if found.get(member) != issuer:
            raise Problem("metadata-of-another", "has metadata of another issuer.", file=issuer)
        return found

    def _bound(self, request: Request, token: str, session: Key) -> Response:
        proof = make_dpop(session, request, self.clock(), token=token)
        return self._send(_with(request, {"authorization": f"DPoP {token}", "dpop": proof}))

    def _notify(
        self, issuer: Mapping[str, Any], answer: Mapping[str, Any], token: str, session: Key, event: str
    ) -> None:
        """Tell the issuer what became of it, where it wants to know; its answer changes nothing."""
        if "notification_id" in answer and "notification_endpoint" in issuer:
            body = {"notification_id": answer["notification_id"], "event": event}
            self._bound(post_json(_url(issuer, "notification_endpoint"), body), token, session)


def _with(request: Request, headers: Mapping[str, str]) -> Request:
    return Request(request.method, request.url, {**request.headers, **headers}, request.body)


def _good(response: Response, status: int = 200) -> dict[str, Any]:
    if response.status == status:
        return response.json()
    try:
        said = response.json()
    except Problem:
        said = {}
    reason = f"{said.get('error', 'no reason')}: {said.get('error_description', '')}".strip(": ")
    raise Problem("issuer-refused", f"the issuer answers {response.status} ({reason[:200]}).")


def _text(value: Mapping[str, Any], name: str) -> str:
    found = value.get(name)
    if not isinstance(found, str) or not found:
        raise Problem("answer-malformed", f"the issuer answers without {name}.")
    return found


def _url(metadata: Mapping[str, Any], name: str) -> str:
    return _text(metadata, name)
