"""PostgreSQL's programs, copied to where the server's account can run them: whole, or made anew."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from brobygger.site import binaries
from brobygger.site.binaries import PROGRAMS, BinariesFault, acting_as, find, wheel_folder
from brobygger.site.cluster import Cluster
from brobygger.site.folders import Folders, made, unprivileged

if TYPE_CHECKING:
    from collections.abc import Callable

root_only = pytest.mark.skipif(os.geteuid() != 0, reason="only root can shut another account out")


@pytest.fixture
def out_of_reach(place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The wheel's programs in a folder whose path PostgreSQL's programs cannot use, so that they are copied."""
    packages = place / "a$b"
    packages.mkdir()
    real = wheel_folder().parents[2]
    for part in (binaries.PACKAGE, binaries.LIBRARIES):
        (packages / part).symlink_to(real / part)
    monkeypatch.setattr(binaries, "wheel_folder", lambda: packages / binaries.INSTALLED / "bin")
    return packages


def runs(folder: Path) -> bool:
    """Whether every program runs as the server's account."""
    for program in PROGRAMS:
        command = [str(folder / program), "--version"]
        if subprocess.run(command, capture_output=True, check=False, **acting_as(unprivileged())).returncode != 0:
            return False
    return True


@root_only
def test_programs_in_a_folder_that_only_root_reads_are_copied_whole_and_make_a_cluster(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cloned into root's own home, the wheel is out of the server's reach: its programs, libraries and data."""
    home = place / "root"
    shutil.copytree(wheel_folder().parents[2] / binaries.PACKAGE, home / binaries.PACKAGE, symlinks=True)
    shutil.copytree(wheel_folder().parents[2] / binaries.LIBRARIES, home / binaries.LIBRARIES, symlinks=True)
    home.chmod(0o700)
    monkeypatch.setattr(binaries, "wheel_folder", lambda: home / binaries.INSTALLED / "bin")
    found = find(unprivileged(), copies=place / "programs", environ={})
    assert found.folder.is_relative_to(place / "programs")
    folders = Folders(data=place / "data", server=unprivileged())
    made(folders.data, mode=folders.mode)
    made(folders.log.parent, mode=0o700, account=folders.server)
    Cluster(folders, found).initialise("synthetic")
    assert (folders.cluster / "PG_VERSION").exists()


def lose_a_library(copy: Path) -> None:
    next((copy / binaries.LIBRARIES).glob("libpq-*.18")).unlink()


def lose_the_data(copy: Path) -> None:
    shutil.rmtree(copy / binaries.INSTALLED / "share")


def cut_a_program_short(copy: Path) -> None:
    os.truncate(copy / binaries.INSTALLED / "bin" / "initdb", 1000)


def keep_the_programs_alone(copy: Path) -> None:
    """As an earlier version made it: the libraries were left behind."""
    shutil.rmtree(copy)
    shutil.copytree(wheel_folder(), copy / "bin")


@pytest.mark.parametrize("harm", [lose_a_library, lose_the_data, cut_a_program_short, keep_the_programs_alone])
def test_a_copy_that_is_not_whole_is_made_anew(out_of_reach: Path, place: Path, harm: Callable[[Path], None]) -> None:
    copies = place / "programs"
    folder = find(unprivileged(), copies=copies, environ={}).folder
    copy = folder.parents[2]
    harm(copy)
    assert find(unprivileged(), copies=copies, environ={}).folder == folder
    assert runs(folder)
    assert (folder.parent / "share" / "postgresql" / "postgres.bki").exists()


def test_a_whole_copy_is_used_as_it_is(out_of_reach: Path, place: Path) -> None:
    first = find(unprivileged(), copies=place / "programs", environ={}).folder
    made_at = first.stat().st_ino
    assert find(unprivileged(), copies=place / "programs", environ={}).folder.stat().st_ino == made_at


def test_named_programs_that_are_missing_are_refused_in_both_languages(place: Path) -> None:
    with pytest.raises(BinariesFault, match=r"Der er ingen `postgres` i (.|\n)*There is no `postgres` in"):
        find(unprivileged(), copies=place, environ={"BROBYGGER_PG_BIN": str(place)})


def test_named_programs_that_cannot_run_are_refused_by_name(place: Path) -> None:
    shutil.copy(wheel_folder() / "psql", place / "postgres")  # without its libraries
    with pytest.raises(BinariesFault, match=r"kan ikke køre .*/postgres(.|\n)*cannot run .*/postgres"):
        find(unprivileged(), copies=place, environ={"BROBYGGER_PG_BIN": str(place)})
