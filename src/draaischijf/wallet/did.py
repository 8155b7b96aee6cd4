"""From the name of a verification method to its key, and to how far that name proves whose key it is.

Three ways, after W3C Controlled Identifiers 1.0:

- `did:key` and `did:jwk` hold the key: the name is the key.
- `did:web` and other https names stand for a document that lists keys. It is taken from what the verifier has at hand;
  whether a network is asked is the caller's choice, through `find`.
- Open Badges often name a key as `https://issuer.example#z6Mk…`, with the key in the name and no document at hand. Then
  the key is known and its owner is not: anyone can write such a name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal
from urllib.parse import unquote

from draaischijf.problems import Problem
from draaischijf.wallet.bounded import b64url, b64url_decode, parse_object
from draaischijf.wallet.integrity.multibase import multikey, multikey_decode
from draaischijf.wallet.keys import PublicKey, public_key_from_jwk
from draaischijf.wallet.rsa import RsaKey, rsa_from_jwk

Find = Callable[[str], bytes | None]
MAX_NAME: Final = 4_096
MAX_DOCUMENT: Final = 200_000
_HTTPS: Final = re.compile(r"https://[A-Za-z0-9.\[\]:-]+([/?]\S*)?")


@dataclass(frozen=True, slots=True)
class Method:
    """A verification method.

    Args:
        id: Its name, as it stands in the proof.
        controller: Whose it is, as far as `how` shows; empty where it stands by itself.
        key: The public key.
        how: `did` where the name is the key, `document` where the controller's document lists it, `self-named` where
            only the name of the method says so.
    """

    id: str
    controller: str
    key: PublicKey | RsaKey
    how: Literal["did", "document", "self-named"]

    @property
    def proven(self) -> bool:
        """Return whether the key is shown to be the controller's."""
        return self.how != "self-named"


def did_key(key: PublicKey) -> str:
    """Return the did:key of a public key."""
    return f"did:key:{multikey(key)}"


def did_jwk(key: PublicKey) -> str:
    """Return the did:jwk of a public key."""
    from draaischijf.wallet.jose import compact

    return f"did:jwk:{b64url(compact(key.jwk))}"


def method_of(did: str) -> str:
    """Return the name of the verification method of a did:key or did:jwk.

    Raises:
        Problem: It is neither.
    """
    if did.startswith("did:key:"):
        return f"{did}#{did.removeprefix('did:key:')}"
    if did.startswith("did:jwk:"):
        return f"{did}#0"
    raise Problem("did-unsupported", "does not hold a key.", file=did[:80], hint="Use did:key or did:jwk.")


def resolve(name: str, purpose: str, find: Find) -> Method:
    """Return the verification method with a name.

    Args:
        name: A URL, as it stands under `verificationMethod` or `kid`.
        purpose: What the key must be meant for, such as `assertionMethod` or `authentication`.
        find: Returns a document by its URL, or None where it is not at hand.

    Raises:
        Problem: `verification-method-invalid` (no name of a key), `did-unsupported`, `key-unknown` (its document is not
            at hand or does not list it), `key-purpose` (it is not meant for this), or the key is not one that is taken.
    """
    if len(name) > MAX_NAME:
        raise Problem("verification-method-invalid", f"is longer than {MAX_NAME} characters.")
    if name.startswith("did:key:"):
        return _did_key(name)
    if name.startswith("did:jwk:"):
        return _did_jwk(name)
    if name.startswith("did:web:"):
        did = name.split("#", 1)[0]
        return _listed(name, did, _document(did, find(web_url(did))), purpose)
    if name.startswith("https://"):
        return _named(name, purpose, find)
    raise _unknown(name)


def _unknown(name: str) -> Problem:
    hint = "Known are did:key, did:jwk, did:web and https."
    if name.startswith("did:"):
        method = ":".join(name.split(":")[:2])
        return Problem("did-unsupported", f"The name of the key is of the unknown kind {method[:40]!r}.", hint=hint)
    what = f"is of the unknown kind {name.split(':', 1)[0][:40]!r}" if ":" in name else "has no scheme"
    return Problem("verification-method-invalid", f"The name of the key {what}.", hint=hint)


