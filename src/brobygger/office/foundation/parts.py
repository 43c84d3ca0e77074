"""What the components of a screen are given: small frozen things that a room fills in and a template shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Tone(StrEnum):
    """What a colour stands for; the words beside it always say the same."""

    LATE = "late"
    SOON = "soon"
    COMING = "coming"
    MISSING = "missing"
    MET = "met"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class Tag:
    """A status, in words and colour."""

    text: str
    tone: Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """A ready filter with how many it would show; `href` is what choosing it, or letting it go, leads to."""

    text: str
    href: str
    count: int | None = None
    chosen: bool = False
    tone: Tone = Tone.QUIET


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """One of a few views of the same thing."""

    text: str
    href: str
    count: int | None = None
    chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a rule can be read: law, section, address, and the day somebody last read it."""

    law: str
    section: str = ""
    source: str = ""
    address: str = ""
    checked_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a reckoning: on this day that happened, because of this."""

    day: date | None
    title: str
    text: str = ""
    basis: str = ""
    confirmed: bool = True
    derived: bool = False
    citation: Source | None = None
    rule_address: str = ""
    evidence: str = ""
    last: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """A duty's whole answer to "Hvorfor ser jeg denne?"."""

    duty: str
    about: str
    steps: tuple[Step, ...]
    missing: tuple[str, ...] = ()
    fulfilled_by: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    basis: str = ""
    confirmed: bool = True
    citation: Source | None = None
    rule: str = ""
    rule_address: str = ""
    version: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """What a correction did to one duty: before and after."""

    duty: str
    about: str
    before: str
    after: str
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One event or duty on a time axis."""

    day: date
    text: str
    tag: Tag
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One member of the family, or the whole family, with what happens to them."""

    name: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuEntry:
    """One line of the menu; `count` is how many wait there, `within` the folder of addresses that belong to it too."""

    text: str
    href: str
    within: str = ""
    count: int | None = None
    chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuHeading:
    """A named group of menu entries; the first group needs no name."""

    text: str
    entries: tuple[MenuEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoRole:
    """A made-up officer whom anyone may be in the demo, with one click."""

    key: str
    text: str
    chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """What the demo banner offers: another working date, another role. Production has none."""

    working_date: date
    date_address: str
    role_address: str
    roles: tuple[DemoRole, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around every page: whose office, which officer, where one can go."""

    municipality: str = ""
    officer: str = ""
    role: str = ""
    today: date | None = None
    search_address: str = ""
    sign_out_address: str = ""
    password_address: str = ""
    menu: Callable[[], tuple[MenuHeading, ...]] = tuple
    demo: Demo | None = None
    draft_owner: str = ""
