"""What is asked about persons, and of the log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from brobygger.exchange.cpr import BadCprError, read_cpr
from brobygger.office.access.choices import Role
from brobygger.office.access.models import Officer
from brobygger.office.foundation.forms import DayField, Form, NamedErrors

from .choices import Administration
from .models import Person

if TYPE_CHECKING:
    from .models import Case


class SearchForm(Form):
    """A name's beginning or a number; posted, so that it stands in no address and no log."""

    q = forms.CharField(label=_("Navn, CPR, udlændingenr. eller journalnr."), max_length=200)


class LogForm(Form):
    """What to see of the log of looks. The person is named by an opaque key."""

    officer = forms.ModelChoiceField(
        Officer.objects.none(),
        label=_("Medarbejder"),
        required=False,
        to_field_name="key",
        empty_label=_("Alle medarbejdere"),
    )
    since = DayField(label=_("Fra og med"), required=False)
    until = DayField(label=_("Til og med"), required=False)
    person = forms.UUIDField(required=False, widget=forms.HiddenInput)
    before = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["officer"]
        assert isinstance(chosen, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        chosen.queryset = Officer.objects.exclude(role=Role.AUTOMATIC)


class NumberForm(Form):
    """A person's number, to see who looked at them."""

    number = forms.CharField(label=_("CPR, udlændingenr. eller sagsnr."), max_length=40)


class PersonForm(NamedErrors, forms.ModelForm):  # type: ignore[type-arg]  # generic to the stubs alone
    """What the municipality's register says of a person, and what is kept on the case beside it."""

    born = DayField(label=_("Født"), required=False)
    cpr = forms.CharField(label=_("CPR-nummer"), required=False, max_length=20)
    special_needs = forms.CharField(label=_("Særlige hensyn"), required=False, widget=forms.Textarea({"rows": 3}))
    coordinating_administration = forms.ChoiceField(
        label=_("Koordineringsansvarlig forvaltning"), required=False, choices=[("", "–"), *Administration.choices]
    )

    class Meta:
        model = Person
        fields: ClassVar = [
            "name",
            "own_script_name",
            "born",
            "cpr",
            "alien_number",
            "sex",
            "citizenship",
            "language",
            "interpreter",
            "address",
            "phone",
            "protected",
        ]

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        self.case = case
        whole = case.family or case
        kwargs["initial"] = {
            "special_needs": case.special_needs,
            "coordinating_administration": whole.coordinating_administration,
        }
        super().__init__(*args, instance=case.person, **kwargs)

    def clean_cpr(self) -> str | None:
        """Ten digits; never judged by a check digit, which many refugees' numbers do not have."""
        text = self.cleaned_data["cpr"]
        if not text:
            return None
        try:
            return read_cpr(text)
        except BadCprError:
            told = gettext("CPR-nummer: Skriv ti cifre, hvor de seks første er en dato, eller lad feltet stå tomt.")
            raise ValidationError(told) from None

    def clean_alien_number(self) -> str | None:
        """None at all rather than an empty one, which would be the same for two persons."""
        return self.cleaned_data["alien_number"] or None

    def clean(self) -> dict[str, Any]:
        """What stands on the case and the family is set there, to be saved with the person."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        self.case.special_needs = said.get("special_needs", "")
        whole = self.case.family or self.case
        whole.coordinating_administration = said.get("coordinating_administration", "")
        return said

    def _get_validation_exclusions(self) -> set[str]:
        """The municipality is no field here, yet the numbers are unique within it."""
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]  # Django's, unknown to the stubs
        return excluded - {"municipality"}
