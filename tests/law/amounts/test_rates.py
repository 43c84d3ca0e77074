"""F4: every figure of the law's table comes out of the rulebook, and what is missing is said."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from brobygger.law.amounts.examples import AmountExample, amount_problems, worked_amounts
from brobygger.law.amounts.loading import load_rates
from brobygger.law.amounts.model import Rate, RateBook, RatePeriod, Undetermined
from brobygger.law.amounts.tree import Amount
from brobygger.law.errors import Fault
from brobygger.law.library import SHIPPED, municipalities
from brobygger.law.rulebook import Citation
from brobygger.site.folders import CLONE

FIGURES = list(csv.DictReader((Path(__file__).parent / "figures.csv").read_text(encoding="utf-8").splitlines()))
BOOKS = {name: load_rates(name) for name in municipalities()}
LAW = BOOKS["denmark"]
FAULTS: list[Fault] = []
WORKED = [
    pytest.param(example, BOOKS[name], id=example.origin)
    for name in BOOKS
    for example in worked_amounts(name, SHIPPED, FAULTS)
]
CITED = Citation(law="law", section="§ 1", source="source", url="https://example.dk", checked_on=date(2026, 1, 1))


def hundredths(told: str) -> int:
    return round(float(told) * 100)


def test_the_table_of_figures_is_there() -> None:
    assert len(FIGURES) == 493


@pytest.mark.parametrize("row", FIGURES, ids=lambda row: f"{row['id']} {row['from']} {row['value']}")
def test_a_figure_comes_out_of_the_rulebook(row: dict[str, str]) -> None:
    rate, value = LAW.rate(row["id"]), hundredths(row["value"])
    if row["level"] and not row["derived"]:
        at_level = {base.value for base in rate.bases if base.level == int(row["level"])}
        fixed = set() if rate.regulated_by else {period.value for period in rate.periods}
        assert value in at_level | fixed
        return
    if not row["from"]:
        assert value in {period.value for period in (*rate.periods, *rate.bases)}
        return
    for day in filter(None, (row["from"], row["until"])):
        found = rate.on(date.fromisoformat(day))
        assert isinstance(found, RatePeriod)
        assert (found.value, found.derived) == (value, row["derived"] == "yes")


@pytest.mark.parametrize(("example", "book"), WORKED)
def test_every_worked_example_of_an_amount_holds(example: AmountExample, book: RateBook) -> None:
    assert FAULTS == []
    assert amount_problems(example, book) == []


def test_no_rate_is_nothing_where_nothing_is_known() -> None:
    found = LAW.on("kh-30plus-parent", date(2012, 11, 1))

    assert isinstance(found, Undetermined)
    assert found.missing == ("kh-30plus-parent",)
    assert isinstance(LAW.on("no-such-rate", date(2015, 1, 1)), Undetermined)


def test_what_is_unconfirmed_says_why() -> None:
    silent = [
        f"{rate.id} {period.starts}"
        for book in BOOKS.values()
        for rate in book.rates.values()
        for period in rate.periods
        if not period.confirmed and not (period.remark or period.derived_from or rate.remark)
    ]
    assert silent == []


def test_every_rate_is_told_in_danish_and_in_english_with_an_address() -> None:
    told = [rate for book in BOOKS.values() for rate in book.rates.values()]
    assert [rate.id for rate in told if not (rate.title["da"] and rate.title["en"])] == []
    addresses = {period.citation.url for rate in told for period in rate.periods}
    for address in addresses:
        path, _, anchor = address.partition("#")
        if path.startswith("docs/"):
            lines = (CLONE / path).read_text(encoding="utf-8").splitlines()
            headings = [line.lstrip("# ").casefold().replace(" ", "-") for line in lines if line.startswith("#")]
            assert anchor in headings


def test_no_two_values_hold_on_one_day() -> None:
    """Every day from 2012 to 2027 on which a rate's period starts or ends has at most one value in print."""
    for rate in LAW.rates.values():
        days = {period.starts for period in rate.periods} | {period.until for period in rate.periods if period.until}
        for day in days:
            assert len([period for period in rate.periods if period.covers(day)]) == 1, (rate.id, day)


def test_a_rate_in_parts_is_found_by_the_row_it_was_read_from() -> None:
    assert [rate.id for rate in LAW.named("du-modules-2018")] == ["du-modules-1", "du-modules-2", "du-modules-3"]
    assert LAW.named("nothing-of-the-kind") == []


def corrected() -> Rate:
    """1,000 kr. for 2016; in March 2016 it is announced that it was 1,100 kr. all along."""
    first = RatePeriod(
        rate="r", title={"da": "r", "en": "r"}, unit="kr_month", starts=date(2016, 1, 1), until=date(2016, 12, 31),
        value=100_000, citation=CITED,
    )  # fmt: skip
    second = RatePeriod(
        rate="r", title=first.title, unit="kr_month", starts=date(2016, 1, 1), until=date(2016, 12, 31),
        value=110_000, citation=CITED, announced=date(2016, 3, 10),
    )  # fmt: skip
    return Rate(id="r", title=first.title, unit="kr_month", periods=(first, second))


def test_a_backdated_rate_is_known_only_from_the_day_it_was_announced() -> None:
    rate = corrected()
    for known_on, value in {date(2016, 3, 9): 100_000, date(2016, 3, 10): 110_000, None: 110_000}.items():
        found = rate.on(date(2016, 2, 1), known_on)
        assert isinstance(found, RatePeriod)
        assert found.value == value
    assert isinstance(rate.on(date(2016, 2, 1), date(2015, 12, 31)), Undetermined)


def test_a_rate_that_is_not_money_is_no_amount() -> None:
    percent = LAW.on("satsreguleringsprocent", date(2020, 5, 1))
    assert isinstance(percent, RatePeriod)
    assert percent.number == 2
    with pytest.raises(TypeError, match="not in kroner"):
        _ = percent.ore


def test_undetermined_names_what_is_missing_or_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing is missing"):
        Undetermined(missing=(), text={"da": "", "en": ""})


def test_an_example_that_cannot_be_used_is_a_problem_not_a_crash() -> None:
    told = AmountExample(tells={}, reckon="rate", given={}, expects={"gives": 1}, origin="here")
    [problem] = amount_problems(told, LAW)
    assert "cannot be used" in problem
    wrong = AmountExample(
        tells={}, reckon="rate", given={"rate": "rent-max-single", "on": date(2015, 1, 1)}, expects={"gives": 2123},
        origin="here",
    )  # fmt: skip
    assert amount_problems(wrong, LAW) == ["gives: expected 2123, got 2122"]


def test_the_first_month_after_a_rate_has_ended_is_missing() -> None:
    """A rate that lived until a day gives no number the day after: no regulation carries it over its own end."""
    for rate in LAW.rates.values():
        if rate.ends is not None:
            assert isinstance(rate.on(rate.ends + timedelta(days=1)), Undetermined)
            assert isinstance(rate.on(rate.ends), RatePeriod) or rate.id == "danskbonus-lump"


def test_amounts_are_exact_to_the_ore() -> None:
    found = LAW.on("rep-new-before-departure-adult-none", date(2025, 1, 1))
    assert isinstance(found, Undetermined)
    base = LAW.rate("rep-new-before-departure-adult").bases[0]
    assert base.value == 2_681_456
    assert not isinstance(base, Amount)
