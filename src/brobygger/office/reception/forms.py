"""The letter and its people as an officer types them in; a file, and what its columns mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import get_default_renderer
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from brobygger.exchange.columns import fields as known_fields
from brobygger.exchange.mending import told
from brobygger.exchange.notice_remarks import refusal
from brobygger.exchange.notices import judge_people
from brobygger.exchange.unreadable import UnreadableFileError, unreadable
from brobygger.office.casefiles import vocabulary
from brobygger.office.casefiles.choices import FamilyRole, Sex
from brobygger.office.foundation.forms import DayField, Form

from . import known

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from django.core.files.uploadedfile import UploadedFile
    from django.http import QueryDict

    from brobygger.exchange.arrival import Arrival
    from brobygger.exchange.notice_remarks import Remark
    from brobygger.exchange.notices import Reading, Verdict

MOST_BYTES = 20 * 1024 * 1024
EMPTY_PLACES = 4
"""Places for people on the form; as many again for each "Flere personer"."""
MOST_PEOPLE = 40


def _language() -> str:
    return get_language() or "da"


def _legal_bases() -> list[tuple[str, str]]:
    choices = vocabulary.words()["legal_basis"].choices
    return [("", "–"), *((key, label["en" if _language() == "en" else "da"]) for key, label in choices.items())]


class LetterForm(Form):
    """What the letter says of everyone in it."""

    journal_number = forms.CharField(label=_("Journalnummer"), max_length=40)
    received_on = DayField(label=_("Modtaget"))
    legal_basis = forms.ChoiceField(label=_("Opholdsgrundlag"), choices=_legal_bases, required=False)
    allocated_on = DayField(label=_("Visiteret til kommunen"), required=False)
    arrival_expected = DayField(label=_("Forventet ankomst"), required=False)
    permit_from = DayField(label=_("Opholdstilladelse fra"), required=False)
    permit_to = DayField(label=_("Opholdstilladelse til"), required=False)
    responsibility_stated = DayField(
        label=_("Overtagelse ifølge brevet"),
        required=False,
        help_text=_("Kun hvis brevet selv nævner dagen; ellers regnes den ud."),
    )
    citizenship = forms.CharField(label=_("Statsborgerskab"), required=False)
    language = forms.CharField(label=_("Sprog"), required=False)
    # Set when people are added to a household that stands already.
    household = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)


class PersonForm(Form):
    """What the letter says of one person. A place left empty is nobody."""

    name = forms.CharField(label=_("Navn"), max_length=200)
    alien_number = forms.CharField(label=_("Udlændingenummer"), max_length=20, required=False)
    cpr = forms.CharField(label=_("CPR-nummer"), max_length=11, required=False)
    born = DayField(label=_("Født"), required=False)
    sex = forms.ChoiceField(
        label=_("Køn"),
        choices=[("", "–"), (Sex.FEMALE, Sex.FEMALE.label), (Sex.MALE, Sex.MALE.label)],
        required=False,
    )
    role = forms.ChoiceField(
        label=_("Plads i familien"), choices=[("", _("Efter alder")), *FamilyRole.choices], required=False
    )
    own_name = forms.CharField(label=_("Navn i egen skrift"), max_length=200, required=False)
    special_needs = forms.CharField(label=_("Særlige hensyn"), required=False)
    protected = forms.BooleanField(label=_("Navn og adresse er beskyttet"), required=False)


class People(forms.BaseFormSet):  # type: ignore[type-arg]  # Django's own class takes no argument while it runs
    """The people of the letter, one at least."""

    form = PersonForm
    renderer = get_default_renderer()
    extra = EMPTY_PLACES
    min_num = 0
    max_num = absolute_max = MOST_PEOPLE
    can_order = can_delete = can_delete_extra = validate_min = validate_max = False

    def filled(self) -> list[PersonForm]:
        """The places in which something is written."""
        return [form for form in self.forms if form.has_changed()]


def judged(letter: LetterForm, people: People, *, today: date) -> tuple[Verdict, ...] | None:
    """The people of a letter as a file's lines are judged, so that form and file say the same; None with faults."""
    if not (letter.is_valid() & people.is_valid()):
        return None
    places = people.filled()
    if not places:
        letter.add_error(None, ValidationError(_("Skriv mindst én person ind.")))
        return None
    rows = [{**letter.cleaned_data, **form.cleaned_data} for form in places]
    verdicts = judge_people(rows, today=today)
    found = known.about(arrivals(verdicts))
    for form, verdict in zip(places, verdicts, strict=True):
        for said in verdict.remarks:
            if said.refuses:
                _tell(said, letter, form)
        if verdict.arrival and found.is_two_people(verdict.arrival):
            _tell(refusal("two_people", field="alien_number"), letter, form)
    return verdicts if letter.is_valid() and people.is_valid() else None


