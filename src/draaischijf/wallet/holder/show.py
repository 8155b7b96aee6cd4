"""Answer a verifier (the wallet's side of OpenID4VP 1.0): look first, then send or decline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from secrets import token_hex
from typing import Any

from draaischijf.problems import Problem
from draaischijf.wallet.dcql import Candidate, evaluate
from draaischijf.wallet.encryption import encrypt
from draaischijf.wallet.holder.preview import Leaving, Preview, preview_of
from draaischijf.wallet.holder.records import record_of
from draaischijf.wallet.holder.store import Held, HeldCredentials, HolderKeys
from draaischijf.wallet.http import Transport, post_form
from draaischijf.wallet.sdjwt import bind, disclose, parse_sd_jwt
from draaischijf.wallet.sdjwt.disclosures import PathOf
from draaischijf.wallet.vci.issuer import Clock, now
from draaischijf.wallet.vp.candidates import candidate_of
from draaischijf.wallet.vp.requests import PresentationRequest, fetch_request


class Shower:
    """Shows credentials.

    Args:
        store: Where credentials are kept.
        keys: Where keys are.
        transport: How to reach verifiers.
        roots: Certificates of who may vouch for verifiers, in DER.
        clock: The moment that it is.
    """

    def __init__(
        self,
        store: HeldCredentials,
        keys: HolderKeys,
        transport: Transport,
        *,
        roots: tuple[bytes, ...] = (),
        clock: Clock = now,
    ) -> None:
        self.store = store
        self.keys = keys
        self.clock = clock
        self._send = transport
        self._roots = roots

    def preview(self, link: str, *, optional: bool = False) -> Preview:
        """Return what would leave; nothing has left yet but the question itself was fetched.

        Args:
            link: The question.
            optional: Whether to answer what is not required too.

        Raises:
            Problem: It is no question that can be trusted to be from whom it says.
        """
        request = fetch_request(link, self._send, self.clock(), self._roots)
        held = {one.id: one for one in self.store}
        candidates = [found for one in held.values() if (found := _candidate(one)) is not None]
        answer = evaluate(request.query, candidates, optional=optional)
        leaving = []
        for match in answer.first():
            whole = parse_sd_jwt(held[match.candidate.key].data.decode("ascii"))
            text = disclose(whole, match.places)
            leaving.append(preview_of(match.query, match.candidate.key, whole, text))
        return Preview(request, tuple(leaving), answer.missing)

    def send(self, preview: Preview) -> str:
        """Send exactly what a preview shows, and return where the verifier sends the person; empty for nowhere.

        Raises:
            Problem: Something is missing, or the verifier refuses the answer.
        """
        if preview.missing:
            raise Problem("presentation-missing", f"asks for what is not here: {', '.join(preview.missing)}.")
        token: dict[str, list[str]] = {}
        for one in preview.leaving:
            token.setdefault(one.query, []).append(self._presentation(one, preview.request))
        back = self._post(preview.request, {"vp_token": token})
        self.store.remember(record_of(token_hex(6), preview, self.clock()))
        return back

    def decline(self, preview: Preview) -> str:
        """Tell the verifier that nothing will come, and return where it sends the person."""
        return self._post(preview.request, {"error": "access_denied"})

    def _presentation(self, leaving: Leaving, request: PresentationRequest) -> str:
        kept = self.store.get(leaving.credential)
        if not kept.key:
            return leaving.text
        key = self.keys.get(kept.key)
        whole = parse_sd_jwt(kept.data.decode("ascii"))
        return bind(leaving.text, whole, key, audience=request.client_id, nonce=request.nonce, at=self.clock())

    def _post(self, request: PresentationRequest, answer: Mapping[str, Any]) -> str:
        said = {**answer, **({"state": request.state} if request.state else {})}
        if request.encryption is None:
            fields = {name: value if isinstance(value, str) else _json(value) for name, value in said.items()}
        else:
            fields = {"response": encrypt(said, request.encryption, request.content)}
        response = self._send(post_form(request.response_uri, fields))
        if response.status != 200:
            raise Problem("verifier-refused", f"the verifier answers {response.status}.", file=request.client_id)
        where = response.json().get("redirect_uri", "")
        return where if isinstance(where, str) else ""


def present_held(  # noqa: PLR0913 - all of it is signed
    held: Held, keys: HolderKeys, paths: Sequence[PathOf], *, audience: str, nonce: str, clock: Clock = now
) -> str:
    """Return a presentation of one credential, for who asks without a protocol.

    Args:
        held: The credential.
        keys: Where keys are.
        paths: Claims to show.
        audience: For whom.
        nonce: What to repeat.
        clock: The moment that it is.

    Raises:
        Problem: It is no SD-JWT, or is bound to a key and there is no audience or nonce.
    """
    try:
        whole = parse_sd_jwt(held.data.decode("ascii").strip())
    except UnicodeDecodeError as error:
        raise Problem("sd-jwt-malformed", "is no SD-JWT.", file=held.id) from error
    text = disclose(whole, paths)
    if not held.key:
        return text
    if not audience or not nonce:
        raise Problem("audience-missing", "is signed for one verifier and one question.", hint="Say for whom and what.")
    return bind(text, whole, keys.get(held.key), audience=audience, nonce=nonce, at=clock())


def _candidate(held: Held) -> Candidate | None:
    """Return a credential as a query sees it; None for one that is no SD-JWT."""
    try:
        return candidate_of(held.data.decode("ascii"), held.id)
    except (Problem, UnicodeDecodeError):
        return None


def _json(value: Any) -> str:
    import json

    return json.dumps(value)
