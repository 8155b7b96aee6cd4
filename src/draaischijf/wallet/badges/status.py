"""The axis `status` of a credential: what its Bitstring Status Lists say, as far as they are at hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from draaischijf.problems import Problem
from draaischijf.wallet.badges.envelope import open_envelope
from draaischijf.wallet.bitstring import ENTRY, Entry, list_subject, read_entry, unpack, value_at
from draaischijf.wallet.vcdm import id_of, items, types_of
from draaischijf.wallet.verification import Finding, Verdict
from draaischijf.wallet.verify import Context


def judge_status(credential: Mapping[str, Any], context: Context) -> Finding:
    """Return the verdict on the axis `status`.

    Args:
        credential: The credential; its `credentialStatus` may hold several entries.
        context: What is at hand; lists are asked from `context.status_list`.
    """
    entries = items(credential.get("credentialStatus"))
    if not entries:
        return Finding(Verdict.NOT_APPLICABLE, "no-status", "The credential names no status.")
    findings = [_judge(entry, credential, context) for entry in entries]
    for verdict in (Verdict.BAD, Verdict.UNKNOWN):
        for finding in findings:
            if finding.verdict is verdict:
                return finding
    return findings[0]


def _judge(entry: Any, credential: Mapping[str, Any], context: Context) -> Finding:
    if not isinstance(entry, dict) or ENTRY not in types_of(entry):
        what = types_of(entry)[:1] if isinstance(entry, dict) else []
        reason = f"Statuses of the kind {str(what[0])[:60] if what else '?'!r} cannot be looked up here."
        return Finding(Verdict.UNKNOWN, "status-type-unknown", reason)
    try:
        place = read_entry(entry)
        held = context.status_list(place.list_url)
        if held is None:
            reason = f"The status list {place.list_url[:160]} is not at hand."
            return Finding(Verdict.UNKNOWN, "status-list-missing", reason)
        value = _value(place, held, credential, context)
    except Problem as problem:
        return Finding(Verdict.UNKNOWN, problem.code, f"The status: {problem}")
    return _meaning(place, value)


def _value(place: Entry, held: bytes, credential: Mapping[str, Any], context: Context) -> int:
    """Return the value of an entry in a list that is signed by the issuer of the credential and valid now."""
    opened = open_envelope(held, context)
    if opened.signature.verdict is not Verdict.GOOD:
        raise Problem("status-list-unproven", f"The list: {opened.signature.reason}")
    if opened.freshness.verdict is not Verdict.GOOD:
        raise Problem("status-list-stale", f"The list: {opened.freshness.reason}")
    if id_of(opened.credential.get("issuer")) != id_of(credential.get("issuer")):
        raise Problem("status-list-issuer", "The list is signed by another issuer than the credential.")
    subject = list_subject(opened.credential, place.purpose)
    return value_at(unpack(subject.get("encodedList")), place.index, place.size)


def _meaning(place: Entry, value: int) -> Finding:
    if value and place.purpose == "revocation":
        return Finding(Verdict.BAD, "revoked", "The issuer has withdrawn the credential.")
    if value and place.purpose == "suspension":
        return Finding(Verdict.BAD, "suspended", "The issuer has suspended the credential.")
    if place.purpose in ("revocation", "suspension", "refresh"):
        said = " There is a newer one." if value else ""
        return Finding(Verdict.GOOD, "not-withdrawn", f"The issuer has not withdrawn the credential.{said}")
    if place.purpose == "message":
        return Finding(Verdict.GOOD, "message", f"The issuer says: {place.message(value)[:200] or value}.")
    return Finding(Verdict.UNKNOWN, "status-purpose-unknown", f"What {place.purpose[:40]!r} means is not known here.")
