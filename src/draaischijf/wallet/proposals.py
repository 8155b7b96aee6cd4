"""From a credential to proposals for a passport. Nothing counts until the person confirms it.

An alignment to a concept that the language knows is taken over as it stands: the issuer said so. Where there is none,
the text of the achievement is read, and what was read is marked as inferred; a diploma proposes the skills of its
programme.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from draaischijf.language import SKILL_KINDS, Language
from draaischijf.passport.records import replace
from draaischijf.terms import EvidenceKind
from draaischijf.wallet.credential import Achievement, Alignment, Credential

if TYPE_CHECKING:
    from draaischijf.passport import Claim, EvidenceItem

INFERRED: Final = "urn:draaischijf:credential:"
TEXT: Final = 1000  # longest title that is taken over


def proposals_of(credential: Credential, language: Language, *, reference: str, verified: bool) -> list[Claim]:
    """Return what a credential proposes for a passport.

    Args:
        credential: The credential.
        language: The release to say skills in.
        reference: Its name in the wallet, which the evidence refers to.
        verified: Whether its signature, issuer and status are good; the evidence says how it was checked.
    """
    from draaischijf.passport.making.programmes import claims_of_programme

    found: dict[str, Claim] = {}
    for achievement in credential.achievements:
        paper = _paper(credential, achievement, reference, verified)
        claims = _aligned(achievement, paper, language) or _read(achievement, paper, language, reference)
        if paper.kind is EvidenceKind.DIPLOMA:
            claims += claims_of_programme(paper, language)
        for claim in claims:
            found.setdefault(claim.uri, claim)
    return list(found.values())


def _paper(credential: Credential, achievement: Achievement, reference: str, verified: bool) -> EvidenceItem:
    from draaischijf.passport import Checked, EvidenceItem

    issued, expires = credential.valid_from, credential.valid_until
    title = achievement.name[:TEXT]
    return EvidenceItem(
        # What it is evidence of may be unsaid; then it is a thing that the person shows, and no more.
        credential.kind or EvidenceKind.PORTFOLIO,
        title=title,
        issuer=(credential.issuer_name or credential.issuer)[:TEXT],
        context=title,
        issued=issued.date() if issued else None,
        expires=expires.date() if expires and (issued is None or expires >= issued) else None,
        eqf=achievement.eqf,
        checked=Checked.SIGNED if verified else Checked.STATED,
        credential=reference,
    )


def _aligned(achievement: Achievement, paper: EvidenceItem, language: Language) -> list[Claim]:
    """Return the concepts that the issuer named, by URI or by a name that is one of the language's."""
    rows = [(one, _row(one, language)) for one in achievement.alignments]
    return [_claim(row, one.name[:TEXT], paper, language) for one, row in rows if row is not None]


def _row(alignment: Alignment, language: Language) -> int | None:
    row = language.id_of(alignment.target)
    if row is None and alignment.name:
        best = language.link([alignment.name], top=1)[0]
        # By meaning would be a guess; a name of the concept is what the issuer said.
        row = best[0].concept if best and best[0].via != "encoder" else None
    return row if row is not None and language.concepts.kinds[row] in SKILL_KINDS else None


def _read(achievement: Achievement, paper: EvidenceItem, language: Language, reference: str) -> list[Claim]:
    """Return what the text of an achievement says, marked as inferred."""
    from draaischijf.reading import read_text

    text = "\n".join(part for part in (achievement.name, achievement.description, achievement.criteria) if part)
    rows = (language.id_of(finding.uri) for finding in read_text(text, language=language).findings)
    skills = dict.fromkeys(row for row in rows if row is not None and language.concepts.kinds[row] in SKILL_KINDS)
    inferred = replace(paper, inferred=True)
    return [replace(_claim(row, "", inferred, language), inferred_from=f"{INFERRED}{reference}") for row in skills]


def _claim(row: int, words: str, paper: EvidenceItem, language: Language) -> Claim:
    from draaischijf.passport import Claim, ClaimKind, Source

    return Claim(
        language.concepts.uris[row],
        ClaimKind(language.concepts.kinds[row]),
        words=words,
        release=language.release,
        source=Source(paper.title, quote=words),
        evidence=(paper,),
    )
