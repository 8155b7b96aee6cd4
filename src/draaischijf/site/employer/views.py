"""The pages of an employer."""

from __future__ import annotations

from typing import Any, NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from draaischijf.site.accounts.roles import Role
from draaischijf.site.employer import reading, services
from draaischijf.site.employer.forms import CHOICES, DecisionForm, InviteForm, NewVacancyForm, VacancyForm, corrected
from draaischijf.site.employer.models import Answer, Decision, Invitation, Status, Vacancy
from draaischijf.site.frame.engine import read_text
from draaischijf.site.frame.limits import Limit
from draaischijf.site.frame.pages import PageRequest, page, posted
from draaischijf.site.jobs.services import begin
from draaischijf.site.language.services import is_skill, search
from draaischijf.site.matches import services as matches

SHOWN = 10
MOST = 50
UPLOADS = Limit("upload", 60, 60)


@page(Role.EMPLOYER)
def vacancies(request: PageRequest) -> HttpResponse:
    """List the vacancies of one's organisation."""
    context = {"vacancies": services.listed(request.actor), "wall": services.wall_of(request.actor)}
    return render(request, "employer/vacancies.html", context)


@page(Role.EMPLOYER, methods=("GET", "POST"), limit=UPLOADS)
def new(request: PageRequest) -> HttpResponse:
    """Take a vacancy in: a text at once, files as a job."""
    form = NewVacancyForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        wall, data = services.wall_of(request.actor), form.cleaned_data
        if data["documents"]:
            files = [(file.name or "?", file.read()) for file in data["documents"]]
            return redirect("jobs:show", begin(request.actor, "read-vacancies", {}, files, wall))
        made = services.new_vacancy(request.actor, wall, read_text(data["text"]))
        return redirect("employer:read", made.id)
    return render(request, "employer/new.html", {"form": form}, status=400 if form.errors else 200)


@page(Role.EMPLOYER, methods=("GET", "POST"))
def read(request: PageRequest, vacancy: UUID) -> HttpResponse:
    """Show what was found in a vacancy, to be corrected by hand."""
    own = _own(request, vacancy)
    form, sought = VacancyForm(posted(request), instance=own), ""
    if request.method == "POST":
        done = _corrected(request, own, form)
        if done is not None:
            return done
        sought = request.POST.get("sought", "")
    context = {
        "vacancy": own,
        "form": form,
        "asked": reading.asked_of(own),
        "stretches": reading.marked(own),
        "concerns": reading.concerns_of(own),
        "sought": sought,
        "found": search(sought, skills_only=True, top=8) if sought else [],
        "is_open": own.status == Status.OPEN,
        **CHOICES,
    }
    return render(request, "employer/read.html", context, status=400 if form.errors else 200)


def _corrected(request: PageRequest, own: Vacancy, form: VacancyForm) -> HttpResponse | None:
    """Keep corrections; return where to go, or None to show the form again."""
    do = request.POST.get("do", "save")
    own.asked = corrected(own.asked, request.POST)
    if do.startswith("add:") and is_skill(do.removeprefix("add:")):
        reading.add_skill(own, do.removeprefix("add:"))
    if not form.is_valid():
        return None
    status = {"publish": Status.OPEN, "close": Status.CLOSED}.get(do)
    services.save(request.actor, own, status)
    if do == "search":
        return None
    words = {"publish": _("The vacancy is open. These people suit it."), "close": _("The vacancy is closed.")}
    messages.success(request, words.get(do, _("Saved.")))
    return redirect("employer:people" if do == "publish" else "employer:read", own.id)


@page(Role.EMPLOYER, methods=("GET", "POST"), limit=UPLOADS)
def text(request: PageRequest, vacancy: UUID) -> HttpResponse:
    """Change the text of a vacancy, and read it anew."""
    own = _own(request, vacancy)
    form = NewVacancyForm(posted(request), initial={"text": own.text})
    form.fields.pop("documents")
    if request.method == "POST" and form.is_valid():
        reading.fill(own, read_text(form.cleaned_data["text"]))
        services.save(request.actor, own)
        return redirect("employer:read", own.id)
    return render(request, "employer/text.html", {"form": form, "vacancy": own}, status=400 if form.errors else 200)


class Candidate(NamedTuple):
    """A person as a list shows them."""

    code: str
    one: matches.Brief
    invitation: Invitation | None


@page(Role.EMPLOYER)
def people(request: PageRequest, vacancy: UUID) -> HttpResponse:
    """List the people who suit a vacancy and may be found, with reasons."""
    own = _own(request, vacancy)
    wall = services.wall_of(request.actor)
    top = min(MOST, max(SHOWN, int(request.GET["n"]) if request.GET.get("n", "").isdigit() else SHOWN))
    found = matches.people_for(wall, reading.work_of(own), top)
    invited = {one.person: one for one in own.invitations.filter(person__in=[one.person for one in found])}
    candidates = [
        Candidate(matches.code_of(wall.id, one.person), matches.brief(one), invited.get(one.person)) for one in found
    ]
    context = {
        "vacancy": own,
        "candidates": candidates,
        "total": matches.count_found(wall),
        "more": top + SHOWN if len(found) == top < MOST else 0,
        "open": Answer.OPEN,
    }
    return render(request, "employer/people.html", context)


@page(Role.EMPLOYER, methods=("GET", "POST"), limit=Limit("invite", 100, 60))
def person(request: PageRequest, vacancy: UUID, code: str) -> HttpResponse:
    """Show one person for a vacancy: reasons, what to learn, an invitation, and what was decided."""
    own, wall = _own(request, vacancy), services.wall_of(request.actor)
    key = matches.key_of(wall.id, code)
    profile = matches.look(request.actor, wall, key) if key else None
    if key is None or profile is None:
        raise Http404
    do = request.POST.get("do", "")
    invite = InviteForm(request.POST if do == "invite" else None)
    decide = DecisionForm(request.POST if do == "decide" else None)
    if do == "invite" and invite.is_valid():
        services.invite(request.actor, own, key, invite.cleaned_data["message"])
        messages.success(request, _("Your invitation was sent."))
        return redirect("employer:person", own.id, code)
    if do == "take-back" and services.take_back(request.actor, own, key):
        messages.success(request, _("The invitation was taken back."))
        return redirect("employer:person", own.id, code)
    if do == "decide" and decide.is_valid():
        services.decide(request.actor, own, key, decide.cleaned_data["outcome"], decide.cleaned_data["reason"])
        messages.success(request, _("Recorded, with your reason."))
        return redirect("employer:person", own.id, code)
    context: dict[str, Any] = {
        "vacancy": own,
        "code": code,
        "one": matches.explained(matches.match_of(profile, reading.work_of(own))),
        "invitation": own.invitations.filter(person=key).first(),
        "decisions": Decision.objects.filter(vacancy=own, person=key).select_related("author"),
        "invite": invite,
        "decide": decide,
    }
    return render(request, "employer/person.html", context, status=400 if invite.errors or decide.errors else 200)


def _own(request: PageRequest, vacancy: UUID) -> Vacancy:
    found = services.own_vacancy(request.actor, vacancy)
    if found is None:
        raise Http404
    return found
