"""Earnings beside the benefit from July 2025: what is disregarded of them, and the limit (aktivlovens § 31).

Deducted is what is above the free amount, less a per cent of it. Where benefit and earnings together then are above the
limit, what is above is deducted as well. Earnings are those after labour market contribution, ATP, holiday pay and
collective pension.
"""

from __future__ import annotations

from datetime import date

from brobygger.law.amounts.arithmetic import (
    at_least,
    at_most,
    given,
    less,
    nothing,
    of_rate,
    share,
    total,
    undetermined,
)
from brobygger.law.amounts.benefit import Own, Paid, not_read
from brobygger.law.amounts.benefit_law import Books, Earned, EarningsRule
from brobygger.law.amounts.model import HUNDREDTHS
from brobygger.law.amounts.traits import SUPPORTING, Asked, answer
from brobygger.law.amounts.tree import Outcome
from brobygger.law.counting import months_after
from brobygger.law.rulebook import Text

COUNTED = "earnings_counted"


def earnings_deduction(books: Books, asked: Asked, own: Own, month: date) -> Paid | None:
    """What is deducted for the citizen's own earnings; None where there are none, or no rule of the day."""
    rule = next((one for one in books.law.earnings if one.holds_on(asked.day)), None)
    if rule is None or own.regime is None or not answer(asked, "earns", wanted=True).holds:
        return None
    row = next((row for row in rule.allowances if own.benefit.rate in row.beside), None)
    outcome = why_open(books, rule, asked, own, month) or (
        reckoned(books, rule, row, asked, own) if row else not_read(NO_FREE_AMOUNT, rule=rule.rule)
    )
    return Paid(outcome=outcome, rule=rule.rule, citation=rule.citation, doubts=rule.unconfirmed)


def why_open(books: Books, rule: EarningsRule, asked: Asked, own: Own, month: date) -> Outcome | None:
    """Why nothing can be reckoned: the benefit is open, nobody told what counts, or it is a first application."""
    if not own.benefit.rate:
        return own.benefit.outcome
    if first_application(asked, month):
        return not_read(FIRST, rule=rule.rule)
    if counted(books, asked) is None:
        return undetermined(COUNTED, text=books.missing((COUNTED,), rule=rule.rule).text, rule=rule.rule)
    return None


def first_application(asked: Asked, month: date) -> bool:
    """True when the citizen had no benefit in the two months before, as far as anybody has recorded."""
    came = asked.people.came(asked.person).day
    if came is not None and came >= month:
        return True
    before = [asked.people.value("income", asked.person, months_after(month, -step)) for step in (1, 2)]
    return all(means in SUPPORTING for means in before)


def counted(books: Books, asked: Asked) -> Outcome | None:
    """The earnings that count, when they are recorded."""
    value = asked.people.value(COUNTED, asked.person, asked.day)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        return None
    return given(value * HUNDREDTHS, text=books.rulebook.facts[COUNTED].label, rule=COUNTED)


def reckoned(books: Books, rule: EarningsRule, row: Earned, asked: Asked, own: Own) -> Outcome:
    """The deduction with its arithmetic; never more than the benefit with its supplements."""
    earned = counted(books, asked)
    assert earned is not None  # noqa: S101  `why_open` has asked; said for the type checker
    free, limit = (
        of_rate(books.rates, name, asked.day, rule=rule.rule, known_on=books.known_on) for name in (row.free, row.limit)
    )
    none = nothing(text=NOTHING, rule=rule.rule)
    rest = at_least((less(earned, (free,), text=ABOVE_FREE, rule=rule.rule), none), text=REST, rule=rule.rule)
    percent = books.rates.on(rule.percent, asked.day, books.known_on)
    first = less(
        rest, (share(rest, percent, text=KEPT, rule=rule.rule),), text=DEDUCTED, rule=rule.rule,
        citation=rule.citation,
    )  # fmt: skip
    parts = [own.benefit.outcome, *(paid.outcome for paid in own.supplements.values())]
    benefit = total(parts, text=BENEFIT, rule=rule.rule) if len(parts) > 1 else parts[0]
    after = at_least((less(benefit, (first,), text=LESS, rule=rule.rule), none), text=LEFT, rule=rule.rule)
    over = less(total((after, earned), text=TOGETHER, rule=rule.rule), (limit,), text=OVER, rule=rule.rule)
    above = at_least((over, none), text=ABOVE, rule=rule.rule)
    both = total((first, above), text=ALL, rule=rule.rule)
    return at_most((both, benefit), text=TAKEN, rule=rule.rule, citation=rule.citation)


NO_FREE_AMOUNT: Text = {
    "da": "Loven nævner intet fribeløb og intet indkomstloft ved satsen til hjemmeboende; fradraget er ikke læst.",
    "en": "The Act names no free amount and no limit beside the rate of those who live with their parents; the "
    "deduction has not been read.",
}
FIRST: Text = {
    "da": "Ved en første ansøgning gælder fribeløbet ikke; hvordan indtægten så opgøres, er ikke læst.",
    "en": "At a first application there is no free amount; how the earnings are then counted has not been read.",
}
NOTHING: Text = {"da": "Intet", "en": "Nothing"}
ABOVE_FREE: Text = {"da": "Indtægten mindre fribeløbet", "en": "The earnings less the free amount"}
REST: Text = {"da": "Indtægten over fribeløbet", "en": "The earnings above the free amount"}
KEPT: Text = {"da": "Procentfradraget af indtægten over fribeløbet", "en": "The per cent disregarded of what is above"}
DEDUCTED: Text = {"da": "Fradrag efter fribeløb og procentfradrag", "en": "Deducted after free amount and per cent"}
BENEFIT: Text = {"da": "Kontanthjælp med tillæg", "en": "The benefit with its supplements"}
LESS: Text = {"da": "Hjælpen efter fradraget", "en": "The benefit after the deduction"}
LEFT: Text = {"da": "Hjælpen efter fradraget, dog ikke under 0 kr.", "en": "After the deduction, yet not below 0 kr."}
TOGETHER: Text = {"da": "Hjælp og indtægt tilsammen", "en": "Benefit and earnings together"}
OVER: Text = {"da": "Hjælp og indtægt mindre indkomstloftet", "en": "Benefit and earnings less the limit"}
ABOVE: Text = {
    "da": "Det, der ligger over indkomstloftet, dog ikke under 0 kr.",
    "en": "Above the limit, yet not below 0 kr.",
}
ALL: Text = {"da": "Fradraget i alt", "en": "The deduction in all"}
TAKEN: Text = {"da": "Fradraget er højst hjælpen", "en": "The deduction is no more than the benefit"}
