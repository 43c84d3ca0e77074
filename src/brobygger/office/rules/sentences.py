"""A version of a rule in words: whom it is for, how its date is counted, and what moves it."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext, ngettext

from brobygger.law.asking import Applies, Lasting
from brobygger.law.rulebook import Count, Rule, Rulebook, Version
from brobygger.law.wording import span_said
from brobygger.office.foundation.days import written
from brobygger.office.foundation.languages import language, spoken

WHOLE_MONTHS = "first_after_whole_months"
SAME_DAY = "same_day"


def name_of(name: str, book: Rulebook) -> str:
    """A fact or a milestone by its name in the office, in quotation marks."""
    text = book.rules[name].title if name in book.rules else book.facts[name].label
    return f"»{spoken(text)}«"


def whom(version: Version, book: Rulebook) -> list[str]:
    """Whom the version is for, a condition a line; nobody is left out when there is none."""
    applies = version.applies
    lines = [f"{spoken(book.facts[name].label)}: {_values(name, applies, book)}" for name in applies.facts]
    lines += _ages(applies, book)
    if applies.child_under:
        lines.append(gettext("Familien har et barn under %(years)s år") % {"years": applies.child_under})
    lines += [_lasting(condition, book) for condition in applies.lasting]
    for name, values in applies.unless.items():
        said = " · ".join(value_said(name, value, book) for value in values)
        lines.append(gettext("Undtagen: %(what)s") % {"what": f"{spoken(book.facts[name].label)}: {said}"})
    return lines


def _ages(applies: Applies, book: Rulebook) -> Iterator[str]:
    """What is asked of the person's age, and on which day."""
    if applies.adult is not None and not applies.age_at:
        yield gettext("Fyldt 18 år, når fristen begynder") if applies.adult else gettext("Under 18 år")
    if applies.adult is not None and applies.age_at:
        aged = gettext("Fyldt 18 år ved %(event)s") if applies.adult else gettext("Under 18 år ved %(event)s")
        yield aged % {"event": name_of(applies.age_at, book)}
    if applies.age_from is not None:
        yield gettext("Fyldt %(years)s år") % {"years": applies.age_from}
    if applies.age_under is not None:
        yield gettext("Under %(years)s år") % {"years": applies.age_under}
    if applies.or_since:
        yield gettext("… eller når der er registreret %(fact)s") % {"fact": name_of(applies.or_since, book)}
    if applies.unaccompanied is not None:
        yield gettext("Ingen voksen i sagen") if applies.unaccompanied else gettext("En voksen i sagen")


def _values(name: str, applies: Applies, book: Rulebook) -> str:
    return " · ".join(value_said(name, value, book) for value in applies.facts[name])


def value_said(name: str, value: object, book: Rulebook) -> str:
    """A fact's value as the office says it."""
    if isinstance(value, bool):
        return gettext("ja") if value else gettext("nej")
    choices = book.facts[name].choices if name in book.facts else {}
    return spoken(choices[value]) if isinstance(value, str) and value in choices else str(value)


def _lasting(condition: Lasting, book: Rulebook) -> str:
    what = spoken(book.facts[condition.fact].label)
    if condition.value:
        what = f"{what}: {value_said(condition.fact, condition.value, book)}"
    if condition.within:
        return gettext("%(what)s i %(months)s af de seneste %(within)s måneder") % {
            "what": what, "months": condition.months, "within": condition.within,
        }  # fmt: skip
    return gettext("%(what)s i %(months)s måneder") % {"what": what, "months": condition.months}


def counting(version: Version, rule: Rule, book: Rulebook) -> str:
    """How the date is counted, in one sentence."""
    start = _start(version, book)
    span = span_said(version.span.count, version.span.number, language())
    if version.repeats == "not_read":
        return gettext("Fristen for perioden fastsættes af kommunens leder.")
    if version.repeats == "as_agreed":
        return gettext("Som aftalt med borgeren (%(fact)s)") % {"fact": name_of(version.agreed_by, book)}
    if version.repeats == "windows":
        return _windows(version, start, span)
    once = _after(version.span, span, start)
    if version.repeats == "after_last":
        last = gettext(" eller ").join(name_of(name, book) for name in version.then_from or rule.fulfilled_by)
        return gettext("%(once)s, derefter %(span)s efter hver %(last)s") % {"once": once, "span": span, "last": last}
    return gettext("%(once)s, hver gang") % {"once": once} if version.repeats == "each" else once


def _start(version: Version, book: Rulebook) -> str:
    named = [name_of(name, book) for name in version.counted_from]
    # Of a duty at each event every one of them calls for it; elsewhere the first that is known starts the clock.
    start = (gettext(" eller ") if version.repeats == "each" else gettext(", ellers ")).join(named)
    if version.counted_from_all:
        return gettext("den sidste af %(events)s") % {"events": gettext(" og ").join(named)}
    return gettext("udløbet af %(period)s") % {"period": start} if version.counted_on_end else start


