"""The frames that ship say where each rule stands; a broken one is refused with every fault at once (C4, C6)."""

from __future__ import annotations

import argparse
import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from brobygger.exchange.placement_frames import check_frames, load_frame
from brobygger.law.errors import RulebookFaultsError
from brobygger.law.library import SHIPPED
from brobygger.matching.hard_rules import RULES, complete
from brobygger.site.commands import rules as command
from brobygger.site.folders import CLONE

DAYS = {
    "denmark": date(2026, 3, 1),
    "lejre": date(2019, 6, 1),
    "randers": date(2015, 11, 22),
    "vesthimmerland": date(2018, 12, 18),
}
FRAMES = {name: load_frame(name, on=day) for name, day in DAYS.items()}
STATED = [
    pytest.param(each, id=f"{name} {getattr(each, 'condition', each.id if hasattr(each, 'id') else '')}")
    for name, frame in FRAMES.items()
    for each in (*frame.rules, *frame.criteria, *frame.classes)
]


def test_lejre_has_its_seven_classes_in_order() -> None:
    assert [(entry.number, entry.condition) for entry in FRAMES["lejre"].classes] == [
        (1, "lives_in_kind"), (2, "shares_room"), (3, "small_room"), (4, "reunification_granted"),
        (5, "family_in_one_room"), (6, "family_outside"), (7, "single_outside"),
    ]  # fmt: skip
    assert all(entry.citation.section == "3" for entry in FRAMES["lejre"].classes)


def test_each_municipality_weighs_what_its_document_names() -> None:
    assert {name: [each.id for each in frame.criteria] for name, frame in FRAMES.items()} == {
        "denmark": [],
        "lejre": ["in_municipality", "kind", "minutes_to_school", "minutes_to_station"],
        "randers": ["room_for_all", "economy", "minutes_to_school", "minutes_to_shop"],
        "vesthimmerland": [
            "cheap", "minutes_to_school", "language_community", "minutes_to_shop", "minutes_to_station", "economy",
        ],
    }  # fmt: skip


def test_lejre_weighs_its_ambition_and_forbids_no_kind() -> None:
    kind = next(each for each in FRAMES["lejre"].criteria if each.id == "kind")
    assert {name for name, points in kind.points.items() if points == 0} == {"camping_cabin"}


def test_nationality_is_nowhere_asked_about() -> None:
    """Vesthimmerland names it; it is told by the household's own languages."""
    assert not any("nationality" in rule for rule in RULES)
    [asked] = [each for each in FRAMES["vesthimmerland"].criteria if each.id == "language_community"]
    assert asked.note
    assert "intet udledes af nationalitet" in asked.note["da"]


@pytest.mark.parametrize("stated", STATED)
def test_each_says_its_title_where_it_stands_and_why_it_is_unconfirmed(stated: object) -> None:
    cited = stated.citation  # type: ignore[attr-defined]  # rule, criterion or class
    assert set(stated.title) == {"da", "en"}  # type: ignore[attr-defined]  # as above
    assert all((cited.law, cited.section, cited.source, cited.url))
    assert stated.confirmed or stated.note  # type: ignore[attr-defined]  # as above
    if cited.url.startswith("docs/"):
        path, _, anchor = cited.url.partition("#")
        headings = re.findall(r"^#+ (.+)$", (CLONE / path).read_text(encoding="utf-8"), re.MULTILINE)
        assert anchor in {heading.casefold().replace(" ", "-") for heading in headings}


def test_what_no_source_gives_a_number_for_is_unconfirmed() -> None:
    for frame in FRAMES.values():
        assert not any(each.confirmed for each in frame.criteria)
        assert not any(rule.confirmed for rule in frame.rules if rule.limits and rule.id != "rent_ceiling")


@pytest.mark.parametrize(
    ("day", "limits"),
    [
        (date(2015, 11, 22), {"single": 2122, "couple": 3885, "couple_1_3": 4239, "couple_4_plus": 4592}),
        (date(2019, 6, 1), {"single": 2281, "couple": 4180, "couple_1_3": 4561, "couple_4_plus": 4941}),
        (date(2026, 12, 31), {"single": 2757, "couple": 5050, "couple_1_3": 5509, "couple_4_plus": 5970}),
        (date(2027, 1, 1), {}),
        (date(2011, 12, 31), {}),
    ],
)
def test_the_laws_ceiling_is_that_of_the_year(day: date, limits: dict[str, int]) -> None:
    """C11; Randers' own figures are those of 2015. A year that was not read has no ceiling, and says so."""
    rule = next(rule for rule in load_frame("denmark", on=day).rules if rule.id == "rent_ceiling")
    assert (dict(rule.limits), rule.confirmed) == (limits, bool(limits))


def test_nobody_shared_a_room_with_strangers_before_the_regulation_let_them() -> None:
    most = {
        day: next(rule.limits["most_in_room"] for rule in load_frame("randers", on=day).rules if rule.id == "sharing")
        for day in (date(2015, 12, 24), date(2015, 12, 25))
    }
    assert list(most.values()) == [1, 2]


@pytest.mark.parametrize("name", DAYS)
def test_no_frame_lacks_what_no_placement_can_do_without(name: str) -> None:
    assert complete(FRAMES[name].rules) == []
    assert "rent_ceiling" in {rule.id for rule in FRAMES[name].rules}


def test_a_frame_of_ones_own_is_laid_over_the_law(tmp_path: Path) -> None:
    shutil.copy(SHIPPED / "lejre" / "placement.toml", tmp_path / "egen.toml")
    assert load_frame(str(tmp_path / "egen.toml"), on=DAYS["lejre"]).rules == FRAMES["lejre"].rules


