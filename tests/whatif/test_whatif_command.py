"""F5: the command as it is typed: its table, its JSON, its groups, and every fault with line, field and remedy."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from brobygger.__main__ import main
from brobygger.exchange.population_csv import read_population
from brobygger.law.amounts.lines import PAID
from brobygger.law.amounts.month import amounts_of
from brobygger.law.errors import CaseFaultsError
from brobygger.site.folders import CLONE
from law.amounts.people_of import books

EXAMPLES = CLONE / "examples" / "whatif"
CHANGE, PEOPLE = EXAMPLES / "mindstesats-op-5-procent.toml", EXAMPLES / "befolkning.csv"
LIST = """\
household;role;born;arrived;income;living_at_home;group_town
A;single;1980-01-15;2023-01-01;on_benefit;no;Nordby
B;single;1999-01-15;2023-01-01;on_benefit;ja;Sydby
C;single;1999-01-15;2023-01-01;on_benefit;;Sydby
A;child;2015-01-15;;;;
"""
RISE = """\
title = { da = "Op", en = "Up" }
[[rate]]
rate = "kh25-minimum-rate"
from = 2026-02-01
value = 7000
[[rate]]
rate = "kh25-home-u30"
from = 2026-02-01
value = 1000
"""
# 2026, month by month: the minimum rate 7,095 kr., at home 3,056 kr., child supplement 2,909 kr. (derived).
TABLE = """\
Op
4 personer i 3 husstande, januar 2026 til februar 2026. Ydelser og tillæg før skat.

