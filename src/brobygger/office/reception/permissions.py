"""Who takes in notices, and who sees who is expected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from brobygger.office.access import permissions
from brobygger.office.access.choices import Extent, Role

if TYPE_CHECKING:
    from brobygger.office.access.models import Officer


def may_take_in(officer: Officer) -> bool:
    """Those who enter every kind of fact, and the automatic officer, in whose name a command loads a file."""
    return permissions.extent(officer, "facts") is Extent.ALL or officer.role == Role.AUTOMATIC


def may_see_expected(officer: Officer) -> bool:
    """Those who see cases at all: housing must find beds, citizen service must register."""
    return permissions.may(officer, "cases")
