"""Which rules of benefits and which amounts are not confirmed, and which nobody has read lately."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from brobygger.law.amounts.benefit_law import BenefitLaw, Books, Dated, Row
from brobygger.law.amounts.benefit_loading import load_books
from brobygger.law.amounts.benefit_shelf import FOLDER
from brobygger.law.amounts.loading import load_rates
from brobygger.law.amounts.model import Rate, RateBook, RatePeriod
from brobygger.law.doubts import Doubt, merged
from brobygger.law.library import DENMARK, library
from brobygger.law.rulebook import LawText, Text
from brobygger.law.texts import numbered
from brobygger.law.unconfirmed import Stale, year_before
from brobygger.law.unconfirmed import why as why_stale

NOT_READ: Text = {
    "da": "Beløbet for perioden er ikke læst.",
    "en": "The amount of the period has not been read.",
}
ELSEWHERE: Text = {
    "da": "Beløbet er læst hos andre end den myndighed, der fastsætter det.",
    "en": "The amount was read elsewhere than with the authority that sets it.",
}


def doubts(municipality: str = DENMARK, directory: Path | None = None) -> list[Doubt]:
    """Every rule of benefits and every rate that is not confirmed. Raises `RulebookFaultsError` with the faults."""
    books = books_of(municipality, directory)
    found = [*rate_doubts(books.rates if books else load_rates(municipality, directory))]
    return merged([*(benefit_doubts(books.law) if books else ()), *found])


def stale_amounts(directory: Path | None = None, *, today: date) -> list[Stale]:
    """The rules of benefits and the rates of the law that should be read again."""
    books = books_of(DENMARK, directory)
    if books is None:
        return []
    return [*stale_benefits(books, today), *stale_rates(books, today)]


def books_of(municipality: str, directory: Path | None) -> Books | None:
    """The rules of benefits; None where the rulebooks have none."""
    has_benefits = (library(directory).folder(DENMARK) / FOLDER).is_dir()
    return load_books(municipality, directory) if has_benefits else None


def versions_of(law: BenefitLaw) -> Iterator[tuple[str, Text, Dated]]:
    """Every version of every rule, with its file's name and what it is called."""
    listed = {
        "regimes": law.regimes, "couples": law.couples, "danish": (*law.danish, *law.one_sums),
        "ceilings": law.ceilings, "reductions": law.reductions, "housing_benefit": law.housing_caps,
        "earnings": law.earnings, "leisure": law.leisure,
    }  # fmt: skip
    for name, versions in listed.items():
        for version in versions:
            yield name, version.title or law.titles[name], version
    for scheme in law.schemes.values():
        for version in scheme.versions:
            yield f"schemes/{scheme.id}", scheme.title, version


def benefit_doubts(law: BenefitLaw) -> Iterator[Doubt]:
    """What is not confirmed of a version, and of a row in one that is."""
    for name, title, version in versions_of(law):
        rows: tuple[Row, ...] = (
            *getattr(version, "rows", ()),
            *(row for supplement in getattr(version, "supplements", ()) for row in supplement.rows),
        )
        for missing in (*version.unconfirmed, *filter(None, (row.not_read or row.doubt for row in rows))):
            yield Doubt(
                part="benefit", rule=name, title=title, starts=version.in_force, until=version.until,
                missing=missing, owner=version.owner, cited=version.citation,
            )  # fmt: skip


def rate_doubts(book: RateBook) -> Iterator[Doubt]:
    """The periods of every rate that were derived, read elsewhere, or not read at all."""
    for rate in book.rates.values():
        for period in rate.periods:
            if not period.confirmed:
                yield _of_rate(rate, period, period.starts, period.until, missing_of(period))
        for starts, until in rate.gaps:
            yield _of_rate(rate, rate.periods[0], starts, until, NOT_READ)


def missing_of(period: RatePeriod) -> Text:
    """What is missing of a period's amount."""
    return period.derived_from or period.remark or ELSEWHERE


def _of_rate(rate: Rate, period: RatePeriod, starts: date, until: date | None, missing: Text) -> Doubt:
    return Doubt(
        part="rate", rule=rate.id, title=rate.title, starts=starts, until=until, missing=missing, owner=rate.owner,
        cited=period.citation,
    )  # fmt: skip


def stale_benefits(books: Books, today: date) -> Iterator[Stale]:
    """Versions read more than a year ago, and open ends that were not read in the newest text."""
    for name, _title, version in versions_of(books.law):
        texts = books.rulebook.texts
        last = texts.get(version.citation.last)
        reasons = why_stale(
            version.citation.checked_on, last, texts, open_end=version.until is None, after=year_before(today)
        )
        for why in reasons:
            yield Stale(where=f"{DENMARK}/{FOLDER}/{name}", in_force=version.in_force, why=why)


def stale_rates(books: Books, today: date) -> Iterator[Stale]:
    """Amounts read more than a year ago, and open ends read in another text than the newest.

    An amount that an authority publishes each year has no text to compare with: its own year is its end.
    """
    texts = books.rulebook.texts
    for rate in books.rates.rates.values():
        for period in (*rate.bases, *rate.periods):
            if period.derived:
                continue
            text = text_of(period, texts)
            reasons = why_stale(
                period.citation.checked_on, text, texts,
                open_end=text is not None and period.until is None and rate.ends is None, after=year_before(today),
            )  # fmt: skip
            for why in reasons:
                yield Stale(where=f"{DENMARK}/rates {rate.id}", in_force=period.starts, why=why)


def text_of(period: RatePeriod, texts: Mapping[str, LawText]) -> LawText | None:
    """The text of Lovtidende that the amount was read in, as its address tells."""
    return texts.get(numbered(period.citation.url))
