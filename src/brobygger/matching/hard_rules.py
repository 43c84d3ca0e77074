"""What no placement may break: every rule of the frame that a household and a home fail, with what is needed and had."""

from __future__ import annotations

from datetime import date

from brobygger.matching.model import Frame, Home, Household, Refusal

RULES = (
    "beds",              # a bed for each
    "area",              # m2_first for the first person, m2_further for each further
    "wheelchair",        # accessible, for those who need it
    "step_free",         # step-free, for those who need it
    "other_needs",       # a need that no rule knows has to be looked at by a person
    "free_in_time",      # class 0: on the day of arrival; others: before their stay ends
    "bed_meanwhile",     # who lives somewhere has that bed until the day of the move
    "lease",             # the lease lasts for the stay; open_stay_days from the move where the stay is open
    "assignment_ban",    # where the law forbids assignment
    "rent",              # the household's part of the rent is within its budget, and within `ceiling` if the frame has one
    "sharing",           # singles share a room, at most most_in_room of the same sex; 1: never
    "protection",        # what protects somebody
)  # fmt: skip


def refusals(household: Household, home: Home, frame: Frame, as_of: date) -> tuple[Refusal, ...]:
    """All rules that the pair fails or that cannot be told, in the frame's order; none when the home can be offered."""
    ...
