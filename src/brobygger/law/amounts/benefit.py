"""What a scheme pays one grown citizen on a day: the row that is theirs, and the supplements beside it.

Nothing is guessed: where a fact is missing, or the law has not been read, the benefit is undetermined and says why.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from brobygger.law.amounts.arithmetic import nothing, of_rate, undetermined
from brobygger.law.amounts.benefit_law import Books, Conditions, Regime, Row
from brobygger.law.amounts.model import Undetermined
from brobygger.law.amounts.traits import Asked, all_of, judged
from brobygger.law.amounts.tree import Outcome
from brobygger.law.rulebook import LAW_NOT_READ, Citation, Text


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

    `capped_as` is the scheme whose ceiling holds when it is not the regime's own, and `counted` what the ceiling counts
    when it is not the benefit as paid.
    """

    person: str
    benefit: Paid
    regime: Regime | None = None
    supporting: bool = False
    capped_as: str = ""
    counted: Outcome | None = None
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


def scheme_paid(books: Books, scheme: str, asked: Asked) -> Paid:
    """What the scheme pays this citizen, were they under it."""
    version = books.law.schemes[scheme].on(asked.day)
    if version is None:
        return Paid(outcome=not_read(NO_LAW, rule=scheme), rule=scheme)
    paid = row_paid(books, version.rows, asked, rule=scheme, citation=version.citation)
    return replace(paid, doubts=(*paid.doubts, *version.unconfirmed))


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
        rows = rows_beside(supplement.rows, paid.rate)
        found[supplement.kind] = supplement_paid(books, rows, asked, paid, supplement.kind, supplement.citation)
    return found


def rows_beside(rows: tuple[Row, ...], rate: str) -> tuple[Row, ...]:
    """The rows for whoever receives that rate."""
    return tuple(row for row in rows if not row.beside or rate in row.beside)


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


NO_LAW: Text = {
    "da": "Loven for måneden er ikke læst; ydelsen kan ikke afgøres.",
    "en": "The law for the month has not been read; the benefit is undetermined.",
}
NO_ROW: Text = {
    "da": "Ingen sats i loven passer på borgeren, som loven er læst.",
    "en": "No rate of the law fits the citizen, as the law was read.",
}
