"""Forms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from draaischijf.site.employer.models import Outcome, Vacancy
from draaischijf.site.frame.uploads import SEVERAL, check_document
from draaischijf.site.frame.words import IMPORTANCE, LEVELS
from draaischijf.terms import LEVELS as LEVEL_NUMBERS
from draaischijf.terms import Importance


class ManyFiles(forms.ClearableFileInput):
    """Lets people choose several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, each of a kind that can be read."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Check each file."""
        files = [one for one in (data if isinstance(data, list | tuple) else [data]) if one]
        if len(files) > SEVERAL:
            raise forms.ValidationError(_("Choose at most %(most)d files."), params={"most": SEVERAL})
        for one in files:
            check_document(super().clean(one, initial))
        return files


class NewVacancyForm(forms.Form):
    """A text, or files."""

    text = forms.CharField(
        label=_("Paste the text of the vacancy"), required=False, max_length=50_000, widget=forms.Textarea
    )
    documents = FilesField(
        label=_("Or choose files"),
        required=False,
        help_text=_("PDF, Word or text. You may choose several at once."),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        data = super().clean() or {}
        if not self.errors and not data.get("documents") and not (data.get("text") or "").strip():
            raise forms.ValidationError(_("Paste a text or choose a file."))
        return data


class VacancyForm(forms.ModelForm):  # type: ignore[type-arg]
    """What is known of the vacancy beside its skills."""

    class Meta:
        model = Vacancy
        fields = ("title", "hours_low", "hours_high", "region", "learning_hours")
        labels = {
            "title": _("Title"),
            "hours_low": _("Hours a week, at least"),
            "hours_high": _("Hours a week, at most"),
            "region": _("Region or place"),
            "learning_hours": _("Hours to learn that you offer"),
        }
        help_texts = {"learning_hours": _("How many hours a new colleague gets to learn on the job.")}

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        for name in ("hours_low", "hours_high"):
            self.fields[name].required = False
            self.fields[name].widget.attrs |= {"min": 1, "max": 48}
        self.fields["learning_hours"].widget.attrs |= {"min": 0, "max": 2000}

    def clean(self) -> dict[str, Any]:
        """Keep hours in order and in bounds."""
        data = super().clean() or {}
        low, high = data.get("hours_low"), data.get("hours_high")
        for name in ("hours_low", "hours_high"):
            if data.get(name) is not None and not 1 <= data[name] <= 48:
                self.add_error(name, _("Choose 1 to 48 hours."))
        if low and high and low > high:
            self.add_error("hours_high", _("This is less than the least."))
        if (data.get("learning_hours") or 0) > 2000:
            self.add_error("learning_hours", _("Choose at most 2000 hours."))
        return data


class InviteForm(forms.Form):
    """A message to a person."""

    message = forms.CharField(
        label=_("Your message"),
        max_length=2_000,
        help_text=_("Say who you are, what the work is, and what the next step would be."),
        widget=forms.Textarea,
    )


class DecisionForm(forms.Form):
    """What was decided, and why."""

    outcome = forms.ChoiceField(
        label=_("What did you decide?"),
        choices=[
            (Outcome.GO_ON, _("We go on talking")),
            (Outcome.HIRED, _("We hired this person")),
            (Outcome.NOT_NOW, _("Not for this vacancy")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why?"),
        max_length=2_000,
        help_text=_("About the work and the skills. This stays here and changes no passport and no score."),
        widget=forms.Textarea,
    )


def corrected(asked: list[dict[str, Any]], posted: Any) -> list[dict[str, Any]]:
    """Return what a vacancy asks for as a posted form says; what does not fit stays as it was.

    Args:
        asked: As it was.
        posted: Fields `keep-N`, `importance-N`, `level-N` per place.
    """
    result = []
    for place, one in enumerate(asked):
        level, importance = posted.get(f"level-{place}", ""), posted.get(f"importance-{place}", "")
        result.append(
            {
                **one,
                "kept": posted.get(f"keep-{place}") == "yes",
                "level": int(level) if level.isdigit() and int(level) in LEVEL_NUMBERS else one["level"],
                "importance": importance if importance in set(Importance) else one["importance"],
            }
        )
    return result


CHOICES = {"levels": list(LEVELS.items()), "importances": list(IMPORTANCE.items())}
