"""The main job with hands on the keyboard and mouse: a family from a letter, and a list from a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from browser.desk import Desk
from browser.pages import CASEWORKER

EXAMPLES = Path(__file__).parents[2] / "examples" / "notices"
MOST_CLICKS = 12
LETTER = {
    "journal_number": "2018-0900",
    "received_on": "10. december 2018",
    "allocated_on": "7.12.2018",
    "arrival_expected": "1/2-2019",
    "permit_from": "01-12-2018",
    "permit_to": "01-12-2020",
    "citizenship": "Syrien",
    "language": "arabisk",
}
FAMILY = (
    {"name": "Bassel Mansour", "alien_number": "99000001", "born": "1. oktober 1985"},
    {"name": "Maha Mansour", "alien_number": "99000002", "born": "1. august 1988"},
    {"name": "Lina Mansour", "alien_number": "99000003", "born": "4. marts 2010"},
)


def test_a_family_is_taken_in_from_a_letter_in_at_most_twelve_clicks(desk: Callable[..., Desk]) -> None:
    """UX: the front page, the menu, the form, one button."""
    here = desk(CASEWORKER)
    counted = here.begin_count()
    page = here.page
    page.get_by_role("navigation", name="Hovedmenu").get_by_role("link", name="Modtagelse").click()
    page.get_by_role("link", name="Ny underretning").click()
    for name, value in LETTER.items():
        page.locator(f"input[name={name}]").fill(value)
    page.locator("[name=legal_basis]").select_option("convention_refugee")
    for number, person in enumerate(FAMILY):
        for name, value in person.items():
            page.locator(f"[name=people-{number}-{name}]").fill(value)
    page.get_by_role("button", name="Tag ind").click()

    assert page.get_by_text("3 sager er åbnet.").is_visible()
    assert page.get_by_role("link", name="Lina Mansour").is_visible()
    print(f"\nfamily from a letter: {counted.clicks} clicks, {counted.fields} fields")
    assert counted.clicks <= MOST_CLICKS


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_preview_of_a_file_has_no_barrier_and_takes_the_list_in(desk: Callable[..., Desk], language: str) -> None:
    here = desk(CASEWORKER, language=language)
    here.go("/reception/files/")
    here.page.locator("input[type=file]").set_input_files(EXAMPLES / "lejre-2019-med-fejl.csv")
    here.page.locator("main button[type=submit]").first.click()
    here.page.locator("details.columns summary").click()
    for width in (1280, 320):
        here.widen(width)
        assert here.faults() == []
        assert here.spills() == []
    here.page.locator("form[action$='/put-aside/'] button").click()
    assert here.page.locator("h1").is_visible()


def test_what_was_typed_wrong_stands_and_is_named(desk: Callable[..., Desk]) -> None:
    here = desk(CASEWORKER)
    here.go("/reception/notices/new/")
    here.page.locator("[name=journal_number]").fill("2018-0901")
    here.page.locator("[name=received_on]").fill("31. februar 2018")
    here.page.locator("[name=people-0-name]").fill("Omar Najjar")
    here.page.get_by_role("button", name="Tag ind").click()

    assert here.page.locator(".summary").get_by_text("findes ikke").is_visible()
    assert here.page.locator("[name=people-0-name]").input_value() == "Omar Najjar"
    assert here.faults() == []


def test_a_list_goes_from_file_to_cases_without_scripts(desk: Callable[..., Desk]) -> None:
    """The visitor's own: Vesthimmerland's list."""
    here = desk(CASEWORKER, scripts=False)
    here.go("/reception/files/")
    here.page.locator("input[type=file]").set_input_files(EXAMPLES / "vesthimmerland-2018.xlsx")
    here.page.locator("main button[type=submit]").first.click()
    here.page.get_by_role("button", name="Tag 61 linjer ind").click()

    assert here.page.get_by_role("heading", name="Filen er taget ind").is_visible()
    assert here.page.locator("dl.facts").get_by_text("61").first.is_visible()
