"""What the state pays the municipality for a person: basic grant, result grants, refunds of cost and of benefit.

Integrationsloven §§ 45-45 b, lov om kommunernes finansiering § 5. Where the yearly amount was not read, the Act's base
amount is regulated instead, and the amount says so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from brobygger.law.amounts.arithmetic import all_missing, at_most, leaf, less, nothing, of_rate, share, undetermined
from brobygger.law.amounts.model import RateBook, RatePeriod, Undetermined
from brobygger.law.amounts.tree import Outcome
from brobygger.law.counting import months_after, years_after
from brobygger.law.rulebook import Text

BASIC, RESULT, PROGRAMME, LADDER = "basic_grant", "result_grant", "programme_refund", "benefit_refund"
RESULTS = {
    "job": (("result-job", "result-job-base"), ("result-job-late", "result-job-late-base")),
    "education": (("result-edu", "result-job-base"), ("result-edu-late", "result-job-late-base")),
    "danish": (("result-danish", "result-danish-base"), ("result-danish", "result-danish-base")),
}
"""By achievement: the rate in the first three years and after, each with the base amount behind it."""
SPANS = ("result-grant-years", "result-grant-early-years", "result-grant-months")
LADDER_STEPS = ((4, "refund-benefit-ladder"), (26, "refund-benefit-ladder-5-26"), (52, "refund-benefit-ladder-27-52"))
LADDER_LAST = "refund-benefit-ladder-53"


@dataclass(frozen=True, slots=True, kw_only=True)
class InProgramme:
    """A person in the programme as the state counts: since when, and whether refugee or family to one."""

    responsibility_taken: date | None = None
    refugee_or_family: bool | None = None
    unaccompanied_minor: bool = False


def basic_grant(book: RateBook, person: InProgramme, *, month: date) -> Outcome:
    """The basic grant of a month: in the first three years, raised for refugees and their families in 2017 and 2018."""
    begun = person.responsibility_taken
    if begun is None:
        return undetermined("responsibility_taken", text=NOT_KNOWN, rule=BASIC)
    first = month.replace(day=1)
    years = book.on("basic-grant-years", first)
    if isinstance(years, Undetermined):
        return years
    if months_after(first, 1) <= begun or first >= years_after(begun, int(years.number)):
        return nothing(text=NOT_IN_THREE_YEARS, rule=BASIC)
    return grant_of_month(book, person, first)


def grant_of_month(book: RateBook, person: InProgramme, first: date) -> Outcome:
    """The month's grant for one who is within the years."""
    if person.unaccompanied_minor:
        return of_rate(book, "minor-grant", first, rule=BASIC)
    raised = book.on("basic-grant-raised", first)
    if isinstance(raised, RatePeriod) and person.refugee_or_family is not False:
        return (
            undetermined("legal_basis", text=NO_BASIS, rule=BASIC)
            if person.refugee_or_family is None
            else leaf(raised, rule=BASIC)
        )
    return published_or_base(book, ("basic-grant", "basic-grant-base"), first, BASIC)


def result_grant(
    book: RateBook, person: InProgramme, *, result: str, achieved_on: date | None, held_months: int | None = None
) -> Outcome:
    """The grant for a job, an education or a passed Danish test; a job or an education must have lasted six months.

    From 2017 less is paid in the fourth and fifth year than in the first three.
    """
    missing = [] if person.responsibility_taken else ["responsibility_taken"]
    missing += [] if achieved_on else ["achieved_on"]
    missing += ["held_months"] if held_months is None and result != "danish" else []
    if missing or person.responsibility_taken is None or achieved_on is None:
        return undetermined(*missing, text=NOT_KNOWN, rule=RESULT)
    spans = [book.on(name, achieved_on) for name in SPANS]
    known = [span for span in spans if isinstance(span, RatePeriod)]
    if len(known) < len(SPANS):
        return all_missing((span for span in spans if isinstance(span, Undetermined)), rule=RESULT)
    years, early_years, months = (int(span.number) for span in known)
    begun, sure = person.responsibility_taken, all(span.confirmed for span in known)
    if not begun <= achieved_on < years_after(begun, years):
        return nothing(text=NOT_IN_PROGRAMME_YEARS, rule=RESULT, confirmed=sure)
    if result != "danish" and (held_months or 0) < months:
        return nothing(text=TOO_SHORT, rule=RESULT, confirmed=sure)
    late = achieved_on >= years_after(begun, early_years)
    grant = published_or_base(book, RESULTS[result][late], achieved_on, RESULT)
    return grant if sure or isinstance(grant, Undetermined) else replace(grant, own_confirmed=False)


