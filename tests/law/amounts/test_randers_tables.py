"""F1, F2, E4, C11: every amount of Randers' tables of 2015 comes out of the command."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from brobygger.__main__ import main
from brobygger.law.amounts.benefit_loading import load_books
from brobygger.site.commands import amount as command

BOOKS = load_books("randers")
HOME, AWAY = {"living_at_home": "true"}, {"living_at_home": "false"}
ILL, READY = {"mental_illness": "true"}, {"activity_ready": "true"}
PREGNANT = {"pregnant_since": "2015-08-01"}
BEFORE, AFTER = "2015-05-01", "2015-10-01"
SINGLE, COUPLE = ("single",), ("adult", "spouse")


def told(value: str) -> str:
    return value if value in {"true", "false"} or value[:2] == "20" else f'"{value}"'


def case_file(age: int, *, came: tuple[str, ...], roles: tuple[str, ...], children: int, facts: dict[str, str]) -> str:
    """A case file as a caseworker would write it: people of one age, each with the facts."""
    text = ['municipality = "randers"']
    for role, day in zip(roles, came, strict=True):
        text += [f'[[person]]\nid = "{role}"\nborn = {2015 - age}-05-01\nrole = "{role}"']
        text += [f'[[fact]]\nperson = "{role}"\nfact = "legal_basis"\nvalue = "convention_refugee"']
        text += [f'[[fact]]\nperson = "{role}"\nfact = "responsibility_stated"\nvalue = {day}']
        text += [
            f'[[fact]]\nperson = "{role}"\nfact = "{name}"\nvalue = {told(value)}' for name, value in facts.items()
        ]
    text += [f'[[person]]\nid = "c{number}"\nborn = 2010-01-01\nrole = "child"' for number in range(children)]
    return "\n".join(text)


@pytest.fixture
def asked(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(command, "load_books", lambda *_: BOOKS)  # read once: what is asked is the same

    def ask(text: str, month: str = "2015-11") -> dict[tuple[str, str | None], Any]:
        path = tmp_path / "case.toml"
        path.write_text(text, encoding="utf-8")
        assert main(["amount", str(path), "--month", month, "--format", "json"]) == 0
        return {(line["kind"], line["person"]): line["amount"] for line in json.loads(capsys.readouterr().out)}

    return ask


CASH = [
    (35, SINGLE, 1, {}, 14416),
    (35, SINGLE, 0, {}, 10849),
    (28, SINGLE, 1, {}, 13779),
    (28, COUPLE, 1, {}, 9640),
    (22, SINGLE, 0, {**AWAY, **PREGNANT}, 10849),
    (26, SINGLE, 1, ILL, 14416),
    (26, SINGLE, 0, {**AWAY, **ILL}, 10849),
    (27, SINGLE, 0, AWAY, 6992),
    (27, SINGLE, 0, HOME, 3374),
    (24, SINGLE, 0, AWAY, 6992),
    (24, SINGLE, 0, HOME, 3374),
]


@pytest.mark.parametrize(("age", "roles", "children", "facts", "amount"), CASH)
def test_cash_benefit_of_those_who_came_before(
    asked: Any, age: int, roles: tuple[str, ...], children: int, facts: dict[str, str], amount: int
) -> None:
    text = case_file(age, came=(BEFORE,) * len(roles), roles=roles, children=children, facts=facts)

    assert asked(text)["benefit", roles[0]] == amount


ACTIVITY = [
    (28, SINGLE, 1, {}, 637),
    (28, COUPLE, 1, {}, 4776),
    (27, SINGLE, 0, AWAY, 3857),
    (27, SINGLE, 0, HOME, 7475),
    (26, SINGLE, 0, {**AWAY, **ILL}, 0),
    (24, SINGLE, 0, AWAY, 0),
]


@pytest.mark.parametrize(("age", "roles", "children", "facts", "amount"), ACTIVITY)
def test_the_activity_supplement(
    asked: Any, age: int, roles: tuple[str, ...], children: int, facts: dict[str, str], amount: int | None
) -> None:
    text = case_file(age, came=(BEFORE,) * len(roles), roles=roles, children=children, facts={**facts, **READY})

    assert asked(text)["activity_supplement", roles[0]] == amount


INTEGRATION = [
    (35, SINGLE, 1, {}, 11888),
    (35, COUPLE, 2, {}, 8319),
    (35, SINGLE, 0, {}, 5945),
    (27, SINGLE, 0, HOME, 2562),
    (27, SINGLE, 0, AWAY, 5945),
]


@pytest.mark.parametrize(("age", "roles", "children", "facts", "amount"), INTEGRATION)
def test_integration_benefit_of_those_who_came_after(
    asked: Any, age: int, roles: tuple[str, ...], children: int, facts: dict[str, str], amount: int
) -> None:
    text = case_file(age, came=(AFTER,) * len(roles), roles=roles, children=children, facts=facts)

    assert asked(text)["benefit", roles[0]] == amount


DANISH = [
    (35, {"danish_test": "pd2"}, 1500),
    (35, {"danish_test": "medically_unable"}, 1500),
    (27, {**AWAY, "danish_test": "pd3"}, 1047),
    (27, {**HOME, "danish_test": "fvu_2"}, 812),
    (27, {**AWAY, **READY, "danish_test": "pd2"}, 1500),
    (35, {"danish_test": "pd1"}, "absent"),
    (35, {}, "absent"),
]


@pytest.mark.parametrize(("age", "facts", "amount"), DANISH)
def test_the_danish_supplement_is_up_to_1500(asked: Any, age: int, facts: dict[str, str], amount: object) -> None:
    found = asked(case_file(age, came=(AFTER,), roles=SINGLE, children=0, facts=facts))

    assert found.get(("danish_supplement", "single"), "absent") == amount


@pytest.mark.parametrize(("age", "children", "each"), [(35, 0, 5945), (35, 2, 8319), (24, 0, 5945)])
def test_a_mixed_couple_has_at_least_twice_the_integration_benefit(
    asked: Any, age: int, children: int, each: int
) -> None:
    found = asked(case_file(age, came=(BEFORE, AFTER), roles=COUPLE, children=children, facts=AWAY))

    assert (found["benefit", "adult"], found["benefit", "spouse"]) == (each, each)


RENTS = [
    (SINGLE, 0, 2122),
    (SINGLE, 3, 2122),
    (COUPLE, 0, 3885),
    (COUPLE, 1, 4239),
    (COUPLE, 3, 4239),
    (COUPLE, 4, 4592),
]


@pytest.mark.parametrize(("roles", "children", "rent"), RENTS)
def test_rent_in_temporary_housing_and_what_is_left(
    asked: Any, roles: tuple[str, ...], children: int, rent: int
) -> None:
    found = asked(case_file(35, came=(BEFORE,) * len(roles), roles=roles, children=children, facts={}))

    benefits = sum(amount for (kind, _), amount in found.items() if kind == "benefit")
    assert found["temporary_rent", None] == rent
    assert found["left_to_live_on", None] == benefits - rent
