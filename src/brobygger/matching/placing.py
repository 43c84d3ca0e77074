"""The best placement of all households at once: order first, then quality, then waiting."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from brobygger.matching import late_homes, whole_homes
from brobygger.matching.bounding import ALL_AT_ONCE
from brobygger.matching.certifying import certificates
from brobygger.matching.handing_out import handed_out
from brobygger.matching.market import NONE, Market, market
from brobygger.matching.model import Frame, Placement, PriceOfPriority, Problem, Served, Solution
from brobygger.matching.moving import Move, as_date, dated
from brobygger.matching.ordering import waits
from brobygger.matching.searching import NEAR, WIDER, Search, Stage
from brobygger.matching.shared_homes import SharedHomes

Ints = NDArray[np.int64]
Marks = NDArray[np.bool_]
FOR_BOUNDS, FOR_NEAREST, FOR_ORDER, FOR_QUALITY, FOR_PRICE = 0.25, 0.55, 0.65, 0.75, 0.95
WAITING, PRICE = 0.1, 0.15
"""The parts of the time that waiting, and the price of priority at least, may take for themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Until:
    """The time that a part may take."""

    began: float
    seconds: float

    def at(self, share: float) -> float:
        """When so much of it is gone."""
        return self.began + self.seconds * share

    def half(self, share: float) -> float:
        """When half of what is left until then is gone."""
        now = time.perf_counter()
        return now + max(self.at(share) - now, 0) / 2


@dataclass(slots=True, kw_only=True)
class Found:
    """What has been found so far: the column of each row, its rooms in shared homes, and how good it could be."""

    taken: Ints
    at_most: Ints
    bound: int = 0
    proven: bool = True
    rooms: dict[int, tuple[str, ...]] = field(default_factory=dict)
    searches: dict[int, Search] = field(default_factory=dict)


def place(problem: Problem, frame: Frame, *, seconds: float) -> Solution:
    """The placements that serve most in class 0, then in class 1 and so on, and of those the best in total quality.

    Exact where every home takes one household. Where homes are let by the bed it is the best found in `seconds`, with a
    gap to a bound of the whole problem. The order of homes and households means nothing: ids decide what waiting leaves
    level. Raises ValueError when ids are not unique or the frame lacks a rule that none can do without.
    """
    clock = [time.perf_counter()]
    town = market(problem, frame)
    clock.append(time.perf_counter())
    found, whole, parts = best(town, clock[0], seconds)
    moves = moves_of(town, found)
    clock.append(time.perf_counter())
    unplaced = certificates(town, found.taken, found.at_most, whole=whole, parts=parts)
    clock.append(time.perf_counter())
    share = max(clock[2] - clock[1], seconds * PRICE)  # no more than placing took
    until = min(clock[3] + share, clock[0] + seconds * FOR_PRICE)
    price = price_of_priority(town, whole, parts, found.searches, until=until)
    clock.append(time.perf_counter())
    served = tally(town, found)
    worth = points(town, found.taken)
    quality = int(worth.sum())
    bound = max(found.bound, quality)
    return Solution(
        placements=tuple(placement(town, move, int(worth[move.row])) for move in moves),
        unplaced=unplaced,
        kept=tuple(sorted(each.id for each in problem.households if not waits(each, frame))),
        served_per_class=served,
        quality=quality,
        bound=bound,
        gap=gap(served, quality, bound),
        price_of_priority=price,
        optimal=found.proven,
        seconds=dict(
            zip(
                ("pairs", "placing", "certificates", "price_of_priority"),
                np.diff(clock).tolist(),
                strict=True,
            )
        ),
    )


def best(town: Market, began: float, seconds: float) -> tuple[Found, Marks, list[Marks]]:
    """The best in the council's order: the rows in homes let whole at once, then each part with shared homes."""
    whole, parts = split(town)
    found = Found(
        taken=np.full(len(town.households), NONE, dtype=np.int64),
        at_most=np.zeros((len(parts) + 1, town.classes), dtype=np.int64),
    )
    found.taken, whole, parts = without_late(town, whole_homes.placed(town, whole), whole, parts)
    found.at_most = np.zeros((len(parts) + 1, town.classes), dtype=np.int64)
    found.at_most[-1] = np.bincount(town.priority[found.taken != NONE], minlength=town.classes + 1)[: town.classes]
    found.bound = int(points(town, found.taken).sum())
    for number, part in enumerate(parts):
        share = seconds * (number + 1) / len(parts)
        place_part(town, part, found, number, Until(began=began, seconds=share))
    return found, whole, parts


