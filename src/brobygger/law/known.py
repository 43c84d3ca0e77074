"""The facts as they were known on a day: corrected entries replaced, later knowledge left out."""

from __future__ import annotations

from collections import defaultdict
from copy import copy
from datetime import date, timedelta
from itertools import pairwise

from brobygger.law.facts import LONG_AGO, CaseFile, Fact, Person
from brobygger.law.rulebook import Rulebook, Word
from brobygger.law.staying import stays_in
from brobygger.law.stays import WHOLE, Span, Stay, day_in_stay, of_a_stay, stay_on

FOREVER = date.max


class Known:
    """What was known of a family on `known_on`, seen from the day `on`.

    An event counts once it has happened; a word marked `ahead` counts as soon as it is known, and one
    marked `announced` from the day it was recorded. A person's own fact goes before the family's.
    `window` holds the first and the last day of the one stay that is looked at, or of all time.
    """

    def __init__(self, case: CaseFile, rulebook: Rulebook, *, on: date, known_on: date) -> None:
        self.on, self.known_on, self.words = on, known_on, rulebook.facts
        self.persons = {person.id: person for person in case.persons}
        self.decisions = sorted(
            (decision for decision in case.decisions if decision.known_from <= known_on),
            key=lambda said: (said.starts, said.known_from, said.key, said.kind, said.until or FOREVER, said.reason),
        )
        known = [fact for fact in case.facts if fact.known_from <= known_on]
        self.unrecorded = frozenset(fact.key for fact in known if fact.recorded_on is None)
        replaced = {fact.replaces for fact in known}
        self._by_name: dict[str, list[Fact]] = defaultdict(list)
        for fact in known:
            if not fact.withdrawn and not (fact.key and fact.key in replaced) and fact.name in self.words:
                self._by_name[fact.name].append(fact)
        for facts in self._by_name.values():
            facts.sort(key=lambda fact: (fact.day or LONG_AGO, fact.known_from, str(fact.value), fact.key))
        self.entered = {fact.key: fact for fact in known if fact.key}
        self._told = [(name, self.words[name]) for name in self._by_name]
        self.window: Span = (WHOLE.since, WHOLE.until)
        self.all = self
        self._stays: dict[str | None, tuple[Stay, ...]] = {}
        self._facts: dict[tuple[str, str | None], list[Fact]] = {}
        self._events: dict[tuple[str, str | None], list[Fact]] = {}
        self._holding: dict[tuple[str, str | None, date], Fact | None] = {}
        self._periods: dict[tuple[str, str | None], list[tuple[Span, Fact]]] = {}

    def person(self, subject: str | None) -> Person | None:
        """The person, or None when the subject is the family."""
        return self.persons.get(subject) if subject is not None else None

    def words_told(self) -> list[tuple[str, Word]]:
        """The words of which anything is known."""
        return self._told

    def facts(self, name: str, subject: str | None) -> list[Fact]:
        """The facts of that name: a person's own and the family's, or everybody's when the subject is the family."""
        about = (name, subject)
        told = self._by_name.get(name)
        if told is None:
            return []
        if about not in self._facts:
            self._facts[about] = [fact for fact in told if subject is None or fact.person in (subject, None)]
        return self._facts[about]

    def has_happened(self, fact: Fact, word: Word) -> bool:
        """True once the event lies behind, or at once for what may be stated before it happens."""
        told = word.announced and fact.recorded_on is not None and fact.recorded_on <= self.on
        return word.ahead or told or fact.day is None or fact.day <= self.on

    def events(self, name: str, subject: str | None) -> list[Fact]:
        """The events of that name, oldest first, one a day; a word that happens once gives the one known last."""
        about = (name, subject)
        if name not in self._by_name:
            return []
        if about not in self._events:
            word = self.words[name]
            dated = [fact for fact in self.facts(name, subject) if fact.day]
            if word.shape == "event" and len(dated) > 1:
                dated = self._as_last_known(dated, subject)
            happened = [fact for fact in dated if self.has_happened(fact, word)]
            self._events[about] = list({fact.day: fact for fact in happened}.values())
        return self._events[about]

    def _as_last_known(self, dated: list[Fact], subject: str | None) -> list[Fact]:
        """The day known last of what happens once a stay: a person's own, and for the family its first member's."""
        latest: dict[tuple[str | None, Stay], Fact] = {}
        for fact in sorted(dated, key=lambda fact: (fact.known_from, fact.day or LONG_AGO, fact.key)):
            latest[fact.person, self.stay_of(fact, subject or fact.person)] = fact
        of_stay: dict[Stay, list[Fact]] = defaultdict(list)
        for fact in latest.values():
            of_stay[self.stay_of(fact, subject)].append(fact)
        found: list[Fact] = []
        for facts in of_stay.values():
            own = [fact for fact in facts if fact.person == subject]
            first = sorted(facts, key=lambda fact: (fact.day or LONG_AGO, fact.key))
            found += own or [fact for fact in first if self.has_happened(fact, self.words[fact.name])][:1]
        return sorted(found, key=lambda fact: (fact.day or LONG_AGO, fact.key))

    def event(self, name: str, subject: str | None) -> Fact | None:
        """The first event of that name."""
        events = self.events(name, subject)
        return events[0] if events else None

    def holding(self, name: str, subject: str | None, day: date) -> Fact | None:
        """The state that holds on the day; of several the one known last."""
        about = (name, subject, day)
        if about not in self._holding:
            self._holding[about] = self._held(name, subject, day)
        return self._holding[about]

    def _held(self, name: str, subject: str | None, day: date) -> Fact | None:
        holding = [
            fact
            for fact in self.facts(name, subject)
            if (fact.holds_from or LONG_AGO) <= day <= (fact.holds_to or FOREVER)
        ]
        if len(holding) <= 1:
            return holding[0] if holding else None
        return max(
            holding,
            key=lambda fact: (
                fact.person == subject,
                fact.known_from,
                fact.holds_from or LONG_AGO,
                str(fact.value),
                fact.key,
            ),
        )

    def reading(self, name: str, subject: str | None, *, start: date, end: date) -> Fact | None:
        """The state that decides a rule whose clock runs from *start* to *end*.

        A word marked `latest` is read as late as the clock and the day asked allow, one marked `whenever` (a decision
        on the duty itself) as late as the day asked; any other on the day the clock starts. What begins only later,
        while the clock runs, counts when nothing held then.
        """
        if name not in self._by_name:
            return None
        word, asked = self.words[name], max(self.on, start)
        end = asked if word.whenever else end
        day = min(asked, end) if word.latest or word.whenever else start
        if found := self.holding(name, subject, day):
            return found
        later = [fact for fact in self.facts(name, subject) if day < (fact.holds_from or LONG_AGO) <= end]
        return min(later, key=lambda fact: (fact.holds_from or LONG_AGO, fact.known_from, fact.key), default=None)

    def periods(self, name: str, subject: str | None) -> list[tuple[Span, Fact]]:
        """The states one after another, each for as long as none known later has taken its place."""
        about = (name, subject)
        if about not in self._periods:
            facts = self.facts(name, subject)
            turns = {fact.holds_from or LONG_AGO for fact in facts}
            turns |= {fact.holds_to + timedelta(days=1) for fact in facts if fact.holds_to and fact.holds_to < FOREVER}
            days = sorted(turns)
            spans = [(begins, ends - timedelta(days=1)) for begins, ends in pairwise(days)]
            spans += [(begins, FOREVER) for begins in days[-1:]]
            held = [(span, self.holding(name, subject, span[0])) for span in spans]
            self._periods[about] = [(span, fact) for span, fact in held if fact is not None]
        return self._periods[about]

    def keys(
        self, name: str, subject: str | None, value: str | None = None, *, since: date = LONG_AGO, until: date = FOREVER
    ) -> list[str]:
        """The keys of the entries by which the state held between two days."""
        return [
            fact.key
            for (start, end), fact in self.periods(name, subject)
            if start <= until and end >= since and fact.value is not False and value in (None, fact.value)
        ]

    def spans(self, name: str, subject: str | None, value: str | None = None) -> list[Span]:
        """Every period the state held, merged where they meet; a no holds in none."""
        merged: list[Span] = []
        for (start, end), fact in self.periods(name, subject):
            if fact.value is False or value not in (None, fact.value):
                continue
            if merged and (start - merged[-1][1]).days <= 1:
                merged[-1] = (merged[-1][0], end)
            else:
                merged.append((start, end))
        return merged

    def stays(self, subject: str | None) -> tuple[Stay, ...]:
        """The stays of the person, or of the family, the earliest first; one where nothing tells of more."""
        if subject not in self._stays:
            self._stays[subject] = stays_in(self.all, subject)
        return self._stays[subject]

    def stay_of(self, fact: Fact, subject: str | None) -> Stay:
        """The stay to which an event belongs; what is of the whole life belongs to none."""
        if fact.day is None or self.words[fact.name].whole_life:
            return WHOLE
        return stay_on(self.stays(subject), day_in_stay(fact.day, self.words[fact.name]))

    def covers(self, day: date) -> bool:
        """True when the day lies in the stay that is looked at."""
        return self.window[0] <= day <= self.window[1]

    def within(self, stay: Stay) -> Known:
        """What is known, with the events of that stay alone, seen at the latest from the last day that belongs to it.

        What holds of the person, such as the legal basis, holds across.
        """
        view = copy(self.all)
        view.narrow(stay)
        return view

    def narrow(self, stay: Stay) -> None:
        """Leave out what happened in other stays. For `within` alone: what was read before would not know of it."""
        self.on, self.window = min(self.on, stay.until), (stay.since, stay.until)
        self.decisions = [said for said in self.decisions if said.occurrence is not None or stay.holds(said.starts)]
        of_stay = ((name, self.of_stay(stay, name, facts)) for name, facts in self._by_name.items())
        self._by_name = {name: facts for name, facts in of_stay if facts}
        self._facts, self._events, self._holding, self._periods = {}, {}, {}, {}

    def of_stay(self, stay: Stay, name: str, facts: list[Fact]) -> list[Fact]:
        """The facts of one name that belong to the stay, or hold across stays."""
        word = self.words[name]
        if not of_a_stay(word):
            return facts
        if not word.ends_stay:
            return [fact for fact in facts if fact.day is None or stay.since <= fact.day <= stay.until]
        return [fact for fact in facts if fact.day is None or stay.holds(day_in_stay(fact.day, word))]
