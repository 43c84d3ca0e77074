"""Pictures of every page at a desk and on a phone, in both languages, for eyes to judge: `make shots`.

Not collected with the tests: nothing here can fail but a page that does not open.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from browser.desk import Desk
from browser.pages import PAGES, PageType

WIDTHS = (1280, 390)


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_picture_is_taken(desk: Callable[..., Desk], page: PageType, language: str, tmp_path: Path) -> None:
    folder = Path(os.environ.get("BROBYGGER_SHOTS", tmp_path))
    here = desk(page.officer, language=language)
    page.open(here)
    for width in WIDTHS:
        here.widen(width)
        here.page.wait_for_timeout(200)
        here.page.screenshot(path=folder / f"{page.name}-{language}-{width}.png", full_page=True)
