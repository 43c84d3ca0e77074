"""E4, F1: what is paid beside a benefit: Danish supplement and bonus, activity, child, single and youth supplements."""

from __future__ import annotations

import pytest

from brobygger.law.facts import Fact
from law.amounts.people_of import BEFORE, amount, case, fact, lines, person

OLD, YOUNG = person(), person(born="1992-02-01")
BONUS = "danish_supplement"
HERE = [fact("arrived", "2017-06-01")]


def bonus(*facts: Fact, month: str) -> object:
    return amount(case(OLD, facts=[*HERE, *facts]), month, BONUS)


PASSED = fact("danish_test", "pd2", since="2018-08-15")
APPLIED = fact("danish_bonus_applied", "2018-09-20")


@pytest.mark.parametrize(
    ("month", "paid"),
    [("2018-09", None), ("2018-10", 1560), ("2018-12", 1560), ("2019-01", 1580), ("2019-03", 1580), ("2019-04", None)],
)
def test_the_bonus_lasts_six_months_from_the_application(month: str, paid: object) -> None:
    assert bonus(PASSED, APPLIED, month=month) == paid


def test_an_application_nobody_recorded_is_counted_from_the_test_and_says_so() -> None:
    assert [bonus(PASSED, month=month) for month in ("2018-08", "2018-09", "2019-02", "2019-03")] == [
        None, 1560, 1580, None,
    ]  # fmt: skip
    line = lines(case(OLD, facts=[*HERE, PASSED]), "2018-09")[BONUS, "p"]
    assert (line.confirmed, (line.law or {})["da"]) == (False, "Danskbonus")
    assert "ikke oplyst" in line.doubts[0]["da"]


def test_who_passed_before_the_bonus_came_is_under_a_transition_nobody_has_read() -> None:
    passed = fact("danish_test", "pd2", since="2018-02-01")

    assert bonus(passed, month="2018-06") == 1560
    assert bonus(passed, month="2018-07") == ("law_not_read",)
    assert bonus(passed, month="2019-01") is None
    assert bonus(fact("danish_test", "pd2"), month="2018-08") == ("danish_bonus_applied",)


def test_the_bonus_ended_with_june_2025() -> None:
    facts = [fact("arrived", "2023-01-01"), fact("danish_test", "pd3", since="2025-04-01")]

    assert amount(case(OLD, facts=facts), "2025-06", BONUS) == 1766
    assert amount(case(OLD, facts=facts), "2025-07", BONUS) is None


def test_the_upper_limit_of_the_young_is_education_help_from_july_2016() -> None:
    facts = [
        fact("arrived", "2015-10-01"), fact("living_at_home", value=False),
        fact("danish_test", "pd2", since="2015-12-01"),
    ]  # fmt: skip

    assert amount(case(YOUNG, facts=facts), "2016-06", BONUS) == 7069 - 6010
    assert amount(case(YOUNG, facts=facts), "2016-07", BONUS) == ("education_completed",)
    without = [*facts, fact("education_completed", value=False)]
    assert amount(case(YOUNG, facts=without), "2016-07", BONUS) == 0
    assert amount(case(YOUNG, facts=[*facts, fact("education_completed", value=True)]), "2016-07", BONUS) == 1059


def test_no_test_and_too_low_a_test_give_nothing() -> None:
    assert bonus(month="2018-03") is None
    assert bonus(fact("danish_test", "pd1", since="2018-01-01"), month="2018-03") is None
    assert bonus(fact("danish_test", "none"), month="2018-03") is None


def test_cash_benefit_has_no_danish_supplement() -> None:
    facts = [fact("arrived", BEFORE), fact("danish_test", "pd2", since="2015-09-01")]

    assert amount(case(OLD, facts=facts), "2015-11", BONUS) is None


MET = [
    fact("arrived", "2012-01-01"), fact("residence_requirement", value=True),
    fact("employment_requirement", value=True), fact("living_at_home", value=False),
]  # fmt: skip
AWAY_27, AWAY_22 = person(born="1998-02-01"), person(born="2003-02-01")
CHILD = person("c", born="2020-01-01", role="child")


