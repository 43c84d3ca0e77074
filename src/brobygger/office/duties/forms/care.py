"""Who answers for a case: the officer, and the administration that coordinates (A10)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brobygger.office.access.choices import Role
from brobygger.office.access.models import Officer
from brobygger.office.casefiles.choices import Administration
from brobygger.office.foundation.forms import Form

if TYPE_CHECKING:
    from brobygger.office.duties.queries.opened import Opened


class ResponsibleForm(Form):
    """The colleague who takes the case, and whether the whole household goes along."""

    to = forms.ModelChoiceField(
        label=_("Ansvarlig"),
        queryset=Officer.objects.none(),
        required=False,
        empty_label=_("ingen"),
        to_field_name="key",
    )
    household = forms.BooleanField(label=_("Gælder hele familien"), required=False)

    def __init__(self, *args: Any, opened: Opened, **kwargs: Any) -> None:
        self.opened = opened
        now = opened.case.responsible
        super().__init__(*args, initial={"to": now.key if now else None, "household": True}, **kwargs)
        officers = Officer.objects.filter(is_active=True).exclude(role=Role.AUTOMATIC)
        self.fields["to"].queryset = officers  # type: ignore[attr-defined]  # a form field of that kind, by its name
        self.fields["to"].label_from_instance = named  # type: ignore[attr-defined]  # a form field of that kind, by its name
        if len(opened.reached) == 1:
            del self.fields["household"]

    def cases(self) -> list[Any]:
        """The cases that change hands: this one, or all of the household within reach."""
        return list(self.opened.reached) if self.cleaned_data.get("household") else [self.opened.case]


def named(officer: Officer) -> str:
    """An officer in a list to choose from."""
    return f"{officer.display_name} ({officer.get_role_display()})"


class AdministrationForm(Form):
    """The administration that answers for the whole."""

    administration = forms.ChoiceField(label=_("Forvaltning"), choices=Administration.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, opened: Opened, **kwargs: Any) -> None:
        whole = opened.case.family or opened.case
        super().__init__(*args, initial={"administration": whole.coordinating_administration}, **kwargs)
