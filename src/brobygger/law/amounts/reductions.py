"""What reduces a benefit, above all the 225-hour rule: whom it reaches, by how much (aktivlovens §§ 13 f, 13 g, 26)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from brobygger.law.amounts.arithmetic import at_least, less, nothing, total
from brobygger.law.amounts.benefit import NO_LAW, Own, Paid, not_read, row_paid, rows_beside
from brobygger.law.amounts.benefit_law import AT_MOST, CUT, CUT_COUPLES, Books, Reduction
from brobygger.law.amounts.couples import ACTIVITY, undone
from brobygger.law.amounts.model import Undetermined
from brobygger.law.amounts.traits import Asked, judged
from brobygger.law.amounts.tree import Amount
from brobygger.law.counting import years_after
from brobygger.law.rulebook import Text

LEAST_ATTACHED = "least_attached_to_work"
INTEGRATION = "integration_benefit"


def holding(books: Books, asked: Asked, scheme: str) -> list[Reduction]:
    """The reductions of the scheme on the day."""
    return [one for one in books.law.reductions if one.holds_on(asked.day) and one.is_for(scheme)]


def unread_reduction(books: Books, asked: Asked, scheme: str) -> Undetermined | None:
    """Why the benefit cannot be told though the rate is known: it is reduced by what nobody has read."""
    for one in holding(books, asked, scheme):
        if not one.how and judged(asked, one.conditions).holds:
            return not_read(one.note or NO_LAW, rule=one.rule)
    return None


def open_reductions(books: Books, asked: Asked, scheme: str) -> list[Text]:
    """What could reduce the benefit by now, and nobody has recorded whether it does."""
    came = asked.people.came(asked.person).day
    return [
        one.doubt
        for one in holding(books, asked, scheme)
        if one.doubt
        and came
        and years_after(came, one.open_after_years) <= asked.day
        and judged(asked, replace(one.conditions, documented={})).holds is not False
        and all(asked.people.value(name, asked.person, asked.day) is None for name in one.conditions.documented)
    ]


def cut(books: Books, asked: Asked, scheme: str, paid: Paid) -> Paid:
    """The benefit less what the first reduction that is for the citizen cuts of it."""
    if isinstance(paid.outcome, Undetermined):
        return paid
    for one in holding(books, asked, scheme):
        if one.how != CUT:
            continue
        found = judged(asked, one.conditions)
        if found.holds is None:
            return replace(paid, outcome=books.missing(found.missing, rule=one.rule))
        if found.holds:
            return cut_by(books, one, asked, paid)
    return paid


def cut_by(books: Books, one: Reduction, asked: Asked, paid: Paid) -> Paid:
    """The benefit less the amount of the reduction's row for its rate; never below 0 kr."""
    taken = row_paid(books, rows_beside(one.rows, paid.rate), asked, rule=one.rule, citation=one.citation)
    if isinstance(taken.outcome, Amount) and taken.outcome.ore == 0:
        return replace(paid, doubts=(*paid.doubts, *taken.doubts))
    rest = less(paid.outcome, (taken.outcome,), text=CUT_TEXT, rule=one.rule, citation=one.citation)
    return replace(
        paid, outcome=rest, rule=one.rule, citation=one.citation,
        doubts=(*paid.doubts, *taken.doubts, *one.unconfirmed),
    )  # fmt: skip


