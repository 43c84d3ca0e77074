"""What holds on every page, in both languages: no barrier that axe knows, no wider than a phone, a way for keys."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from browser.desk import Desk
from browser.pages import PAGES, PageType

DESK, PHONE = 1280, 320


@pytest.fixture(params=["da", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_has_no_barrier_and_fits_a_desk_and_a_phone(
    desk: Callable[..., Desk], page: PageType, language: str
) -> None:
    here = desk(page.officer, language=language)
    page.open(here)
    for width in (DESK, PHONE):
        here.widen(width)
        assert here.faults() == []
        assert here.spills() == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_tab_leads_through_a_page_from_top_to_bottom_and_every_stop_is_seen(
    desk: Callable[..., Desk], page: PageType
) -> None:
    here = desk(page.officer)
    page.open(here)
    stops = list(here.walk())
    assert stops[0]["name"] == "Gå til indholdet"
    assert [stop["name"] for stop in stops if not (stop["outlined"] and stop["visible"])] == []
    assert [stop["order"] for stop in stops] == sorted(stop["order"] for stop in stops)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_is_read_without_scripts(desk: Callable[..., Desk], page: PageType) -> None:
    here = desk(page.officer, scripts=False)
    page.open(here)
    assert here.page.locator("h1").inner_text()
    assert here.page.locator("header .top__office").count() == page.framed
    assert here.page.locator("[data-print]:visible").count() == 0
