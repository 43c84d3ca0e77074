"""What officers decide: waivers, postponements and pauses move, mark and never hide."""

from __future__ import annotations

import pytest

from brobygger.law.facts import Decision
from brobygger.law.findings import Finding
from law.building import case, decision, event, found, only, person, rule, state, version

ALLOCATED = event("allocation_decided", "2018-06-01", key="allocated")
MAY_PAUSE = rule("duty", version(pause_ceiling_months=12))
EVERY_THIRD = rule(
    "duty", version(number=3, repeats="after_last", pause_ceiling_months=12), fulfilled_by=("interview_held",)
)


def due(finding: Finding) -> str:
    return str(finding.due_on)


@pytest.mark.parametrize(
    ("pauses", "moved_to"),
    [
        ([("2018-06-10", "2018-06-24")], "2018-07-15"),
        ([("2018-06-10", "2018-06-24"), ("2018-06-20", "2018-06-28")], "2018-07-19"),
        ([("2018-06-10", "2018-06-24"), ("2018-07-05", "2018-07-15")], "2018-07-25"),
        ([("2018-07-02", "2018-07-20")], "2018-07-01"),
        ([("2018-05-01", "2018-06-05")], "2018-07-05"),
        ([("2018-06-10", "2020-06-10")], "2019-07-01"),
        ([("2018-06-10", None)], "2018-08-21"),
    ],
    ids=["one", "overlapping count once", "in a row", "after the date", "begun before", "ceiling", "still running"],
)
def test_a_pause_moves_the_date_by_the_days_before_it(pauses: list[tuple[str, str | None]], moved_to: str) -> None:
    decisions = [decision("paused", since, until) for since, until in pauses]

    finding = only(MAY_PAUSE, case(ALLOCATED, decisions=decisions), "2018-07-31")

    assert (due(finding), str(finding.legal_due_on)) == (moved_to, moved_to)
    assert sum(step.count == "paused" for step in finding.reckoning) == len(pauses)


def test_the_ceiling_of_a_pause_is_told_when_it_is_reached() -> None:
    finding = only(MAY_PAUSE, case(ALLOCATED, decisions=[decision("paused", "2018-06-10", "2020-06-10")]), "2018-08-01")

    assert "The ceiling of 12 months is reached." in finding.reckoning[-1].text["en"]


def test_where_the_law_allows_no_pause_the_date_stands_and_says_so() -> None:
    finding = only(
        rule("duty", version()),
        case(ALLOCATED, decisions=[decision("paused", "2018-06-10", "2018-06-24")]),
        "2018-06-20",
    )

    assert (due(finding), finding.standing) == ("2018-07-01", "open")
    assert "cannot be paused" in finding.reckoning[-1].text["en"]


@pytest.mark.parametrize(
    ("until", "on", "standing"),
    [
        (None, "2018-06-20", "waived"),
        (None, "2030-01-01", "waived"),
        ("2018-06-30", "2018-06-20", "waived"),
        ("2018-06-30", "2018-07-01", "open"),
        ("2018-07-01", "2018-07-02", "waived"),
    ],
    ids=["running", "for good", "before its end", "ended before the date", "covered the date"],
)
def test_what_fell_due_while_waived_stays_waived(until: str | None, on: str, standing: str) -> None:
    finding = only(MAY_PAUSE, case(ALLOCATED, decisions=[decision("waived", "2018-06-10", until)]), on)

    assert finding.standing == standing
    assert [step.count for step in finding.reckoning] == ["months_after", "waived"]


def test_a_waiver_does_not_undo_a_breach_that_came_before_it() -> None:
    before = only(MAY_PAUSE, case(ALLOCATED, decisions=[decision("waived", "2018-07-01")]), "2018-08-01")
    after = only(MAY_PAUSE, case(ALLOCATED, decisions=[decision("waived", "2018-07-02")]), "2018-08-01")

    assert (before.breach, after.breach) == ("none", "law")


def test_a_decision_stays_in_the_reckoning_when_the_duty_has_been_met() -> None:
    signed = event("contract_signed", "2018-08-01")
    file = case(ALLOCATED, signed, decisions=[decision("postponed", "2018-06-20", "2018-08-15")])

    finding = only(MAY_PAUSE, file, "2018-09-01")

    assert (finding.standing, finding.breach) == ("fulfilled_late", "law")
    assert finding.reckoning[-1].text["da"] == "Udsat til 15. august 2018. Begrundelse: fordi (Anna)."


@pytest.mark.parametrize(
    ("on", "standing", "breach"),
    [
        ("2018-06-19", "open", "none"),
        ("2018-06-20", "postponed", "none"),
        ("2018-07-02", "postponed", "law"),
        ("2018-08-16", "overdue", "law"),
    ],
)
def test_a_postponement_moves_no_date_and_hides_no_breach(on: str, standing: str, breach: str) -> None:
    file = case(ALLOCATED, decisions=[decision("postponed", "2018-06-20", "2018-08-15")])

    finding = only(MAY_PAUSE, file, on)

    assert (due(finding), finding.standing, finding.breach) == ("2018-07-01", standing, breach)


