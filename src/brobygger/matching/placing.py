"""The best placement of all households at once: order first, then quality, then waiting."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from brobygger.matching import whole_homes
from brobygger.matching.certifying import certificates
from brobygger.matching.market import NONE, Market, market
from brobygger.matching.model import Frame, Placement, PriceOfPriority, Problem, Served, Solution
from brobygger.matching.moving import Move, as_date, dated, give_rooms
from brobygger.matching.ordering import waits
from brobygger.matching.shared_homes import SharedHomes

Ints = NDArray[np.int64]
Marks = NDArray[np.bool_]
Floats = NDArray[np.float64]
FOR_BOUNDS, FOR_ALL_AT_ONCE, FOR_ORDER, FOR_QUALITY, FOR_WAITING = 0.15, 0.4, 0.75, 0.88, 0.92


@dataclass(slots=True, kw_only=True)
class Found:
    """What has been found so far: the column of each row, its rooms in shared homes, and how good it could be."""

    taken: Ints
    at_most: Ints
    bound: int = 0
    proven: bool = True
    picked: dict[int, tuple[str, ...]] = field(default_factory=dict)


def place(problem: Problem, frame: Frame, *, seconds: float) -> Solution:
    """The placements that serve most in class 0, then in class 1 and so on, and of those the best in total quality.

    Exact where every home takes one household. Where homes are let by the bed it is the best found in `seconds`, with a
    gap to a bound of the whole problem. The order of homes and households means nothing: ids decide what waiting leaves
    level. Raises ValueError when ids are not unique or the frame lacks a rule that none can do without.
    """
    clock = [time.perf_counter()]
    town = market(problem, frame)
    clock.append(time.perf_counter())
    found, whole, parts = ordered(town, clock[0], seconds)
    moves = moves_of(town, found)
    dated(moves, town)
    clock.append(time.perf_counter())
    unplaced = certificates(town, found.taken, found.at_most, whole=whole, parts=parts)
    clock.append(time.perf_counter())
    price = price_of_priority(town, whole, parts, until=clock[0] + seconds)
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


def ordered(town: Market, began: float, seconds: float) -> tuple[Found, Marks, list[Marks]]:
    """The best in the council's order: the rows in homes let whole at once, then each part with shared homes."""
    whole, parts = split(town)
    found = Found(
        taken=np.full(len(town.households), NONE, dtype=np.int64),
        at_most=np.zeros((len(parts) + 1, town.classes), dtype=np.int64),
    )
    taken = whole_homes.placed(town, whole)
    while late := too_late(town, taken):
        component = town.components()[: len(town.households)]
        part = np.isin(component, component[late]) & whole
        whole, parts = whole & ~part, [*parts, part]
        taken = np.where(whole, taken, NONE)
    found.taken = np.where(whole, taken, NONE)
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


def too_late(town: Market, taken: Ints) -> list[int]:
    """The rows whose day would come too late in chains of homes let whole."""
    moves = [Move(row=row, col=int(taken[row])) for row in np.flatnonzero(taken != NONE).tolist()]
    give_rooms(town, moves, {})
    return [chain[-1].row for chain in dated(moves, town)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Until:
    """The time that a part may take."""

    began: float
    seconds: float

    def at(self, share: float) -> float:
        """When so much of it is gone."""
        return self.began + self.seconds * share


def place_part(town: Market, part: Marks, found: Found, number: int, until: Until) -> None:
    """One part aim by aim; where a chain of moves would end too late it is forbidden and the part solved anew."""
    forbidden: list[list[Move]] = []
    while True:
        model, known, bound, proven = solved(town, part, forbidden, found.at_most[number], until)
        known, _ = model.solve(town.waited[model.row], known, until=until.at(FOR_WAITING))
        taken, picked = model.moves(known)
        moves = [Move(row=row, col=col) for row, col in sorted(taken.items())]
        give_rooms(town, moves, picked)
        late = dated(moves, town)
        if not late:
            break
        forbidden += late
        if time.perf_counter() > until.at(1):
            (taken, picked), proven = model.moves(model.greedy()), False
            break
    if any(town.homes[move.col].shared for chain in forbidden for move in chain):
        # Other rooms of the same home might have done: what was reckoned without them is no bound.
        waiting = town.priority[part & (np.arange(len(part)) < town.waiting)]
        found.at_most[number] = np.bincount(waiting, minlength=town.classes)[: town.classes]
        bound, proven = model.most(model.quality), False
    found.bound += bound
    found.proven &= proven
    found.picked.update(picked)
    for row, col in taken.items():
        found.taken[row] = col


def solved(
    town: Market, part: Marks, forbidden: list[list[Move]], at_most: Ints, until: Until
) -> tuple[SharedHomes, Floats, int, bool]:
    """The part in order, then by quality: all classes at their bounds at once if that can be, else one by one."""
    model = modelled(town, part, forbidden)
    for rank in range(town.classes):
        at_most[rank] = model.relaxed(aim_of(town, model, rank), until=until.at(FOR_BOUNDS))
    best, bound = model.highs(model.quality, until=until.at(FOR_ALL_AT_ONCE))
    if best is not None:
        model.keep(model.quality, value := int(model.quality @ best[: len(model.quality)]))
        return model, best, bound, value == bound
    model = modelled(town, part, forbidden)
    known, proven = in_order(town, part, model, at_most, until.at(FOR_ORDER))
    known, stage = model.solve(model.quality, known, until=until.at(FOR_QUALITY))
    return model, known, stage.bound, proven and stage.found == stage.bound


def modelled(town: Market, part: Marks, forbidden: list[list[Move]]) -> SharedHomes:
    """The model of a part without the chains that end too late."""
    model = SharedHomes(town, part)
    for chain in forbidden:
        model.forbid(chain)
    return model


def aim_of(town: Market, model: SharedHomes, rank: int) -> Ints:
    """One for each who is served in a class."""
    return np.where(town.priority[model.row] == rank, 1, 0).astype(np.int64)


def in_order(town: Market, part: Marks, model: SharedHomes, at_most: Ints, until: float) -> tuple[Floats, bool]:
    """Most served class by class, and whether each is proven; `at_most` is filled in.

    Each class gets its part of the time that is left.
    """
    waiting = np.bincount(town.priority[part & (np.arange(len(part)) < town.waiting)], minlength=town.classes)
    ranks = np.flatnonzero(waiting[: town.classes]).tolist()
    known, proven = model.greedy(), True
    for number, rank in enumerate(ranks):
        now = time.perf_counter()
        aim = aim_of(town, model, rank)
        known, stage = model.solve(aim, known, until=now + max(until - now, 0) / (len(ranks) - number))
        at_most[rank] = stage.bound
        proven &= stage.found == stage.bound
    return known, proven


def moves_of(town: Market, found: Found) -> list[Move]:
    """Everybody who moves, with rooms and who goes first."""
    rows = np.flatnonzero(found.taken != NONE).tolist()
    moves = [Move(row=row, col=int(found.taken[row])) for row in rows]
    give_rooms(town, moves, found.picked)
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


def price_of_priority(town: Market, whole: Marks, parts: list[Marks], *, until: float) -> PriceOfPriority:
    """The best total quality without the order."""
    taken = whole_homes.without_order(town, whole)
    optimal = True
    for part in parts:
        model = SharedHomes(town, part)
        known, stage = model.solve(model.quality, model.greedy(), until=until)
        optimal &= stage.found == stage.bound
        for row, col in model.moves(known)[0].items():
            taken[row] = col
    served = int((taken != NONE).sum())
    return PriceOfPriority(quality=int(points(town, taken).sum()), served=served, optimal=optimal)
