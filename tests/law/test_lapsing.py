"""Departure, death and the end of the permit lapse what falls due later; what was due before keeps its result."""

from __future__ import annotations

import pytest

from law.building import case, event, found, only, person, rule, state, version

ALLOCATED = event("allocation_decided", "2018-06-01")
CONTRACT = rule("duty", version())
INTERVIEWS = rule("duty", version(number=3, repeats="windows", times=1), fulfilled_by=("interview_held",))
PERMITS = rule(
    "duty",
    version(counted_from="permit", counted_on_end=True, count="same_day", number=0, repeats="each"),
    fulfilled_by=("permit",),
)


@pytest.mark.parametrize("ending", ["left_municipality", "deceased"])
@pytest.mark.parametrize(
    ("ended", "standing", "breach"),
    [("2018-06-20", "lapsed", "none"), ("2018-07-01", "overdue", "law"), ("2018-07-20", "overdue", "law")],
)
def test_only_what_falls_due_after_the_ending_lapses(ending: str, ended: str, standing: str, breach: str) -> None:
    finding = only(CONTRACT, case(ALLOCATED, event(ending, ended, key="gone")), "2018-09-01")

    assert (finding.standing, finding.breach) == (standing, breach)
    assert ("gone" in finding.evidence) == (standing == "lapsed")


def test_what_was_met_keeps_its_result() -> None:
    file = case(ALLOCATED, event("contract_signed", "2018-06-10"), event("left_municipality", "2018-06-20"))

    assert only(CONTRACT, file, "2018-09-01").standing == "fulfilled"


def test_of_a_duty_that_runs_on_what_was_missed_before_is_told_and_what_lapses_once() -> None:
    file = case(ALLOCATED, event("interview_held", "2018-12-20"), event("left_municipality", "2019-04-20"))

    standings = [one.standing for one in found(INTERVIEWS, file, "2020-09-01")]

    assert standings == ["overdue", "overdue", "fulfilled", "lapsed"]


def test_a_permit_that_has_run_out_lapses_what_comes_later_and_is_itself_overdue() -> None:
    file = case(ALLOCATED, state("permit", "granted", "2017-06-20", "2018-06-20", key="permit"))

    contract, permit = only(CONTRACT, file, "2018-09-01"), only(PERMITS, file, "2018-09-01")

    assert (contract.standing, contract.evidence[-1]) == ("lapsed", "permit")
    assert (permit.standing, permit.breach) == ("overdue", "law")


def test_a_permit_of_which_only_the_end_is_known_runs_out_too() -> None:
    file = case(ALLOCATED, state("permit", "granted", None, "2018-06-20", recorded="2018-06-01"))

    assert only(CONTRACT, file, "2018-09-01").standing == "lapsed"


def test_the_permit_of_one_who_has_left_or_died_is_followed_no_longer() -> None:
    file = case(state("permit", "granted", "2017-06-20", "2019-06-20"), event("deceased", "2018-06-20"))

    assert only(PERMITS, file, "2018-09-01").standing == "lapsed"


@pytest.mark.parametrize(
    ("begins", "recorded", "on", "standings"),
    [
        ("2018-06-21", "2018-05-01", "2018-05-02", ["fulfilled", "open"]),
        ("2018-06-21", "2018-06-21", "2018-06-21", ["fulfilled", "open"]),
        ("2018-06-21", "2018-07-10", "2018-07-10", ["fulfilled", "open"]),
        ("2018-07-10", "2018-07-10", "2018-07-10", ["fulfilled_late", "open"]),
    ],
    ids=["granted ahead", "on the day after", "entered late", "with a gap"],
)
def test_the_next_permit_goes_on_the_day_after(begins: str, recorded: str, on: str, standings: list[str]) -> None:
    file = case(
        state("permit", "granted", "2017-06-20", "2018-06-20"),
        state("permit", "extended", begins, "2020-06-20", recorded=recorded),
    )

    assert [one.standing for one in found(PERMITS, file, on)] == standings
    assert [one.standing for one in found(CONTRACT, case(ALLOCATED, *file.facts), on)] != ["lapsed"]


def test_seen_from_a_day_before_it_was_entered_the_next_permit_has_met_nothing_yet() -> None:
    file = case(
        state("permit", "granted", "2017-06-20", "2018-06-20"),
        state("permit", "extended", "2018-06-21", "2020-06-20", recorded="2018-05-01"),
    )

    [running, *_] = found(PERMITS, file, "2018-04-01", known_on="2018-05-02")

    assert running.standing == "open"


def test_the_familys_duties_lapse_with_its_last_member() -> None:
    visit = rule("duty", version(counted_from="arrived"), subject="family", fulfilled_by=("family_visit_held",))
    arrived = event("arrived", "2018-06-01", None)
    gone = [event("left_municipality", "2018-06-10", "a"), event("left_municipality", "2018-06-20", "b")]
    persons = [person("a"), person("b")]

    assert only(visit, case(arrived, gone[0], persons=persons), "2018-06-25").standing == "open"
    assert only(visit, case(arrived, *gone, persons=persons), "2018-06-25").standing == "lapsed"
