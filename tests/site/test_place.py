"""The command `place`: what it prints for people and for programs, and what it refuses (C5, C6, C18)."""

from __future__ import annotations

import ctypes
import io
import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from brobygger.__main__ import main
from brobygger.exchange.placement_frames import load_frame
from brobygger.law.library import SHIPPED
from brobygger.site.commands.place import quiet
from brobygger.site.folders import CLONE
from matching.verifying import Town

EXAMPLE = CLONE / "examples" / "placement" / "lejre-2019.json"
FAMILY = "Familien Barakat"


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["place", *arguments]) == 0
    return capsys.readouterr().out


def answered(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    return json.loads(printed(capsys, *arguments, "--format", "json"))


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    assert main(["place", *arguments]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    return told.err.splitlines()


def typed(content: bytes) -> io.TextIOWrapper:
    """What comes on standard input."""
    return io.TextIOWrapper(io.BytesIO(content), encoding="utf-8")


def section(page: str, name: str) -> list[str]:
    """The lines said to one household, each sentence on one line."""
    _, _, rest = page.partition(f"\n\n{name} (")
    lines: list[str] = []
    for line in rest.partition("\n\n")[0].splitlines()[1:]:
        if line.startswith("      "):
            lines[-1] += f" {line.strip()}"
        else:
            lines.append(line.strip())
    return lines


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_family_of_five_with_a_wheelchair_hears_what_the_examples_readme_shows(
    capsys: pytest.CaptureFixture[str], language: str
) -> None:
    page = printed(capsys, str(EXAMPLE), "--frame", "lejre", "--relax", "--lang", language)
    shown = (EXAMPLE.parent / "README.md").read_text(encoding="utf-8").split("```")[1::2]
    heard = next(part for part in page.split("\n\n") if part.startswith(FAMILY))
    assert heard in [block.strip("\n") for block in shown]
    assert len(section(page, FAMILY)) == 16


def test_the_office_reads_the_order_the_price_what_would_change_and_what_is_unconfirmed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    page = " ".join(printed(capsys, str(EXAMPLE), "--frame", "lejre", "--relax").split())
    assert "Boligforslag 1. juni 2019 · Lejre Kommune" in page
    assert "7 husstande venter, 3 har et forslag." in page
    assert "Klasse 0, uden et sted at bo: 3 venter, 1 har et forslag. Loven kræver et sted at bo" in page
    assert "2 husstande mangler et." in page
    assert "Det er bevist, at ingen anden fordeling, der følger rækkefølgen, giver flere." in page
    assert (
        "Hvis campinghytter måtte bruges til den 29. september 2019, ville også Familien Rahimi få et forslag." in page
    )
    assert "Hvis der blev lagt en rampe, hvor der er trin, ville også Samar Saleh få et forslag." in page
    assert "Bor på et lille værelse: Rammen siger ikke, hvornår et værelse er lille." in page


def test_whoever_is_left_out_hears_why_and_can_count_it_over(capsys: pytest.CaptureFixture[str]) -> None:
    page = printed(capsys, str(EXAMPLE), "--frame", "lejre")
    left = next(name for name in ("Familien Woldu", "Familien Araya") if "endnu" in section(page, name)[0])
    said = section(page, left)
    assert said[0] == "Vi har ikke en bolig at foreslå jer endnu."
    assert said[2].startswith("· I er blandt 2 husstande, der tilsammen kun kan bruge 1 bolig")
    assert said[3] == "· Det drejer sig om Skolestræde 7, Osted."
    assert "Samar" not in " ".join(said)


def test_every_number_comes_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    told = answered(capsys, str(EXAMPLE), "--frame", "lejre", "--relax")
    assert {
        "placements", "rejected", "unplaced", "served_per_class", "quality", "bound", "gap", "price_of_priority",
        "optimal", "seconds", "relaxations",
    } <= set(told)  # fmt: skip
    [family] = [each for each in told["placements"] if each["household"] == FAMILY]
    assert (family["home"], family["from"], family["beds"]) == ("Møllevænget 3, Hvalsø", "2019-06-14", 5)
    weights = [reason["weight"] for reason in family["reasons"] if reason["part"] == "weighed"]
    assert weights == sorted(weights, reverse=True)
    assert family["quality"] == sum(reason["points"] for reason in family["reasons"])
    assert told["optimal"] is True
    assert (told["gap"], told["bound"]) == (0, told["quality"])
    assert told["served_per_class"][0] == {"class": 0, "waiting": 3, "served": 1, "at_most": 1}
    assert told["price_of_priority"]["price"] >= 0


def test_every_home_not_given_is_rejected_with_what_is_needed_and_what_there_is(
    capsys: pytest.CaptureFixture[str],
) -> None:
    told = answered(capsys, str(EXAMPLE), "--frame", "lejre")
    rows = [row for row in told["rejected"] if row["household"] == FAMILY]
    assert [row["home"] for row in rows if row["first"]] == sorted({row["home"] for row in rows})
    assert len({row["home"] for row in rows}) == 9
    [rent] = [row for row in rows if row["home"].startswith("Kirkebakken")]
    assert (rent["criterion"], rent["needed"], rent["has"], rent["unit"]) == ("rent", 6000, 6412, "kr")
    assert rent["text"].startswith("412 kr. for dyr")
    lease = next(row for row in rows if row["criterion"] == "lease" and row["home"].startswith("Strandhøj"))
    assert (lease["needed"], lease["has"]) == ("2019-09-12", "2019-08-31")
    [lost] = [row for row in rows if row["home"].startswith("Engdraget")]
    assert (lost["criterion"], lost["needed"] - lost["has"]) == ("quality", 191)


def test_of_a_large_town_only_the_nearest_homes_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    few = answered(capsys, str(EXAMPLE), "--frame", "lejre", "--rejected", "2")
    assert [row["home"] for row in few["rejected"] if row["household"] == FAMILY] == [
        "Engdraget 5, Kirke Såby",
        "Kirkebakken 12, Kirke Hyllinge",
    ]
    whole = answered(capsys, str(EXAMPLE), "--frame", "lejre", "--rejected", "all")
    assert len([row for row in whole["rejected"] if row["first"]]) == whole["rejected_pairs"]["all"] == 67
    assert whole["rejected"] == answered(capsys, str(EXAMPLE), "--frame", "lejre")["rejected"]
    assert answered(capsys, str(EXAMPLE), "--frame", "lejre", "--rejected", "0")["rejected"] == []


def test_the_page_names_as_many_homes_as_it_is_asked_to(capsys: pytest.CaptureFixture[str]) -> None:
    def named(*asked: str) -> list[str]:
        said = section(printed(capsys, str(EXAMPLE), "--frame", "lejre", *asked), FAMILY)
        return said[said.index("· Der er 8 minutter til stationen.") + 1 : -2]

    assert named() == named("--rejected", "3")
    assert named()[0] == "Vi har også set på 9 andre boliger. Disse kom nærmest:"
    assert named("--rejected", "1") == named()[:2]
    assert named("--rejected", "all")[:4] == ["Vi har også set på 9 andre boliger:", *named()[1:]]
    assert len(named("--rejected", "all")) == len(named("--rejected", "99")) == 10
    assert named("--rejected", "0") == []


@pytest.mark.parametrize("number", ["-1", "few", "1.5", "", "9" * 5000])
def test_no_number_of_homes_is_no_number(capsys: pytest.CaptureFixture[str], number: str) -> None:
    with pytest.raises(SystemExit) as refused:
        main(["place", str(EXAMPLE), f"--rejected={number}"])
    assert refused.value.code == 2
    assert "is no number of homes: write all, or a whole number from 0" in capsys.readouterr().err


def test_the_certificates_of_the_example_hold(capsys: pytest.CaptureFixture[str]) -> None:
    told = answered(capsys, str(EXAMPLE), "--frame", "lejre")
    town = Town(json.loads(EXAMPLE.read_text(encoding="utf-8")), load_frame("lejre", on=date(2019, 6, 1)))
    assert {each["certificate"]["argument"] for each in told["unplaced"]} == {"no_home", "hall"}
    for each in told["unplaced"]:
        assert town.faults_of_certificate({"household": each["household"], **each["certificate"]}) == []


def test_each_rule_says_where_it_stands(capsys: pytest.CaptureFixture[str]) -> None:
    told = answered(capsys, str(EXAMPLE), "--frame", "lejre")
    ceiling = next(rule for rule in told["rules"] if rule["id"] == "rent_ceiling")
    assert (ceiling["limits"]["couple_1_3"], ceiling["source"]) == (4561, "bek. nr. 1490 af 2018")
    assert [rule["class"] for rule in told["rules"] if rule["class"]] == [1, 2, 3, 4, 5, 6, 7]


def test_standard_input_a_frame_of_ones_own_and_the_law_alone(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("sys.stdin", typed(EXAMPLE.read_bytes()))
    own = tmp_path / "egen.toml"
    own.write_text((SHIPPED / "lejre" / "placement.toml").read_text(encoding="utf-8"), encoding="utf-8")
    of_own = answered(capsys, "-", "--frame", str(own))
    assert of_own["placements"] == answered(capsys, str(EXAMPLE), "--frame", "lejre")["placements"]
    assert answered(capsys, str(EXAMPLE))["frame"] == "denmark"


def test_nobody_and_nothing_is_an_answer_too(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "tom.json"
    path.write_text('{"as_of": "2019-06-01", "homes": [], "households": []}', encoding="utf-8")
    assert "0 husstande venter, 0 har et forslag." in printed(capsys, str(path), "--frame", "lejre", "--relax")
    path.write_text(
        '{"as_of": "2019-06-01", "homes": [], "households": [{"id": "H", "people": [{}]}]}', encoding="utf-8"
    )
    assert (
        section(printed(capsys, str(path), "--frame", "lejre"), "H")[0] == "Vi har ikke en bolig at foreslå dig endnu."
    )


def test_a_home_that_fails_by_more_than_one_rule_says_how_many(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    home = {
        "id": "A", "kind": "permanent", "beds": 3, "m2": 52, "rent": 5000, "free_from": "2019-06-01",
        "lease_until": "open", "minutes_to_school": 95, "assignment_forbidden": False,
    }  # fmt: skip
    family = {"id": "H", "people": [{"age": 30}, {"age": 3}, {"age": 1}], "budget": 4800, "arrives": "2019-06-01"}
    path = tmp_path / "randers.json"
    path.write_text(json.dumps({"as_of": "2019-06-01", "homes": [home], "households": [family]}), encoding="utf-8")
    said = section(printed(capsys, str(path), "--frame", "randers"), "H")
    assert said[-1] == (
        "· A: 8 m² for lille: I skal have mindst 60 m², og boligen er på 52 m². Desuden er 2 andre krav ikke opfyldt."
    )


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    town = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    town["households"][0]["people"][0]["age"] = -1
    town["homes"][2]["rent"] = "dyrt"
    path = tmp_path / "fejl.json"
    path.write_text(json.dumps(town), encoding="utf-8")
    return path


def test_bad_input_is_refused_with_every_fault_and_nothing_is_computed(
    capsys: pytest.CaptureFixture[str], broken: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("brobygger.site.commands.place.place", None)
    assert refused(capsys, str(broken), "--frame", "lejre") == [
        'homes[2].rent: "dyrt" is no whole number. Write a whole number, without quotation marks.',
        "households[0].people[0].age: -1 is too small. Write a whole number from 0.",
    ]


def test_the_faults_of_file_and_frame_are_told_together(capsys: pytest.CaptureFixture[str], broken: Path) -> None:
    told = refused(capsys, str(broken), "--frame", "roskilde")
    assert len(told) == 3
    assert any(line.startswith("roskilde: No frame of that name. Use one of: denmark, lejre") for line in told)


def test_standard_input_that_is_not_utf8_is_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", typed(b'{"as_of": "\xe6"}'))
    assert refused(capsys, "-") == ["standard input: The file is not UTF-8. Save it as UTF-8."]


def test_a_file_that_cannot_be_read_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert "cannot be read" in refused(capsys, str(tmp_path / "nowhere.json"))[0]
    (tmp_path / "latin.json").write_bytes(b'{"as_of": "\xe6"}')
    assert "not UTF-8" in refused(capsys, str(tmp_path / "latin.json"))[0]
    (tmp_path / "no.json").write_text("{", encoding="utf-8")
    assert "Not valid JSON" in refused(capsys, str(tmp_path / "no.json"))[0]


def test_what_a_solver_prints_by_itself_is_not_in_the_answer(capfd: pytest.CaptureFixture[str]) -> None:
    with quiet():
        os.write(1, b"noise")
        ctypes.CDLL(None).puts(b"kept back by C")
    print("answer")
    assert capfd.readouterr().out == "answer\n"


@pytest.mark.parametrize("seconds", ["0", "-1", "inf", "nan", "soon"])
def test_no_time_is_no_time(capsys: pytest.CaptureFixture[str], seconds: str) -> None:
    with pytest.raises(SystemExit):
        main(["place", str(EXAMPLE), "--seconds", seconds])
    assert "write seconds, more than 0" in capsys.readouterr().err
