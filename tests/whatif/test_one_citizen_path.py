"""F5: a population is reckoned to the øre as its households are one by one, undetermined ones with it."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from brobygger.law.amounts.benefit_law import Books
from brobygger.law.amounts.month import Reckoning
from brobygger.law.amounts.traits import TRAITS
from brobygger.law.counting import months_after
from brobygger.whatif import reckoning
from brobygger.whatif.changes import NewRate, with_rates
from brobygger.whatif.looked_at import stretches
from brobygger.whatif.population import Population
from brobygger.whatif.questions import BEHIND, behind
from brobygger.whatif.reckoning import reckoned, worth_of
from law.amounts.people_of import books
from whatif.populations import Person, any_population, population

RATES = ("ie-30plus-nochild", "kh-30plus-parent", "kh-30plus-other", "kh25-minimum-rate", "kh25-child-supplement")


def changed(chance: random.Random, around: date) -> Books:
    """The law with a rate that moves a month or two after the first month asked."""
    name = chance.choice([rate for rate in RATES if rate in books().rates.rates])
    starts = months_after(around.replace(day=1), 1)
    rise = NewRate(rate=name, starts=starts, until=None, value=None, percent=Fraction(chance.choice((5, -10, 1))))
    return with_rates(books(), [rise], {"da": "forslag", "en": "proposal"})


def differing(who: Population, laws: tuple[Books, ...], months: list[date]) -> list[object]:
    """Every household and month that is not what the one-citizen path gives."""
    found: list[object] = []
    for law, side in zip(laws, reckoned(who, laws, months), strict=True):
        for home, name in enumerate(who.households):
            own = Reckoning(who.case(home), law)
            for row, month in enumerate(months):
                worth = side.worths[side.places[row, home]]
                if worth != worth_of(own.month(month)):
                    found.append((name, month, worth, who.case(home)))
    return found


# A seed cannot be made smaller, so nothing is shrunk.
@settings(max_examples=25, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(seed=st.integers(0, 10**6), around=st.dates(date(2014, 1, 1), date(2026, 12, 28)))
def test_every_household_of_any_population_is_the_same(seed: int, around: date) -> None:
    chance = random.Random(seed)
    who = any_population(chance, around, kinds=5, each=6)
    months = [months_after(around.replace(day=1), step) for step in range(3)]

    assert differing(who, (books(), changed(chance, around)), months) == []


@pytest.mark.parametrize(
    "around", [date(2015, 9, 1), date(2016, 7, 1), date(2018, 7, 1), date(2019, 12, 31), date(2025, 6, 15)]
)
def test_it_is_the_same_across_a_change_of_law(around: date) -> None:
    chance = random.Random(around.toordinal())
    months = [months_after(around.replace(day=1), step) for step in range(-1, 3)]

    assert differing(any_population(chance, around, kinds=12, each=5), (books(),), months) == []


def test_households_that_look_the_same_to_the_law_are_reckoned_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """300 adults of 300 birth dates and as many arrivals: a household at home, one away, and one turning 30."""
    families = [
        [{"role": "single", "born": date(1996 if number else 1990, 6, 1 + number % 28), "income": "on_benefit",
          "arrived": date(2023, 1, 1 + number % 28), "living_at_home": number % 2 == 1}]
        for number in range(300)
    ]  # fmt: skip
    asked: list[int] = []
    once = reckoning.one_reckoned

    def counted(*given: object) -> object:
        asked.append(1)
        return once(*given)  # type: ignore[arg-type]  # handed on as they came

    monkeypatch.setattr(reckoning, "one_reckoned", counted)
    months = [date(2026, month, 1) for month in range(1, 13)]
    (side,) = reckoned(population(families), (books(),), months)

    assert side.known.all()
    assert len(asked) < 12
    assert differing(population(families[:40]), (books(),), months[4:8]) == []


HER = {"role": "single", "born": date(1992, 1, 5), "arrived": date(2014, 1, 1), "income": "on_benefit",
       "pregnant_since": date(2014, 6, 1), "extra_child_allowance": False}  # fmt: skip
HIM = {"role": "adult", "born": date(1980, 1, 5), "arrived": date(2023, 1, 1), "income": "on_benefit",
       "residence_requirement": True, "employment_requirement": True}  # fmt: skip
SELF = {"role": "single", "born": date(1980, 1, 5), "arrived": date(2016, 1, 1), "income": "self_supporting",
        "danish_test": "pd3"}  # fmt: skip
JUST_NOT_ALIKE: dict[str, tuple[str, list[list[Person]]]] = {
    "a child born before the pregnancy, or since": ("2015-01", [
        [HER, {"role": "child", "born": date(2014, 5, 20)}], [HER, {"role": "child", "born": date(2014, 12, 20)}],
    ]),
    "a birth told beside the pregnancy": ("2015-01", [[HER], [HER | {"birth": date(2014, 12, 20)}]]),
    "a spouse who has not come, or nobody told of": ("2026-01", [
        [HIM, {"role": "spouse", "born": date(1980, 1, 1), "arrived": date(2030, 1, 1)}], [HIM],
    ]),
    "a bonus applied for on the 1st, or the month before": ("2019-03", [
        [SELF | {"danish_bonus_applied": date(2019, 2, 10)}], [SELF | {"danish_bonus_applied": date(2019, 3, 1)}],
    ]),
}  # fmt: skip


@pytest.mark.parametrize(("month", "families"), JUST_NOT_ALIKE.values(), ids=JUST_NOT_ALIKE)
@pytest.mark.parametrize("turned", [False, True], ids=["so", "turned"])
def test_families_that_are_just_not_alike_do_not_share(
    month: str, families: list[list[Person]], *, turned: bool
) -> None:
    who = population(families[::-1] if turned else families)
    first = date.fromisoformat(f"{month}-01")
    (side,) = reckoned(who, (books(),), [first])

    assert differing(who, (books(),), [first]) == []
    assert len({side.worths[place] for place in side.places[0]}) == 2


def test_months_share_until_a_rate_or_a_rule_turns() -> None:
    law = books()
    short = replace(law, law=replace(law.law, danish=tuple(
        replace(one, months=4) if one.months else one for one in law.law.danish
    )))  # fmt: skip
    months = [date(2018, month, 1) for month in range(5, 13)]

    assert [len(run) for run in stretches((law,), months)] == [2, 6]
    assert [len(run) for run in stretches((short,), months)] == [2, 4, 2]


def test_every_circumstance_of_the_law_has_what_stands_behind_it() -> None:
    assert set(BEHIND) == set(TRAITS)
    assert behind("living_at_home", None) == (("living_at_home", None),)


def test_a_population_where_nobody_is_here_is_owed_nothing_and_nothing_is_missing() -> None:
    who = population([[{"role": "single", "born": date(1990, 1, 1), "arrived": date(2026, 1, 1)}]])
    (side,) = reckoned(who, (books(),), [date(2025, 1, 1)])

    assert (side.ore.tolist(), side.known.tolist(), side.confirmed.tolist()) == ([[0]], [[1]], [[1]])
