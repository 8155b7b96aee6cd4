"""The VC-API of the W3C Credentials Community Group: issue and verify over HTTP, as requests in and responses out.

    POST /credentials/issue         {"credential", "options"}              201, or 400
    POST /credentials/verify        {"verifiableCredential", "options"}    200 where accepted, 400 where not
    POST /presentations/verify      {"verifiablePresentation", "options"}  the same
    GET  /status/1                  the status list of what was issued here

No request is ever a reason to reach a network. `routes` gives what `wsgi.App` and others mount.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from draaischijf.problems import Problem
from draaischijf.wallet.badges.envelope import check_form
from draaischijf.wallet.badges.formats import verify_document, verify_token
from draaischijf.wallet.badges.issue import issuer_did
from draaischijf.wallet.badges.presentation import enveloped_token, verify_any, verify_presentation_token
from draaischijf.wallet.bitstring import free_index, make_entry, make_list
from draaischijf.wallet.did import method_of
from draaischijf.wallet.http import Handler, Request, Response, Routes, json_response
from draaischijf.wallet.integrity.contexts import DATA_INTEGRITY, VC1
from draaischijf.wallet.integrity.proofs import add_proof
from draaischijf.wallet.integrity.suites import Suite
from draaischijf.wallet.keys import Key
from draaischijf.wallet.trust import TrustList
from draaischijf.wallet.vcdm import id_of, types_of
from draaischijf.wallet.verification import Axis, Verdict, Verification
from draaischijf.wallet.verify import Context

_OPTIONS: Final = ("created", "expires", "challenge", "domain", "proofPurpose", "previousProof")


@dataclass(slots=True)
class Service:
    """What issues and verifies.

    Args:
        key: An Ed25519 key; it issues under its did:key.
        base: URL under which this is reached; needed to hand out statuses.
        trust: Issuers that are believed.
        suite: The cryptosuite that it signs with.
        any_issuer: Whether it signs credentials that name another issuer, as test suites ask. Never for a service that
            others believe.
        with_status: Whether what it issues gets a place on its status list.
        now: The clock.
    """

    key: Key
    base: str = ""
    trust: TrustList = field(default_factory=TrustList)
    suite: Suite = "eddsa-rdfc-2022"
    any_issuer: bool = False
    with_status: bool = False
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    _taken: dict[str, int] = field(default_factory=dict, init=False, repr=False)
    _withdrawn: set[int] = field(default_factory=set, init=False, repr=False)

    @property
    def did(self) -> str:
        """Return the issuer's name."""
        return issuer_did(self.key)

    @property
    def list_url(self) -> str:
        """Return where the status list stands."""
        return f"{self.base}/status/1"

    def status_list(self) -> dict[str, Any]:
        """Return the signed status list of what was issued here."""
        made = make_list(self.list_url, self.did, self._withdrawn)
        return add_proof(made, self.key, method_of(self.did), created=self.moment())

    def moment(self) -> str:
        """Return the time, as proofs say it."""
        return self.now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def withdraw(self, credential_id: str) -> None:
        """Withdraw a credential that was issued here with a status.

        Raises:
            Problem: There is none with that id.
        """
        if credential_id not in self._taken:
            raise Problem("credential-unknown", "was not issued here with a status.", file=credential_id[:160])
        self._withdrawn.add(self._taken[credential_id])

    def place(self, credential: Mapping[str, Any]) -> dict[str, Any]:
        """Return a credential with a random place on the status list."""
        index = free_index(set(self._taken.values()))
        self._taken[id_of(credential) or f"urn:place:{index}"] = index
        return {**credential, "credentialStatus": make_entry(self.list_url, index)}

    def context(self, options: Mapping[str, Any] | None = None) -> Context:
        """Return the question that a verification asks."""
        asked = options or {}
        lists = {self.list_url: json.dumps(self.status_list()).encode()} if self.with_status else {}
        challenge, domain = (asked.get(name) for name in ("challenge", "domain"))
        return Context(
            at=self.now(),
            trust=self.trust,
            nonce=challenge if isinstance(challenge, str) else None,
            audience=domain if isinstance(domain, str) else None,
            status_lists=lists,
        )


