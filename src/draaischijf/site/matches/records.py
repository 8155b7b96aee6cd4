"""Profiles and work as rows of JSON and back; the shapes are those that matching reads from tables."""

from __future__ import annotations

from typing import Any

from draaischijf.terms import Evidence, HeldSkill, Offer, SkillProfile, Task, Work


def person_record(person: SkillProfile) -> dict[str, Any]:
    """Return a profile as JSON. The context of evidence becomes a number: pieces stay apart, words do not go along."""
    contexts: dict[str, str] = {}
    return {
        "id": person.id,
        "release": person.release,
        "skills": [_held(one, contexts) for one in person.skills],
    }


def _held(one: HeldSkill, contexts: dict[str, str]) -> dict[str, Any]:
    return {
        "uri": one.uri,
        "level": one.level,
        "last_used": one.last_used.isoformat() if one.last_used else None,
        "evidence": [_evidence(item, contexts) for item in one.evidence],
    }


def _evidence(one: Evidence, contexts: dict[str, str]) -> dict[str, Any]:
    context = contexts.setdefault(one.context, str(len(contexts) + 1)) if one.context else ""
    return {"kind": str(one.kind), "context": context, "issued": one.issued.isoformat() if one.issued else None}


def work_record(work: Work) -> dict[str, Any]:
    """Return work as JSON."""
    return {
        "id": work.id,
        "release": work.release,
        "learning_hours": work.learning_hours,
        "tasks": [_task(one) for one in work.tasks],
        "offers": [_offer(one) for one in work.offers],
    }


def _task(one: Task) -> dict[str, Any]:
    return {
        "name": one.name,
        "share": one.share,
        "skills": [
            {
                "uri": skill.uri,
                "level": skill.level,
                "importance": str(skill.importance),
                "proof_required": skill.proof_required,
            }
            for skill in one.skills
        ],
    }


def _offer(one: Offer) -> dict[str, Any]:
    return {"topic": one.topic, "low": one.low, "high": one.high, "among": sorted(one.among)}
