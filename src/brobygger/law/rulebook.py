"""The rulebook: every rule with its versions, citations and worked examples, and the vocabulary of facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from brobygger.law.roles import OwnRole

from brobygger.law.asking import Applies

Language = Literal["da", "en"]
Kind = Literal["milestone", "duty", "suspension"]
Text = Mapping[str, str]
"""The same sentence by language: `{"da": ..., "en": ...}`."""

LAW = ("statute", "regulation")
FRAME = ("service_frame", "practice")
BASES = LAW + FRAME
RUNNING = ("after_last", "windows", "as_agreed")
REPEATS = ("once", "each", *RUNNING, "not_read")
OFFICES = ("us", "citizen", "immigration_service", "language_school", "interpreter", "doctor", "other_municipality")
LAW_NOT_READ = "law_not_read"
BORN = "born"


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Where the rule stands: law, section, the edition read, its address and the day somebody last read it.

    `first` and `last` are the texts of `texts.toml` that were read as in force on the version's first and last day.
    """

    law: str
    section: str
    source: str
    url: str
    checked_on: date
    first: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LawText:
    """One text of Lovtidende.

    A whole text is in force from `starts` until the next whole text of the same law. What only `amends` a law is in
    force beside the whole text, until the law is consolidated again. `read_on` is the day somebody read what rules
    cite of it; None for a text that is known to be out and that nobody has read yet.
    """

    number: str
    law: str
    title: Text
    starts: date
    url: str
    read_on: date | None = None
    amends: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A span of the closed counting vocabulary: the function's name and its number."""

    count: str
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A date to work to before the limit: two weeks "where possible" beside a month."""

    span: Count
    basis: str
    note: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Deferral:
    """After a birth and while leave lasts, what falls due waits: first for *months*, then for the end of the leave."""

    event: str
    state: str
    months: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A rule as it stands from one day. Clocks that start on `in_force` or later, up to `until`, are governed by it.

    It counts from the first of `counted_from` that is known, with `counted_from_all` from the last once all have come.
    A frame's version that `follows_law` repeats the law's deadline and is suspended with it.
    The ceiling `at_most` of a chain counts the time in earlier stays too when `at_most_in_all` tells why.
    `while_reached` names the milestone whose lasting conditions are asked anew on the day each link falls due (of a
    day to come: as things stand), and `only_after` the event before which nothing calls for the duty. While the
    version is not confirmed, `note` says what is missing and `owner` is the role that settles it.
    `transition_settled` tells who settled what becomes of clocks that ran when the version ended.
    """

    in_force: date
    basis: str
    citation: Citation
    counted_from: tuple[str, ...]
    counted_from_all: bool = False
    announced: date | None = None
    until: date | None = None
    confirmed: bool = True
    derived: bool = False
    also_governs_running_from: date | None = None
    transition_unread: bool = False
    transition_settled: Text | None = None
    follows_law: bool = False
    applies: Applies = field(default_factory=Applies)
    span: Count = field(default_factory=lambda: Count(count="same_day"))
    counted_on_end: bool = False
    to_next_working_day: bool = False
    repeats: str = "once"
    then_from: tuple[str, ...] = ()
    times: int = 0
    first_window_only: bool = False
    agreed_by: str = ""
    only_if_agreed: bool = False
    target: Target | None = None
    at_most: Count | None = None
    at_most_from: str = ""
    at_most_ends: bool = False
    at_most_in_all: Text | None = None
    stops_at: tuple[str, ...] = ()
    pause_ceiling_months: int = 0
    deferral: Deferral | None = None
    while_reached: str = ""
    only_after: str = ""
    prolonged_by: tuple[str, ...] = ()
    short_under_days: int = 0
    short_from: str = ""
    title: Text | None = None
    note: Text | None = None
    owner: str = "leader"
    known_from: date = field(init=False, repr=False, compare=False)
    """The day the version could be known: when announced, else when in force."""
    is_law: bool = field(init=False, repr=False, compare=False)
    """True for statute and regulation; a frame or a practice binds the office, not the citizen."""

    def __post_init__(self) -> None:
        """Both are told once: they are asked for with every family."""
        object.__setattr__(self, "known_from", self.announced or self.in_force)
        object.__setattr__(self, "is_law", self.basis in LAW)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A worked example that a lawyer can read: facts in, dates out."""

    tells: Text
    given: Mapping[str, object]
    expects: Mapping[str, object]
    as_of: date | None = None
    origin: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A milestone that others count from, or a duty with what fulfils it, whose it is and for whom it waits.

    `age_at` and `or_since` are of every version that asks an age and does not say its own.
    A suspension counts to the day on which the deadlines of the duties that it `suspends` run again.
    What is `owed_by_citizen` is moved to a day the citizen can act on, and what `ends_by_itself` is a right that runs
    out: neither is ever overdue at the office; past its day it has lapsed. What `binds_nobody` is followed so that it
    is not forgotten, such as a permit that another authority extends: late, it breaks nothing. With the first day of a
    state that it `lapses_with`, what would fall due later falls away: a contract is over with the permanent permit.
    A rule counts anew in each stay unless it is of the `whole_life`, as the permit and the right to Danish are.
    A milestone's `in_short` is its name inside a sentence: »overtagelsen«. `role_title` is the municipality's own name
    for the role.
    """

    id: str
    kind: Kind
    title: Text
    explanation: Text
    versions: tuple[Version, ...]
    examples: tuple[Example, ...]
    origin: str
    subject: Literal["person", "family"] = "person"
    role: str = "caseworker"
    role_title: Text | None = None
    waits_for: str = "us"
    owed_by_citizen: bool = False
    ends_by_itself: bool = False
    binds_nobody: bool = False
    fulfilled_by: tuple[str, ...] = ()
    stated_by: str = ""
    earlier_by: str = ""
    in_short: Text | None = None
    lapses_with: Mapping[str, tuple[str | bool, ...]] = field(default_factory=dict)
    whole_life: bool = False
    watch_months: int = 0
    suspends: tuple[str, ...] = ()
    age_at: str = ""
    or_since: str = ""
    sources: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    law: tuple[Version, ...] = field(init=False, repr=False, compare=False)
    frame: tuple[Version, ...] = field(init=False, repr=False, compare=False)
    runs_on: bool = field(init=False, repr=False, compare=False)
    """True when one clock follows another."""

    def __post_init__(self) -> None:
        """The two layers are parted once: they are asked for with every family."""
        object.__setattr__(self, "law", tuple(version for version in self.versions if version.is_law))
        object.__setattr__(self, "frame", tuple(version for version in self.versions if not version.is_law))
        object.__setattr__(self, "runs_on", any(version.repeats in RUNNING for version in self.versions))

    def title_of(self, version: Version | None) -> Text:
        """The rule's name under that version: programme, contract and declaration have changed names."""
        return version.title if version is not None and version.title else self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word of the vocabulary of facts.

    `type` is date, choice, yes_no, number or text; `shape` is event (once in a stay), events (again and again), state
    or attribute. `ahead` marks what may be stated before it happens; `announced` what a letter may tell before its
    day, and what then counts from the day the letter was entered. `latest` marks a state that is read as late as a
    clock runs, `whenever` a decision on the duty itself, which counts however late it was taken. An event belongs to
    the stay in which it happens unless it is of the person's `whole_life`. What `ends_stay` is the departure; what
    `opens_stay` begins the next one after it, or, `by_itself`, also when no departure was recorded. A word that only
    one municipality has is `own_to` it.
    """

    name: str
    label: Text
    type: str
    shape: str
    of: str
    area: str
    recorded_by: tuple[str, ...]
    waits_for: str = "us"
    ahead: bool = False
    announced: bool = False
    latest: bool = False
    whenever: bool = False
    whole_life: bool = False
    opens_stay: str = ""
    ends_stay: bool = False
    choices: Mapping[str, Text] = field(default_factory=dict)
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    help: Text | None = None
    own_to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """The law of Denmark with one municipality's frame laid over it."""

    municipality: str
    name: Text
    facts: Mapping[str, Word]
    rules: Mapping[str, Rule]
    roles: Mapping[str, OwnRole] = field(default_factory=dict)
    texts: Mapping[str, LawText] = field(default_factory=dict)

    @property
    def milestones(self) -> list[Rule]:
        """The rules that others count from."""
        return [rule for rule in self.rules.values() if rule.kind == "milestone"]

    @property
    def duties(self) -> list[Rule]:
        """The rules that put a duty on somebody."""
        return [rule for rule in self.rules.values() if rule.kind == "duty"]

    def suspensions_of(self, duty: str) -> list[Rule]:
        """The suspensions that name the duty."""
        return [rule for rule in self.rules.values() if duty in rule.suspends]
