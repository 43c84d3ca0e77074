"""The one-off duties reckoned a second time, by hand, with nothing of the law core: plain dates and plain ifs.

Written from the law's own tables. Where this and the core differ, one of them is wrong.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

import holidays

ALLOCATED = {"convention_refugee", "protection_refugee", "temporary_protection"}
REFUGEES = ALLOCATED | {"quota_refugee", "displaced_ukraine"}
PROGRAMME = REFUGEES | {"family_reunified_to_refugee", "family_reunified_other"}
HOLIDAYS = holidays.country_holidays("DK", years=range(2009, 2035))


@dataclass
class One:
    """One person: what is known of them, or None."""

    born: date | None
    basis: str | None
    happened: dict[str, date] = field(default_factory=dict)
    income: str | None = None
    needs_assessment: bool | None = None


@dataclass(frozen=True)
class Owed:
    """What is owed: by when, by law, how it stands and what is missing."""

    due: date | None
    legal: date | None
    standing: str
    missing: frozenset[str] = frozenset()


def months(day: date, number: int) -> date:
    """The same date so many months on, or the last day of that month."""
    year, month = day.year + (day.month - 1 + number) // 12, (day.month - 1 + number) % 12 + 1
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month, min(day.day, last))
        except ValueError:
            continue
    raise ValueError(day)


def working(day: date) -> date:
    """That day or the next working day."""
    while day.weekday() > 4 or day in HOLIDAYS:
        day += timedelta(days=1)
    return day


def takeover(one: One) -> tuple[date | None, set[str]]:
    """The day of the takeover, or what is missing to tell it."""
    if stated := one.happened.get("responsibility_stated"):
        return stated, set()
    day, missing = computed_takeover(one)
    consented = one.happened.get("early_takeover_consented")
    if consented and (day is None or consented < day):
        return consented, set()
    return day, missing


def computed_takeover(one: One) -> tuple[date | None, set[str]]:
    allocated, registered = one.happened.get("allocation_decided"), one.happened.get("cpr_registered")
    if one.basis is None:
        return None, {"legal_basis"}
    if one.basis in ALLOCATED or one.basis == "displaced_ukraine":
        if allocated is None:
            return None, {"allocation_decided"}
        if one.basis == "displaced_ukraine":
            return ukrainian_takeover(allocated), set()
        first = months(allocated.replace(day=1), 2)
        return (first if allocated < date(2016, 7, 1) else working(first)), set()
    return (registered, set()) if registered else (None, {"cpr_registered"})


def ukrainian_takeover(allocated: date) -> date:
    """Four days, four working days, fifteen working days: by the law of the day of the allocation."""
    if allocated < date(2022, 5, 5):
        return working(allocated + timedelta(days=4))
    day, left = allocated, 4 if allocated < date(2024, 4, 1) else 15
    while left:
        day = working(day + timedelta(days=1))
        left -= 1
    return day


def adult_on(one: One, day: date) -> bool | None:
    return None if one.born is None else months(one.born, 18 * 12) <= day and not leap_child_waits(one.born, day)


def leap_child_waits(born: date, day: date) -> bool:
    """Born on 29 February: of age on 1 March where the year has no such day."""
    return (born.month, born.day) == (2, 29) and day == date(born.year + 18, 2, 28)


def settled(due: date | None, legal: date | None, done: date | None, asked: date, *, bound: date | None = None) -> Owed:
    """How it stands by the day that binds: *bound*, else the day due. A day to work to is never overdue."""
    last = bound or due
    if done:
        return Owed(due, legal, "fulfilled_late" if last and done > last else "fulfilled")
    return Owed(due, legal, "overdue" if last and asked > last else "open")


def undetermined(missing: set[str], done: date | None) -> Owed:
    return Owed(None, None, "fulfilled") if done else Owed(None, None, "undetermined", frozenset(missing))


class Reckoning:
    """The duties of one person in one municipality on the day asked."""

    def __init__(self, one: One, municipality: str, asked: date) -> None:
        self.one, self.municipality, self.asked = one, municipality, asked
        self.start, self.missing = takeover(one)
        # Nobody can know a law that has not begun: a takeover ahead is judged by the law of the day asked.
        self.judged = min(self.start or asked, asked)

    def who(self, allowed: set[str], *, adult: bool = True, day: date | None = None) -> set[str] | None:
        """What is missing to say that the duty is theirs; None when it is not."""
        unknown: set[str] = set()
        if self.one.basis is None:
            unknown.add("legal_basis")
        elif self.one.basis not in allowed:
            return None
        grown = adult_on(self.one, day or self.start or self.asked)
        if adult and grown is False:
            return None
        return unknown | ({"born"} if adult and grown is None else set())

    def runs_from(self, start: date) -> date:
        """The takeover, or the end of the suspension of deadlines for offers."""
        if self.one.basis not in ALLOCATED | {"displaced_ukraine"}:
            return start
        if date(2022, 6, 18) <= start <= date(2023, 5, 31) and self.asked >= date(2022, 6, 18):
            return months(start, 6)
        return months(start, 3) if date(2022, 3, 17) <= start <= date(2024, 12, 31) else start

    def plainly(self, unknown: set[str] | None, number: int, name: str, *, offer: bool = False) -> Owed | None:
        """So many months from the takeover; of an *offer* while many came, from the end of the suspension."""
        done = self.one.happened.get(name)
        if unknown is None:
            return None
        if unknown or self.start is None:
            return undetermined(unknown | self.missing, done)
        due = months(self.runs_from(self.start) if offer else self.start, number)
        return settled(due, due, done, self.asked)

    def on_benefit(self, unknown: set[str] | None) -> set[str] | None:
        if unknown is None or self.one.income not in (None, "on_benefit"):
            return None
        return unknown | ({"income"} if self.one.income is None else set())

    def cpr_registration(self) -> Owed | None:
        return self.plainly(self.who(ALLOCATED | {"displaced_ukraine"}, adult=False), 0, "cpr_registered")

    def integration_contract(self) -> Owed | None:
        return self.plainly(self.who(PROGRAMME), 1, "contract_signed")

    def declaration(self) -> Owed | None:
        return self.plainly(self.who(PROGRAMME), 1, "declaration_signed")

    def danish_referral(self) -> Owed | None:
        return self.plainly(self.who(PROGRAMME), 1, "danish_referred")

    def danish_start(self) -> Owed | None:
        referred, done = self.one.happened.get("danish_referred"), self.one.happened.get("danish_started")
        law = self.plainly(self.who(PROGRAMME), 1, "danish_started", offer=True)
        if law is not None or referred is None or (unknown := self.who({"eu_eea"}, day=referred)) is None:
            return law
        due = months(referred, 1)
        return undetermined(unknown, done) if unknown else settled(due, due, done, self.asked)

    def programme_start(self) -> Owed | None:
        law, arrived = (
            self.plainly(self.who(PROGRAMME), 1, "programme_started", offer=True),
            self.one.happened.get("arrived"),
        )
        if self.municipality != "lejre" or arrived is None or arrived < date(2014, 9, 1):
            return law
        unknown = self.who(PROGRAMME, day=arrived)
        if unknown:
            return law or undetermined(unknown, self.one.happened.get("programme_started"))
        if unknown is None:
            return law
        frame = arrived + timedelta(days=28)
        due = min(frame, law.due) if law and law.due else frame
        owed = settled(due, law.legal if law else None, self.one.happened.get("programme_started"), self.asked)
        return Owed(owed.due, owed.legal, owed.standing, law.missing if law and not law.due else frozenset())

    def integration_plan(self) -> Owed | None:
        day = self.start or self.asked
        if not date(2013, 7, 1) <= day <= date(2016, 6, 30):
            return None
        return self.plainly(self.who(PROGRAMME), 3, "plan_offered")

    def health_assessment(self) -> Owed | None:
        if self.judged < date(2013, 7, 1):
            return None
        unknown = self.who(REFUGEES, adult=False)
        if self.judged < date(2016, 7, 1):
            family = self.who(REFUGEES | {"family_reunified_to_refugee"}, adult=False)
            return self.plainly(family, 3, "health_assessment_offered")
        if unknown is not None and self.one.basis != "quota_refugee":
            if self.one.needs_assessment is False and self.one.basis is not None:
                return None
            unknown = unknown | ({"health_assessment_needed"} if self.one.needs_assessment is None else set())
        return self.plainly(unknown, 6, "health_assessment_offered", offer=True)

    def target_group_visitation(self) -> Owed | None:
        if self.judged < date(2016, 10, 1):
            return None
        return self.plainly(self.on_benefit(self.who(PROGRAMME)), 3, "target_group_decided")

    def first_company_offer(self) -> Owed | None:
        if self.judged < date(2016, 7, 1):
            return None
        allowed = PROGRAMME if self.judged < date(2025, 1, 1) else {"displaced_ukraine"}
        owed = self.plainly(self.on_benefit(self.who(allowed)), 1, "company_offer_given", offer=True)
        if owed is None or owed.legal is None or self.start is None:
            return owed
        done = self.one.happened.get("company_offer_given")
        work_to = self.runs_from(self.start) + timedelta(weeks=2)
        return settled(work_to, owed.legal, done, self.asked, bound=owed.legal)

    def contract_revision(self) -> Owed | None:
        started = self.one.happened.get("programme_started")
        if started is None or started < date(2016, 10, 1) or self.one.income == "work_or_education":
            return None
        unknown, done = (
            self.who(PROGRAMME, adult=False),
            self.one.happened.get("contract_revised"),
        )
        due = months(started, 12)
        if unknown is None:
            return None
        return undetermined(unknown, done) if unknown else settled(due, due, done, self.asked)

    def first_interview(self) -> Owed | None:
        arrived, done = self.one.happened.get("arrived"), self.one.happened.get("interview_held")
        if self.municipality != "randers" or arrived is None or arrived < date(2015, 1, 1):
            return None
        unknown = self.who(PROGRAMME, day=arrived)
        if unknown is None:
            return None
        return undetermined(unknown, done) if unknown else settled(arrived + timedelta(days=7), None, done, self.asked)


RULES = (
    "cpr_registration", "integration_contract", "declaration", "danish_referral", "danish_start", "programme_start",
    "integration_plan", "health_assessment", "target_group_visitation", "first_company_offer", "contract_revision",
    "first_interview",
)  # fmt: skip


def reckoned(one: One, municipality: str, asked: date) -> dict[str, Owed]:
    """Every one-off duty of the person by rule."""
    reckoning = Reckoning(one, municipality, asked)
    found = {rule: getattr(reckoning, rule)() for rule in RULES}
    return {rule: owed for rule, owed in found.items() if owed is not None}
