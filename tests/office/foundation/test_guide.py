"""The style guide shows every component, in both languages, with no script or style of its own."""

from __future__ import annotations

import re

import pytest
from django.test import Client, override_settings
from django.urls import include, path
from django.views.i18n import set_language

from brobygger.office.access.doors import for_everyone

urlpatterns = [
    path("language/setlang/", for_everyone(set_language), name="set_language"),
    path("foundation/", include("brobygger.office.foundation.urls")),
]


@pytest.fixture(params=["da", "en"])
def page(request: pytest.FixtureRequest, client: Client) -> str:
    client.cookies["django_language"] = request.param
    with override_settings(ROOT_URLCONF=__name__):
        response = client.get("/foundation/")
    assert response.status_code == 200
    text = response.content.decode()
    assert f'<html lang="{request.param}">' in text
    return text


def test_nothing_in_a_page_needs_an_inline_script_or_style(page: str) -> None:
    assert not re.search(r"\sstyle=|<style|<script(?![^>]*\ssrc=)|\son\w+=", page)


def test_every_id_stands_once(page: str) -> None:
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert [name for name in ids if ids.count(name) > 1] == []


def test_a_field_in_error_is_tied_to_its_message(page: str) -> None:
    [box] = re.findall(r'<input[^>]*name="signed_on"[^>]*>', page)
    assert 'aria-invalid="true"' in box
    assert 'aria-describedby="id_signed_on_helptext id_signed_on_error"' in box
    assert 'aria-required="true"' in box
    assert 'id="id_signed_on_error"' in page
    assert 'href="#id_signed_on"' in page


def test_a_panel_tells_day_rule_source_and_what_is_missing(page: str) -> None:
    for told in ("§ 19, stk. 1", "LBK nr. 1127", "basis--unconfirmed", "why__missing"):
        assert told in page
