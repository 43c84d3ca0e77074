"""A recurring duty skips nothing: every window has all its interviews, every link starts where the last was met."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from brobygger.law.assessment import assess
from brobygger.law.counting import months_after
from brobygger.law.facts import CaseFile, Fact, Person
from brobygger.law.findings import Finding
from brobygger.law.loading import load

BOOK = load("denmark")
FOUR = 4


def interviews(registered: date, held: list[date], on: date, *, assigned: date | None = None) -> list[Finding]:
    """The interviews owed to a quota refugee on benefit, taken over at the registration and *assigned* to a group."""
    facts = [
        Fact(name="legal_basis", person="p", value="quota_refugee", key="basis"),
        Fact(name="income", person="p", value="on_benefit", key="income"),
        Fact(name="cpr_registered", person="p", value=registered, holds_from=registered, key="registered"),
    ]
    if assigned:
        facts.append(Fact(name="target_group_decided", person="p", value=assigned, holds_from=assigned, key="assigned"))
    facts += [Fact(name="interview_held", person="p", value=day, holds_from=day, key=f"{day}") for day in held]
    case = CaseFile(municipality="denmark", persons=(Person(id="p", born=date(1980, 1, 1)),), facts=tuple(facts))
    return [found for found in assess(case, BOOK, on=on) if found.rule == "interview"]


@settings(max_examples=150, deadline=None)
@given(
    assigned=st.dates(date(2016, 10, 1), date(2018, 6, 30)),
    before=st.integers(0, 120),
    after=st.sets(st.integers(0, 1200), max_size=15),
    asked=st.integers(30, 900),
)
def test_every_window_of_2016_has_its_four(assigned: date, before: int, after: set[int], asked: int) -> None:
    on = assigned + timedelta(days=asked)
    held = sorted(day for day in (assigned + timedelta(days=days) for days in after) if day <= on)
    registered = max(assigned - timedelta(days=before), date(2016, 10, 1))

    found = interviews(registered, held, on, assigned=assigned)

    limits = Counter(one.legal_due_on for one in found)
    begins = assigned
    while begins <= date(2019, 12, 31):
        ends = months_after(assigned, 12 * (round((begins - assigned).days / 365) + 1))
        if ends < on:
            assert limits[ends] == FOUR, (begins, ends)
        elif begins < on:
            # What is held on a window's last day is of that window, not of the next; the very first day counts.
            inside = sum(1 for day in held if begins < day <= ends or day == begins == assigned)
            assert limits[ends] >= min(inside + 1, FOUR), (begins, ends)
        begins = ends
    assert sorted(one.occurrence for one in found) == list(range(1, len(found) + 1))


@settings(max_examples=150, deadline=None)
@given(
    registered=st.dates(date(2013, 7, 1), date(2015, 3, 31)),
    after=st.sets(st.integers(1, 400), max_size=8),
    asked=st.integers(1, 400),
)
def test_every_link_of_2015_starts_where_the_last_was_met(registered: date, after: set[int], asked: int) -> None:
    on = registered + timedelta(days=asked)
    held = sorted(day for day in (registered + timedelta(days=days) for days in after) if day <= on)

    found = interviews(registered, held, on)

    starts = [registered, *held]
    assert [one.fulfilled_on for one in found] == [*held, None]
    assert [one.due_on for one in found] == [months_after(day, 3) for day in starts]
