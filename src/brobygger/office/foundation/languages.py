"""Texts that come in both languages, as rulebooks have them, read in the reader's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from django.utils.translation import get_language


def language() -> Literal["da", "en"]:
    """The language of the page being made; Danish unless English was chosen."""
    return "en" if get_language() == "en" else "da"


def spoken(text: Mapping[str, str]) -> str:
    """The sentence in the reader's language; nothing for a text that was not written."""
    return text.get(language(), "")