@pytest.fixture
def books(tmp_path: Path) -> Path:
    shutil.copytree(SHIPPED, tmp_path / "books")
    return tmp_path / "books"


SLACKER = """id = "rent_ceiling"
title = { da = "Loft", en = "Limit" }
in_force = 2019-03-26
until = 2019-12-31
checked_on = 2019-03-26
basis = "practice"
limits = { single = 2282, couple = 1, couple_1_3 = 1, couple_4_plus = 1 }
[rule.citation]
law = "l"
section = "s"
source = "s"
url = "docs/x"
[[rule]]
id         = "sharing\""""
BROKEN = {
    "no such rule": ("lejre", 'id         = "sharing"', 'id         = "sharring"', "'id' is 'sharring'"),
    "no such criterion": ("lejre", 'id         = "kind"', 'id         = "kindness"', "'id' is 'kindness'"),
    "no such condition": ("lejre", '"single_outside"', '"lonely"', "'condition' is 'lonely'"),
    "no such kind": ("lejre", "points     = { muni", "points     = { tent = 1, muni", "'points' names 'tent'"),
    "too many points": ("lejre", "municipal_flat = 1000", "municipal_flat = 1001", "Points are thousandths"),
    "no such limit": ("lejre", "under_m2 = 10", "under_m3 = 10", "'limits' names 'under_m3'"),
    "a limit left out": ("randers", "m2_first = 20, ", "", "'limits' lacks 'm2_first'"),
    "a limit below nothing": ("randers", "m2_first = 20", "m2_first = -20", "'limits' says m2_first = -20"),
    "a weight of nothing": ("randers", "weight     = 250", "weight     = 0", "'weight' is 0"),
    "a scale with one end": ("randers", "worst      = 12\n", "", "'room_for_all' has no scale"),
    "a scale with no length": ("randers", "worst      = 12", "worst      = 30", "'room_for_all' has no scale"),
    "a scale where none is": (
        "vesthimmerland", "weight     = 200\n[criterion", "weight     = 200\nbest = 1\nworst = 2\n[criterion",
        "'language_community' has a scale",
    ),
    "unconfirmed in silence": ("randers", "confirmed  = false\nnote", "confirmed  = false\nnotes", "'note' is missing"),
    "law in a frame": ("randers", 'basis      = "service_frame"', 'basis      = "statute"', "says basis 'statute'"),
    "one language": ("lejre", ', en = "Family in one room" }', " }", "not told in both languages"),
    "no source": ("lejre", "[class.citation]", "[class.cited]", "'citation' is missing"),
    "the same class twice": ("lejre", "number     = 2", "number     = 1", "'1' stands twice"),
    "ends before it begins": (
        "lejre", "in_force   = 2019-03-26", "in_force   = 2019-03-26\nuntil = 2018-01-01", "is before 'in_force'"
    ),
    "slacker than the law": (
        "lejre",
        'id         = "sharing"',
        SLACKER,
        "'single' is slacker than the law's",
    ),
    "no such change": ("lejre", 'id     = "ramp"', 'id     = "lift"', "'id' is 'lift'"),
    "a change of nothing": ("lejre", 'id     = "rent"\nnumber = 300', 'id     = "rent"', "'number' is missing"),
    "a change until no day": ("lejre", "number = 120\n", "", "Nobody says until when"),
    "a rule that must be": ("denmark", 'id         = "beds"', 'id         = "area"', "there is no rule 'beds'"),
    "no TOML": ("randers", "[[rule]]", "[[rule", "Not valid TOML"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "before", "after", "said"), BROKEN.values(), ids=BROKEN)
def test_a_fault_is_told_with_its_file_and_its_remedy(
    books: Path, name: str, before: str, after: str, said: str
) -> None:
    path = books / name / "placement.toml"
    told = path.read_text(encoding="utf-8")
    assert before in told
    path.write_text(told.replace(before, after, 1), encoding="utf-8")

    with pytest.raises(RulebookFaultsError) as refused:
        check_frames(books)

    [fault, *_] = [fault for fault in refused.value.faults if said in f"{fault.problem} {fault.remedy}"]
    assert fault.where.startswith(f"{name}/placement.toml")
    assert fault.remedy


def test_rules_check_tells_the_faults_of_rulebooks_and_frames_together(
    books: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path, word in (
        (books / "lejre" / "placement.toml", "weight "),
        (books / "randers" / "municipality.toml", "name"),
    ):
        path.write_text(path.read_text(encoding="utf-8").replace(word, "moon ", 1), encoding="utf-8")

    assert command.run(argparse.Namespace(action="check", rules=books, unconfirmed=False)) == 2

    told = capsys.readouterr().err
    assert "lejre/placement.toml, criterion 1: 'weight' is missing." in told
    assert "randers/municipality.toml: 'name' is missing." in told


def test_rulebooks_without_frames_can_be_checked(books: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path in books.glob("*/placement.toml"):
        path.unlink()
    assert command.run(argparse.Namespace(action="check", rules=books, unconfirmed=False)) == 0
    assert "0 frames for placing" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "day", "said"),
    [
        ("roskilde", DAYS["lejre"], "Use one of: denmark, lejre, randers, vesthimmerland"),
        ("lejre", date(2019, 3, 25), "Its first day is 2019-03-26"),
        ("nowhere.toml", DAYS["lejre"], "cannot be read"),
    ],
)
def test_a_frame_that_is_not_there_is_told(name: str, day: date, said: str) -> None:
    with pytest.raises(RulebookFaultsError, match=said):
        load_frame(name, on=day)
