"""All amounts of one case in one month: the single door through which benefits are asked for.

The household as it stands on the 1st decides the month. That is practice, not read in the law, so a line says when
something changes within the month, and is then unconfirmed; one who comes after the 1st has no amount for that month.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from copy import copy
from dataclasses import replace
from datetime import date

from brobygger.law.amounts.arithmetic import given, undetermined
from brobygger.law.amounts.benefit import Own, Paid, not_read
from brobygger.law.amounts.benefit_law import Books
from brobygger.law.amounts.ceilings import ceiling_reduction
from brobygger.law.amounts.couples import together
from brobygger.law.amounts.danish_supplement import KIND as DANISH
from brobygger.law.amounts.danish_supplement import danish_of, one_sum_of
from brobygger.law.amounts.earnings import counted, earnings_deduction
from brobygger.law.amounts.entitlement import own_of
from brobygger.law.amounts.housing import housing_reduction
from brobygger.law.amounts.leisure import leisure_supplement
from brobygger.law.amounts.lines import BENEFIT, CEILING, EARNED, HOUSING, LEFT, LEISURE, RENT, Line, last_day
from brobygger.law.amounts.living import AFFORDABLE, affordable_rent, left_to_live_on, means
from brobygger.law.amounts.model import HUNDREDTHS
from brobygger.law.amounts.people import CHILD, COUPLES, Household, People
from brobygger.law.amounts.reductions import couple_cut
from brobygger.law.amounts.support import Support, grown_members
from brobygger.law.amounts.temporary_rent import Household as Tenants
from brobygger.law.amounts.temporary_rent import temporary_rent
from brobygger.law.amounts.traits import Asked, Heard
from brobygger.law.amounts.tree import Amount, Outcome
from brobygger.law.facts import CaseFile
from brobygger.law.rulebook import Text


def amounts_of(case: CaseFile, books: Books, *, month: date, known_on: date | None = None) -> list[Line]:
    """Every amount of the case in the month that *month* falls in, by what was known on *known_on* (else all of it)."""
    return Reckoning(case, books, known_on=known_on).month(month)


class Reckoning:
    """One case, read once and asked month by month; *heard* gathers the questions that the rules put."""

    def __init__(
        self, case: CaseFile, books: Books, *, known_on: date | None = None, heard: Heard | None = None
    ) -> None:
        self.heard = heard
        self.books = replace(books, known_on=known_on)
        self.people = People(case, books.rulebook, came_by=books.law.came_by, known_on=known_on)

    def under(self, books: Books) -> Reckoning:
        """The same people, as known on the same day, under other rates and rules of benefits."""
        other = copy(self)
        other.books = replace(books, known_on=self.books.known_on)
        return other

    def month(self, month: date, *, heads: AbstractSet[str] | None = None) -> list[Line]:
        """The lines of one month: each person's, then the household's; only of the households of *heads* when given."""
        first = month.replace(day=1)
        lines = self.on(first, first, heads)
        ends = {identity(line): line for line in self.on(last_day(first), first, heads)}
        found = [line if same(line, ends.get(identity(line))) else doubted(line) for line in lines]
        told = {name for line in lines for name in line.household}
        found += [part_of_month(line) for line in ends.values() if line.kind == BENEFIT and line.person not in told]
        return sorted(found, key=lambda line: line.place)

    def on(self, day: date, month: date, heads: AbstractSet[str] | None = None) -> list[Line]:
        """The lines as though the whole month were as it is on the day; rates are those of the 1st."""
        asked = [one for one in self.people.households(day) if heads is None or not heads.isdisjoint(one.heads)]
        return [line for household in asked for line in self.of_household(household, day, month)]

    def of_household(self, household: Household, day: date, month: date) -> Iterator[Line]:
        """One household's lines."""
        asked = {
            name: Asked(
                people=self.people,
                household=household,
                person=name,
                day=day,
                resident_by=self.books.law.resident_by,
                heard=self.heard,
            )
            for name in household.heads
        }
        owns = together(self.books, asked, {name: own_of(self.books, one) for name, one in asked.items()})
        owns = couple_cut(self.books, asked, owns)
        paid = [line for name, own in owns.items() for line in self.of_person(asked[name], own, month)]
        yield from paid
        yield from self.of_all(asked, owns, paid, month)

    def of_person(self, asked: Asked, own: Own, month: date) -> Iterator[Line]:
        """One adult's benefit with its supplements."""
        household = asked.household.members
        law = own.regime.title if own.regime else None
        remarks = self.remarks(asked, own)
        told = {BENEFIT: own.benefit, **own.supplements}
        if own.regime and (danish := danish_of(self.books, asked, own.regime.scheme, own.benefit.outcome)):
            told[DANISH] = danish
        if own.supporting and (once := one_sum_of(self.books, asked)):
            told[DANISH] = once
        if deducted := earnings_deduction(self.books, asked, own, month):
            told[EARNED] = deducted
        for kind, paid in told.items():
            line = line_of(kind, paid, month, household, own.person)
            yield replace(line, law=law, remarks=remarks) if kind == BENEFIT else replace(line, law=paid.title)

    def remarks(self, asked: Asked, own: Own) -> tuple[Text, ...]:
        """What the reader should know of a benefit: why this law, and what was taken for granted."""
        found = [own.regime.note] if own.regime and own.regime.note else []
        if own.regime and asked.people.value("income", own.person, asked.day) is None:
            found.append(ON_BENEFIT)
        if own.regime and asked.people.came(own.person).day is None:
            found.append(HERE)
        return tuple(found)

    def of_all(self, asked: dict[str, Asked], owns: dict[str, Own], paid: list[Line], month: date) -> Iterator[Line]:
        """The rent, what is left, and what rent can be paid."""
        one = next(iter(asked.values()))
        support = self.support(one)
        reductions = {
            CEILING: ceiling_reduction(self.books, asked, owns, support),
            HOUSING: housing_reduction(self.books, asked, owns, support),
        }
        reduced = {kind: told for kind, told in reductions.items() if told}
        highest = None if at_home(one) else self.highest_rent(one, month)
        has = means([
            *(line.outcome for line in paid if line.kind != EARNED), *self.earned(asked, owns, paid), *support.told,
        ])  # fmt: skip
        taken = [line.outcome for line in paid if line.kind == EARNED] + [told.outcome for told in reduced.values()]
        rent = self.of_the_home("rent", one) or highest or self.books.missing(("rent",), rule=LEFT)
        household = one.household.members
        if leisure := leisure_supplement(self.books, asked, owns, month):
            yield line_of(LEISURE, leisure, month, household)
        for kind, told in reduced.items():
            yield line_of(kind, told, month, household)
        if highest is not None:
            yield line_of(RENT, Paid(outcome=highest, rule=RENT), month, household)
        found = [*(line.doubts for line in paid), *(told.doubts for told in reduced.values())]
        doubts = tuple({text["en"]: text for told in found for text in told}.values())
        left = Paid(outcome=left_to_live_on(has, rent, taken), rule=LEFT, doubts=doubts)
        yield line_of(LEFT, left, month, household)
        if minimum := self.of_the_home("living_minimum", one):
            can_pay = Paid(outcome=affordable_rent(has, minimum, taken), rule=AFFORDABLE, doubts=doubts)
            yield line_of(AFFORDABLE, can_pay, month, household)

    def highest_rent(self, asked: Asked, month: date) -> Outcome:
        """The highest payment for a temporary home of this household."""
        household = asked.household
        couple = None if household.union is None else household.union in COUPLES
        if couple and household.unsure:
            return self.books.missing(household.unsure, rule=RENT)
        tenants = Tenants(couple=couple, children=len(household.children))
        return temporary_rent(self.books.rates, tenants, month=month, known_on=self.books.known_on)

    def support(self, asked: Asked) -> Support:
        """Housing benefit and special support, as far as they are recorded."""
        return Support(
            housing=self.of_the_home("housing_benefit", asked), special=self.of_the_home("special_support", asked),
            adults=len(asked.household.heads), grown=grown_members(asked),
        )  # fmt: skip

    def earned(self, asked: dict[str, Asked], owns: dict[str, Own], paid: list[Line]) -> list[Outcome]:
        """What the adults earn: the self-supporting, and those of whose benefit earnings are deducted."""
        deducted = {line.person for line in paid if line.kind == EARNED}
        beside = [counted(self.books, asked[name]) for name in owns if name in deducted]
        supporting = [self.earnings(asked[name]) for name, own in owns.items() if own.supporting]
        return [*supporting, *(one for one in beside if one is not None)]

    def earnings(self, asked: Asked) -> Outcome:
        """What a self-supporting adult earns, when it is recorded."""
        return self.told("earnings", asked) or self.books.missing(("earnings",), rule=LEFT)

    def of_the_home(self, name: str, asked: Asked) -> Outcome | None:
        """A sum that is told of the home: by one of its adults, else of the family where that is one household.

        What is told of a family that has become several households is nobody's in particular, and open; a grown child
        of the family has no part in it.
        """
        for head in asked.household.heads:
            fact = asked.people.holding(name, head, asked.day)
            if fact is not None and fact.person is not None:
                return self.told(name, replace(asked, person=head))
        if asked.people.persons[asked.person].role == CHILD:
            return None
        amount = self.told(name, asked)
        several = sum(asked.people.persons[one.heads[0]].role != CHILD for one in asked.people.households(asked.day))
        return undetermined(name, text=WHOSE, rule=name) if amount and several > 1 else amount

    def told(self, name: str, asked: Asked) -> Amount | None:
        """A sum of whole kroner that the case tells, for the person or else the family."""
        value = asked.people.value(name, asked.person, asked.day)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            return None
        return given(value * HUNDREDTHS, text=self.books.rulebook.facts[name].label, rule=name)


