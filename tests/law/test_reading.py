"""Which state decides a rule: on the day its clock starts, as late as it runs, or however late."""

from __future__ import annotations

import pytest

from law.building import case, event, found, only, rule, state, version

NEEDED = rule(
    "duty", version(number=6, asks={"health_assessment_needed": [True]}), fulfilled_by=("health_assessment_offered",)
)
ON_BENEFIT = rule("duty", version(number=3, asks={"income": ["on_benefit"]}))
ALLOCATED = event("allocation_decided", "2018-06-01", key="allocated")


def test_a_decision_on_the_duty_counts_however_late_it_was_taken() -> None:
    late = state("health_assessment_needed", True, "2019-01-15")

    before = only(NEEDED, case(ALLOCATED, late), "2019-01-14")
    after = only(NEEDED, case(ALLOCATED, late), "2019-01-15")

    assert (before.standing, before.missing) == ("undetermined", ("health_assessment_needed",))
    assert (after.standing, str(after.due_on)) == ("overdue", "2018-12-01")


@pytest.mark.parametrize(
    ("since", "to", "on", "standing"),
    [
        ("2018-01-01", None, "2018-07-01", "open"),
        ("2018-06-15", None, "2018-07-01", "open"),
        ("2018-06-15", "2018-06-30", "2018-07-01", "undetermined"),
        ("2018-10-01", None, "2018-11-01", "undetermined"),
    ],
)
def test_a_state_that_no_longer_holds_is_no_answer(since: str, to: str | None, on: str, standing: str) -> None:
    file = case(ALLOCATED, state("income", "on_benefit", since, to))

    assert [one.standing for one in found(ON_BENEFIT, file, on)] == [standing]


def test_only_a_finding_that_used_a_fact_with_no_day_of_recording_says_so() -> None:
    undated = state("income", "on_benefit")
    unused = state("danish_payer", "paying_student")

    used = only(ON_BENEFIT, case(ALLOCATED, undated), "2018-07-01")
    not_used = only(rule("duty", version()), case(ALLOCATED, undated, unused), "2018-07-01")

    assert [remark["en"].split(";")[0] for remark in used.remarks] == ["At least one fact has no date of recording"]
    assert not_used.remarks == ()
