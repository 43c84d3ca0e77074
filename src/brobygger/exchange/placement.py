"""Homes and households as the command `brobygger place` is given them: JSON in, the model's dataclasses out.

{"as_of": day, "homes": [...], "households": [...]}
home:      id, kind, beds or rooms [{id, beds, m2}], area, m2, rent, free_from, lease_until (a day or "open"),
           accessible, step_free, in_municipality, shared, minutes_to_school, minutes_to_shop, minutes_to_station,
           communities, assignment_forbidden
household: id, people [{age, sex}], languages, needs, budget, arrives, stays_until (a day or "open"), current_home (the
           id of a home; for one outside the list its kind, or an object), current_rooms, shares_room,
           reunification_granted, wish (true, false, or in words), protection, priority, waiting_since

What is left out is not known; the rules that ask for it then say so.
"""

from __future__ import annotations

from datetime import date

from brobygger.exchange.json_tables import MOST, JsonTable, Twice, read_json
from brobygger.law.errors import CaseFaultsError, Fault
from brobygger.matching.hard_rules import AVOID_AREA, AVOID_HOME
from brobygger.matching.model import KINDS, NO_END, Home, Household, Member, Problem, Room

OPEN = "open"
OLDEST = 120
MOST_MINUTES = 24 * 60


def read_day(text: str) -> date | None:
    """The day asked about, None where it cannot be read: `read_problem` says why."""
    table = read_json(text, [])
    return table.day("as_of") if table else None


def read_problem(text: str, *, lowest_class: int | None) -> Problem:
    """The problem told in *text*. Raises `CaseFaultsError` with every fault found: place, problem and remedy.

    *lowest_class* is the last class of the frame's order, None where there is no frame to ask: no household can be
    given one beyond it.
    """
    faults: list[Fault] = []
    table = read_json(text, faults)
    if table is None:
        raise CaseFaultsError(faults)
    as_of = table.day("as_of", required=True)
    told = table.each("homes", required=True)
    homes = tuple(read_home(entry) for entry in told or ())
    check_ids(told or [], [home.id for home in homes])
    known = None if told is None else {home.id: home for home in homes if home.id}
    waiting = table.each("households", required=True) or []
    households = tuple(read_household(entry, known, as_of, lowest_class) for entry in waiting)
    check_ids(waiting, [household.id for household in households])
    check_homes_taken(waiting, households, known or {})
    check_protection(waiting, households, homes)
    table.done()
    if faults or as_of is None:
        raise CaseFaultsError(faults)
    return Problem(as_of=as_of, homes=homes, households=households)


def check_ids(entries: list[JsonTable], ids: list[str]) -> None:
    """Each id is used once."""
    first: dict[str, JsonTable] = {}
    for entry, name in zip(entries, ids, strict=True):
        if name and first.setdefault(name, entry) is not entry:
            entry.fault("id", f"'{name}' is already {first[name].place}.", "Give each an id of its own.")


def check_homes_taken(entries: list[JsonTable], households: tuple[Household, ...], homes: dict[str, Home]) -> None:
    """A home that is not shared is lived in by one household."""
    first: dict[str, JsonTable] = {}
    for entry, household in zip(entries, households, strict=True):
        current = household.current_home
        if current is None or current.id not in homes or current.shared:
            continue
        if current.id in first:
            problem = f"{first[current.id].place} lives in '{current.id}' too, which is not shared."
            entry.fault("current_home", problem, "Mend one of them, or tell that the home is shared.")
        first.setdefault(current.id, entry)


def check_protection(entries: list[JsonTable], households: tuple[Household, ...], homes: tuple[Home, ...]) -> None:
    """A home or an area to keep away from is written as in the list of homes: a slip of the pen protects nobody."""
    names = {AVOID_HOME: {home.id for home in homes}, AVOID_AREA: {home.area for home in homes if home.area}}
    alike = {head: {plainest(name): name for name in names[head]} for head in names}
    for entry, household in zip(entries, households, strict=True):
        for word in sorted(household.protection):
            head, colon, name = word.partition(":")
            meant = alike.get(head + colon, {}).get(plainest(name))
            if meant is not None and name not in names[head + colon]:
                entry.fault("protection", f"'{word}' is written otherwise than '{meant}'.", f"Write {head}:{meant}.")


