"""The local extension: what a sector or region decided to add to the language, with its whole history.

Decisions are appended to one file, one a line, and never changed: what is in force follows from reading them in order.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from draaischijf.language.assemble import Predictor
from draaischijf.language.draft import Draft, DraftRelation, draft_of
from draaischijf.language.growth.decision import Decision, check, one_line, uri_of
from draaischijf.language.language import Language
from draaischijf.language.normal import normalise
from draaischijf.language.releases import open_language, publish, releases_folder
from draaischijf.problems import Problem


@dataclass(frozen=True, slots=True)
class LocalConcept:
    """A concept of the extension.

    Args:
        uri: Its own URI, made from the term.
        term: Its name.
        language: Language of the name.
        kind: Kind of concept.
        broader: The concept it is mapped to as narrower; empty where none.
        sector: Sector or region it comes from.
    """

    uri: str
    term: str
    language: str
    kind: str
    broader: str
    sector: str


class Extension:
    """The extension of an installation.

    Args:
        data: Folder of the installation.
    """

    def __init__(self, data: Path) -> None:
        self.data = data
        self.file = releases_folder(data) / "local" / "decisions.jsonl"

    def history(self) -> list[Decision]:
        """Return every decision, oldest first.

        Raises:
            Problem: A line is damaged; names it.
        """
        if not self.file.exists():
            return []
        decisions = []
        for number, line in enumerate(self.file.read_text(encoding="utf-8").rstrip("\n").split("\n"), 1):
            try:
                decisions.append(Decision(**json.loads(line)))
            except (ValueError, TypeError) as error:
                raise Problem(
                    "history-line", f"this is no decision: {error}.", file=str(self.file), place=f"line {number}"
                ) from error
        return decisions

    def record(self, decision: Decision, language: Language) -> None:
        """Append a decision, safely on disk when this returns.

        Raises:
            Problem: Nobody took it, its term cannot be a name, or the concept that it points to does not fit.
        """
        written = {name: one_line(getattr(decision, name)) for name in ("term", "by", "concept", "sector", "why")}
        decision = replace(decision, **written)
        check(decision, language, self.last())
        self.file.parent.mkdir(parents=True, exist_ok=True)
        with self.file.open("a", encoding="utf-8") as opened:
            opened.write(json.dumps(asdict(decision), ensure_ascii=False) + "\n")
            opened.flush()
            os.fsync(opened.fileno())

    def last(self) -> dict[str, Decision]:
        """Return the decision in force per term (normal form): the last one."""
        return {normalise(one.term): one for one in self.history()}

    def concepts(self) -> list[LocalConcept]:
        """Return the concepts in force."""
        return [
            LocalConcept(uri_of(one.term), one.term, one.language, one.kind, one.concept, one.sector)
            for _, one in sorted(self.last().items())
            if one.action == "accept"
        ]

    def release(self, predict: Predictor | None = None) -> Language:
        """Make a new release of the language with everything that was decided, and put it in use.

        Args:
            predict: Predicts the profiles of occupations that have none.

        Raises:
            Problem: Nothing was accepted or merged yet.
        """
        decided = [one for one in self.last().values() if one.action in ("accept", "merge")]
        if not decided:
            raise Problem(
                "nothing-decided",
                "nothing was accepted or merged yet.",
                hint="Decide with `draaischijf language accept`.",
            )
        language = open_language(self.data)
        base = self._base(language)
        number = len(self.history())
        draft = draft_of(base)
        self._lay_over(draft)
        about = {**base.manifest, "local_base": base.release, "local_decisions": number}
        for own in ("format", "sha256", "counts", "replaced", "release"):
            about.pop(own, None)
        return publish(draft, f"local-{number}+{base.release}", about, self.data, predict)

    def _base(self, language: Language) -> Language:
        """Return what the extension is laid over: the release in use, without an earlier extension."""
        name = str(language.manifest.get("local_base", language.release))
        try:
            return open_language(self.data, name)
        except Problem as problem:
            raise Problem(
                "base-missing",
                f"release {name!r}, over which your own concepts were laid, is not here.",
                hint="Choose another with `draaischijf language use`, then release again.",
            ) from problem

    def _lay_over(self, draft: Draft) -> None:
        local = {one.uri: one for one in self.concepts()}
        for one in local.values():
            above = one.broader
            while above in local:
                above = local[above].broader
            draft.concept(one.uri, one.kind).codes = list(_codes(draft, above))
            draft.prefer(one.uri, one.language, one.term, "own")
            if one.broader:
                draft.relations.append(DraftRelation(one.uri, "broader", one.broader, "own"))
        for merged in self.last().values():
            if merged.action == "merge" and merged.concept in draft.concepts:
                draft.also(merged.concept, merged.language, merged.term, "own")


def _codes(draft: Draft, broader: str) -> Sequence[str]:
    """Return the groups that a narrower concept takes over from the one it is mapped to."""
    return draft.concepts[broader].codes if broader in draft.concepts else ()
