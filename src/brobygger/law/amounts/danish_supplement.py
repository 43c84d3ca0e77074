"""The Danish supplement, from 1 July 2018 the Danish bonus, beside integration benefit (aktivlovens § 22, stk. 4-6)."""

from __future__ import annotations

from dataclasses import replace

from brobygger.law.amounts.arithmetic import at_least, at_most, less, nothing, of_rate, total, undetermined
from brobygger.law.amounts.benefit import Paid, first_holding, not_read, scheme_paid, supplements_of
from brobygger.law.amounts.benefit_law import Books, DanishRule, Otherwise
from brobygger.law.amounts.model import Undetermined
from brobygger.law.amounts.traits import Asked, answer, judged
from brobygger.law.amounts.tree import Outcome
from brobygger.law.counting import months_after
from brobygger.law.facts import LONG_AGO
from brobygger.law.rulebook import Text

KIND = "danish_supplement"
TEST = "danish_test"


def danish_of(books: Books, asked: Asked, scheme: str, benefit: Outcome) -> Paid | None:
    """What a passed test gives beside the benefit on the day; None where no test of that level is recorded."""
    rule = next((one for one in books.law.danish if one.holds_on(asked.day) and scheme in one.beside), None)
    if rule is None:
        return None
    test = answer(asked, TEST, rule.tests)
    if not test.holds:
        return None
    spell = bonus_spell(books, rule, asked) if rule.months else ()
    if spell is None:
        return None
    return Paid(
        outcome=spell if isinstance(spell, Undetermined) else outcome_of(books, rule, asked, benefit),
        rule=rule.rule, rate=rule.rate, citation=rule.citation, because=test.said,
        title=rule.title,
        doubts=() if isinstance(spell, Undetermined) else (*spell, *rule.unconfirmed),
    )  # fmt: skip


def one_sum_of(books: Books, asked: Asked) -> Paid | None:
    """The bonus of one who supports themselves, in the month of the application; None in any other month."""
    rule = next((one for one in books.law.one_sums if one.holds_on(asked.day)), None)
    applied = asked.people.day_of(rule.counted_from, asked.person) if rule else None
    if rule is None or applied is None or (applied.year, applied.month) != (asked.day.year, asked.day.month):
        return None
    then = replace(asked, day=applied)
    test, fact = answer(then, TEST, rule.tests), asked.people.holding(TEST, asked.person, applied)
    if not test.holds or fact is None or not judged(then, rule.conditions).holds:
        return None
    if fact.holds_from and fact.holds_from < rule.passed_from:
        return None
    outcome = of_rate(books.rates, rule.rate, asked.day, rule=rule.rule, known_on=books.known_on)
    if fact.holds_from is None:
        outcome = undetermined(TEST, text=NOT_DATED, rule=rule.rule)
    return Paid(
        outcome=outcome,
        rule=rule.rule,
        rate=rule.rate,
        citation=rule.citation,
        because=test.said,
        title=rule.title,
        doubts=rule.unconfirmed,
    )


def bonus_spell(books: Books, rule: DanishRule, asked: Asked) -> tuple[Text, ...] | Undetermined | None:
    """The doubts about the bonus on the day, None outside its months, or why they cannot be told.

    The months are counted from the application; while nobody has recorded it, from the test, and the line says so.
    Whoever passed before the bonus came had a right to the supplement, and what became of them has not been read.
    """
    fact = asked.people.holding(TEST, asked.person, asked.day)
    passed = fact.holds_from if fact else None
    applied = asked.people.day_of(rule.counted_from, asked.person)
    if passed is None and applied is None:
        return books.missing((rule.counted_from,), rule=rule.rule)
    starts = max(passed or LONG_AGO, applied or LONG_AGO)
    ends = months_after(max(starts, rule.in_force), rule.months)
    if not starts <= asked.day < ends:
        return None
    if passed is not None and passed < rule.in_force:
        return not_read(PASSED_BEFORE, rule=rule.rule)
    return () if applied else (FROM_THE_TEST,)


def outcome_of(books: Books, rule: DanishRule, asked: Asked, benefit: Outcome) -> Outcome:
    """The rate, held down so that benefit and supplement do not exceed what another law would have given."""
    rate = of_rate(books.rates, rule.rate, asked.day, rule=rule.rule, known_on=books.known_on)
    limit = limit_of(books, rule.otherwise, asked, rule)
    room = less(limit, (benefit,), text=ROOM, rule=rule.rule, citation=rule.citation)
    none = nothing(text=NO_ROOM, rule=rule.rule)
    return at_most(
        (rate, at_least((room, none), text=NOT_BELOW, rule=rule.rule)), text=HELD_DOWN, rule=rule.rule,
        citation=rule.citation,
    )  # fmt: skip


def limit_of(books: Books, others: tuple[Otherwise, ...], asked: Asked, rule: DanishRule) -> Outcome:
    """What the citizen would receive in cash benefit or education help, the activity supplement with it."""
    choice = first_holding(asked, (one.conditions for one in others))
    if choice.number is None:
        return books.missing(choice.missing, rule=rule.rule)
    other = others[choice.number].scheme
    paid = scheme_paid(books, other, asked)
    beside = supplements_of(books, other, asked, paid)
    parts = [paid.outcome, *(one.outcome for one in beside.values())]
    return total(parts, text=WOULD_BE, rule=other) if beside else paid.outcome


NOT_DATED: Text = {
    "da": "Det er ikke oplyst, hvilken dag prøven er bestået.",
    "en": "The day the test was passed is not recorded.",
}
FROM_THE_TEST: Text = {
    "da": "Ansøgningen om danskbonus er ikke oplyst; de seks måneder er talt fra prøven.",
    "en": "The application for the Danish bonus is not recorded; the six months are counted from the test.",
}
PASSED_BEFORE: Text = {
    "da": "Prøven er bestået, før danskbonus afløste dansktillægget; overgangsreglen er ikke læst.",
    "en": "The test was passed before the bonus replaced the supplement; the transition has not been read.",
}
ROOM: Text = {
    "da": "Kontant- eller uddannelseshjælp, borgeren ellers ville få, mindre ydelsen",
    "en": "The cash benefit or education help the citizen would otherwise receive, less the benefit",
}
NO_ROOM: Text = {"da": "Intet", "en": "Nothing"}
NOT_BELOW: Text = {"da": "Forskellen, dog ikke under 0 kr.", "en": "The difference, yet not below 0 kr."}
HELD_DOWN: Text = {
    "da": "Satsen, dog højst forskellen",
    "en": "The rate, yet at most the difference",
}
WOULD_BE: Text = {
    "da": "Hvad borgeren ellers ville få, med aktivitetstillæg",
    "en": "What the citizen would otherwise receive, with the activity supplement",
}
