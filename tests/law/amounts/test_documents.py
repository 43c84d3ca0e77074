"""A12, E3, I4, J2, J3, J4: what the documents say of money beside benefits, and the law where it says otherwise."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from brobygger.law.amounts.loading import load_rates
from brobygger.law.amounts.model import Undetermined
from brobygger.law.amounts.reckonings import RECKONINGS
from brobygger.law.amounts.repatriation import Returning, paid_from
from brobygger.law.amounts.tree import Amount

RANDERS, VESTHIMMERLAND = load_rates("randers"), load_rates("vesthimmerland")
OCTOBER = date(2018, 10, 1)
STUDENT = {"kind": "self_supporting", "referred_on": date(2018, 9, 3), "started_on": OCTOBER}
REFUGEE = {"adults": 1, "children": 0, "granted_on": date(2018, 2, 1), "departed_on": date(2018, 3, 1)}
GUARANTEE = {"applied_on": date(2018, 8, 1), "posted_on": date(2018, 9, 1), "on": date(2020, 1, 1)}

TABLE: list[tuple[str, str, str, Mapping[str, Any], int, int, str]] = [
    # document, what it says, the amount asked, the facts, the document's figure, ours, and why where they differ
    ("RAN", "one-off help on the day, about", "rate",
     {"rate": "reception-help-randers", "on": date(2015, 11, 22)}, 3000, 3000, ""),
    ("RAN", "first month's rent paid", "first_month_rent", {"couple": False, "month": date(2015, 11, 1)},
     2122, 2122, ""),
    ("VES", "deposit", "danish_deposit", STUDENT, 1250, 1250, ""),
    ("VES", "deposit back on stopping", "danish_refund",
     {**STUDENT, "ended": "stopped", "refund_asked_on": date(2018, 12, 3)}, 1250, 1250, ""),
    ("VES", "deposit back without asking", "danish_refund", {**STUDENT, "ended": "stopped"},
     1250, 0, "når kursisten beder om det"),
    ("VES", "fee per module", "danish_fee", STUDENT, 2000, 2000, ""),
    ("VES", "fee per module, a refugee", "danish_fee", {**STUDENT, "kind": "integration"},
     2000, 0, "Integrationskursister betaler hverken"),
    ("VES", "per citizen departed in 2017", "repatriation_bonus", {**REFUGEE, "departed_on": date(2017, 8, 1)},
     25000, 25000, ""),
    ("VES", "per citizen departed in 2018", "repatriation_bonus", {**REFUGEE, "departed_on": date(2018, 12, 18)},
     25000, 25500, "Beregnet fra 25.000 kr. i 2017"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("document", "says", "asked", "facts", "figure", "ours", "why"), TABLE, ids=[row[1] for row in TABLE]
)
def test_a_figure_of_a_document_is_ours_or_the_tree_says_why_it_is_not(
    document: str, says: str, asked: str, facts: Mapping[str, Any], *, figure: int, ours: int, why: str
) -> None:
    found = RECKONINGS[asked](RANDERS if document == "RAN" else VESTHIMMERLAND, facts)
    assert isinstance(found, Amount), says
    assert found.checked().ore == ours * 100
    assert (figure != ours) == bool(why)
    assert why in json.dumps(found.as_json("da"), ensure_ascii=False)


@pytest.mark.parametrize(("passed", "stands"), [({}, 100000), ({"a1": date(2019, 1, 2)}, 80000)])
def test_the_guarantee_is_reduced_by_tests_in_kroner_where_the_note_names_no_amount(
    passed: dict[str, date], stands: int
) -> None:
    found = RECKONINGS["guarantee_standing"](VESTHIMMERLAND, {**GUARANTEE, "tests": passed})
    assert isinstance(found, Amount)
    assert found.ore == stands * 100


def test_the_second_instalment_waits_for_one_thing_where_the_note_says_two() -> None:
    """The note: a year after the departure and once the right to regret is gone. The Act: one or the other."""
    departed = date(2018, 3, 1)
    told = {
        regret: paid_from(VESTHIMMERLAND, Returning(departed_on=departed, regret=regret), "second")
        for regret in ("refugee", "other", "none")
    }
    assert told == {"refugee": date(2019, 3, 1), "other": date(2018, 6, 1), "none": date(2019, 3, 1)}


def test_the_two_years_that_the_note_leaves_out_are_reclaimed_too() -> None:
    facts = {**REFUGEE, "regret": "refugee", "permit_applied_on": date(2020, 2, 28), "permit_granted": True}
    found = RECKONINGS["repatriation_reclaimed"](VESTHIMMERLAND, {**facts, "on": date(2020, 9, 1)})
    assert isinstance(found, Amount)
    assert found.checked().ore == 136_544 * 100


def test_ten_years_hold_for_applications_from_mid_november_2017_only() -> None:
    before, after = (VESTHIMMERLAND.on("guarantee-period", day) for day in (date(2017, 11, 14), date(2017, 11, 15)))
    assert not isinstance(before, Undetermined)
    assert not isinstance(after, Undetermined)
    assert (int(before.number), int(after.number)) == (5, 10)
