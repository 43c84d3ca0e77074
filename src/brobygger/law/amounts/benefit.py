"""The benefit of one grown citizen on a day: the law they fall under, the row that is theirs, what stands beside it.

Nothing is guessed: where a fact is missing, or the law has not been read, the benefit is undetermined and says why.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from brobygger.law.amounts.arithmetic import nothing, of_rate, undetermined
from brobygger.law.amounts.benefit_law import NOT_READ, Books, Conditions, Regime, Row
from brobygger.law.amounts.model import Undetermined
from brobygger.law.amounts.people import GROWN_FROM
from brobygger.law.amounts.traits import SUPPORTING, Asked, all_of, judged
from brobygger.law.amounts.tree import Outcome
from brobygger.law.counting import years_after
from brobygger.law.rulebook import BORN, LAW_NOT_READ, Citation, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Paid:
    """One thing that is paid, or would be, with the row that gave it."""

    outcome: Outcome
    rule: str
    rate: str = ""
    citation: Citation | None = None
    because: tuple[Text, ...] = ()
    doubts: tuple[Text, ...] = ()
    title: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """What one adult receives: the regime, the benefit, and each supplement by its kind.

    `capped_as` is the scheme whose ceiling holds when it is not the regime's own.
    """

    person: str
    benefit: Paid
    regime: Regime | None = None
    supporting: bool = False
    capped_as: str = ""
    supplements: dict[str, Paid] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The first of some rows that holds, or what is missing to tell which."""

    number: int | None = None
    because: tuple[Text, ...] = ()
    missing: tuple[str, ...] = ()


def first_holding(asked: Asked, rows: Iterable[Conditions]) -> Choice:
    """The first that holds, unless one before it may hold as well; then what is missing to tell."""
    open_before: list[tuple[str, ...]] = []
    for number, conditions in enumerate(rows):
        found = judged(asked, conditions)
        if found.holds is None:
            open_before.append(found.missing)
        elif found.holds:
            if open_before:
                break
            return Choice(number=number, because=tuple(unlike(found.said)))
    return Choice(missing=all_of(open_before))


def unlike(texts: Iterable[Text]) -> list[Text]:
    """Each text once."""
    return list({text["en"]: text for text in texts}.values())


def own_of(books: Books, asked: Asked) -> Own:
    """What this adult receives alone, before a partner's benefit is looked at."""
    person, day = asked.person, asked.day
    years = asked.people.age(person, day)
    if years is None:
        return Own(person=person, benefit=Paid(outcome=books.missing((BORN,), rule="regimes"), rule="regimes"))
    if years < GROWN_FROM:
        return Own(person=person, benefit=Paid(outcome=not_read(UNDER_AGE, rule="regimes"), rule="regimes"))
    if asked.people.value("income", person, day) in SUPPORTING:
        paid = Paid(outcome=nothing(text=SELF_SUPPORTING, rule="self_supporting"), rule="self_supporting")
        return Own(person=person, benefit=paid, supporting=True)
    regime = regime_of(books, asked)
    if isinstance(regime, Undetermined):
        return Own(person=person, benefit=Paid(outcome=regime, rule="regimes"))
    paid = scheme_paid(books, regime.scheme, asked)
    if reduced := reduction_of(books, asked):
        return Own(person=person, regime=regime, benefit=replace(paid, outcome=reduced))
    paid = replace(paid, doubts=(*paid.doubts, *open_reductions(books, asked)))
    return Own(
        person=person, regime=regime, benefit=paid, supplements=supplements_of(books, regime.scheme, asked, paid)
    )


def regime_of(books: Books, asked: Asked) -> Regime | Undetermined:
    """The law that the citizen falls under on the day."""
    in_force = books.law.regimes_on(asked.day, books.known_on)
    if not in_force:
        return not_read(NO_LAW, rule="regimes")
    choice = first_holding(asked, (regime.conditions for regime in in_force))
    if choice.number is None:
        return books.missing(choice.missing, rule="regimes") if choice.missing else not_read(NO_LAW, rule="regimes")
    found = in_force[choice.number]
    return found if found.scheme != NOT_READ else not_read(found.title, rule="regimes")


def reduction_of(books: Books, asked: Asked) -> Undetermined | None:
    """Why the benefit cannot be told though the rate is known: it is reduced by what nobody has read."""
    holding = [one for one in books.law.reductions if one.holds_on(asked.day)]
    for one in holding:
        if judged(asked, one.conditions).holds:
            return not_read(one.note or NO_LAW, rule=one.rule)
    return None


