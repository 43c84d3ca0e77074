"""The words facts are entered in: what each may say, about whom, and which officer may enter or read it."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from brobygger.law.loading import load_words
from brobygger.office.access import permissions
from brobygger.office.access.choices import Extent, Role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from brobygger.law.facts import Value
    from brobygger.law.rulebook import Word
    from brobygger.office.access.models import Officer

    from .news import News

OLDEST = date(1900, 1, 1)
MAY_BE = {"date": date, "choice": str, "yes_no": bool, "number": int, "text": str}
# What a work-limits right shows of the health facts: that there is an absence, not why. RAN: skånehensyn.
WORK_LIMITS = frozenset({"illness"})


@cache
def words() -> Mapping[str, Word]:
    """The vocabulary, read once: what all share, and the words of the installation's municipalities."""
    return load_words()


def label(fact: str) -> str:
    """The fact's name in the reader's language."""
    return words()[fact].label["en" if get_language() == "en" else "da"]


def may_record(officer: Officer, word: Word) -> bool:
    """Whether the officer's role enters facts of that area; another municipality's own word nobody here enters."""
    if not _is_known_to(officer, word):
        return False
    return officer.role in word.recorded_by or (officer.role == Role.AUTOMATIC and word.area == "registration")


def known_to(officer: Officer) -> list[str]:
    """The names of the words that the officer's municipality has: the shared, and its own."""
    return [name for name, word in words().items() if _is_known_to(officer, word)]


def _is_known_to(officer: Officer, word: Word) -> bool:
    return word.own_to in ("", officer.municipality.rulebook)


def may_read(officer: Officer, word: Word) -> bool:
    """Whether the officer's role reads facts of that area, in a case within reach."""
    if not _is_known_to(officer, word):
        return False
    if may_record(officer, word):
        return True
    match permissions.extent(officer, "health" if word.area == "health" else "cases"):
        case Extent.ALL | Extent.OWN | Extent.OWN_FAMILIES:
            return True
        case Extent.WORK_LIMITS:
            return word.name in WORK_LIMITS
        case _:
            return False


def faults(news: News, *, about: frozenset[str], officer: Officer, today: date) -> list[str]:
    """Everything that keeps *news* out of the ledger, as sentences that name the fact and say what to do."""
    word = words().get(news.fact)
    if word is None:
        return [_("”%(fact)s” findes ikke i ordlisten.") % {"fact": news.fact}]
    named = {"fact": label(news.fact)}
    found = []
    if not may_record(officer, word):
        found.append(_("%(fact)s: din rolle registrerer ikke den oplysning.") % named)
    if word.of not in about:
        on_the_family = _("%(fact)s registreres på familien.")
        on_the_person = _("%(fact)s registreres på den enkelte person.")
        found.append((on_the_family if word.of == "family" else on_the_person) % named)
    if not news.withdrawn:
        found += _value_faults(word, news.value, named) + _date_faults(word, news, today, named)
    return found


def _value_faults(word: Word, value: Value, named: dict[str, str]) -> list[str]:
    wanted = MAY_BE[word.type]
    if type(value) is not wanted:
        return [_("%(fact)s: værdien mangler eller har en forkert form.") % named]
    if word.type == "choice" and value not in word.choices:
        return [_("%(fact)s: vælg en af mulighederne.") % named]
    return []


def _date_faults(word: Word, news: News, today: date, named: dict[str, str]) -> list[str]:
    days = [day for day in (news.value, news.holds_from) if isinstance(day, date)]
    found = []
    if any(day < OLDEST for day in days):
        found.append(_("%(fact)s: datoen ligger før 1900. Ret årstallet.") % named)
    if word.shape in {"event", "events"} and not (word.ahead or word.announced) and any(day > today for day in days):
        found.append(_("%(fact)s: datoen ligger ude i fremtiden. Det kan først registreres, når det er sket.") % named)
    if news.holds_from and news.holds_to and news.holds_to < news.holds_from:
        found.append(_("%(fact)s: slutdatoen ligger før startdatoen.") % named)
    return found
