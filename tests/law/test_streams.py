"""Duties that run on: every window and every link is accounted for, also when the law or the income changes midway."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from brobygger.law.asking import Applies
from brobygger.law.facts import Fact
from brobygger.law.findings import Finding
from brobygger.law.rulebook import Count, Rule, Version
from law.building import book, case, event, found, person, rule, state, version

REACHED = rule("taken", version(count="same_day", number=0), kind="milestone")
FROM_2018 = event("allocation_decided", "2018-06-01")
THIRD_MONTH: dict[str, Any] = {"number": 3, "repeats": "after_last", "counted_from": "taken"}
FOUR: dict[str, Any] = {"number": 12, "repeats": "windows", "times": 4, "counted_from": "taken"}
AGREED: dict[str, Any] = {
    "count": "same_day", "number": 0, "repeats": "as_agreed", "agreed_by": "interview_agreed", "counted_from": "taken",
}  # fmt: skip
FOUR_THEN_AGREED: dict[str, Any] = FOUR | {"number": 6, "first_window_only": True, "agreed_by": "interview_agreed"}


def interviews(*versions: Version) -> Rule:
    return rule("interview", *versions, fulfilled_by=("interview_held",))


def held(*days: str) -> list[Fact]:
    return [event("interview_held", on) for on in days]


def agreed(on: str, recorded: str | None = None) -> Fact:
    if recorded is None:
        return Fact(name="interview_agreed", value=event("interview_held", on).value, person="p", key=f"agreed {on}")
    return event("interview_agreed", on, recorded=recorded)


def told(findings: Iterable[Finding]) -> list[tuple[str, str | None]]:
    return [(one.standing, one.due_on.isoformat() if one.due_on else None) for one in findings]


def asked(duty: Rule, on: str, *facts: Fact, born: str = "1980-01-01") -> list[tuple[str, str | None]]:
    return told(found(book(REACHED, duty), case(*facts, persons=[person(born=born)]), on))


def test_a_window_ends_on_the_day_of_the_month_it_began_and_the_next_begins_after() -> None:
    once_a_year = interviews(version(**FOUR | {"times": 1}))

    assert asked(once_a_year, "2019-06-01", FROM_2018, *held("2019-06-01")) == [
        ("fulfilled", "2019-06-01"), ("open", "2020-06-01"),
    ]  # fmt: skip
    assert asked(once_a_year, "2019-06-02", FROM_2018, *held("2019-06-02")) == [
        ("overdue", "2019-06-01"), ("fulfilled", "2020-06-01"), ("open", "2021-06-01"),
    ]  # fmt: skip


def test_missed_ones_stay_missed_and_a_later_window_does_not_make_up_for_them() -> None:
    findings = asked(interviews(version(**FOUR)), "2019-07-01", FROM_2018, *held("2018-08-20", "2019-06-10"))

    assert findings == [
        ("fulfilled", "2018-09-01"), ("overdue", "2018-12-01"), ("overdue", "2019-03-01"), ("overdue", "2019-06-01"),
        ("fulfilled", "2019-09-01"), ("open", "2019-12-01"),
    ]  # fmt: skip


OLD_THEN_FOUR = interviews(version(until="2018-12-31", **THIRD_MONTH), version("2019-01-01", **FOUR))


@pytest.mark.parametrize(
    ("on_days", "findings"),
    [
        (["2018-08-30", "2018-11-30"],
         [("fulfilled", "2018-09-01"), ("fulfilled", "2018-11-30"), ("open", "2019-02-28")]),
        (["2018-08-30", "2018-11-30", "2019-01-10"],
         [("fulfilled", "2018-09-01"), ("fulfilled", "2018-11-30"), ("fulfilled", "2019-02-28"),
          ("open", "2019-06-01")]),
        (["2018-08-30", "2018-11-30", "2019-01-10", "2019-01-20"],
         [("fulfilled", "2018-09-01"), ("fulfilled", "2018-11-30"), ("fulfilled", "2019-02-28"),
          ("fulfilled", "2019-06-01"), ("open", "2019-09-01")]),
    ],
    ids=["the clock that runs is finished", "those held before count in the window", "a full window gives the next"],
)  # fmt: skip
def test_the_law_changes_in_mid_stream(on_days: list[str], findings: list[tuple[str, str]]) -> None:
    assert asked(OLD_THEN_FOUR, "2019-02-01", FROM_2018, *held(*on_days)) == findings


def test_no_interview_counts_twice_where_one_law_ends_and_the_next_begins() -> None:
    changed = interviews(version(until="2019-05-31", **THIRD_MONTH), version("2019-06-01", **FOUR))
    days = ["2018-08-30", "2018-11-30", "2019-02-28", "2019-05-28", "2019-06-01", "2019-06-20"]

    findings = found(book(REACHED, changed), case(FROM_2018, *held(*days)), "2019-07-01")

    assert [str(one.fulfilled_on) for one in findings] == [*days, "None"]


def test_a_child_at_the_takeover_has_a_period_of_its_own_once_grown() -> None:
    adults = interviews(version(**FOUR | {"times": 1}, applies=Applies(adult=True)))

    findings = asked(adults, "2021-01-01", FROM_2018, born="2001-01-01")

    assert findings == [("overdue", "2020-06-01"), ("open", "2021-06-01")]


def test_a_frame_that_came_later_holds_from_its_first_day() -> None:
    chain = interviews(version("2019-01-15", basis="practice", **THIRD_MONTH))
    windows = interviews(version("2019-01-15", basis="practice", **FOUR))

    assert asked(chain, "2019-02-01", FROM_2018) == [("open", "2019-04-15")]
    assert asked(windows, "2019-02-01", FROM_2018) == []
    assert asked(windows, "2019-06-01", FROM_2018) == [("open", "2019-09-01")]


BENEFIT: dict[str, Any] = {"applies": Applies(facts={"income": ("on_benefit",)})}
WORKING: dict[str, Any] = {"applies": Applies(facts={"income": ("work_or_education",)})}


def test_the_income_may_change_midway() -> None:
    duty = interviews(version(**FOUR, **BENEFIT), version(**FOUR | {"times": 1}, **WORKING))
    income = [state("income", "on_benefit", "2018-01-01"), state("income", "work_or_education", "2019-03-01")]

    assert asked(duty, "2019-02-28", FROM_2018, *income)[-1] == ("open", "2019-03-01")
    assert asked(duty, "2019-03-01", FROM_2018, *income) == [("open", "2019-06-01")]


def test_what_is_unknown_for_a_time_is_told_once_and_what_follows_is_known_again() -> None:
    duty = interviews(version(**FOUR | {"times": 1}, **BENEFIT), version(**FOUR | {"times": 1}, **WORKING))
    known_since = state("income", "on_benefit", "2021-01-01")

    findings = asked(duty, "2021-02-01", FROM_2018, known_since)

    assert findings == [("undetermined", None), ("open", "2021-06-01")]


def test_one_who_comes_to_benefit_after_the_first_period_is_followed_up_as_agreed() -> None:
    duty = interviews(
        version(**FOUR_THEN_AGREED, **BENEFIT), version(**AGREED | {"only_if_agreed": True}, **WORKING)
    )  # fmt: skip
    income = [state("income", "work_or_education", "2018-01-01"), state("income", "on_benefit", "2019-03-01")]

    assert asked(duty, "2019-02-28", FROM_2018, *income) == []
    assert asked(duty, "2019-03-01", FROM_2018, *income) == [("undetermined", None)]
    assert asked(duty, "2019-03-02", FROM_2018, *income, agreed("2019-04-01", "2019-03-02")) == [("open", "2019-04-01")]


@pytest.mark.parametrize(
    ("agreements", "meetings", "findings"),
    [
        ([("2018-08-01", "2018-06-10"), ("2018-11-01", "2018-08-02")], ["2018-08-02"],
         [("fulfilled_late", "2018-08-01"), ("open", "2018-11-01")]),
        ([("2018-08-01", None), ("2018-11-01", None)], ["2018-08-01"],
         [("fulfilled", "2018-08-01"), ("open", "2018-11-01")]),
        ([("2018-08-01", "2018-06-10"), ("2018-08-20", "2018-07-30")], ["2018-08-20"],
         [("fulfilled", "2018-08-20"), ("undetermined", None)]),
        ([("2018-08-20", "2018-06-10")], ["2018-08-15"],
         [("fulfilled", "2018-08-20"), ("undetermined", None)]),
        ([("2018-08-01", "2018-10-01"), ("2018-11-01", "2018-10-01")], ["2018-08-01"],
         [("fulfilled", "2018-08-01"), ("open", "2018-11-01")]),
        ([("2018-08-01", "2018-06-10"), ("2018-11-01", "2018-06-10")], ["2018-08-01"],
         [("fulfilled", "2018-08-01"), ("open", "2018-11-01")]),
        ([], ["2018-08-01"], [("fulfilled", None), ("undetermined", None)]),
        ([("2018-08-01", "2018-06-10")], [], [("overdue", "2018-08-01")]),
    ],
    ids=["the next is agreed at the meeting", "with no day of recording", "agreed anew", "held early",
         "entered afterwards", "two agreed at once", "never agreed", "not held"],
)  # fmt: skip
def test_each_agreement_is_of_its_own_meeting(
    agreements: list[tuple[str, str | None]], meetings: list[str], findings: list[tuple[str, str | None]]
) -> None:
    facts = [FROM_2018, *(agreed(*one) for one in agreements), *held(*meetings)]

    assert asked(interviews(version(**AGREED)), "2018-10-15", *facts) == findings


@pytest.mark.parametrize(
    ("days", "on", "last"),
    [
        (["2018-07-01", "2018-08-01", "2018-09-01"], "2018-10-01", ("open", "2018-12-01")),
        (["2018-07-01", "2018-08-01", "2018-09-01", "2018-10-01"], "2018-10-02", ("undetermined", None)),
        ([f"2018-{month}-01" for month in ("07", "08", "09", "10", "11")], "2018-11-02", ("undetermined", None)),
        (["2018-07-01"], "2018-12-02", ("undetermined", None)),
    ],
    ids=["three of four", "all four", "a fifth within the period", "the period is over"],
)
def test_four_in_the_first_six_months_and_then_as_agreed(
    days: list[str], on: str, last: tuple[str, str | None]
) -> None:
    findings = asked(interviews(version(**FOUR_THEN_AGREED)), on, FROM_2018, *held(*days))

    assert findings[-1] == last
    assert [standing for standing, _ in findings].count("undetermined") == (last[0] == "undetermined")
    assert sum(standing.startswith("fulfilled") for standing, _ in findings) == len(days)


PROGRAMME = rule(
    "programme",
    version(counted_from="programme_started", count="years_after", number=1, repeats="after_last",
            at_most=Count(count="years_after", number=3), at_most_from="programme_started",
            stops_at=("programme_ended",)),
    fulfilled_by=("programme_extended", "programme_ended"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "findings"),
    [
        (["programme_extended 2019-05-20"], [("fulfilled", "2019-06-01"), ("open", "2020-06-01")]),
        (["programme_extended 2019-05-20", "programme_ended 2019-05-28"],
         [("fulfilled", "2019-06-01"), ("fulfilled", "2020-06-01")]),
        (["programme_extended 2019-04-20", "programme_extended 2019-05-20"],
         [("fulfilled", "2019-06-01"), ("fulfilled", "2020-06-01"), ("open", "2021-06-01")]),
    ],
    ids=["extended", "extended and then ended", "extended twice at once"],
)  # fmt: skip
def test_an_extension_runs_from_the_end_of_what_it_extends(facts: list[str], findings: list[tuple[str, str]]) -> None:
    started = event("programme_started", "2018-06-01", key="started")
    entered = [event(name, on) for name, on in (fact.split() for fact in facts)]

    got = found(PROGRAMME, case(started, *entered), "2019-06-01")

    assert told(got) == findings
    assert "started" in got[-1].evidence


def test_law_and_frame_are_paired_by_what_called_for_them() -> None:
    both = rule(
        "duty",
        version(counted_from="relocation_requested", count="days_after", number=28, repeats="each"),
        version("2018-05-01", counted_from="relocation_requested", count="days_after", number=14, repeats="each",
                basis="service_frame"),
        fulfilled_by=("relocation_answered",),
    )  # fmt: skip
    requests = [event("relocation_requested", on, None) for on in ("2018-04-01", "2018-06-01")]

    findings = found(both, case(*requests), "2018-06-02")

    assert [(str(one.due_on), str(one.legal_due_on)) for one in findings] == [
        ("2018-04-29", "2018-04-29"), ("2018-06-15", "2018-06-29"),
    ]  # fmt: skip


def test_illness_in_the_added_days_is_added_too() -> None:
    right = rule("right", version(count="years_after", number=1, prolonged_by=("illness",)))
    ill = [
        state("illness", True, "2019-05-01", "2019-05-10", key="first"),
        state("illness", True, "2019-06-05", "2019-06-09", key="second"),
        state("illness", False, "2019-06-10", key="well"),
    ]

    [finding] = found(right, case(FROM_2018, *ill), "2019-08-01")

    assert (str(finding.due_on), str(finding.legal_due_on)) == ("2019-06-16", "2019-06-16")
    assert {"first", "second"} <= set(finding.evidence)
    assert "well" not in finding.evidence
