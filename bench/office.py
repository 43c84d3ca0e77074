"""The office's pages at any number of persons: what each asks of the database, and how long 16 officers at once wait.

`python -m bench office 100000` loads so many persons; a third word, `keep`, leaves the database for the next run.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from statistics import median

from django.urls import reverse

from bench import crowd, visitors
from bench.visitors import Page, Visits, percentile
from brobygger.office.access.choices import Role
from brobygger.office.access.context import acting
from brobygger.office.access.models import Officer
from brobygger.office.casefiles.models import Case, Person
from brobygger.office.duties.models import Duty
from brobygger.site import serving

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import databases  # found beside the tests

USERS = 16
PROMISED_MS, PROMISED_STATEMENTS = 100, 12
EACH = 60  # visits to a page
SMALL, MIDDLE = 10, 1_000  # persons
PAUSE = 1.0  # seconds between two pages of one officer
SOME = 50
PLAIN = "log ud (intet andet end rammen)"
"""A page with nothing on it but what stands around every page; the others are told as so many of it."""


def pages(town: crowd.Town) -> list[Page]:
    """The pages that an office opens all day, by those who open them."""
    workers = tuple(town.of_role(Role.CASEWORKER, place) for place in range(8))
    leaders = (town.of_role(Role.LEADER),)
    with acting(workers[0]):
        duties = [reverse("duties:duty", args=[key]) for key in _keys(Duty)]
        cases = [reverse("duties:case", args=[key]) for key in _keys(Case)]
        persons = list(Person.objects.filter(protected=False, key__in=_keys(Person)))
    worklist, reception, log = reverse("duties:worklist"), reverse("reception:overview"), reverse("casefiles:looks")
    search = reverse("casefiles:search")
    filters = ("overdue", "today", "week", "month", "unassigned", "new", "citizen", "us", "others", "missing", "permit")
    beginnings = tuple(
        " ".join(word[:3] for word in (person.name.split()[0], person.name.split()[-1])) for person in persons
    )

    def page(name: str, officers: tuple[Officer, ...], *paths: str, posted: tuple[str, ...] = ()) -> Page:
        return Page(name=name, officers=officers, paths=paths, posted=posted)

    return [
        page(PLAIN, workers, reverse("account_logout")),
        page("arbejdsliste, mine", workers, f"{worklist}?whose=mine"),
        page("arbejdsliste, teamets", workers, f"{worklist}?whose=team"),
        page("arbejdsliste, alle", workers, f"{worklist}?whose=all"),
        page("arbejdsliste, et filter", workers, *(f"{worklist}?whose=all&show={name}" for name in filters)),
        page("arbejdsliste, side 2", workers, f"{worklist}?whose=team&page=2"),
        page("arbejdsliste, familier samlet", workers, f"{worklist}?whose=team&families=1"),
        page("arbejdsliste, egne og ledige", (town.of_role(Role.FAMILY_CONSULTANT),), f"{worklist}?whose=all"),
        page("hvorfor ser jeg denne", workers, *duties),
        page("sagen", workers, *cases),
        page("sager, tomt søgefelt", workers, search),
        page("søgning, begyndelsen af et navn", workers, search, posted=tuple(b.split()[0] for b in beginnings)),
        page("søgning, to begyndelser", workers, search, posted=beginnings),
        page("søgning, et nummer", workers, search, posted=tuple(str(one.alien_number) for one in persons)),
        page("modtagelse", workers, reception),
        page("modtagelse, alle", workers, f"{reception}?show=all"),
        page("hvem har set hvad", leaders, log),
        page("hvem har set en borger", leaders, *(f"{log}?person={one.key}" for one in persons)),
    ]


def _keys(model: type[Duty | Case | Person]) -> list[object]:
    """Some of the town's rows, scattered over all of it: keys are drawn by lot."""
    return list(model.objects.order_by("key").values_list("key", flat=True)[:SOME])


