"""The pages of a worker: the passport."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from draaischijf.passport import Claim, EvidenceItem, Use, UseKind
from draaischijf.site.accounts.roles import Role
from draaischijf.site.accounts.services import who_is
from draaischijf.site.frame.engine import named, read_text, today
from draaischijf.site.frame.limits import Limit
from draaischijf.site.frame.marks import Mark, stretches
from draaischijf.site.frame.pages import PageRequest, page, posted
from draaischijf.site.frame.words import LEVELS
from draaischijf.site.jobs.services import begin
from draaischijf.site.language.services import is_skill, search
from draaischijf.site.passports import services as passports
from draaischijf.site.passports.services import Own
from draaischijf.site.worker import services
from draaischijf.site.worker.exports import FORMS
from draaischijf.site.worker.forms import CvForm, EvidenceForm, ForgetForm, LevelForm, UseForm
from draaischijf.site.worker.models import Intake
from draaischijf.site.worker.overview import card, history, overview, sentences
from draaischijf.terms import DEFAULT_LEVEL, EvidenceKind

UPLOADS = Limit("upload", 30, 60)
LEVEL_CHOICES = list(LEVELS.items())


@page(Role.WORKER)
def passport(request: PageRequest) -> HttpResponse:
    """Show one's own passport."""
    own = passports.own(request.actor)
    context = {
        "overview": overview(own.passport) if own else None,
        "intakes": services.intakes(request.actor),
    }
    return render(request, "worker/passport.html", context)


@page(Role.WORKER, methods=("GET", "POST"), limit=UPLOADS)
def cv(request: PageRequest) -> HttpResponse:
    """Take a CV in: a text at once, a file as a job."""
    form = CvForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        if file:
            return redirect("jobs:show", begin(request.actor, "read-cv", {}, [(file.name or "?", file.read())]))
        return redirect("worker:intake", services.take_in(request.actor, read_text(form.cleaned_data["text"])))
    return render(request, "worker/cv.html", {"form": form}, status=400 if form.errors else 200)


@page(Role.WORKER, methods=("GET", "POST"))
def intake(request: PageRequest, intake: UUID) -> HttpResponse:
    """Let a person look through what was found in a text: confirm, correct, reject, add."""
    found = services.intake(request.actor, intake)
    if found is None:
        raise Http404
    if request.POST.get("do") == "discard":
        services.discard(passports.open_own(request.actor), found)
        messages.success(request, _("The text and what was found in it are gone."))
        return redirect("worker:passport")
    return _look_through(request, found)


@page(Role.WORKER, methods=("GET", "POST"))
def proposals(request: PageRequest) -> HttpResponse:
    """Let a person look through what was found before and waits for an answer."""
    return _look_through(request, None)


def _look_through(request: PageRequest, found: Intake | None) -> HttpResponse:
    do, sought = request.POST.get("do", ""), request.POST.get("sought", "")
    if do:
        settled = services.settle(passports.open_own(request.actor), *_choices(request.POST))
        if do.startswith("add:") and is_skill(do.removeprefix("add:")):
            ground = found.name if found else ""
            services.add_skill(passports.open_own(request.actor), do.removeprefix("add:"), DEFAULT_LEVEL, ground)
        if do == "done":
            if found is not None:
                services.done_with(request.actor, found.id)
            messages.success(request, _("Your passport is up to date. %(n)d skills were looked at.") % {"n": settled})
        if do in ("done", "save"):
            return redirect("worker:passport")
    context = _open_context(found, passports.open_own(request.actor))
    context |= {"sought": sought, "found": search(sought, skills_only=True, top=8) if sought else []}
    return render(request, "worker/intake.html", context)


def _choices(posted: Any) -> tuple[dict[str, str], dict[str, int]]:
    choices = {name.removeprefix("choice-"): posted[name] for name in posted if name.startswith("choice-")}
    levels = {
        name.removeprefix("level-"): int(posted[name])
        for name in posted
        if name.startswith("level-") and posted[name].isdigit() and int(posted[name]) in LEVELS
    }
    return choices, levels


def _open_context(found: Intake | None, own: Own) -> dict[str, Any]:
    claims = {claim.id: claim for claim in own.passport.claims}
    here = set(found.claims) if found else set(claims)
    waiting = [one for one in claims.values() if one.id in here and services.waits(one)]
    inferred = [one for one in waiting if one.inferred_from]
    spans = found.spans if found else []
    marks = [_mark(claims[id], start, end) for id, start, end in spans if id in claims]
    return {
        "intake": found,
        "stretches": stretches(found.text, marks) if found else [],
        "named": [one for one in waiting if not one.inferred_from],
        "inferred": [(named(uri), [one for one in inferred if one.inferred_from == uri]) for uri in _sources(inferred)],
        "levels": LEVEL_CHOICES,
    }