def test_a_decision_counts_from_the_day_it_was_recorded() -> None:
    file = case(ALLOCATED, decisions=[decision("waived", "2018-06-10", recorded="2018-06-25")])

    assert only(MAY_PAUSE, file, "2018-06-24").standing == "open"
    assert only(MAY_PAUSE, file, "2018-06-25").standing == "waived"
    assert only(MAY_PAUSE, file, "2018-06-30", known_on="2018-06-24").standing == "open"


INTERVIEWS = (event("interview_held", "2018-08-20"), event("interview_held", "2018-11-15"))


@pytest.mark.parametrize(
    ("decided", "standings"),
    [
        (decision("waived", "2018-09-01", "2018-12-31"), ["fulfilled", "fulfilled", "waived"]),
        (decision("waived", "2018-12-01", occurrence=3), ["fulfilled", "fulfilled", "waived"]),
        (decision("waived", "2018-07-01", occurrence=1), ["fulfilled", "fulfilled", "open"]),
        (decision("postponed", "2018-12-01", "2019-03-01"), ["fulfilled", "fulfilled", "postponed"]),
        (decision("waived", "2018-12-01", person="another"), ["fulfilled", "fulfilled", "open"]),
    ],
    ids=["a period", "by number", "a number met before", "the first not met", "another person"],
)
def test_decisions_on_a_duty_that_runs_on(decided: Decision, standings: list[str]) -> None:
    file = case(ALLOCATED, *INTERVIEWS, decisions=[decided])

    assert [one.standing for one in found(EVERY_THIRD, file, "2018-12-20")] == standings


def test_a_postponement_with_no_number_is_of_one_duty_only() -> None:
    windows = rule("duty", version(number=12, repeats="windows", times=4), fulfilled_by=("interview_held",))
    file = case(ALLOCATED, decisions=[decision("postponed", "2018-08-01", "2018-12-31")])

    assert [one.standing for one in found(windows, file, "2018-10-01")] == ["postponed", "open"]


def test_a_decision_on_the_familys_duty_holds_whoever_it_names() -> None:
    visits = rule("duty", version(counted_from="arrived"), subject="family", fulfilled_by=("family_visit_held",))
    file = case(event("arrived", "2018-06-01"), decisions=[decision("waived", "2018-06-02", person="p")])

    assert only(visits, file, "2018-06-10").standing == "waived"


def test_a_decision_with_no_person_is_on_everyone_in_the_family() -> None:
    file = case(
        event("allocation_decided", "2018-06-01", None),
        persons=[person("a"), person("b")],
        decisions=[decision("waived", "2018-06-02", person=None)],
    )

    assert [one.standing for one in found(MAY_PAUSE, file, "2018-06-10")] == ["waived", "waived"]


AFTER_BIRTH = rule(
    "duty",
    version(number=3, deferral={"event": "birth", "state": "leave", "months": 6}),
    fulfilled_by=("interview_held",),
)


@pytest.mark.parametrize(
    ("leave", "allocated", "waits_until"),
    [
        (None, "2018-06-01", "2019-02-15"),
        (("2018-08-15", "2019-06-30"), "2018-06-01", "2019-02-15"),
        (("2018-08-15", "2019-06-30"), "2018-11-20", "2019-06-30"),
        (("2018-08-15", "2019-02-01"), "2018-11-20", "2019-02-20"),
        (("2019-09-01", "2019-12-31"), "2018-11-20", "2019-02-20"),
    ],
    ids=["six months", "first after six months", "then the end of the leave", "leave is over", "another leave"],
)
def test_what_falls_due_after_a_birth_waits(leave: tuple[str, str] | None, allocated: str, waits_until: str) -> None:
    on_leave = [state("leave", True, *leave, key="leave", recorded="2018-08-15")] if leave else []
    file = case(event("allocation_decided", allocated), event("birth", "2018-08-15", key="birth"), *on_leave)

    finding = only(AFTER_BIRTH, file, "2018-12-01")

    assert (due(finding), str(finding.legal_due_on)) == (waits_until, waits_until)
    if finding.reckoning[-1].from_what == "birth":
        assert "birth" in finding.evidence


def test_a_leave_with_no_last_day_leaves_the_date_unknown_and_names_what_is_missing() -> None:
    file = case(
        event("allocation_decided", "2018-11-20"),
        event("birth", "2018-08-15", key="birth"),
        state("leave", True, "2018-08-15", key="leave"),
    )

    finding = only(AFTER_BIRTH, file, "2018-12-01")

    assert (finding.standing, finding.due_on, finding.missing, finding.waits_for) == (
        "undetermined", None, ("leave",), "citizen",
    )  # fmt: skip
    assert {"birth", "leave"} <= set(finding.evidence)
