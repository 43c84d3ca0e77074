"""F4: no facts crash an amount, and no number is told where a fact that it depends on is missing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brobygger.law.amounts.loading import load_rates
from brobygger.law.amounts.model import Undetermined
from brobygger.law.amounts.reckonings import RECKONINGS
from brobygger.law.amounts.tree import Amount, Outcome

BOOK = load_rates("randers")
Told = dict[str, st.SearchStrategy[Any]]
DAY = st.dates(date(2010, 1, 1), date(2030, 12, 31))
FEW = st.integers(0, 6)
YES = st.booleans()
MODULE: Told = {
    "kind": st.sampled_from(["integration", "self_supporting", "au_pair"]), "referred_on": DAY, "started_on": DAY,
    "ended": st.sampled_from(["passed", "stopped", "not_entitled", "running"]), "ended_on": DAY, "pass_by": DAY,
}  # fmt: skip
RETURNING: Told = {
    "adults": FEW, "children": FEW, "granted_on": DAY, "departed_on": DAY, "reintegration": YES,
    "regret": st.sampled_from(["refugee", "other", "none", "flexible"]),
}  # fmt: skip
GUARANTEE: Told = {"applied_on": DAY, "posted_on": DAY, "still_temporary": YES}
DRAW = st.fixed_dictionaries(
    {"on": DAY, "kr": st.integers(0, 200_000), "act": st.sampled_from(["integration_act", "social_service_act"])}
)
HAPPENED: dict[str, Told] = {
    "guarantee": {
        "tests": st.dictionaries(st.sampled_from(["a1", "a2", "final"]), DAY), "draws": st.lists(DRAW, max_size=4),
        "released_on": st.none() | DAY, "permanent_on": st.none() | DAY, "on": DAY,
    },
    "comeback": {"regret_used_on": st.none() | DAY, "permit_applied_on": st.none() | DAY, "on": DAY},
    "asked": {"refund_asked_on": st.none() | DAY},
}  # fmt: skip
KNOWN: dict[str, tuple[Told, Told]] = {
    # the facts that may be left out, and what is always told (an event that has not happened is told as None)
    "temporary_rent": ({"couple": YES, "children": FEW}, {"month": DAY}),
    "first_month_rent": ({"couple": YES, "children": FEW}, {"month": DAY}),
    "danish_deposit": (MODULE, {}),
    "danish_fee": (MODULE, {}),
    "danish_refund": (MODULE, HAPPENED["asked"]),
    "danish_forfeited": (MODULE, HAPPENED["asked"]),
    "guarantee_required": (GUARANTEE, {}),
    "guarantee_standing": (GUARANTEE, HAPPENED["guarantee"]),
    "guarantee_left": (GUARANTEE, HAPPENED["guarantee"]),
    "repatriation_grant": (RETURNING, {"advance_ore": st.integers(0, 3_000_000)}),
    "repatriation_reclaimed": ({**RETURNING, "permit_granted": YES}, HAPPENED["comeback"]),
    "repatriation_bonus": (RETURNING, {}),
    "basic_grant": ({"responsibility_taken": DAY, "refugee_or_family": YES}, {"month": DAY}),
    "result_grant": (
        {"responsibility_taken": DAY, "achieved_on": DAY, "held_months": st.integers(0, 12)},
        {"result": st.sampled_from(["job", "education", "danish"])},
    ),
    "benefit_refund": ({"week": st.integers(1, 80)}, {"benefit": st.integers(0, 20_000), "on": DAY}),
}


def asked(name: str, facts: dict[str, Any]) -> Outcome:
    found = RECKONINGS[name](BOOK, facts)
    assert isinstance(found, (Amount, Undetermined))
    return found.checked() if isinstance(found, Amount) else found


@pytest.mark.parametrize("name", KNOWN)
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_number_told_without_a_fact_holds_whatever_that_fact_is(name: str, data: st.DataObject) -> None:
    may_be_left_out, told = KNOWN[name]
    facts = data.draw(st.fixed_dictionaries({**may_be_left_out, **told}))
    left_out = data.draw(st.sets(st.sampled_from(sorted(may_be_left_out)), min_size=1))

    without = asked(name, {fact: value for fact, value in facts.items() if fact not in left_out})
    if isinstance(without, Amount):
        everything = asked(name, facts)
        assert isinstance(everything, Amount), (left_out, without.text)
        assert everything.ore == without.ore, (left_out, without.text, everything.text)
    else:
        assert without.missing
        assert without.text["da"]
        assert without.text["en"]
