"""The case page in a real browser: an interview in few clicks, a correction that says what moved, the case as known."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from brobygger.office.foundation.days import read_day
from browser.desk import Desk
from browser.pages import CASEWORKER

MOST_CLICKS = 10
FIRST_CASE = 'table.worklist a[href^="/cases/"]'
SAYS = {
    "da": {"moved": "Gemt. Det ændrede sig", "past": "Du ser sagen, som den var kendt", "now": "Gør nu"},
    "en": {"moved": "Saved. What changed", "past": "You see the case as it was known", "now": "Do now"},
}


@pytest.fixture(params=["da", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def open_a_dated_case(desk: Desk) -> None:
    """A case whose contract has a date, so that the day it is counted from is in the ledger."""
    desk.go("/?whose=all&rule=integration_contract&show=overdue")
    desk.page.locator(FIRST_CASE).first.click()
    expect(desk.page.locator(".banner")).to_be_visible()


def test_an_interview_with_all_that_follows_is_recorded_in_few_clicks(
    fresh: None, desk: Callable[..., Desk], language: str
) -> None:
    """B6, B7, D7: counted from the front page."""
    here = desk(language=language)
    here.sign_in(CASEWORKER)  # anew: `fresh` throws sessions away too
    done = here.begin_count()

    here.page.locator(FIRST_CASE).first.click()
    here.page.locator('.case__deeds a[href$="/interview/"]').click()
    here.page.locator("label[for=id_guided]").click()
    here.page.locator("#id_next_on").click()
    here.page.locator("#id_next_on").fill("1.3.2019")
    here.page.locator("main form button.button-primary").click()

    expect(here.page.get_by_text(SAYS[language]["moved"])).to_be_visible()
    print(f"interview: {done.clicks} clicks, {done.fields} fields")
    assert done.clicks <= MOST_CLICKS


def test_a_correction_shows_before_and_after_and_the_day_before_it_nothing_of_it(
    fresh: None, desk: Callable[..., Desk], language: str
) -> None:
    """B18, B20"""
    here = desk(language=language)
    here.sign_in(CASEWORKER)  # anew: `fresh` throws sessions away too
    open_a_dated_case(here)
    case = here.page.url
    here.page.locator('.tabs a[href$="/ledger/"]').click()
    basis = here.page.locator(".banner").inner_text()
    allocated = "§ 7" in basis or "section 7" in basis
    here.page.locator("#fact").select_option("allocation_decided" if allocated else "cpr_registered")
    if here.page.locator("#whose").count():
        here.page.locator("#whose").select_option(case.rstrip("/").split("/")[-1])
    here.page.locator(".ledger__filter button").click()
    here.page.locator('a[href$="/correct/"]').first.click()
    box = here.page.locator("#id_value")
    was = read_day(box.input_value())
    box.fill((was - timedelta(days=45)).isoformat())
    here.page.locator("#id_source").fill("Opringning")
    here.page.locator("main form button.button-primary").click()

    moved = here.page.locator(".moved")
    expect(moved).to_contain_text(SAYS[language]["moved"])
    assert moved.locator("del").count() == moved.locator("ins").count() > 0

    today = read_day(here.page.locator("#id_as_of").input_value())
    here.page.locator("#id_as_of").fill((today - timedelta(days=1)).isoformat())
    here.page.locator(".as-of button").click()

    expect(here.page.locator(".past")).to_contain_text(SAYS[language]["past"])
    assert here.page.get_by_text(SAYS[language]["now"]).count() == 0
    assert here.page.get_by_text("Opringning").count() == 0
    assert here.faults() == []
    here.page.goto(case)
    assert here.page.get_by_text("Opringning").count() > 0