def with_more_places(data: QueryDict, *, prefix: str) -> QueryDict:
    """What was typed, with empty places for more people below it."""
    more = data.copy()
    places = f"{prefix}-{forms.formsets.TOTAL_FORM_COUNT}"
    typed = more.get(places, "")
    more[places] = str(min((int(typed) if typed.isdigit() else 0) + EMPTY_PLACES, MOST_PEOPLE))
    return more


def arrivals(verdicts: Sequence[Verdict]) -> list[Arrival]:
    """The people of a letter without faults; someone typed in twice stands once."""
    return [verdict.arrival for verdict in verdicts if verdict.arrival]


def _tell(said: Remark, letter: LetterForm, form: PersonForm) -> None:
    """The fault stands at its own field, once."""
    where = form if said.field in form.fields else letter
    text = told(said, language=_language())
    if text not in where.errors.get(said.field, []):
        where.add_error(said.field if said.field in where.fields else None, ValidationError(text))


class FileForm(Form):
    """A list of notices as the office keeps it."""

    file = forms.FileField(
        label=_("Fil"),
        max_length=200,
        help_text=_("Excel, CSV eller tekst, højst 20 MB. Intet skrives, før du har set, hvordan filen er læst."),
        widget=forms.FileInput({"accept": ".xlsx,.xls,.xlsb,.ods,.csv,.tsv,.txt"}),
    )

    def clean_file(self) -> UploadedFile[bytes]:
        """The file, when it is not larger than a list can be."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if file.size and file.size > MOST_BYTES:
            raise unreadable_here(unreadable("too_big"))
        return file


class ColumnsForm(Form):
    """What each column of the file means: the guess, for the officer to correct."""

    def __init__(self, *args: Any, reading: Reading, received_on: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reading = reading
        choices = [("", _("Bruges ikke")), *((f.name, f.label.said_in(_language())) for f in known_fields().values())]
        for guess in reading.columns:
            label = guess.heading or _("Kolonne %(number)s") % {"number": guess.column + 1}
            self.fields[f"column_{guess.column}"] = forms.ChoiceField(
                label=label, choices=choices, required=False, initial=guess.field or ""
            )
        if len(reading.table.sheets) > 1:
            sheets = [(name, name) for name in reading.table.sheets]
            self.fields["sheet"] = forms.ChoiceField(label=_("Ark"), choices=sheets, initial=reading.table.sheet)
        if "received_on" not in {guess.field for guess in reading.columns} or received_on:
            self.fields["received_on"] = DayField(
                label=_("Modtaget"),
                required=False,
                initial=received_on,
                help_text=_("Bruges for de linjer, hvor filen ikke selv siger, hvornår brevet kom."),
            )

    def choices(self) -> dict[int, str | None]:
        """The columns whose meaning differs from what is guessed without help."""
        return {guess.column: self.cleaned_data[f"column_{guess.column}"] or None for guess in self.reading.columns}

    def clean(self) -> dict[str, Any]:
        """Two columns cannot mean the same."""
        cleaned = super().clean() or self.cleaned_data
        seen: set[str] = set()
        for guess in self.reading.columns:
            name = f"column_{guess.column}"
            field = cleaned.get(name)
            if field and field in seen:
                text = _("%(label)s: En anden kolonne betyder allerede det samme. Vælg en af dem.")
                self.add_error(name, ValidationError(text % {"label": self.fields[name].label}))
            seen.add(field or "")
        return cleaned


def unreadable_here(fault: UnreadableFileError) -> ValidationError:
    """What is wrong with a file as a whole, and what to do, in the officer's language."""
    return ValidationError(f"{fault.problem.said_in(_language())} {fault.remedy.said_in(_language())}")
