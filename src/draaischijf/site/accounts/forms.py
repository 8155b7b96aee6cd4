"""Forms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import authenticate, password_validation
from django.utils.translation import gettext_lazy as _

from draaischijf.site.accounts.models import User

PASSWORD_HELP = _("At least 12 characters. A few words in a row are easy to remember.")


class SignInForm(forms.Form):
    """E-mail address and password."""

    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "username"}))
    password = forms.CharField(
        label=_("Password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )

    def __init__(self, *args: Any, request: Any = None, **named: Any) -> None:
        super().__init__(*args, **named)
        self.request = request
        self.user: Any = None

    def clean(self) -> dict[str, Any]:
        """Check the password; the answer does not tell which of the two is wrong."""
        data = super().clean() or {}
        if data.get("email") and data.get("password"):
            self.user = authenticate(self.request, username=data["email"], password=data["password"])
            if self.user is None:
                raise forms.ValidationError(_("This e-mail address and password do not belong together."))
        return data


class RegisterForm(forms.Form):
    """A new account for a worker."""

    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "username"}))
    name = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=120,
        help_text=_("You may leave this empty. Employers see it only when you choose to share it."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = forms.CharField(
        label=_("Choose a password"),
        strip=False,
        help_text=PASSWORD_HELP,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_email(self) -> str:
        """Refuse an address that is in use."""
        email: str = self.cleaned_data["email"].strip().lower()
        if User.objects.filter(email=email).exists():
            raise forms.ValidationError(_("You cannot make an account with this address. Did you make one before?"))
        return email

    def clean(self) -> dict[str, Any]:
        """Check how good the password is."""
        data = super().clean() or {}
        if data.get("password"):
            try:
                password_validation.validate_password(data["password"], User(email=data.get("email", "")))
            except forms.ValidationError as error:
                self.add_error("password", error)
        return data


class TokenForm(forms.Form):
    """A new key to the API."""

    name = forms.CharField(label=_("What is the key for?"), max_length=60)
    scopes = forms.MultipleChoiceField(
        label=_("What may be done with it?"),
        choices=[
            ("language", _("look up skills")),
            ("read", _("read and check texts")),
            ("match", _("match people and work")),
            ("passports", _("see passports that you may see")),
            ("consents", _("see, give and withdraw consents")),
        ],
        widget=forms.CheckboxSelectMultiple,
    )
    days = forms.IntegerField(label=_("How many days is it good?"), min_value=1, max_value=365, initial=90)


class NameForm(forms.Form):
    """One's own name."""

    name = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=120,
        help_text=_("Employers see it only when you choose to share it."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
