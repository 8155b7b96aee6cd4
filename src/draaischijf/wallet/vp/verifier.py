"""The verifier's endpoints (OpenID4VP 1.0): a signed question, an encrypted answer, a verdict on every axis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from secrets import token_urlsafe
from typing import Any, Final
from urllib.parse import urlencode

from draaischijf.problems import Problem
from draaischijf.wallet.dcql import Query, parse_query, unmet
from draaischijf.wallet.encryption import CONTENT, decrypt, make_encryption_key, public_half
from draaischijf.wallet.http import Request, Response, error_response, json_response
from draaischijf.wallet.jose import sign_token
from draaischijf.wallet.keys import Key
from draaischijf.wallet.states import SqliteStates, States
from draaischijf.wallet.trust import TrustList
from draaischijf.wallet.vci.issuer import Clock, now
from draaischijf.wallet.verification import AXES, Axis, Verification
from draaischijf.wallet.verify import Context, Fetcher, verify
from draaischijf.wallet.vp.answers import enough, presentations_in, read_verdict
from draaischijf.wallet.vp.candidates import candidate_of
from draaischijf.wallet.vp.names import Prefix, client_id
from draaischijf.wallet.vp.requests import AUDIENCE, PURPOSE, TYPE

FORMATS: Final = {"dc+sd-jwt": {"sd-jwt_alg_values": ["ES256"], "kb-jwt_alg_values": ["ES256"]}}


@dataclass(frozen=True, slots=True)
class VerifierSettings:
    """A verifier.

    Args:
        url: The URL under which its endpoints are.
        name: Its name for people.
        trust: Issuers that it believes.
        prefix: How its certificate proves who it is; HAIP asks for `x509_hash`.
        require: Axes that must be good; status and binding only where the credential names them.
        seconds: How long a question may be answered.
        status_lists: Status lists at hand.
        fetcher: How to get a status list; None for never over a network.
        scheme: Scheme of the link that opens a wallet.
    """

    url: str
    name: str
    trust: TrustList
    prefix: Prefix = "x509_hash"
    require: tuple[Axis, ...] = AXES
    seconds: int = 600
    status_lists: Mapping[str, bytes] = field(default_factory=dict)
    fetcher: Fetcher | None = None
    scheme: str = "openid4vp"


@dataclass(frozen=True, slots=True)
class Question:
    """A question that is asked.

    Args:
        id: By which whoever asked finds the result; a secret of their session, not in the link.
        link: What opens a wallet; show it as a button or QR code.
    """

    id: str = field(repr=False)
    link: str


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a question.

    Args:
        state: `waiting`, `declined`, `refused` or `accepted`.
        reason: Why, in one line.
        presentations: What was presented, per credential query, as it came.
        verdicts: The verdict on each, in the same order.
    """

    state: str
    reason: str = ""
    presentations: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    verdicts: Mapping[str, tuple[Verification, ...]] = field(default_factory=dict)