def at_home(asked: Asked) -> bool:
    """True of one adult who lives with their parents: they have no home of their own to pay for."""
    alone = len(asked.household.heads) == 1
    return alone and asked.people.value("living_at_home", asked.person, asked.day) is True


def line_of(kind: str, paid: Paid, month: date, household: tuple[str, ...], person: str | None = None) -> Line:
    """What is paid, as a line."""
    return Line(
        kind=kind, month=month, outcome=paid.outcome, rule=paid.rule, person=person, household=household,
        citation=paid.citation, because=paid.because, doubts=paid.doubts,
    )  # fmt: skip


def identity(line: Line) -> tuple[str, str]:
    """What makes a line the same on two days: its kind, and whose it is."""
    return line.kind, line.person or line.household[0]


def same(line: Line, other: Line | None) -> bool:
    """True when the month's last day would give the same amount, for want of the same facts."""
    return other is not None and (line.ore, line.missing) == (other.ore, other.missing)


def doubted(line: Line) -> Line:
    """The line of a month in which something changes."""
    return replace(line, doubts=(*line.doubts, CHANGES))


def part_of_month(line: Line) -> Line:
    """The benefit of one who came after the 1st."""
    outcome = not_read(PART_OF_MONTH, rule=line.rule)
    return replace(line, outcome=outcome, citation=None, doubts=(), remarks=())


