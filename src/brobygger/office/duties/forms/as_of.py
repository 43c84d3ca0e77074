"""The day a case is looked at: today, or an earlier one within the case's life."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.office.foundation.days import written
from brobygger.office.foundation.forms import DayField, Form

if TYPE_CHECKING:
    from datetime import date

    from brobygger.office.casefiles.models import Case


class AsOfForm(Form):
    """A day on which the case existed; a day outside its life is answered with what is there instead."""

    as_of = DayField(label=gettext_lazy("Som kendt den"), required=False)

    def __init__(self, *args: Any, case: Case, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case, self.today = case, today

    def clean_as_of(self) -> date:
        """The day asked, today when none was."""
        day: date | None = self.cleaned_data["as_of"]
        if day is None:
            return self.today
        if day > self.today:
            raise forms.ValidationError(
                _("Som kendt den: %(day)s ligger ude i fremtiden. Vælg i dag eller en tidligere dag.")
                % {"day": written(day)}
            )
        if day < self.case.opened_on:
            raise forms.ValidationError(
                _("Som kendt den: Sagen blev først oprettet %(opened)s. Vælg den dag eller en senere.")
                % {"opened": written(self.case.opened_on)}
            )
        if self.case.closed_on and day > self.case.closed_on:
            raise forms.ValidationError(
                _("Som kendt den: Sagen blev lukket %(closed)s. Vælg den dag eller en tidligere.")
                % {"closed": written(self.case.closed_on)}
            )
        return day
