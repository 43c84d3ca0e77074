"""Where things are kept: outside the repository's own files, and never where somebody else could have laid a trap."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from brobygger.site import folders as kept
from brobygger.site import passwords, secret_key
from brobygger.site.faults import Fault
from brobygger.site.folders import LONGEST_SOCKET_FOLDER, Folders, made, ours, plain, unprivileged

root_only = pytest.mark.skipif(os.geteuid() != 0, reason="only root has another account to run the server as")


def test_a_named_folder_is_used(place: Path) -> None:
    assert ours({"BROBYGGER_DATA": str(place)}).data == place.resolve()


def test_each_clone_has_its_own_folder(monkeypatch: pytest.MonkeyPatch, place: Path) -> None:
    monkeypatch.setattr(kept, "CLONE", place)
    (place / "pyproject.toml").touch()
    one = ours({}).data
    other_clone = place / "other"
    other_clone.mkdir()
    (other_clone / "pyproject.toml").touch()
    monkeypatch.setattr(kept, "CLONE", other_clone)
    assert ours({}).data != one


def test_a_deep_folder_has_its_socket_elsewhere_and_short() -> None:
    deep = Folders(data=Path("/srv") / ("x" * 90), server=unprivileged())
    assert len(os.fsencode(deep.sockets)) <= LONGEST_SOCKET_FOLDER
    assert deep.sockets != Folders(data=Path("/srv") / ("y" * 90), server=unprivileged()).sockets


@root_only
def test_root_names_the_account_or_is_given_one() -> None:
    assert unprivileged({"BROBYGGER_PG_USER": "nobody"}).name == "nobody"
    assert unprivileged({}).uid != 0
    for wrong in ("root", "no-such-account"):
        with pytest.raises(Fault, match="Name one in BROBYGGER_PG_USER"):
            unprivileged({"BROBYGGER_PG_USER": wrong})


def test_a_link_in_a_folder_s_place_is_refused(place: Path) -> None:
    (place / "link").symlink_to(place)
    with pytest.raises(Fault, match="belongs to somebody else"):
        made(place / "link", mode=0o700)


@root_only
def test_a_folder_that_somebody_else_made_first_is_refused(place: Path) -> None:
    (place / "trap").mkdir()
    os.chown(place / "trap", 65534, 65534)
    with pytest.raises(Fault, match="belongs to somebody else"):
        made(place / "trap", mode=0o700)


def test_a_secret_key_is_made_once_and_for_us_alone(folders: Folders) -> None:
    secret_key.keep(folders, {})
    first = secret_key.read(folders, {})
    secret_key.keep(folders, {})
    assert secret_key.read(folders, {}) == first
    assert len(first) >= 50
    assert stat.S_IMODE(folders.secret_key.stat().st_mode) == 0o600


def test_a_given_secret_key_is_used_and_none_is_kept(folders: Folders) -> None:
    given = {"BROBYGGER_SECRET_KEY": "given " * 10}
    secret_key.keep(folders, given)
    assert secret_key.read(folders, given) == "given " * 10
    assert not folders.secret_key.exists()


def test_a_key_that_could_be_guessed_is_refused(folders: Folders) -> None:
    with pytest.raises(Fault, match=r"BROBYGGER_SECRET_KEY har 1 tegn.*\nBROBYGGER_SECRET_KEY has 1 signs"):
        secret_key.read(folders, {"BROBYGGER_SECRET_KEY": "x"})


@pytest.mark.parametrize("left", ["", "half"])
def test_a_key_file_that_lost_its_key_is_refused_with_the_remedy(folders: Folders, left: str) -> None:
    made(folders.data, mode=0o700)
    folders.secret_key.write_text(left)
    with pytest.raises(Fault, match=r"Slet filen, så laves en ny(.|\n)*Remove the file: a new one is made"):
        secret_key.read(folders, {})


@pytest.mark.parametrize("sign", ['"', "$", "`", "\\", ","])
def test_a_clone_whose_path_a_shell_would_read_keeps_its_data_elsewhere(
    monkeypatch: pytest.MonkeyPatch, place: Path, sign: str
) -> None:
    """PostgreSQL's own programs hand their paths to a shell."""
    clone = place / f"a{sign}b"
    clone.mkdir()
    (clone / "pyproject.toml").touch()
    monkeypatch.setattr(kept, "CLONE", clone)
    assert plain(ours({"HOME": str(place)}).data)
    with pytest.raises(Fault, match=r"Sæt BROBYGGER_DATA til en mappe uden dem"):
        ours({"BROBYGGER_DATA": str(clone)})


def test_passwords_once_made_stay(place: Path) -> None:
    passwords.keep(place / "pgpass", ["one", "two"])
    first = passwords.of(place / "pgpass", "two")
    passwords.keep(place / "pgpass", ["one", "two"])
    assert passwords.of(place / "pgpass", "two") == first != passwords.of(place / "pgpass", "one")