ON_BENEFIT: Text = {
    "da": "Forsørgelsen er ikke oplyst; beløbet forudsætter, at borgeren modtager ydelse.",
    "en": "The means of support are not recorded; the amount presumes that the citizen is on benefit.",
}
WHOSE: Text = {
    "da": "Beløbet er oplyst for familien, men den er nu flere husstande; oplys det for den voksne, det gælder.",
    "en": "The sum is recorded of the family, which is now several households; record it of the adult it is for.",
}
HERE: Text = {
    "da": "Ankomsten er ikke oplyst; beløbet forudsætter, at kommunen har ansvaret hele måneden.",
    "en": "The arrival is not recorded; the amount presumes that the municipality answers for the whole month.",
}
CHANGES: Text = {
    "da": "Noget ændrer sig i løbet af måneden. Forholdene den 1. er lagt til grund; reglen om ændringer midt i en "
    "måned er ikke læst.",
    "en": "Something changes within the month. The circumstances on the 1st are used; the rule on changes within a "
    "month has not been read.",
}
PART_OF_MONTH: Text = {
    "da": "Borgeren er kommet efter den 1.; hvordan ydelsen regnes for en del af en måned, er ikke læst.",
    "en": "The citizen came after the 1st; how the benefit of a part of a month is reckoned has not been read.",
}
