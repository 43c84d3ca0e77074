"""What is not confirmed of benefits and amounts is listed with its period; what was not read lately is warned of."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from brobygger.__main__ import main
from brobygger.law.amounts.loading import load_rates
from brobygger.law.amounts.unconfirmed import doubts, stale_amounts
from brobygger.law.doubts import Doubt, merged
from brobygger.law.library import SHIPPED
from brobygger.law.rulebook import Citation

DOUBTS = doubts()
CITED = Citation(
    law="testloven", section="§ 1", source="LBK 1", url="https://example.dk/1", checked_on=date(2026, 1, 1)
)


def doubt(starts: date, until: date | None, missing: str = "Ikke læst.") -> Doubt:
    told = {"da": missing, "en": missing}
    return Doubt(
        part="rate", rule="sats", title=told, starts=starts, until=until, missing=told, owner="leader", cited=CITED
    )


def changed(tmp_path: Path, file: str, before: str, after: str) -> Path:
    books = Path(shutil.copytree(SHIPPED, tmp_path / "books"))
    path = books / "denmark" / file
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    return books


def test_each_doubtful_day_of_a_rate_is_in_the_list_and_no_other() -> None:
    days = [date(year, month, 1) for year in range(2012, 2028) for month in (1, 7)]
    for rate in load_rates().rates.values():
        listed = [one for one in DOUBTS if (one.part, one.rule) == ("rate", rate.id)]
        for day in days:
            doubted = any(period.covers(day) and not period.confirmed for period in rate.periods)
            unread = any(starts <= day <= until for starts, until in rate.gaps)
            assert any(one.holds_on(day) for one in listed) == (doubted or unread)


def test_each_is_told_once_in_both_languages_and_says_where_it_is_written() -> None:
    assert len({one.key for one in DOUBTS}) == len(DOUBTS)
    assert {one.part for one in DOUBTS} == {"benefit", "rate"}
    for one in DOUBTS:
        assert all([one.title["da"], one.title["en"], one.missing["da"], one.missing["en"]])
        assert all([one.cited.law, one.cited.section, one.cited.url])


def test_a_couple_rule_and_a_regime_and_a_row_are_listed() -> None:
    told = {(one.rule, one.starts, one.until) for one in DOUBTS}
    assert ("couples", date(2015, 9, 1), date(2016, 5, 19)) in told
    assert ("regimes", date(2019, 1, 1), date(2019, 3, 12)) in told
    assert ("schemes/cash_benefit", date(2013, 1, 1), date(2013, 12, 31)) in told


def test_years_that_lack_the_same_are_one_period() -> None:
    first, second = doubt(date(2019, 1, 1), date(2019, 12, 31)), doubt(date(2020, 1, 1), date(2020, 12, 31))
    [one] = merged([second, first])
    assert (one.starts, one.until) == (date(2019, 1, 1), date(2020, 12, 31))
    assert len(merged([first, doubt(date(2020, 1, 2), None)])) == 2
    assert len(merged([first, doubt(date(2020, 1, 1), None, "Kilden er ukendt.")])) == 2


def test_what_nobody_has_read_an_amount_for_is_listed_with_who_looks_it_up() -> None:
    [gap] = [one for one in DOUBTS if one.rule == "result-job" and one.missing["da"].startswith("Beløbet for perioden")]

    assert (gap.starts, gap.until, gap.owner) == (date(2016, 1, 1), date(2023, 12, 31), "benefits_office")


def test_an_open_end_read_in_an_older_text_is_warned_of_until_it_is_read_in_the_newest(tmp_path: Path) -> None:
    def warned(books: Path | None) -> set[str]:
        return {one.where for one in stale_amounts(books, today=date(2026, 11, 30))}

    read_in = 'value = 4, source = "Lovtidende A 2016 nr. 468", url = "https://www.retsinformation.dk/eli/lta/'
    books = changed(tmp_path, "rates/ceilings.toml", f"{read_in}2016/468", f"{read_in}2025/1004")

    assert "denmark/rates holiday-right" in warned(None)
    assert "denmark/rates holiday-right" not in warned(books)
    assert "denmark/benefits/couples" not in warned(None)


def test_a_benefit_and_a_rate_are_warned_of_a_year_and_a_day_after_they_were_read() -> None:
    on, after = (
        {one.where for one in stale_amounts(today=day) if "more than a year ago" in one.why}
        for day in (date(2027, 11, 28), date(2027, 12, 1))
    )
    assert "denmark/benefits/couples" not in on
    assert {"denmark/benefits/couples", "denmark/rates loft-iy-couple-none"} <= after


def test_the_command_lists_every_part(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "check", "--unconfirmed", "--municipality", "lejre", "--format", "json", "--lang", "en"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert main(["rules", "check", "--unconfirmed", "--municipality", "lejre"]) == 0
    told = capsys.readouterr().out

    assert {one["kind"] for one in listed} == {"version", "transition", "benefit", "rate", "placement"}
    [couples] = [one for one in listed if one["rule"] == "couples"]
    assert (couples["from"], couples["until"], couples["section"]) == ("2015-09-01", "2016-05-19", "§ 26, stk. 2")
    for heading in ("Regler om ydelser", "Beløb og satser", "Regler om boligplacering"):
        assert f"\n{heading}\n" in told
    assert f"{len(listed)} er ikke bekræftet" in told
