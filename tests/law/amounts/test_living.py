"""F3: what is left to live on after rent, the ceiling while it lived, and the rent that a household can pay."""

from __future__ import annotations

from dataclasses import replace

from brobygger.law.amounts.model import Undetermined
from brobygger.law.amounts.month import amounts_of
from brobygger.law.facts import Fact
from law.amounts.people_of import BEFORE, amount, books, case, day, fact, lines, person

LEFT, CEILING = "left_to_live_on", "ceiling_reduction"
COUPLE = [person("a", role="adult"), person("b", role="spouse")]
CHILDREN = [person(name, born="2014-01-01", role="child") for name in ("c", "d")]


def family(*facts: Fact) -> list[Fact]:
    return [*(fact("arrived", "2017-06-01", name) for name in "ab"), *facts]


def money(name: str, kroner: object) -> Fact:
    return fact(name, kroner, None)


def test_an_agreed_rent_goes_before_the_highest_payment() -> None:
    file = case(*COUPLE, facts=family(money("rent", 3000)))

    assert amount(file, "2018-03", "temporary_rent", None) == 4098
    assert amount(file, "2018-03", LEFT, None) == 2 * 6182 - 3000


def test_support_is_counted_once_it_is_recorded() -> None:
    file = case(*COUPLE, facts=family(money("rent", 9000), money("housing_benefit", 1200)))

    assert amount(file, "2025-09", LEFT, None) == 2 * 6789 + 1200 - 9000
    assert amount(file, "2025-09", CEILING, None) is None


def test_the_ceiling_lowers_the_support_and_never_the_benefit() -> None:
    support = [money("housing_benefit", 5000), money("special_support", 3000)]
    one = case(*COUPLE, *CHILDREN[:1], facts=family(*support))
    two = case(*COUPLE, *CHILDREN, facts=family(*support))

    over = 2 * 8393 + 8000 - 2 * 11948
    assert amount(one, "2018-09", CEILING, None) == over == 890
    assert amount(one, "2018-09", LEFT, None) == 2 * 8393 + 8000 - over - 4472
    assert amount(two, "2018-09", CEILING, None) == 2 * 8393 + 8000 - 2 * 11783
    assert amount(one, "2018-09", who="a") == 8393
    line = lines(one, "2018-09")[CEILING, None]
    assert (line.confirmed, line.because[1]["da"]) == (False, "1 barn")


def test_below_the_ceiling_nothing_is_taken_and_above_it_no_more_than_the_support() -> None:
    low = case(person(), facts=[fact("arrived", "2017-06-01"), money("housing_benefit", 1000)])
    high = case(person(), facts=[fact("arrived", "2017-06-01"), money("special_support", 9000)])

    assert amount(low, "2018-09", CEILING, None) == 0
    assert amount(high, "2018-09", CEILING, None) == 5997 + 9000 - 9848
    assert amount(case(person(), facts=[fact("arrived", "2017-06-01")]), "2018-09", CEILING, None) is None


def test_the_ceilings_begin_in_october_2016_and_end_with_june_2025() -> None:
    facts = [
        fact("arrived", "2016-01-01"), fact("residence_requirement", value=False), money("special_support", 5000),
    ]  # fmt: skip
    found = {month: amount(case(person(), facts=facts), month, CEILING, None) for month in (
        "2016-09", "2016-10", "2017-01", "2018-06", "2018-07", "2019-01", "2025-06", "2025-07",
    )}  # fmt: skip

    assert found == {
        "2016-09": None, "2016-10": 6010 + 5000 - 9754, "2017-01": 6106 + 5000 - 9910, "2018-06": 6182 + 5000 - 10034,
        "2018-07": 5997 + 5000 - 9848, "2019-01": 6072 + 5000 - 9971, "2025-06": 6788 + 5000 - 11147, "2025-07": None,
    }  # fmt: skip


def test_a_ceiling_whose_rate_is_not_known_leaves_what_is_left_open() -> None:
    facts = [fact("arrived", "2016-01-01"), money("housing_benefit", 1000)]
    unread = replace(books(), rates=replace(books().rates, rates={
        name: rate for name, rate in books().rates.rates.items() if name != "loft-iy-single-none"
    }))  # fmt: skip

    found = {line.kind: line for line in amounts_of(case(person(), facts=facts), unread, month=day("2018-03-01"))}
    assert found[CEILING].missing == found[LEFT].missing == ("loft-iy-single-none",)


def test_the_ceilings_of_cash_benefit_and_education_help() -> None:
    met = [fact("residence_requirement", value=True), fact("employment_requirement", value=True)]
    cash = [fact("arrived", "2005-01-01"), *met, money("special_support", 5000)]
    child = person("c", born="2015-01-01", role="child")
    young = person(born="1996-01-01")
    help_ = [*cash, fact("education_completed", value=False), fact("living_at_home", value=False)]

    assert amount(case(person(), facts=cash), "2023-03", CEILING, None) == 11944 + 5000 - 14447
    assert amount(case(person(), child, facts=cash), "2023-03", CEILING, None) == 15874 + 5000 - 16550
    assert amount(case(young, facts=help_), "2023-03", CEILING, None) == 6545 + 5000 - 10623