def split(town: Market) -> tuple[Marks, list[Marks]]:
    """The rows that hang together only with homes let whole, each held by one row; and the other parts."""
    rows = len(town.households)
    component = town.components()
    shared = np.array([home.shared for home in town.homes], dtype=bool)
    held = np.bincount(town.own[town.own != NONE], minlength=len(town.homes))
    hard = np.unique(component[rows:][shared | (held > 1)])
    whole = ~np.isin(component[:rows], hard)
    asked = np.zeros(rows, dtype=bool)
    asked[town.pairs.row] = True
    parts = [(component[:rows] == number) & ~whole for number in hard]
    return whole, [part for part in parts if (part & asked).any()]


def without_late(town: Market, taken: Ints, whole: Marks, parts: list[Marks]) -> tuple[Ints, Marks, list[Marks]]:
    """The rows let whole and placed in time; those that hang together with a chain too late are parts of their own."""
    while late := too_late(town, taken):
        component = town.components()[: len(town.households)]
        part = np.isin(component, component[late]) & whole
        whole, parts = whole & ~part, [*parts, part]
        taken = np.where(whole, taken, NONE)
    return np.where(whole, taken, NONE), whole, parts


def too_late(town: Market, taken: Ints) -> list[int]:
    """The rows whose day would come too late in chains of homes let whole."""
    moves = [Move(row=row, col=int(taken[row])) for row in np.flatnonzero(taken != NONE).tolist()]
    return [chain[-1].row for chain in dated(moves, town)]


def place_part(town: Market, part: Marks, found: Found, number: int, until: Until) -> None:
    """One part: all classes at their bounds at once if that can be, else one by one; then quality, then waiting.

    A large part of homes let whole, where days bind, is placed in time by assignment alone.
    """
    late = is_whole(town, part)
    if late and part[town.pairs.row].sum() > ALL_AT_ONCE:
        place_late(town, part, found, number, until)
        return
    search = Search(SharedHomes(town, part))
    if late:
        search.begin(late_homes.placed(town, part, whole_homes.aims(town), until=until.at(FOR_BOUNDS)))
    found.searches[number] = search
    ordered = in_order(search, until)
    search.longest_wait(ordered.quality, until=time.perf_counter() + until.seconds * WAITING)
    found.at_most[number] = ordered.at_most
    found.bound += ordered.quality.bound
    found.proven &= ordered.proven
    for move in handed_out(search.model, search.known):
        found.taken[move.row], found.rooms[move.row] = move.col, move.rooms


def is_whole(town: Market, part: Marks) -> bool:
    """Whether all homes of a part are let whole, each held by one at most."""
    held = np.bincount(town.own[town.own != NONE], minlength=len(town.homes))
    cols = np.concatenate([town.pairs.col[part[town.pairs.row]], town.own[part & (town.own != NONE)]])
    return not any(town.homes[col].shared or held[col] > 1 for col in np.unique(cols).tolist())


def place_late(town: Market, part: Marks, found: Found, number: int, until: Until) -> None:
    """A large part of homes let whole where days bind; what bounds it knows of no days."""
    taken = late_homes.placed(town, part, whole_homes.aims(town), until=until.at(FOR_QUALITY))
    taken = max(taken, late_homes.in_turn(town, part), key=lambda taken: worth_in_order(town, taken))
    found.taken = np.where(part, taken, found.taken)
    found.at_most[number] = late_homes.most_served(town, part, taken)
    found.bound += int(points(town, whole_homes.without_order(town, part)).sum())
    found.proven = False