_Action = Callable[[Service, Mapping[str, Any], Mapping[str, Any]], Response]


def routes(service: Service) -> Routes:
    """Return the paths of the VC-API and what they do."""

    def post(action: _Action) -> Handler:
        def handler(request: Request) -> Response:
            try:
                said = request.json()
                options = said.get("options")
                return action(service, said, options if isinstance(options, dict) else {})
            except Problem as problem:
                return _problem(problem.code, str(problem))

        return handler

    found: dict[str, dict[str, Handler]] = {path: {"POST": post(action)} for path, action in _ACTIONS.items()}
    if service.with_status:
        found["/status/1"] = {"GET": lambda _request: json_response(service.status_list())}
    return found


def _problem(code: str, message: str) -> Response:
    return json_response({"verified": False, "problemDetails": [_detail(code, message)], "errors": [message]}, 400)


def _detail(code: str, message: str) -> dict[str, str]:
    return {"type": f"urn:draaischijf:{code}", "title": code, "detail": message}


def _issue(service: Service, request: Mapping[str, Any], options: Mapping[str, Any]) -> Response:
    credential = _object(request, "credential")
    if "issuer" not in credential:
        credential = {**credential, "issuer": service.did}
    check_form(credential)
    if not service.any_issuer and id_of(credential["issuer"]) != service.did:
        raise Problem("issuer-mismatch", f"This service issues as {service.did} only.", place="issuer")
    if service.with_status:
        credential = service.place(credential)
    if VC1 in credential["@context"] and DATA_INTEGRITY not in credential["@context"]:
        credential = {**credential, "@context": [*credential["@context"], DATA_INTEGRITY]}
    said = {"created": service.moment()} | {name: options[name] for name in _OPTIONS if name in options}
    signed = add_proof(credential, service.key, method_of(service.did), suite=service.suite, **said)
    return json_response({"verifiableCredential": signed}, 201)


def _verify_credential(service: Service, request: Mapping[str, Any], options: Mapping[str, Any]) -> Response:
    held, context = request.get("verifiableCredential"), service.context(options)
    if not isinstance(held, str):
        credential = _object(request, "verifiableCredential")
        if "VerifiableCredential" in types_of(credential):
            return _answer(verify_document(credential, context))
        held = enveloped_token(credential)
    return _answer(verify_token(held, context))


def _verify_presentation(service: Service, request: Mapping[str, Any], options: Mapping[str, Any]) -> Response:
    held, context = request.get("verifiablePresentation"), service.context(options)
    if isinstance(held, str):
        found = verify_presentation_token(held, context)
    else:
        found = verify_any(_object(request, "verifiablePresentation"), context)
    required = set(found.required())
    # A verifier that asks for a challenge wants to know who presents; one that does not asks about the rest.
    if found.axes["binding"].verdict is Verdict.BAD:
        required.add("binding")
    return _answer(found, required)


def _object(request: Mapping[str, Any], name: str) -> dict[str, Any]:
    held = request.get(name)
    if not isinstance(held, dict):
        raise Problem("request-invalid", "is no object.", place=name)
    return held


def _answer(found: Verification, wanted: Iterable[Axis] | None = None) -> Response:
    required = sorted(found.required() if wanted is None else wanted)
    against = [found.axes[axis] for axis in required if found.axes[axis].verdict is not Verdict.GOOD]
    body = {
        "verified": not against,
        "results": {axis: finding.as_dict() for axis, finding in found.axes.items()},
        "problemDetails": [_detail(one.code, one.reason) for one in against],
    }
    if against:
        return json_response({**body, "errors": [one.reason for one in against]}, 400)
    return json_response(body)


_ACTIONS: Final[Mapping[str, _Action]] = {
    "/credentials/issue": _issue,
    "/credentials/verify": _verify_credential,
    "/presentations/verify": _verify_presentation,
}
