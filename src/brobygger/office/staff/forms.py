"""What is asked of whoever employs, moves or takes leave of a colleague."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from brobygger.office.access.choices import Extent, Role
from brobygger.office.access.models import Officer
from brobygger.office.access.permissions import matrix
from brobygger.office.access.signing_in import taken
from brobygger.office.access.staffing import initials_of
from brobygger.office.foundation.forms import DayField, Form, ReasonForm

if TYPE_CHECKING:
    from datetime import date

POSTS = [(role.value, role.label) for role in Role if role is not Role.AUTOMATIC]
IN_USE = _("E-mail: Adressen bruges allerede til at logge ind med et andet sted i Brobygger. Skriv en anden adresse.")


class OfficerForm(Form):
    """Name, address and role: the same questions whether somebody is new or changes post."""

    display_name = forms.CharField(label=_("Navn"), max_length=120, widget=forms.TextInput({"autocomplete": "off"}))
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "off"}),
        error_messages={
            "invalid": _("E-mail: »%(value)s« er ikke en e-mailadresse. Skriv den som navn@kommune.dk."),
        },
        help_text=_("Bruges til at logge ind med. Brobygger sender ikke mails til den."),
    )
    role = forms.ChoiceField(
        label=_("Rolle"), choices=[("", "–"), *POSTS], help_text=_("Bestemmer, hvad der kan ses og gøres.")
    )
    initials = forms.CharField(
        label=_("Initialer"),
        max_length=8,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "class": "form-input--day"}),
        help_text=_("Står i lister. Uden noget her dannes de af navnet."),
    )

    def __init__(self, *args: Any, officer: Officer, colleague: Officer | None = None, **kwargs: Any) -> None:
        self.colleague = colleague
        if colleague:
            kwargs["initial"] = {name: getattr(colleague, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)
        if colleague and colleague.pk == officer.pk:
            self.fields["role"].disabled = True
            self.fields["role"].help_text = gettext("Din egen rolle kan du ikke ændre. Bed en kollega om det.")

    def clean_email(self) -> str:
        """An address signs one officer in, on the whole installation."""
        address: str = self.cleaned_data["email"]
        holder = taken(address)
        if holder is None or (self.colleague and holder.pk == self.colleague.pk):
            return address
        if not Officer.objects.filter(pk=holder.pk).exists():  # of another municipality: nobody here sees who
            raise ValidationError(IN_USE)
        if holder.is_active:
            told = gettext("E-mail: %(name)s har allerede den adresse. Skriv en anden adresse.")
        else:
            told = gettext(
                "E-mail: %(name)s, som er stoppet, har den adresse. "
                "Genansæt %(name)s fra listen »Stoppet«, eller skriv en anden adresse."
            )
        raise ValidationError(told % {"name": holder.display_name})

    def clean(self) -> dict[str, Any]:
        """Initials are made of the name where none are given."""
        said = super().clean() or self.cleaned_data
        if said.get("display_name") and not said.get("initials") and "initials" not in self.errors:
            said["initials"] = initials_of(said["display_name"])
        return said


class EndForm(ReasonForm):
    """The last day and the reason."""

    day = DayField(label=_("Sidste dag"))
    field_order = ("day", "reason")

    def __init__(self, *args: Any, colleague: Officer, today: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"day": today}, **kwargs)
        self.colleague, self.today = colleague, today
        self.fields["reason"].help_text = gettext("Kan læses af ledere og systemadministratorer.")

    def clean_day(self) -> date:
        """A day that has come: who is ended is out at once."""
        day: date = self.cleaned_data["day"]
        if day > self.today:
            told = gettext("Sidste dag: Dagen er ikke kommet. Afslut ansættelsen på dagen, for adgangen lukkes straks.")
            raise ValidationError(told)
        if self.colleague.employed_on and day < self.colleague.employed_on:
            told = gettext("Sidste dag: Dagen ligger før ansættelsen. Skriv en senere dag.")
            raise ValidationError(told)
        return day


class HandOverForm(Form):
    """The colleague who takes everything: somebody in office whose role sees cases."""

    to = forms.ModelChoiceField(
        label=_("Overdrag alt til"), queryset=Officer.objects.none(), to_field_name="key", empty_label="–"
    )

    def __init__(self, *args: Any, colleague: Officer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["to"]
        assert isinstance(chosen, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        seeing = [role for role, row in matrix().items() if row["cases"] is not Extent.NO]
        chosen.queryset = Officer.objects.filter(is_active=True, role__in=seeing).exclude(pk=colleague.pk)
        chosen.label_from_instance = lambda one: f"{one.display_name}, {one.get_role_display()}"  # type: ignore[assignment, method-assign]  # Django's documented hook
