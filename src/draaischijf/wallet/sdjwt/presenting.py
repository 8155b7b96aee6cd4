"""Present an SD-JWT: hold back what was not asked, and sign for one verifier, once."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from draaischijf.problems import Problem
from draaischijf.wallet.jose import sign_token
from draaischijf.wallet.keys import Key, thumbprint
from draaischijf.wallet.sdjwt.disclosures import PathOf, digest_of, with_parents
from draaischijf.wallet.sdjwt.parsing import SdJwt


def disclose(held: SdJwt, paths: Collection[PathOf]) -> str:
    """Return the SD-JWT with only what is needed to see some claims, without a binding.

    A path also brings along all that stands under it, as a claim without its parts would be no answer.

    Args:
        held: The SD-JWT with its disclosures.
        paths: Concrete paths of claims; one that is always seen needs no disclosure.
    """
    opened = held.opened
    wanted = [digest for digest, place in opened.places.items() if any(_meets(place, path) for path in paths)]
    travelling = with_parents(wanted, opened)
    kept = [one.text for one in held.disclosures if one.digest in travelling]
    return "~".join((held.text.split("~", 1)[0], *kept, ""))


def _meets(place: PathOf, path: PathOf) -> bool:
    """Return whether a disclosure stands on the way to a claim or under it."""
    shorter = min(len(place), len(path))
    return place[:shorter] == path[:shorter]


def bind(  # noqa: PLR0913 - all of it is signed
    disclosed: str, held: SdJwt, key: Key, *, audience: str, nonce: str, at: datetime
) -> str:
    """Return a presentation: what is disclosed, signed by the holder for one verifier and one question.

    Args:
        disclosed: The SD-JWT as it will travel, ending in a tilde.
        held: The same with all its disclosures.
        key: The holder's key.
        audience: For whom.
        nonce: What the verifier asked to repeat.
        at: Now; aware.

    Raises:
        Problem: The credential is bound to another key.
    """
    cnf = held.payload.get("cnf")
    jwk = cnf.get("jwk") if isinstance(cnf, dict) else None
    if not isinstance(jwk, dict) or thumbprint(jwk) != thumbprint(key.jwk):
        raise Problem("key-not-of-holder", "is not bound to this key.", hint="Present with the key it was issued to.")
    claims = {
        "iat": int(at.timestamp()),
        "aud": audience,
        "nonce": nonce,
        "sd_hash": digest_of(disclosed, held.hash),
    }
    return disclosed + sign_token(claims, key, type_="kb+jwt", kid=None, x5c=None)


def leaves(value: object, path: PathOf = ()) -> Iterable[tuple[PathOf, object]]:
    """Yield every claim that is no object or array, with its path."""
    if isinstance(value, dict):
        for name, child in value.items():
            yield from leaves(child, (*path, name))
    elif isinstance(value, list):
        for place, child in enumerate(value):
            yield from leaves(child, (*path, place))
    else:
        yield path, value