def _sources(claims: list[Claim]) -> list[str]:
    return list(dict.fromkeys(one.inferred_from for one in claims))


def _mark(claim: Claim, start: int, end: int) -> Mark:
    uri = claim.inferred_from or claim.uri
    if services.waits(claim):
        return Mark(start, end, named(uri).name, "has", "" if claim.inferred_from else f"claim-{claim.id}")
    return Mark(start, end, named(uri).name, "has" if claim.counts else "rejected")


@page(Role.WORKER, methods=("GET", "POST"))
def add(request: PageRequest) -> HttpResponse:
    """Search a skill and add it."""
    uri = request.POST.get("uri", "")
    level = request.POST.get("level", "")
    if request.method == "POST" and is_skill(uri):
        chosen = int(level) if level.isdigit() and int(level) in LEVELS else DEFAULT_LEVEL
        claim = services.add_skill(passports.open_own(request.actor), uri, chosen)
        messages.success(request, _("Added to your passport."))
        return redirect("worker:claim", claim)
    text = request.GET.get("q", "")[:200]
    context = {"q": text, "found": search(text, skills_only=True, top=12) if text else [], "levels": LEVEL_CHOICES}
    return render(request, "worker/add.html", context)


@page(Role.WORKER, methods=("GET", "POST"))
def claim(request: PageRequest, claim: str) -> HttpResponse:
    """Show one skill; put its level right, say when it was used, add proof, take it back."""
    own = passports.open_own(request.actor)
    found = own.passport.claim(claim)
    if found is None or not found.counts:
        raise Http404
    do = request.POST.get("do", "")
    level = LevelForm(request.POST if do == "level" else None, initial={"level": found.level or DEFAULT_LEVEL})
    use = UseForm(request.POST if do == "use" else None)
    evidence = EvidenceForm(request.POST if do == "evidence" else None)
    if do == "take-back":
        services.take_back(own, claim)
        messages.success(request, _("Taken back. You can undo this in the history."))
        return redirect("worker:passport")
    if _change(own, claim, do, {"level": level, "use": use, "evidence": evidence}.get(do)):
        messages.success(request, _("Saved."))
        return redirect("worker:claim", claim)
    shown = card(found)
    context = {"card": shown, "said": sentences(shown), "level": level, "use_form": use, "evidence": evidence}
    wrong = level.errors or use.errors or evidence.errors
    return render(request, "worker/claim.html", context, status=400 if wrong else 200)


def _change(own: Own, claim: str, do: str, form: Form | None) -> bool:
    """Keep what one of the forms says; tell whether it could be kept."""
    if form is None or not form.is_valid():
        return False
    data = form.cleaned_data
    if do == "level":
        services.set_level(own, claim, data["level"])
    elif do == "use":
        services.add_use(own, claim, Use(UseKind(data["kind"]), None, data["ended"], data["context"]))
    else:
        context = data["context"] or data["title"]
        item = EvidenceItem(EvidenceKind(data["kind"]), data["title"], context=context, issued=data["issued"])
        services.add_evidence(own, claim, item)
    return True


@page(Role.WORKER, methods=("GET", "POST"))
def past(request: PageRequest) -> HttpResponse:
    """Show what happened to one's passport, and undo."""
    own = passports.open_own(request.actor)
    number = request.POST.get("undo", "")
    if request.method == "POST":
        services.undo(own, int(number) if number.isdigit() else 0)
        messages.success(request, _("Undone."))
        return redirect("worker:past")
    return render(request, "worker/past.html", {"history": history(own.passport, own.events)})


@page(Role.WORKER)
def exports(request: PageRequest) -> HttpResponse:
    """Offer the forms in which a passport can be taken along."""
    return render(request, "worker/exports.html", {"own": passports.own(request.actor)})


@page(Role.WORKER)
def export(request: PageRequest, form: str) -> HttpResponse:
    """Hand over one's passport in one of its forms."""
    chosen = FORMS.get(form)
    if chosen is None:
        raise Http404
    content = chosen.make(passports.open_own(request.actor), who_is(request.actor.me))
    response = HttpResponse(content, content_type=chosen.type)
    response["Content-Disposition"] = f'attachment; filename="passport-{today().isoformat()}.{chosen.ending}"'
    return response


@page(Role.WORKER, methods=("GET", "POST"))
def forget(request: PageRequest) -> HttpResponse:
    """Wipe one's passport and all that belongs to it."""
    form = ForgetForm(posted(request))
    if request.method == "POST" and form.is_valid():
        services.forget(request.actor)
        messages.success(request, _("Your passport was wiped. Nothing of it can be read any more."))
        return redirect("worker:passport")
    return render(request, "worker/forget.html", {"form": form}, status=400 if form.errors else 200)
