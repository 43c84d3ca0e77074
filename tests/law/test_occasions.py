"""A duty at each event, and at the end of each period: what calls for it and what meets it."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from brobygger.law.findings import Finding
from law.building import case, event, found, rule, state, version

GAP = rule(
    "duty",
    version(counted_from="company_offer_given", counted_on_end=True, count="weeks_after", number=6, repeats="each"),
    fulfilled_by=("company_offer_given",),
)
PERMITS = rule(
    "duty",
    version(counted_from="permit", counted_on_end=True, count="same_day", number=0, repeats="each"),
    fulfilled_by=("permit",),
)
ANSWERS = rule(
    "duty",
    version(counted_from="relocation_requested", count="days_after", number=14, repeats="each"),
    fulfilled_by=("relocation_answered",),
)
GUIDANCE = rule(
    "duty",
    version(counted_from="interview_held", count="same_day", number=0, repeats="each"),
    fulfilled_by=("repatriation_guidance_given",),
)


def told(findings: Iterable[Finding]) -> list[tuple[str, str]]:
    return [(str(one.due_on), one.standing) for one in findings]


def test_an_offer_planned_ahead_meets_the_gap_only_when_it_begins() -> None:
    first = event("company_offer_given", "2018-06-01", holds_to="2018-06-30")
    planned = event("company_offer_given", "2018-09-01", holds_to="2018-10-31", recorded="2018-07-05")

    before, after = (found(GAP, case(first, planned), on) for on in ("2018-08-20", "2018-09-01"))

    assert told(before) == [("2018-08-11", "overdue")]
    assert told(after) == [("2018-08-11", "fulfilled_late"), ("2018-12-12", "open")]


def test_a_permit_entered_anew_with_another_end_is_one_permit() -> None:
    file = case(
        state("permit", "granted", "2018-01-12", "2019-01-12"),
        state("permit", "granted", "2018-01-12", "2020-01-12", recorded="2018-02-01"),
    )

    assert told(found(PERMITS, file, "2018-01-20")) == [("2019-01-12", "open")]
    assert told(found(PERMITS, file, "2018-02-01")) == [("2020-01-12", "open")]


def test_a_permit_of_which_only_the_end_is_known_is_followed() -> None:
    file = case(state("permit", "granted", None, "2019-01-12", recorded="2018-02-01"))

    assert told(found(PERMITS, file, "2018-03-01")) == [("2019-01-12", "open")]


def test_requests_are_answered_in_their_order() -> None:
    file = case(
        *(event("relocation_requested", on, None) for on in ("2018-03-01", "2018-03-10", "2018-05-01")),
        *(event("relocation_answered", on, None) for on in ("2018-03-12", "2018-03-20")),
    )

    assert told(found(ANSWERS, file, "2018-05-02")) == [
        ("2018-03-15", "fulfilled"), ("2018-03-24", "fulfilled"), ("2018-05-15", "open"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("guided", "standings"),
    [
        ([], ["overdue", "overdue"]),
        (["2018-08-20", "2018-11-19"], ["fulfilled", "fulfilled"]),
        (["2018-11-19"], ["overdue", "fulfilled"]),
        (["2018-08-22", "2018-11-19"], ["fulfilled_late", "fulfilled"]),
    ],
)
def test_what_is_owed_the_same_day_belongs_to_its_own_day(guided: list[str], standings: list[str]) -> None:
    interviews = [event("interview_held", on) for on in ("2018-08-20", "2018-11-19")]
    guidance = [event("repatriation_guidance_given", on) for on in guided]

    assert [one.standing for one in found(GUIDANCE, case(*interviews, *guidance), "2018-12-01")] == standings
