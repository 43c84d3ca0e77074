"""What an officer writes about one duty: that it is met, or what is decided of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.office.access.models import Officer
from brobygger.office.casefiles import vocabulary
from brobygger.office.duties.choices import Kind, WaitsFor
from brobygger.office.foundation.forms import DayField, Form, ReasonForm

if TYPE_CHECKING:
    from datetime import date

    from brobygger.office.duties.models import Duty

DATED = "date"


class FulfilForm(Form):
    """The fact that meets the duty, and its day. Where one fact alone meets it there is nothing to choose."""

    fact = forms.ChoiceField(label=gettext_lazy("Hvad er sket"))
    day = DayField(label=gettext_lazy("Dato"))
    source = forms.CharField(label=gettext_lazy("Kilde"), max_length=200, initial=gettext_lazy("Sagsbehandling"))

    def __init__(self, *args: Any, duty: Duty, officer: Officer, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        names = [name for name in fulfilling(duty) if vocabulary.may_record(officer, vocabulary.words()[name])]
        choices = [(name, vocabulary.label(name)) for name in names]
        self.fields["fact"] = forms.ChoiceField(
            label=_("Hvad er sket"), choices=choices, initial=names[0] if names else None
        )
        if len(names) == 1:
            self.fields["fact"].widget = forms.HiddenInput()
        self.fields["day"].initial = today

    def clean_day(self) -> date:
        """What has not happened yet cannot meet a duty."""
        day: date = self.cleaned_data["day"]
        if day > self.today:
            raise forms.ValidationError(_("Dato: Dagen ligger ude i fremtiden. Registrér det, når det er sket."))
        return day


def fulfilling(duty: Duty) -> list[str]:
    """The facts that meet the duty and need no more than a day."""
    return [name for name in duty.reckoning["fulfilled_by"] if vocabulary.words()[name].type == DATED]


class DecisionForm(ReasonForm):
    """Waive, postpone or pause, or say whom the duty waits for: never without a reason."""

    kind = forms.ChoiceField(label=gettext_lazy("Beslutning"), choices=Kind.choices)
    until = DayField(label=gettext_lazy("Til og med"), required=False)
    waits_for = forms.ChoiceField(
        label=gettext_lazy("Venter på"), required=False, choices=[("", "–"), *WaitsFor.choices]
    )
    field_order = ("kind", "until", "waits_for", "reason")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["until"].help_text = _(
            "Skal udfyldes ved udsættelse. Uden dato gælder beslutningen, til den ophæves."
        )

    def clean(self) -> dict[str, Any]:
        """A postponement has a day ahead; waiting says for whom."""
        cleaned = super().clean() or self.cleaned_data
        until, kind = cleaned.get("until"), cleaned.get("kind")
        if kind == Kind.POSTPONED and until is None and "until" not in self.errors:
            self.add_error("until", _("Til og med: Skriv den dato, der udsættes til."))
        if until and until < self.today:
            self.add_error("until", _("Til og med: Datoen er passeret. Skriv en dato fra i dag og frem."))
        if kind == Kind.WAITING and not cleaned.get("waits_for"):
            self.add_error("waits_for", _("Venter på: Vælg, hvem forpligtelsen venter på."))
        return cleaned


class AssignForm(Form):
    """The duties chosen in the list, and the colleague who takes them."""

    duties = forms.MultipleChoiceField(label=gettext_lazy("Forpligtelser"))
    to = forms.ModelChoiceField(
        label=gettext_lazy("Ansvarlig"),
        queryset=Officer.objects.none(),
        required=False,
        empty_label=gettext_lazy("uden ansvarlig"),
        to_field_name="key",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = Officer.objects.filter(is_active=True)  # type: ignore[attr-defined]  # a form field of that kind, by its name
        self.fields["duties"] = forms.TypedMultipleChoiceField(
            label=_("Forpligtelser"),
            choices=[(key, key) for key in self.data.getlist("duties")],  # type: ignore[attr-defined]  # a form field of that kind, by its name
        )
        self.fields["duties"].error_messages["required"] = _("Forpligtelser: Sæt kryds ved mindst én række i listen.")
