"""A household's duties as known on an earlier day, under the rules of that day. Nothing is stored."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from brobygger.law.assessment import assess
from brobygger.office.duties.models import Decision, Duty
from brobygger.office.duties.reassessment import readings, with_decisions, write
from brobygger.office.duties.rulebooks import settled_rulebook

if TYPE_CHECKING:
    from datetime import date

    from .opened import Opened


def duties_as_known(opened: Opened) -> list[Duty]:
    """The duties of the whole household as they stood on the day shown; the page picks those within reach."""
    day = opened.day
    household = [member.case for member in opened.members]
    [reading] = readings(household)
    known = replace(
        reading,
        decisions={duty: as_known(taken, day=day) for duty, taken in reading.decisions.items()},
    )
    file = with_decisions(known)
    there = {str(case.pk) for case in household}
    file = replace(file, persons=tuple(person for person in file.persons if person.id in there))
    within = {case.pk for case in opened.reached}
    book = settled_rulebook(file.municipality, known_on=day)
    found = []
    for finding in assess(file, book, on=day):
        pk, of_household, rule, occurrence = known.slot(finding)
        stored = known.duties.get((pk, of_household, rule, occurrence))
        duty = Duty(case=known.cases[pk], of_household=of_household, rule=rule, occurrence=occurrence)
        write(duty, finding, known.decisions.get(stored.pk, []) if stored else [], book, today=day)
        if pk in within:
            found.append(duty)
    return found


def as_known(taken: list[Decision], *, day: date) -> list[Decision]:
    """The decisions taken by that day, without a lifting that came only later."""
    known = [decision for decision in taken if decision.recorded_on <= day]
    for decision in known:
        lifting = getattr(decision, "lifted_by", None)
        if lifting is not None and lifting.recorded_on > day:
            decision._state.fields_cache["lifted_by"] = None  # noqa: SLF001 - Django's cache of a reverse one-to-one
    return known