def _after(count: Count, span: str, start: str) -> str:
    if count.count == WHOLE_MONTHS:
        return ngettext(
            "Den 1. efter den første hele måned efter %(start)s",
            "Den 1. efter %(number)s hele måneder efter %(start)s",
            count.number,
        ) % {"start": start, "number": count.number}
    if count.count == SAME_DAY:
        return gettext("Samme dag som %(start)s") % {"start": start}
    if count.number < 0:
        return gettext("%(span)s før %(start)s") % {"span": span, "start": start}
    return gettext("%(span)s efter %(start)s") % {"span": span, "start": start}


def _windows(version: Version, start: str, span: str) -> str:
    given = {"times": version.times, "span": span, "start": start}
    if version.first_window_only:
        return gettext("Mindst %(times)s gange i de første %(span)s efter %(start)s, derefter som aftalt") % given
    each = ngettext(
        "Mindst %(times)s gang i hver periode på %(span)s, regnet fra %(start)s",
        "Mindst %(times)s gange i hver periode på %(span)s, regnet fra %(start)s",
        version.times,
    )
    return each % given


def provisos(version: Version, rule: Rule, book: Rulebook) -> list[str]:
    """What else is true of the date: moved, capped, aimed at earlier, paused, stopped."""
    said = (
        *_moved(version, book),
        *(_suspended(rule, book) if version.is_law or version.follows_law else ()),
        *_stopped(version, book),
        *_lapsing(rule, book),
        spoken(version.note or {}),
    )
    return [line for line in said if line]


def _moved(version: Version, book: Rulebook) -> Iterator[str]:
    if version.to_next_working_day:
        yield gettext("Falder dagen på en lørdag, søndag eller helligdag, gælder den næste hverdag.")
    if version.target:
        span = span_said(version.target.span.count, version.target.span.number, language())
        yield gettext("Arbejd efter %(span)s: %(note)s") % {"span": span, "note": spoken(version.target.note)}
    if version.at_most:
        span = span_said(version.at_most.count, version.at_most.number, language())
        start = name_of(version.at_most_from, book)
        yield gettext("Højst %(span)s i alt efter %(start)s.") % {"span": span, "start": start}
    if version.prolonged_by:
        named = ", ".join(name_of(name, book) for name in version.prolonged_by)
        yield gettext("Forlænges med perioder med %(fact)s.") % {"fact": named}
    if version.deferral:
        yield gettext("Venter %(months)s måneder efter %(event)s og mens der er %(state)s.") % {
            "months": version.deferral.months,
            "event": name_of(version.deferral.event, book),
            "state": name_of(version.deferral.state, book),
        }
    if version.pause_ceiling_months:
        yield gettext("Kan sættes på pause i højst %(months)s måneder.") % {"months": version.pause_ceiling_months}


def _suspended(rule: Rule, book: Rulebook) -> Iterator[str]:
    for held in book.suspensions_of(rule.id):
        yield gettext("Fristen løber ikke under %(suspension)s.") % {"suspension": name_of(held.id, book)}


def _stopped(version: Version, book: Rulebook) -> Iterator[str]:
    if version.stops_at:
        names = gettext(" eller ").join(name_of(name, book) for name in version.stops_at)
        yield gettext("Slutter ved %(facts)s.") % {"facts": names}
    if version.only_after:
        yield gettext("Først efter %(fact)s.") % {"fact": name_of(version.only_after, book)}
    if version.while_reached:
        milestone = name_of(version.while_reached, book)
        yield gettext("Hver ny frist kun, hvis det på dagen stadig gælder: %(milestone)s.") % {"milestone": milestone}
    if version.only_if_agreed:
        yield gettext("Kun når der er aftalt en dag.")
    if version.short_under_days:
        yield gettext("Et varsel på under %(days)s dage markeres.") % {"days": version.short_under_days}
    if version.also_governs_running_from:
        day = written(version.also_governs_running_from)
        yield gettext("Gælder også frister, der løb den %(day)s.") % {"day": day}


def _lapsing(rule: Rule, book: Rulebook) -> Iterator[str]:
    if rule.binds_nobody:
        yield gettext("Følges, så den ikke glemmes; er den overskredet, er hverken lov eller ramme brudt.")
    for name, values in rule.lapses_with.items():
        said = " · ".join(value_said(name, value, book) for value in values)
        yield gettext("Bortfalder ved: %(what)s") % {"what": f"{spoken(book.facts[name].label)}: {said}"}
