"""Health, the theme, and pages for what goes wrong."""

from __future__ import annotations

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from draaischijf import __version__
from draaischijf.problems import Problem
from draaischijf.site.frame.pages import PUBLIC, page
from draaischijf.site.frame.words import problem_words


@page(PUBLIC)
def health(request: HttpRequest) -> HttpResponse:
    """Tell whether the site and its database work."""
    from draaischijf.site.jobs.services import waiting

    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        jobs = waiting()
    except DatabaseError:
        return JsonResponse({"status": "failing", "database": "unreachable"}, status=503)
    return JsonResponse({"status": "ok", "database": "ok", "jobs": jobs, "version": __version__})


@page(PUBLIC)
def theme(request: HttpRequest) -> HttpResponse:
    """Return the stylesheet that an organisation lays over the neutral one."""
    if settings.SITE_THEME is None:
        raise Http404
    return HttpResponse(settings.SITE_THEME.read_bytes(), content_type="text/css")


def problem(request: HttpRequest, error: Problem) -> HttpResponse:
    """Show what is wrong with what came in, and the way out."""
    message, hint = problem_words(error)
    return _oops(request, 400, _("That did not work"), message, hint)


def too_many(request: HttpRequest) -> HttpResponse:
    """Ask to wait."""
    response = _oops(request, 429, _("One moment please"), _("You did this very often. Try again in ten minutes."))
    response["Retry-After"] = "600"
    return response


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Explain that a form was too old."""
    return _oops(
        request,
        403,
        _("Please send the form again"),
        _(
            "The page was open too long, or your browser keeps no cookies. "
            "Open the page again and send the form once more."
        ),
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that the request cannot be read."""
    return _oops(request, 400, _("That did not work"), _("The request cannot be read. Go back and try again."))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that this page is for others."""
    return _oops(
        request, 403, _("This page is not for you"), _("You are signed in, but this page is for another role.")
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is nothing here."""
    return _oops(
        request,
        404,
        _("We cannot find this page"),
        _("The address is wrong, the page is gone, or it is not yours to see."),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that it is our fault."""
    return _oops(
        request, 500, _("Something went wrong on our side"), _("What you saved before is safe. Try again in a moment.")
    )


def _oops(request: HttpRequest, status: int, title: str, message: str, hint: str = "") -> HttpResponse:
    return render(request, "frame/oops.html", {"title": title, "message": message, "hint": hint}, status=status)
