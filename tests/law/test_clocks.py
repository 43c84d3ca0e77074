"""Which version governs a clock: in force when it started, among those known on the day asked."""

from __future__ import annotations

import pytest

from brobygger.law.asking import Applies, Lasting
from law.building import book, case, event, found, only, person, rule, state, version

OLD = version("1999-01-01", "2016-06-30", number=3)
NEW = version("2016-07-01", announced="2016-06-09", number=6)
CHANGED = rule("duty", OLD, NEW)


@pytest.mark.parametrize(
    ("started", "due_on"),
    [("2016-06-30", "2016-09-30"), ("2016-07-01", "2017-01-01"), ("1998-12-31", None)],
    ids=["the day before the change", "the day of the change", "before any version"],
)
def test_the_day_the_clock_starts_chooses_the_version(started: str, due_on: str | None) -> None:
    file = case(event("allocation_decided", started))

    assert [str(one.due_on) for one in found(CHANGED, file, "2020-01-01")] == ([due_on] if due_on else [])


@pytest.mark.parametrize(
    ("known_on", "due_on"),
    [("2016-06-08", "2016-10-05"), ("2016-06-09", "2017-01-05"), ("2016-08-01", "2017-01-05")],
    ids=["before it was announced", "once announced", "in force"],
)
def test_a_version_nobody_knew_of_governs_nothing_and_ends_nothing(known_on: str, due_on: str) -> None:
    ahead = event("responsibility_stated", "2016-07-05", recorded="2016-06-01")
    stated = rule("duty", *(version(str(one.in_force), str(one.until) if one.until else None,
        announced=str(one.announced or one.in_force), number=one.span.number, counted_from="responsibility_stated")
        for one in (OLD, NEW)))  # fmt: skip

    assert str(only(stated, case(ahead), known_on).due_on) == due_on
    assert str(only(stated, case(ahead), "2018-01-01", known_on=known_on).due_on) == due_on


@pytest.mark.parametrize(
    ("new", "started", "due_on"),
    [
        (6, "2016-05-01", "2016-11-01"),
        (6, "2016-04-01", "2016-10-01"),
        (6, "2016-03-31", "2016-06-30"),
        (1, "2016-05-15", "2016-07-01"),
        (1, "2016-06-15", "2016-07-15"),
        (6, "2016-07-15", "2017-01-15"),
    ],
    ids=["still runs", "runs on that very day", "had run out", "would be past", "shortened", "starts after"],
)
def test_a_version_may_take_over_the_clocks_that_still_run(new: int, started: str, due_on: str) -> None:
    taking_over = version("2016-07-01", also_governs_running_from="2016-07-01", number=new)

    finding = only(rule("duty", OLD, taking_over), case(event("allocation_decided", started)), "2016-08-01")

    assert str(finding.due_on) == due_on


@pytest.mark.parametrize(("started", "due"), [("2016-06-15", ["2016-07-15"]), ("2010-01-01", [])])
def test_a_new_duty_that_takes_over_is_for_those_whose_date_has_not_passed(started: str, due: list[str]) -> None:
    new = rule("duty", version("2016-07-01", also_governs_running_from="2016-07-01"))

    findings = found(new, case(event("allocation_decided", started)), "2016-08-01")

    assert [str(one.due_on) for one in findings] == due


REACHED = rule(
    "responsibility_taken",
    version(count="same_day", number=0, asks={"legal_basis": ["convention_refugee"]}),
    version(count="same_day", number=0, asks={"legal_basis": ["quota_refugee"]}, counted_from="cpr_registered"),
    kind="milestone",
)
REFERRED_ELSE_REACHED = rule("duty", version(counted_from=("danish_referred", "responsibility_taken")))
REFUGEE = state("legal_basis", "quota_refugee")


def test_the_first_that_is_known_starts_the_clock_and_a_milestone_that_lacks_a_fact_says_so() -> None:
    rules = book(REACHED, REFERRED_ELSE_REACHED)
    registered, referred = event("cpr_registered", "2018-06-01"), event("danish_referred", "2018-06-20")

    assert str(only(rules, case(REFUGEE, registered, referred), "2018-07-01").due_on) == "2018-07-20"
    assert str(only(rules, case(REFUGEE, registered), "2018-07-01").due_on) == "2018-07-01"
    assert only(rules, case(REFUGEE), "2018-07-01").missing == ("cpr_registered",)


def test_a_family_reaches_a_milestone_with_the_first_of_its_members() -> None:
    visit = rule("visit", version(counted_from="responsibility_taken"), subject="family",
                 fulfilled_by=("family_visit_held",))  # fmt: skip
    file = case(
        state("legal_basis", "convention_refugee", who="a", key="basis a"),
        event("allocation_decided", "2018-05-01", "a", key="allocated a"),
        state("legal_basis", "quota_refugee", who="b"),
        event("cpr_registered", "2018-06-01", "b"),
        persons=[person("a"), person("b"), person("c")],
    )

    finding = only(book(REACHED, visit), file, "2018-07-01")

    assert str(finding.due_on) == "2018-06-01"
    assert finding.evidence == ("allocated a", "basis a")


@pytest.mark.parametrize("order", [1, -1])
def test_a_familys_rule_is_for_it_when_it_is_for_one_member(order: int) -> None:
    visit = rule("visit", version(counted_from="arrived", asks={"legal_basis": ["convention_refugee"],
                 "income": ["on_benefit"]}), subject="family", fulfilled_by=("family_visit_held",))  # fmt: skip
    facts = [
        event("arrived", "2018-06-01", None),
        state("legal_basis", "convention_refugee", who="a"),
        state("legal_basis", "eu_eea", who="b"),
        state("income", "on_benefit", who="a"),
        state("income", "work_or_education", who="b"),
    ]
    split = [*facts[:3], state("income", "work_or_education", who="a"), state("income", "on_benefit", who="b")]
    persons = [person("a"), person("b")]

    assert len(found(visit, case(*facts[::order], persons=persons), "2018-06-10")) == 1
    assert found(visit, case(*split[::order], persons=persons), "2018-06-10") == []
    [unsure] = found(visit, case(*facts[:3][::order], persons=persons), "2018-06-10")
    assert unsure.missing == ("income",)


def test_what_has_lasted_long_enough_is_evidence() -> None:
    five_years = Applies(lasting=(Lasting(fact="permit", months=60),))
    talk = rule("duty", version(counted_from="permit", count="years_after", number=2, applies=five_years))
    file = case(
        state("permit", "granted", "2010-01-01", "2012-12-31", key="first"),
        state("permit", "extended", "2013-01-01", key="second"),
    )

    finding = only(talk, file, "2016-01-01")

    assert (str(finding.due_on), finding.evidence) == ("2017-01-01", ("first", "second"))