def couple_cut(books: Books, asked: Mapping[str, Asked], owns: Mapping[str, Own]) -> dict[str, Own]:
    """A married couple's benefits, together no more than the one full benefit when either lacks the 225 hours.

    What is above is cut of the benefit of whoever lacks the hours; when both do, of whoever is the least attached to
    work.
    """
    told = dict(owns)
    lacking = {name: one for name in owns for one in couple_rules(books, asked[name], owns[name])}
    if not lacking or any(own.supporting for own in owns.values()):
        return told
    open_ = next((own.benefit.outcome for own in owns.values() if isinstance(own.benefit.outcome, Undetermined)), None)
    if open_ is not None:
        return {name: undone(own, open_) for name, own in owns.items()}
    rule = next(iter(lacking.values()))
    some = next(iter(lacking))
    capped = row_paid(books, rule.rows, asked[some], rule=rule.rule, citation=rule.citation)
    whole = {name: whole_benefit(own) for name, own in owns.items()}
    over = less(
        total((one.benefit.outcome for one in whole.values()), text=TOGETHER, rule=rule.rule), (capped.outcome,),
        text=OVER, rule=rule.rule, citation=rule.citation,
    )  # fmt: skip
    if isinstance(over, Amount) and over.ore <= 0:
        return told
    who = the_one_cut(asked, list(lacking))
    if who is None:
        both_lack = Undetermined(missing=(LEAST_ATTACHED,), text=BOTH_LACK, rule=rule.rule)
        return {name: replace(own, benefit=replace(own.benefit, outcome=both_lack)) for name, own in owns.items()}
    none = nothing(text=NOTHING_LEFT, rule=rule.rule)
    rest = less(whole[who].benefit.outcome, (over,), text=CUT_TEXT, rule=rule.rule, citation=rule.citation)
    benefit = replace(
        whole[who].benefit, outcome=at_least((rest, none), text=NOT_BELOW, rule=rule.rule, citation=rule.citation),
        rule=rule.rule, citation=rule.citation, doubts=(*whole[who].benefit.doubts, *rule.unconfirmed),
    )  # fmt: skip
    for name, own in owns.items():
        told[name] = replace(own, capped_as=ceiling_of_cut(own, cut_here=name == who), counted=None)
    told[who] = replace(
        whole[who], benefit=benefit, capped_as=told[who].capped_as, counted=None,
        supplements={kind: paid for kind, paid in owns[who].supplements.items() if kind != ACTIVITY},
    )  # fmt: skip
    return told


def couple_rules(books: Books, asked: Asked, own: Own) -> list[Reduction]:
    """The couple's rules that say this spouse lacks the hours."""
    if own.regime is None or len(asked.household.heads) == 1:
        return []
    rules = [one for one in holding(books, asked, own.regime.scheme) if one.how == AT_MOST]
    return [one for one in rules if judged(asked, one.conditions).holds]


def the_one_cut(asked: Mapping[str, Asked], lacking: list[str]) -> str | None:
    """The only one who lacks the hours, else the one said to be the least attached to work; None while nobody says."""
    if len(lacking) == 1:
        return lacking[0]
    least = [name for name in lacking if asked[name].people.value(LEAST_ATTACHED, name, asked[name].day) is True]
    return least[0] if len(least) == 1 else None


def whole_benefit(own: Own) -> Own:
    """The benefit with its activity supplement, which is a part of what the couple's limit counts."""
    activity = own.supplements.get(ACTIVITY)
    if activity is None:
        return own
    both = total((own.benefit.outcome, activity.outcome), text=WITH_ACTIVITY, rule=own.benefit.rule)
    return replace(own, benefit=replace(own.benefit, outcome=both))


def ceiling_of_cut(own: Own, *, cut_here: bool) -> str:
    """Couples on integration benefit that are cut have ceilings of their own (§ 25 b on spouses under § 13 f(3))."""
    scheme = own.regime.scheme if own.regime else ""
    if INTEGRATION not in (own.capped_as, scheme):
        return own.capped_as
    return CUT_COUPLES[0] if cut_here else CUT_COUPLES[1]


CUT_TEXT: Text = {
    "da": "Ydelsen mindre nedsættelsen, fordi 225-timersreglen ikke er opfyldt",
    "en": "The benefit less the cut, as the 225-hour rule is not met",
}
TOGETHER: Text = {"da": "Ægteparrets hjælp tilsammen", "en": "The couple's benefit together"}
OVER: Text = {
    "da": "Det, der ligger over, hvad ægteparret tilsammen kan få",
    "en": "What is above the most the couple may have together",
}
NOTHING_LEFT: Text = {"da": "Intet", "en": "Nothing"}
NOT_BELOW: Text = {"da": "Resten, dog ikke under 0 kr.", "en": "The rest, yet not below 0 kr."}
WITH_ACTIVITY: Text = {"da": "Hjælpen med aktivitetstillæg", "en": "The benefit with the activity supplement"}
BOTH_LACK: Text = {
    "da": "Ingen af ægtefællerne opfylder 225-timersreglen; det er ikke oplyst, hvem der har mindst tilknytning til "
    "arbejdsmarkedet, og hos den sættes hjælpen ned.",
    "en": "Neither spouse meets the 225-hour rule; who is the least attached to work is not recorded, and it is their "
    "benefit that is cut.",
}
