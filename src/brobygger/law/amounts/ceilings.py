"""The ceiling over benefit, housing benefit and special support together, as long as it lived (aktivlovens § 25 b).

It is reckoned for each person: what they receive, their part of the special support, and of the housing benefit the
part of one grown member of the household. It lowers the support beside the benefit, never the benefit itself.
"""

from __future__ import annotations

from collections.abc import Mapping

from brobygger.law.amounts.arithmetic import at_least, at_most, less, nothing, total
from brobygger.law.amounts.benefit import Own, Paid, row_paid, rows_beside
from brobygger.law.amounts.benefit_law import Books, Ceiling
from brobygger.law.amounts.support import Support
from brobygger.law.amounts.traits import Asked
from brobygger.law.amounts.tree import Outcome
from brobygger.law.rulebook import Text

RULE = "ceilings"


def ceiling_reduction(
    books: Books, asked: Mapping[str, Asked], owns: Mapping[str, Own], support: Support
) -> Paid | None:
    """How much of a household's support the ceilings of its adults take; None where no ceiling could take any."""
    covered = {
        name: ceiling
        for name, own in owns.items()
        if own.regime and (ceiling := ceiling_of(books, own.capped_as or own.regime.scheme, asked[name]))
    }
    if not support.told or not covered:
        return None
    each = [of_person(books, covered[name], asked[name], owns[name], support) for name in covered]
    ceiling = next(iter(covered.values()))
    outcomes = [one.outcome for one in each]
    return Paid(
        outcome=total(outcomes, text=TAKEN, rule=RULE, citation=ceiling.citation) if len(each) > 1 else outcomes[0],
        rule=RULE, citation=ceiling.citation,
        doubts=tuple({text["en"]: text for one in each for text in one.doubts}.values()),
        because=tuple(text for one in each for text in one.because),
    )  # fmt: skip


def of_person(books: Books, ceiling: Ceiling, asked: Asked, own: Own, support: Support) -> Paid:
    """What one person's ceiling takes: what is above it, yet no more than their part of the support."""
    rows = rows_beside(ceiling.rows, own.benefit.rate)
    cap = row_paid(books, rows, asked, rule=RULE, citation=ceiling.citation)
    held: list[Outcome] = [own.counted or own.benefit.outcome, *(paid.outcome for paid in own.supplements.values())]
    parts = support.parts_of_one()
    together = total([*held, *parts], text=TOGETHER, rule=RULE)
    over = less(together, (cap.outcome,), text=OVER, rule=RULE, citation=ceiling.citation)
    above = at_least((over, nothing(text=NOT_OVER, rule=RULE)), text=ABOVE, rule=RULE)
    beside = total(parts, text=PARTS, rule=RULE)
    return Paid(
        outcome=at_most((above, beside), text=TAKEN, rule=RULE, citation=ceiling.citation), rule=RULE,
        because=cap.because, doubts=(*cap.doubts, *ceiling.unconfirmed),
    )  # fmt: skip


def ceiling_of(books: Books, scheme: str, asked: Asked) -> Ceiling | None:
    """The ceiling of the scheme on the day."""
    return next((one for one in books.law.ceilings if one.scheme == scheme and one.holds_on(asked.day)), None)


PARTS: Text = {"da": "Borgerens del af boligstøtten og den særlige støtte", "en": "The citizen's part of the support"}
TOGETHER: Text = {
    "da": "Ydelse, boligstøtte og særlig støtte",
    "en": "Benefit, housing benefit and special support",
}
OVER: Text = {"da": "Det, der ligger over loftet", "en": "What is above the ceiling"}
NOT_OVER: Text = {"da": "Intet", "en": "Nothing"}
ABOVE: Text = {
    "da": "Det, der ligger over loftet, dog ikke under 0 kr.",
    "en": "Above the ceiling, yet not below 0 kr.",
}
TAKEN: Text = {
    "da": "Nedsættelsen tager højst boligstøtten og den særlige støtte",
    "en": "The reduction takes no more than housing benefit and special support",
}
