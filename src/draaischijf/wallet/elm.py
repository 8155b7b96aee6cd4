"""European Digital Credentials for Learning (European Learning Model 3), as JSON-LD or sealed with JAdES; only in.

A seal is checked with the certificate in it; whether that is one to believe is for the trust list. Shapes (SHACL) are
applied where the schema that the credential names, and the context of the model, are at hand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from draaischijf.problems import Problem
from draaischijf.wallet.badges.envelope import UNBOUND, at_hand, judge_time
from draaischijf.wallet.badges.reading import claims_of
from draaischijf.wallet.badges.status import judge_status
from draaischijf.wallet.detect import MAX_TEXT, Detected
from draaischijf.wallet.did import Find
from draaischijf.wallet.elm_reading import TYPE, check_form, object_of, read_elm
from draaischijf.wallet.integrity.canonical import MAX_QUADS
from draaischijf.wallet.integrity.contexts import needed
from draaischijf.wallet.jades import Seal, read_seals
from draaischijf.wallet.process import shared_process
from draaischijf.wallet.trust import Signer
from draaischijf.wallet.vcdm import id_of, items, types_of
from draaischijf.wallet.verification import Finding, Verdict, Verification
from draaischijf.wallet.verify import Context, Format

SEALED: Final = "elm-3+jades"
UNSEALED: Final = "elm-3+unsigned"
SHAPES_SECONDS: Final = 20.0
_MAX_SHAPES: Final = 8
_IMPORTS: Final = re.compile(r"owl:imports\s+<([^>\s]+)>")


def judge_shapes(credential: Mapping[str, Any], find: Find) -> tuple[Finding | None, list[str]]:
    """Apply the shapes that a credential names, where they are at hand.

    Returns:
        A bad finding where the shapes find something, and what could not be checked.
    """
    unchecked = []
    for schema in items(credential.get("credentialSchema")):
        if not isinstance(schema, dict) or "ShaclValidator2017" not in types_of(schema):
            continue
        shapes = _shapes(id_of(schema), find)
        if not shapes:
            unchecked.append(f"credentialSchema: {id_of(schema)[:160]}")
            continue
        request = {"document": credential, "contexts": needed(credential, find), "quads": MAX_QUADS, "shapes": shapes}
        try:
            found = shared_process().ask("shapes", request, SHAPES_SECONDS)["findings"]
        except Problem as problem:
            if problem.code == "context-unknown":
                unchecked.append(f"credentialSchema: {problem}")
                continue
            return Finding(Verdict.BAD, problem.code, f"The shapes of the credential: {problem}"), unchecked
        if found:
            where = found[0]["path"] or found[0]["node"]
            reason = f"It breaks {len(found)} rules of its model; first {where}: {found[0]['message']}"
            return Finding(Verdict.BAD, "shape-violation", reason), unchecked
    return None, unchecked


def _shapes(url: str, find: Find) -> list[str]:
    """Return the shapes at a URL and those that they import; none where one of them is not at hand."""
    wanted, found = [url], dict[str, str]()
    while wanted:
        one = wanted.pop()
        if one in found:
            continue
        text = find(one)
        if text is None or len(text) > MAX_TEXT or len(found) >= _MAX_SHAPES:
            return []
        found[one] = text.decode("utf-8", "replace")
        wanted += _IMPORTS.findall(found[one])
    return list(found.values())


def _verify_sealed(document: Detected, context: Context) -> Verification:
    credential: Mapping[str, Any] = {}
    try:
        credential, seals = read_seals(document.value)
        check_form(credential)
    except Problem as problem:
        finding = Finding(Verdict.BAD, problem.code, f"The seal or what it seals: {problem}")
        return _verification(credential, SEALED, finding, context, ())
    return _verification(credential, SEALED, _judge_seals(credential, seals), context, seals[0].chain)


def _judge_seals(credential: Mapping[str, Any], seals: Sequence[Seal]) -> Finding:
    if not all(seal.key.verify(seal.signature, seal.signed) for seal in seals):
        return Finding(Verdict.BAD, "signature-invalid", "The seal is not of this credential with its key.")
    named = object_of(credential["issuer"].get("eIDASIdentifier")).get("notation")
    if named and seals[0].organisation and named != seals[0].organisation:
        return Finding(Verdict.BAD, "issuer-mismatch", "It is sealed by another organisation than it names.")
    at = seals[0].moment
    said = f" at {at.isoformat()}, as the seal says" if at else ""
    return Finding(Verdict.GOOD, "signature-valid", f"Sealed{said}.")


def _verification(
    credential: Mapping[str, Any], format_: str, signature: Finding, context: Context, chain: tuple[bytes, ...]
) -> Verification:
    held = read_elm(credential, format_)
    held = replace(held, kind=context.trust.kind_of(held.issuer, held.type) or held.kind)
    unchecked: list[str] = []
    if signature.verdict is Verdict.GOOD:
        broken, unchecked = judge_shapes(credential, at_hand(context))
        signature = broken or signature
    issuer = Finding(Verdict.UNKNOWN, "issuer-unproven", "Without a good seal nothing shows who issued it.")
    if signature.verdict is Verdict.GOOD:
        # A European issuer is known by its certificate; the id in the credential is often made for the occasion.
        named = held.issuer if context.trust.about(held.issuer) else ""
        issuer = context.trust.judge(named, held.kind, context.at, Signer(chain=chain))
    return Verification(
        format=format_,
        axes={
            "signature": signature,
            "issuer": issuer,
            "status": judge_status(credential, context),
            "freshness": judge_time(credential, context.at),
            "binding": UNBOUND,
        },
        claims=claims_of(held, not_checked=unchecked),
    )


def _verify_unsealed(document: Detected, context: Context) -> Verification:
    unsigned = Finding(Verdict.BAD, "unsigned", "It is a credential that nobody has sealed yet.")
    return _verification(document.value, UNSEALED, unsigned, context, ())


def _is_sealed(document: Detected) -> bool:
    value = document.value
    return document.outline == "json" and isinstance(value, dict) and "payload" in value


def _is_unsealed(document: Detected) -> bool:
    value = document.value
    named = isinstance(value, dict) and TYPE in types_of(value) and "proof" not in value
    return document.outline == "json" and named


FORMATS: Final = (
    Format(
        SEALED,
        _is_sealed,
        _verify_sealed,
        lambda document: (read_elm(read_seals(document.value)[0], SEALED, document.data),),
    ),
    Format(
        UNSEALED,
        _is_unsealed,
        _verify_unsealed,
        lambda document: (read_elm(document.value, UNSEALED, document.data),),
    ),
)
