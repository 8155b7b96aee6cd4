"""The start page."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from draaischijf.site.frame.limits import Limit
from draaischijf.site.frame.pages import PUBLIC, PageRequest, page, posted
from draaischijf.site.start import services


class TryForm(forms.Form):
    """A text to try."""

    text = forms.CharField(
        label=_("Paste a CV or a vacancy"),
        max_length=20_000,
        help_text=_("Nothing is kept: the text is read and then forgotten."),
        widget=forms.Textarea(attrs={"rows": 9}),
    )


@page(PUBLIC, methods=("GET", "POST"), limit=Limit("try a text", 30))
def home(request: PageRequest) -> HttpResponse:
    """Say what this is, and let anyone try it."""
    form, read = TryForm(posted(request)), None
    if request.method == "POST" and form.is_valid():
        read = services.read_for_visitor(form.cleaned_data["text"])
    status = 400 if form.errors else 200
    return render(request, "start/home.html", {"form": form, "read": read}, status=status)
