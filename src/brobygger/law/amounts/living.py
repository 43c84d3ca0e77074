"""What is left to live on after rent, and the rent that a household can pay: what housing asks of the benefits office.

Everything is before tax: tax has not been reckoned, and each text says so.
"""

from __future__ import annotations

from collections.abc import Iterable

from brobygger.law.amounts.arithmetic import at_least, less, nothing, total
from brobygger.law.amounts.tree import Outcome
from brobygger.law.rulebook import Text

LEFT = "left_to_live_on"
AFFORDABLE = "affordable_rent"


def means(parts: Iterable[Outcome]) -> Outcome:
    """All that the household has in the month."""
    return total(parts, text=MEANS, rule=LEFT)


def left_to_live_on(has: Outcome, rent: Outcome, reductions: Iterable[Outcome] = ()) -> Outcome:
    """What is left when the rent is paid; below 0 kr. where the rent is more than the household has."""
    return less(has, (*reductions, rent), text=LEFT_OVER, rule=LEFT)


def affordable_rent(has: Outcome, at_least_left: Outcome, reductions: Iterable[Outcome] = ()) -> Outcome:
    """The highest rent that leaves the household the least amount to live on; never below 0 kr."""
    room = less(has, (*reductions, at_least_left), text=ROOM, rule=AFFORDABLE)
    return at_least((room, nothing(text=NO_ROOM, rule=AFFORDABLE)), text=CAN_PAY, rule=AFFORDABLE)


MEANS: Text = {"da": "Husstandens midler i måneden, før skat", "en": "The household's means in the month, before tax"}
LEFT_OVER: Text = {"da": "Til at leve for, når huslejen er betalt", "en": "Left to live on when the rent is paid"}
ROOM: Text = {
    "da": "Midlerne mindre det beløb, husstanden mindst skal leve for",
    "en": "The means less the least amount the household is to live on",
}
NO_ROOM: Text = {"da": "Intet", "en": "Nothing"}
CAN_PAY: Text = {"da": "Husleje, der kan betales, dog ikke under 0 kr.", "en": "Affordable rent, yet not below 0 kr."}
