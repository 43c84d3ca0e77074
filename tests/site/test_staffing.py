"""A fresh production database is started from the command line: the municipality, and its first officer. (N1)"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from brobygger.office.access.choices import Role
from brobygger.office.access.context import acting
from brobygger.office.access.models import Municipality, Officer, PasswordLink
from brobygger.site import staffing
from brobygger.site.commands import officer as command
from brobygger.site.faults import Fault
from staffed import PASSWORD, Office, an_office

LEADER = {"role": "leader", "display_name": "Birgit Høj", "email": "birgit@lejre.example"}
SITE = "https://brobygger.lejre.example"
Said = pytest.CaptureFixture[str]


@pytest.fixture
def founded(db: None, settings: Settings) -> Municipality:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    assert staffing.found("lejre", name="Lejre Kommune", rulebook="lejre") == 0
    return Municipality.objects.get(slug="lejre")


def officers(municipality: Municipality) -> list[Officer]:
    with acting(None, municipality=municipality):
        return list(Officer.objects.exclude(role=Role.AUTOMATIC))


def test_the_first_leader_comes_in_by_the_link_that_is_printed_once(
    founded: Municipality, capsys: Said, client: Client
) -> None:
    capsys.readouterr()
    assert staffing.employ("lejre", given=LEADER, password=None, site=f"{SITE}/") == 0
    said = capsys.readouterr()
    assert "Birgit Høj is employed as Leader." in said.err
    assert re.fullmatch(rf"{SITE}/password/choose/[\w-]{{43}}/\n", said.out)

    client.post(said.out.strip().removeprefix(SITE), {"password": PASSWORD, "again": PASSWORD})
    client.post(reverse("account_login"), {"login": LEADER["email"], "password": PASSWORD})
    assert client.get(reverse("staff:officers")).status_code == 200
    (leader,) = officers(founded)
    assert (leader.role, leader.initials, leader.employed_on is None) == ("leader", "BH", False)
    with acting(leader):
        assert PasswordLink.objects.select_related("officer").get().officer.role == Role.AUTOMATIC


def test_a_password_typed_at_the_prompt_opens_the_door_and_prints_nothing(
    founded: Municipality, capsys: Said, client: Client
) -> None:
    capsys.readouterr()
    assert staffing.employ("lejre", given=LEADER, password=PASSWORD, site="") == 0
    assert capsys.readouterr().out == ""
    client.post(reverse("account_login"), {"login": LEADER["email"], "password": PASSWORD})
    assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    ("given", "password", "said"),
    [
        ({"email": "birgit"}, None, "E-mail: »birgit« is not an e-mail address."),
        ({"email": "LEADER@RANDERS.example"}, None, "already used to sign in elsewhere in Brobygger"),
        ({"role": "boss"}, None, "Role: boss is none. Use one of: leader, caseworker,"),
        ({"role": "automatic"}, None, "Role: automatic is none."),
        ({}, "kort", "Nothing was changed: type another"),
        ({}, "birgit@lejre.example", "too similar"),
        ({}, "", "Nothing was changed: type another"),
    ],
)
def test_what_is_wrong_is_told_and_nobody_is_employed(
    given: dict[str, str], password: str | None, said: str, founded: Municipality
) -> None:
    an_office("randers", rulebook="randers")
    with pytest.raises(Fault, match=re.escape(said)):
        staffing.employ("lejre", given={**LEADER, **given}, password=password, site="")
    assert officers(founded) == []


def test_the_only_leader_who_is_locked_out_gets_a_new_link(
    founded: Municipality, capsys: Said, client: Client, settings: Settings
) -> None:
    settings.ALLOWED_HOSTS = ["brobygger.lejre.example", "localhost", "testserver"]
    settings.DEMO = False
    staffing.employ("lejre", given=LEADER, password=PASSWORD, site="")
    capsys.readouterr()
    assert staffing.link("lejre", email="Birgit@LEJRE.example", site="") == 0
    address = capsys.readouterr().out.strip()
    assert address.startswith(f"{SITE}/password/choose/")
    assert "Birgit Høj" in client.get(address.removeprefix(SITE)).content.decode()
    settings.DEMO = True
    staffing.link("lejre", email=LEADER["email"], site="")
    assert capsys.readouterr().out.startswith("http://brobygger.lejre.example:8000/")


def test_no_link_for_somebody_else_who_left_or_the_automatic_run(founded: Municipality) -> None:
    staffing.employ("lejre", given=LEADER, password=None, site="")
    for address in ("nobody@lejre.example", "automatic@lejre.invalid"):
        with pytest.raises(Fault, match="lejre has no officer with that address"):
            staffing.link("lejre", email=address, site="")
    staffing.employ("lejre", given={**LEADER, "email": "b@lejre.example"}, password=None, site="")
    with acting(officers(founded)[1]):
        Officer.objects.filter(email="b@lejre.example").update(is_active=False)
    with pytest.raises(Fault, match="has left and cannot sign in"):
        staffing.link("lejre", email="b@lejre.example", site="")


def test_a_municipality_is_founded_once(founded: Municipality, capsys: Said) -> None:
    assert staffing.found("lejre", name="Lejre Kommune", rulebook="lejre") == 0
    assert "nothing was changed" in capsys.readouterr().out
    for slug, name, rulebook, said in (
        ("lejre", "Lejre Kommune", "denmark", "lejre is Lejre Kommune, by the rulebook lejre"),
        ("lejre", "Randers Kommune", "lejre", "Choose another short name"),
        ("Høje Taastrup", "Høje-Taastrup Kommune", "denmark", "Write e.g. hoje-taastrup"),
        ("a" * 51, "A", "denmark", "at most 50"),
        ("ny", " ", "denmark", "between 1 and 80"),
        ("ny", "N" * 81, "denmark", "between 1 and 80"),
    ):
        with pytest.raises(Fault, match=said):
            staffing.found(slug, name=name, rulebook=rulebook)
    assert Municipality.objects.count() == 1


def test_those_who_are_here_are_listed(founded: Municipality, capsys: Said) -> None:
    staffing.employ("lejre", given=LEADER, password=None, site="")
    capsys.readouterr()
    assert staffing.listed() == 0
    assert capsys.readouterr().out == "lejre\tLejre Kommune\tlejre\t1\n"


@pytest.mark.parametrize(("founded_first", "said"), [(False, "Found one: brobygger"), (True, "Use one of: randers.")])
def test_a_municipality_that_is_not_here_is_told_with_those_that_are(
    founded_first: object, said: str, db: None
) -> None:
    office: Office | None = an_office("randers", rulebook="randers") if founded_first else None
    with pytest.raises(Fault, match=said):
        staffing.employ("lejre", given=LEADER, password=None, site="")
    assert office is None or len(officers(office.municipality)) == len(office.officers)


@pytest.mark.parametrize(("typed", "taken"), [((PASSWORD, PASSWORD), PASSWORD), ((PASSWORD, "noget andet"), "")])
def test_a_password_is_typed_twice_and_unseen(
    typed: tuple[str, str], taken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter(typed)
    monkeypatch.setattr("getpass.getpass", lambda _prompt: next(answers))
    assert command.typed_twice() == taken


def test_a_bare_database_is_started_with_nobodys_name_in_the_list_of_processes(place: Path) -> None:
    """As whoever sets it up does it: three commands, and two lines typed."""
    here = {"BROBYGGER_DATA": str(place / "data"), "DATABASE_URL": "", "DATABASE_OWNER_URL": ""}

    def brobygger(*arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "brobygger", *arguments]
        environ = {**os.environ, **here}
        return subprocess.run(
            command, env=environ, input=typed, capture_output=True, text=True, check=False, timeout=300
        )

    found = ("municipality", "found", "lejre", "--name", "Lejre Kommune", "--rulebook", "lejre")
    early = brobygger(*found)
    assert (early.returncode, "Run `brobygger db migrate`" in early.stderr) == (2, True)
    assert brobygger("db", "migrate").returncode == 0
    assert "Its first officer: brobygger officer employ --municipality lejre" in brobygger(*found).stdout
    employed = brobygger(
        "officer", "employ", "--municipality", "lejre", "--role", "leader", typed="Birgit Høj\nbirgit@lejre.example\n"
    )
    assert employed.returncode == 0, employed.stderr
    assert re.fullmatch(r"https://localhost/password/choose/[\w-]{43}/\n", employed.stdout)
    another = brobygger("officer", "link", "--municipality", "lejre", typed="birgit@lejre.example\n")
    assert another.stdout.startswith("https://localhost/password/choose/")
    assert another.stdout != employed.stdout
    assert brobygger("municipality", "list").stdout == "lejre\tLejre Kommune\tlejre\t1\n"
