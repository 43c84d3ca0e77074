"""Made-up families with a past: any facts, in any order, entered late, corrected, corrected back and withdrawn."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

from brobygger.law.facts import CaseFile, Decision, Fact, Person, Value
from brobygger.law.rulebook import Rulebook, Word

FIRST, DAYS = date(2014, 1, 1), 13 * 365
COMMON = ("legal_basis", "allocation_decided", "cpr_registered", "income", "arrived", "interview_held")
DECIDED = ("waived", "postponed", "paused")


def some_day(chance: random.Random) -> date:
    return FIRST + timedelta(days=chance.randrange(DAYS))


def a_value(chance: random.Random, word: Word, on: date) -> Value:
    if word.type == "choice":
        return chance.choice(sorted(word.choices))
    return chance.random() < 0.7 if word.type == "yes_no" else on


def a_fact(chance: random.Random, book: Rulebook, people: list[str], number: int, *, name: str | None = None) -> Fact:
    """One entry of the ledger, often entered late, now and then with no day of recording."""
    word = book.facts[name or chance.choice([name for name, word in book.facts.items() if word.shape != "attribute"])]
    on = some_day(chance)
    lasts = on + timedelta(days=chance.randrange(1500)) if chance.random() < 0.4 else None
    late = chance.choice((0, 0, 0, 3, 40, 400))
    undated = word.type == "choice" and chance.random() < 0.3
    return Fact(
        name=word.name,
        value=a_value(chance, word, on),
        person=None if word.of == "family" or chance.random() < 0.1 else chance.choice(people),
        holds_from=None if undated else on,
        holds_to=lasts,
        recorded_on=on + timedelta(days=late) if chance.random() < 0.9 else None,
        key=f"k{number}",
    )


def a_correction(chance: random.Random, book: Rulebook, of: Fact, number: int) -> Fact:
    """An entry that takes another's place, later."""
    on = some_day(chance)
    recorded = max(of.known_from, FIRST) + timedelta(days=chance.randrange(200))
    return replace(
        of, value=a_value(chance, book.facts[of.name], on), holds_from=on, holds_to=None, recorded_on=recorded,
        key=f"k{number}", replaces=of.key, withdrawn=chance.random() < 0.2,
    )  # fmt: skip


def a_decision(chance: random.Random, book: Rulebook, people: list[str], number: int) -> Decision:
    starts = some_day(chance)
    until = starts + timedelta(days=chance.randrange(200)) if chance.random() < 0.7 else None
    return Decision(
        rule=chance.choice([rule.id for rule in book.duties]), kind=chance.choice(DECIDED), starts=starts, until=until,
        reason="r", by="b", person=chance.choice([*people, None]), key=f"d{number}",
        occurrence=chance.choice((None, None, 1, 2)),
    )  # fmt: skip


def a_further_stay(chance: random.Random, book: Rulebook, people: list[str], number: int) -> list[Fact]:
    """Somebody, or the whole family, leaves; as a rule they are allocated or registered again, now and then unsaid."""
    who = chance.choice([*people, None])
    left = a_fact(chance, book, people, number, name="left_municipality")
    again = a_fact(chance, book, people, number + 1, name=chance.choice(("allocation_decided", "cpr_registered")))
    day = (left.day or FIRST) + timedelta(days=chance.choice((0, 1, chance.randrange(1500))))
    again = replace(again, value=day, holds_from=day, recorded_on=day + timedelta(days=chance.choice((0, 3, 400))))
    return [replace(fact, person=who) for fact in (left, again) if chance.random() < 0.9]


def a_family(chance: random.Random, book: Rulebook, *, facts: int = 25) -> CaseFile:
    """A family of one to four with its ledger."""
    people = ["p", "q", "r", "s"][: chance.choice((1, 1, 2, 4))]
    persons = tuple(
        Person(
            id=who,
            born=some_day(chance) - timedelta(days=365 * chance.randrange(40)) if chance.random() < 0.9 else None,
        )
        for who in people
    )
    entered = [a_fact(chance, book, people, number, name=name) for number, name in enumerate(COMMON * 2)]
    entered += [a_fact(chance, book, people, number) for number in range(len(entered), facts)]
    for number in range(1, chance.choice((0, 1, 3))):
        entered += a_further_stay(chance, book, people, 10 * number + facts + 100)
    for number in range(facts, facts + 4):
        entered.append(a_correction(chance, book, chance.choice(entered), number))
    decisions = tuple(a_decision(chance, book, people, number) for number in range(chance.choice((0, 0, 3))))
    return CaseFile(municipality=book.municipality, persons=persons, facts=tuple(entered), decisions=decisions)