"""


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    change, people = tmp_path / "change.toml", tmp_path / "people.csv"
    change.write_text(RISE, encoding="utf-8")
    people.write_text(LIST, encoding="utf-8")
    return ["whatif", str(change), "--population", str(people), "--from", "2026-01", "--months", "2"]


def test_the_total_the_winners_and_the_losers(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*files, "--format", "json", "--group-by", "group_town"]) == 0
    answer = json.loads(capsys.readouterr().out)

    own = [
        amounts_of(read_population(Path(files[3]), books()).case(home), books(), month=date(2026, 1, 1))
        for home in (0, 1)
    ]
    paid = [sum(PAID.get(line.kind, 0) * (line.ore or 0) for line in lines) / 100 for lines in own]
    rate, home = (next(line.ore or 0 for line in lines if line.kind == "benefit") / 100 for lines in own)
    total = answer["total"]
    assert total["base"] == 2 * sum(paid)
    assert total["difference"] == 7000 - rate + 1000 - home
    assert (total["winners"], total["losers"], total["unchanged"], total["undetermined"]) == (0, 2, 0, 1)
    assert (total["household_months_left_out"], answer["missing"]) == (2, {"living_at_home": 4})
    assert [(one["household"], one["difference"], one["months_left_out"]) for one in answer["households"]] == [
        ("A", 7000 - rate, 0), ("B", 1000 - home, 0), ("C", None, 2),
    ]  # fmt: skip
    assert [(one["group"], one["households"], one["difference"]) for one in answer["groups"]] == [
        ("Nordby", 1, 7000 - rate), ("Sydby", 2, 1000 - home),
    ]  # fmt: skip
    assert answer["months"] == ["2026-01", "2026-02"]


@pytest.mark.parametrize(
    ("group", "names"), [("children", ["0", "1"]), ("size", ["1", "2"]), ("living_at_home", ["?", "yes", "no"])]
)
def test_households_are_grouped_by_what_the_list_tells(
    files: list[str], group: str, names: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*files, "--format", "json", "--group-by", group]) == 0
    groups = json.loads(capsys.readouterr().out)["groups"]

    assert [one["group"] for one in groups] == names
    assert sum(one["households"] for one in groups) == 3


def test_the_table_tells_what_was_not_counted(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*files, "--group-by", "children"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith(TABLE)
    assert re.search(r"^Husstande, der får mindre +2$", printed, re.MULTILINE)
    assert "2 husstandsmåneder kan ikke afgøres og er ikke talt med. Det er ikke 0 kr." in printed
    assert "    ! 4 gange mangler: Hjemmeboende\n" in printed
    assert "4 husstandsmåneder er ubekræftede." in printed
    assert max(len(line) for line in printed.splitlines()) <= 100

    assert main([*files[:-3], "2025-06", "--months", "1", "--lang", "en"]) == 0
    printed = capsys.readouterr().out
    assert re.search(r"^Difference +0 kr\.$", printed, re.MULTILINE)


def test_a_month_whose_law_is_not_read_is_told_so(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*files[:-3], "2012-01", "--months", "1"]) == 0
    assert re.search(r"^Husstande uden ændring +3$", capsys.readouterr().out, re.MULTILINE)

    people = Path(files[3])
    people.write_text(LIST.replace("2023-01-01", "2010-01-01"), encoding="utf-8")
    assert main([*files[:-3], "2012-01", "--months", "1"]) == 0
    assert "6 gange mangler: loven er ikke læst" in capsys.readouterr().out


def test_without_a_month_it_is_the_year_that_runs(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*files[:4], "--format", "json"]) == 0
    months = json.loads(capsys.readouterr().out)["months"]

    assert (len(months), months[0][-3:], months[-1][-3:]) == (12, "-01", "-12")


def test_the_example_is_reckoned(capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        main(
            [
                "whatif",
                str(CHANGE),
                "--population",
                str(PEOPLE),
                "--group-by",
                "group_town",
                "--from",
                "2026-01",
                "--format",
                "json",
            ]
        )
        == 0
    )
    answer = json.loads(capsys.readouterr().out)

    assert answer["persons"] == 157
    assert answer["total"]["winners"] > 0
    assert answer["total"]["losers"] > 0
    assert sum(one["difference"] for one in answer["groups"]) == answer["total"]["difference"]


def test_every_fault_is_told_with_line_field_and_remedy(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    Path(files[1]).write_text(RISE.replace("kh25-home-u30", "gold"), encoding="utf-8")
    lines = [
        "household;role;born;income;living_at_home;earnings",
        "A;boss;1980-13-01;lots;maybe;-4",
        ";single;;;;12.5",
        "B;;;;;;x",
    ]
    Path(files[3]).write_text("\n".join(lines), encoding="utf-8")

    assert main([*files, "--group-by", "moon"]) == 2
    told = capsys.readouterr().err.splitlines()
    assert [line.partition(". ")[0] for line in told] == [
        "change.toml, rate 2: 'gold' is no rate",
        "people.csv, line 4, ?: The line has more fields than the heading",
    ]
    assert all(line.rstrip().endswith(".") for line in told)

    Path(files[3]).write_text("\n".join([*lines[:3], "B;;;;;"]), encoding="utf-8")
    assert main([*files, "--group-by", "moon"]) == 2
    told = capsys.readouterr().err.splitlines()[1:]
    assert [line.partition(": ")[0] for line in told] == [
        "people.csv, line 2, born", "people.csv, line 2, earnings", "people.csv, line 2, income",
        "people.csv, line 2, living_at_home", "people.csv, line 2, role", "people.csv, line 3, earnings",
        "people.csv, line 3, household", "people.csv, line 4, role",
    ]  # fmt: skip
    assert "people.csv, line 2, born: '1980-13-01' cannot be used. Write a date: 2015-05-15." in told


def test_a_group_and_a_rulebook_that_are_not_there_are_refused(
    files: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*files, "--group-by", "moon"]) == 2
    assert capsys.readouterr().err == (
        "--group-by: 'moon' is no group. Use one of: group_town, income, living_at_home, children, size.\n"
    )
    assert main([*files, "--municipality", "nowhere"]) == 2
    assert "nowhere: No rulebook of that name." in capsys.readouterr().err


@pytest.mark.parametrize("months", ["0", "x", "121"])
def test_a_number_of_months_that_is_none_is_refused(
    files: list[str], months: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main([*files[:-1], months])

    assert "is no number of months. Write a number from 1 to 120." in capsys.readouterr().err


HEADINGS = {
    "no role": ("household;born\nA;\n", "line 1, role: The column is missing."),
    "twice": ("household;role;role\nA;single;single\n", "line 1, role: The column stands twice."),
    "unknown": ("household;role;shoe_size\nA;single;44\n", "line 1, shoe_size: No benefit depends on this column."),
    "no name": ("household;role;\nA;single;\n", "line 1, ?: No benefit depends on this column."),
    "no person": ("household;role\n\n", "There is no person."),
    "too many": ("household;role\n" + "A;single\n" * 100, "line 101, household: 'A' has more than 99 persons."),
}


@pytest.mark.parametrize(("text", "problem"), HEADINGS.values(), ids=HEADINGS)
def test_a_list_that_cannot_be_used_is_refused(tmp_path: Path, text: str, problem: str) -> None:
    path = tmp_path / "people.csv"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(CaseFaultsError, match=re.escape(problem)):
        read_population(path, books())


def test_a_list_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CaseFaultsError, match="cannot be read"):
        read_population(tmp_path / "none.csv", books())


def test_any_separator_and_windows_letters_are_read_and_an_unknown_birth_date_stays_unknown(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes("household,role,partner,group_town\nÅ,single,none,Ærø\n".encode("cp1252"))
    found = read_population(path, books())

    assert found.households == ("Å",)
    assert found.groups["group_town"].words == ("Ærø",)
    one = found.case(0)
    assert (one.persons[0].born, [fact.name for fact in one.facts]) == (None, ["partner"])
