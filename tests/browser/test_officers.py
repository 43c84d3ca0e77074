"""Somebody is employed, comes in by the link, is ended and handed over from; with hands, in both languages. (N1)"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from browser.desk import Desk
from browser.pages import CASEWORKER, LEADER, OFFICER

PASSWORD = "en lang sætning om broer"
EMAIL = "aase@vesthimmerland.example"
SAYS = {
    "da": {
        "menu": "Medarbejdere",
        "employ": "Ansæt medarbejder",
        "taken": "E-mail: Åse Ny Holm har allerede den adresse. Skriv en anden adresse.",
        "saved": "Din adgangskode er gemt.",
        "spent": "Linket virker ikke",
        "left": "Anders Kjær er stoppet og kan ikke logge ind mere.",
        "over": "Åse Ny Holm har overtaget.",
        "nothing": "Ingen åbne sager og ingen forpligtelser.",
    },
    "en": {
        "menu": "Officers",
        "employ": "Employ an officer",
        "taken": "E-mail: Åse Ny Holm already has that address. Write another address.",
        "saved": "Your password is saved.",
        "spent": "The link does not work",
        "left": "Anders Kjær has left and can no longer sign in.",
        "over": "Åse Ny Holm has taken over.",
        "nothing": "No open cases and no duties.",
    },
}


@pytest.fixture(params=["da", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def employed(here: Desk, language: str) -> str:
    """The leader employs somebody from the front page; returns the link that is shown once."""
    here.page.locator("nav").get_by_role("link", name=SAYS[language]["menu"]).click()
    here.page.get_by_role("link", name=SAYS[language]["employ"]).click()
    here.page.locator("#id_display_name").fill("Åse Ny Holm")
    here.page.locator("#id_email").fill(EMAIL)
    here.page.locator("#id_role").select_option("caseworker")
    here.page.locator("main form button.button-primary").click()
    expect(here.page.locator("main .alert-success")).to_be_visible()
    return str(here.page.locator("#link").input_value())


def no_barrier(here: Desk) -> None:
    for width in (1280, 320):
        here.widen(width)
        assert here.faults() == []
        assert here.spills() == []
    here.widen(1280)


def test_from_the_form_to_the_first_sign_in_and_from_the_last_day_to_the_hand_over(
    fresh: None, desk: Callable[..., Desk], language: str
) -> None:
    says = SAYS[language]
    leader = desk(language=language)
    leader.sign_in(LEADER)  # anew: `fresh` throws sessions away too
    done = leader.begin_count()
    link = employed(leader, language)
    print(f"employed: {done.clicks} clicks, {done.fields} fields")
    no_barrier(leader)

    # The same address once more: refused by name, and what was typed is kept.
    leader.go("/officers/new/")
    leader.page.locator("#id_display_name").fill("En Anden")
    leader.page.locator("#id_email").fill(EMAIL.upper())
    leader.page.locator("#id_role").select_option("leader")
    leader.page.locator("main form button.button-primary").click()
    expect(leader.page.locator(".summary")).to_contain_text(says["taken"])
    assert leader.page.locator("#id_display_name").input_value() == "En Anden"
    no_barrier(leader)

    # Whoever is new comes in by the link, which then opens no more.
    new = desk(language=language)
    new.page.goto(link)
    no_barrier(new)
    new.page.locator("#id_password").fill(PASSWORD)
    new.page.locator("#id_again").fill("noget andet")
    new.page.locator("main button").click()
    expect(new.page.locator(".summary")).to_be_visible()
    no_barrier(new)
    new.page.locator("#id_password").fill(PASSWORD)
    new.page.locator("#id_again").fill(PASSWORD)
    new.page.locator("main button").click()
    expect(new.page.get_by_text(says["saved"])).to_be_visible()
    no_barrier(new)
    new.page.locator("#id_login").fill(EMAIL)
    new.page.locator("#id_password").fill(PASSWORD)
    new.page.locator("main form:has(#id_login) button").click()
    expect(new.page.locator(".top__who")).to_contain_text("Åse Ny Holm")
    new.page.goto(link)
    expect(new.page.locator("h1")).to_have_text(says["spent"])

    # One who leaves is out with the next click, and a colleague takes everything.
    leaving = desk(language=language)
    leaving.sign_in(f"{CASEWORKER}-2")
    leader.go("/officers/")
    leader.page.locator(OFFICER).click()
    leader.page.locator('a[href$="/end/"]').click()
    leader.page.locator("#id_reason").fill("Ny stilling")
    leader.page.locator("main form button.button-primary").click()
    expect(leader.page.get_by_text(says["left"])).to_be_visible()
    leaving.go("/")
    expect(leaving.page.locator("#id_login")).to_be_visible()
    leader.page.locator("#id_to").select_option(label=leader.page.locator("#id_to option:has-text('Åse')").inner_text())
    leader.page.locator('form[action$="/hand-over/"] button').click()
    expect(leader.page.get_by_text(says["over"])).to_be_visible()
    expect(leader.page.get_by_text(says["nothing"])).to_be_visible()
    no_barrier(leader)


def test_the_link_is_copied_with_one_press(desk: Callable[..., Desk]) -> None:
    here = desk(LEADER)
    here.context.grant_permissions(["clipboard-read", "clipboard-write"])
    here.go("/officers/")
    here.page.locator(OFFICER).click()
    here.page.locator('form[action$="/link/"] button').click()
    here.page.locator("[data-copy]").click()
    expect(here.page.locator("[data-copied]")).to_be_visible()
    copied = here.page.evaluate("() => navigator.clipboard.readText()")
    assert copied == here.page.locator("#link").input_value()
    assert "/password/choose/" in copied


def test_the_worklist_shows_one_colleagues_duties_and_lets_them_go(desk: Callable[..., Desk]) -> None:
    here = desk(LEADER)
    here.go("/officers/")
    here.page.locator(OFFICER).click()
    here.page.locator('a[href*="officer="]').click()
    assert set(here.page.locator('td[data-title="Ansvarlig"]').all_inner_texts()) == {"AK"}
    assert here.faults() == []
    here.page.locator(".chosen .chip").click()
    assert set(here.page.locator('td[data-title="Ansvarlig"]').all_inner_texts()) != {"AK"}
