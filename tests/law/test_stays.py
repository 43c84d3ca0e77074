"""A stay, not a life: whoever left and is allocated again begins anew, and the first stay keeps its history."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from brobygger.law.assessment import assess
from brobygger.law.facts import CaseFile, Fact
from brobygger.law.findings import Finding
from brobygger.law.known import Known
from brobygger.law.loading import load
from brobygger.law.stays import Stay
from law.building import case, day, decision, event, found, person, rule, state, version

DENMARK = load("denmark")
CONTRACT = rule("duty", version())
VISIT = rule("duty", version(counted_from="arrived"), subject="family", fulfilled_by=("family_visit_held",))
ALLOCATED = event("allocation_decided", "2013-06-03", key="first")
LEFT = event("left_municipality", "2014-03-31", key="left")
AGAIN = event("allocation_decided", "2016-09-12", key="again")
REFUGEE = state("legal_basis", "convention_refugee", "2013-06-03")


def stays(file: CaseFile, on: str = "2020-01-01", who: str | None = "p", known_on: str | None = None) -> list[Stay]:
    return list(Known(file, DENMARK, on=day(on), known_on=day(known_on or on)).stays(who))


def days(file: CaseFile, on: str = "2020-01-01", who: str | None = "p") -> list[tuple[str | None, str | None]]:
    """When each stay began and ended, as text."""
    return [
        (str(one.began) if one.began else None, str(one.left) if one.left else None) for one in stays(file, on, who)
    ]


def dues(findings: list[Finding]) -> list[tuple[int, str, str]]:
    return [(one.occurrence, str(one.due_on), one.standing) for one in findings]


def test_the_second_allocation_begins_a_clock_and_the_first_contract_keeps_its_day_and_outcome() -> None:
    signed = event("contract_signed", "2013-06-20")
    file = case(ALLOCATED, signed, LEFT, AGAIN)

    findings = found(CONTRACT, file, "2016-09-20")

    assert dues(findings) == [(1, "2013-07-03", "fulfilled"), (1001, "2016-10-12", "open")]
    assert [(one.stay, str(one.stay_from), one.stay_to) for one in findings] == [
        (1, "2013-06-03", day("2014-03-31")),
        (2, "2016-09-12", None),
    ]
    assert "first" not in findings[1].evidence


@pytest.mark.parametrize("on", ["2014-04-01", "2016-09-11"])
def test_until_the_second_allocation_there_is_one_stay(on: str) -> None:
    assert days(case(ALLOCATED, LEFT, AGAIN), on) == [("2013-06-03", "2014-03-31")]


def test_what_is_entered_late_does_not_change_what_was_known() -> None:
    late = replace(AGAIN, recorded_on=day("2016-10-01"))
    assert len(stays(case(ALLOCATED, LEFT, late), "2016-10-05", known_on="2016-09-30")) == 1
    assert len(stays(case(ALLOCATED, LEFT, late), "2016-10-05")) == 2


def test_what_the_first_stay_left_undone_is_no_longer_to_do_but_stays_broken() -> None:
    before = found(CONTRACT, case(ALLOCATED, LEFT), "2016-09-20")
    first, second = found(CONTRACT, case(ALLOCATED, LEFT, AGAIN), "2016-09-20")

    assert [(one.standing, one.breach) for one in before] == [("overdue", "law")]
    assert (first.standing, first.breach, first.due_on) == ("lapsed", "law", before[0].due_on)
    assert "et ophold, der er slut" in first.remarks[0]["da"]
    assert (second.standing, second.breach) == ("open", "none")


def test_what_would_have_fallen_due_after_the_departure_lapses_as_before() -> None:
    gone = event("left_municipality", "2013-06-20")
    first, _ = found(CONTRACT, case(ALLOCATED, gone, AGAIN), "2016-09-20")
    [before] = found(CONTRACT, case(ALLOCATED, gone), "2016-09-20")

    assert (first.standing, first.breach) == ("lapsed", "none")
    assert (first.due_on, first.remarks, first.reckoning) == (before.due_on, before.remarks, before.reckoning)


def test_what_happened_between_the_departure_and_the_next_stay_is_of_the_first() -> None:
    late = event("contract_signed", "2014-04-02")
    assert dues(found(CONTRACT, case(ALLOCATED, LEFT, late, AGAIN), "2016-09-20")) == [
        (1, "2013-07-03", "fulfilled_late"),
        (1001, "2016-10-12", "open"),
    ]


def test_a_corrected_allocation_moves_its_own_stay_and_makes_no_other() -> None:
    mended = event("allocation_decided", "2013-05-03", recorded="2016-11-01", replaces="first")
    assert days(case(ALLOCATED, mended)) == [("2013-05-03", None)]
    assert days(case(ALLOCATED, LEFT, AGAIN, mended)) == [("2013-05-03", "2014-03-31"), ("2016-09-12", None)]


def test_the_second_allocation_corrected_to_before_the_departure_is_one_stay_again() -> None:
    mended = event("allocation_decided", "2013-06-10", recorded="2016-11-01", replaces="again")
    assert days(case(ALLOCATED, LEFT, AGAIN, mended)) == [("2013-06-10", "2014-03-31")]


@pytest.mark.parametrize("taken_back", ["again", "left"])
def test_a_withdrawn_entry_makes_no_stay(taken_back: str) -> None:
    back = Fact(
        name="x", person="p", key="back", replaces=taken_back, withdrawn=True, recorded_on=day("2016-11-01")
    )  # fmt: skip
    file = case(ALLOCATED, LEFT, AGAIN, back)
    assert len(stays(file)) == 1
    [only] = found(CONTRACT, file, "2017-01-01")
    # Without a departure, and with nothing done between, the allocation known last is the one that counts.
    assert only.due_on == day("2013-07-03" if taken_back == "again" else "2016-10-12")


def test_the_same_allocation_entered_once_more_is_no_second_stay() -> None:
    once_more = event("allocation_decided", "2013-06-10", recorded="2013-09-01")
    file = case(ALLOCATED, once_more, event("arrived", "2013-08-01"), LEFT)
    assert days(file) == [("2013-06-10", "2014-03-31")]


def test_a_departure_entered_twice_ends_one_stay_as_known_last() -> None:
    once_more = event("left_municipality", "2014-03-15", recorded="2014-06-01")
    assert days(case(ALLOCATED, LEFT, once_more, AGAIN)) == [("2013-06-03", "2014-03-15"), ("2016-09-12", None)]


def test_allocated_while_still_here_the_departure_was_not_recorded_and_that_is_said() -> None:
    file = case(ALLOCATED, event("arrived", "2013-08-01"), AGAIN)
    first, second = found(CONTRACT, file, "2016-09-20")

    assert days(file) == [("2013-06-03", None), ("2016-09-12", None)]
    assert first.stay_to == day("2016-09-11")
    assert (first.standing, second.due_on) == ("lapsed", day("2016-10-12"))
    visit = rule("duty", version(number=60))
    [lapsed, _] = found(visit, file, "2016-09-20")
    assert "fraflytningen er ikke registreret" in lapsed.remarks[0]["da"]


def test_a_departure_entered_later_for_a_stay_that_was_never_ended_takes_its_place() -> None:
    file = case(ALLOCATED, event("arrived", "2013-08-01"), AGAIN, replace(LEFT, recorded_on=day("2016-12-01")))
    assert days(file) == [("2013-06-03", "2014-03-31"), ("2016-09-12", None)]


@pytest.mark.parametrize("lived", [(), (event("arrived", "2013-08-01"),)], ids=["nothing else known", "arrived"])
def test_allocated_again_on_the_day_of_the_departure(lived: tuple[Fact, ...]) -> None:
    file = case(ALLOCATED, *lived, LEFT, event("allocation_decided", "2014-03-31"))
    assert days(file) == [("2013-06-03", "2014-03-31"), ("2014-03-31", None)]
    assert [one.standing for one in found(CONTRACT, file, "2014-04-02")] == ["lapsed", "open"]


def test_a_departure_from_before_anything_is_known_ends_no_stay() -> None:
    file = case(event("left_municipality", "2010-01-01"), ALLOCATED)
    assert days(file) == [("2013-06-03", None)]
    assert [one.standing for one in found(CONTRACT, file, "2013-06-10")] == ["open"]


@pytest.mark.parametrize("basis", ["quota_refugee", "family_reunified_to_refugee", "family_reunified_other", "eu_eea"])
def test_who_is_taken_over_from_the_registration_begins_anew_with_the_next_one(basis: str) -> None:
    file = case(
        state("legal_basis", basis, "2013-06-01"), event("cpr_registered", "2013-06-03"), LEFT,
        event("cpr_registered", "2016-09-12"),
    )  # fmt: skip
    assert days(file) == [("2013-06-03", "2014-03-31"), ("2016-09-12", None)]
    begun = [
        one.counted_from
        for one in assess(file, DENMARK, on=day("2016-10-01"))
        if one.rule in ("integration_contract", "danish_start")
    ]
    assert day("2016-09-12") in begun or basis == "eu_eea"


def test_three_stays_and_their_numbers() -> None:
    third = (event("left_municipality", "2017-05-01"), event("allocation_decided", "2019-02-01"))
    findings = found(CONTRACT, case(ALLOCATED, LEFT, AGAIN, *third), "2019-02-10")
    assert [(one.occurrence, one.stay) for one in findings] == [(1, 1), (1001, 2), (2001, 3)]


def test_an_earlier_stay_that_becomes_known_later_shifts_no_number() -> None:
    """Numbers stand beside decisions that were taken: they follow the order in which the office came to know."""
    back_then = [replace(fact, recorded_on=day("2017-02-01")) for fact in (ALLOCATED, LEFT)]
    before = found(CONTRACT, case(AGAIN), "2017-03-01")
    after = found(CONTRACT, case(AGAIN, *back_then), "2017-03-01")

    assert [(one.occurrence, one.due_on) for one in before] == [(1, day("2016-10-12"))]
    assert [(one.occurrence, one.due_on, one.stay) for one in after] == [
        (1, day("2016-10-12"), 2),
        (1001, day("2013-07-03"), 1),
    ]


def test_a_correction_of_the_first_allocation_shifts_no_number_either() -> None:
    mended = event("allocation_decided", "2013-05-03", recorded="2017-11-01", replaces="first")
    findings = found(CONTRACT, case(ALLOCATED, LEFT, AGAIN, mended), "2017-12-01")
    assert [(one.occurrence, one.due_on) for one in findings] == [(1, day("2013-06-03")), (1001, day("2016-10-12"))]


def test_a_decision_is_of_the_stay_in_which_it_was_taken_or_of_the_number_it_names() -> None:
    file = case(ALLOCATED, LEFT, AGAIN, decisions=[decision("waived", "2016-09-15")])
    assert [one.standing for one in found(CONTRACT, file, "2016-09-20")] == ["lapsed", "waived"]
    file = case(ALLOCATED, LEFT, AGAIN, decisions=[decision("waived", "2013-06-10")])
    assert [one.standing for one in found(CONTRACT, file, "2016-09-20")] == ["waived", "open"]
    file = case(ALLOCATED, LEFT, AGAIN, decisions=[decision("waived", "2016-09-15", occurrence=1001)])
    assert [one.standing for one in found(CONTRACT, file, "2016-09-20")] == ["lapsed", "waived"]


def test_the_letters_date_of_one_stay_does_not_move_the_other() -> None:
    stated = event("responsibility_stated", "2016-10-15", recorded="2016-09-14")
    takeovers = {
        one.stay: one.counted_from
        for one in assess(case(REFUGEE, ALLOCATED, LEFT, AGAIN, stated), DENMARK, on=day("2016-10-20"))
        if one.rule == "integration_contract"
    }
    assert takeovers == {1: day("2013-08-01"), 2: day("2016-10-15")}


def test_a_permit_that_ran_out_between_the_stays_lapses_nothing_of_the_second() -> None:
    permit = state("permit", "granted", "2013-06-03", "2015-06-03")
    standings = [one.standing for one in found(CONTRACT, case(ALLOCATED, permit, LEFT, AGAIN), "2016-09-20")]
    assert standings == ["lapsed", "open"]


def test_death_lapses_what_falls_due_later_in_the_stay_it_falls_in() -> None:
    died = event("deceased", "2016-09-30")
    signed = event("contract_signed", "2013-06-20")
    standings = [one.standing for one in found(CONTRACT, case(ALLOCATED, signed, LEFT, AGAIN, died), "2016-12-01")]
    assert standings == ["fulfilled", "lapsed"]


def test_a_need_that_was_decided_in_the_first_stay_is_decided_anew() -> None:
    needed = state("health_assessment_needed", value=True, since="2013-09-01")
    missing = {
        one.stay: one.missing
        for one in assess(case(REFUGEE, ALLOCATED, needed, LEFT, AGAIN), DENMARK, on=day("2016-11-02"))
        if one.rule == "health_assessment"
    }
    assert missing == {1: (), 2: ("health_assessment_needed",)}


def test_the_right_to_danish_runs_on_from_where_it_began() -> None:
    danish = (event("danish_started", "2013-08-26"), event("danish_started", "2016-12-05"))
    [right] = [
        one
        for one in assess(case(REFUGEE, ALLOCATED, LEFT, AGAIN, *danish), DENMARK, on=day("2017-01-01"))
        if one.rule == "danish_right_end"
    ]
    assert (right.counted_from, right.stay, right.standing) == (day("2013-08-26"), None, "open")


def test_a_permit_that_ends_while_away_lapses_with_the_departure_and_the_next_is_watched() -> None:
    permits = (
        state("permit", "granted", "2013-06-03", "2015-06-03"), state("permit", "granted", "2016-09-01", "2018-09-01"),
    )  # fmt: skip
    watched = [
        (one.occurrence, one.standing)
        for one in assess(case(REFUGEE, ALLOCATED, LEFT, AGAIN, *permits), DENMARK, on=day("2016-12-01"))
        if one.rule == "permit_expiry"
    ]
    assert watched[-1] == (2, "open")
    assert len(watched) == 2


def test_the_programme_counts_the_time_in_the_first_stay() -> None:
    file = case(
        REFUGEE, event("allocation_decided", "2017-01-16"), event("programme_started", "2017-03-01"),
        event("programme_extended", "2018-02-20"), event("programme_extended", "2019-02-20"),
        event("programme_extended", "2020-02-20"), event("left_municipality", "2021-08-28"),
        event("allocation_decided", "2022-04-04"), event("programme_started", "2022-06-01"),
    )  # fmt: skip
    [ends] = [
        one for one in assess(file, DENMARK, on=day("2022-07-01")) if one.rule == "programme_end" and one.stay == 2
    ]
    spent = day("2021-08-28") - day("2017-03-01")
    assert ends.legal_due_on == day("2027-06-01") - spent
    assert not ends.confirmed
    assert "dage i et tidligere ophold" in ends.reckoning[-1].text["da"]


def test_a_programme_that_had_ended_counts_until_then() -> None:
    file = case(
        REFUGEE, event("allocation_decided", "2017-01-16"), event("programme_started", "2017-03-01"),
        event("programme_ended", "2018-03-01"), event("left_municipality", "2021-08-28"),
        event("allocation_decided", "2022-04-04"), event("programme_started", "2022-06-01"),
        event("programme_extended", "2023-06-01"), event("programme_extended", "2024-06-01"),
        event("programme_extended", "2025-06-01"),
    )  # fmt: skip
    ends = [one for one in assess(file, DENMARK, on=day("2025-07-01")) if one.rule == "programme_end"]
    assert ends[-1].legal_due_on == day("2026-06-01")  # five years less the 365 days of the first


PERSONS = [person("p"), person("q", role="spouse")]


def family(*facts: Fact) -> CaseFile:
    return case(*facts, persons=PERSONS)


def of(who: str, *facts: Fact) -> list[Fact]:
    return [replace(fact, person=who, key=f"{fact.key} {who}") for fact in facts]


def test_one_of_the_family_has_two_stays_the_other_one_and_so_has_the_family() -> None:
    file = family(*of("p", ALLOCATED, LEFT, AGAIN), *of("q", ALLOCATED))
    assert [len(stays(file, who=who)) for who in ("p", "q", None)] == [2, 1, 1]


def test_the_family_comes_again_when_all_of_them_had_left() -> None:
    file = family(*of("p", ALLOCATED, LEFT, AGAIN), *of("q", ALLOCATED, replace(LEFT, value=day("2014-05-31"))))
    assert days(file, who=None) == [("2013-06-03", "2014-05-31"), ("2016-09-12", None)]


def test_the_family_is_visited_anew_in_its_second_stay() -> None:
    arrived = event("arrived", "2013-08-01", None)
    visited = event("family_visit_held", "2013-08-20", None)
    again = event("arrived", "2016-11-10", None)
    file = family(*of("p", ALLOCATED, LEFT, AGAIN), arrived, visited, again)
    assert dues(found(VISIT, file, "2016-11-20")) == [(1, "2013-09-01", "fulfilled"), (1001, "2016-12-10", "open")]


def test_the_family_does_not_lapse_with_a_member_who_has_come_again() -> None:
    file = family(
        *of("p", ALLOCATED, LEFT, AGAIN), *of("q", ALLOCATED, replace(LEFT, value=day("2017-01-31"))),
        event("arrived", "2017-01-10", None),
    )  # fmt: skip
    [visit] = found(VISIT, file, "2017-02-05")
    assert (visit.standing, visit.nothing_after) == ("open", None)


def test_what_the_family_is_told_as_a_whole_counts_for_each_of_them() -> None:
    told = (event("left_municipality", "2014-03-31", None), event("allocation_decided", "2016-09-12", None))
    file = family(event("allocation_decided", "2013-06-03", None), *told)
    assert [days(file, who=who) for who in ("p", "q", None)] == [
        [("2013-06-03", "2014-03-31"), ("2016-09-12", None)]
    ] * 3


def test_nobody_of_whom_nothing_is_known_has_more_than_one_stay() -> None:
    assert stays(case(), who="p") == stays(case(), who=None) == [Stay()]


def test_every_example_of_stays_holds(run_doctests: Callable[[str], int]) -> None:
    assert run_doctests("brobygger.law.stays") == 0


def test_the_last_day_of_a_stay_is_the_day_before_the_next() -> None:
    first, second = stays(case(ALLOCATED, LEFT, AGAIN))
    assert (first.until, second.since) == (date(2016, 9, 11), date(2016, 9, 12))
