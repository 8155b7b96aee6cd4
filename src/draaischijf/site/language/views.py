"""Looking around in the language."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render

from draaischijf.site.frame.pages import PUBLIC, PageRequest, page
from draaischijf.site.language import services
from draaischijf.site.matches.services import count_asking


@page(PUBLIC)
def search(request: PageRequest) -> HttpResponse:
    """Search a concept."""
    text = request.GET.get("q", "")[: services.LONGEST]
    context = {"q": text, "found": services.search(text)}
    template = "language/found.html" if request.htmx else "language/search.html"
    return render(request, template, context)


@page(PUBLIC)
def concept(request: PageRequest) -> HttpResponse:
    """Show what a concept is, what is near it and where it is asked."""
    found = services.concept(request.GET.get("uri", ""))
    if found is None:
        raise Http404
    context = {"found": found, "vacancies": count_asking(found.concept.uri)}
    return render(request, "language/concept.html", context)
