"""What an officer writes of a fact: a form made from the vocabulary's word, read back as news for the ledger."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.office.casefiles import vocabulary
from brobygger.office.casefiles.news import News
from brobygger.office.foundation.forms import DayField, Form
from brobygger.office.foundation.languages import spoken

if TYPE_CHECKING:
    from brobygger.law.facts import Value
    from brobygger.law.rulebook import Word
    from brobygger.office.casefiles.models import Case, Entry, Family
    from brobygger.office.duties.queries.opened import Opened

YES, NO = "yes", "no"
FEW = 4
# An event with a last day of its own: the vocabulary's help says so.
LASTING = frozenset({"company_offer_given"})
SOURCES = (
    gettext_lazy("Samtale med borgeren"),
    gettext_lazy("Brev fra Udlændingestyrelsen"),
    gettext_lazy("CPR"),
    gettext_lazy("Opringning"),
    gettext_lazy("Sprogskolen"),
    gettext_lazy("Anden forvaltning"),
)


class SourceInput(forms.TextInput):
    """A text box that offers the usual sources."""

    template_name = "duties/forms/source.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The box, with the list that its id names."""
        context = super().get_context(name, value, attrs)
        box = context["widget"]["attrs"]
        box["list"] = f"{box.get('id', name)}_list"
        return context | {"usual": SOURCES}


class FactForm(Form):
    """One fact: what it says, how long it holds where that is asked, about whom, and from where it is known."""

    def __init__(self, *args: Any, word: Word, opened: Opened, whose: bool = True, **kwargs: Any) -> None:
        self.word, self.opened = word, opened
        who = {"who": who_field(opened)} if whose and word.of == "person" else {}
        self.base_fields = {**who, **fields_of(word), "source": source_field()}  # type: ignore[misc]  # Django copies them
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """A state ends after it begins."""
        cleaned = super().clean() or self.cleaned_data
        start, end = cleaned.get("holds_from"), cleaned.get("holds_to")
        if start and end and end < start:
            self.add_error(
                "holds_to", _("Gælder til og med: Dagen ligger før »Gælder fra«. Ret den ene af de to datoer.")
            )
        return cleaned

    def news(self, *, corrects: Entry | None = None) -> News:
        """The fact as the ledger takes it."""
        value = value_read(self.word, self.cleaned_data["value"])
        return News(
            fact=self.word.name,
            value=value,
            holds_from=self.cleaned_data.get("holds_from") or (value if isinstance(value, date) else None),
            holds_to=self.cleaned_data.get("holds_to"),
            corrects=str(corrects.pk) if corrects else None,
        )

    def subjects(self) -> list[Case | Family]:
        """Those whom the fact is about: the members chosen, or the household."""
        return subjects(self.opened, self.word, self.cleaned_data.get("who"))


class InterviewForm(Form):
    """A whole interview in one screen: held, guided on repatriation, the next one agreed."""

    def __init__(self, *args: Any, opened: Opened, hint: str = "", **kwargs: Any) -> None:
        self.opened = opened
        self.base_fields = {  # type: ignore[misc]  # as above
            "who": who_field(opened),
            "held_on": DayField(label=_("Samtale holdt"), initial=opened.today),
            "guided": forms.BooleanField(label=_("Vejledt om repatriering"), required=False),
            "next_on": DayField(label=_("Næste samtale aftalt til"), required=False, help_text=hint),
            "source": source_field(initial=str(SOURCES[0])),
        }
        super().__init__(*args, **kwargs)

    def clean_held_on(self) -> date:
        """What has not been held cannot be recorded as held."""
        day: date = self.cleaned_data["held_on"]
        if day > self.opened.today:
            raise forms.ValidationError(
                _("Samtale holdt: Dagen ligger ude i fremtiden. Skriv den under »Næste samtale aftalt til«.")
            )
        return day

    def clean(self) -> dict[str, Any]:
        """The next interview comes after this one."""
        cleaned = super().clean() or self.cleaned_data
        held, following = cleaned.get("held_on"), cleaned.get("next_on")
        if held and following and following <= held:
            self.add_error(
                "next_on", _("Næste samtale aftalt til: Dagen skal ligge efter samtalen. Skriv en senere dato.")
            )
        return cleaned

    def news(self) -> list[News]:
        """Everything that the interview tells, as the ledger takes it."""
        held, following = self.cleaned_data["held_on"], self.cleaned_data["next_on"]
        told = [News(fact="interview_held", value=held, holds_from=held)]
        if self.cleaned_data["guided"]:
            told.append(News(fact="repatriation_guidance_given", value=held, holds_from=held))
        if following:
            told.append(News(fact="interview_agreed", value=following, holds_from=following))
        return told

    def subjects(self) -> list[Case | Family]:
        """The members who took part."""
        return subjects(self.opened, vocabulary.words()["interview_held"], self.cleaned_data["who"])


