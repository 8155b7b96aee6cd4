"""Access tokens: with a code that came with the offer, or through a login (OpenID4VCI 1.0, sections 5 and 6).

The flow with a login takes pushed requests only (RFC 9126), with PKCE and S256 (RFC 7636); who logs in is for the
organisation to say, through `Authorise`. Codes and tokens work once, for a short while, and are kept only as hashes.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any, Final
from urllib.parse import urlencode

from draaischijf.problems import Problem
from draaischijf.wallet.bounded import b64url, parse_json_bounded, split_url
from draaischijf.wallet.dpop import check_proof
from draaischijf.wallet.http import Request, Response, Routes, error_response, json_response
from draaischijf.wallet.states import States
from draaischijf.wallet.vci.attestation import attested_client
from draaischijf.wallet.vci.settings import PRE_AUTHORISED, IssuerSettings

REQUEST_URI: Final = "urn:ietf:params:oauth:request_uri:"
PUSHED_SECONDS: Final = 90


@dataclass(frozen=True, slots=True)
class Grant:
    """What a token is good for.

    Args:
        configuration: Which kind of credential.
        claims: What it will say.
        reference: The issuer's own word for it.
        client_id: Who the wallet is; empty where it did not say.
        key: Thumbprint of the key that the token is bound to; empty for none.
        identifier: By which the wallet asks for it, where it asked with authorization_details; empty otherwise.
    """

    configuration: str
    claims: Mapping[str, Any] = field(repr=False)
    reference: str = ""
    client_id: str = ""
    key: str = ""
    identifier: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Return it as it is remembered."""
        return asdict(self)


# From a request at the authorisation endpoint and what was pushed to what may be given; None refuses; a Response (such
# as a page to log in) is sent as it is, and the person comes back to the same URL afterwards.
Authorise = Callable[[Request, Mapping[str, str]], Grant | Response | None]


