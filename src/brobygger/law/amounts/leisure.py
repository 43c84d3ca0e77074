"""The supplement for children's leisure from July 2025 (aktivlovens § 86): the household's, for at most three children.

It must be spent on the children's leisure, so it is not counted in what is left to live on.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from brobygger.law.amounts.arithmetic import of_rate, share, times
from brobygger.law.amounts.benefit import Own, Paid
from brobygger.law.amounts.benefit_law import Books, LeisureRule
from brobygger.law.amounts.model import Undetermined
from brobygger.law.amounts.people import NONE
from brobygger.law.amounts.traits import SUPPORTING, Asked
from brobygger.law.amounts.tree import Outcome
from brobygger.law.counting import months_after
from brobygger.law.rulebook import Text

EXTRA = "extra_child_allowance"


def leisure_supplement(books: Books, asked: Mapping[str, Asked], owns: Mapping[str, Own], month: date) -> Paid | None:
    """What the household receives for its children; None where it has no child or no right yet."""
    one = next(iter(asked.values()))
    rule = next((rule for rule in books.law.leisure if rule.holds_on(month)), None)
    if rule is None or not (one.household.children or one.household.unsure):
        return None
    entitled = [name for name in owns if long_enough(rule, asked[name], owns[name], month)]
    if not entitled:
        return None
    return Paid(
        outcome=outcome_of(books, rule, asked, owns, month), rule=rule.rule, rate=rule.rate, citation=rule.citation,
        doubts=rule.unconfirmed,
    )  # fmt: skip


def long_enough(rule: LeisureRule, asked: Asked, own: Own, month: date) -> bool:
    """True when the citizen has had a right to the benefit in each of so many whole months before this one."""
    if own.regime is None or own.regime.scheme not in rule.schemes:
        return False
    months = [months_after(month, -step) for step in range(1, rule.after_months + 1)]
    return all(
        day >= rule.in_force
        and asked.people.is_here(asked.person, day)
        and asked.people.value("income", asked.person, day) not in SUPPORTING
        for day in months
    )


def outcome_of(
    books: Books, rule: LeisureRule, asked: Mapping[str, Asked], owns: Mapping[str, Own], month: date
) -> Outcome:
    """The rate for each child, a share of it for a single parent; open where a benefit or the children are."""
    open_ = [own.benefit.outcome for own in owns.values() if isinstance(own.benefit.outcome, Undetermined)]
    if open_:
        return open_[0]
    one = next(iter(asked.values()))
    home = one.household
    if home.unsure and len(home.children) < rule.most_children:
        return books.missing(home.unsure, rule=rule.rule)
    if home.union is None:
        return books.missing(("partner",), rule=rule.rule)
    rate = of_rate(books.rates, rule.rate, month, rule=rule.rule, known_on=books.known_on)
    if home.union == NONE and one.people.value(EXTRA, one.person, one.day) is not False:
        percent = books.rates.on(rule.single_share, month, books.known_on)
        rate = share(rate, percent, text=SHARE, rule=rule.rule, citation=rule.citation)
    number = min(len(home.children), rule.most_children)
    return times(number, rate, text=CHILDREN, rule=rule.rule, citation=rule.citation)


SHARE: Text = {
    "da": "En fjerdedel, når den enlige forsørger har ret til ekstra børnetilskud",
    "en": "A quarter where the single parent is entitled to the extra child allowance",
}
CHILDREN: Text = {
    "da": "Fritidstillæg for hvert barn under 18 år, højst tre; skal bruges på barnets fritid",
    "en": "The supplement for each child under 18, three at most; to be spent on the child's leisure",
}