def kinds(*people: object, facts: list[Fact], month: str = "2025-09") -> dict[str, object]:
    found = lines(case(*people, facts=facts), month)  # type: ignore[arg-type]  # a person each
    return {kind: line.missing or (line.ore or 0) // 100 for (kind, who), line in found.items() if who == "p"}


def test_the_supplements_of_2025() -> None:
    youth = [*MET, fact("activity_ready", value=True), fact("transition_supplement", value=True)]

    assert kinds(AWAY_27, facts=MET) == {"benefit": 12498, "single_supplement": 1092}
    assert kinds(AWAY_27, facts=youth) == {
        "benefit": 12498, "single_supplement": 1092, "youth_supplement": 0, "transition_supplement": 0,
    }  # fmt: skip
    assert kinds(AWAY_27, CHILD, facts=youth) == {
        "benefit": 12498, "child_supplement": 2784, "youth_supplement": 0, "transition_supplement": 0,
    }  # fmt: skip
    assert kinds(AWAY_22, facts=youth) == {
        "benefit": 7205, "single_supplement": 1092, "youth_supplement": 1036, "transition_supplement": 2000,
    }  # fmt: skip
    assert kinds(AWAY_22, CHILD, facts=youth) == {
        "benefit": 7205, "child_supplement": 2784, "single_supplement": 1638, "youth_supplement": 2590,
        "transition_supplement": 2000,
    }  # fmt: skip
    assert kinds(OLD, facts=youth) == {"benefit": 12498, "single_supplement": 1092}
    assert kinds(OLD, CHILD, facts=MET) == {"benefit": 12498, "child_supplement": 2784}


def test_those_at_home_have_no_raised_rate_and_no_supplement_for_singles() -> None:
    at_home = [*MET[:3], fact("living_at_home", value=True), fact("activity_ready", value=True)]

    assert kinds(AWAY_22, facts=at_home) == {"benefit": 2925, "single_supplement": 0, "youth_supplement": 1036}
    assert kinds(AWAY_27, facts=at_home) == {"benefit": 2925, "single_supplement": 0, "youth_supplement": 2590}


@pytest.mark.parametrize(
    ("born", "month", "paid"),
    [
        ("2000-09-02", "2025-09", 7205),  # 25 on the 2nd: the rate of the 1st holds, and the line says so
        ("2000-09-01", "2025-09", 12498),
        ("2000-08-31", "2025-09", 12498),
        ("1998-02-01", "2025-06", 8231),  # the day before the reform: the old cash benefit of those aged 25-29
        ("1998-02-01", "2025-07", 12498),
    ],
)
def test_who_is_25_and_has_met_the_employment_requirement_has_the_raised_rate(born: str, month: str, paid: int) -> None:
    educated = [*MET, fact("education_completed", value=True)]

    assert amount(case(person(born=born), facts=educated), month) == paid


def test_a_supplement_is_open_while_it_is_not_known_who_lives_together() -> None:
    lone = person(role="adult")

    assert kinds(lone, CHILD, facts=[fact("arrived", "2024-01-01")]) == {
        "benefit": 6789, "child_supplement": 2784, "single_supplement": ("partner",),
    }  # fmt: skip


HELP = [fact("arrived", "2008-01-01"), fact("residence_requirement", value=True), fact("living_at_home", value=False)]


def test_education_help_is_for_the_young_without_an_education() -> None:
    without = [*HELP, fact("education_completed", value=False)]
    mother = [*without, fact("activity_ready", value=True)]

    assert amount(case(YOUNG, facts=HELP), "2016-09") == ("education_completed",)
    assert amount(case(YOUNG, facts=without), "2016-09") == 6010
    assert amount(case(YOUNG, facts=[*HELP, fact("education_completed", value=True)]), "2016-09") == 7069
    assert kinds(YOUNG, CHILD, facts=mother, month="2023-03")["benefit"] == ("employment_requirement",)
    worked = [*mother, fact("employment_requirement", value=True)]
    born = person("c", born="2015-01-01", role="child")
    young = person(born="1995-02-01")
    assert kinds(young, born, facts=worked, month="2023-03") == {
        "benefit": 13090, "activity_supplement": 2784,
    }  # fmt: skip
    home = [fact("arrived", "2008-01-01"), fact("residence_requirement", value=True),
            fact("living_at_home", value=True), fact("education_completed", value=False)]  # fmt: skip
    assert amount(case(YOUNG, facts=home), "2016-09") == 2590
    couple = [person("p", born="1992-02-01", role="adult"), person("b", role="spouse")]
    assert kinds(*couple, born, facts=[*without, fact("residence_requirement", value=True, who="b")], month="2016-09")[
        "benefit"
    ] == 8411  # fmt: skip


def test_a_single_parent_with_no_extra_child_allowance_has_the_lower_rate() -> None:
    child = person("c", born="2010-01-01", role="child")
    facts = [fact("arrived", BEFORE), fact("extra_child_allowance", value=False)]

    assert amount(case(YOUNG, child, facts=facts), "2015-11") == 9640
    assert amount(case(YOUNG, child, facts=[fact("arrived", "2015-10-01"), facts[1]]), "2015-11") == 8319
    assert (
        amount(case(YOUNG, child, facts=[*facts, fact("activity_ready", value=True)]), "2015-11", "activity_supplement")
        == 4776
    )


def test_an_open_benefit_leaves_its_supplements_open() -> None:
    facts = [fact("arrived", BEFORE), fact("activity_ready", value=True)]

    assert kinds(YOUNG, facts=facts, month="2015-11") == {
        "benefit": ("living_at_home",), "activity_supplement": ("living_at_home",),
    }  # fmt: skip


def one_sum(*facts: Fact, month: str = "2019-03") -> object:
    told = [fact("arrived", "2017-06-01"), fact("income", "work_or_education"), fact("earnings", 20000), *facts]
    return amount(case(OLD, facts=told), month, BONUS)


def test_the_self_supporting_have_the_bonus_as_one_sum_in_the_month_they_apply() -> None:
    applied, passed = fact("danish_bonus_applied", "2019-03-20"), fact("danish_test", "pd2", since="2019-03-10")

    assert one_sum(applied, passed) == 6242
    assert one_sum(applied, passed, month="2019-04") is None
    assert one_sum(passed) is None
    assert one_sum(applied) is None
    assert one_sum(applied, fact("danish_test", "pd2", since="2017-12-31")) is None
    assert one_sum(applied, fact("danish_test", "pd2", since="2018-01-01")) == 6242
    assert one_sum(applied, fact("danish_test", "pd2")) == ("danish_test",)
    assert one_sum(applied, passed, fact("legal_basis", "eu_eea")) is None
    assert one_sum(fact("danish_bonus_applied", "2017-03-20"), passed, month="2017-03") is None


def test_illness_and_pregnancy_raise_education_help_as_they_raise_cash_benefit() -> None:
    help_ = [*HELP, fact("education_completed", value=False), fact("activity_ready", value=True)]
    ill, pregnant = fact("mental_illness", value=True), fact("pregnant_since", "2016-05-01")
    child = person("c", born="2015-01-01", role="child")

    assert kinds(YOUNG, facts=[*help_, ill], month="2016-09") == {"benefit": 10968, "activity_supplement": 0}
    assert kinds(YOUNG, facts=[*help_, pregnant], month="2016-09")["benefit"] == 10968
    assert kinds(YOUNG, child, facts=[*help_, ill], month="2016-09")["benefit"] == 14575
    assert kinds(YOUNG, child, facts=[*help_, pregnant], month="2016-09")["benefit"] == 12019
    assert lines(case(YOUNG, facts=[*help_, ill]), "2016-09")["benefit", "p"].confirmed


def test_a_single_parent_with_no_extra_child_allowance_has_no_supplement_for_singles() -> None:
    facts = [fact("arrived", "2024-01-01"), fact("extra_child_allowance", value=False)]

    assert kinds(OLD, CHILD, facts=facts) == {"benefit": 6789, "child_supplement": 2784}
