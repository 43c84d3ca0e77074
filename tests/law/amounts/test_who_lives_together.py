"""F1, F2: who is single, who is a couple and whose the children are; what is not told is named, never guessed."""

from __future__ import annotations

from typing import Any

import pytest

from brobygger.law.amounts.benefit_law import Conditions
from brobygger.law.amounts.people import People
from brobygger.law.amounts.traits import Asked, judged
from brobygger.law.facts import Fact, Person
from law.amounts.people_of import AFTER, BEFORE, amount, books, case, day, fact, lines, person

CHILD = person("c", born="2010-01-01", role="child")
ADULT, SPOUSE = person("a", role="adult"), person("b", role="spouse")


def homes(*people: Person, facts: list[Fact], on: str = "2015-11-01") -> list[tuple[Any, ...]]:
    seen = People(case(*people, facts=facts), books().rulebook, came_by=books().law.came_by)
    return [(one.heads, one.union, one.children, one.unsure) for one in seen.households(day(on))]


@pytest.mark.parametrize(
    ("people", "facts", "expected"),
    [
        ([person("a")], [], [(("a",), "none", (), ())]),
        ([ADULT], [], [(("a",), None, (), ())]),
        ([ADULT], [("partner", "cohabiting", "a")], [(("a",), "cohabiting", (), ())]),
        ([ADULT], [("partner", "none", "a")], [(("a",), "none", (), ())]),
        ([ADULT, SPOUSE], [], [(("a", "b"), "married", (), ())]),
        ([ADULT, SPOUSE], [("partner", "cohabiting", "b")], [(("a", "b"), "cohabiting", (), ())]),
        ([ADULT, person("b", role="adult")], [], [(("a", "b"), None, (), ())]),
        ([person("a"), person("b")], [], [(("a",), "none", (), ()), (("b",), "none", (), ())]),
        ([person("a"), person("b")], [("partner", "married", None)], [(("a", "b"), "married", (), ())]),
        ([ADULT, SPOUSE], [("partner", "none", "a")], [(("a",), "none", (), ()), (("b",), None, (), ())]),
    ],
)  # fmt: skip
def test_couples_and_singles(people: list[Person], facts: list[tuple[Any, ...]], expected: list[Any]) -> None:
    assert homes(*people, facts=[fact(*one) for one in facts]) == expected


def test_of_three_adults_it_must_be_told_who_is_whose() -> None:
    three = [ADULT, SPOUSE, person("d", role="adult")]

    assert [union for _, union, *_ in homes(*three, facts=[])] == [None, None, None]
    assert homes(*three, facts=[fact("partner", "none", "d")])[0][:2] == (("a", "b"), "married")
    assert homes(person("a"), person("b"), person("d"), facts=[])[2][:2] == (("d",), "none")


def test_a_spouse_abroad_shares_no_home() -> None:
    facts = [fact("arrived", BEFORE, "a"), fact("arrived", "2016-05-01", "b"), fact("partner", "married", "a")]

    assert homes(ADULT, SPOUSE, facts=facts) == [(("a",), "none", (), ())]
    assert homes(ADULT, SPOUSE, facts=facts, on="2016-05-01")[0][:2] == (("a", "b"), "married")


def test_children_are_those_who_are_here_and_under_18() -> None:
    abroad = person("d", born="2012-01-01", role="child")
    facts = [fact("arrived", BEFORE, "a"), fact("arrived", "2016-01-01", "d")]

    assert homes(ADULT, SPOUSE, CHILD, abroad, facts=facts)[0][2] == ("c",)
    assert homes(ADULT, SPOUSE, CHILD, abroad, facts=facts, on="2016-01-01")[0][2] == ("c", "d")


def test_a_child_with_no_birth_date_leaves_the_number_open() -> None:
    unknown = person("c", born=None, role="child")
    facts = [fact("arrived", AFTER, "p")]

    assert amount(case(person(), unknown, facts=facts), "2015-11") == ("born",)
    assert (
        amount(case(person(), unknown, person("d", born="2012-01-01", role="child"), facts=facts), "2015-11") == 11888
    )
    second = person("e", born="2010-01-01", role="child")
    couple = case(ADULT, SPOUSE, unknown, second, facts=[fact("arrived", AFTER, "a"), fact("arrived", AFTER, "b")])
    assert amount(couple, "2015-11", who="a") == 8319
    assert amount(couple, "2015-11", "temporary_rent", None) == ("born",)


