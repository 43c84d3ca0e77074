"""F1, F2: what one day makes of a benefit: the day somebody came, a birthday, a birth, a split, a change of law."""

from __future__ import annotations

from dataclasses import replace

import pytest

from brobygger.law.amounts.lines import Line
from brobygger.law.amounts.month import amounts_of
from brobygger.law.facts import Fact
from law.amounts.people_of import AFTER, BEFORE, amount, books, case, day, fact, lines, person

SINGLE = person()
MARRIED = [person("a", role="adult"), person("b", role="spouse")]
NOT_READ = ("law_not_read",)


def here_since(*since: str, names: str = "ab") -> list[Fact]:
    return [fact("arrived", day, name) for day, name in zip(since, names, strict=False)]


@pytest.mark.parametrize(
    ("came", "month", "paid"),
    [
        ("2015-08-31", "2015-09", 10849),
        ("2015-09-01", "2015-09", 5945),
        ("2015-08-31", "2016-06", 10968),
        ("2015-08-31", "2016-07", 6010),
        ("2015-08-31", "2015-08", NOT_READ),
        ("2015-09-02", "2015-09", NOT_READ),
        ("2015-09-02", "2015-08", None),
    ],
)
def test_the_day_somebody_came_decides_the_law(came: str, month: str, paid: object) -> None:
    assert amount(case(SINGLE, facts=[fact("arrived", came)]), month) == paid


def test_of_a_refugee_the_takeover_decides_not_the_arrival() -> None:
    facts = [fact("legal_basis", "convention_refugee"), fact("arrived", "2015-08-31")]

    assert amount(case(SINGLE, facts=facts), "2015-11") == 10849
    assert amount(case(SINGLE, facts=[*facts, fact("responsibility_stated", "2015-09-01")]), "2015-11") == 5945


@pytest.mark.parametrize(
    ("day", "month", "paid"),
    [
        ("2014-12-31", "2014-12", 10689),
        ("2013-12-31", "2013-12", 10500),
        ("2012-12-31", "2012-12", NOT_READ),
        ("2018-06-30", "2018-06", 6182),
        ("2018-07-01", "2018-07", 5997),
        ("2025-06-30", "2025-06", 6788),
        ("2025-07-01", "2025-07", 6789),
        ("2026-01-01", "2026-01", 7095),
        ("2027-01-01", "2027-01", ("kh25-minimum-rate",)),
    ],
)
def test_a_new_law_or_rate_holds_from_its_first_month(day: str, month: str, paid: object) -> None:
    came = "2012-01-01" if day < "2016" else "2017-01-01" if day < "2019" else "2020-01-01"
    facts = [fact("arrived", came), fact("residence_requirement", value=False)]

    assert amount(case(SINGLE, facts=facts), month) == paid


def of_age(born: str, month: str, **facts: object) -> Line:
    told = [fact("arrived", BEFORE), *(fact(name, value) for name, value in facts.items())]
    return lines(case(person(born=born), facts=told), month)["benefit", "p"]


def test_who_turns_30_within_the_month_has_the_younger_rate_until_the_next() -> None:
    before, within, after = (
        of_age("1985-11-14", month, living_at_home=False) for month in ("2015-10", "2015-11", "2015-12")
    )

    assert [line.ore for line in (before, within, after)] == [699200, 699200, 1084900]
    doubted = [any("løbet af måneden" in doubt["da"] for doubt in line.doubts) for line in (before, within, after)]
    assert doubted == [False, True, False]
    assert not within.confirmed


def test_who_turns_30_on_the_first_has_the_older_rate_at_once() -> None:
    assert of_age("1985-11-01", "2015-11").ore == 1084900
    assert of_age("1985-12-01", "2015-11", living_at_home=True).ore == 337400


def test_who_turns_25_within_the_month_has_the_supplement_from_the_next() -> None:
    told = [fact("arrived", BEFORE), fact("living_at_home", value=False), fact("activity_ready", value=True)]
    file = case(person(born="1990-11-14"), facts=told)

    assert amount(file, "2015-11", "activity_supplement") == 0
    assert amount(file, "2015-12", "activity_supplement") == 3857
    assert (amount(file, "2015-11"), amount(file, "2015-12")) == (6992, 6992)


def test_a_minor_has_no_benefit_that_was_read_and_one_of_18_has() -> None:
    facts = [fact("arrived", BEFORE), fact("living_at_home", value=False)]

    assert amount(case(person(born="1997-11-02"), facts=facts), "2015-11") == NOT_READ
    assert amount(case(person(born="1997-11-01"), facts=facts), "2015-11") == 6992


def test_a_birth_makes_parents_from_the_next_month() -> None:
    people = [*MARRIED, person("c", born="2015-11-10", role="child")]
    file = case(*people, facts=here_since("2015-10-01", "2015-10-01"))

    assert [amount(file, month, who="a") for month in ("2015-10", "2015-11", "2015-12")] == [5945, 5945, 8319]
    assert [amount(file, month, "temporary_rent", None) for month in ("2015-11", "2015-12")] == [3885, 4239]
    assert lines(file, "2015-11")["benefit", "a"].doubts


def test_the_youngest_at_18_makes_no_parent() -> None:
    people = [person(), person("c", born="1998-01-15", role="child")]
    file = case(
        *people,
        facts=[*here_since("2015-10-01", "2015-10-01", names="pc"), fact("living_at_home", value=True, who="c")],
    )

    assert [amount(file, month) for month in ("2016-01", "2016-02")] == [12019, 6010]
    assert amount(file, "2016-02", who="c") == 2590
    assert amount(file, "2016-02", "left_to_live_on", None) is not None


