"""Forms."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from draaischijf.passport import UseKind
from draaischijf.site.frame.engine import today
from draaischijf.site.frame.uploads import DocumentField
from draaischijf.site.frame.words import EVIDENCE, LEVELS
from draaischijf.site.worker.models import Limits


class CvForm(forms.Form):
    """A file, or a text."""

    file = DocumentField(label=_("Choose your CV"), required=False, help_text=_("A PDF, a Word file or a text file."))
    text = forms.CharField(
        label=_("Or paste a text"),
        required=False,
        max_length=50_000,
        help_text=_("It need not be a CV. Write what you have done, in your own words."),
        widget=forms.Textarea,
    )

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        data = super().clean() or {}
        if not self.errors and not data.get("file") and not (data.get("text") or "").strip():
            raise forms.ValidationError(_("Choose a file or paste a text."))
        return data


class LevelForm(forms.Form):
    """How well someone does it."""

    level = forms.TypedChoiceField(
        label=_("How well can you do this?"), coerce=int, choices=list(LEVELS.items()), widget=forms.RadioSelect
    )


def _day_field(label: Any, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, help_text=help_text, widget=widget)


class UseForm(forms.Form):
    """When a skill was used."""

    kind = forms.ChoiceField(
        label=_("Where do or did you use this?"),
        choices=[
            (UseKind.WORK, _("paid work")),
            (UseKind.CARE, _("caring for someone")),
            (UseKind.VOLUNTEERING, _("volunteering")),
            (UseKind.HOBBY, _("hobby")),
            (UseKind.LEARNING, _("learning")),
        ],
    )
    context = forms.CharField(label=_("At what?"), required=False, max_length=120)
    ended = _day_field(_("Until when?"), _("Leave this empty if you still do it."))

    def clean_ended(self) -> date | None:
        """Refuse days to come."""
        ended: date | None = self.cleaned_data["ended"]
        if ended and ended > today():
            raise forms.ValidationError(_("This day is still to come. Leave it empty if you still do it."))
        return ended


class EvidenceForm(forms.Form):
    """What shows a skill."""

    kind = forms.ChoiceField(label=_("What do you have?"), choices=list(EVIDENCE.items()))
    title = forms.CharField(label=_("What is it called?"), max_length=200)
    context = forms.CharField(label=_("Where is it from?"), required=False, max_length=200)
    issued = _day_field(_("When did you get it?"))

    def clean_issued(self) -> date | None:
        """Refuse days to come."""
        issued: date | None = self.cleaned_data["issued"]
        if issued and issued > today():
            raise forms.ValidationError(_("This day is still to come."))
        return issued


class LimitsForm(forms.ModelForm):  # type: ignore[type-arg]
    """What someone wants of work."""

    class Meta:
        model = Limits
        fields = ("hours_low", "hours_high", "hours_hard", "region", "region_hard")
        labels = {
            "hours_low": _("Hours a week, at least"),
            "hours_high": _("Hours a week, at most"),
            "hours_hard": _("Show no work with other hours"),
            "region": _("Places or regions"),
            "region_hard": _("Show no work elsewhere"),
        }
        help_texts = {"region": _("More than one? Put a comma between them.")}

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        for name in ("hours_low", "hours_high"):
            self.fields[name].required = False
            self.fields[name].widget.attrs |= {"min": 1, "max": 60}

    def clean(self) -> dict[str, Any]:
        """Keep hours in order."""
        data = super().clean() or {}
        low, high = data.get("hours_low"), data.get("hours_high")
        if low and high and low > high:
            self.add_error("hours_high", _("This is less than the least."))
        return data


class AnswerForm(forms.Form):
    """An answer to an invitation."""

    yes = forms.TypedChoiceField(
        label=_("Do you want to meet?"),
        choices=[("yes", _("Yes, I would like to meet")), ("no", _("No, thank you"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    share = forms.MultipleChoiceField(
        label=_("What may the employer see, if you say yes?"),
        required=False,
        choices=[("name", _("my name")), ("email", _("my e-mail address"))],
        widget=forms.CheckboxSelectMultiple,
    )
    reply = forms.CharField(
        label=_("Do you want to add something?"), required=False, max_length=2_000, widget=forms.Textarea
    )


class ConsentForm(forms.Form):
    """Who may see it, and until when."""

    who = forms.ChoiceField(label=_("Who may find you?"))
    months = forms.TypedChoiceField(
        label=_("For how long?"),
        coerce=int,
        choices=[(1, _("1 month")), (3, _("3 months")), (6, _("6 months")), (12, _("1 year"))],
        initial=3,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, organisations: list[Any], **named: Any) -> None:
        super().__init__(*args, **named)
        every = ("employers", _("every employer on this site"))
        field = self.fields["who"]
        field.choices = [every, *((str(one.id), one.name) for one in organisations)]


class ForgetForm(forms.Form):
    """Whether someone is sure."""

    sure = forms.BooleanField(label=_("Yes, wipe my passport. I know that it cannot come back."))
