"""What is asked at the door."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.forms import LoginForm
from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from brobygger.office.foundation.forms import DayField, Form, NamedErrors

if TYPE_CHECKING:
    from .models import Officer


class SignInForm(NamedErrors, LoginForm):  # type: ignore[misc]  # allauth carries no types
    """Address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail")
        self.fields["password"].label = _("Adgangskode")
        self.fields["password"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class WorkingDateForm(Form):
    """The day the demo office works on."""

    working_date = DayField(label=_("Arbejdsdato"))


class DemoRoleForm(Form):
    """The made-up officer whom a visitor wants to be."""

    officer = forms.SlugField()


class ChoosePasswordForm(Form):
    """A password, twice, by whoever came with a link."""

    password = forms.CharField(
        label=_("Adgangskode"), strip=False, widget=forms.PasswordInput({"autocomplete": "new-password"})
    )
    again = forms.CharField(
        label=_("Adgangskode igen"), strip=False, widget=forms.PasswordInput({"autocomplete": "new-password"})
    )

    def __init__(self, *args: Any, officer: Officer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.officer = officer
        self.fields["password"].help_text = " ".join(password_validators_help_texts())

    def clean_password(self) -> str:
        """As good as a password must be."""
        password: str = self.cleaned_data["password"]
        validate_password(password, self.officer)
        return password

    def clean(self) -> dict[str, Any]:
        """The second is the first."""
        said = super().clean() or self.cleaned_data
        if {"password", "again"} <= said.keys() and said["password"] != said["again"]:
            told = gettext("Adgangskode igen: De to er ikke ens. Skriv adgangskoden igen.")
            self.add_error("again", ValidationError(told))
        return said
