"""What the housing finder knows of homes and of the households that wait, and what the council's frame asks of both.

Units: money in whole kroner a month, areas in square metres, travel in minutes, days as dates, quality in points (whole
numbers, so that sums are exact). None is never a guess: it says that nobody has told us.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

KINDS = (
    "municipal_building",
    "municipal_flat",
    "private_room",
    "private_home",
    "camping_cabin",
    "bed_and_breakfast",
    "permanent",
)

NO_END = date.max
"""A lease without an end. None is another thing: nobody has said when the lease ends."""

ADULT = 18
"""Age in years from which a person may share a room with strangers."""

Sex = Literal["female", "male"]
Value = bool | int | float | date | str | None
Text = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A bedroom in a home: its beds and its own area."""

    id: str
    beds: int
    m2: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """A dwelling that can be offered.

    A home that is `shared` is let room by room, kitchen and bath in common; any other goes to one household whole.
    `rooms` are never empty: a home told only by its beds has one room with an empty id. `rent` is for the whole home;
    in a shared home a household pays for its part of the beds. `free_from` is the first night a newcomer can sleep
    there, those aside who live there now and stand in the list. `communities` are the languages spoken near by.
    """

    id: str
    kind: str
    rooms: tuple[Room, ...]
    area: str = ""
    m2: float | None = None
    rent: int | None = None
    free_from: date | None = None
    lease_until: date | None = None
    accessible: bool | None = None
    step_free: bool | None = None
    in_municipality: bool | None = None
    shared: bool = False
    minutes_to_school: int | None = None
    minutes_to_shop: int | None = None
    minutes_to_station: int | None = None
    communities: tuple[str, ...] | None = None
    assignment_forbidden: bool | None = None

    @property
    def beds(self) -> int:
        """All beds of all rooms."""
        return sum(room.beds for room in self.rooms)

    @property
    def rooms_told(self) -> bool:
        """False where only the number of beds is known."""
        return all(room.id for room in self.rooms)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A person of a household: age in whole years."""

    age: int | None
    sex: Sex | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    """Those who move together.

    `current_home` is where they live now, None for those without a bed: one of the problem's homes, which they then
    hold until they move, or one outside the list, of which only what is known is told. `current_rooms` are the ids of
    theirs where that home is shared. `stays_until` None is an open stay. `wish` tells whether they asked to be moved:
    True, False (they want to stay and are not moved), None (nobody asked). `needs` are words: wheelchair, step_free.
    `protection` are words: own_room, own_home, avoid_home:ID, avoid_area:AREA; any other is for a person to read, and
    no home is sure until then. `priority` is the class given by an officer (0 first); None lets the frame find it.
    """

    id: str
    people: tuple[Member, ...]
    languages: tuple[str, ...] = ()
    needs: frozenset[str] = frozenset()
    budget: int | None = None
    arrives: date | None = None
    stays_until: date | None = None
    current_home: Home | None = None
    current_rooms: tuple[str, ...] = ()
    shares_room: bool | None = None
    reunification_granted: bool = False
    wish: bool | None = None
    protection: frozenset[str] = frozenset()
    priority: int | None = None
    waiting_since: date | None = None

    @property
    def size(self) -> int:
        """How many need a bed."""
        return len(self.people)

    @property
    def may_share(self) -> bool:
        """A single adult, who can share a room with others of the same sex; others have rooms to themselves."""
        alone = self.size == 1 and (self.people[0].age is None or self.people[0].age >= ADULT)
        return alone and "own_room" not in self.protection


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Where a rule, a criterion or a class stands, and the day somebody last read it."""

    law: str
    section: str
    source: str
    url: str
    checked_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class HardRule:
    """What no placement may break. `id` is one of `hard_rules.RULES`; `limits` are its numbers, by its own names.

    `basis` is statute, regulation, service_frame, practice or derived; what is derived was not told by anyone.
    """

    id: str
    title: Text
    basis: str
    citation: Citation
    limits: Mapping[str, int] = field(default_factory=dict)
    confirmed: bool = True
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """What is weighed. `id` is one of `quality.CRITERIA`; `weight` is the most points it gives.

    The points fall evenly from all at `best` to none at `worst`; `points` gives them by word (kinds of accommodation),
    in thousandths of the weight.
    """

    id: str
    title: Text
    weight: int
    basis: str
    citation: Citation
    best: int | None = None
    worst: int | None = None
    points: Mapping[str, int] = field(default_factory=dict)
    confirmed: bool = True
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Living:
    """A condition that a municipality words itself: who the household is, and how it lives. Empty parts ask nothing.

    `people_from` and `people_to` are how many they are, `child_under` that one of them is known to be younger than so
    many years, `needs` that they have one of those needs; `lives_in` names kinds of accommodation, and
    `in_municipality` where the home lies.
    """

    people_from: int = 0
    people_to: int = 0
    child_under: int = 0
    needs: tuple[str, ...] = ()
    lives_in: tuple[str, ...] = ()
    in_municipality: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityClass:
    """A class of the council's order: those who live as `condition`, one of `ordering.CONDITIONS`, says.

    With `living` the condition is the municipality's own, and `condition` only its name.
    """

    number: int
    condition: str
    title: Text
    basis: str
    citation: Citation
    limits: Mapping[str, int] = field(default_factory=dict)
    confirmed: bool = True
    note: Text | None = None
    living: Living | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that could be otherwise, and is asked about: whom would it give a home?

    `id` is one of `relaxations.CHANGES`; `number` is in its unit (kr, minutes, m2, days), `kind` one of `KINDS`,
    `until` the last day that it holds.
    """

    id: str
    number: int = 0
    kind: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A municipality's own frame for housing: rules, what is weighed, and the order, each with its source.

    Class 0 (arrivals without a bed) is the law's and needs no place in `classes`; who is in none comes last.
    `changes` are those that the office usually asks about.
    """

    municipality: str
    name: Text
    rules: tuple[HardRule, ...]
    criteria: tuple[Criterion, ...]
    classes: tuple[PriorityClass, ...]
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """All homes and all households on a day. Ids are unique; the order of both lists means nothing."""

    as_of: date
    homes: tuple[Home, ...]
    households: tuple[Household, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a household cannot have a home: what is needed and what there is, in `unit`.

    With `missing` the pair is undetermined: that field (`home.rent`, `household.budget`) has to be told first.
    Units: beds, m2, kr, day, word, yes_no.
    """

    criterion: str
    unit: str
    needed: Value = None
    has: Value = None
    missing: str = ""

    @property
    def undetermined(self) -> bool:
        """True when it is not a no, but not known."""
        return bool(self.missing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A criterion's part of a pair's quality: `points` of at most `weight`, for what the home `has`."""

    criterion: str
    points: int
    weight: int
    has: Value = None
    missing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """A proposal: who moves where, on which day, with how many beds.

    `rooms` are the rooms where the home is shared, else all. `leaves` is the home that they move out of. `after` are
    the households that move out first (the same day at the latest); where those wait for this one as well, it is an
    exchange on one day.
    """

    household: str
    home: str
    beds: int
    rooms: tuple[str, ...]
    from_day: date
    quality: int
    priority: int
    leaves: str | None = None
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """Why a household was left out, in numbers that can be checked by hand.

    `argument` names its kind:
    no_home  no home passes the hard rules: `homes` is empty.
    hall     `households` (itself among them; the others served and ranked above or level, or living in one of `homes`)
             can together use only `homes`, one household each, and there are fewer homes than households.
    beds     as hall, for homes let by the bed: together they need `needed` beds and `homes` have `has`.
    bound    the solver's bound: of the `needed` households of the class at most `has` can be served when no class above
             loses; `homes` are all that anybody in `households` could use.
    open     not proven in the time allowed; the best known is that at most `has` could be served.
    """

    household: str
    households: tuple[str, ...]
    homes: tuple[str, ...]
    argument: Literal["no_home", "hall", "beds", "bound", "open"]
    needed: int
    has: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A class's tally: how many wait, how many are served, how many could be at most when none above loses."""

    number: int
    waiting: int
    served: int
    at_most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceOfPriority:
    """The best total quality if no order were kept (proven when `optimal`), and how many would be served then."""

    quality: int
    served: int
    optimal: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """The proposals for all at once.

    `placements` and `unplaced` are sorted by household. `unplaced` holds a certificate for every household that waits
    and is not served; those who have a bed keep it. `kept` are those who were not up for a move. `bound` is the best
    quality that any placement with the same tally could have, `gap` the largest share by which any tally or the
    quality might still be better: 0 when `optimal`.
    """

    placements: tuple[Placement, ...]
    unplaced: tuple[Certificate, ...]
    kept: tuple[str, ...]
    served_per_class: tuple[Served, ...]
    quality: int
    bound: int
    gap: float
    price_of_priority: PriceOfPriority
    optimal: bool
    seconds: Mapping[str, float] = field(default_factory=dict, compare=False)