def _did_key(name: str) -> Method:
    did, _, fragment = name.partition("#")
    value = did.removeprefix("did:key:")
    if fragment not in ("", value):
        raise Problem("verification-method-invalid", "The name of the key does not repeat it after the #.")
    return Method(name, did, multikey_decode(value), "did")


def _did_jwk(name: str) -> Method:
    did, _, fragment = name.partition("#")
    if fragment not in ("", "0"):
        raise Problem("verification-method-invalid", "The name of the key does not end in #0.")
    jwk = parse_object(b64url_decode(did.removeprefix("did:jwk:")), max_bytes=MAX_NAME, max_depth=4)
    return Method(name, did, public_key_from_jwk(jwk), "did")


def web_url(did: str) -> str:
    """Return where the document of a did:web is (did:web method specification, section 3.2).

    Raises:
        Problem: It is no did:web.
    """
    host, *path = [unquote(part) for part in did.removeprefix("did:web:").split(":")]
    wrong = any(not part or "/" in part or part in (".", "..") for part in (host, *path))
    if not did.startswith("did:web:") or wrong or "@" in host:
        raise Problem("verification-method-invalid", "is no did:web.", file=did[:80])
    return f"https://{host}/{'/'.join(path)}/did.json" if path else f"https://{host}/.well-known/did.json"


def _document(controller: str, text: bytes | None) -> dict[str, Any]:
    if text is None:
        hint = "Hand its document over, or ask for it to be fetched."
        raise Problem("key-unknown", f"The keys of {controller[:120]} are not at hand.", hint=hint)
    return _about(controller, parse_object(text, max_bytes=MAX_DOCUMENT))


def _about(controller: str, document: dict[str, Any]) -> dict[str, Any]:
    if document.get("id") != controller:
        raise Problem("key-unknown", f"The document for {controller[:120]} is about somebody else.")
    return document


def _named(name: str, purpose: str, find: Find) -> Method:
    url, _, fragment = name.partition("#")
    if not _HTTPS.fullmatch(url):
        raise Problem("verification-method-invalid", "The name of the key is no URL.")
    if (text := find(url)) is not None:
        document = parse_object(text, max_bytes=MAX_DOCUMENT)
        if "kty" in document:  # a key by itself, as Open Badges name it in a token; it says nothing of whose it is
            return Method(name, "", any_key_from_jwk(document), "self-named")
        return _listed(name, url, _about(url, document), purpose)
    if not fragment:
        raise Problem("key-unknown", f"The keys of {url[:120]} are not at hand.")
    return Method(name, url, multikey_decode(fragment), "self-named")


def _listed(name: str, controller: str, document: Mapping[str, Any], purpose: str) -> Method:
    """Return the method that a controller's document lists for a purpose."""
    held = _entry(document.get("verificationMethod"), name, controller)
    for one in _items(document.get(purpose)):
        if one == name or one == name.removeprefix(controller):
            break
        if isinstance(one, dict) and _same(one.get("id"), name, controller):
            held = one
            break
    else:
        what = "is not meant for" if held else "is not listed by its controller for"
        raise Problem("key-purpose" if held else "key-unknown", f"The key {what} {purpose}.")
    if held is None or held.get("controller", controller) != controller:
        raise Problem("key-unknown", f"The document of {controller[:120]} does not list the key.")
    return Method(name, controller, _key(held), "document")


def _items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _same(identifier: Any, name: str, controller: str) -> bool:
    return isinstance(identifier, str) and name in (identifier, f"{controller}{identifier}")


def _entry(methods: Any, name: str, controller: str) -> dict[str, Any] | None:
    entries = (one for one in _items(methods) if isinstance(one, dict))
    return next((one for one in entries if _same(one.get("id"), name, controller)), None)


def any_key_from_jwk(jwk: Mapping[str, Any]) -> PublicKey | RsaKey:
    """Return the key in a JSON Web Key, RSA included.

    Raises:
        Problem: It is no key that is taken, or has a private half.
    """
    return rsa_from_jwk(jwk) if jwk.get("kty") == "RSA" else public_key_from_jwk(jwk)


def _key(entry: Mapping[str, Any]) -> PublicKey | RsaKey:
    if isinstance(entry.get("publicKeyJwk"), dict):
        return any_key_from_jwk(entry["publicKeyJwk"])
    return multikey_decode(entry.get("publicKeyMultibase"))