def plainest(name: str) -> str:
    """A name without what hands type differently: capitals and spaces."""
    return "".join(name.split()).casefold()


def read_home(entry: JsonTable, *, outside: bool = False) -> Home:
    """One home; of one *outside* the list only what is known is told."""
    name = entry.text("id", required=not outside)
    kind = entry.one_of("kind", KINDS, required=not outside)
    m2 = area_of(entry)
    free_from = entry.day("free_from")
    home = Home(
        id=name,
        kind=kind,
        rooms=read_rooms(entry, m2, outside=outside),
        area=entry.text("area"),
        m2=m2,
        rent=entry.whole("rent"),
        free_from=free_from,
        lease_until=read_end(entry, "lease_until", NO_END),
        accessible=entry.yes_no("accessible"),
        step_free=entry.yes_no("step_free"),
        in_municipality=entry.yes_no("in_municipality"),
        shared=bool(entry.yes_no("shared")),
        minutes_to_school=entry.whole("minutes_to_school", most=MOST_MINUTES),
        minutes_to_shop=entry.whole("minutes_to_shop", most=MOST_MINUTES),
        minutes_to_station=entry.whole("minutes_to_station", most=MOST_MINUTES),
        communities=entry.words("communities"),
        assignment_forbidden=entry.yes_no("assignment_forbidden"),
    )
    if free_from and home.lease_until and home.lease_until < free_from:
        entry.fault("lease_until", f"{home.lease_until} is before free_from {free_from}.", "Mend one of them.")
    if home.accessible and home.step_free is False:
        entry.fault("step_free", "An accessible home is step-free.", "Mend one of them.")
    entry.done()
    return home


def area_of(entry: JsonTable) -> float | None:
    """Square metres, more than none."""
    m2 = entry.number("m2")
    if m2 == 0:
        entry.fault("m2", "0 square metres.", "Write how many, or leave it out if unknown.")
        return None
    return m2


def read_rooms(entry: JsonTable, m2: float | None, *, outside: bool) -> tuple[Room, ...]:
    """The rooms as told; with only a number of beds, one room without a name."""
    beds = entry.whole("beds", least=1)
    tables = entry.each("rooms")
    if tables is None:
        if entry.table.get("beds") is None and not outside:
            entry.fault("beds", "Neither beds nor rooms are told.", "Write beds, or rooms: [{id, beds, m2}].")
        return (Room(id="", beds=beds or 0),)
    rooms = []
    for table in tables:
        name = table.text("id", required=True)
        rooms.append(Room(id=name, beds=table.whole("beds", required=True, least=1) or 0, m2=area_of(table)))
        table.done()
    if not rooms:
        entry.fault("rooms", "There is no room.", "Write at least one, or beds instead of rooms.")
    check_ids(tables, [room.id for room in rooms])
    together = sum(room.beds for room in rooms)
    if beds is not None and beds != together:
        entry.fault("beds", f"{beds}, and the rooms have {together}.", "Mend one of them, or leave out beds.")
    known = [room.m2 for room in rooms if room.m2 is not None]
    if m2 is not None and sum(known) > m2:
        entry.fault("m2", f"{m2:g}, and the rooms alone have {sum(known):g}.", "Mend one of them.")
    return tuple(rooms) or (Room(id="", beds=0),)


def read_end(entry: JsonTable, key: str, is_open: date | None) -> date | None:
    """A last day; *is_open* where it is told that there is none."""
    if entry.table.get(key) == OPEN:
        entry.taken.add(key)
        return is_open
    return entry.day(key, or_else=f', or "{OPEN}" if it has no end')


