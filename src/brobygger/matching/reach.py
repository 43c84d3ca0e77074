"""What can be reached from where, for every node of a graph in one walk.

A set of nodes is a whole number with a bit for each of them: joining two sets of thousands takes a moment.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Small = NDArray[np.int32]
PIECE = 256


@dataclass(slots=True, kw_only=True)
class Group:
    """Nodes that reach one another, where their steps lead, and what is known to be reached from those."""

    members: int
    steps: int
    found: int = 0


class Reach:
    """The reach of nodes, walked when it is asked for and then known."""

    def __init__(self, steps: Callable[[int], int]) -> None:
        """`steps` gives the set of nodes that a node leads to."""
        self.steps = steps
        self.known: dict[int, int] = {}
        self.ends = 0

    def of(self, nodes: int) -> int:
        """The nodes themselves and all that is reached from them."""
        found = 0
        while rest := nodes & ~found:
            node = lowest(rest)
            if node not in self.known:
                self.walk(node)
            found |= self.known[node] | (rest & self.ends)
        return found

    def walk(self, node: int) -> None:
        """Learns the reach of a node and of all nodes on the way.

        The way is a path of groups. A step back to a group on the path makes one group of it and all after it; a group
        from which every step is known is done.
        """
        path = [Group(members=1 << node, steps=self.steps(node))]
        on_path = path[0].members
        while path:
            group = path[-1]
            group.found |= group.steps & self.ends
            rest = group.steps & ~group.members & ~group.found
            step = lowest(rest)
            if not rest:
                on_path &= ~group.members
                self.learn(path.pop())
            elif step in self.known:
                group.found |= self.known[step]
            elif on_path >> step & 1:
                join(path, step)
            else:
                path.append(Group(members=1 << step, steps=self.steps(step)))
                on_path |= 1 << step

    def learn(self, group: Group) -> None:
        """All members of a group reach the same: one another, and what was found."""
        reached = group.members | group.found
        members = nodes_of(group.members)
        self.known.update(dict.fromkeys(members, reached))
        if reached == 1 << members[0]:
            self.ends |= reached


def join(path: list[Group], node: int) -> None:
    """Makes one group of all from the node's to the last."""
    while not path[-1].members >> node & 1:
        last = path.pop()
        path[-1].members |= last.members
        path[-1].steps |= last.steps
        path[-1].found |= last.found


def lowest(nodes: int) -> int:
    """The first node of a set; -1 where there is none."""
    return (nodes & -nodes).bit_length() - 1


def nodes_of(nodes: int) -> list[int]:
    """The nodes of a set, in order."""
    octets = np.frombuffer(nodes.to_bytes((nodes.bit_length() + 7) // 8, "little"), dtype=np.uint8)
    return np.flatnonzero(np.unpackbits(octets, bitorder="little")).tolist()


def sets_of(row: Small, col: Small, rows: int, cols: int) -> list[int]:
    """The set of columns of each row, for edges sorted by row."""
    found = []
    for first in range(0, rows, PIECE):
        last = min(first + PIECE, rows)
        begin, end = np.searchsorted(row, np.array((first, last), dtype=row.dtype))
        marks = np.zeros((last - first, cols), dtype=bool)
        marks[row[begin:end] - first, col[begin:end]] = True
        found += [int.from_bytes(each.tobytes(), "little") for each in np.packbits(marks, axis=1, bitorder="little")]
    return found
