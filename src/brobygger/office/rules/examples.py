"""A rule's worked examples as a table that a lawyer can read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from brobygger.law.rulebook import Example, Rulebook
from brobygger.office.duties.choices import Breach, Standing
from brobygger.office.foundation.days import written
from brobygger.office.foundation.languages import spoken
from brobygger.office.rules.sentences import value_said


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    """One example: what it shows, the facts, and what must come out."""

    tells: str
    given: tuple[tuple[str, str], ...]
    gives: tuple[str, ...]
    as_of: date | None


def worked(example: Example, book: Rulebook) -> Worked:
    """The example in words."""
    given = tuple((_label(name, book), _said(name, value, book)) for name, value in example.given.items())
    return Worked(
        tells=spoken(example.tells), given=given, gives=tuple(_outcomes(example.expects, book)), as_of=example.as_of
    )


def _label(name: str, book: Rulebook) -> str:
    if name in book.facts:
        return spoken(book.facts[name].label)
    return {"children": gettext("Børn født"), "decisions": gettext("Afgørelser i sagen")}[name]


def _said(name: str, value: object, book: Rulebook) -> str:
    """A value, a list of them, a period, or a decision."""
    if isinstance(value, date):
        return written(value)
    if isinstance(value, list):
        return " · ".join(_said(name, one, book) for one in value)
    if isinstance(value, Mapping):
        return _period(name, value, book) if "kind" not in value else _decision(value)
    return value_said(name, value, book)


def _period(name: str, value: Mapping[str, object], book: Rulebook) -> str:
    start, end = value.get("from"), value.get("to")
    days = f"{_day(start)} – {_day(end)}" if start or end else ""
    said = _said(name, value["value"], book) if value.get("value", True) is not True else ""
    return " ".join(part for part in (said, days) if part)


def _decision(value: Mapping[str, object]) -> str:
    kinds = {"waived": gettext("frafaldet"), "postponed": gettext("udsat"), "paused": gettext("sat på pause")}
    days = f"{_day(value.get('from'))} – {_day(value.get('until'))}" if value.get("from") else ""
    return " ".join(part for part in (kinds[str(value["kind"])], days) if part)


def _day(value: object) -> str:
    return written(value) if isinstance(value, date) else ""


def _outcomes(expects: Mapping[str, object], book: Rulebook) -> Iterator[str]:
    """What must come out, a line each."""
    for key, value in expects.items():
        yield from _outcome(key, value, book)


def _outcome(key: str, value: object, book: Rulebook) -> Iterator[str]:
    days = value if isinstance(value, list) else [value]
    labels = {"gives": "%s", "gives_legal": gettext("lovens frist %s"), "work_by": gettext("arbejd efter %s")}
    if key in labels:
        yield from (labels[key] % written(day) for day in days if isinstance(day, date))
    elif key == "missing":
        yield gettext("Mangler: %(facts)s") % {"facts": ", ".join(_missing(str(name), book) for name in days)}
    elif key == "standing":
        yield from (str(Standing(str(standing)).label) for standing in days)
    elif key == "breach":
        yield from (str(Breach(str(breach)).label) for breach in days)
    elif key == "applies" and value is False:
        yield gettext("Ingen pligt")
    elif key == "confirmed" and value is False:
        yield gettext("ubekræftet")


def _missing(name: str, book: Rulebook) -> str:
    return spoken(book.facts[name].label) if name in book.facts else gettext("en dato, som kommunens leder fastsætter")