def run(persons: int, keep: str = "") -> None:
    """Print each page's statements and waits, and what breaks our promise."""
    name = f"brobygger_bench_{persons}"
    begun = time.perf_counter()
    databases.migrated(name)
    towns = [
        crowd.town(slug, size, say=_say) for slug, size in (("lille", SMALL), ("mellem", MIDDLE), ("stor", persons))
    ]
    _say(f"{towns[-1].persons} personer er indskrevet på {time.perf_counter() - begun:.0f} s")
    measure(name, towns)
    if keep != "keep":
        databases.connections.close_all()
        databases.dropped(name)


def measure(name: str, towns: list[crowd.Town], *, each: int = EACH) -> None:
    """Statements in every town; waits in the largest, and in the smaller ones with as many users."""
    serving.collect_static()
    of_town = [pages(town) for town in towns]
    asked = {
        page.name: [visitors.statements(same) for same in together]
        for page, together in ((each_[0], each_) for each_ in zip(*of_town, strict=True))
    }
    addresses = [
        visitors.environment(databases.connections[alias].get_connection_params(), name)
        for alias in ("default", "owner")
    ]
    with visitors.opened(*addresses) as address:
        visitors.all_at_once(address, of_town[-1], users=USERS, each=4, pause=0)  # both workers warm
        waits = [
            visitors.all_at_once(address, found, users=USERS, each=number, pause=PAUSE)
            for found, number in zip(of_town, (each // 4, each // 4, each), strict=True)
        ]
        pressed = visitors.all_at_once(address, of_town[-1], users=USERS, each=each // 4, pause=0)
    _print(towns, asked, waits, pressed)


def _print(towns: list[crowd.Town], asked: dict[str, list[int]], waits: list[Visits], pressed: Visits) -> None:
    small, middle, large = waits
    plain = median(large.took[PLAIN])
    sizes = "/".join(str(town.persons) for town in towns)
    pace = f"{USERS} brugere, hver med en side i sekundet ({large.number / large.lasted:.0f} sider/s)"
    print(f"office: {sizes} personer; {pace}")
    heads = f"{'side':<34} {'sql':>11} {'median':>7} {'p95':>6} {'gange':>6}"
    print(f"  {heads}   median ved {towns[0].persons} og {towns[1].persons}   uden pause: median, p95")
    for name, numbers in asked.items():
        took, rushed = large.took[name], pressed.took[name]
        counted = "/".join(str(number) for number in numbers)
        fewer = (median(visits.took[name]) * 1000 for visits in (small, middle))
        print(
            f"  {name:<34} {counted:>11} {median(took) * 1000:7.1f} {_p95(took):6.1f} {median(took) / plain:6.1f}   ",
            *(f"{ms:7.1f}" for ms in fewer),
            f"   {median(rushed) * 1000:7.1f} {_p95(rushed):7.1f}",
        )
    print(f"  uden pause: {pressed.number / pressed.lasted:.0f} sider/s")
    broken = [
        f"{name}: {fault}" for name, numbers in asked.items() for fault in _faults(numbers, _p95(large.took[name]))
    ]
    print("  løftet holder ikke:" if broken else "  løftet holder på alle sider", *broken, sep="\n    ")


def _p95(took: list[float]) -> float:
    return percentile(took, 0.95) * 1000


def _faults(numbers: list[int], p95: float) -> list[str]:
    faults = [f"p95 {p95:.0f} ms > {PROMISED_MS}"] if p95 > PROMISED_MS else []
    faults += [f"{max(numbers)} statements > {PROMISED_STATEMENTS}"] if max(numbers) > PROMISED_STATEMENTS else []
    _few, some, many = numbers  # a page on which nobody stands may ask less, never more
    return faults + ([f"statements grow with the rows: {numbers}"] if many > some else [])


def _say(line: str) -> None:
    print(f"  {line}", flush=True)
