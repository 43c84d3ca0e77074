"""What is asked at the door."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.utils.translation import gettext_lazy as _

from brobygger.office.foundation.forms import DayField, Form, NamedErrors


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