class Tokens:
    """The authorisation server.

    Args:
        settings: The issuer.
        states: What is remembered.
        authorise: Who logs in; without it only offers of the issuer itself are taken up.
        clock: The moment that it is.
    """

    def __init__(
        self, settings: IssuerSettings, states: States, authorise: Authorise | None, clock: Callable[[], datetime]
    ) -> None:
        self.settings = settings
        self.states = states
        self.clock = clock
        self._authorise = authorise

    def routes(self, par: str, authorize: str, token: str) -> Routes:
        """Return its endpoints by path."""
        return {par: {"POST": self._par}, authorize: {"GET": self._authorize}, token: {"POST": self._token}}

    def grant_of(self, request: Request, at: datetime) -> Grant:
        """Return what the access token in a request is good for.

        Raises:
            Problem: There is none, it is unknown or too old, or the key that it is bound to did not sign.
        """
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        state = self.states.get("token", token, at) if token else None
        if state is None:
            raise Problem("invalid_token", "the access token is unknown or too old.")
        grant = Grant(**state)
        if scheme.lower() != ("dpop" if grant.key else "bearer"):
            raise Problem("invalid_token", "the access token is of another type.")
        if grant.key and check_proof(request, at, self.states, token=token) != grant.key:
            raise Problem("dpop-invalid", "the access token is bound to another key.")
        return grant

    # -- with a login

    def _par(self, request: Request) -> Response:
        try:
            asked = request.form()
            client = self._client(request, asked, self.clock())
        except Problem as problem:
            return _refused(problem)
        asked = {**asked, "client_id": client}
        if wrong := _wrong_request(asked, self.settings.redirects):
            return error_response("invalid_request", wrong)
        if self.configuration_of(asked) is None:
            return error_response("invalid_scope", "no credential of this issuer is asked for.")
        at, name = self.clock(), token_urlsafe(32)
        self.states.forget_before(at)
        self.states.put("pushed", name, asked, at + timedelta(seconds=PUSHED_SECONDS))
        return json_response({"request_uri": REQUEST_URI + name, "expires_in": PUSHED_SECONDS}, 201)

    def configuration_of(self, asked: Mapping[str, str]) -> str | None:
        """Return the first kind of credential that a request asks for and this issuer gives; None for none."""
        named = asked.get("scope", "").split()
        try:
            details = parse_json_bounded(asked.get("authorization_details", "[]"), max_bytes=10_000)
        except Problem:
            return None
        if isinstance(details, list):
            named += [str(one.get("credential_configuration_id")) for one in details if isinstance(one, dict)]
        return next((one for one in named if self.settings.configuration(one) is not None), None)

    def _authorize(self, request: Request) -> Response:
        at = self.clock()
        try:
            said = request.query()
        except Problem as problem:
            return error_response("invalid_request", problem.message)
        name = said.get("request_uri", "").removeprefix(REQUEST_URI)
        asked = self.states.get("pushed", name, at)
        if asked is None or said.get("client_id") != asked["client_id"]:
            return error_response("invalid_request", "the request was not pushed, is too old, or of another wallet.")
        grant = self._granted(request, asked, at)
        if isinstance(grant, Response):
            return grant
        if self.states.take("pushed", name, at) is None:
            return error_response("invalid_request", "the request was used before.")
        answer = {"iss": self.settings.url, **({"state": asked["state"]} if "state" in asked else {})}
        if grant is None:
            return _redirect(asked["redirect_uri"], {"error": "access_denied", **answer})
        code = token_urlsafe(32)
        kept = {**grant.as_dict(), "client_id": asked["client_id"], "identifier": _identifier(asked)}
        state = {"grant": kept, "challenge": asked["code_challenge"], "redirect_uri": asked["redirect_uri"]}
        self.states.put("login-code", code, state, at + timedelta(seconds=60))
        return _redirect(asked["redirect_uri"], {"code": code, **answer})

    def _granted(self, request: Request, asked: Mapping[str, str], at: datetime) -> Grant | Response | None:
        prepared = self.states.get("issuer-state", asked.get("issuer_state", ""), at)
        if prepared is not None and prepared["configuration"] == self.configuration_of(asked):
            self.states.take("issuer-state", asked["issuer_state"], at)
            return Grant(**prepared)
        return None if self._authorise is None else self._authorise(request, asked)

    # -- tokens

    def _token(self, request: Request) -> Response:
        at = self.clock()
        self.states.forget_before(at)
        try:
            asked = request.form()
            client = self._client(request, asked, at)
            key = check_proof(request, at, self.states) if "dpop" in request.headers else ""
            if self.settings.dpop and not key:
                raise Problem("dpop-invalid", "a DPoP proof is asked for.")
            kind = asked.get("grant_type")
            if kind == PRE_AUTHORISED:
                grant = self._with_code(asked, at)
            elif kind == "authorization_code":
                grant = self._after_login({**asked, "client_id": client}, at)
            else:
                return error_response("unsupported_grant_type")
        except Problem as problem:
            return _refused(problem)
        token = token_urlsafe(32)
        seconds = self.settings.token_seconds
        until = at + timedelta(seconds=seconds)
        grant = replace(
            grant,
            key=key,
            client_id=grant.client_id or client,
            identifier=grant.identifier or _identifier(asked),
        )
        self.states.put("token", token, grant.as_dict(), until)
        self.states.put("spent", _code(asked), {"token": token}, until)
        answer = {"access_token": token, "token_type": "DPoP" if key else "Bearer", "expires_in": seconds}
        return json_response({**answer, **_details(grant)})

    def _client(self, request: Request, asked: Mapping[str, str], at: datetime) -> str:
        """Return who the wallet is: by its attestation where that is asked, otherwise by its own word."""
        said = asked.get("client_id", "")
        if not self.settings.wallet_roots:
            return said
        client = attested_client(request, self.settings.url, self.settings.wallet_roots, at, self.states)
        if said not in ("", client):
            raise Problem("invalid_client", "the wallet attestation is of another wallet.")
        return client

    def _spent(self, code: str, at: datetime) -> Problem:
        """Return that a code is no longer good; what was given for it before is taken back (RFC 6749, 4.1.2)."""
        given = self.states.take("spent", code, at)
        if given is not None:
            self.states.take("token", given["token"], at)
        return Problem("invalid_grant", "the code is unknown, too old, or was used before.")

    def _with_code(self, asked: Mapping[str, str], at: datetime) -> Grant:
        code, pin = asked.get("pre-authorized_code", ""), asked.get("tx_code", "")
        state = self.states.take("code", code, at)
        if state is None:
            raise self._spent(code, at)
        if not hmac.compare_digest(str(state["pin"]).encode(), pin.encode()):
            if state["tries"] > 1:
                until = at + timedelta(seconds=self.settings.code_seconds)
                self.states.put("code", code, {**state, "tries": state["tries"] - 1}, until)
            raise Problem("invalid_grant", "the code that came apart is missing or wrong.")
        return Grant(state["configuration"], state["claims"], state["reference"])

    def _after_login(self, asked: Mapping[str, str], at: datetime) -> Grant:
        state = self.states.take("login-code", asked.get("code", ""), at)
        if state is None:
            raise self._spent(asked.get("code", ""), at)
        verifier = asked.get("code_verifier", "")
        if b64url(sha256(verifier.encode()).digest()) != state["challenge"]:
            raise Problem("invalid_grant", "the code verifier does not fit the challenge.")
        if asked.get("redirect_uri") != state["redirect_uri"]:
            raise Problem("invalid_grant", "the redirect_uri is another.")
        grant = Grant(**state["grant"])
        if asked["client_id"] not in ("", grant.client_id):
            raise Problem("invalid_grant", "the code is of another wallet.")
        return grant


def _identifier(asked: Mapping[str, str]) -> str:
    return token_urlsafe(16) if "authorization_details" in asked else ""


def _details(grant: Grant) -> dict[str, Any]:
    """Return what a wallet that asked with authorization_details must ask the credential with (section 6.2)."""
    if not grant.identifier:
        return {}
    detail = {
        "type": "openid_credential",
        "credential_configuration_id": grant.configuration,
        "credential_identifiers": [grant.identifier],
    }
    return {"authorization_details": [detail]}


def _code(asked: Mapping[str, str]) -> str:
    return asked.get("pre-authorized_code") or asked.get("code", "")


_ERRORS: Final = {
    "dpop-invalid": ("invalid_dpop_proof", 400),
    "invalid_grant": ("invalid_grant", 400),
    "invalid_client": ("invalid_client", 401),
}


def _refused(problem: Problem) -> Response:
    code, status = _ERRORS.get(problem.code, ("invalid_request", 400))
    return error_response(code, problem.message, status)


def _wrong_request(asked: Mapping[str, str], redirects: tuple[str, ...]) -> str:
    if asked.get("response_type") != "code":
        return "response_type must be code."
    if not asked.get("client_id") or len(asked["client_id"]) > 500:
        return "client_id is missing."
    target = asked.get("redirect_uri", "")
    if target not in redirects:
        return "redirect_uri is missing or not one that this issuer knows."
    if asked.get("code_challenge_method") != "S256" or not 43 <= len(asked.get("code_challenge", "")) <= 128:
        return "PKCE with S256 is asked for."
    return ""


def _redirect(target: str, fields: Mapping[str, str]) -> Response:
    joint = "&" if split_url(target).query else "?"
    return Response(302, b"", {"Location": f"{target}{joint}{urlencode(fields)}", "Cache-Control": "no-store"})
