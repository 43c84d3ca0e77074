"""The words of offices are read into the house's own."""

from __future__ import annotations

import pytest

from brobygger.exchange.words import countries, is_blank, is_sum, read_country, read_legal_basis, read_word


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("§ 7, stk. 1 konvention", "convention_refugee"),
        ("§7 stk.1", "convention_refugee"),
        ("Udlændingelovens § 7, stk. 1", "convention_refugee"),
        ("Konventionsstatus", "convention_refugee"),
        ("Convention refugee", "convention_refugee"),
        ("convention_refugee", "convention_refugee"),
        ("7.1", "convention_refugee"),
        ("§ 7, stk. 2 beskyttelse", "protection_refugee"),
        ("Beskyttelsesstatus (B-status)", "protection_refugee"),
        ("protection_refugee", "protection_refugee"),
        ("§ 7, stk. 3 midlertidig beskyttelse", "temporary_protection"),
        ("Midlertidig beskyttelsesstatus", "temporary_protection"),
        ("temporary protection", "temporary_protection"),
        ("§ 8 kvoteflygtning", "quota_refugee"),
        ("§ 8, stk. 1", "quota_refugee"),
        ("Kvote", "quota_refugee"),
        ("§ 9, familiesammenført til flygtning", "family_reunified_to_refugee"),
        ("§ 9 c, stk. 1, familiesammenført til flygtning", "family_reunified_to_refugee"),
        ("family_reunified_to_refugee", "family_reunified_to_refugee"),
        ("§ 9, familiesammenført til anden end flygtning", "family_reunified_other"),
        ("Familiesammenført til dansk statsborger", "family_reunified_other"),
        ("family_reunified_other", "family_reunified_other"),
        ("Ukraine", "displaced_ukraine"),
        ("Særloven § 2, stk. 1", "displaced_ukraine"),
        ("EU/EØS", "eu_eea"),
        ("EØS-borger", "eu_eea"),
        ("EU citizen", "eu_eea"),
        ("§ 7", ""),
        ("§ 9", ""),
        ("Familiesammenført", ""),
        ("§ 9 b", ""),
        ("§ 9 c, stk. 1", ""),
        ("§ 99", None),
        ("§ 17", None),
        ("§ 77, stk. 1", None),
        ("grøn", None),
    ],
)
def test_a_legal_basis_is_read_left_open_or_refused(text: str, basis: str | None) -> None:
    assert read_legal_basis(text) == basis


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("syr", "SYR"),
        ("SY", "SYR"),
        ("Syrien", "SYR"),
        ("eritreer", "ERI"),
        ("Statsløs", "XXA"),
        ("DR Congo", "COD"),
        ("?", None),
    ],
)
def test_a_country_is_read_by_code_name_or_people(text: str, code: str | None) -> None:
    assert read_country(text) == code


def test_every_country_has_one_code_of_its_own() -> None:
    rows = set(countries().values())
    assert len(rows) == len({row.code for row in rows}) == len({row.da for row in rows}) > 190


@pytest.mark.parametrize(
    ("kind", "text", "word"),
    [
        ("sex", "K", "female"),
        ("sex", "Mand", "male"),
        ("role", "ÆGTEFÆLLE", "spouse"),
        ("role", "søn", "child"),
        ("yes", "Ja.", "yes"),
        ("yes", "X", "yes"),
        ("role", "onkel", None),
    ],
)
def test_words_are_read_without_regard_to_case(kind: str, text: str, word: str | None) -> None:
    assert read_word(kind, text) == word


@pytest.mark.parametrize("text", ["", "  ", "-", "?", "Ukendt", "ikke oplyst", "#N/A"])
def test_not_known_is_read_as_nothing_written(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize(
    ("text", "summed"),
    [
        ("I alt", True),
        ("I ALT: 34", True),
        ("Total", True),
        ("Sumaya Ali", False),
        ("Totale", False),
        ("Antal personer: 34", True),
    ],
)
def test_a_sum_is_told_from_a_name(text: str, summed: bool) -> None:  # noqa: FBT001 - a parameter of the test
    assert is_sum(text) is summed
