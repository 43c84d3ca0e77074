"""`make setup` before any package is there: what it refuses, what it says, and that its lock file pins everything."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

import pytest

from brobygger.site.faults import Fault
from brobygger.site.folders import CLONE
from brobygger.site.setup import packages, steps
from brobygger.site.setup.steps import run

LOCK = CLONE / packages.LOCK
SETUP = Path(packages.__file__).parent
NAME = re.compile(r"^([a-z0-9][a-z0-9.-]*)==(\S+)", re.MULTILINE)


def pinned() -> dict[str, str]:
    return dict(NAME.findall(LOCK.read_text(encoding="utf-8")))


def test_every_package_is_pinned_once_and_by_content() -> None:
    text = LOCK.read_text(encoding="utf-8")
    assert len(NAME.findall(text)) == len(pinned()) > 50
    for block in re.split(r"\n(?=\S)", text.strip()):
        assert "--hash=sha256:" in block, block.splitlines()[0]
    assert "http" not in text


@pytest.mark.parametrize("name", ["django", "numpy", "ruff", "mypy", "django-stubs", "pip", "setuptools", "hatchling"])
def test_what_the_checks_and_the_environment_are_made_of_is_pinned_too(name: str) -> None:
    assert name in pinned()


def test_no_version_is_for_some_pythons_only() -> None:
    """The same versions on Python 3.11 to 3.13: no line asks which Python it is."""
    assert "python_version" not in LOCK.read_text(encoding="utf-8")
    assert "python_full_version" not in LOCK.read_text(encoding="utf-8")


def test_every_dependency_of_the_project_is_in_the_lock_file() -> None:
    wanted = re.findall(r'^  "([a-z0-9-]+)[\[>]', (CLONE / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(wanted) > {"django", "pytest", "ruff"}
    assert set(wanted) <= set(pinned())


@pytest.mark.parametrize("module", [*sorted(SETUP.glob("*.py")), SETUP.parent / "faults.py"], ids=lambda it: it.stem)
def test_setting_up_needs_no_package(module: Path) -> None:
    """It runs before any is there: the standard library, and what needs no more itself."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        for name in names:
            first = name.split(".", maxsplit=1)[0]
            ours = name.startswith(("brobygger.site.setup", "brobygger.site.faults"))
            assert ours or first in sys.stdlib_module_names | {"__future__"}, name


@pytest.mark.parametrize(
    ("printed", "danish", "english"),
    [
        ("OSError: [Errno 28] No space left on device", "Disken er fuld", "The disk is full"),
        ("npm error code EINTEGRITY", "ikke den, som låsefilen nævner", "not the one that the lock file names"),
        ("THESE PACKAGES DO NOT MATCH THE HASHES", "ikke den, som låsefilen nævner", "not the one that the lock file"),
        ("Temporary failure in name resolution", "kunne ikke hentes", "could not be fetched"),
        ("something else", "lykkedes ikke. Ret det", "failed. Mend what(.|\n)*something else"),
    ],
)
def test_a_step_that_fails_says_why_in_both_languages(tmp_path: Path, printed: str, danish: str, english: str) -> None:
    command = [sys.executable, "-c", f"print({printed!r}); raise SystemExit(1)"]
    with pytest.raises(Fault, match=f"{danish}(.|\n)*{english}"):
        run(command, log=tmp_path / "log", what="Python-pakkerne", progress=lambda _: "")


def test_a_long_step_is_never_silent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(steps, "SILENCE", 0.0)
    monkeypatch.setattr(steps, "BETWEEN_LOOKS", 0.01)
    run([sys.executable, "-c", "pass"], log=tmp_path / "log", what="", progress=lambda _: "undervejs")
    assert "  undervejs\n" in capsys.readouterr().out


def test_an_environment_that_is_right_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / packages.LOCK).touch()
    (tmp_path / packages.VENV).mkdir()
    (tmp_path / packages.VENV / "installed").write_text(packages._fingerprint(tmp_path))
    packages.install(tmp_path)  # would fail: there is nothing to install from
    (tmp_path / "pyproject.toml").write_text("another")
    with pytest.raises(Fault):
        packages.install(tmp_path)


def test_a_path_that_no_environment_can_have_is_refused(tmp_path: Path) -> None:
    odd = tmp_path / "a:b"
    odd.mkdir()
    for name in ("pyproject.toml", packages.LOCK):
        (odd / name).touch()
    with pytest.raises(Fault, match=r"indeholder et kolon(.|\n)*holds a colon"):
        packages.install(odd)
