"""How a reckoning is said aloud, in Danish and in English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from brobygger.law.holidays import SATURDAY, is_working_day
from brobygger.law.rulebook import LAW_NOT_READ, Language, Text, Version, Word

MONTHS: dict[Language, tuple[str, ...]] = {
    "da": ("januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober",
           "november", "december"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December"),
}  # fmt: skip
WEEKDAYS: dict[Language, tuple[str, ...]] = {
    "da": ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
UNITS = {
    "days_after": {"da": ("dag", "dage"), "en": ("day", "days")},
    "working_days_after": {"da": ("hverdag", "hverdage"), "en": ("working day", "working days")},
    "weeks_after": {"da": ("uge", "uger"), "en": ("week", "weeks")},
    "months_after": {"da": ("måned", "måneder"), "en": ("month", "months")},
    "years_after": {"da": ("år", "år"), "en": ("year", "years")},
}
IN_FORCE_FROM: Text = {"da": "Reglen gælder fra", "en": "The rule is in force from"}
NEW_PERIOD: Text = {"da": "Ny periode fra", "en": "New period from"}
NOT_READ: Text = {
    "da": "Fristen for perioden fastsættes af kommunens leder.",
    "en": "The deadline for this period is set by the municipality's leader.",
}
FIRST_OF_MONTH: Text = {
    "da": "Datoen er den 1. i måneden; loven siger ikke, om måneden er hel, så den senere læsning er brugt.",
    "en": "It is the 1st of a month; whether that month is whole the Act does not say: the later reading is used.",
}
RECORDED_UNKNOWN: Text = {
    "da": "Mindst én oplysning har ingen registreringsdato; den regnes som kendt fra den dag, den gælder, eller altid.",
    "en": "At least one fact has no date of recording; it counts as known from the day it holds, or all along.",
}
TOO_LATE: Text = {
    "da": "Skulle være sket i et ophold, der er slut; der er begyndt et nyt med egne frister.",
    "en": "Was due in a stay that is over; a new one with deadlines of its own has begun.",
}

CONDITIONS_MET: Text = {"da": "Betingelserne er opfyldt", "en": "The conditions are met"}
CLOSED_DAY: Text = {"da": "lukkedag", "en": "day on which the office is closed"}


def said(day: date, language: Language) -> str:
    """The date written out.

    >>> said(date(2018, 7, 1), "da"), said(date(2018, 7, 1), "en")
    ('1. juli 2018', '1 July 2018')
    """
    dot = "." if language == "da" else ""
    return f"{day.day}{dot} {MONTHS[language][day.month - 1]} {day.year}"


def span_said(count: str, number: int, language: Language) -> str:
    """The span in words, whichever way it is counted.

    >>> span_said("months_after", 1, "da"), span_said("weeks_after", -4, "en")
    ('1 måned', '4 weeks')
    """
    if count not in UNITS:
        return {"da": "samme dag", "en": "the same day"}[language]
    one, many = UNITS[count][language]
    length = abs(number)
    return f"{length} {one if length == 1 else many}"


def towards(number: int, language: Language) -> str:
    """Whether a span lies after the day it is counted from, or before it."""
    after, before = {"da": ("efter", "før"), "en": ("after", "before")}[language]
    return before if number < 0 else after


def counted(version: Version, label: Text, start: date, unmoved: date, falls_on: date) -> Text:
    """How one date followed from another under a version; says so when a day off moved it, or did not."""
    da, en = (counting_said(version.span.count, version.span.number, language) for language in ("da", "en"))
    text = {
        "da": f"{label['da']} {said(start, 'da')}. {da}: {said(unmoved, 'da')}.",
        "en": f"{label['en']} {said(start, 'en')}. {en}: {said(unmoved, 'en')}.",
    }
    return joined(text, weekday_note(version, unmoved, falls_on))


def counting_said(count: str, number: int, language: Language) -> str:
    """The counting itself, as the start of a sentence.

    >>> counting_said("first_after_whole_months", 1, "da"), counting_said("weeks_after", -2, "en")
    ('Den 1. efter første hele måned', '2 weeks before')
    """
    if count == "first_after_whole_months":
        return {"da": "Den 1. efter første hele måned", "en": "The 1st after the first whole month"}[language]
    if count == "same_day":
        return {"da": "Samme dag", "en": "The same day"}[language]
    return f"{span_said(count, number, language)} {towards(number, language)}"


def short_said(version: Version, label: Text, name: Text | None = None) -> Text:
    """How a version counts, in a few words for a list: »1 måned efter overtagelsen«, »14 dage efter: plan tilbudt«.

    *name* fits inside a sentence; a fact's label stands after a colon.
    """
    count, number = version.span.count, version.span.number
    da, en = span_said(count, number, "da"), span_said(count, number, "en")
    what_da = f" {name['da']}" if name else f": {uncapitalised(label['da'])}"
    what_en = f" {name['en']}" if name else f": {uncapitalised(label['en'])}"
    window = ("mindst {} i de første {}", "at least {} in the first {}")
    said_of: dict[str, tuple[str, str]] = {
        "windows": window if version.first_window_only else ("mindst {} på {}", "at least {} in {}"),
        "as_agreed": ("som aftalt med borgeren", "as agreed with the citizen"),
        "not_read": ("", ""),
    }
    if version.repeats in said_of:
        in_da, in_en = said_of[version.repeats]
        return {"da": in_da.format(version.times, da), "en": in_en.format(version.times, en)}
    if version.counted_on_end:
        return {"da": f"udløb af{what_da}", "en": f"end of{what_en}"}
    if count == "same_day":
        return {"da": f"samme dag som{what_da}", "en": f"the same day as{what_en}"}
    return {"da": f"{da} {towards(number, 'da')}{what_da}", "en": f"{en} {towards(number, 'en')}{what_en}"}


def uncapitalised(label: str) -> str:
    """A label inside a sentence; what is written in capitals stays so.

    >>> uncapitalised("Samtale holdt"), uncapitalised("CPR-registrering")
    ('samtale holdt', 'CPR-registrering')
    """
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def weekday_note(version: Version, unmoved: date, falls_on: date) -> Text | None:
    """Says that a weekend or holiday moved the date, or that it did not."""
    day_off = holiday_or_weekend(unmoved) or (CLOSED_DAY if falls_on != unmoved else None)
    if day_off is None or version.span.count == "same_day":
        return None
    if falls_on != unmoved:
        return {
            "da": f"Det er en {day_off['da']}, så den næste hverdag gælder: {said(falls_on, 'da')}.",
            "en": f"That is a {day_off['en']}, so the next working day counts: {said(falls_on, 'en')}.",
        }
    if version.span.count == "first_after_whole_months":
        return None
    return {
        "da": f"Det er en {day_off['da']}; kommunens egen frist flyttes ikke.",
        "en": f"That is a {day_off['en']}; the municipality's own deadline is not moved.",
    }


def holiday_or_weekend(day: date) -> Text | None:
    """What kind of day off it is, or None on a working day."""
    if is_working_day(day):
        return None
    if day.weekday() >= SATURDAY:
        return {"da": WEEKDAYS["da"][day.weekday()], "en": WEEKDAYS["en"][day.weekday()]}
    return {"da": "helligdag", "en": "public holiday"}


def joined(*texts: Text | None) -> Text:
    """Several sentences as one text."""
    parts = [text for text in texts if text]
    if len(parts) == 1:
        return parts[0]
    return {language: " ".join(part[language] for part in parts) for language in ("da", "en")}


def listed(labels: Sequence[str], language: str) -> str:
    """Several names inside a sentence.

    >>> listed(["Ankommet", "Seng anvist"], "da")
    'ankommet og seng anvist'
    """
    *others, last = [uncapitalised(label) for label in labels]
    conjunction = {"da": " og ", "en": " and "}[language]
    return f"{', '.join(others)}{conjunction}{last}" if others else last


def transition_said(until: date) -> Text:
    """Says that the law changed while the clock ran and that its transitional rule has not been read."""
    da, en = (said(until + timedelta(days=1), language) for language in ("da", "en"))
    return {
        "da": f"Loven blev ændret {da}, mens fristen løb. Overgangsreglen er ikke læst: den gamle regel løber ud.",
        "en": f"The law changed on {en} while the clock ran. The transition has not been read: the old rule runs out.",
    }


def unread_before(day: date) -> Text:
    """Says that the law from before that day has not been read."""
    da, en = (said(day, language) for language in ("da", "en"))
    return {
        "da": f"Lovteksten fra før {da} er ikke læst.",
        "en": f"The law as it read before {en} has not been read.",
    }


def missing_said(
    names: tuple[str, ...], words: Mapping[str, Word], *, besides: bool = False, by_law: bool = True
) -> Text:
    """What is missing, in words; *besides* when the duty has a date all the same, from the other layer."""
    if names == (LAW_NOT_READ,):
        return NOT_READ
    labels = [words[name].label if name in words else {"da": name, "en": name} for name in names]
    lacking: Text = {
        "da": f"Mangler: {', '.join(label['da'] for label in labels)}.",
        "en": f"Missing: {', '.join(label['en'] for label in labels)}.",
    }
    if not besides:
        return joined({"da": "Kan ikke afgøres.", "en": "Undetermined."}, lacking)
    da, en = ("Lovens", "The law's") if by_law else ("Rammens", "The frame's")
    return joined({"da": f"{da} frist kan ikke regnes endnu.", "en": f"{en} deadline cannot be counted yet."}, lacking)
