"""A form reads days as offices write them, and says field, problem and remedy."""

from __future__ import annotations

from datetime import date

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override

from brobygger.office.foundation.forms import DayField, Form


class Asked(Form):
    """One field of each kind that has its own words."""

    day = DayField(label="Underskrevet")
    name = forms.CharField(label="Navn")
    place = forms.ChoiceField(label="Sted", choices=[("a", "A")])
    number = forms.IntegerField(label="Antal")
    agreed = forms.BooleanField(label="Enig")
    letter = forms.FileField(label="Brev")
    way = forms.ChoiceField(label="Tolkning", choices=[("a", "A")], widget=forms.RadioSelect)


def said(**given: str) -> dict[str, str]:
    form = Asked(given, {"letter": SimpleUploadedFile("brev.pdf", b"")} if "letter" in given else {})
    return {name: str(errors[0]) for name, errors in form.errors.items()}


def test_an_empty_field_is_named_with_what_to_do() -> None:
    assert said() == {
        "day": "Underskrevet: Skal udfyldes.",
        "name": "Navn: Skal udfyldes.",
        "place": "Sted: Vælg en mulighed.",
        "number": "Antal: Skal udfyldes.",
        "agreed": "Enig: Sæt kryds for at fortsætte.",
        "letter": "Brev: Vælg en fil.",
        "way": "Tolkning: Vælg en mulighed.",
    }


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("31.2.2018", "Underskrevet: Datoen »31.2.2018« findes ikke. Ret dag eller måned."),
        ("1.6.18", "Underskrevet: Skriv årstallet i »1.6.18« med fire cifre, fx 2018."),
        ("snart", "Underskrevet: »snart« kan ikke læses som en dato. Skriv fx 1. juni 2018 eller 01-06-2018."),
    ],
)
def test_a_day_that_cannot_be_read_says_why(text: str, answer: str) -> None:
    assert said(day=text)["day"] == answer


def test_what_is_not_on_the_list_or_no_number_says_so() -> None:
    found = said(place="b", number="to", letter="x")
    assert found["place"] == "Sted: Det valgte findes ikke på listen. Vælg igen."
    assert found["number"] == "Antal: Skriv et helt tal uden bogstaver."
    assert found["letter"] == "Brev: Filen er tom. Vælg en anden fil."


@pytest.mark.parametrize(("language", "shown"), [("da", "1. juni 2018"), ("en", "1 June 2018")])
def test_a_known_day_stands_in_its_box_as_it_is_written_and_is_read_back(language: str, shown: str) -> None:
    with override(language):
        form = Asked(initial={"day": date(2018, 6, 1)})
        assert f'value="{shown}"' in str(form["day"])
        assert Asked({"day": shown}).fields["day"].clean(shown) == date(2018, 6, 1)
        assert "day" not in Asked({"day": "01-06-2018"}, initial={"day": date(2018, 6, 1)}).changed_data


def test_every_box_is_drawn_as_the_design_system_draws_it() -> None:
    drawn = str(Asked({}))
    for name, kind in (("day", "form-input"), ("place", "form-select"), ("agreed", "form-checkbox")):
        assert f'id="id_{name}_error"' in drawn
        assert kind in drawn
    assert "<fieldset" in drawn
    assert 'href="#id_way_0"' in drawn
    assert " required" not in drawn