def test_a_grown_child_is_a_household_of_their_own() -> None:
    grown = person("c", born="1996-01-01", role="child")
    facts = [fact("arrived", AFTER, name) for name in "abc"]
    file = case(ADULT, SPOUSE, grown, facts=[*facts, fact("living_at_home", value=True, who="c")])

    assert [amount(file, "2015-11", who=name) for name in "abc"] == [5945, 5945, 2562]
    married = [*facts, fact("partner", "married", "c"), fact("living_at_home", value=True, who="c")]
    assert homes(ADULT, SPOUSE, grown, facts=married)[1][:2] == (("c",), "married")
    mother = [*facts, fact("supports_children", value=True, who="c"), fact("supports_children", value=False, who="a")]
    young = person("d", born="2014-01-01", role="child")
    assert amount(case(ADULT, SPOUSE, grown, young, facts=mother), "2015-11", who="c") == 11888
    assert amount(case(ADULT, SPOUSE, grown, young, facts=mother), "2015-11", who="a") == 5945


def test_a_partner_who_matters_must_be_known() -> None:
    lone = [fact("arrived", BEFORE, "a")]

    assert amount(case(ADULT, facts=lone), "2015-08", who="a") == 10849
    assert amount(case(ADULT, facts=lone), "2015-11", who="a") == ("partner",)
    assert amount(case(ADULT, facts=[*lone, fact("partner", "none", "a")]), "2015-11", who="a") == 10849
    married = case(ADULT, facts=[*lone, fact("partner", "married", "a")])
    assert amount(married, "2015-11", who="a") == ("partner",)
    assert "ikke med i sagen" in lines(married, "2015-11")["benefit", "a"].outcome.text["da"]
    assert amount(case(ADULT, facts=[*lone, fact("partner", "cohabiting", "a")]), "2015-11", who="a") == ("partner",)
    assert amount(case(ADULT, facts=[fact("arrived", AFTER, "a")]), "2015-11", who="a") == 5945


MIXED = [fact("arrived", BEFORE, "a"), fact("arrived", AFTER, "b")]


def test_the_rule_of_mixed_couples_is_for_the_married_and_the_cohabiting() -> None:
    cohabiting = case(ADULT, SPOUSE, facts=[*MIXED, fact("partner", "cohabiting", None)])

    assert [amount(cohabiting, "2015-08", who=name) for name in "ab"] == [10849, None]
    assert [amount(cohabiting, "2015-11", who=name) for name in "ab"] == [5945, 5945]
    met = [*MIXED, *(fact(name, value=True, who="a") for name in ("residence_requirement", "employment_requirement"))]
    met.append(fact("employment_requirement", value=False, who="b"))
    assert amount(case(ADULT, SPOUSE, facts=[*met, fact("partner", "cohabiting", None)]), "2025-09", who="a") == 6789


def test_the_other_must_be_known_before_one_is_reduced() -> None:
    open_other = case(ADULT, person("b", born=None, role="spouse"), facts=MIXED)
    both_cash = case(ADULT, SPOUSE, facts=[fact("arrived", BEFORE, "a"), fact("arrived", BEFORE, "b")])

    assert amount(open_other, "2015-11", who="a") == ("born",)
    assert [amount(both_cash, "2015-11", who=name) for name in "ab"] == [10849, 10849]


def test_the_floor_has_the_danish_supplement_and_the_whole_has_the_activity_supplement() -> None:
    passed = [*MIXED, fact("danish_test", "pd2", "a")]
    assert [amount(case(ADULT, SPOUSE, facts=passed), "2015-11", who=name) for name in "ab"] == [7445, 5945]

    young = person("a", born="1988-01-01", role="adult")
    ready = [
        *MIXED, fact("activity_ready", value=True, who="a"), fact("living_at_home", value=True, who="a"),
        fact("living_at_home", value=True, who="b"),
    ]  # fmt: skip
    spouse = person("b", born="1990-01-01", role="spouse")
    file = case(young, spouse, facts=ready)
    assert amount(file, "2015-11", who="a") == 3374 + 7475 - 2562
    assert amount(file, "2015-11", "activity_supplement", "a") is None


