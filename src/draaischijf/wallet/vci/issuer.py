"""The issuer's endpoints (OpenID4VCI 1.0): requests in, responses out, what must be remembered in `States`.

Tokens are in `tokens`; here are offers, metadata, nonces, credentials and notifications.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from secrets import randbelow, token_urlsafe
from typing import Any, Final

from draaischijf.problems import Problem
from draaischijf.wallet.dcql import select
from draaischijf.wallet.http import Request, Response, Routes, error_response, json_response, route
from draaischijf.wallet.keys import Key
from draaischijf.wallet.sdjwt import issue_sd_jwt
from draaischijf.wallet.states import SqliteStates, States
from draaischijf.wallet.status import StatusStore
from draaischijf.wallet.vci.offers import offer_link
from draaischijf.wallet.vci.proofs import check_proofs
from draaischijf.wallet.vci.settings import PRE_AUTHORISED, Configuration, IssuerSettings
from draaischijf.wallet.vci.tokens import Authorise, Grant, Tokens

PIN_DIGITS: Final = 6
EVENTS: Final = ("credential_accepted", "credential_failure", "credential_deleted")
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Offer:
    """An offer, as an issuer makes it.

    Args:
        value: The offer.
        link: The same as a link, to show as a button or QR code.
        pin: The code to send apart from the link; empty where none is asked.
    """

    value: Mapping[str, Any]
    link: str = field(repr=False)
    pin: str = field(default="", repr=False)


def now() -> datetime:
    """Return the moment that it is."""
    return datetime.now(UTC)


class Issuer:
    """A credential issuer and the authorisation server beside it.

    Args:
        settings: What it gives.
        key: What it signs with.
        states: What it remembers for a while; in memory unless said.
        statuses: Its status lists; None where credentials name no status.
        authorise: Who logs in where a wallet comes with no code; see `tokens`.
        notified: Told what became of a credential: the issuer's own reference and the event.
        clock: The moment that it is.
    """

    def __init__(  # noqa: PLR0913 - an issuer is made of these
        self,
        settings: IssuerSettings,
        key: Key,
        *,
        states: States | None = None,
        statuses: StatusStore | None = None,
        authorise: Authorise | None = None,
        notified: Callable[[str, str], None] | None = None,
        clock: Clock = now,
    ) -> None:
        self.settings = settings
        self.key = key
        self.states: States = states or SqliteStates()
        self.statuses = statuses
        self.clock = clock
        self._notified = notified
        self.tokens = Tokens(settings, self.states, authorise, clock)
        if statuses is not None and settings.status_list:
            statuses.create(settings.status_list, bits=2)

    # -- offers

    def offer(self, configuration: str, claims: Mapping[str, Any], *, reference: str = "", pin: bool = True) -> Offer:
        """Return an offer that a wallet can take up at once, with the code that it got.

        Args:
            configuration: Which kind of credential.
            claims: What it will say; issuer, dates, type, status and holder are added.
            reference: The issuer's own word for it, to revoke it by; no name.
            pin: Whether to ask a code that is sent apart, so that who only sees the link cannot take it.

        Raises:
            Problem: There is no such kind of credential.
        """
        self._known(configuration)
        code, at = token_urlsafe(32), self.clock()
        secret = f"{randbelow(10**PIN_DIGITS):0{PIN_DIGITS}}" if pin else ""
        state = {
            "configuration": configuration,
            "claims": dict(claims),
            "reference": reference,
            "pin": secret,
            "tries": self.settings.pin_tries,
        }
        self.states.put("code", code, state, at + timedelta(seconds=self.settings.code_seconds))
        grant: dict[str, Any] = {"pre-authorized_code": code}
        if pin:
            grant["tx_code"] = {"input_mode": "numeric", "length": PIN_DIGITS}
        return self._offer(configuration, {PRE_AUTHORISED: grant}, secret)

    def offer_with_login(self, configuration: str, claims: Mapping[str, Any], *, reference: str = "") -> Offer:
        """Return an offer that a wallet takes up through the authorisation endpoint.

        Raises:
            Problem: There is no such kind of credential.
        """
        self._known(configuration)
        secret = token_urlsafe(32)
        grant = Grant(configuration, dict(claims), reference)
        until = self.clock() + timedelta(seconds=self.settings.code_seconds)
        self.states.put("issuer-state", secret, grant.as_dict(), until)
        return self._offer(configuration, {"authorization_code": {"issuer_state": secret}})

    def _offer(self, configuration: str, grants: Mapping[str, Any], pin: str = "") -> Offer:
        value = {
            "credential_issuer": self.settings.url,
            "credential_configuration_ids": [configuration],
            "grants": grants,
        }
        return Offer(value, offer_link(value), pin)

    def _known(self, name: str) -> Configuration:
        found = self.settings.configuration(name)
        if found is None:
            known = ", ".join(one.id for one in self.settings.configurations)
            raise Problem("configuration-unknown", f"there is no credential {name!r}.", hint=f"Known: {known}.")
        return found

    # -- endpoints

    def routes(self) -> Routes:
        """Return its endpoints by path."""
        path = {name: Request("GET", self.settings.endpoint(name)).path for name in _ENDPOINTS}
        return {
            self.settings.well_known("openid-credential-issuer"): {"GET": self._metadata},
            self.settings.well_known("oauth-authorization-server"): {"GET": self._server_metadata},
            self.settings.well_known("jwt-vc-issuer"): {"GET": self._keys},
            path["nonce"]: {"POST": self._nonce},
            path["credential"]: {"POST": self._credential},
            path["notification"]: {"POST": self._notification},
            **self.tokens.routes(path["par"], path["authorize"], path["token"]),
            **({Request("GET", self.settings.status_list).path: {"GET": self._status}} if self.statuses else {}),
        }

    def handle(self, request: Request) -> Response:
        """Return the answer to a request."""
        return route(self.routes(), request)

    def _metadata(self, _: Request) -> Response:
        return json_response(self.settings.metadata())

    def _server_metadata(self, _: Request) -> Response:
        return json_response(self.settings.server_metadata())

    def _keys(self, _: Request) -> Response:
        jwk = {**self.key.jwk, "kid": self.key.id, "use": "sig", "alg": self.key.algorithm}
        return json_response({"issuer": self.settings.url, "jwks": {"keys": [jwk]}})

    def _status(self, _: Request) -> Response:
        if self.statuses is None:
            return error_response("not_found", status=404)
        token = self.statuses.token(self.settings.status_list, self.key, at=self.clock())
        headers = {"Content-Type": "application/statuslist+jwt", "Cache-Control": "public, max-age=3600"}
        return Response(200, token.encode("ascii"), headers)

    def _nonce(self, _: Request) -> Response:
        at, nonce = self.clock(), token_urlsafe(24)
        self.states.forget_before(at)
        self.states.put("c-nonce", nonce, {}, at + timedelta(seconds=self.settings.token_seconds))
        return json_response({"c_nonce": nonce})

    def _credential(self, request: Request) -> Response:
        at = self.clock()
        try:
            grant = self.tokens.grant_of(request, at)
        except Problem as problem:
            return _unauthorised(problem)
        try:
            return self._issue(request.json(), grant, at)
        except Problem as problem:
            code = problem.code if problem.code in _CODES else "invalid_credential_request"
            return error_response(code, problem.message)

    def _issue(self, asked: Mapping[str, Any], grant: Grant, at: datetime) -> Response:
        if "credential_identifier" in asked or grant.identifier:
            if asked.get("credential_identifier") != grant.identifier or "credential_configuration_id" in asked:
                raise Problem("unknown_credential_identifier", "the token is not for that identifier.")
        elif asked.get("credential_configuration_id") != grant.configuration:
            raise Problem("unknown_credential_configuration", "the token is not for that credential.")
        if "credential_response_encryption" in asked:
            raise Problem("invalid_encryption_parameters", "responses are not encrypted here.")
        holders, nonce = check_proofs(
            asked.get("proofs"), self.settings.url, at, batch=self.settings.batch, client_id=grant.client_id
        )
        if self.states.take("c-nonce", nonce, at) is None:
            raise Problem("invalid_nonce", "the nonce is unknown, too old, or was used before.")
        configuration = self._known(grant.configuration)
        made = [{"credential": self.issue(configuration, grant, holder, at)} for holder in holders]
        notification = token_urlsafe(24)
        self.states.put("notification", notification, {"reference": grant.reference}, at + timedelta(days=1))
        return json_response({"credentials": made, "notification_id": notification})

    def issue(self, configuration: Configuration, grant: Grant, holder: Mapping[str, Any] | None, at: datetime) -> str:
        """Return one credential, with its disclosures.

        Args:
            configuration: Which kind.
            grant: What it says.
            holder: Public key of the holder, as a JSON Web Key; None binds it to nobody.
            at: Now; aware.
        """
        claims: dict[str, Any] = {
            "iss": self.settings.url,
            "vct": configuration.vct,
            "iat": int(at.timestamp()),
            "exp": int((at + timedelta(days=configuration.days)).timestamp()),
            **{name: value for name, value in grant.claims.items() if name not in _OWN},
        }
        if self.statuses is not None and self.settings.status_list:
            index = self.statuses.take(self.settings.status_list, grant.reference)
            claims["status"] = {"status_list": {"idx": index, "uri": self.settings.status_list}}
        held = [path for path in configuration.hold_back if select(claims, path)]
        return issue_sd_jwt(claims, self.key, hold_back=held, holder=holder)

    def _notification(self, request: Request) -> Response:
        at = self.clock()
        try:
            self.tokens.grant_of(request, at)
        except Problem as problem:
            return _unauthorised(problem)
        try:
            said = request.json()
        except Problem as problem:
            return error_response("invalid_notification_request", problem.message)
        name, event = said.get("notification_id"), said.get("event")
        known = self.states.get("notification", name, at) if isinstance(name, str) else None
        if known is None:
            return error_response("invalid_notification_id")
        if event not in EVENTS:
            return error_response("invalid_notification_request", "the event is unknown.")
        if self._notified is not None:
            self._notified(str(known["reference"]), str(event))
        return Response(204)


_ENDPOINTS: Final = ("nonce", "credential", "notification", "par", "authorize", "token")
# What the issuer decides, whatever the claims say.
_OWN: Final = frozenset(("iss", "vct", "iat", "exp", "nbf", "cnf", "status", "_sd_alg"))
_CODES: Final = frozenset(
    (
        "invalid_proof",
        "invalid_nonce",
        "unknown_credential_configuration",
        "unknown_credential_identifier",
        "invalid_encryption_parameters",
    )
)


def _unauthorised(problem: Problem) -> Response:
    code = "invalid_dpop_proof" if problem.code == "dpop-invalid" else "invalid_token"
    return error_response(code, problem.message, 401, **{"WWW-Authenticate": f'DPoP error="{code}"'})
