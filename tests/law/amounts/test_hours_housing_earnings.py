"""F1, F3: the 225-hour rule, the cap on housing benefit, earnings beside the benefit and the leisure supplement."""

from __future__ import annotations

import pytest

from brobygger.law.facts import Fact
from law.amounts.people_of import amount, case, fact, lines, person

SINGLE = person()
COUPLE = [person("a", role="adult"), person("b", role="spouse")]
CHILD = person("c", born="2010-01-01", role="child")
MET = [fact(name, value=True, who=None) for name in ("residence_requirement", "employment_requirement")]
LACKING = fact("work_225_hours", value=False)


def here(since: str, *names: str) -> list[Fact]:
    return [fact("arrived", since, name) for name in names]


@pytest.mark.parametrize(
    ("month", "paid"),
    [
        ("2016-09", 10968),  # no cut before October 2016
        ("2016-10", 9968),
        ("2017-03", 11143 - 1016),
        ("2020-06", 11554 - 1054),
        ("2025-06", 12770 - 1166),
        ("2025-07", 12498),  # the rule ended with June 2025
    ],
)
def test_the_unmarried_on_the_highest_rates_are_cut_by_1000(month: str, paid: int) -> None:
    assert amount(case(SINGLE, facts=[*here("2005-03-01", "p"), *MET, LACKING]), month) == paid


def test_the_unmarried_on_lower_rates_are_cut_by_500_and_low_education_help_not_at_all() -> None:
    young = person(born="1990-06-15")
    facts = [*here("2005-03-01", "p"), *MET, LACKING, fact("living_at_home", value=False)]
    educated = [*facts, fact("education_completed", value=True)]

    assert amount(case(young, facts=educated), "2016-11") == 7069 - 500
    assert amount(case(young, facts=[*facts, fact("education_completed", value=False)]), "2016-11") == 6010
    ready = lines(case(young, facts=[*educated, fact("activity_ready", value=True)]), "2016-11")["benefit", "p"]
    assert (ready.ore, ready.confirmed) == (656900, False)
    assert "aktivitetstillægget" in ready.doubts[-1]["da"]


@pytest.mark.parametrize("month", ["2017-03", "2018-06", "2018-07", "2024-06"])
def test_single_people_on_integration_benefit_are_outside_the_rule(month: str) -> None:
    facts = here("2016-03-01", "p")
    free, lacking = (lines(case(SINGLE, facts=told), month)["benefit", "p"] for told in (facts, [*facts, LACKING]))

    assert free.ore == lacking.ore
    assert free.doubts == lacking.doubts == ()


def test_a_married_couple_on_integration_benefit_has_one_full_rate_together() -> None:
    facts = here("2015-12-01", "a", "b")
    lacks = fact("work_225_hours", value=False, who="b")

    both = [amount(case(*COUPLE, facts=[*facts, lacks]), "2016-11", who=name) for name in "ab"]
    assert both == [6010, 10968 - 6010]
    before = [amount(case(*COUPLE, facts=[*facts, lacks]), "2016-09", who=name) for name in "ab"]
    assert before == [6010, 6010]
    parents = [amount(case(*COUPLE, CHILD, facts=[*facts, lacks]), "2016-11", who=name) for name in "ab"]
    assert parents == [8411, 14575 - 8411]
    cohabiting = [*facts, lacks, fact("partner", "cohabiting", None)]
    assert amount(case(*COUPLE, facts=cohabiting), "2016-11", who="b") == 6010


def test_where_neither_spouse_has_the_hours_it_must_be_told_who_is_the_least_attached_to_work() -> None:
    facts = [*here("2015-12-01", "a", "b"), fact("work_225_hours", value=False, who=None)]

    assert amount(case(*COUPLE, facts=facts), "2016-11", who="a") == ("least_attached_to_work",)
    told = [*facts, fact("least_attached_to_work", value=True, who="b")]
    assert [amount(case(*COUPLE, facts=told), "2016-11", who=name) for name in "ab"] == [6010, 4958]


