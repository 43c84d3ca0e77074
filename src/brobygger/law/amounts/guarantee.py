"""The resident spouse's guarantee on family reunification: its amount, its reductions, how long it lasts, what is left.

Udlændingeloven § 9. Which law holds follows the day of the application, also for the reductions (the transition of 1
July 2018 and of 1 July 2024). The guarantee covers help under lov om aktiv socialpolitik and integrationsloven only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from brobygger.law.amounts.arithmetic import (
    all_missing,
    at_least,
    at_most,
    given,
    less,
    nothing,
    of_rate,
    total,
    undetermined,
)
from brobygger.law.amounts.model import RateBook, RatePeriod, Undetermined
from brobygger.law.amounts.tree import Amount, Outcome
from brobygger.law.counting import months_after, years_after
from brobygger.law.rulebook import Citation, Text
from brobygger.law.wording import said

RULE, DRAW, LEFT = "guarantee", "guarantee_draw", "guarantee_left"
REDUCTIONS = {
    "a1": "guarantee-reduction-a1", "a2": "guarantee-reduction-a2", "final": "guarantee-reduction-final",
}  # fmt: skip
TESTS = {"a1": "guarantee-a1-deadline", "a2": "guarantee-a2-deadline"}
COVERED = ("active_social_policy", "integration_act")
EXTENDED_FROM = date(2011, 1, 1)
EXTENSION_KNOWN = date(2018, 1, 1)
EXTENSION_READ = date(2019, 1, 1)
"""Bek. 220/2018 § 20, stk. 4, extends to ten years what was posted from 2011; its first day was not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """Help paid out to the spouse that is to be taken from the guarantee: when, how much, under which act."""

    on: date
    ore: int
    act: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Guarantee:
    """One guarantee. `tests` holds the days on which a1, a2 and the final test were passed.

    `still_temporary` says that the spouse's permit has not become permanent; None where nobody has looked.
    """

    applied_on: date | None = None
    posted_on: date | None = None
    cpr_registered: date | None = None
    tests: tuple[tuple[str, date], ...] = ()
    draws: tuple[Draw, ...] = ()
    released_on: date | None = None
    permanent_on: date | None = None
    still_temporary: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lasting:
    """How long the guarantee binds: its years, its last day, and why."""

    years: int
    ends_on: date
    text: Text
    confirmed: bool
    citation: Citation
    runs_on: bool = False


def required(book: RateBook, guarantee: Guarantee) -> Outcome:
    """What had to be posted when the application was made."""
    if guarantee.applied_on is None:
        return undetermined("guarantee_applied", text=NO_APPLICATION, rule=RULE)
    return of_rate(book, "guarantee-amount", guarantee.applied_on, rule=RULE)


def standing(book: RateBook, guarantee: Guarantee, *, on: date) -> Outcome:
    """The guarantee after the tests passed by *on*, never below the floor."""
    posted = required(book, guarantee)
    if guarantee.applied_on is None or isinstance(posted, Undetermined):
        return posted
    passed = sorted({(day, name) for name, day in guarantee.tests if day <= on and name in REDUCTIONS})
    names = dict.fromkeys(name for _, name in passed)
    reductions = [of_rate(book, REDUCTIONS[name], guarantee.applied_on, rule=RULE) for name in names]
    if not reductions:
        return posted
    floor = of_rate(book, "guarantee-floor", guarantee.applied_on, rule=RULE)
    reduced = less(posted, reductions, text=REDUCED, rule=RULE)
    return at_least((reduced, floor), text=NOT_BELOW_FLOOR, rule=RULE)


def lasts(book: RateBook, guarantee: Guarantee, *, on: date) -> Lasting | Undetermined:
    """How long the guarantee binds, as it is read on *on*: five or ten years from the day it was posted."""
    missing = [name for name in ("applied_on", "posted_on") if getattr(guarantee, name) is None]
    if guarantee.applied_on is None or guarantee.posted_on is None:
        return undetermined(*(f"guarantee_{name}" for name in missing), text=NO_APPLICATION, rule=RULE)
    found = book.on("guarantee-period", guarantee.applied_on)
    if isinstance(found, Undetermined):
        return found
    today = book.on("guarantee-period", on)
    first_law = found.until is not None
    extended = first_law and on >= EXTENSION_KNOWN and guarantee.posted_on >= EXTENDED_FROM
    if extended and isinstance(today, RatePeriod):
        found = today
    return Lasting(
        years=int(found.number),
        ends_on=years_after(guarantee.posted_on, int(found.number)),
        text=EXTENDED if extended else FIVE_YEARS if first_law else TEN_YEARS,
        confirmed=found.confirmed and (not extended or on >= EXTENSION_READ),
        citation=found.citation,
        runs_on=first_law and not extended,
    )


def ended_on(book: RateBook, guarantee: Guarantee, *, on: date) -> date | Undetermined | None:
    """The day the guarantee ended, None while it binds on *on*: released, or run out.

    Five years run on while the permit is not permanent, so past them it must be known whether it is.
    """
    released = [day for day in (guarantee.released_on, guarantee.permanent_on) if day is not None and day <= on]
    if released:
        return min(released)
    bound = lasts(book, guarantee, on=on)
    if isinstance(bound, Undetermined) or bound.ends_on > on:
        return bound if isinstance(bound, Undetermined) else None
    if bound.runs_on and guarantee.still_temporary is not False:
        return None if guarantee.still_temporary else undetermined("still_temporary", text=NO_PERMIT, rule=RULE)
    return bound.ends_on


