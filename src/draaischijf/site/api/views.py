"""The endpoints."""

from __future__ import annotations

import json
from typing import Annotated, Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Query, Status
from ninja.errors import HttpError
from ninja.parser import Parser

from draaischijf.reading.concerns import find_concerns
from draaischijf.site.accounts.roles import Actor, Role
from draaischijf.site.api import convert, passports, shapes
from draaischijf.site.api.access import Scope
from draaischijf.site.api.problems import ProblemOut, answer_with_problems
from draaischijf.site.employer.services import open_vacancies
from draaischijf.site.frame.engine import language, read_text
from draaischijf.site.language.services import search
from draaischijf.site.matches import services as matches

VERSION: Final = "1.0.0"
SIZE: Final = 25
MOST: Final = 100
WRONG: Final = {400: ProblemOut, 401: ProblemOut, 403: ProblemOut, 404: ProblemOut, 429: ProblemOut}
PageNumber = Annotated[int, Query(ge=1, le=10_000, alias="page")]
PageSize = Annotated[int, Query(ge=1, le=MOST, alias="pageSize")]


class StrictJson(Parser):
    """Takes JSON that every part of the software can handle: whole characters only."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Return what the body says."""
        try:
            found = json.loads(request.body)
            json.dumps(found, ensure_ascii=False).encode()
        except (ValueError, RecursionError) as error:
            raise HttpError(400, "This is no JSON in UTF-8.") from error
        return found


api = NinjaAPI(
    title="Draaischijf",
    version=VERSION,
    description="Skills in CVs and vacancies, how people and work match and why, and passports with consent.",
    docs_url=None,
    openapi_url=None,
    parser=StrictJson(),
    urls_namespace="v1",
)
answer_with_problems(api)


@api.get("/concepts", response={200: shapes.ConceptPage, **WRONG}, auth=Scope("language"), by_alias=True)
def find_concepts(
    request: HttpRequest,
    query: Annotated[str, Query(min_length=1, max_length=200, pattern=r"\S")],
    page: PageNumber = 1,
    page_size: PageSize = SIZE,
) -> Any:
    """Search concepts of the skills language by name, or by meaning where few names fit."""
    found = search(query, top=200)
    chosen = found[(page - 1) * page_size : page * page_size]
    items = [convert.concept(one.uri) for one in chosen]
    return shapes.ConceptPage(items=items, total=len(found), page=page, page_size=page_size)


@api.post("/links", response={200: list[shapes.LinkOut], **WRONG}, auth=Scope("language"), by_alias=True)
def link_phrases(request: HttpRequest, asked: shapes.LinkIn) -> Any:
    """Say phrases in the skills language."""
    release = language()
    return [
        shapes.LinkOut(
            phrase=phrase,
            candidates=[
                shapes.CandidateOut(
                    concept=convert.concept(release.concepts.uris[one.concept]), score=one.score, via=one.via
                )
                for one in found
            ],
        )
        for phrase, found in zip(asked.phrases, release.link(asked.phrases, asked.kind, asked.top), strict=True)
    ]


@api.post("/readings", response={200: shapes.ReadingOut, **WRONG}, auth=Scope("read"), by_alias=True)
def read(request: HttpRequest, asked: shapes.TextIn) -> Any:
    """Read a CV, a vacancy or any other text; nothing of it is kept."""
    return convert.reading(read_text(asked.text))


@api.post("/checks", response={200: shapes.CheckOut, **WRONG}, auth=Scope("read"), by_alias=True)
def check(request: HttpRequest, asked: shapes.TextIn) -> Any:
    """Point out what in a vacancy may discriminate, or asks more than the work does; nothing of it is kept."""
    found = read_text(asked.text)
    concerns = find_concerns(found.text, language=found.language, sections=found.sections, findings=found.findings)
    shown = [shapes.ConcernOut(**one.as_dict()) for one in concerns]
    return shapes.CheckOut(language=found.language, concerns=shown)


@api.post("/matches", response={200: shapes.MatchOut, **WRONG}, auth=Scope("match"), by_alias=True)
def match(request: HttpRequest, asked: shapes.MatchIn) -> Any:
    """Say how a person and a piece of work fit, with every reason; neither is kept."""
    return convert.matched(asked)


@api.get("/passports", response={200: shapes.PassportPage, **WRONG}, auth=Scope("passports"), by_alias=True)
def list_passports(request: Any, page: PageNumber = 1, page_size: PageSize = SIZE) -> Any:
    """List the passports that the token may see: one's own, and those of people who let an employer find them."""
    return passports.listed(request.auth, page, page_size)


@api.get(
    "/passports/{slug:passport}",
    response={200: shapes.WholePassportOut, **WRONG},
    auth=Scope("passports"),
    by_alias=True,
)
def show_passport(request: Any, passport: str) -> Any:
    """Show a passport that the token may see. A look at another's passport is written down and shown to its holder."""
    return _found(passports.whole(request.auth, passport))


@api.get(
    "/passports/{slug:passport}/matches",
    response={200: list[shapes.RankedOut], **WRONG},
    auth=Scope("match"),
    by_alias=True,
)
def list_matches(request: Any, passport: str, page_size: PageSize = 10) -> Any:
    """List the open vacancies that fit one's own passport best."""
    profile = _found(passports.own_profile(_worker(request), passport))
    found = matches.works_for(profile, (), page_size).matches
    vacancies = open_vacancies(one.work for one in found)
    return [
        shapes.RankedOut(
            vacancy=shapes.VacancyOut(id=own.id, title=own.title, employer=own.employer),
            fit=one.fit,
            potential=one.potential,
            proof=one.proof,
        )
        for one in found
        if (own := vacancies.get(one.work))
    ]


@api.get(
    "/passports/{slug:passport}/consents",
    response={200: list[shapes.ConsentOut], **WRONG},
    auth=Scope("consents"),
    by_alias=True,
)
def list_consents(request: Any, passport: str) -> Any:
    """List the consents of one's own passport, newest first."""
    return _found(passports.consents(_worker(request), passport))


@api.post(
    "/passports/{slug:passport}/consents",
    response={201: shapes.ConsentOut, **WRONG},
    auth=Scope("consents"),
    by_alias=True,
)
def give_consent(request: Any, passport: str, asked: shapes.ConsentIn) -> Any:
    """Let oneself be found until a day, at most a year from now."""
    return Status(201, _found(passports.give_consent(_worker(request), passport, asked)))


@api.delete(
    "/passports/{slug:passport}/consents/{slug:consent}",
    response={204: None, **WRONG},
    auth=Scope("consents"),
    by_alias=True,
)
def withdraw_consent(request: Any, passport: str, consent: str) -> Any:
    """Withdraw a consent; it ends at once."""
    if not passports.withdraw(_worker(request), passport, consent):
        raise Http404
    return Status(204, None)


@api.get(
    "/passports/{slug:passport}/looks",
    response={200: list[shapes.LookOut], **WRONG},
    auth=Scope("consents"),
    by_alias=True,
)
def list_looks(request: Any, passport: str) -> Any:
    """List who looked at one's own passport, newest first."""
    return _found(passports.looks(_worker(request), passport))


def openapi(request: HttpRequest) -> HttpResponse:
    """Return the description of this API, for anyone."""
    from draaischijf.site.api.description import describe

    response = HttpResponse(json.dumps(describe(request), ensure_ascii=False), content_type="application/json")
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _worker(request: Any) -> Actor:
    actor: Actor = request.auth
    if not actor.has(Role.WORKER):
        raise Http404
    return actor


def _found(value: Any) -> Any:
    if value is None:
        raise Http404
    return value
