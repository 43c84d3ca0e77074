"""Facts in the reader's words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from brobygger.office.casefiles import vocabulary
from brobygger.office.foundation.days import written
from brobygger.office.foundation.languages import spoken

if TYPE_CHECKING:
    from brobygger.law.facts import Fact, Value


def said(fact: Fact | None) -> str:
    """What a fact says; nothing where there is none."""
    return value_in_words(fact.name, fact.value) if fact else ""


def label_of(name: str) -> str:
    """A fact's name, also of one that has left the vocabulary since it was entered."""
    return vocabulary.label(name) if name in vocabulary.words() else name


def value_in_words(name: str, value: Value) -> str:
    """The value as an officer says it: a written date, yes or no, the choice's name."""
    word = vocabulary.words().get(name)
    if isinstance(value, bool):
        return _("ja") if value else _("nej")
    if isinstance(value, date):
        return written(value)
    if word is not None and word.type == "date" and isinstance(value, str):
        return written(date.fromisoformat(value))
    if word is not None and value in word.choices:
        return spoken(word.choices[str(value)])
    return "–" if value is None else str(value)
