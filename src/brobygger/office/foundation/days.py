"""A day is written out in the reader's language, and read in every way an office writes it."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum

from django.utils import dateformat
from django.utils.translation import gettext, ngettext

from brobygger.office.foundation.languages import language

MONTHS = {
    "da": "januar februar marts april maj juni juli august september oktober november december",
    "en": "january february march april may june july august september october november december",
}
NUMBERED = re.compile(r"(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{2,4})")
ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
COMPACT = re.compile(r"(\d{2})(\d{2})(\d{4})")
NAMED = re.compile(r"(?:den\s+)?(\d{1,2})\.?\s*([a-zæøå]+)\.?\s+(\d{2,4})")
WORDS = 3  # a month may be shortened to this many letters: "jun"

DAYS_UNTIL_WEEKS = 21
DAYS_UNTIL_MONTHS = 61
DAYS_UNTIL_YEARS = 730
MONTH = 30.44
YEAR = 365.25


class Unreadable(StrEnum):
    """Why a text is not a day."""

    FORM = "form"
    NO_SUCH_DAY = "no_such_day"
    SHORT_YEAR = "short_year"


class UnreadableDayError(ValueError):
    """The text names no day; `reason` says what to tell the one who wrote it."""

    def __init__(self, text: str, reason: Unreadable) -> None:
        super().__init__(f"{text!r} is not a day: {reason}")
        self.reason = reason


def written(day: date, *, weekday: bool = False, year: bool = True) -> str:
    """Write the day out: "1. juni 2018", in English "1 June 2018"; figures alone are read two ways."""
    danish = language() == "da"
    form = "j. F" if danish else "j F"
    if year:
        form += " Y"
    if weekday:
        form = rf"l \d\e\n {form}" if danish else f"l {form}"
    return dateformat.format(day, form)


def relative(day: date, *, today: date) -> str:
    """Tell how far off the day is; stands beside the written date, never alone."""
    distance = (day - today).days
    named = {0: gettext("i dag"), 1: gettext("i morgen"), -1: gettext("i går")}
    if distance in named:
        return named[distance]
    length = _length(abs(distance))
    if distance > 0:
        return gettext("om %(length)s") % {"length": length}
    return gettext("%(length)s siden") % {"length": length}


def _length(days: int) -> str:
    """Days while they can be pictured, then weeks, months and years."""
    if days < DAYS_UNTIL_WEEKS:
        return ngettext("%(count)s dag", "%(count)s dage", days) % {"count": days}
    if days < DAYS_UNTIL_MONTHS:
        return ngettext("%(count)s uge", "%(count)s uger", days // 7) % {"count": days // 7}
    if days < DAYS_UNTIL_YEARS:
        months = round(days / MONTH)
        return ngettext("%(count)s måned", "%(count)s måneder", months) % {"count": months}
    years = round(days / YEAR)
    return ngettext("%(count)s år", "%(count)s år", years) % {"count": years}


def age(born: date, *, today: date) -> int:
    """Whole years lived on the day.

    >>> age(date(2000, 2, 29), today=date(2018, 2, 28))
    17
    """
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def read_day(text: str) -> date:
    """Read a day as Danish offices write it: 1.6.2018, 01-06-2018, 1/6-2018, 01062018, 2018-06-01, "1. juni 2018".

    A year of two figures is refused: "84" may be a birth or a slip, and nobody should have to guess.

    >>> read_day("1. juni 2018")
    datetime.date(2018, 6, 1)
    """
    plain = " ".join(text.lower().split())
    if found := ISO.fullmatch(plain):
        year, month, day = found.groups()
    elif found := NUMBERED.fullmatch(plain) or COMPACT.fullmatch(plain):
        day, month, year = found.groups()
    elif found := NAMED.fullmatch(plain):
        day, name, year = found.groups()
        month = str(_month(name) or 0)
    else:
        raise UnreadableDayError(text, Unreadable.FORM)
    if len(year) != len("2018"):
        raise UnreadableDayError(text, Unreadable.SHORT_YEAR)
    if int(month) == 0:
        raise UnreadableDayError(text, Unreadable.FORM)
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise UnreadableDayError(text, Unreadable.NO_SUCH_DAY) from None


def _month(name: str) -> int | None:
    """The month that the word means in Danish or English, whole or shortened."""
    for names in MONTHS.values():
        for number, whole in enumerate(names.split(), start=1):
            if len(name) >= WORDS and whole.startswith(name):
                return number
    return None
