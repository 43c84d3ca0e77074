"""Which of the law's slots and which of the frame's are one and the same duty."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from itertools import zip_longest

from brobygger.law.slots import Slot


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """The law's slot and the frame's for one duty, with its number; at least one is there."""

    number: int
    law: Slot | None
    frame: Slot | None
    slots: list[Slot] = field(init=False, repr=False, compare=False)
    """Those that are there, the law's first."""

    def __post_init__(self) -> None:
        """Told once: all that explains the duty asks for them."""
        object.__setattr__(self, "slots", [slot for slot in (self.law, self.frame) if slot is not None])


def paired(law: list[Slot], frame: list[Slot], *, runs_on: bool) -> list[Pair]:
    """Every duty in its order. What runs on is matched by what has met it, the rest by what called for it.

    Four interviews in a year and one every third month count differently: the same interview may be the law's second
    and the frame's third. Slots met by the same event are one duty; of the unmet, those that run at the same time.
    """
    belong = same_meeting if runs_on else same_call
    together = matched(law, frame, belong) if law and frame else list(zip_longest(law, frame))
    if law and frame:
        together = sorted(together, key=earliest if runs_on else called)
    return [Pair(number=number, law=by_law, frame=by_frame) for number, (by_law, by_frame) in enumerate(together, 1)]


def matched(
    law: list[Slot], frame: list[Slot], belong: Callable[[Slot, Slot], bool]
) -> list[tuple[Slot | None, Slot | None]]:
    """Each of the law's with its partner, then the frame's that found none."""
    left = list(frame)
    together: list[tuple[Slot | None, Slot | None]] = []
    for slot in law:
        partner = next((other for other in left if belong(slot, other)), None)
        if partner is not None:
            left.remove(partner)
        together.append((slot, partner))
    return together + [(None, slot) for slot in left]


def same_meeting(law: Slot, frame: Slot) -> bool:
    """Met by the same event, or both unmet and running at the same time."""
    if law.fulfilled is not None or frame.fulfilled is not None:
        return law.fulfilled == frame.fulfilled
    return begins(law) <= ends(frame) and begins(frame) <= ends(law)


def same_call(law: Slot, frame: Slot) -> bool:
    """Called for by the same event; what is met once has only one of each."""
    either = law.start.fact is None or frame.start.fact is None
    return either or law.start.fact == frame.start.fact or law.start.what != frame.start.what


def begins(slot: Slot) -> date:
    """The day the slot's clock started."""
    return slot.start.day or date.min


def ends(slot: Slot) -> date:
    """The slot's last day."""
    return slot.limit or date.max


def earliest(together: tuple[Slot | None, Slot | None]) -> date:
    """The earlier of both dates; what has none comes last."""
    return min((slot.due for slot in together if slot is not None and slot.due), default=date.max)


def called(together: tuple[Slot | None, Slot | None]) -> date:
    """The day that called for the duty."""
    return min((begins(slot) for slot in together if slot is not None), default=date.max)
