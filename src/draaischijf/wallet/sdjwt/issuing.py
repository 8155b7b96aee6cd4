"""Issue an SD-JWT: which claims can be held back, decoys, and the holder's key."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from random import SystemRandom
from typing import Any, Final

from draaischijf.problems import Problem
from draaischijf.wallet.bounded import b64url
from draaischijf.wallet.jose import compact, sign_token
from draaischijf.wallet.keys import Key, public_key_from_jwk
from draaischijf.wallet.sdjwt.disclosures import HASHES, digest_of, hash_named

# What a verifier needs before anything is opened (SD-JWT VC, section 3.2.2.2): never held back.
NEVER_HELD_BACK: Final = frozenset(("iss", "nbf", "exp", "cnf", "vct", "vct#integrity", "status", "_sd_alg"))
SALT_BYTES: Final = 16
Path = tuple[str | int | None, ...]


def issue_sd_jwt(  # noqa: PLR0913 - an issuer decides this much
    claims: Mapping[str, Any],
    key: Key,
    *,
    hold_back: Collection[Path] = (),
    holder: Mapping[str, Any] | None = None,
    type_: str = "dc+sd-jwt",
    decoys: int = 0,
    hash_name: str = "sha-256",
) -> str:
    """Return an SD-JWT with all its disclosures, for the holder.

    Args:
        claims: What it says.
        key: The issuer's key.
        hold_back: Paths of claims that the holder may hold back; None in a path means each element of an array.
        holder: Public key of the holder, as a JSON Web Key; it goes under `cnf`. None binds it to nobody.
        type_: The media type under `typ`.
        decoys: Digests that open nothing, in each object that has digests, so that their number tells less.
        hash_name: Hash of the digests.

    Raises:
        Problem: A path leads nowhere or to a claim that is never held back, or a claim has a name that is set apart.
    """
    if hash_name not in HASHES:
        hash_named(hash_name)
    issuing = _Issuing(hash_name, decoys)
    tree = _tree(hold_back)
    for name in tree:
        if name in NEVER_HELD_BACK:
            raise Problem("claim-not-held-back", f"{name!r} must always be seen.", place="hold_back")
    payload = issuing.value(dict(claims), tree, ())
    if holder is not None:
        payload["cnf"] = {"jwk": public_key_from_jwk(holder).jwk}
    if issuing.disclosures:
        payload["_sd_alg"] = hash_name
    token = sign_token(payload, key, type_=type_)
    return "~".join((token, *issuing.disclosures, ""))


_Tree = dict[str | int | None, Any]
_HELD: Final = object()


def _tree(paths: Collection[Path]) -> _Tree:
    """Return paths as a tree; a node that can be held back itself has `_HELD` in it."""
    tree: _Tree = {}
    for path in paths:
        node = tree
        for part in path:
            node = node.setdefault(part, {})
        node[_HELD] = True  # type: ignore[index]
    return tree


class _Issuing:
    """Replaces claims by digests, innermost first, and keeps their disclosures."""

    def __init__(self, hash_name: str, decoys: int) -> None:
        self.hash = hash_named(hash_name)
        self.decoys = decoys
        self.disclosures: list[str] = []

    def value(self, value: Any, tree: _Tree, path: Path) -> Any:
        """Return the value with what is held back in it replaced; its own place is its parent's business."""
        wanted = [one for one in tree if one is not _HELD]
        if isinstance(value, dict):
            return self.object(value, tree, wanted, path)
        if isinstance(value, list):
            return self.array(value, tree, wanted, path)
        if wanted:
            raise _nowhere((*path, wanted[0]))
        return value

    def object(self, value: Mapping[str, Any], tree: _Tree, wanted: list[Any], path: Path) -> dict[str, Any]:
        if missing := [one for one in wanted if one not in value]:
            raise _nowhere((*path, missing[0]))
        if reserved := {"_sd", "...", *(() if path else ("_sd_alg",))} & value.keys():
            raise Problem("claim-reserved", f"{min(reserved)!r} is set apart and can be no claim.")
        found, digests = {}, []
        for name, child in value.items():
            node = tree.get(name, {})
            inner = self.value(child, node, (*path, name))
            if _HELD in node:
                digests.append(self.disclose(name, inner))
            else:
                found[name] = inner
        if digests:
            digests += [self.decoy() for _ in range(self.decoys)]
            # Sorted by digest, so that their order does not tell which claim is which.
            found["_sd"] = sorted(digests)
        return found

    def array(self, value: list[Any], tree: _Tree, wanted: list[Any], path: Path) -> list[Any]:
        if missing := [one for one in wanted if one is not None and not _is_place(one, value)]:
            raise _nowhere((*path, missing[0]))
        found: list[Any] = []
        for place, child in enumerate(value):
            node = {**tree.get(None, {}), **tree.get(place, {})}
            inner = self.value(child, node, (*path, place))
            found.append({"...": self.disclose(None, inner)} if _HELD in node else inner)
        if any(_HELD in node for node in tree.values() if isinstance(node, dict)):
            for _ in range(self.decoys):
                found.insert(SystemRandom().randint(0, len(found)), {"...": self.decoy()})
        return found

    def disclose(self, name: str | None, value: Any) -> str:
        salt = b64url(secrets.token_bytes(SALT_BYTES))
        text = b64url(compact([salt, value] if name is None else [salt, name, value]))
        self.disclosures.append(text)
        return digest_of(text, self.hash)

    def decoy(self) -> str:
        return digest_of(b64url(secrets.token_bytes(32)), self.hash)


def _is_place(one: Any, value: list[Any]) -> bool:
    return isinstance(one, int) and 0 <= one < len(value)


def _nowhere(path: Path) -> Problem:
    shown = "/".join("*" if one is None else str(one) for one in path)
    return Problem("claim-unknown", "leads to no claim.", place=f"hold_back {shown}")