def read_household(
    entry: JsonTable, homes: dict[str, Home] | None, as_of: date | None, lowest_class: int | None
) -> Household:
    """One household, with the home that it lives in."""
    current = read_current(entry, homes)
    household = Household(
        id=entry.text("id", required=True),
        people=read_people(entry),
        languages=entry.words("languages") or (),
        needs=frozenset(entry.words("needs", such_as='"wheelchair", "step_free"') or ()),
        budget=entry.whole("budget"),
        arrives=entry.day("arrives"),
        stays_until=read_end(entry, "stays_until", None),
        current_home=current,
        current_rooms=read_current_rooms(entry, homes, current),
        shares_room=entry.yes_no("shares_room"),
        reunification_granted=bool(entry.yes_no("reunification_granted")),
        wish=read_wish(entry),
        protection=frozenset(entry.words("protection", such_as='"own_room", "avoid_area:NAME"') or ()),
        priority=entry.whole("priority", most=MOST if lowest_class is None else lowest_class),
        waiting_since=entry.day("waiting_since"),
    )
    check_dates(entry, household, as_of)
    entry.done()
    return household


def read_wish(entry: JsonTable) -> bool | None:
    """Whether they asked to be moved; a wish may be told in its own words."""
    if isinstance(entry.table.get("wish"), str):
        return bool(entry.text("wish")) or None
    return entry.yes_no("wish")


def read_people(entry: JsonTable) -> tuple[Member, ...]:
    """Age in whole years and sex of each; what is not known is left out."""
    tables = entry.each("people", required=True)
    people = []
    for table in tables or []:
        age = table.whole("age", most=OLDEST)
        sex = table.one_of("sex", ("female", "male"))
        people.append(Member(age=age, sex="female" if sex == "female" else "male" if sex == "male" else None))
        table.done()
    if tables is not None and not people:
        entry.fault("people", "There is nobody.", "Write one for each person, {} where nothing is known.")
    return tuple(people)


def read_current(entry: JsonTable, homes: dict[str, Home] | None) -> Home | None:
    """Where they live: a home of the list by its id, or one outside it, by its kind or as far as it is known.

    Where there is no list of *homes* that is told already, and not once more for each who lives in one.
    """
    value = entry.take("current_home")
    if homes is None:
        return None
    if isinstance(value, Twice):
        outside = read_home(JsonTable(value, place=entry.at("current_home"), faults=entry.faults), outside=True)
        if outside.id in homes:
            entry.fault("current_home", f"'{outside.id}' is in the list of homes.", "Write its id alone.")
        return outside
    name = entry.text("current_home")
    if name in KINDS and name not in homes:
        return Home(id="", kind=name, rooms=(Room(id="", beds=0),))
    if name and name not in homes:
        remedy = "Use the id of one of the homes, a kind, or an object with what is known of it."
        entry.fault("current_home", f"No home is called '{name}'.", remedy)
    return homes.get(name)


def read_current_rooms(entry: JsonTable, homes: dict[str, Home] | None, current: Home | None) -> tuple[str, ...]:
    """Their own rooms where the home is shared; the only room where there is one."""
    rooms = entry.words("current_rooms", such_as='"1", "2"')
    if homes is None:
        return rooms or ()
    known = [room.id for room in current.rooms if room.id] if current else []
    for number, room in enumerate(rooms or ()):
        if room not in known:
            remedy = f"Use: {', '.join(known)}." if known else "Leave it out: no rooms are told of that home."
            entry.fault(f"current_rooms[{number}]", f"No room is called '{room}'.", remedy)
    if rooms is None and current and current.shared and current.rooms_told:
        if len(known) == 1:
            return tuple(known)
        entry.fault("current_rooms", "The home is shared, and which rooms are theirs is not told.", "Write their ids.")
    return rooms or ()


def check_dates(entry: JsonTable, household: Household, as_of: date | None) -> None:
    """Dates that cannot all be true."""
    leaves, arrives, since = household.stays_until, household.arrives, household.waiting_since
    if leaves and arrives and leaves < arrives:
        entry.fault("stays_until", f"{leaves} is before arrives {arrives}.", "Mend one of them.")
    if as_of is None:
        return
    if leaves and leaves < as_of:
        entry.fault("stays_until", f"{leaves} is before as_of {as_of}.", "Leave out the household, or mend the date.")
    if since and since > as_of:
        entry.fault("waiting_since", f"{since} is after as_of {as_of}.", "Mend one of them.")
    if household.current_home and arrives and arrives > as_of:
        remedy = "Who has not come has no home here yet: leave out current_home, or mend arrives."
        entry.fault("arrives", f"{arrives} is after as_of {as_of}, and current_home is told.", remedy)
