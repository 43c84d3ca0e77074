"""A made-up past for made-up people: what an office would have done about each duty, mostly in time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from brobygger.law.assessment import assess
from brobygger.law.facts import CaseFile, Fact
from brobygger.office.casefiles import vocabulary
from brobygger.office.casefiles.news import News

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

    from brobygger.law.findings import Finding
    from brobygger.law.rulebook import Rulebook

ROUNDS = 28
"""What follows from a fact is found in the next round: a guidance from an interview, an interview from the last."""

DONE = 0.94
IN_TIME = 0.85
OPEN_STANDINGS = ("open", "overdue")
PREFERRED = ("programme_extended", "interview_held")
ASSIGNED_FROM = date(2016, 10, 3)
"""Nobody was assigned to a target group before the law of October 2016."""

NEXT_AGREED, _ = TO_DECIDE = (("interview_agreed",), ("target_group_decided",))
"""What the office itself decides where a duty waits for it."""

Seen = set[tuple[str, str | None, date | None, str]]
"""What has been asked about: a duty by rule, person and day, dated or not. Its number moves as facts are found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """Something that was done, about whom, and the day it was entered."""

    person: str | None
    news: News
    entered_on: date


def lived(file: CaseFile, book: Rulebook, *, until: date, rng: random.Random) -> list[Happened]:
    """What happened to a household from its letter to *until*, told by the rules of the time."""
    past = list(_came(file, until=until, rng=rng))
    seen: Seen = set()
    for _ in range(ROUNDS):
        known = replace(file, facts=(*file.facts, *(_as_fact(one, number) for number, one in enumerate(past))))
        found = [duty for duty in assess(known, book, on=until) if _asks(duty, seen, until=until)]
        if not found:
            break
        seen |= {_key(duty) for duty in found}
        past += [done for duty in found if (done := _answered(duty, until=until, rng=rng))]
    return past


def _came(file: CaseFile, *, until: date, rng: random.Random) -> Iterator[Happened]:
    """Bed, arrival, registration, means of support: what no rule asks for before it is known."""
    told = [fact for fact in file.facts if fact.name == "arrival_expected"]
    expected = [(fact.person, fact.value) for fact in told if isinstance(fact.value, date)]
    for number, (person, planned) in enumerate(expected):
        day = planned + timedelta(days=rng.choice((0, 0, 0, 1, 3)))
        if number == 0 and rng.random() < DONE and (bed := day - timedelta(days=rng.randint(1, 20))) <= until:
            yield _on(bed, "bed_assigned", None, until=until, rng=rng)
        if day > until:
            continue
        yield _on(day, "arrived", person, until=until, rng=rng)
        registered = min(day + timedelta(days=rng.randint(0, 6)), until)
        yield _on(registered, "cpr_registered", person, until=until, rng=rng)
        if _role(file, person) != "child" and rng.random() < DONE:
            support = News(
                fact="income", value=rng.choice(("on_benefit",) * 6 + ("work_or_education",)), holds_from=day
            )
            yield Happened(person=person, news=support, entered_on=_entered(day, until, rng))
        if rng.random() < DONE:
            need = News(fact="health_assessment_needed", value=rng.random() < 0.4, holds_from=day)  # noqa: PLR2004 - four in ten
            yield Happened(person=person, news=need, entered_on=_entered(day, until, rng))


def _key(duty: Finding) -> tuple[str, str | None, date | None, str]:
    return duty.rule, duty.person, duty.due_on or duty.counted_from, "dated" if duty.due_on else "undated"


def _asks(duty: Finding, seen: Seen, *, until: date) -> bool:
    dated = duty.standing in OPEN_STANDINGS and bool(duty.due_on and duty.due_on <= until)
    return (dated or duty.missing in TO_DECIDE) and _key(duty) not in seen


def _answered(duty: Finding, *, until: date, rng: random.Random) -> Happened | None:
    """What the office did about a duty: it met it, or decided what the next date hangs on."""
    if duty.missing in TO_DECIDE:
        return _decided(duty, until=until, rng=rng) if rng.random() < DONE else None
    return _done(duty, until=until, rng=rng)


def _decided(duty: Finding, *, until: date, rng: random.Random) -> Happened | None:
    """The next interview is agreed at the last one; whoever came before the assignments came is assigned as well."""
    if duty.missing == NEXT_AGREED:
        begun = duty.counted_from
        if begun is None or begun > until:
            return None
        agreed = News(fact="interview_agreed", value=_weekday(begun + timedelta(days=rng.randint(40, 100))))
        return Happened(person=duty.person, news=agreed, entered_on=_entered(begun, until, rng))
    day = _weekday(ASSIGNED_FROM + timedelta(days=rng.randint(0, 90)))
    return _on(day, "target_group_decided", duty.person, until=until, rng=rng) if day <= until else None


def _weekday(day: date) -> date:
    """The day, or the Monday after a weekend."""
    return day + timedelta(days=(7 - day.weekday()) % 7 if day.weekday() > 4 else 0)  # noqa: PLR2004 - Friday


def _done(duty: Finding, *, until: date, rng: random.Random) -> Happened | None:
    """The duty was met, mostly in time; now and then late, and now and then not yet."""
    days = [name for name in duty.fulfilled_by if vocabulary.words()[name].type == "date"]
    name = next((wanted for wanted in PREFERRED if wanted in days), days[0] if days else "")
    if duty.due_on is None or rng.random() > DONE:
        return None
    early, late = -rng.randint(0, 18), rng.randint(2, 25)
    day = max(duty.due_on + timedelta(days=early if rng.random() < IN_TIME else late), duty.counted_from or duty.due_on)
    if duty.rule == "permit_expiry":
        longer = News(fact="permit", value="extended", holds_from=day, holds_to=day + timedelta(days=730))
        return Happened(person=duty.person, news=longer, entered_on=_entered(day, until, rng)) if day <= until else None
    return _on(day, name, duty.person, until=until, rng=rng) if name and day <= until else None


def _on(day: date, fact: str, person: str | None, *, until: date, rng: random.Random) -> Happened:
    return Happened(
        person=person, news=News(fact=fact, value=day, holds_from=day), entered_on=_entered(day, until, rng)
    )


def _entered(day: date, until: date, rng: random.Random) -> date:
    """The Friday of the week, or of the next: an office enters what it did when there is time."""
    friday = day + timedelta(days=(4 - day.weekday()) % 7 + rng.choice((0, 0, 0, 7)))
    return min(friday, until)


def _role(file: CaseFile, person: str | None) -> str:
    return next((one.role for one in file.persons if one.id == person), "")


def _as_fact(one: Happened, number: int) -> Fact:
    return Fact(
        name=one.news.fact,
        value=one.news.value,
        person=one.person,
        holds_from=one.news.holds_from,
        holds_to=one.news.holds_to,
        recorded_on=one.entered_on,
        key=f"made up {number}",
    )
