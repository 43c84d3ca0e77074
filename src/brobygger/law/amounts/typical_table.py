"""The typical households as a printed table: what is paid in all, then each household month by month with its rates."""

from __future__ import annotations

from itertools import groupby

from brobygger.law.amounts.benefit_law import Books
from brobygger.law.amounts.lines import LEFT, TITLES, Line
from brobygger.law.amounts.model import Undetermined, value_said
from brobygger.law.amounts.typical import Worked, month_total, told_of
from brobygger.law.rulebook import Language

WORDS: dict[Language, dict[str, str]] = {
    "da": {
        "title": "Regneeksempler: typiske husstande under hver lov",
        "intro": "Skrevet af `brobygger typical` ud fra regelsættet; en test holder tabellen til koden. Beløb i kr. "
        "pr. måned før skat. * er beregnet, ikke offentliggjort; † er ubekræftet. – betyder, at husstanden ikke er "
        "regnet den måned, og ? at beløbet ikke kan afgøres. Tallene er regnet i hånden ud fra lovens tabel, før koden "
        "blev skrevet.",
        "in_all": "Ydelser og tillæg i alt", "household": "Husstand", "month": "Måned", "who": "Hvem", "what": "Hvad",
        "amount": "Beløb", "rates": "Satser", "all": "husstanden", "why": "Hvorfor",
    },
    "en": {
        "title": "Worked examples: typical households under each law",
        "intro": "Written by `brobygger typical` from the rulebook; a test holds the table to the code. Amounts in "
        "kr. per month before tax. * is derived, not published; † is unconfirmed. – means that the household was not "
        "worked for that month, and ? that the amount is undetermined. The figures were worked by hand from the "
        "table of the law before the code was written.",
        "in_all": "Benefits and supplements in all", "household": "Household", "month": "Month", "who": "Who",
        "what": "What", "amount": "Amount", "rates": "Rates", "all": "the household", "why": "Why",
    },
}  # fmt: skip


def as_markdown(worked: list[Worked], books: Books, language: Language) -> str:
    """The whole table."""
    words = WORDS[language]
    found = {(one.household, one.column.id): one.lines(books) for one in worked}
    text = [f"# {words['title']}", "", words["intro"], "", f"## {words['in_all']}", ""]
    text += overview(worked, found, language)
    for _, months in groupby(worked, key=lambda one: one.household):
        told = list(months)
        text += ["", f"## {told[0].title[language]}", ""]
        text += ["| " + " | ".join(words[key] for key in ("month", "who", "what", "amount", "rates")) + " |"]
        text += ["|---|---|---|--:|---|"]
        for one in told:
            text += [line_of(one, line, language) for line in found[one.household, one.column.id]]
            text += [f"| | | *{words['why']}: {one.why[language]}* | | |"]
    return "\n".join(text) + "\n"


def overview(worked: list[Worked], found: dict[tuple[str, str], list[Line]], language: Language) -> list[str]:
    """A row a household, a column a month: what is paid in all."""
    columns = {one.column.id: one.column for one in worked}
    ordered = sorted(columns.values(), key=lambda column: (column.month, column.came))
    heads = [WORDS[language]["household"], *(column.label[language] for column in ordered)]
    rows = ["| " + " | ".join(heads) + " |", "|---|" + "--:|" * len(ordered)]
    for household, months in groupby(worked, key=lambda one: (one.household, one.title[language])):
        known = {one.column.id: in_all(found[one.household, one.column.id], language) for one in months}
        cells = [known.get(column.id, "–") for column in ordered]
        rows.append("| " + " | ".join([household[1], *cells]) + " |")
    return rows


def in_all(lines: list[Line], language: Language) -> str:
    """What is paid out in the month."""
    total = month_total(lines)
    if total is None:
        return "?"
    return plain(total, language) + mark([line for line in lines if line.person is not None])


def mark(lines: list[Line]) -> str:
    """What makes an amount less than sure."""
    derived = any(not isinstance(line.outcome, Undetermined) and line.outcome.derived for line in lines)
    return "*" if derived else "" if all(line.confirmed for line in lines) else "†"


def plain(ore: int, language: Language) -> str:
    """The amount without its unit, for a column of amounts."""
    return value_said(ore, "kr", language).removesuffix(" kr.")


def line_of(one: Worked, line: Line, language: Language) -> str:
    """One amount of one month."""
    if isinstance(line.outcome, Undetermined):
        amount, rates = "?", line.outcome.text[language]
    else:
        amount, rates = plain(line.outcome.ore, language), ", ".join(f"`{rate}`" for rate in sorted(told_of(line)[2]))
        amount += mark([line])
    who = line.person or WORDS[language]["all"]
    what = line.law[language] if line.law else TITLES[line.kind][language]
    kept = "" if line.kind == LEFT and not isinstance(line.outcome, Undetermined) else rates
    return f"| {one.column.label[language]} | {who} | {what} | {amount} | {kept} |"
