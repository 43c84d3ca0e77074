"""F4: an amount is a tree of whole øre that adds up, whoever made it; what is missing below is missing above."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given as tried
from hypothesis import settings
from hypothesis import strategies as st

from brobygger.law.amounts.arithmetic import (
    all_missing,
    at_least,
    at_most,
    given,
    less,
    nothing,
    of_rate,
    rounded,
    share,
    times,
    total,
    undetermined,
)
from brobygger.law.amounts.loading import load_rates
from brobygger.law.amounts.tree import ROUNDINGS, Amount, Outcome, Unrounded, kroner
from brobygger.law.rulebook import Text

LAW = load_rates()
SAID: Text = {"da": "beløb", "en": "amount"}
LEAF = st.integers(-10_000_000, 10_000_000).map(lambda ore: given(ore, text=SAID))
LACKING = st.sampled_from(["age", "partner", "rent"]).map(lambda name: undetermined(name, text=SAID))


def grown(parts: st.SearchStrategy[Outcome]) -> st.SearchStrategy[Outcome]:
    several = st.lists(parts, min_size=1, max_size=3)
    return st.one_of(
        several.map(lambda told: total(told, text=SAID)),
        several.map(lambda told: at_most(told, text=SAID)),
        several.map(lambda told: at_least(told, text=SAID)),
        several.map(lambda told: less(told[0], told[1:], text=SAID)),
        st.tuples(st.integers(0, 12), parts).map(lambda told: times(told[0], told[1], text=SAID)),
        st.tuples(parts, st.fractions(0, 2), st.sampled_from(sorted(ROUNDINGS))).map(
            lambda told: share(told[0], told[1], text=SAID, rounding=told[2])
        ),
    )


KNOWN = st.recursive(LEAF, grown, max_leaves=8)
ANY = st.recursive(st.one_of(LEAF, LACKING), grown, max_leaves=8)


@settings(max_examples=200, deadline=None)
@tried(KNOWN)
def test_every_tree_adds_up_and_a_changed_one_does_not(tree: Outcome) -> None:
    assert isinstance(tree, Amount)
    assert tree.checked() is tree
    assert tree.leaves()
    if tree.operands:
        with pytest.raises(ArithmeticError):
            replace(tree, ore=tree.ore + 1).checked()


@settings(max_examples=200, deadline=None)
@tried(ANY)
def test_a_sum_is_a_number_only_when_everything_below_it_is(tree: Outcome) -> None:
    if isinstance(tree, Amount):
        assert tree.checked().as_json("da")["amount"] == kroner(tree.ore)
    else:
        assert set(tree.missing) <= {"age", "partner", "rent"}
        assert len(tree.missing) == len(set(tree.missing)) > 0


@settings(max_examples=100, deadline=None)
@tried(st.fractions(-1_000_000, 1_000_000), st.sampled_from(sorted(ROUNDINGS)))
def test_rounding_moves_by_half_a_step_at_most(ore: Fraction, rounding: str) -> None:
    steps = {"whole_ore": 1, "whole_krone": 100, "nearest_50": 5_000, "nearest_100": 10_000}
    found = ROUNDINGS[rounding][0](ore)
    assert found % steps[rounding] == 0
    assert abs(found - ore) <= Fraction(steps[rounding], 2)


def test_a_share_is_no_amount_until_it_is_rounded_by_a_named_rule() -> None:
    node = share(given(1_188_800, text=SAID), Fraction(1011, 1000), text=SAID, rounding="whole_krone")
    assert isinstance(node, Amount)
    assert node.ore == 1_201_900
    assert node.text["da"] == "beløb, afrundet til nærmeste hele krone"
    [exact] = node.operands
    assert isinstance(exact, Unrounded)
    assert exact.ore == Fraction(6_009_384, 5)
    assert node.as_json("da")["operands"][0]["exact_ore"] == "6009384/5"


def test_a_share_that_is_not_the_factor_times_the_amount_is_refused() -> None:
    wrong = Unrounded(ore=Fraction(5), of=given(100, text=SAID), factor=Fraction(1, 2), text=SAID)
    with pytest.raises(ArithmeticError, match="is not 1/2"):
        rounded(wrong, "whole_ore", text=SAID).checked()


def test_a_share_by_a_rate_carries_the_rates_doubt() -> None:
    sure = share(given(100_000, text=SAID), LAW.on("refund-benefit-ladder", date(2019, 1, 1)), text=SAID)
    doubtful = share(given(100_000, text=SAID), LAW.on("benefit-regulation-percent", date(2020, 1, 1)), text=SAID)
    assert isinstance(sure, Amount)
    assert isinstance(doubtful, Amount)
    assert (sure.ore, sure.confirmed, sure.derived) == (80_000, True, False)
    assert (doubtful.ore, doubtful.confirmed) == (1_150, False)
    told = doubtful.as_json("en")["operands"][0]
    assert told["rate"] == "benefit-regulation-percent"
    assert told["period"] == {"from": "2020-01-01", "until": "2020-12-31"}


def test_a_leaf_carries_rule_rate_period_and_source() -> None:
    found = of_rate(LAW, "kh-30plus-parent", date(2015, 11, 1), rule="benefit")
    assert isinstance(found, Amount)
    told = found.as_json("da")
    assert (told["amount"], told["rule"], told["rate"]) == (14416, "benefit", "kh-30plus-parent")
    assert told["period"] == {"from": "2015-01-01", "until": "2015-12-31"}
    assert told["citation"]["section"] == "§ 25, stk. 2, nr. 1"
    assert (told["confirmed"], told["derived"]) == (False, False)


def test_nothing_is_nothing_and_a_leaf_has_nothing_below_it() -> None:
    assert nothing(text=SAID).checked().ore == 0
    with pytest.raises(ArithmeticError):
        replace(nothing(text=SAID), ore=1).checked()
    with pytest.raises(ArithmeticError):
        replace(given(1, text=SAID), operands=(given(1, text=SAID),)).checked()


def test_a_sum_of_no_parts_or_of_what_is_not_rounded_is_refused() -> None:
    with pytest.raises(ArithmeticError, match="needs amounts"):
        total([], text=SAID)
    exact = Unrounded(ore=Fraction(50), of=given(100, text=SAID), factor=Fraction(1, 2), text=SAID)
    with pytest.raises(ArithmeticError, match="needs amounts"):
        Amount(ore=50, operation="sum", text=SAID, operands=(exact,)).checked()
    assert exact.confirmed
    assert not exact.derived


def test_what_is_missing_is_named_once_in_the_order_it_was_met() -> None:
    found = all_missing([undetermined("b", "a", text=SAID), undetermined("a", "c", text=SAID)], rule="r")
    assert (found.missing, found.rule, found.text) == (("b", "a", "c"), "r", SAID)


def test_a_share_of_what_is_missing_is_missing() -> None:
    found = share(undetermined("rent", text=SAID), LAW.on("no-such-rate", date(2015, 1, 1)), text=SAID)
    assert not isinstance(found, Amount)
    assert found.missing == ("rent", "no-such-rate")
