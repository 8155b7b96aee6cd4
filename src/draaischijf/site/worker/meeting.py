"""The pages of a worker: work that fits, invitations, and who may see it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from draaischijf.matching import Match
from draaischijf.passport import profile_of
from draaischijf.site.accounts.roles import Role
from draaischijf.site.accounts.services import every_organisation
from draaischijf.site.employer import services as employers
from draaischijf.site.frame.engine import defaults, language, today
from draaischijf.site.frame.pages import PageRequest, page, posted
from draaischijf.site.matches import services as matching
from draaischijf.site.passports import services as passports
from draaischijf.site.worker import services
from draaischijf.site.worker.forms import AnswerForm, ConsentForm, LimitsForm
from draaischijf.terms import SkillProfile

SHOWN = 10
MOST = 50
MONTH = timedelta(days=30)
TO_MEET = timedelta(days=90)


class Offered(NamedTuple):
    """Work as a list shows it."""

    vacancy: employers.OpenVacancy
    one: matching.Brief


def _profile(request: PageRequest) -> SkillProfile | None:
    own = passports.own(request.actor)
    return profile_of(own.passport, language(), today(), defaults()) if own and own.passport.counting else None


def _offered(found: tuple[Match, ...]) -> list[Offered]:
    vacancies = employers.open_vacancies(one.work for one in found) if found else {}
    return [Offered(vacancies[one.work], matching.brief(one)) for one in found if one.work in vacancies]


@page(Role.WORKER, methods=("GET", "POST"))
def matches(request: PageRequest) -> HttpResponse:
    """List the work that fits, within the limits that the person sets."""
    limits = services.limits_of(request.actor)
    form = LimitsForm(posted(request), instance=limits)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("worker:matches")
    profile = _profile(request)
    top = min(MOST, max(SHOWN, int(request.GET["n"]) if request.GET.get("n", "").isdigit() else SHOWN))
    wishes = services.wishes_of(services.limits_of(request.actor))
    ranking = matching.works_for(profile, wishes, top) if profile else None
    offered = _offered(ranking.matches) if ranking else []
    context: dict[str, Any] = {
        "form": form,
        "limited": bool(wishes),
        "has_profile": profile is not None,
        "offered": offered,
        "aside": _offered(ranking.set_aside)[:SHOWN] if ranking else [],
        "more": top + SHOWN if ranking and len(ranking.matches) == top < MOST else 0,
    }
    return render(request, "worker/matches.html", context, status=400 if form.errors else 200)


@page(Role.WORKER)
def match(request: PageRequest, vacancy: UUID) -> HttpResponse:
    """Show one vacancy with every reason."""
    work, profile = matching.open_work(vacancy), _profile(request)
    found = employers.open_vacancies([str(vacancy)]).get(str(vacancy))
    if work is None or found is None or profile is None:
        raise Http404
    wishes = services.wishes_of(services.limits_of(request.actor))
    one = matching.explained(matching.match_of(profile, work, wishes))
    context = {"one": one, "vacancy": found, "text": employers.text_of_open(vacancy)}
    return render(request, "worker/match.html", context)


@page(Role.WORKER)
def invitations(request: PageRequest) -> HttpResponse:
    """List invitations."""
    key = passports.key_of(request.actor)
    return render(request, "worker/invitations.html", {"invitations": employers.invitations_for(key) if key else []})


@page(Role.WORKER, methods=("GET", "POST"))
def invitation(request: PageRequest, invitation: UUID) -> HttpResponse:
    """Show an invitation, and answer it."""
    key = passports.key_of(request.actor)
    found = next((one for one in (employers.invitations_for(key) if key else []) if one.id == invitation), None)
    if found is None:
        raise Http404
    form = AnswerForm(posted(request))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        employers.answer(request.actor, found, data["yes"], data["reply"], data["share"])
        if data["yes"]:
            _may_look(request, found)
        messages.success(request, _("Your answer was sent."))
        return redirect("worker:invitation", invitation)
    context = {"invitation": found, "form": form, "employer": found.employer}
    return render(request, "worker/invitation.html", context, status=400 if form.errors else 200)


def _may_look(request: PageRequest, found: Any) -> None:
    """Let the employer that was told yes look, also when it could find the person only for now."""
    notice = _("With a yes, %(employer)s may see your skills for 90 days.") % {"employer": found.employer}
    purpose = _("Talking about “%(title)s”") % {"title": found.vacancy.title}
    said = matching.Said(purpose, notice, str(found.id))
    matching.give(request.actor, found.vacancy.organisation, today() + TO_MEET, said)


@page(Role.WORKER, methods=("GET", "POST"))
def consents(request: PageRequest) -> HttpResponse:
    """Show who may see one's passport and who looked; give and withdraw consent."""
    form = ConsentForm(
        request.POST if request.POST.get("do") == "give" else None,
        organisations=every_organisation(),
        initial={"who": request.GET.get("who", "employers")},
    )
    if request.POST.get("do", "").startswith("withdraw:"):
        if not matching.withdraw(request.actor, request.POST["do"].removeprefix("withdraw:")):
            raise Http404
        messages.success(request, _("Withdrawn. From now on they see nothing."))
        return redirect("worker:consents")
    if request.method == "POST" and form.is_valid():
        who = form.cleaned_data["who"]
        organisation = None if who == matching.EVERYONE else UUID(who)
        ends = today() + form.cleaned_data["months"] * MONTH
        purpose = _("Finding people for work by what they can do")
        matching.give(request.actor, organisation, ends, matching.Said(purpose, notice()))
        messages.success(request, _("You can be found now. You can take this back at any time."))
        return redirect("worker:consents")
    own = passports.own(request.actor)
    context = {
        "form": form,
        "notice": notice(),
        "consents": matching.shown(own) if own else [],
        "looks": matching.looks_at(own.key) if own else [],
    }
    return render(request, "worker/consents.html", context, status=400 if form.errors else 200)


def notice() -> str:
    """Return what a person reads before consenting."""
    return _(
        "Employers who may find you see your skills, how current they are and how well they are shown. They see no "
        "name, no age, no address and no photo. They can send you an invitation here. You see who looked."
    )
