"""The design system's files are served out of npm's folder: what its stylesheet names, and nothing else."""

from __future__ import annotations

import json
import re

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from brobygger.site.finders import STYLESHEET, DesignSystemFinder
from brobygger.site.folders import CLONE


def test_every_file_that_the_stylesheet_names_is_there() -> None:
    """Collecting under names that change with the content fails on one that is not."""
    finder = DesignSystemFinder()
    assert len(finder.allowed) > 100
    missing = [path for path, storage in finder.list(None) if not storage.exists(path)]
    assert missing == []


@pytest.mark.parametrize("path", [STYLESHEET, "js/dkfds.min.js", "img/all-svg-icons.svg"])
def test_what_the_pages_use_is_found_under_its_prefix(path: str) -> None:
    assert finders.find(f"dkfds/{path}") == str(settings.DESIGN_SYSTEM / path)


@pytest.mark.parametrize(
    "path", ["dkfds/scss/dkfds.scss", "dkfds/../package.json", "dkfds/css/dkfds-virkdk.min.css", f"{STYLESHEET}"]
)
def test_nothing_else_of_the_package_is_served(path: str) -> None:
    assert DesignSystemFinder().find(path) == []


def test_the_lock_file_pins_by_content_and_names_no_host() -> None:
    lock = json.loads((CLONE / "package-lock.json").read_text())
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert packages
    assert all(package["integrity"].startswith("sha512-") for package in packages.values())
    assert not re.search(r"https?://(?!opencollective)", json.dumps(lock))
