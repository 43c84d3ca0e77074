"""F5: a proposal is laid over the law from its day, and one that cannot be read is refused with every fault."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from brobygger.law.amounts.model import Rate, RatePeriod
from brobygger.law.errors import CaseFaultsError
from brobygger.whatif.changes import Change, read_change
from law.amounts.people_of import amount, books, case, day, fact, person

TITLE = 'title = { da = "Forslag", en = "Proposal" }\n'
PARENT, CHILD = "kh-30plus-parent", person("c", "2010-01-01", role="child")


def change(folder: Path, text: str) -> Change:
    path = folder / "change.toml"
    path.write_text(TITLE + text, encoding="utf-8")
    return read_change(path, books())


def values(proposal: Change, name: str, *days: str) -> list[int]:
    found = [proposal.books.rates.on(name, day(one)) for one in days]
    return [one.value for one in found if isinstance(one, RatePeriod)]


def test_a_rate_is_replaced_from_a_day_to_a_day(tmp_path: Path) -> None:
    told = f'[[rate]]\nrate = "{PARENT}"\nfrom = 2014-07-01\nuntil = 2015-03-31\nvalue = 15000\n'
    proposal = change(tmp_path, told)

    days = ("2014-06-30", "2014-07-01", "2014-12-31", "2015-03-31", "2015-04-01", "2016-01-01")
    assert values(proposal, PARENT, *days) == [1420300, 1500000, 1500000, 1500000, 1441600, 1457500]
    assert values(Change(title={}, books=books()), PARENT, *days)[1] == 1420300
    found = proposal.books.rates.on(PARENT, day("2015-01-01"))
    assert isinstance(found, RatePeriod)
    assert (found.derived, found.confirmed) == (True, False)
    assert found.derived_from == {"da": "Forslag: 15.000 kr. pr. måned", "en": "Proposal: 15,000 kr. per month"}


def test_a_rate_is_raised_by_a_per_cent_in_every_period_and_rounded_by_its_own_rule(tmp_path: Path) -> None:
    proposal = change(tmp_path, f'[[rate]]\nrate = "{PARENT}"\nfrom = 2014-12-01\npercent = -2.5\n')

    # 14,203 and 14,416 kr. less 2.5 per cent: 13,847.925 and 14,055.60 kr., to whole kroner.
    assert values(proposal, PARENT, "2014-11-30", "2014-12-01", "2015-01-01") == [1420300, 1384800, 1405600]
    assert values(proposal, PARENT, "2026-01-01") == []


def test_a_correction_is_raised_and_not_what_it_corrected(tmp_path: Path) -> None:
    law = books()
    old = law.rates.rates[PARENT]
    wrong = replace(old.periods[0], value=1, announced=date(2013, 1, 1))
    corrected = Rate(id=PARENT, title=old.title, unit=old.unit, periods=(wrong, *old.periods))
    mended = replace(law, rates=replace(law.rates, rates={**law.rates.rates, PARENT: corrected}))
    path = tmp_path / "change.toml"
    path.write_text(f'{TITLE}[[rate]]\nrate = "{PARENT}"\nfrom = 2014-01-01\npercent = 10\n', encoding="utf-8")

    assert values(read_change(path, mended), PARENT, "2014-05-01") == [1562300]


SCHEME = """
[[scheme]]
scheme   = "cash_benefit"
in_force = 2015-02-01
until    = 2015-02-28
[[scheme.row]]
rate = "kh-u25-home"
[[scheme.supplement]]
kind = "child_supplement"
when = { parent = true }
[[scheme.supplement.row]]
rate = "kh-u25-away"
"""


def test_a_schemes_rows_are_replaced_from_a_day_to_a_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    proposal = change(tmp_path, SCHEME)
    monkeypatch.setattr("law.amounts.people_of.books", lambda: proposal.books)
    file = case(person(), CHILD, facts=[fact("arrived", "2014-01-01")])

    assert [amount(file, month) for month in ("2015-01", "2015-02", "2015-03")] == [14416, 3374, 14416]
    assert [amount(file, month, "child_supplement") for month in ("2015-01", "2015-02")] == [None, 6992]


A_RATE = f'[[rate]]\nrate = "{PARENT}"\nfrom = 2026-01-01\n'
A_SCHEME = '[[scheme]]\nscheme = "cash_benefit"\nin_force = 2026-01-01\n'
A_ROW = '[[scheme.row]]\nrate = "kh-u25-home"\n'


def test_a_scheme_may_be_replaced_from_its_own_first_day(tmp_path: Path) -> None:
    told = SCHEME.replace("2015-02-01", "2013-01-01").replace("until    = 2015-02-28", "")
    versions = change(tmp_path, told).books.law.schemes["cash_benefit"].versions

    assert [(one.in_force, one.until, len(one.rows)) for one in versions] == [(date(2013, 1, 1), None, 1)]


BROKEN = {
    "nothing": ("", "Nothing is changed."),
    "no such rate": ('[[rate]]\nrate = "gold"\nfrom = 2026-01-01\nvalue = 1\n', "'gold' is no rate."),
    "no money": ('[[rate]]\nrate = "satsreguleringsprocent"\nfrom = 2026-01-01\nvalue = 1\n', "not counted in kroner"),
    "no day": (f'[[rate]]\nrate = "{PARENT}"\nvalue = 1\n', "'from' is missing."),
    "backwards": (f"{A_RATE}until = 2025-01-01\nvalue = 1\n", "is before 'from'"),
    "no value": (A_RATE, "not said what the rate becomes"),
    "two": (f"{A_RATE}value = 1\npercent = 2\n", "not said what the rate becomes"),
    "a word": (f'{A_RATE}percent = "5"\n', "'percent' is '5'."),
    "below nothing": (f"{A_RATE}percent = -101\n", "'percent' is -101."),
    "not a number": (f"{A_RATE}percent = nan\n", "'percent' is nan."),
    "no such scheme": (A_SCHEME.replace("cash_benefit", "wages") + A_ROW, "'scheme' is 'wages'."),
    "no row": (A_SCHEME, "There is no row."),
    "no supplements": (f"{A_SCHEME}supplement = 1\n", "'supplement' is 1."),
    "a word among supplements": (f'{A_SCHEME}supplement = ["x"]\n', "'supplement' 1 is not a table."),
    "unknown": ("moon = 1\n", "'moon' is not known here."),
}  # fmt: skip


@pytest.mark.parametrize(("text", "problem"), BROKEN.values(), ids=BROKEN)
def test_a_proposal_that_cannot_be_used_is_refused(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(CaseFaultsError) as refused:
        change(tmp_path, text)

    assert any(problem in str(fault) for fault in refused.value.faults)
    assert all(fault.where.startswith("change.toml") and fault.remedy for fault in refused.value.faults)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CaseFaultsError, match="cannot be read"):
        read_change(tmp_path / "none.toml", books())