def test_of_a_couple_on_cash_benefit_only_one_is_paid() -> None:
    facts = [*here("2005-03-01", "a", "b"), *MET, fact("work_225_hours", value=False, who="b")]

    assert [amount(case(*COUPLE, facts=facts), "2017-03", who=name) for name in "ab"] == [11143, 0]


def test_a_couple_that_is_cut_has_a_ceiling_of_its_own() -> None:
    facts = [*here("2015-12-01", "a", "b"), fact("work_225_hours", value=False, who="b")]
    support = fact("special_support", 4000, None)

    over = (6010 + 2000 - 6118) + (4958 + 2000 - 5077)
    assert amount(case(*COUPLE, facts=[*facts, support]), "2016-11", "ceiling_reduction", None) == over


def test_the_ceiling_counts_the_benefit_as_though_it_were_not_cut() -> None:
    facts = [*here("2005-03-01", "p"), *MET, LACKING, fact("special_support", 5000, None)]

    assert amount(case(SINGLE, facts=facts), "2016-11", "ceiling_reduction", None) == 10968 + 5000 - 13265


@pytest.mark.parametrize(
    ("facts", "month", "doubts"),
    [
        (MET, "2018-06", 1),  # on cash benefit, a year after the coming
        ([], "2018-06", 0),
    ],
)
def test_a_year_on_cash_benefit_must_be_told_or_the_benefit_is_unconfirmed(
    facts: list[Fact], month: str, doubts: int
) -> None:
    line = lines(case(SINGLE, facts=[*here("2005-03-01" if facts else "2016-03-01", "p"), *facts]), month)

    assert len(line["benefit", "p"].doubts) == doubts


@pytest.mark.parametrize(("children", "month", "doubts"), [
    ((), "2017-05", 0), ((), "2017-06", 1), ((CHILD,), "2017-06", 0), ((CHILD,), "2018-06", 1), ((), "2025-07", 0),
])  # fmt: skip
def test_a_couple_is_doubted_after_one_year_and_with_children_after_two(
    children: tuple[object, ...], month: str, doubts: int
) -> None:
    file = case(*COUPLE, *children, facts=here("2016-06-01", "a", "b"))  # type: ignore[arg-type]  # a person each

    assert len(lines(file, month)["benefit", "a"].doubts) == doubts


def home(kroner: int) -> Fact:
    return fact("housing_benefit", kroner, None)


@pytest.mark.parametrize(
    ("month", "taken"),
    [("2025-06", 0), ("2025-07", 3000 - 2 * 363), ("2025-12", 3000 - 2 * 363), ("2026-01", 3000 - 2 * 379)],
)
def test_of_the_housing_benefit_of_a_couple_on_the_raised_rate_363_each_counts(month: str, taken: int) -> None:
    file = case(*COUPLE, facts=[*here("2005-03-01", "a", "b"), *MET, home(3000)])
    kind = "ceiling_reduction" if month == "2025-06" else "housing_benefit_reduction"

    assert (amount(file, month, kind, None) or 0) == (taken or 12770 * 2 + 3000 - 2 * 12770)


def test_the_cap_is_for_nobody_who_is_single_or_not_on_the_raised_rate() -> None:
    kind = "housing_benefit_reduction"
    single = case(SINGLE, facts=[*here("2005-03-01", "p"), *MET, home(3000)])
    new = case(*COUPLE, facts=[*here("2024-03-01", "a", "b"), home(3000)])
    mixed = case(*COUPLE, facts=[*here("2005-03-01", "a"), *here("2024-03-01", "b"), home(3000), *(
        fact(one.name, value=True, who="a") for one in MET
    )])  # fmt: skip

    assert amount(single, "2025-09", kind, None) == 0
    assert amount(new, "2025-09", kind, None) is None
    assert amount(mixed, "2025-09", kind, None) is None
    low = case(*COUPLE, facts=[*here("2005-03-01", "a", "b"), *MET, home(700)])
    assert amount(low, "2025-09", kind, None) == 0


def earner(kroner: int, *facts: Fact, since: str = "2024-03-01", month: str = "2025-09") -> object:
    told = [*here(since, "p"), fact("earnings_counted", kroner), *facts]
    return amount(case(SINGLE, facts=told), month, "earnings_deduction")


