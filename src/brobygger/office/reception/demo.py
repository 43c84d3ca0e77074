"""What the demo's offices have in hand: their own lists of notices, and made-up people with a past behind them."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from brobygger.exchange.people import people
from brobygger.office.access.choices import Role
from brobygger.office.access.context import acting
from brobygger.office.access.middleware import working_date
from brobygger.office.access.models import Municipality, Officer
from brobygger.office.casefiles import ledger
from brobygger.office.casefiles.actions import assign as assign_cases
from brobygger.office.casefiles.models import Case, Family
from brobygger.office.duties.actions import assign as assign_duties
from brobygger.office.duties.actions import nightly
from brobygger.office.duties.models import Duty
from brobygger.office.duties.rulebooks import rulebook

from . import files
from .actions import take_in_all
from .lived import lived
from .models import Notice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from brobygger.office.casefiles.news import News
    from brobygger.office.foundation.progress import Say

EXAMPLES = Path(__file__).parents[4] / "examples" / "notices"
UNASSIGNED = 7
"""One case in so many has nobody yet."""
LETTERS_OF_A_FILE = 40
"""About as many people are in an office's own list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InHand:
    """What a demo office is given: a list of its own, and so many made-up people over so many years."""

    persons: int
    years: int
    seed: int
    file: str = ""


# Vesthimmerland's own list is left for the visitor to load.
OFFICES = {
    "vesthimmerland": InHand(persons=80, years=3, seed=11),
    "randers": InHand(persons=40, years=2, seed=12, file="randers-2015.csv"),
    "lejre": InHand(persons=40, years=3, seed=13, file="lejre-2019-med-fejl.csv"),
    "idag": InHand(persons=70, years=3, seed=14),
}
PEOPLE = {slug: given.persons + LETTERS_OF_A_FILE * bool(given.file) for slug, given in OFFICES.items()}
"""How many each office is given: what its loading takes time for."""


def load(*, say: Say) -> list[str]:
    """Every demo office has people and a past; quick when they are there. Returns how many."""
    told = []
    behind = 0
    for municipality in Municipality.objects.filter(slug__in=OFFICES).order_by("pk"):
        with acting(None, municipality=municipality):
            staff = list(Officer.objects.filter(is_active=True).order_by("pk"))
            filled = Notice.objects.exists()
        officer = next((one for one in staff if one.role == Role.CASEWORKER), None)
        if officer and not filled:
            say(f"{municipality.name}: borgere og det, der er sket", done=behind / sum(PEOPLE.values()))
            with acting(officer):
                fill(municipality, OFFICES[municipality.slug], staff, officer=officer)
        behind += PEOPLE[municipality.slug]
        with acting(None, municipality=municipality):
            told.append(f"  {municipality.name}: {Case.objects.count()} sager")
    return told


def fill(municipality: Municipality, given: InHand, staff: Sequence[Officer], *, officer: Officer) -> None:
    """Made-up people have their letters, their past and their duties, and somebody who answers for most of them."""
    today = working_date(municipality)
    crowd = people(given.persons, seed=given.seed, since=today - timedelta(days=365 * given.years), until=today)
    # Half a year's letters at a time: a demo must be ready while one waits.
    for half in sorted({_half(arrival.received_on) for arrival in crowd}):
        letters = [arrival for arrival in crowd if _half(arrival.received_on) == half]
        take_in_all(letters, officer=officer, today=max(arrival.received_on for arrival in letters))
    if given.file and (EXAMPLES / given.file).exists():
        upload = files.keep((EXAMPLES / given.file).read_bytes(), file_name=given.file, officer=officer)
        files.take_in_file(upload, officer=officer, today=today)
    _live(municipality, officer=officer, today=today, rng=random.Random(given.seed))  # noqa: S311 - a made-up past
    nightly(officer=officer, today=today)
    _hand_out(staff, officer=officer, today=today)


def _half(day: date) -> tuple[int, bool]:
    return day.year, day.month > 6  # noqa: PLR2004 - June ends the first half


def _live(municipality: Municipality, *, officer: Officer, today: date, rng: random.Random) -> None:
    """The past is entered week by week as it would have been, and reckoned once at the end: no one saw it before."""
    book = rulebook(municipality.rulebook)
    cases = Case.objects.in_bulk()
    families = Family.objects.in_bulk()
    weeks: dict[date, list[tuple[Case | Family, list[News]]]] = defaultdict(list)
    for household in ledger.households(Case.objects.all()):
        for one in lived(household.file, book, until=today, rng=rng):
            about = cases[int(one.person)] if one.person else families[household.family or 0]
            weeks[one.entered_on].append((about, [one.news]))
    for week in sorted(weeks):
        ledger.append_many(weeks[week], source="Sagsbehandling", officer=officer, today=week)


def _hand_out(staff: Sequence[Officer], *, officer: Officer, today: date) -> None:
    """Families go round the caseworkers, some to nobody yet; every duty goes to one of the role that meets it."""
    workers = [one for one in staff if one.role == Role.CASEWORKER]
    families = list(Family.objects.order_by("pk").values_list("pk", flat=True))
    for number, worker in enumerate(workers):
        own = [pk for place, pk in enumerate(families) if place % UNASSIGNED and place % len(workers) == number]
        assign_cases(Case.objects.filter(family__in=own), to=worker, officer=officer)
        duties = Duty.objects.filter(case__family__in=own).select_related("responsible", "case")
        for role in {duty.role for duty in duties}:
            colleague = worker if role == worker.role else next((one for one in staff if one.role == role), None)
            if colleague:
                theirs = [duty for duty in duties if duty.role == role]
                assign_duties(theirs, to=colleague, officer=officer, today=today)