def test_a_split_makes_two_households() -> None:
    facts = [
        *here_since("2015-10-01", "2015-10-01"),
        *(fact("partner", "none", name, since="2015-11-15") for name in "ab"),
    ]
    people = [*MARRIED, person("c", born="2010-01-01", role="child")]

    married, within = (lines(case(*people, facts=facts), month)["benefit", "a"] for month in ("2015-10", "2015-11"))
    assert (married.ore, married.doubts) == (831900, ())
    assert within.ore == 831900
    assert within.doubts
    assert amount(case(*people, facts=facts), "2015-12", who="a") == ("supports_children",)
    told = [*facts, fact("supports_children", value=True, who="a"), fact("supports_children", value=False, who="b")]
    after = case(*people, facts=told)
    assert (amount(after, "2015-12", who="a"), amount(after, "2015-12", who="b")) == (11888, 5945)


def test_a_spouse_who_comes_later_has_no_amount_for_a_part_of_a_month() -> None:
    file = case(*MARRIED, facts=here_since("2015-05-01", "2015-11-10"))
    october, november, december = (lines(file, month) for month in ("2015-10", "2015-11", "2015-12"))

    assert ("benefit", "b") not in october
    assert (october["benefit", "a"].ore, october["temporary_rent", None].ore) == (1084900, 212200)
    assert november["benefit", "a"].doubts
    assert november["benefit", "b"].missing == NOT_READ
    assert "del af en måned" in november["benefit", "b"].outcome.text["da"]
    assert (december["benefit", "a"].ore, december["benefit", "b"].ore) == (594500, 594500)


def test_who_left_or_died_has_no_amount() -> None:
    gone = case(SINGLE, facts=[fact("arrived", BEFORE), fact("left_municipality", "2015-10-15")])
    dead = case(*MARRIED, facts=[*here_since(AFTER, AFTER), fact("deceased", "2015-10-31", "b")])

    assert lines(gone, "2015-10")["benefit", "p"].doubts
    assert lines(gone, "2015-11") == {}
    assert (amount(dead, "2015-11", who="a"), amount(dead, "2015-11", who="b")) == (5945, None)


def test_who_came_again_has_amounts_in_both_stays_and_none_between() -> None:
    gone = [fact("arrived", BEFORE), fact("left_municipality", "2015-10-31")]
    again = case(SINGLE, facts=[*gone, fact("arrived", "2016-03-01")])

    assert amount(again, "2015-09") == amount(case(SINGLE, facts=gone), "2015-09") == 10849
    assert lines(again, "2015-12") == {}
    assert amount(again, "2016-04") == amount(case(SINGLE, facts=gone[:1]), "2016-04")


def test_pregnancy_raises_when_week_12_has_passed_and_until_the_birth() -> None:
    facts = [fact("arrived", BEFORE), fact("living_at_home", value=False), fact("pregnant_since", "2015-05-09")]
    young = person(born="1993-01-01")

    assert amount(case(young, facts=[*facts[:2], fact("pregnant_since", "2015-09-02")]), "2015-09") == 6992
    assert amount(case(young, facts=facts), "2015-08") == 10849
    assert amount(case(young, facts=[*facts[:2], fact("pregnant_since", "2015-05-10")]), "2015-08") == 6992
    assert amount(case(young, facts=[*facts, fact("birth", "2016-02-01")]), "2016-02") == 7069
    assert amount(case(young, facts=facts), "2016-04") == ("birth",)
    born = person("c", born="2016-02-01", role="child")
    assert amount(case(young, born, facts=facts), "2016-02") == 13931


def test_a_pregnant_parent_has_the_higher_rate_and_a_doubt() -> None:
    couple = [person("a", born="1990-01-01", role="adult"), person("b", born="1990-01-01", role="spouse")]
    facts = [*here_since(BEFORE, BEFORE), fact("pregnant_since", "2015-05-01", "b")]
    found = lines(case(*couple, person("c", born="2012-01-01", role="child"), facts=facts), "2015-11")

    assert (found["benefit", "a"].ore, found["benefit", "b"].ore) == (964000, 1084900)
    assert "rækkefølgen" in found["benefit", "b"].doubts[0]["da"]


def test_what_was_known_later_is_left_out() -> None:
    late = fact("living_at_home", value=True, since="2015-10-01", recorded="2016-01-01")
    file = case(person(born="1990-12-01"), facts=[fact("arrived", BEFORE), late])

    assert lines(file, "2015-11")["benefit", "p"].ore == 337400
    assert lines(file, "2015-11", "2015-12-31")["benefit", "p"].missing == ("living_at_home",)


@pytest.mark.parametrize(
    ("known_on", "missing", "law"),
    [
        ("2016-03-21", (), "Kontanthjælp"),
        ("2016-03-22", (), "Integrationsydelse"),
        ("2015-12-31", True, "Kontanthjælp"),
    ],
)
def test_a_law_counts_from_the_day_it_could_be_known(known_on: str, missing: object, law: str) -> None:
    """What was reckoned in March 2016 for September knew nothing of the change that came on the 22nd."""
    file = case(SINGLE, facts=[fact("arrived", BEFORE)])
    found = lines(file, "2016-09", known_on)["benefit", "p"]

    assert (found.law or {})["da"] == law
    assert bool(found.missing) == bool(missing)


def test_a_scheme_that_has_ended_pays_nothing_that_was_read() -> None:
    law = books().law
    ended = replace(
        law.schemes["cash_benefit"],
        versions=tuple(replace(one, until=day("2014-12-31")) for one in law.schemes["cash_benefit"].versions),
    )
    shelf = replace(books(), law=replace(law, schemes={**law.schemes, "cash_benefit": ended}))

    found = amounts_of(case(SINGLE, facts=[fact("arrived", BEFORE)]), shelf, month=day("2015-11-01"))
    assert found[0].missing == NOT_READ
