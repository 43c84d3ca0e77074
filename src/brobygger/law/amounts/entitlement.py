"""The benefit of one grown citizen on a day: the law they fall under, what its scheme pays, and what is cut of it."""

from __future__ import annotations

from dataclasses import replace

from brobygger.law.amounts.arithmetic import nothing
from brobygger.law.amounts.benefit import NO_LAW, Own, Paid, first_holding, not_read, scheme_paid, supplements_of
from brobygger.law.amounts.benefit_law import NOT_READ, Books, Regime
from brobygger.law.amounts.model import Undetermined
from brobygger.law.amounts.people import GROWN_FROM
from brobygger.law.amounts.reductions import cut, open_reductions, unread_reduction
from brobygger.law.amounts.traits import SUPPORTING, Asked
from brobygger.law.rulebook import BORN, Text


def own_of(books: Books, asked: Asked) -> Own:
    """What this adult receives alone, before a partner's benefit is looked at."""
    person, day = asked.person, asked.day
    years = asked.people.age(person, day)
    if years is None:
        return Own(person=person, benefit=Paid(outcome=books.missing((BORN,), rule="regimes"), rule="regimes"))
    if years < GROWN_FROM:
        return Own(person=person, benefit=Paid(outcome=not_read(UNDER_AGE, rule="regimes"), rule="regimes"))
    if asked.people.value("income", person, day) in SUPPORTING:
        paid = Paid(outcome=nothing(text=SELF_SUPPORTING, rule="self_supporting"), rule="self_supporting")
        return Own(person=person, benefit=paid, supporting=True)
    regime = regime_of(books, asked)
    if isinstance(regime, Undetermined):
        return Own(person=person, benefit=Paid(outcome=regime, rule="regimes"))
    paid = scheme_paid(books, regime.scheme, asked)
    if unread := unread_reduction(books, asked, regime.scheme):
        return Own(person=person, regime=regime, benefit=replace(paid, outcome=unread))
    doubts = (*paid.doubts, *regime.unconfirmed, *open_reductions(books, asked, regime.scheme))
    reduced = cut(books, asked, regime.scheme, replace(paid, doubts=doubts))
    return Own(
        person=person, regime=regime, benefit=reduced, counted=paid.outcome,
        supplements=supplements_of(books, regime.scheme, asked, paid),
    )  # fmt: skip


def regime_of(books: Books, asked: Asked) -> Regime | Undetermined:
    """The law that the citizen falls under on the day."""
    in_force = books.law.regimes_on(asked.day, books.known_on)
    if not in_force:
        return not_read(NO_LAW, rule="regimes")
    choice = first_holding(asked, (regime.conditions for regime in in_force))
    if choice.number is None:
        return books.missing(choice.missing, rule="regimes") if choice.missing else not_read(NO_LAW, rule="regimes")
    found = in_force[choice.number]
    return found if found.scheme != NOT_READ else not_read(found.title, rule="regimes")


UNDER_AGE: Text = {
    "da": "Borgeren er under 18 år; ydelser til mindreårige er ikke læst.",
    "en": "The citizen is under 18; benefits of minors have not been read.",
}
SELF_SUPPORTING: Text = {
    "da": "Borgeren forsørger sig selv; der ydes ingen hjælp",
    "en": "The citizen is self-supporting; no benefit is paid",
}
