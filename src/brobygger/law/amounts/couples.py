"""Mixed couples: the higher benefit of one is reduced beside the lower of the other (aktivlovens § 26, stk. 2)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from brobygger.law.amounts.arithmetic import at_least, at_most, less, total
from brobygger.law.amounts.benefit import Own, Paid, scheme_paid, supplements_of
from brobygger.law.amounts.benefit_law import Books, CoupleRule
from brobygger.law.amounts.danish_supplement import danish_of
from brobygger.law.amounts.model import Undetermined
from brobygger.law.amounts.traits import Asked
from brobygger.law.rulebook import Text

ACTIVITY = "activity_supplement"


def together(books: Books, asked: Mapping[str, Asked], owns: Mapping[str, Own]) -> dict[str, Own]:
    """Every adult of one household with what they receive beside the other."""
    return {name: beside(books, asked[name], owns[name], owns) for name in owns}


def beside(books: Books, asked: Asked, own: Own, owns: Mapping[str, Own]) -> Own:
    """What one receives when the other is looked at as well."""
    rule = rule_of(books, asked, own)
    if rule is None or isinstance(own.benefit.outcome, Undetermined):
        return own
    union = asked.household.union
    if union is None:
        return undone(own, books.missing(("partner",), rule=rule.rule))
    if union not in rule.unions:
        return own
    partner = asked.household.partner_of(own.person)
    other = owns.get(partner) if partner else None
    if other is None:
        return undone(own, Undetermined(missing=("partner",), text=NOT_OF_THE_CASE, rule=rule.rule))
    if other.regime is None:
        lacking = other.benefit.outcome
        return own if other.supporting or not isinstance(lacking, Undetermined) else undone(own, lacking)
    return WAYS[rule.how](books, rule, asked, own, other) if other.regime.scheme in rule.beside else own


def rule_of(books: Books, asked: Asked, own: Own) -> CoupleRule | None:
    """The rule that could reduce this benefit on the day."""
    scheme = own.regime.scheme if own.regime else None
    return next((rule for rule in books.law.couples if rule.holds_on(asked.day) and scheme in rule.reduced), None)


def undone(own: Own, why: Undetermined) -> Own:
    """The benefit cannot be told until it is known what the other receives."""
    return replace(own, benefit=replace(own.benefit, outcome=replace(why, rule=own.benefit.rule)), supplements={})


def one_benefit_together(books: Books, rule: CoupleRule, asked: Asked, own: Own, other: Own) -> Own:
    """Both together equal the one higher benefit, yet each has at least the lower one with its Danish supplement.

    The higher is cash benefit or education help; its activity supplement is a part of it, so that it is not paid beside
    the reduced one.
    """
    whole = [own.benefit.outcome, *(paid.outcome for kind, paid in own.supplements.items() if kind == ACTIVITY)]
    one = total(whole, text=ONE_BENEFIT, rule=rule.rule) if len(whole) > 1 else own.benefit.outcome
    rest = less(one, (other.benefit.outcome,), text=REST, rule=rule.rule, citation=rule.citation)
    lowest = scheme_paid(books, rule.beside[0], asked)
    danish = danish_of(books, asked, rule.beside[0], lowest.outcome)
    floor = total((lowest.outcome, danish.outcome), text=FLOOR, rule=rule.rule) if danish else lowest.outcome
    outcome = at_least((rest, floor), text=TOGETHER, rule=rule.rule, citation=rule.citation)
    kept = {kind: paid for kind, paid in own.supplements.items() if kind != ACTIVITY}
    reduced = Paid(
        outcome=outcome, rule=rule.rule, rate=own.benefit.rate, citation=rule.citation, because=own.benefit.because,
        doubts=(*own.benefit.doubts, *rule.unconfirmed),
    )  # fmt: skip
    return replace(own, benefit=reduced, supplements=kept, capped_as=rule.beside[0], counted=None)


def as_the_partner(books: Books, rule: CoupleRule, asked: Asked, own: Own, other: Own) -> Own:
    """The higher benefit is reduced to what the partner's scheme would pay the same citizen, supplements and all."""
    assert other.regime is not None  # noqa: S101  `beside` has asked; said for the type checker
    lower = scheme_paid(books, other.regime.scheme, asked)
    outcome = at_most((own.benefit.outcome, lower.outcome), text=AS_PARTNER, rule=rule.rule, citation=rule.citation)
    reduced = replace(
        own.benefit, outcome=outcome, rule=rule.rule, rate=lower.rate, citation=rule.citation,
        doubts=(*own.benefit.doubts, *rule.unconfirmed),
    )  # fmt: skip
    return replace(
        own, benefit=reduced, counted=None, supplements=supplements_of(books, other.regime.scheme, asked, lower)
    )


Way = Callable[[Books, CoupleRule, Asked, Own, Own], Own]
WAYS: dict[str, Way] = {way.__name__: way for way in (one_benefit_together, as_the_partner)}
"""The closed list of ways in which a couple's benefits are reckoned together."""

NOT_OF_THE_CASE: Text = {
    "da": "Ægtefællen eller samleveren er ikke med i sagen, så det kan ikke ses, om ydelsen skal sættes ned.",
    "en": "The spouse or partner is not of the case, so whether the benefit is to be reduced cannot be told.",
}
ONE_BENEFIT: Text = {
    "da": "Én kontant- eller uddannelseshjælp med aktivitetstillæg",
    "en": "One cash benefit or education help with the activity supplement",
}
REST: Text = {
    "da": "Én kontant- eller uddannelseshjælp mindre partnerens ydelse",
    "en": "One cash benefit or education help less the partner's benefit",
}
FLOOR: Text = {
    "da": "Mindst én integrationsydelse med dansktillæg",
    "en": "At least one integration benefit with the Danish supplement",
}
TOGETHER: Text = {
    "da": "Nedsat, så begges ydelser tilsammen svarer til den ene kontant- eller uddannelseshjælp, dog mindst til to "
    "gange integrationsydelse",
    "en": "Reduced so that both benefits equal the one cash benefit or education help, yet at least twice the "
    "integration benefit",
}
AS_PARTNER: Text = {
    "da": "Nedsat til mindstesatsens beløb, fordi ægtefællen eller samleveren får den",
    "en": "Reduced to the amount of the minimum rate, which the spouse or partner receives",
}
