"""F4: every figure of the law's table comes out of the rulebook, and what is missing is said."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from brobygger.law.amounts.loading import load_rates
from brobygger.law.amounts.model import RateBook, RatePeriod, Undetermined

FIGURES = list(csv.DictReader((Path(__file__).parent / "figures.csv").read_text(encoding="utf-8").splitlines()))


@pytest.fixture(scope="module")
def book() -> RateBook:
    return load_rates()


def hundredths(told: str) -> int:
    return round(float(told) * 100)


def test_the_table_of_figures_is_there() -> None:
    assert len(FIGURES) == 419


@pytest.mark.parametrize("row", FIGURES, ids=lambda row: f"{row['id']} {row['from']} {row['value']}")
def test_a_figure_comes_out_of_the_rulebook(book: RateBook, row: dict[str, str]) -> None:
    rate, value = book.rate(row["id"]), hundredths(row["value"])
    if row["level"] and not row["derived"]:
        assert value in {base.value for base in rate.bases if base.level == int(row["level"])} | {
            period.value for period in rate.periods if not rate.regulated_by
        }
        return
    if not row["from"]:
        assert value in {period.value for period in (*rate.periods, *rate.bases)}
        return
    for day in filter(None, (row["from"], row["until"])):
        found = rate.on(date.fromisoformat(day))
        assert isinstance(found, RatePeriod)
        assert (found.value, found.derived) == (value, row["derived"] == "yes")


def test_no_rate_is_nothing_where_nothing_is_known(book: RateBook) -> None:
    found = book.on("kh-30plus-parent", date(2012, 11, 1))

    assert isinstance(found, Undetermined)
    assert found.missing == ("kh-30plus-parent",)
    assert isinstance(book.on("no-such-rate", date(2015, 1, 1)), Undetermined)
