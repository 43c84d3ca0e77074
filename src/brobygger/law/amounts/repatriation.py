"""Support to return home: the parts of the grant, when each is paid, what is reclaimed, what the state pays back.

Repatrieringsloven §§ 7-9, 13 and 14, udlændingeloven § 17 a. Two instalments until 2024, three parts from 2025.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from brobygger.law.amounts import repatriation_words as words
from brobygger.law.amounts.arithmetic import (
    all_missing,
    at_most,
    given,
    leaf,
    less,
    nothing,
    of_rate,
    share,
    times,
    total,
    undetermined,
)  # fmt: skip
from brobygger.law.amounts.model import RateBook, RatePeriod, Undetermined
from brobygger.law.amounts.tree import Outcome
from brobygger.law.counting import months_after, years_after
from brobygger.law.rulebook import LAW_NOT_READ, Citation

GRANT, RECLAIM, REFUND, BONUS = (
    "repatriation_grant", "repatriation_reclaim", "repatriation_state_refund", "repatriation_bonus",
)  # fmt: skip
TWO, THREE = ("first", "second"), ("before_departure", "after_arrival", "lasting_return")
LAST = ("second", "lasting_return")
REGRET = {"refugee": "regret-period", "other": "regret-short", "none": "rep-second-instalment-time"}
"""What the last part waits for: the right to regret of refugees and their families, that of others, or neither."""
FLEXIBLE = "flexible"


@dataclass(frozen=True, slots=True, kw_only=True)
class Returning:
    """A household that returns. None stands for what is not known.

    The rates are those of the day the support was granted. `regret` is refugee, other, none or flexible (paid under
    § 14 a), `regret_extended_months` what was added on application. `reintegration` says that the adults receive
    reintegration assistance too; `advance_ore` is asked for before departure and taken from what follows arrival.
    """

    adults: int | None = None
    children: int | None = None
    granted_on: date | None = None
    departed_on: date | None = None
    regret: str | None = None
    regret_extended_months: int = 0
    reintegration: bool | None = None
    advance_ore: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Comeback:
    """Whether the household came back: the right to regret was used, or a new permit was asked for and given."""

    regret_used_on: date | None = None
    permit_applied_on: date | None = None
    permit_granted: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of the grant: its name, its amount for the household, and from when it is paid."""

    name: str
    amount: Outcome
    paid_from: date | Undetermined


def parts(book: RateBook, returning: Returning) -> list[Part] | Undetermined:
    """The parts of the grant in the order they are paid, by the law of the day of the grant."""
    missing = [name for name in ("adults", "children", "granted_on") if getattr(returning, name) is None]
    if missing or returning.granted_on is None:
        return undetermined(*missing, text=words.NOT_KNOWN, rule=GRANT)
    three = isinstance(book.on("rep-new-final-adult", returning.granted_on), RatePeriod)
    return [
        Part(name=name, amount=of_household(book, returning, name), paid_from=paid_from(book, returning, name))
        for name in (THREE if three else TWO)
    ]


def whole_grant(book: RateBook, returning: Returning) -> Outcome:
    """All parts together."""
    told = parts(book, returning)
    if isinstance(told, Undetermined):
        return told
    return total((part.amount for part in told), text=words.WHOLE_GRANT, rule=GRANT)


def of_household(book: RateBook, returning: Returning, part: str) -> Outcome:
    """One part for everybody in the household, with the advance moved from the second part to the first."""
    counts = {"adult": returning.adults or 0, "child": returning.children or 0}
    each = [
        times(number, of_person(book, returning, part, who), text=words.counted(number, who), rule=GRANT)
        for who, number in counts.items()
        if number
    ]
    if not each:
        return nothing(text=words.NO_ONE, rule=GRANT)
    whole = total(each, text=words.PARTS[part], rule=GRANT)
    if not returning.advance_ore or part not in THREE[:2]:
        return whole
    moved = advance(book, returning, sum(counts.values()))
    if part == THREE[0]:
        return total((whole, moved), text=words.ADVANCED, rule=GRANT)
    return less(whole, (moved,), text=words.ADVANCED, rule=GRANT)


def advance(book: RateBook, returning: Returning, persons: int) -> Outcome:
    """What is paid before departure instead of after arrival, no more than the Act's cap for each."""
    cap = of_rate(book, "rep-new-advance-cap", returning.granted_on or date.min, rule=GRANT)
    asked = given(returning.advance_ore, text=words.ADVANCE, rule=GRANT)
    return at_most(
        (asked, times(persons, cap, text=words.counted(persons, "person"), rule=GRANT)), text=words.ADVANCE, rule=GRANT
    )


def of_person(book: RateBook, returning: Returning, part: str, who: str) -> Outcome:
    """One part for one adult or child."""
    day = returning.granted_on or date.min
    if part in TWO:
        return instalment(book, part, who, day)
    if part == "before_departure":
        return of_rate(book, f"rep-new-before-departure-{who}", day, rule=GRANT)
    if part == "lasting_return":
        return of_rate(book, f"rep-new-final-{who}", day, rule=GRANT)
    if who == "child":
        return of_rate(book, "rep-new-arrival-child", day, rule=GRANT)
    if returning.reintegration is None:
        return undetermined("reintegration", text=words.REINTEGRATION, rule=GRANT)
    kind = "reint" if returning.reintegration else "no-reint"
    return of_rate(book, f"rep-new-arrival-adult-{kind}", day, rule=GRANT)


