"""Law and frame together: the earlier date is worked to, the law's stays visible, and each breach has its name."""

from __future__ import annotations

import pytest

from brobygger.law.rulebook import Count, Rule, Target
from law.building import book, case, cited, event, found, only, person, rule, state, version

ALLOCATED = event("allocation_decided", "2018-06-01", key="allocated")
ARRIVED = event("arrived", "2018-06-01", key="arrived")
LAW = version(citation=cited("law"))
FRAME = version(
    basis="service_frame", counted_from="arrived", count="weeks_after", number=4, citation=cited("frame")
)  # fmt: skip
BOTH = rule("duty", LAW, FRAME)
WHERE_POSSIBLE = Target(
    span=Count(count="weeks_after", number=2), basis="regulation", note={"da": "Hvor muligt.", "en": "Where possible."}
)


def test_the_earlier_date_is_worked_to_and_both_are_cited() -> None:
    finding = only(BOTH, case(ALLOCATED, ARRIVED), "2018-06-10")

    assert (str(finding.due_on), str(finding.legal_due_on)) == ("2018-06-29", "2018-07-01")
    assert [step.citation and step.citation.section for step in finding.reckoning] == ["law", "frame"]
    assert [step.basis for step in finding.reckoning] == ["statute", "service_frame"]
    assert finding.citation is not None
    assert (finding.citation.section, finding.basis) == ("law", "statute")
    assert finding.evidence == ("allocated", "arrived")


def test_a_frame_later_than_the_law_gives_nobody_more_time() -> None:
    late = event("arrived", "2018-06-15")

    finding = only(BOTH, case(ALLOCATED, late), "2018-07-02")

    assert (str(finding.due_on), finding.standing, finding.breach) == ("2018-07-01", "overdue", "law")


@pytest.mark.parametrize(
    ("signed", "standing", "breach"),
    [
        ("2018-06-29", "fulfilled", "none"),
        ("2018-06-30", "fulfilled_late", "frame"),
        ("2018-07-01", "fulfilled_late", "frame"),
        ("2018-07-02", "fulfilled_late", "law"),
    ],
)
def test_a_breach_is_of_the_frame_or_of_the_law(signed: str, standing: str, breach: str) -> None:
    met = only(BOTH, case(ALLOCATED, ARRIVED, event("contract_signed", signed)), "2018-08-01")
    unmet = only(BOTH, case(ALLOCATED, ARRIVED), signed)

    assert (met.standing, met.breach) == (standing, breach)
    assert unmet.breach == breach


@pytest.mark.parametrize("law_alone", [
    rule("duty", version(target=WHERE_POSSIBLE)),
    rule("duty", version(number=12, repeats="windows", times=4), fulfilled_by=("contract_signed",)),
])  # fmt: skip
def test_a_date_to_work_to_binds_nobody(law_alone: Rule) -> None:
    findings = found(law_alone, case(ALLOCATED), "2018-06-30")

    assert {one.breach for one in findings} == {"none"}
    assert all(one.due_on < one.legal_due_on for one in findings if one.due_on and one.legal_due_on)


def test_while_the_frames_clock_has_not_started_the_laws_date_holds_and_says_so() -> None:
    finding = only(BOTH, case(ALLOCATED), "2018-06-10")

    assert str(finding.due_on) == "2018-07-01"
    assert [remark["en"] for remark in finding.remarks] == [
        "The frame's deadline can be counted once this is known: Arrived in the municipality."
    ]


def test_the_frame_waits_for_this_person_not_for_another_of_the_family() -> None:
    file = case(event("allocation_decided", "2018-06-01", None), event("arrived", "2018-06-01", "a"),
                persons=[person("a"), person("b")])  # fmt: skip

    first, second = found(BOTH, file, "2018-06-10")

    assert (len(first.remarks), len(second.remarks)) == (0, 1)


def test_a_frame_for_others_or_not_yet_known_is_not_waited_for() -> None:
    for_others = rule("duty", LAW, version(basis="practice", counted_from="arrived", asks={"income": ["on_benefit"]}))
    not_yet = rule("duty", LAW, version("2018-06-15", basis="practice", counted_from="arrived"))
    working = state("income", "work_or_education", "2018-01-01")

    assert only(for_others, case(ALLOCATED, working), "2018-06-20").remarks == ()
    assert only(not_yet, case(ALLOCATED), "2018-06-14").remarks == ()


def test_the_frames_date_is_told_while_the_laws_is_unknown_and_what_lacks_is_named() -> None:
    milestone = rule("responsibility_taken", version(count="same_day", number=0), kind="milestone")
    duty = rule("duty", version(counted_from="responsibility_taken"), FRAME)

    finding = only(book(milestone, duty), case(ARRIVED), "2018-06-10")

    assert (finding.standing, str(finding.due_on), finding.legal_due_on) == ("open", "2018-06-29", None)
    assert finding.missing == ("allocation_decided",)
    assert finding.reckoning[-1].text["en"] == (
        "The law's deadline cannot be counted yet. Missing: Allocated to the municipality."
    )


def test_undetermined_cites_the_version_that_may_govern_and_waits_for_whoever_may_tell() -> None:
    old = version("1999-01-01", "2018-05-31", asks={"legal_basis": ["convention_refugee"]}, citation=cited("old"))
    new = version("2018-06-01", asks={"legal_basis": ["convention_refugee"]}, citation=cited("new"))
    other = version("1999-01-01", basis="practice", asks={"legal_basis": ["eu_eea"]}, citation=cited("other"))

    finding = only(rule("duty", old, new, other), case(ALLOCATED), "2018-06-10")

    assert (finding.standing, finding.missing) == ("undetermined", ("legal_basis",))
    assert finding.waits_for == "immigration_service"
    assert finding.citation is not None
    assert finding.citation.section == "new"
    assert (finding.reckoning[-1].rule, finding.reckoning[-1].version_in_force) == ("duty", new.in_force)


def test_a_citizens_own_deadline_met_late_is_no_breach_of_the_offices() -> None:
    complaint = rule(
        "duty", version(counted_from="decision_notified", count="weeks_after", number=4, repeats="each"),
        fulfilled_by=("complaint_received",), owed_by_citizen=True,
    )  # fmt: skip
    file = case(event("decision_notified", "2018-06-01"), event("complaint_received", "2018-07-15"))

    finding = only(complaint, file, "2018-08-01")

    assert (finding.standing, finding.breach) == ("fulfilled_late", "none")
