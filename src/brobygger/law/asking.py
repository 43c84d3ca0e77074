"""Whom a version of a rule is for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Lasting:
    """A condition on how long something has held: *months* in all, within the last *within* months when given."""

    fact: str
    months: int
    value: str | None = None
    within: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Applies:
    """Whom a version is for. Empty parts ask nothing.

    `unless` is an exemption: the duty stands until the exempting fact is known. Ages (`adult` is 18 or not, `age_from`
    and `age_under` in whole years) are those on the day the clock starts, or on the day of the milestone `age_at`; who
    has not the age is asked about all the same once the event `or_since` has happened. `unaccompanied` is a child
    with no adult in the case.
    """

    facts: Mapping[str, tuple[str | bool, ...]] = field(default_factory=dict)
    unless: Mapping[str, tuple[str | bool, ...]] = field(default_factory=dict)
    adult: bool | None = None
    age_from: int | None = None
    age_under: int | None = None
    age_at: str = ""
    or_since: str = ""
    unaccompanied: bool | None = None
    child_under: int | None = None
    lasting: tuple[Lasting, ...] = ()
    asks_age: bool = field(init=False, repr=False, compare=False)
    """True when the person's own age decides."""

    def __post_init__(self) -> None:
        """Told once: it is asked for with every family."""
        asks_age = any(part is not None for part in (self.adult, self.age_from, self.age_under))
        object.__setattr__(self, "asks_age", asks_age)
