"""The cap on housing benefit beside the raised rate, for couples, from July 2025 (aktivlovens § 25 b)."""

from __future__ import annotations

from collections.abc import Mapping

from brobygger.law.amounts.arithmetic import at_least, less, nothing, of_rate, total
from brobygger.law.amounts.benefit import Own, Paid
from brobygger.law.amounts.benefit_law import Books, HousingCap
from brobygger.law.amounts.model import Undetermined
from brobygger.law.amounts.support import Support
from brobygger.law.amounts.traits import Asked, judged
from brobygger.law.amounts.tree import Outcome
from brobygger.law.rulebook import Text


def housing_reduction(
    books: Books, asked: Mapping[str, Asked], owns: Mapping[str, Own], support: Support
) -> Paid | None:
    """How much of the household's housing benefit the cap takes; None where it is for nobody of the household."""
    if support.housing is None:
        return None
    rules = {name: rule for name, own in owns.items() if (rule := rule_of(books, asked[name], own))}
    if not rules:
        return None
    rule = next(iter(rules.values()))
    taken = [of_person(books, rules[name], asked[name], support) for name in rules]
    alike = support.grown > len(owns)
    return Paid(
        outcome=total(taken, text=TAKEN, rule=rule.rule, citation=rule.citation) if len(taken) > 1 else taken[0],
        rule=rule.rule, rate=rule.rate, citation=rule.citation,
        doubts=(*rule.unconfirmed, *((GROWN,) if alike else ())),
    )  # fmt: skip


def rule_of(books: Books, asked: Asked, own: Own) -> HousingCap | None:
    """The cap that could take of this person's part."""
    return next(
        (one for one in books.law.housing_caps if one.holds_on(asked.day) and own.benefit.rate in one.beside), None
    )


def of_person(books: Books, rule: HousingCap, asked: Asked, support: Support) -> Outcome:
    """What is above the cap in one person's part; nothing of one whom the cap is not for."""
    found = judged(asked, rule.conditions)
    if found.holds is None:
        return books.missing(found.missing, rule=rule.rule)
    none = nothing(text=NOTHING, rule=rule.rule)
    if not found.holds:
        return none
    cap = of_rate(books.rates, rule.rate, asked.day, rule=rule.rule, known_on=books.known_on)
    [own_part] = support.housing_of_one()
    over = less(own_part, (cap,), text=OVER, rule=rule.rule, citation=rule.citation)
    return over if isinstance(over, Undetermined) else at_least((over, none), text=ABOVE, rule=rule.rule)


TAKEN: Text = {
    "da": "Boligstøtte over loftet hos hver af parret",
    "en": "Housing benefit above the cap of each of the couple",
}
NOTHING: Text = {"da": "Intet", "en": "Nothing"}
OVER: Text = {
    "da": "Andelen af boligstøtten mindre boligstøtteloftet",
    "en": "The part of the housing benefit less the cap",
}
ABOVE: Text = {
    "da": "Det, der ligger over boligstøtteloftet, dog ikke under 0 kr.",
    "en": "Above the cap, yet not below 0 kr.",
}
GROWN: Text = {
    "da": "Boligstøtten er fordelt på husstandens voksne; om et voksent barn indgår i "
    "husstandsindkomsten, er ikke oplyst.",
    "en": "The housing benefit is divided among the grown members; whether a grown child counts in the "
    "household's income is not recorded.",
}
