"""The ceiling over benefit, housing benefit and special support together, as long as it lived (aktivlovens § 25 b).

The ceiling lowers the support beside the benefit, never the benefit itself: without such support it takes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

from brobygger.law.amounts.arithmetic import at_least, at_most, less, nothing, total
from brobygger.law.amounts.benefit import Own, Paid, row_paid
from brobygger.law.amounts.benefit_law import Books, Ceiling
from brobygger.law.amounts.traits import Asked
from brobygger.law.amounts.tree import Outcome
from brobygger.law.rulebook import Text

RULE = "ceilings"


def ceiling_reduction(
    books: Books, asked: Mapping[str, Asked], owns: Mapping[str, Own], support: list[Outcome]
) -> Paid | None:
    """How much of a household's support the ceilings of its adults take; None where no ceiling could take any."""
    covered = {
        name: ceiling
        for name, own in owns.items()
        if own.regime and (ceiling := ceiling_of(books, own.capped_as or own.regime.scheme, asked[name]))
    }
    if not support or not covered:
        return None
    caps = [
        row_paid(books, ceiling.rows, asked[name], rule=RULE, citation=ceiling.citation)
        for name, ceiling in covered.items()
    ]
    ceiling = next(iter(covered.values()))
    cap = total((one.outcome for one in caps), text=CEILING, rule=RULE, citation=ceiling.citation)
    held: list[Outcome] = [owns[name].benefit.outcome for name in covered]
    beside = total(support, text=SUPPORT, rule=RULE)
    over = less(total([*held, *support], text=TOGETHER, rule=RULE), (cap,), text=OVER, rule=RULE)
    above = at_least((over, nothing(text=NOT_OVER, rule=RULE)), text=ABOVE, rule=RULE)
    return Paid(
        outcome=at_most((above, beside), text=TAKEN, rule=RULE, citation=ceiling.citation), rule=RULE,
        citation=ceiling.citation, doubts=(ceiling.note,) if ceiling.note and not ceiling.confirmed else (),
        because=tuple(text for one in caps for text in one.because),
    )  # fmt: skip


def ceiling_of(books: Books, scheme: str, asked: Asked) -> Ceiling | None:
    """The ceiling of the scheme on the day."""
    return next((one for one in books.law.ceilings if one.scheme == scheme and one.holds_on(asked.day)), None)


CEILING: Text = {"da": "Kontanthjælpsloftet for husstanden", "en": "The benefit ceiling of the household"}
SUPPORT: Text = {"da": "Boligstøtte og særlig støtte", "en": "Housing benefit and special support"}
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
