"""F1: a parent whose spouse lives elsewhere is single, yet has the single parent's rate only where it is due."""

from __future__ import annotations

import pytest

from brobygger.law.facts import Fact
from law.amounts.people_of import amount, case, fact, person

CHILD = person("c", born="2018-01-01", role="child")
UKRAINIAN = [fact("arrived", "2022-05-01"), fact("legal_basis", "displaced_ukraine")]
IN_UKRAINE = fact("spouse_away", "in_ukraine")
CANNOT, CAN = (fact("spouse_can_support", value=can) for can in (False, True))
GRANTED, REFUSED = (fact("extra_child_allowance", value=yes) for yes in (True, False))


def paid(*facts: Fact, month: str, kind: str = "benefit", basis: str = "displaced_ukraine") -> object:
    told = [UKRAINIAN[0], fact("legal_basis", basis), IN_UKRAINE, *facts]
    return amount(case(person(born="1988-06-15"), CHILD, facts=told), month, kind)


@pytest.mark.parametrize(
    ("month", "expected"),
    [
        ("2024-03", 9170),  # the day before: no right to extra child allowance, so the couple's rate
        ("2024-04", 13105),
        ("2024-05", 13105),
        ("2025-06", 13577),
    ],
)
def test_from_april_2024_the_single_parents_rate_is_for_who_has_a_spouse_in_ukraine(month: str, expected: int) -> None:
    assert paid(CANNOT, REFUSED, month=month) == expected


def test_it_must_be_told_whether_the_spouse_can_support_the_family() -> None:
    assert paid(month="2024-05") == ("spouse_can_support", "extra_child_allowance")
    assert paid(CAN, month="2024-05") == ("extra_child_allowance",)
    assert paid(CAN, REFUSED, month="2024-05") == 9170
    assert paid(CAN, GRANTED, month="2024-05") == 13105
    assert paid(month="2024-03") == ("extra_child_allowance",)


def test_the_rule_is_for_displaced_ukrainians_with_a_spouse_in_ukraine_only() -> None:
    assert paid(CANNOT, month="2024-05", basis="convention_refugee") == ("extra_child_allowance",)
    elsewhere = [*UKRAINIAN, fact("spouse_away", "abroad"), CANNOT]
    assert amount(case(person(), CHILD, facts=elsewhere), "2024-05") == ("extra_child_allowance",)
    childless = [*UKRAINIAN, IN_UKRAINE]
    assert amount(case(person(), facts=childless), "2024-05") == 6552


def test_from_july_2025_it_is_the_supplement_for_single_parents() -> None:
    assert paid(CANNOT, month="2025-07") == 6789
    assert paid(CANNOT, month="2025-07", kind="single_supplement") == 1638
    assert paid(CANNOT, GRANTED, month="2025-07", kind="single_supplement") == 1638
    assert paid(CAN, REFUSED, month="2025-07", kind="single_supplement") is None
    assert paid(month="2025-07", kind="single_supplement") == ("spouse_can_support",)


def test_a_spouse_who_lives_elsewhere_is_not_reckoned_with() -> None:
    couple = [person("a", role="adult"), person("b", role="spouse")]
    facts = [*(fact("arrived", "2022-05-01", name) for name in "ab"), fact("spouse_away", "in_denmark", "a")]

    file = case(*couple, facts=[*facts, fact("spouse_away", "in_denmark", "b")])
    assert amount(file, "2024-05", "temporary_rent", None) == 2546
    assert amount(case(*couple, facts=facts[:2]), "2024-05", "temporary_rent", None) == 4665