def test_what_reduces_by_an_unread_amount_leaves_the_benefit_open() -> None:
    here = [fact("arrived", AFTER, name) for name in "ab"]
    reasons = {
        "ægtefællen": (fact("income", "work_or_education", "b"), "2015-11"),
        "fradraget": (fact("earnings", 900, "a"), "2015-11"),
    }
    for said, (told, month) in reasons.items():
        line = lines(case(ADULT, SPOUSE, facts=[*here, told]), month)["benefit", "a"]
        assert line.missing == ("law_not_read",)
        assert said in line.outcome.text["da"].casefold()
    cohabiting = [*here, reasons["ægtefællen"][0], fact("partner", "cohabiting", None)]
    assert amount(case(ADULT, SPOUSE, facts=cohabiting), "2015-12", who="a") == ("law_not_read",)
    assert amount(case(ADULT, SPOUSE, facts=cohabiting), "2016-01", who="a") == 6010


def test_the_self_supporting_receive_nothing_and_live_on_what_they_earn() -> None:
    facts = [fact("arrived", AFTER), fact("income", "work_or_education")]

    line = lines(case(person(), facts=facts), "2015-11")["benefit", "p"]
    assert (line.ore, line.outcome.text["da"]) == (0, "Borgeren forsørger sig selv; der ydes ingen hjælp")
    assert amount(case(person(), facts=facts), "2015-11", "left_to_live_on", None) == ("earnings",)
    earning = case(person(), facts=[*facts, fact("earnings", 18000)])
    assert amount(earning, "2015-11", "left_to_live_on", None) == 18000 - 2122


def test_beside_a_self_supporting_spouse_nothing_is_reckoned_as_mixed() -> None:
    facts = [*MIXED, fact("income", "self_supporting", "b")]

    assert amount(case(ADULT, SPOUSE, facts=facts), "2015-11", who="a") == ("law_not_read",)


def test_eu_citizens_and_the_benefit_of_before_2014_have_not_been_read() -> None:
    file = case(person(), facts=[fact("arrived", BEFORE), fact("legal_basis", "eu_eea")])

    assert amount(file, "2015-11") == ("law_not_read",)
    assert lines(file, "2015-11")["benefit", "p"].outcome.text["da"] == "Ydelse til EU- og EØS-borgere"


def test_an_arrival_nobody_recorded_is_asked_for_where_it_decides() -> None:
    file = case(person(), facts=[])

    assert amount(file, "2015-08") == 10849
    assert "Ankomsten er ikke oplyst" in lines(file, "2015-08")["benefit", "p"].remarks[-1]["da"]
    assert amount(file, "2015-11") == ("arrived",)
    assert amount(file, "2016-11") == ("arrived",)


@pytest.mark.parametrize(
    ("since", "facts", "month", "expected"),
    [
        ("2009-07-02", [], "2016-07", 6010),
        ("2009-07-01", [], "2016-07", ("residence_requirement",)),
        ("2009-07-01", [("residence_requirement", True)], "2016-07", 10968),
        ("2009-07-01", [("residence_requirement", False)], "2016-07", 6010),
        ("2009-07-01", [("residence_requirement", True)], "2019-07", ("employment_requirement",)),
        ("2009-07-01", [("residence_requirement", True), ("employment_requirement", False)], "2019-07", 6072),
        ("2011-02-01", [], "2020-01", 6142),
        ("2011-01-01", [("employment_requirement", False)], "2020-01", 6142),
        ("2011-01-01", [("employment_requirement", True)], "2020-01", ("residence_requirement",)),
    ],
)
def test_the_residence_requirement(since: str, facts: list[tuple[str, bool]], month: str, expected: object) -> None:
    told = [fact("arrived", "2014-05-01"), fact("residence_from", since), *(fact(*one) for one in facts)]

    assert amount(case(person(), facts=told), month) == expected


def test_the_name_follows_the_legal_basis_from_2020() -> None:
    def name(basis: str | None) -> str:
        facts = [fact("arrived", "2020-01-01"), *([fact("legal_basis", basis)] if basis else [])]
        told = lines(case(person(), facts=facts), "2021-05")["benefit", "p"]
        assert told.ore == 621900
        return (told.law or {})["da"]

    assert name("quota_refugee") == name("family_reunified_to_refugee") == "Selvforsørgelses- og hjemrejseydelse"
    assert name("family_reunified_other") == "Overgangsydelse"
    assert name(None) == "Selvforsørgelses- og hjemrejseydelse eller overgangsydelse"


def test_an_age_nobody_knows_leaves_a_row_open() -> None:
    nameless = case(person(born=None), facts=[])
    seen = People(nameless, books().rulebook, came_by=("arrived",))
    asked = Asked(people=seen, household=seen.households(day("2015-11-01"))[0], person="p", day=day("2015-11-01"))

    assert judged(asked, Conditions(when={"age_from": 30})).missing == ("born",)