class WithdrawForm(Form):
    """Why an entry is taken back; the reason stays beside it."""

    source = forms.CharField(
        label=gettext_lazy("Begrundelse"),
        max_length=200,
        widget=forms.Textarea({"rows": 2}),
        help_text=gettext_lazy("Registreringen bliver stående gennemstreget med din begrundelse og dit navn."),
    )


def subjects(opened: Opened, word: Word, chosen: list[str] | None) -> list[Case | Family]:
    """The cases of the members chosen, or the family where the fact is the household's."""
    if word.of == "family":
        return [opened.case.family or opened.case]
    return [case for case in opened.reached if chosen is None or str(case.key) in chosen]


def who_field(opened: Opened) -> forms.Field:
    """The members of the household that something is about; nothing to choose for one alone."""
    choices = [(str(member.case.key), member.name) for member in opened.members if member.reached]
    return forms.MultipleChoiceField(
        label=_("Hvem gælder det"),
        choices=choices,
        initial=[str(opened.case.key)],
        widget=forms.CheckboxSelectMultiple if len(choices) > 1 else forms.MultipleHiddenInput,
    )


def source_field(initial: str = "") -> forms.CharField:
    """Where the fact comes from: without it an entry is worth little as evidence."""
    return forms.CharField(
        label=_("Kilde"),
        max_length=200,
        initial=initial,
        widget=SourceInput(),
        help_text=_("Hvor oplysningen kommer fra, fx et brev eller en samtale."),
    )


def fields_of(word: Word) -> dict[str, forms.Field]:
    """The boxes that a word of the vocabulary needs."""
    boxes: dict[str, forms.Field] = {"value": value_field(word)}
    if word.shape == "state":
        boxes["holds_from"] = DayField(label=_("Gælder fra"))
    if word.shape == "state" or word.name in LASTING:
        boxes["holds_to"] = DayField(label=_("Gælder til og med"), required=False)
    return boxes


def value_field(word: Word) -> forms.Field:
    """The box for what the fact says."""
    asked: dict[str, Any] = {"label": vocabulary.label(word.name), "help_text": spoken(word.help or {})}
    match word.type:
        case "date":
            return DayField(**asked)
        case "number":
            return forms.IntegerField(**asked)
        case "yes_no":
            return forms.ChoiceField(choices=[(YES, _("Ja")), (NO, _("Nej"))], widget=forms.RadioSelect, **asked)
        case "choice":
            choices = [(name, spoken(text)) for name, text in word.choices.items()]
            if len(choices) <= FEW:
                return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **asked)
            return forms.ChoiceField(choices=[("", "–"), *choices], **asked)
        case _:
            return forms.CharField(max_length=200, **asked)


def value_read(word: Word, given: Any) -> Value:
    """What was written, as the ledger keeps it."""
    value: Value = given == YES if word.type == "yes_no" else given
    return value


def initial_of(entry: Entry) -> dict[str, Any]:
    """An entry as its form shows it, to be corrected."""
    value = entry.value
    if isinstance(value, bool):
        value = YES if value else NO
    elif vocabulary.words()[entry.fact].type == "date" and value:
        value = date.fromisoformat(value)
    return {"value": value, "holds_from": entry.holds_from, "holds_to": entry.holds_to}
