"""A letter may tell of a decision that takes effect later; it counts from the day the letter was entered."""

from __future__ import annotations

from datetime import date

import pytest

from brobygger.law.assessment import assess
from brobygger.law.facts import CaseFile, Fact, Person
from brobygger.law.loading import load

ALLOCATED = date(2018, 9, 5)


@pytest.mark.parametrize(
    ("recorded_on", "on", "contract_by"),
    [
        (date(2018, 6, 9), date(2018, 6, 9), date(2018, 12, 1)),
        (date(2018, 6, 9), date(2018, 6, 8), None),
        (None, date(2018, 6, 9), None),
        (None, date(2018, 9, 5), date(2018, 12, 1)),
    ],
)
def test_an_announced_allocation_counts_once_it_is_entered(
    recorded_on: date | None, on: date, contract_by: date | None
) -> None:
    person = Person(id="a", born=date(1985, 10, 1))
    facts = (
        Fact(name="legal_basis", value="convention_refugee", person="a", holds_from=date(2018, 1, 1)),
        Fact(name="allocation_decided", value=ALLOCATED, person="a", holds_from=ALLOCATED, recorded_on=recorded_on),
    )
    case = CaseFile(municipality="vesthimmerland", persons=(person,), facts=facts)

    found = assess(case, load("vesthimmerland"), on=on)

    assert [f.due_on for f in found if f.rule == "integration_contract"] == [contract_by]
