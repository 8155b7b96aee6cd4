"""How an Open Badge 3.0 is put together (1EdTech Open Badges Specification 3.0, appendix B, Data Models).

A table: per class, what each member holds. `!` marks what must be there, `*` what may be a list. A word in capitals is
another class of the table; others are kinds of plain values.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from draaischijf.wallet.vcdm import invalid, is_url, items, types_of

_ALIGNED: Final = "alignment*:Alignment"
_ENDORSED: Final = "endorsement*:object endorsementJwt*:text"
_TABLE: Final[Mapping[str, str]] = {
    "Profile": f"id!:url name:text url:url phone:text description:text {_ENDORSED} image:Image email:text "
    "address:Address otherIdentifier*:IdentifierEntry official:text parentOrg:Profile familyName:text givenName:text "
    "additionalName:text patronymicName:text honorificPrefix:text honorificSuffix:text familyNamePrefix:text "
    "dateOfBirth:text",
    "Achievement": f"id!:url criteria!:Criteria description!:text name!:text {_ALIGNED} achievementType:text "
    f"creator:Profile creditsAvailable:number {_ENDORSED} fieldOfStudy:text humanCode:text image:Image "
    "inLanguage:text otherIdentifier*:IdentifierEntry related*:Related resultDescription*:ResultDescription "
    "specialization:text tag*:text version:text",
    "AchievementSubject": "id:url achievement!:Achievement activityEndDate:text activityStartDate:text "
    "creditsEarned:number identifier*:IdentityObject image:Image licenseNumber:text narrative:text result*:Result "
    "role:text source:Profile term:text",
    "EndorsementSubject": "id!:url endorsementComment:text",
    "Criteria": "id:url narrative:text",
    "Alignment": "targetName!:text targetUrl!:url targetCode:text targetDescription:text targetFramework:text "
    "targetType:text",
    "Evidence": "id:url narrative:text name:text description:text genre:text audience:text",
    "IdentityObject": "hashed!:truth identityHash!:text identityType!:text salt:text",
    "IdentifierEntry": "identifier!:text identifierType!:text",
    "Result": f"achievedLevel:url {_ALIGNED} resultDescription:url status:text value:text",
    "ResultDescription": f"id!:url {_ALIGNED} allowedValue*:text name!:text requiredLevel:url requiredValue:text "
    "resultType!:text rubricCriterionLevel*:RubricCriterionLevel valueMax:text valueMin:text",
    "RubricCriterionLevel": f"id!:url {_ALIGNED} description:text level:text name!:text points:text",
    "Image": "id!:url caption:text",
    "Address": "addressCountry:text addressCountryCode:text addressRegion:text addressLocality:text "
    "streetAddress:text postOfficeBoxNumber:text postalCode:text geo:GeoCoordinates",
    "GeoCoordinates": "latitude!:number longitude!:number",
    "Related": "id!:url inLanguage:text version:text",
}
# Criteria say what they are by where they stand; every other class must say its type.
_UNTYPED: Final = frozenset(("Criteria",))
BADGE_TYPES: Final = frozenset(("OpenBadgeCredential", "AchievementCredential"))
ENDORSEMENT: Final = "EndorsementCredential"
_MAX_DEPTH: Final = 12


def is_badge(credential: Mapping[str, Any]) -> bool:
    """Return whether a credential says that it is an Open Badge or an endorsement of one."""
    types = set(types_of(credential))
    return bool(types & BADGE_TYPES) or ENDORSEMENT in types


def check_badge(credential: Mapping[str, Any]) -> None:
    """Check the form of an Open Badge or endorsement, whose form as a credential is good.

    Raises:
        Problem: `structure-invalid`, with the place.
    """
    if not isinstance(credential.get("issuer"), dict):
        raise invalid("issuer", "is no profile.")
    _check(credential["issuer"], "Profile", "issuer")
    subject = "EndorsementSubject" if ENDORSEMENT in types_of(credential) else "AchievementSubject"
    for one in items(credential["credentialSubject"]):
        _check(one, subject, "credentialSubject")
    for place, one in enumerate(items(credential.get("evidence"))):
        _check(one, "Evidence", f"evidence[{place}]")
    if "image" in credential:
        _check(credential["image"], "Image", "image")


def _check(value: Any, class_: str, place: str, depth: int = 0) -> None:
    if not isinstance(value, dict) or depth > _MAX_DEPTH:
        raise invalid(place, f"is no {class_}.")
    if class_ not in _UNTYPED and class_ not in types_of(value):
        raise invalid(f"{place}.type", f"does not hold {class_}.")
    for member in _TABLE[class_].split():
        name, _, kind = member.partition(":")
        _check_member(value, name, kind, place, depth)


def _check_member(value: Mapping[str, Any], name: str, kind: str, place: str, depth: int) -> None:
    plain = name.rstrip("!*")
    if plain not in value:
        if name.endswith("!"):
            raise invalid(f"{place}.{plain}", "is missing.")
        return
    held = value[plain]
    if isinstance(held, list) and not name.endswith("*"):
        raise invalid(f"{place}.{plain}", "stands there more than once.")
    for number, one in enumerate(items(held)):
        where = f"{place}.{plain}[{number}]" if isinstance(held, list) else f"{place}.{plain}"
        if kind in _TABLE:
            _check(one, kind, where, depth + 1)
        elif not _PLAIN[kind](one):
            raise invalid(where, f"is no {kind}.")


def _is_text(value: Any) -> bool:
    return isinstance(value, str) or (isinstance(value, dict) and isinstance(value.get("@value"), str))


_PLAIN: Final[Mapping[str, Callable[[Any], bool]]] = {
    "url": is_url,
    "text": _is_text,
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "truth": lambda value: isinstance(value, bool),
    "object": lambda value: isinstance(value, dict),
}