def open_reductions(books: Books, asked: Asked) -> list[Text]:
    """What could reduce the benefit by now, and nobody has recorded whether it does."""
    came = asked.people.came(asked.person).day
    return [
        one.doubt
        for one in books.law.reductions
        if one.doubt
        and came
        and one.holds_on(asked.day)
        and years_after(came, one.open_after_years) <= asked.day
        and all(asked.people.value(name, asked.person, asked.day) is None for name in one.conditions.documented)
    ]


def scheme_paid(books: Books, scheme: str, asked: Asked) -> Paid:
    """What the scheme pays this citizen, were they under it."""
    version = books.law.schemes[scheme].on(asked.day)
    if version is None:
        return Paid(outcome=not_read(NO_LAW, rule=scheme), rule=scheme)
    return row_paid(books, version.rows, asked, rule=scheme, citation=version.citation)


def row_paid(books: Books, rows: tuple[Row, ...], asked: Asked, *, rule: str, citation: Citation) -> Paid:
    """What the first row that is for the citizen pays."""
    choice = first_holding(asked, (row.conditions for row in rows))
    if choice.number is None:
        outcome = books.missing(choice.missing, rule=rule) if choice.missing else not_read(NO_ROW, rule=rule)
        return Paid(outcome=outcome, rule=rule, citation=citation)
    row = rows[choice.number]
    return Paid(
        outcome=row_outcome(books, row, asked, rule), rule=rule, rate=row.rate, citation=citation,
        because=choice.because, doubts=(row.doubt,) if row.doubt else (),
    )  # fmt: skip


def row_outcome(books: Books, row: Row, asked: Asked, rule: str) -> Outcome:
    """The row's rate on the day, nothing for a reason, or what has not been read."""
    if row.not_read:
        return not_read(row.not_read, rule=rule)
    if row.nothing:
        return nothing(text=row.nothing, rule=rule)
    return of_rate(books.rates, row.rate, asked.day, rule=rule, known_on=books.known_on)


def supplements_of(books: Books, scheme: str, asked: Asked, paid: Paid) -> dict[str, Paid]:
    """Every supplement of the scheme that is for the citizen, or that may be."""
    version = books.law.schemes[scheme].on(asked.day)
    found: dict[str, Paid] = {}
    for supplement in version.supplements if version else ():
        answer = judged(asked, supplement.conditions)
        if answer.holds is False:
            continue
        if answer.holds is None:
            outcome: Outcome = books.missing(answer.missing, rule=supplement.kind)
            found[supplement.kind] = Paid(outcome=outcome, rule=supplement.kind, citation=supplement.citation)
            continue
        rows = tuple(row for row in supplement.rows if not row.beside or paid.rate in row.beside)
        found[supplement.kind] = supplement_paid(books, rows, asked, paid, supplement.kind, supplement.citation)
    return found


def supplement_paid(
    books: Books, rows: tuple[Row, ...], asked: Asked, beside: Paid, kind: str, citation: Citation
) -> Paid:
    """What a supplement pays beside a benefit; undetermined with it."""
    if isinstance(beside.outcome, Undetermined):
        return Paid(outcome=replace(beside.outcome, rule=kind), rule=kind, citation=citation)
    return row_paid(books, rows, asked, rule=kind, citation=citation)


def not_read(text: Text, *, rule: str) -> Undetermined:
    """Undetermined because the law has not been read."""
    return undetermined(LAW_NOT_READ, text=text, rule=rule)


UNDER_AGE: Text = {
    "da": "Borgeren er under 18 år; ydelser til mindreårige er ikke læst.",
    "en": "The citizen is under 18; benefits of minors have not been read.",
}
SELF_SUPPORTING: Text = {
    "da": "Borgeren forsørger sig selv; der ydes ingen hjælp",
    "en": "The citizen is self-supporting; no benefit is paid",
}
NO_LAW: Text = {
    "da": "Loven for måneden er ikke læst; ydelsen kan ikke afgøres.",
    "en": "The law for the month has not been read; the benefit is undetermined.",
}
NO_ROW: Text = {
    "da": "Ingen sats i loven passer på borgeren, som loven er læst.",
    "en": "No rate of the law fits the citizen, as the law was read.",
}