def instalment(book: RateBook, part: str, who: str, day: date) -> Outcome:
    """The first or second instalment: as published, else what the other leaves of the grant."""
    own, other = (book.on(f"rep-{name}-instalment-{who}", day) for name in (part, *(one for one in TWO if one != part)))
    if isinstance(own, RatePeriod) and (not own.derived or (part == "first" and not published(other))):
        return leaf(own, rule=GRANT)
    grant = of_rate(book, f"rep-grant-{who}", day, rule=GRANT)
    if isinstance(grant, Undetermined):
        return grant
    rest = leaf(other, rule=GRANT) if isinstance(other, RatePeriod) else other
    return less(grant, (rest,), text=words.instalment_said(part, who), rule=GRANT)


def published(found: RatePeriod | Undetermined) -> bool:
    """True of an amount that stands in print."""
    return isinstance(found, RatePeriod) and not found.derived


def paid_from(book: RateBook, returning: Returning, part: str) -> date | Undetermined:
    """The day from which the part is paid.

    The last part waits for the right to regret to expire, or, where there is none, for 12 months: one or the other.
    """
    departed = returning.departed_on
    if departed is None:
        return undetermined("departed_on", text=words.NOT_KNOWN, rule=GRANT)
    if part not in LAST:
        return departed
    if returning.regret == FLEXIBLE:
        return undetermined(LAW_NOT_READ, text=words.REGRET_NOT_READ, rule=GRANT)
    if returning.regret not in REGRET:
        return undetermined("regret", text=words.NO_REGRET, rule=GRANT)
    months, most = book.on(REGRET[returning.regret], departed), book.on("regret-extension", departed)
    if isinstance(months, Undetermined) or isinstance(most, Undetermined):
        return all_missing(one for one in (months, most) if isinstance(one, Undetermined))
    longer = min(returning.regret_extended_months, int(most.number)) if returning.regret == "refugee" else 0
    return months_after(departed, int(months.number) + longer)


def reclaimed(book: RateBook, returning: Returning, comeback: Comeback, *, on: date) -> Outcome:
    """What is claimed back of what was paid by then.

    From 1 July 2017 all of it, when the right to regret is used or a new permit, asked for within two years of the
    departure, is given. Before, the municipality could claim it in special cases: an officer decides.
    """
    departed = returning.departed_on
    if departed is None:
        return undetermined("departed_on", text=words.NOT_KNOWN, rule=RECLAIM)
    within = book.on("rep-repay-2017", departed)
    if isinstance(within, Undetermined):
        return undetermined("decision_to_reclaim", text=words.MAY_RECLAIM, rule=RECLAIM)
    day = came_back(comeback, departed, int(within.number))
    if isinstance(day, Undetermined):
        return day
    if day is None or day > on:
        return nothing(text=words.NOT_RECLAIMED, rule=RECLAIM, citation=within.citation)
    return total_paid(book, returning, day, within.citation)


def total_paid(book: RateBook, returning: Returning, day: date, citation: Citation) -> Outcome:
    """Every part that was paid by that day."""
    told = parts(book, returning)
    if isinstance(told, Undetermined):
        return told
    unknown = [part.paid_from for part in told if isinstance(part.paid_from, Undetermined)]
    if unknown:
        return all_missing(unknown, rule=RECLAIM)
    paid = [part.amount for part in told if isinstance(part.paid_from, date) and part.paid_from <= day]
    return total(paid, text=words.reclaimed_said(day), rule=RECLAIM, citation=citation)


def came_back(comeback: Comeback, departed: date, years: int) -> date | Undetermined | None:
    """The day that makes the support reclaimable, None when there is none; what lies before the departure is none."""
    regretted, applied = comeback.regret_used_on, comeback.permit_applied_on
    if regretted is not None and regretted >= departed:
        return regretted
    if applied is None or not departed <= applied <= years_after(departed, years):
        return None
    if comeback.permit_granted is None:
        return undetermined("permit_granted", text=words.RETURN_NOT_KNOWN, rule=RECLAIM)
    return applied if comeback.permit_granted else None


def state_refund(book: RateBook, paid: Outcome, *, on: date) -> Outcome:
    """What the state pays the municipality back of the support it paid."""
    return share(paid, book.on("rep-state-refund", on), text=words.STATE_PAYS, rule=REFUND)


def bonus(book: RateBook, returning: Returning) -> Outcome:
    """The state's grant to the municipality for everybody who departed; none from mid-2012 until mid-2017."""
    missing = [name for name in ("adults", "children", "departed_on") if getattr(returning, name) is None]
    if missing or returning.departed_on is None:
        return undetermined(*missing, text=words.NOT_KNOWN, rule=BONUS)
    abolished = book.on("rep-municipal-bonus-none", returning.departed_on)
    if isinstance(abolished, RatePeriod):
        return nothing(text=words.NO_BONUS, rule=BONUS, citation=abolished.citation)
    persons = (returning.adults or 0) + (returning.children or 0)
    one = of_rate(book, "rep-municipal-bonus", returning.departed_on, rule=BONUS)
    return times(persons, one, text=words.BONUS_OF_ALL, rule=BONUS)
