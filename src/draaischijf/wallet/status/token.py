"""The signed token that carries a status list (Token Status List, section 5.1), and the verdict that it gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from draaischijf.problems import Problem
from draaischijf.wallet.chains import follow, key_of
from draaischijf.wallet.jose import Token, parse_token, sign_token
from draaischijf.wallet.keys import Key, PublicKey, public_key_from_jwk
from draaischijf.wallet.status.lists import INVALID, SUSPENDED, VALID, decode_list, encode_list, value_at
from draaischijf.wallet.verification import Finding, Verdict

if TYPE_CHECKING:
    from draaischijf.wallet.verify import Context

TYPE: Final = "statuslist+jwt"
MAX_TOKEN: Final = 24_000_000
MAX_KNOWN: Final = 8
_MEANING: Final = {
    VALID: Finding(Verdict.GOOD, "valid", "The issuer's list says that it is valid."),
    INVALID: Finding(Verdict.BAD, "revoked", "The issuer has revoked it."),
    SUSPENDED: Finding(Verdict.BAD, "suspended", "The issuer has suspended it."),
}
_NONE: Final = Finding(Verdict.NOT_APPLICABLE, "status-none", "It names no status list: it cannot be revoked.")


@dataclass(frozen=True, slots=True)
class StatusListToken:
    """A status list token, unverified.

    Args:
        token: The token.
        uri: Its `sub`: the URI by which credentials name it.
        issued: Its `iat`, in seconds.
        expires: Its `exp`, in seconds; None where unsaid.
        ttl: For how many seconds a copy may be kept; None where unsaid.
        bits: Bits per status.
        data: The packed statuses.
    """

    token: Token
    uri: str
    issued: float
    expires: float | None
    ttl: float | None
    bits: int
    data: bytes = field(repr=False)
    _known: list[PublicKey] = field(default_factory=list, repr=False, compare=False)

    def signed_by(self, keys: Sequence[PublicKey]) -> bool:
        """Return whether one of some keys signed it; remembered, as one list serves many credentials."""
        for key in keys:
            if any(one is key for one in self._known):
                return True
            if self.token.verify(key):
                self._known[:] = [*self._known[-7:], key]
                return True
        return False


@lru_cache(maxsize=MAX_KNOWN)
def parse_status_token(data: bytes) -> StatusListToken:
    """Return a status list token; the last eight stay in memory, opened.

    Raises:
        Problem: It is none, or its list is broken or too large.
    """
    try:
        token = parse_token(data.decode("ascii").strip(), max_size=MAX_TOKEN)
    except UnicodeDecodeError as error:
        raise Problem("token-malformed", "is no signed token.") from error
    if token.type != TYPE:
        raise Problem("type-not-allowed", f"is of type {token.type or 'none'!r}, not {TYPE!r}.")
    claims = token.claims()
    uri, issued = claims.get("sub"), _number(claims, "iat")
    if not isinstance(uri, str) or issued is None:
        raise Problem("status-list-malformed", "does not say which list it is (sub) and when it was made (iat).")
    bits, packed = decode_list(claims.get("status_list"))
    return StatusListToken(token, uri, issued, _number(claims, "exp"), _number(claims, "ttl"), bits, packed)


def _number(claims: Mapping[str, Any], name: str) -> float | None:
    value = claims.get(name)
    if value is not None and (isinstance(value, bool) or not isinstance(value, int | float) or value < 0):
        raise Problem("status-list-malformed", f"has a {name} that is no moment or duration.")
    return value


def make_status_token(  # noqa: PLR0913 - a list says this much
    uri: str,
    packed: bytes,
    bits: int,
    key: Key,
    *,
    at: datetime,
    valid_for: int = 86_400,
    ttl: int = 3_600,
) -> str:
    """Return a signed status list token.

    Args:
        uri: Where the list can be fetched.
        packed: The statuses, packed.
        bits: Bits per status.
        key: The issuer's key.
        at: Now; aware.
        valid_for: Seconds after which it expires.
        ttl: Seconds for which a copy may be kept.
    """
    now = int(at.timestamp())
    claims = {
        "sub": uri,
        "iat": now,
        "exp": now + valid_for,
        "ttl": ttl,
        "status_list": encode_list(packed, bits),
    }
    return sign_token(claims, key, type_=TYPE)


def status_of(status: Any, issuer: str, key: PublicKey | None, context: Context) -> Finding:
    """Return the verdict on the axis `status`.

    Args:
        status: The claim `status` of a credential; None where it has none.
        issuer: Who issued it.
        key: The key that signed it, which may sign its list too; None where unknown.
        context: What the verifier has and trusts.
    """
    if status is None:
        return _NONE
    reference = status.get("status_list") if isinstance(status, dict) else None
    index, uri = (reference.get("idx"), reference.get("uri")) if isinstance(reference, dict) else (None, None)
    if not isinstance(uri, str) or not isinstance(index, int) or isinstance(index, bool):
        return Finding(Verdict.UNKNOWN, "status-unsupported", "It names its status in a way that is not known here.")
    try:
        data = context.status_list(uri)
        if data is None:
            return Finding(Verdict.UNKNOWN, "status-list-missing", f"The status list {uri} is not here.")
        listed = parse_status_token(data)
        return _judge(listed, uri, issuer, key, context) or _meaning(value_at(listed.data, listed.bits, index))
    except Problem as problem:
        verdict = Verdict.BAD if problem.code == "status-index-out-of-range" else Verdict.UNKNOWN
        return Finding(verdict, problem.code, f"The status list {problem.message}")


def _meaning(value: int) -> Finding:
    specific = Finding(Verdict.UNKNOWN, "status-other", f"The status is {value}, which only its issuer understands.")
    return _MEANING.get(value, specific)


def _judge(listed: StatusListToken, uri: str, issuer: str, key: PublicKey | None, context: Context) -> Finding | None:
    """Return why a list says nothing; None where it may be believed."""
    if listed.uri != uri:
        return Finding(Verdict.UNKNOWN, "status-list-of-another", f"The list at hand is {listed.uri}, not {uri}.")
    if listed.expires is not None and context.at.timestamp() > listed.expires:
        return Finding(Verdict.UNKNOWN, "status-list-expired", "The status list has expired: fetch a new one.")
    if not listed.signed_by(_keys(listed, issuer, key, context)):
        reason = "The status list is not signed with a key of this issuer."
        return Finding(Verdict.UNKNOWN, "status-list-untrusted", reason)
    return None


def _keys(listed: StatusListToken, issuer: str, key: PublicKey | None, context: Context) -> list[PublicKey]:
    """Return the keys that may sign an issuer's list: the credential's own, and what the trust list says."""
    keys = [] if key is None else [key]
    entries = context.trust.about(issuer)
    keys += [public_key_from_jwk(one) for entry in entries for one in entry.keys]
    roots = context.trust.roots(issuer) if issuer else context.trust.roots()
    chain = listed.token.chain()
    if chain and roots:
        try:
            follow(chain, roots, context.at)
        except Problem:
            return keys
        keys.append(key_of(chain[0]))
    return keys
