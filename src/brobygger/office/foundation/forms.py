"""Forms that read what offices write and answer with field, problem and remedy."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from brobygger.office.foundation.days import Unreadable, UnreadableDayError, read_day, written

CHOSEN_FROM_A_LIST = (forms.ChoiceField, forms.ModelChoiceField)


class DayInput(forms.TextInput):
    """A text box for a day: typed, pasted or read back as it is written out."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "off", "class": "form-input--day", **(attrs or {})})

    def format_value(self, value: object) -> str | None:
        """Show a known day as it is written; what could not be read stands as it was typed."""
        return written(value) if isinstance(value, date) else super().format_value(value)


class DayField(forms.Field):
    """A day, in any of the ways `days.read_day` reads."""

    widget = DayInput
    default_error_messages: ClassVar[dict[str, Any]] = {
        Unreadable.FORM: _("%(label)s: »%(text)s« kan ikke læses som en dato. Skriv fx 1. juni 2018 eller 01-06-2018."),
        Unreadable.NO_SUCH_DAY: _("%(label)s: Datoen »%(text)s« findes ikke. Ret dag eller måned."),
        Unreadable.SHORT_YEAR: _("%(label)s: Skriv årstallet i »%(text)s« med fire cifre, fx 2018."),
    }

    def to_python(self, value: object) -> date | None:
        """The day that was written, None if nothing was."""
        if isinstance(value, date):
            return value
        text = str(value or "").strip()
        if not text:
            return None
        try:
            return read_day(text)
        except UnreadableDayError as unreadable:
            raise ValidationError(
                self.error_messages[unreadable.reason],
                code=unreadable.reason,
                params={"label": self.label, "text": text},
            ) from None

    def has_changed(self, initial: object, data: object) -> bool:
        """Two spellings of one day are one day."""
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


class NamedErrors:
    """A form whose messages name the field and what to do; Django's "this field" names nothing."""

    fields: dict[str, forms.Field]
    use_required_attribute = False  # the browser would answer first, in its own words; the renderer says aria-required

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if not field.label:
                field.label = name.replace("_", " ").capitalize()
            field.error_messages |= _messages(field, str(field.label))


class Form(NamedErrors, forms.Form):
    """The form that rooms build on."""


class ReasonForm(Form):
    """The reason that a waiver, a postponement or an opened door must carry."""

    reason = forms.CharField(
        label=_("Begrundelse"),
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Gemmes sammen med dit navn og datoen og kan ses af alle med adgang til sagen."),
    )


def _messages(field: forms.Field, label: str) -> dict[str, str]:
    """What is said when the field is empty or holds what it cannot."""
    messages: dict[str, str] = {"required": gettext("%(label)s: Skal udfyldes.")}
    if isinstance(field, CHOSEN_FROM_A_LIST):
        messages["required"] = gettext("%(label)s: Vælg en mulighed.")
        messages["invalid_choice"] = gettext("%(label)s: Det valgte findes ikke på listen. Vælg igen.")
    elif isinstance(field, forms.FileField):
        messages["required"] = gettext("%(label)s: Vælg en fil.")
        messages["empty"] = gettext("%(label)s: Filen er tom. Vælg en anden fil.")
    elif isinstance(field, forms.BooleanField):
        messages["required"] = gettext("%(label)s: Sæt kryds for at fortsætte.")
    elif isinstance(field, forms.IntegerField):
        messages["invalid"] = gettext("%(label)s: Skriv et helt tal uden bogstaver.")
    return {code: text % {"label": label} for code, text in messages.items()}
