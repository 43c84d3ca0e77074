"""E3, I4, J4, F4: every amount of Vesthimmerland's status note of 18 December 2018 comes out of the commands."""

from __future__ import annotations

import json

import pytest

from brobygger.__main__ import main

NOTED = "2018-12-18"


def rate(name: str, on: str, capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    assert main(["rate", name, "--on", on, "--format", "json"]) == 0
    told: dict[str, object] = json.loads(capsys.readouterr().out)
    return told


@pytest.mark.parametrize(
    ("name", "amount"), [("du-deposit-1250", 1250), ("du-module-fee-2000", 2000), ("guarantee-period", 10)]
)
def test_deposit_fee_and_the_years_of_the_guarantee(name: str, amount: int, capsys: pytest.CaptureFixture[str]) -> None:
    found = rate(name, NOTED, capsys)

    assert (found["value"], found["confirmed"]) == (amount, True)


def test_the_state_grant_of_25000_is_of_2017_and_the_law_of_2018_is_shown_beside_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The note says 25,000 kr.; that is the base of 2017, which the law regulates each year: the conflict is told."""
    base, noted = rate("rep-municipal-bonus", "2017-12-18", capsys), rate("rep-municipal-bonus", NOTED, capsys)

    assert (base["value"], base["derived"]) == (25000, False)
    assert (noted["value"], noted["derived"]) == (25500, True)
    assert "25.000" in str(noted["text"])