def published_or_base(book: RateBook, names: tuple[str, str], day: date, rule: str) -> Outcome:
    """The year's own amount, else the Act's base amount regulated; missing is the former when neither is known."""
    own = book.on(names[0], day)
    if not isinstance(own, Undetermined):
        return leaf(own, rule=rule)
    base = book.on(names[1], day)
    return own if isinstance(base, Undetermined) else leaf(base, rule=rule)


def programme_refund(book: RateBook, cost: Outcome, used: Outcome, *, on: date) -> Outcome:
    """The refund of programme costs: half of them, as far as the year's ceiling for the person is not used."""
    ceiling = of_rate(book, "cap-programme", on, rule=PROGRAMME)
    left = less(ceiling, (used,), text=LEFT_OF_CEILING, rule=PROGRAMME)
    if not isinstance(left, Undetermined) and left.ore < 0:
        return nothing(text=CEILING_USED, rule=PROGRAMME)
    counted = at_most((cost, left), text=WITHIN_CEILING, rule=PROGRAMME)
    return share(counted, book.on("refund-programme", on), text=HALF, rule=PROGRAMME)


def temporary_housing_refund(book: RateBook, cost: Outcome, *, on: date) -> Outcome:
    """The refund of temporary housing in 2016 and 2017: half, within a ceiling for the person and the year."""
    ceiling = of_rate(book, "refund-temp-housing-cap", on, rule="temporary_housing_refund")
    counted = at_most((cost, ceiling), text=WITHIN_CEILING, rule="temporary_housing_refund")
    return share(counted, book.on("refund-temp-housing", on), text=HALF, rule="temporary_housing_refund")


def benefit_refund(book: RateBook, benefit: Outcome, *, week: int | None, on: date) -> Outcome:
    """The state's share of a benefit, by how many weeks the citizen has been on benefit: the ladder from 2016."""
    if isinstance(benefit, Undetermined) or week is None or week < 1:
        known = [benefit] if isinstance(benefit, Undetermined) else []
        unknown = [undetermined("weeks_on_benefit", text=NO_WEEKS, rule=LADDER)] if week is None or week < 1 else []
        return all_missing([*known, *unknown], rule=LADDER)
    step = next((name for last, name in LADDER_STEPS if week <= last), LADDER_LAST)
    return share(benefit, book.on(step, on), text=week_said(week), rule=LADDER)


NOT_KNOWN: Text = {
    "da": "Overtagelsens dag, resultatets dag eller hvor længe det har varet, er ikke oplyst.",
    "en": "The day of the takeover, the day of the result or how long it has lasted is not known.",
}
NO_BASIS: Text = {
    "da": "Det er ikke oplyst, om borgeren er flygtning eller familiesammenført til en flygtning.",
    "en": "It is not known whether the citizen is a refugee or family reunified to one.",
}
NOT_IN_THREE_YEARS: Text = {
    "da": "Grundtilskud gives i de første tre år fra overtagelsen",
    "en": "The basic grant is given in the first three years from the takeover",
}
NOT_IN_PROGRAMME_YEARS: Text = {
    "da": "Resultatet ligger uden for de år, der giver resultattilskud",
    "en": "The result lies outside the years that give a result grant",
}
TOO_SHORT: Text = {
    "da": "Beskæftigelse eller uddannelse skal have varet seks sammenhængende måneder",
    "en": "Employment or education must have lasted six months on end",
}
LEFT_OF_CEILING: Text = {"da": "Tilbage af årets rådighedsbeløb", "en": "Left of the year's ceiling"}
CEILING_USED: Text = {"da": "Årets rådighedsbeløb er brugt", "en": "The year's ceiling is used up"}
WITHIN_CEILING: Text = {
    "da": "Udgiften, dog højst det, loftet giver plads til",
    "en": "The cost, yet no more than the ceiling leaves room for",
}
HALF: Text = {"da": "Statens refusion af udgiften", "en": "The state's refund of the cost"}
NO_WEEKS: Text = {
    "da": "Det er ikke oplyst, hvor mange uger borgeren har fået ydelse.",
    "en": "It is not known for how many weeks the citizen has been on benefit.",
}


def week_said(week: int) -> Text:
    """Says which week of benefit the share is for."""
    return {"da": f"Statens refusion i uge {week} på ydelse", "en": f"The state's refund in week {week} on benefit"}