def left(book: RateBook, guarantee: Guarantee, *, on: date) -> Outcome:
    """What remains of the guarantee on *on*, after reductions and draws: never below nothing."""
    stands, end = standing(book, guarantee, on=on), ended_on(book, guarantee, on=on)
    if isinstance(stands, Undetermined) or isinstance(end, Undetermined):
        return all_missing(one for one in (stands, end) if isinstance(one, Undetermined))
    if end is not None:
        return nothing(text=ended_said(end), rule=LEFT)
    taken = total(draws(book, guarantee, on=on) or [nothing(text=NO_DRAWS, rule=DRAW)], text=DRAWN, rule=DRAW)
    rest = less(stands, (taken,), text=REMAINS, rule=LEFT)
    return at_least((rest, nothing(text=AT_LEAST_NOTHING)), text=REMAINS, rule=LEFT)


def draws(book: RateBook, guarantee: Guarantee, *, on: date) -> list[Outcome]:
    """What each draw up to *on* takes: the help paid, never more than was left; nothing for help under another act."""
    taken: list[Outcome] = []
    for draw in sorted(guarantee.draws, key=lambda one: (one.on, one.ore, one.act)):
        if draw.on <= on:
            before = sum(one.ore for one in taken if isinstance(one, Amount))
            taken.append(one_draw(book, draw, before, guarantee))
    return taken


def one_draw(book: RateBook, draw: Draw, before: int, guarantee: Guarantee) -> Outcome:
    """One draw, held to what was left after those *before* it."""
    if draw.act not in COVERED:
        return nothing(text=NOT_COVERED, rule=DRAW)
    stands, end = standing(book, guarantee, on=draw.on), ended_on(book, guarantee, on=draw.on)
    if isinstance(stands, Undetermined) or isinstance(end, Undetermined):
        return all_missing(one for one in (stands, end) if isinstance(one, Undetermined))
    if end is not None:
        return nothing(text=ended_said(end), rule=DRAW)
    was_left = given(max(0, stands.ore - before), text=WAS_LEFT, rule=DRAW)
    return at_most((given(draw.ore, text=paid_said(draw.on), rule=DRAW), was_left), text=TAKEN, rule=DRAW)


def deadline_of_test(book: RateBook, guarantee: Guarantee, test: str, *, again: bool = False) -> date | None:
    """The last day to pass a1 or a2, counted from the CPR registration; *again*: with the time for a second try."""
    if guarantee.cpr_registered is None or guarantee.applied_on is None:
        return None
    spans = [book.on(TESTS[test], guarantee.applied_on)]
    spans += [book.on(f"{TESTS[test]}-retest", guarantee.applied_on)] if again else []
    months = [int(span.number) for span in spans if isinstance(span, RatePeriod)]
    return months_after(guarantee.cpr_registered, sum(months)) if len(months) == len(spans) else None


NO_PERMIT: Text = {
    "da": "De fem år er gået, og det er ikke oplyst, om opholdstilladelsen er blevet tidsubegrænset.",
    "en": "The five years have passed, and it is not known whether the permit has become permanent.",
}
NO_APPLICATION: Text = {
    "da": "Det er ikke oplyst, hvornår der blev søgt om familiesammenføring, eller hvornår sikkerheden blev stillet.",
    "en": "It is not known when family reunification was applied for, or when the guarantee was posted.",
}
REDUCED: Text = {"da": "Sikkerheden efter beståede prøver", "en": "The guarantee after passed tests"}
NOT_BELOW_FLOOR: Text = {
    "da": "Sikkerheden efter nedsættelse, dog mindst lovens mindstebeløb",
    "en": "The reduced guarantee, yet no less than the Act's floor",
}
TEN_YEARS: Text = {"da": "Sikkerheden gælder i 10 år", "en": "The guarantee lasts ten years"}
FIVE_YEARS: Text = {
    "da": "Sikkerheden gælder i 5 år og længere, så længe opholdstilladelsen ikke er tidsubegrænset",
    "en": "The guarantee lasts five years, and longer while the permit is not permanent",
}
EXTENDED: Text = {
    "da": "Sikkerheden gjaldt i 5 år, men er stillet fra 2011 og derfor forlænget til 10 år",
    "en": "The guarantee lasted five years but was posted from 2011, so it is extended to ten",
}
NO_DRAWS: Text = {"da": "Der er ikke trukket på sikkerheden", "en": "Nothing has been drawn"}
DRAWN: Text = {"da": "Trukket i alt", "en": "Drawn in all"}
REMAINS: Text = {"da": "Tilbage af sikkerheden", "en": "Left of the guarantee"}
AT_LEAST_NOTHING: Text = {"da": "Aldrig mindre end ingenting", "en": "Never less than nothing"}
NOT_COVERED: Text = {
    "da": "Sikkerheden dækker kun hjælp efter lov om aktiv socialpolitik og integrationsloven",
    "en": "The guarantee covers only help under the Active Social Policy Act and the Integration Act",
}
WAS_LEFT: Text = {"da": "Tilbage af sikkerheden før trækket", "en": "Left of the guarantee before the draw"}
TAKEN: Text = {
    "da": "Trukket på sikkerheden, dog højst det, der var tilbage",
    "en": "Drawn from the guarantee, yet no more than was left",
}


def ended_said(day: date) -> Text:
    """Says since when the guarantee no longer binds."""
    return {
        "da": f"Sikkerheden gælder ikke længere fra {said(day, 'da')}",
        "en": f"The guarantee no longer binds from {said(day, 'en')}",
    }


def paid_said(day: date) -> Text:
    """Says when the help was paid."""
    return {"da": f"Hjælp udbetalt {said(day, 'da')}", "en": f"Help paid on {said(day, 'en')}"}
