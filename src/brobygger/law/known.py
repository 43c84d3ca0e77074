"""The facts as they were known on a day: corrected entries replaced, later knowledge left out."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from brobygger.law.facts import LONG_AGO, CaseFile, Fact, Person
from brobygger.law.rulebook import Rulebook, Word

FOREVER = date.max


class Known:
    """What was known of a family on `known_on`, seen from the day `on`.

    An event counts once it has happened; a word marked `ahead` counts as soon as it is known, and one
    marked `announced` from the day it was recorded.
    """

    def __init__(self, case: CaseFile, rulebook: Rulebook, *, on: date, known_on: date) -> None:
        self.on, self.known_on, self.words = on, known_on, rulebook.facts
        self.persons = {person.id: person for person in case.persons}
        self.decisions = sorted(
            (decision for decision in case.decisions if decision.known_from <= known_on),
            key=lambda decision: (decision.starts, decision.known_from, decision.key),
        )
        known = [fact for fact in case.facts if fact.known_from <= known_on]
        self.assumes_recording = any(fact.recorded_on is None and fact.day for fact in known)
        replaced = {fact.replaces for fact in known}
        self._facts: dict[str, list[Fact]] = defaultdict(list)
        for fact in known:
            if not fact.withdrawn and not (fact.key and fact.key in replaced) and fact.name in self.words:
                self._facts[fact.name].append(fact)
        for facts in self._facts.values():
            facts.sort(key=lambda fact: (fact.day or LONG_AGO, fact.known_from, str(fact.value), fact.key))

    def person(self, subject: str | None) -> Person | None:
        """The person, or None when the subject is the family."""
        return self.persons.get(subject) if subject is not None else None

    def facts(self, name: str, subject: str | None) -> list[Fact]:
        """The facts of that name: a person's own and the family's, or everybody's when the subject is the family."""
        return [fact for fact in self._facts.get(name, ()) if subject is None or fact.person in (subject, None)]

    def has_happened(self, fact: Fact, word: Word) -> bool:
        """True once the event lies behind, or at once for what may be stated before it happens."""
        told = word.announced and fact.recorded_on is not None and fact.recorded_on <= self.on
        return word.ahead or told or fact.day is None or fact.day <= self.on

    def events(self, name: str, subject: str | None) -> list[Fact]:
        """The events of that name, oldest first, one a day; a word that happens once gives the one known last."""
        word = self.words[name]
        by_day = {fact.day: fact for fact in self.facts(name, subject) if fact.day and self.has_happened(fact, word)}
        found = list(by_day.values())
        if word.shape == "event" and found:
            if subject is None:
                return [min(self._known_last(found), key=lambda fact: fact.day or FOREVER)]
            own = [fact for fact in found if fact.person == subject]
            return [max(own or found, key=lambda fact: (fact.known_from, fact.day or LONG_AGO, fact.key))]
        return found

    def _known_last(self, found: list[Fact]) -> list[Fact]:
        """Of each person the fact known last."""
        latest: dict[str | None, Fact] = {}
        for fact in sorted(found, key=lambda fact: (fact.known_from, fact.day or LONG_AGO, fact.key)):
            latest[fact.person] = fact
        return list(latest.values())

    def event(self, name: str, subject: str | None) -> Fact | None:
        """The first event of that name."""
        return next(iter(self.events(name, subject)), None)

    def holding(self, name: str, subject: str | None, day: date) -> Fact | None:
        """The state that holds on the day; of several the one known last."""
        holding = [
            fact
            for fact in self.facts(name, subject)
            if (fact.holds_from or LONG_AGO) <= day <= (fact.holds_to or FOREVER)
        ]
        return max(
            holding,
            key=lambda fact: (
                fact.known_from,
                fact.holds_from or LONG_AGO,
                fact.person is not None,
                str(fact.value),
                fact.key,
            ),
            default=None,
        )

    def reading(self, name: str, subject: str | None, *, start: date, end: date) -> Fact | None:
        """The state that decides a rule whose clock runs from *start* to *end*.

        A word marked `latest` is read as late as the clock and the day asked allow; any other on the day the clock
        starts. What begins only later, while the clock runs, counts when nothing held before it.
        """
        day = min(max(self.on, start), end) if self.words[name].latest else start
        if found := self.holding(name, subject, day):
            return found
        later = [fact for fact in self.facts(name, subject) if start < (fact.holds_from or LONG_AGO) <= end]
        return min(later, key=lambda fact: (fact.holds_from or LONG_AGO, fact.known_from, fact.key), default=None)

    def spans(self, name: str, subject: str | None, value: str | None = None) -> list[tuple[date, date]]:
        """Every period the state held, merged where they meet; from and to both counted in."""
        found = sorted(
            (fact.holds_from or LONG_AGO, fact.holds_to or FOREVER)
            for fact in self.facts(name, subject)
            if (value is None or fact.value == value)
        )
        merged: list[tuple[date, date]] = []
        for start, end in found:
            if merged and (start - merged[-1][1]).days <= 1:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        return merged
