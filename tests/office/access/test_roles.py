"""Who may do what: the matrix as the decisions wrote it, and every address tried by every role. (N1)"""

from __future__ import annotations

import re
import tomllib
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from brobygger.office.access import permissions
from brobygger.office.access.choices import Role
from brobygger.office.access.doors import for_officers
from staffed import Office

REACH: dict[str, str | list[str]] = tomllib.loads(Path(__file__).with_name("reach.toml").read_text(encoding="utf-8"))
ROLES = [role.value for role in Role if role is not Role.AUTOMATIC]
A_PIECE = {"uuid": uuid.UUID(int=7), "int": 7, "slug": "x", "str": "x", "path": "x"}

# design decision "Roles", word for word, and who employs colleagues (decision 16); a dash joins what one cell says in
# several words.
DECIDED = """
leader                 all     all          no           all     all  all      all all all all all
caseworker             all     all          all          all     no   assigned own no  no  no  no
job_consultant         all     all          work_limits  no      no   assigned own no  no  no  no
family_consultant      own     all          own_families no      no   assigned own no  no  no  no
housing_social_worker  all     housing_and_home no       rent    all  assigned own no  no  no  no
housing_finder         minimal housing      needs        rent    all  no       housing no  no  no  no
administrative_officer all     all          no           fees    no   no       own no  no  no  no
benefits_office        minimal economy      no           all     no   assigned own no  no  no  no
citizen_service        minimal registration no           no      no   no       no no  no  no  no
partner_coordinator    no      partners     no           no      no   no       partners no  no  no  no
system_administrator   no      no           no           no      no   no       no all no  all all
automatic              no      no           no           no      no   no       no no  no  no  no
"""


def addresses(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address the site answers to, with its full name."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from addresses(pattern.url_patterns, inner)
        else:
            assert pattern.name, f"{pattern.pattern} has no name"
            yield f"{space}{pattern.name}", pattern


ADDRESSES = dict(addresses(get_resolver().url_patterns))


def address_of(name: str) -> str:
    """An address with made-up pieces; behind the door it leads to a 404."""
    pieces = {
        piece: A_PIECE.get(type(converter).__name__.removesuffix("Converter").lower(), "x")
        for piece, converter in ADDRESSES[name].pattern.converters.items()
    }
    return reverse(name, kwargs=pieces)


def knocked(client: Client, name: str) -> HttpResponseBase:
    """What the address answers, asked by the method it takes."""
    response = client.get(address_of(name))
    return client.post(address_of(name)) if response.status_code == 405 else response


def is_sent_to_the_door(response: HttpResponseBase) -> bool:
    return response.status_code == 302 and response.headers["Location"].startswith(reverse("account_login"))


def test_the_matrix_is_the_one_that_was_decided() -> None:
    rows = [line.split() for line in DECIDED.strip().splitlines()]
    decided = {role: dict(zip(permissions.COLUMNS, words, strict=True)) for role, *words in rows}
    assert permissions.matrix() == decided
    assert set(decided) == set(Role.values)


def test_every_address_says_who_comes_in() -> None:
    assert set(REACH) == {name for name in ADDRESSES if not name.startswith("foundation:")}, "see reach.toml"


@pytest.mark.parametrize("name", REACH)
def test_the_door_is_the_one_that_is_written(name: str) -> None:
    door = ADDRESSES[name].callback.door  # type: ignore[attr-defined]
    written = REACH[name]
    assert door == (None if written == "everyone" else () if written == "officers" else tuple(written))


@pytest.mark.parametrize("name", [name for name, whom in REACH.items() if whom != "everyone"])
def test_a_visitor_is_sent_to_sign_in(name: str, client: Client, db: None) -> None:
    assert is_sent_to_the_door(knocked(client, name))


@pytest.mark.parametrize("role", ROLES)
def test_a_role_comes_in_where_the_matrix_says_and_nowhere_else(role: str, office: Office, client: Client) -> None:
    client.force_login(office.officers[role])
    for name, whom in REACH.items():
        if name in {"account_logout", "demo_sign_in"}:
            continue  # they end the session; tried on their own in test_signing_in
        comes_in = isinstance(whom, str) or any(permissions.matrix()[role][column] != "no" for column in whom)
        response = knocked(client, name)
        assert (response.status_code != 403) is comes_in, f"{role} at {name}: {response.status_code}"
        assert whom == "everyone" or not is_sent_to_the_door(response)


def test_a_right_that_is_not_in_the_matrix_is_an_error_and_not_a_yes() -> None:
    with pytest.raises(ValueError, match="No such right: everything"):
        for_officers("everything")


def test_a_column_that_is_not_in_the_matrix_is_an_error_and_not_a_yes(office: Office) -> None:
    with pytest.raises(KeyError):
        permissions.may(office.leader, "everything")


@pytest.mark.parametrize("role", ROLES)
def test_the_menu_names_what_the_role_opens_and_nothing_else(role: str, office: Office, client: Client) -> None:
    client.force_login(office.officers[role])
    page = client.get(reverse("account_change_password")).content.decode()
    menu = page[page.index("menu__list") : page.index("</nav>", page.index("menu__list"))]
    named = set(re.findall(r'href="([^"]+)"', menu))
    rooms = (
        "duties:worklist",
        "reception:overview",
        "casefiles:search",
        "rules:rules",
        "rules:diary",
        "casefiles:looks",
        "staff:officers",
    )
    offered = {reverse(name) for name in rooms}
    assert named == {address for address in offered if client.get(address).status_code == 200}
    assert ('role="search"' in page) is (client.get(reverse("casefiles:search")).status_code == 200)
