"""A rulebook that cannot be trusted is refused, never run."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from brobygger.law.errors import RulebookFaultsError
from brobygger.law.loading import SHIPPED, load


def test_a_window_with_no_length_is_refused(tmp_path: Path) -> None:
    books = tmp_path / "books"
    shutil.copytree(SHIPPED, books)
    path = books / "denmark" / "duties" / "integration_contract.toml"
    windows = 'count        = "same_day"\nrepeats      = "windows"\ntimes        = 4'
    told = path.read_text(encoding="utf-8")
    path.write_text(told.replace('count        = "months_after"', windows, 1), encoding="utf-8")

    with pytest.raises(RulebookFaultsError) as refused:
        load("denmark", books)

    assert "integration_contract.toml, version 1: A window needs a length." in str(refused.value)
