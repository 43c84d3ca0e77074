"""Made-up things for the style guide: every component can be looked at with none of the rooms open."""

from __future__ import annotations

from datetime import date

from django import forms
from django.core.paginator import Paginator
from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from brobygger.office.foundation.forms import DayField, Form
from brobygger.office.foundation.parts import Chip, Line, Mark, Move, Source, Step, Tab, Tag, Tone, Why
from brobygger.office.foundation.standings import tag_for

TODAY = date(2018, 6, 9)
ACT = Source(
    law="integrationsloven",
    section="§ 19, stk. 1",
    source="LBK nr. 1127 af 11. oktober 2017",
    address="https://www.retsinformation.dk/eli/lta/2017/1127",
    checked_on=date(2026, 11, 22),
)


class Standing(TextChoices):
    """A few standings, as the room of duties has them."""

    OPEN = "open", _("Kommende")
    FULFILLED = "fulfilled", _("Opfyldt")
    UNDETERMINED = "undetermined", _("Mangler oplysning")


class SampleForm(Form):
    """One field of each kind."""

    signed_on = DayField(label=_("Underskrevet"), help_text=_("Dagen, hvor borgeren og kommunen skrev under."))
    place = forms.ChoiceField(label=_("Sted"), choices=[("", "–"), ("a", _("Rådhuset")), ("b", _("Hjemme"))])
    note = forms.CharField(label=_("Notat"), required=False, widget=forms.Textarea({"rows": 2}))
    way = forms.ChoiceField(
        label=_("Tolkning"), choices=[("a", _("Fremmøde")), ("b", _("Telefon"))], widget=forms.RadioSelect
    )
    guided = forms.BooleanField(label=_("Vejledt om repatriering"), required=False)


def duties() -> list[dict[str, object]]:
    """Rows as the worklist shows them."""
    rows = [
        (date(2018, 5, 29), Standing.OPEN, gettext("Integrationskontrakt"), "Haddad, Rania"),
        (TODAY, Standing.OPEN, gettext("Svar på ønske om omplacering"), "Tesfay, Filmon"),
        (date(2018, 6, 10), Standing.OPEN, gettext("Helbredsmæssig vurdering"), "Bahati, Furaha"),
        (date(2018, 7, 1), Standing.OPEN, gettext("Integrationskontrakt"), "Najjar, Omar"),
        (None, Standing.UNDETERMINED, gettext("Integrationskontrakt"), "Warsame, Hodan"),
        (date(2018, 5, 2), Standing.FULFILLED, gettext("Henvisning til danskuddannelse"), "Kidane, Selam"),
    ]
    return [
        {"due_on": due_on, "tag": tag_for(standing, due_on=due_on, today=TODAY), "duty": duty, "person": person}
        for due_on, standing, duty, person in rows
    ]


def why() -> Why:
    """One reckoning from visitation to the last working day."""
    return Why(
        duty=gettext("Integrationskontrakt"),
        about="Omar Najjar",
        steps=(
            Step(
                day=date(2018, 4, 17),
                title=gettext("visiteret til kommunen"),
                evidence=gettext("Underretning 2018-0031, modtaget 19. april"),
            ),
            Step(
                day=date(2018, 6, 1),
                title=gettext("kommunen har ansvaret"),
                text=gettext("Efter udgangen af den første hele måned (maj)."),
                basis="statute",
                confirmed=False,
                citation=Source(law="integrationsloven", section="§ 4, stk. 2"),
            ),
            Step(
                day=date(2018, 7, 1),
                title=gettext("lovens frist"),
                text=gettext("1 måned efter overtagelsen. En søndag; kommunens egen frist flyttes ikke."),
                basis="statute",
                citation=Source(law="integrationsloven", section="§ 19, stk. 1"),
            ),
            Step(day=date(2018, 6, 29), title=gettext("arbejd efter denne dag"), basis="practice", last=True),
        ),
        fulfilled_by=(gettext("underskrevet kontrakt"),),
        basis="statute",
        citation=ACT,
        rule="integration_contract",
        version=date(2016, 7, 1),
    )


def undetermined() -> Why:
    """A duty whose date cannot be reckoned says what is missing."""
    return Why(
        duty=gettext("Integrationskontrakt"),
        about="Hodan Warsame",
        steps=(),
        missing=(gettext("CPR-registrering"),),
        fulfilled_by=(gettext("underskrevet kontrakt"),),
        basis="statute",
        citation=ACT,
        rule="integration_contract",
        version=date(2016, 7, 1),
    )


def lines() -> tuple[Line, ...]:
    """A family of five on one axis."""
    met, late = Tag(gettext("Opfyldt"), Tone.MET), Tag(gettext("Opfyldt for sent"), Tone.LATE)
    soon, coming = Tag(gettext("Denne uge"), Tone.SOON), Tag(gettext("Kommende"), Tone.COMING)
    taken, contract = gettext("overtaget"), gettext("kontrakt")
    talk, health, visit = gettext("samtale"), gettext("helbred"), gettext("besøg")

    return (
        Line(
            name="Furaha",
            marks=_marks(
                (date(2017, 12, 12), taken, met),
                (date(2018, 1, 8), contract, met),
                (date(2018, 2, 6), talk, met),
                (date(2018, 6, 12), health, soon),
                (date(2018, 6, 14), talk, soon),
            ),
        ),
        Line(
            name="Espoir",
            marks=_marks(
                (date(2017, 12, 12), taken, met),
                (date(2018, 1, 18), contract, late),
                (date(2018, 6, 12), health, soon),
            ),
        ),
        Line(name="Divine", marks=_marks((date(2018, 6, 12), health, soon))),
        Line(
            name=gettext("Hele familien"),
            marks=_marks(
                (date(2017, 12, 18), visit, met), (date(2018, 3, 20), visit, met), (date(2018, 6, 20), visit, coming)
            ),
        ),
    )


def moves() -> tuple[Move, ...]:
    """What a correction did."""
    return (
        Move(duty=gettext("Integrationskontrakt"), about="Omar Najjar", before="1. aug. 2018", after="1. juli 2018"),
        Move(
            duty=gettext("Helbredsmæssig vurdering"), about="Omar Najjar", before="1. jan. 2019", after="1. dec. 2018"
        ),
    )


def chips() -> list[Chip]:
    """The ready filters of the worklist."""
    return [
        Chip(text=gettext("Overskredet"), href="?", count=3, tone=Tone.LATE),
        Chip(text=gettext("I dag"), href="?", count=1),
        Chip(text=gettext("Denne uge"), href="?", count=6, chosen=True),
        Chip(text=gettext("Mangler oplysning"), href="?", count=2),
    ]


def tabs() -> list[Tab]:
    """Mine, the team's, everyone's."""
    return [
        Tab(text=gettext("Mine"), href="?", count=47, chosen=True),
        Tab(text=gettext("Teamets"), href="?", count=318),
        Tab(text=gettext("Alle"), href="?", count=1032),
    ]


def pages() -> object:
    """The middle of a long list."""
    return Paginator(range(400), 20).page(7)


def _marks(*given: tuple[date, str, Tag]) -> tuple[Mark, ...]:
    return tuple(Mark(day=day, text=text, tag=tag) for day, text, tag in given)