@pytest.mark.parametrize(
    ("earned", "taken"),
    [
        (5200, 0),  # the free amount of 5,000 kr. (2024 level), 5,200 kr. in 2025
        (6200, 650),  # 65 per cent of what is above
        (17000, 7670),  # 11,800 above; 6,789 is all there is to take
    ],
)
def test_of_earnings_beside_the_minimum_rate_the_free_amount_and_a_third_are_kept(earned: int, taken: int) -> None:
    assert earner(earned) == min(taken, 6789)


def test_benefit_and_earnings_together_stay_below_the_limit() -> None:
    """The raised rate: of 15,000 kr. earned 2,600 kr. are free and 65 per cent of the rest is deducted."""
    file = [*MET]
    first = 12400 * 65 // 100
    over = 12498 + 1092 - first + 15000 - 21092

    assert earner(15000, *file, since="2005-03-01") == first
    assert over < 0
    assert earner(24000, *file, since="2005-03-01") == 12498 + 1092


def test_earnings_before_july_2025_and_at_a_first_application_are_open() -> None:
    assert earner(6200, month="2025-06") is None
    told = [*here("2024-03-01", "p"), fact("earnings_counted", 6200)]
    assert amount(case(SINGLE, facts=told), "2025-06") == ("law_not_read",)
    assert earner(6200, since="2025-09-01") == ("law_not_read",)
    gross = [*here("2024-03-01", "p"), fact("earnings", 9000)]
    assert amount(case(SINGLE, facts=gross), "2025-09", "earnings_deduction") == ("earnings_counted",)
    assert amount(case(SINGLE, facts=gross), "2025-09", "left_to_live_on", None) == ("earnings_counted",)
    young = person(born="2003-06-15")
    at_home = [*told, fact("living_at_home", value=True), fact("rent", 0, None)]
    assert amount(case(young, facts=at_home), "2025-09", "earnings_deduction") == ("law_not_read",)


def test_what_is_left_counts_the_earnings_and_the_deduction() -> None:
    told = [*here("2024-03-01", "p"), fact("earnings_counted", 6200), fact("rent", 3000, None)]

    assert amount(case(SINGLE, facts=told), "2025-09", "left_to_live_on", None) == 6789 + 6200 - 650 - 3000


KIND = "leisure_supplement"
CHILDREN = [person(name, born="2014-01-01", role="child") for name in "cdef"]


@pytest.mark.parametrize(
    ("since", "month", "paid"),
    [
        ("2024-03-01", "2025-09", None),  # three months of the new benefit are over with September
        ("2024-03-01", "2025-10", 450),
        ("2025-10-01", "2025-12", None),
        ("2025-10-01", "2026-01", 450),
        ("2025-10-02", "2026-01", None),
    ],
)
def test_the_leisure_supplement_comes_after_three_months(since: str, month: str, paid: int | None) -> None:
    assert amount(case(*COUPLE, CHILDREN[0], facts=here(since, "a", "b")), month, KIND, None) == paid


def test_the_leisure_supplement_is_for_three_children_and_a_quarter_for_single_parents() -> None:
    couple, alone = here("2024-03-01", "a", "b"), here("2024-03-01", "p")

    assert amount(case(*COUPLE, *CHILDREN, facts=couple), "2025-11", KIND, None) == 3 * 450
    assert amount(case(SINGLE, *CHILDREN[:2], facts=alone), "2025-11", KIND, None) == 2 * 112.5
    none = [*alone, fact("extra_child_allowance", value=False)]
    assert amount(case(SINGLE, CHILDREN[0], facts=none), "2025-11", KIND, None) == 450
    assert amount(case(SINGLE, facts=alone), "2025-11", KIND, None) is None
    unborn = person("g", born=None, role="child")
    assert amount(case(SINGLE, unborn, facts=alone), "2025-11", KIND, None) == ("born",)
    before = amount(case(SINGLE, CHILDREN[0], facts=alone), "2025-09", "left_to_live_on", None)
    assert amount(case(SINGLE, CHILDREN[0], facts=alone), "2025-11", "left_to_live_on", None) == before