def worth_in_order(town: Market, taken: Ints) -> tuple[int, ...]:
    """How good a placement is: served class by class, then quality."""
    return (*late_homes.tally(town, taken).tolist(), int(points(town, taken).sum()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordered:
    """What a part came to in order: the most of each class, the quality, and whether all of it is proven."""

    at_most: Ints
    quality: Stage
    proven: bool


def in_order(search: Search, until: Until) -> Ordered:
    """Most served class by class, then the best quality.

    If some placement reaches the bounds of all classes, each of them is the best there is. If not, it is asked class by
    class whether there can be more than is known, each in half of the time that is left.
    """
    model, kept, proven = search.model, dict[int, int](), True
    at_most = np.zeros(model.market.classes, dtype=np.int64)
    ranks = np.unique(model.rank).tolist()
    hoped, reached = approach(search, ranks, until)
    at_most[ranks] = list(hoped.values())
    if not reached:
        for number, rank in enumerate(ranks):
            search.keep(kept)
            hopes = {lower: hoped[lower] for lower in ranks[number + 1 :]}
            stage = search.more(rank, hopes, until=until.half(FOR_ORDER))
            kept[rank], at_most[rank] = stage.found, stage.bound
            proven &= stage.proven
    search.keep({rank: search.served(rank) for rank in ranks})
    stage = search.best(model.quality, until=until.at(FOR_QUALITY))
    return Ordered(at_most=at_most, quality=stage, proven=proven and stage.proven)


def approach(search: Search, ranks: list[int], until: Until) -> tuple[dict[int, int], bool]:
    """A placement near the bounds of all classes; what each could hope for, and whether all bounds are reached.

    Where a class falls short, also farther afield, those after it can hope for more, and it is asked again; but not
    where it can be proven instead that there is no more.
    """
    short: dict[int, int] = {}
    while True:
        hoped: dict[int, int] = {}
        for rank in ranks:
            search.keep(hoped)
            bound = search.bounds.of(search.model.aim_of(rank), until=until.at(FOR_BOUNDS))
            hoped[rank] = min(bound.most, short.get(rank, bound.most))
        for slack in (NEAR, NEAR * WIDER):
            search.approach(hoped, slack, until=until.at(FOR_NEAREST))
            missed = [rank for rank in ranks if search.served(rank) < hoped[rank]]
            if not missed or time.perf_counter() > until.at(FOR_NEAREST):
                return hoped, not missed and not short
        if search.can_prove:
            return hoped, False
        short[missed[0]] = search.served(missed[0])


def moves_of(town: Market, found: Found) -> list[Move]:
    """Everybody who moves, with rooms and who goes first, on which day."""
    rows = np.flatnonzero(found.taken != NONE).tolist()
    moves = [Move(row=row, col=int(found.taken[row]), rooms=found.rooms.get(row, ())) for row in rows]
    dated(moves, town)
    return moves


def points(town: Market, taken: Ints) -> Ints:
    """The quality of each row's home; none where it has no new one."""
    chosen = town.pairs.col == taken[town.pairs.row]
    got = np.zeros(len(taken), dtype=np.int64)
    got[town.pairs.row[chosen]] = town.pairs.quality[chosen]
    return got


def placement(town: Market, move: Move, quality: int) -> Placement:
    """A move as it is proposed."""
    household, home = town.households[move.row], town.homes[move.col]
    return Placement(
        household=household.id,
        home=home.id,
        beds=household.size,
        rooms=move.rooms,
        from_day=as_date(move.day),
        quality=quality,
        priority=int(town.priority[move.row]),
        leaves=household.current_home.id if household.current_home else None,
        after=tuple(sorted(town.households[row].id for row in move.after)),
    )


def tally(town: Market, found: Found) -> tuple[Served, ...]:
    """Each class in which somebody waits."""
    waiting = town.priority[: town.waiting]
    moved = found.taken[: town.waiting] != NONE
    return tuple(
        Served(
            number=number,
            waiting=int((waiting == number).sum()),
            served=int((moved & (waiting == number)).sum()),
            at_most=int(found.at_most[:, number].sum()),
        )
        for number in range(town.classes)
        if (waiting == number).any()
    )


def gap(served: tuple[Served, ...], quality: int, bound: int) -> float:
    """The largest share by which a tally or the quality might still be better."""
    shares = [(each.at_most - each.served) / each.at_most for each in served if each.at_most]
    return max([*shares, (bound - quality) / bound if bound else 0.0])


def price_of_priority(
    town: Market, whole: Marks, parts: list[Marks], searches: dict[int, Search], *, until: float
) -> PriceOfPriority:
    """The best total quality without the order."""
    taken, whole, parts = without_late(town, whole_homes.without_order(town, whole), whole, parts)
    optimal = True
    for number, part in enumerate(parts):
        if number not in searches and part[town.pairs.row].sum() > ALL_AT_ONCE:
            taken = np.where(part, late_homes.placed(town, part, [whole_homes.quality_alone(town)], until=until), taken)
            optimal = False
            continue
        search = searches.get(number) or Search(SharedHomes(town, part))
        search.keep({})
        stage = search.best(search.model.quality, until=until)
        optimal &= stage.proven
        for move in handed_out(search.model, search.known):
            taken[move.row] = move.col
    served = int((taken != NONE).sum())
    return PriceOfPriority(quality=int(points(town, taken).sum()), served=served, optimal=optimal)