def test_who_lives_with_their_parents_has_no_rent_of_their_own() -> None:
    facts = [fact("arrived", "2017-01-01"), fact("living_at_home", value=True)]
    young = person(born="1995-01-01")

    assert amount(case(young, facts=facts), "2018-03", "temporary_rent", None) is None
    assert amount(case(young, facts=facts), "2018-03", LEFT, None) == ("rent",)
    assert amount(case(young, facts=[*facts, money("rent", 500)]), "2018-03", LEFT, None) == 2664 - 500


def test_the_affordable_rent_leaves_the_least_to_live_on() -> None:
    facts = family(money("living_minimum", 8000), money("housing_benefit", 1000))

    assert amount(case(*COUPLE, facts=facts), "2025-09", "affordable_rent", None) == 2 * 6789 + 1000 - 8000
    poor = family(money("living_minimum", 20000))
    assert amount(case(*COUPLE, facts=poor), "2025-09", "affordable_rent", None) == 0
    assert amount(case(*COUPLE, facts=family()), "2025-09", "affordable_rent", None) is None
    capped = family(money("living_minimum", 8000), money("housing_benefit", 15000))
    assert amount(case(*COUPLE, facts=capped), "2018-09", "affordable_rent", None) == 2 * 9132 - 8000


def test_a_sum_that_is_no_number_counts_as_not_recorded() -> None:
    for wrong in ("3000", -5, True, None):
        file = case(*COUPLE, facts=family(money("rent", wrong)))
        assert amount(file, "2018-03", LEFT, None) == 2 * 6182 - 4098


def test_what_is_left_is_open_with_any_benefit_of_the_household() -> None:
    open_spouse = [COUPLE[0], person("b", born=None, role="spouse")]
    line = lines(case(*open_spouse, facts=family()), "2018-03")[LEFT, None]

    assert isinstance(line.outcome, Undetermined)
    assert line.missing == ("born",)
    assert not line.confirmed


def test_cash_benefit_of_2015_is_left_after_rent() -> None:
    assert amount(case(person(), facts=[fact("arrived", BEFORE)]), "2015-11", LEFT, None) == 10849 - 2122


def test_a_sum_of_the_family_is_nobodys_once_it_is_several_households() -> None:
    split = family(
        *(fact("partner", "none", name) for name in "ab"), money("rent", 3000), money("housing_benefit", 500)
    )
    of_one = [*split, fact("rent", 2500, "b"), fact("housing_benefit", 700, "b")]

    found = amounts_of(case(*COUPLE, facts=of_one), books(), month=day("2025-09-01"))
    left = {line.household: line for line in found if line.kind == LEFT}
    assert left["a",].missing == ("housing_benefit", "rent")
    assert "flere husstande" in left["a",].outcome.text["da"]
    assert left["b",].ore == 100 * (6789 + 700 - 2500)


def test_a_grown_child_has_no_part_in_the_familys_rent() -> None:
    grown = person("c", born="1996-01-01", role="child")
    facts = family(money("rent", 3000), fact("arrived", "2017-06-01", "c"), fact("living_at_home", value=True, who="c"))

    found = amounts_of(case(*COUPLE, grown, facts=facts), books(), month=day("2018-03-01"))
    left = {line.household: line for line in found if line.kind == LEFT}
    assert left["c",].missing == ("rent",)
    assert left["a", "b"].ore == 100 * (2 * 6182 - 3000)


def test_either_of_a_couple_may_tell_the_rent() -> None:
    assert amount(case(*COUPLE, facts=family(fact("rent", 2000, "b"))), "2018-03", LEFT, None) == 2 * 6182 - 2000


def test_the_ceilings_of_the_young_and_that_of_a_reduced_cash_benefit() -> None:
    met = [fact("residence_requirement", value=True), fact("employment_requirement", value=True)]
    young = person(born="1996-01-01")
    support = money("special_support", 5000)
    base = [fact("arrived", "2005-01-01"), *met, support, fact("living_at_home", value=False)]
    ill = [*base, fact("education_completed", value=False), fact("mental_illness", value=True)]

    with_education = [*base, fact("education_completed", value=True)]
    assert amount(case(young, facts=with_education), "2023-03", CEILING, None) == 7699 + 5000 - 11060
    assert amount(case(young, facts=ill), "2023-03", CEILING, None) == 11944 + 5000 - 14447
    ready = [*with_education, fact("activity_ready", value=True)]
    assert amount(case(young, facts=ready), "2023-03", CEILING, None) == 5000

    mixed = [*family(*(fact(one.name, value=True, who="a") for one in met)), money("housing_benefit", 8000)]
    assert amount(case(*COUPLE, facts=mixed), "2018-09", CEILING, None) == 2 * 5997 + 8000 - 2 * 9132


def test_a_ceiling_is_open_while_the_children_cannot_be_counted() -> None:
    unknown = person("c", born=None, role="child")
    facts = [fact("arrived", "2017-06-01"), money("housing_benefit", 4000)]
    file = case(person(), CHILDREN[1], unknown, facts=facts)

    assert amount(file, "2018-09") == 11993
    assert amount(file, "2018-09", CEILING, None) == ("born",)
    three = case(person(), CHILDREN[1], person("e", born="2012-01-01", role="child"), unknown, facts=facts)
    assert amount(three, "2018-09", CEILING, None) == 11993 + 4000 - 14576
