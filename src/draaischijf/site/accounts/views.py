"""Signing in and out, registering, one's own account."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.i18n import set_language

from draaischijf.site.accounts import services
from draaischijf.site.accounts.forms import NameForm, RegisterForm, SignInForm, TokenForm
from draaischijf.site.accounts.models import User
from draaischijf.site.accounts.roles import Actor, Role
from draaischijf.site.frame.limits import Limit, within
from draaischijf.site.frame.pages import PUBLIC, SIGNED_IN, PageRequest, page, posted
from draaischijf.site.frame.services import record
from draaischijf.site.frame.views import too_many

BACKEND = "django.contrib.auth.backends.ModelBackend"
ONE_ACCOUNT = Limit("sign in to one account", 10)


@page(PUBLIC, methods=("GET", "POST"), limit=Limit("sign in", 30))
def sign_in(request: PageRequest) -> HttpResponse:
    """Sign in with a password."""
    if request.method == "POST" and not within(ONE_ACCOUNT, request.POST.get("email", "").strip().lower()[:254]):
        return too_many(request)
    form = SignInForm(posted(request), request=request)
    if request.method == "POST" and form.is_valid() and isinstance(form.user, User):
        login(request, form.user)
        record(services.actor_of(form.user), "account.signed-in", f"user:{form.user.pk}")
        return redirect(_next(request) or _first_page(services.actor_of(form.user)))
    context = {"form": form, "next": _next(request), "provider": hasattr(settings, "OIDC_RP_CLIENT_ID")}
    return render(request, "accounts/sign_in.html", context, status=400 if form.errors else 200)


@page(PUBLIC, methods=("GET", "POST"), limit=Limit("register", 10, 60))
def register(request: PageRequest) -> HttpResponse:
    """Make an account for a worker; employers are let in by who runs the site."""
    form = RegisterForm(posted(request))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        user = services.register(data["email"], data["password"], Role.WORKER, name=data["name"])
        login(request, user, backend=BACKEND)
        return redirect("worker:passport")
    return render(request, "accounts/register.html", {"form": form}, status=400 if form.errors else 200)


@page(SIGNED_IN, methods=("POST",))
def sign_out(request: PageRequest) -> HttpResponse:
    """Sign out."""
    logout(request)
    messages.success(request, _("You are signed out."))
    return redirect("start:home")


@page(SIGNED_IN, methods=("GET", "POST"), limit=Limit("account", 60))
def account(request: PageRequest) -> HttpResponse:
    """Show one's own account and keys."""
    person = services.who_is(request.actor.me)
    form = NameForm(posted(request), initial={"name": person.name})
    if request.method == "POST" and form.is_valid():
        User.objects.filter(pk=request.actor.me).update(name=form.cleaned_data["name"])
        messages.success(request, _("Saved."))
        return redirect("accounts:account")
    context = {"form": form, "person": person, "tokens": services.own_tokens(request.actor)}
    return render(request, "accounts/account.html", context, status=400 if form.errors else 200)


@page(SIGNED_IN, methods=("GET", "POST"), limit=Limit("token", 20))
def new_token(request: PageRequest) -> HttpResponse:
    """Make a key to the API; it is shown once."""
    form, secret = TokenForm(posted(request)), ""
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        secret = services.make_token(request.actor, data["name"], data["scopes"], data["days"])
    return render(request, "accounts/token.html", {"form": form, "secret": secret}, status=400 if form.errors else 200)


@page(SIGNED_IN, methods=("POST",))
def revoke_token(request: PageRequest, token: UUID) -> HttpResponse:
    """Withdraw a key."""
    if not services.revoke_token(request.actor, token):
        raise Http404
    messages.success(request, _("The key no longer opens anything."))
    return redirect("accounts:account")


@page(PUBLIC, methods=("POST",))
def choose_language(request: PageRequest) -> HttpResponse:
    """Keep the language of the pages in a cookie."""
    return set_language(request)


def _next(request: PageRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else ""


def _first_page(actor: Actor) -> str:
    return "employer:vacancies" if actor.has(Role.EMPLOYER) else "worker:passport"
