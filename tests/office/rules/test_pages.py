"""Every rule of every municipality can be read, in both languages, with its versions, sources and worked examples."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.utils.translation import override

from brobygger.law.library import municipalities
from brobygger.office.duties.rulebooks import rulebook
from brobygger.office.rules import diary, pages, sentences
from staffed import TODAY, Office

LANGUAGES = ("da", "en")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("municipality", municipalities())
def test_every_rule_is_said_whole(municipality: str, language: str) -> None:
    book = rulebook(municipality)
    with override(language):
        for rule in book.rules.values():
            page = pages.page(rule, book, today=TODAY)
            assert page.title
            assert page.explanation
            assert len(page.law) + len(page.frame) == len(rule.versions)
            assert all(version.counting and version.citation.section for version in page.law + page.frame)
            assert all(example.given and example.tells for example in page.examples)
            assert all(example.gives for example in page.examples)


@pytest.mark.parametrize("municipality", municipalities())
def test_the_law_stands_before_the_frame_and_no_rule_in_two_groups(municipality: str) -> None:
    book = rulebook(municipality)
    groups = pages.groups(book, today=TODAY)
    listed = [line.id for group in groups for line in group.lines]
    assert sorted(listed) == sorted(book.rules)
    assert [group.kind for group in groups][:2] == ["milestone", "law"]


def test_the_version_that_holds_today_is_marked() -> None:
    book = rulebook("denmark")
    page = pages.page(book.rules["responsibility_taken"], book, today=date(2015, 6, 1))
    assert {version.in_force for version in page.law if version.holds} == {date(2007, 12, 14), date(2010, 8, 20)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_diary_tells_every_version_once_as_before_or_after(language: str) -> None:
    book = rulebook("vesthimmerland")
    with override(language):
        days = diary.days(book, today=TODAY)
        begun = [change for day in days for change in day.changes if change.after]
        ended = [change for day in days for change in day.changes if change.before]
    versions = [version for rule in book.rules.values() for version in rule.versions]
    assert len(begun) == len(versions)
    assert len(ended) == len([version for version in versions if version.until])
    assert [day.day for day in days] == sorted((day.day for day in days), reverse=True)


@pytest.mark.parametrize("address", ["/rules/", "/rules/integration_contract/", "/rules/diary/"])
def test_every_officer_reads_the_rules_and_nobody_else(office: Office, client: Client, address: str) -> None:
    assert client.get(address).status_code == 302
    for officer in office.officers.values():
        client.force_login(officer)
        assert client.get(address).status_code == 200


def test_the_frame_of_another_municipality_can_be_laid_over_the_law(office: Office, client: Client) -> None:
    client.force_login(office.caseworker)
    own, other = client.get("/rules/").content.decode(), client.get("/rules/?frame=randers").content.decode()
    assert "Vesthimmerlands Kommune" in own
    assert 'href="/rules/integration_contract/?frame=randers"' in other


@pytest.mark.parametrize("address", ["/rules/nothing/", "/rules/?frame=nowhere", "/rules/diary/?frame=.."])
def test_what_no_rulebook_knows_is_not_found(office: Office, client: Client, address: str) -> None:
    client.force_login(office.caseworker)
    assert client.get(address).status_code == 404


def test_each_of_several_events_calls_for_a_duty_and_of_several_starts_the_first_known_counts() -> None:
    book = rulebook("lejre")
    each, once = book.rules["repatriation_talk_offer"], book.rules["housing_lead_time"]
    with override("da"):
        assert "« eller »" in sentences.counting(each.versions[0], each, book)
        assert "«, ellers »" in sentences.counting(once.versions[0], once, book)