class Verifier:
    """A verifier.

    Args:
        settings: Who it is and whom it believes.
        key: What it signs questions with; must have certificates.
        states: What it remembers for a while; in memory unless said.
        clock: The moment that it is.

    Raises:
        Problem: The key has no certificate, or not one for this URL.
    """

    def __init__(
        self, settings: VerifierSettings, key: Key, *, states: States | None = None, clock: Clock = now
    ) -> None:
        if not key.x5c:
            raise Problem("key-without-certificate", "has no certificate to prove who asks.", file=key.id)
        self.settings = settings
        self.key = key
        self.states: States = states or SqliteStates()
        self.clock = clock
        self.client_id = client_id(settings.prefix, key.x5c[0], settings.url)

    def ask(self, query: Mapping[str, Any], purpose: str, *, back_to: str = "") -> Question:
        """Return a question to show to a wallet.

        Args:
            query: What is asked, in DCQL.
            purpose: Why, for the holder to read.
            back_to: Where the wallet sends the person afterwards; empty for nowhere.

        Raises:
            Problem: The query breaks a rule.
        """
        parse_query(query)
        at, name, session = self.clock(), token_urlsafe(24), token_urlsafe(32)
        state = {
            "query": dict(query),
            "purpose": purpose,
            "nonce": token_urlsafe(32),
            "state": token_urlsafe(24),
            "key": make_encryption_key("1"),
            "session": session,
            "back_to": back_to,
        }
        until = at + timedelta(seconds=self.settings.seconds)
        self.states.forget_before(at)
        self.states.put("question", name, state, until)
        self.states.put("result", session, {"state": "waiting"}, until + timedelta(hours=1))
        fields = {
            "client_id": self.client_id,
            "request_uri": self._url(f"request/{name}"),
            "request_uri_method": "post",
        }
        return Question(session, f"{self.settings.scheme}://?{urlencode(fields)}")

    def result(self, question: str) -> Result:
        """Return what came of a question.

        Args:
            question: Id of the question.

        Raises:
            Problem: There is no such question, or no longer.
        """
        kept = self.states.get("result", question, self.clock())
        if kept is None:
            raise Problem("question-unknown", "is unknown, or was too long ago.")
        verdicts = {
            name: tuple(read_verdict(one) for one in listed) for name, listed in kept.get("verdicts", {}).items()
        }
        presentations = {name: tuple(listed) for name, listed in kept.get("presentations", {}).items()}
        return Result(kept["state"], kept.get("reason", ""), presentations, verdicts)

    def handle(self, request: Request) -> Response:
        """Return the answer to a request."""
        part, _, name = request.path.removeprefix(Request("GET", self._url("")).path).partition("/")
        if part == "request" and request.method in ("GET", "POST"):
            return self._request(request, name)
        if part == "response" and request.method == "POST":
            return self._response(request, name)
        return error_response("not_found", status=404)

    def prefixes(self) -> tuple[str, ...]:
        """Return the beginnings of the paths under which its endpoints are."""
        base = Request("GET", self._url("")).path
        return (f"{base}request/", f"{base}response/")

    def _url(self, name: str) -> str:
        return f"{self.settings.url.rstrip('/')}/{name}"

    def _request(self, request: Request, name: str) -> Response:
        at = self.clock()
        state = self.states.get("question", name, at)
        if state is None:
            return error_response("invalid_request_uri", "unknown, answered or too old.", 404)
        try:
            asked = request.form() if request.method == "POST" and request.body else {}
        except Problem as problem:
            return error_response("invalid_request", problem.message)
        claims = self._request_object(state, name, at)
        if asked.get("wallet_nonce"):
            claims["wallet_nonce"] = asked["wallet_nonce"][:200]
        text = sign_token(claims, self.key, type_=TYPE)
        headers = {"Content-Type": f"application/{TYPE}", "Cache-Control": "no-store"}
        return Response(200, text.encode("ascii"), headers)

    def _request_object(self, state: Mapping[str, Any], name: str, at: datetime) -> dict[str, Any]:
        return {
            "iss": self.client_id,
            "aud": AUDIENCE,
            "client_id": self.client_id,
            "response_type": "vp_token",
            "response_mode": "direct_post.jwt",
            "response_uri": self._url(f"response/{name}"),
            "nonce": state["nonce"],
            "state": state["state"],
            "iat": int(at.timestamp()),
            "exp": int((at + timedelta(seconds=self.settings.seconds)).timestamp()),
            "dcql_query": state["query"],
            "client_metadata": {
                "client_name": self.settings.name,
                "jwks": {"keys": [public_half(state["key"])]},
                "encrypted_response_enc_values_supported": list(CONTENT),
                "vp_formats_supported": FORMATS,
            },
            "verifier_info": [{"format": PURPOSE, "data": {"purpose": state["purpose"]}}],
        }

    def _response(self, request: Request, name: str) -> Response:
        at = self.clock()
        state = self.states.get("question", name, at)
        if state is None:
            return error_response("invalid_request", "unknown, answered or too old.")
        try:
            answer = self._answer(request.form(), state)
        except Problem as problem:
            return error_response("invalid_request", problem.message)
        # From here on the question is answered: whoever comes second, comes too late.
        if self.states.take("question", name, at) is None:
            return error_response("invalid_request", "answered before.")
        kept = self._judge(answer, state, at)
        self.states.put("result", state["session"], kept, at + timedelta(hours=1))
        return json_response({"redirect_uri": state["back_to"]} if state["back_to"] else {})

    def _answer(self, form: Mapping[str, str], state: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the answer, decrypted; a wallet may also say in the clear that there is none."""
        if "response" in form:
            answer: Mapping[str, Any] = decrypt(form["response"], state["key"])
        elif "error" in form:
            answer = form
        else:
            raise Problem("answer-not-encrypted", "the answer must be encrypted.")
        if answer.get("state") != state["state"]:
            raise Problem("answer-of-another", "the answer is to another question.")
        return answer

    def _judge(self, answer: Mapping[str, Any], state: Mapping[str, Any], at: datetime) -> dict[str, Any]:
        if "error" in answer:
            return {"state": "declined", "reason": str(answer["error"])[:200]}
        try:
            given = presentations_in(answer.get("vp_token"))
            context = Context(
                at,
                self.settings.trust,
                state["nonce"],
                self.client_id,
                self.settings.status_lists,
                fetcher=self.settings.fetcher,
            )
            verdicts = {name: [verify(one.encode(), context) for one in listed] for name, listed in given.items()}
            reason = self._refusal(parse_query(state["query"]), given, verdicts)
        except Problem as problem:
            return {"state": "refused", "reason": f"the answer {problem.message}"}
        return {
            "state": "refused" if reason else "accepted",
            "reason": reason,
            "presentations": {name: list(listed) for name, listed in given.items()},
            "verdicts": {name: [one.as_dict() for one in listed] for name, listed in verdicts.items()},
        }

    def _refusal(
        self, query: Query, given: Mapping[str, Sequence[str]], verdicts: Mapping[str, Sequence[Verification]]
    ) -> str:
        """Return why an answer is refused; empty where it is accepted."""
        known = query.by_id()
        for name, listed in verdicts.items():
            for one in listed:
                for axis in self.settings.require:
                    finding = one.axes[axis]
                    if not enough(axis, finding, bound=known[name].bound if name in known else True):
                        return f"{name}: {axis}: {finding.reason}"
        candidates = {name: [candidate_of(one) for one in listed] for name, listed in given.items()}
        return unmet(query, candidates)
