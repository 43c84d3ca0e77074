"""What an officer may see and do: one table (`roles.toml`), asked here by everyone."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from .choices import Extent

if TYPE_CHECKING:
    from .models import Officer

MATRIX = Path(__file__).with_name("roles.toml")
COLUMNS = (
    "cases",
    "facts",
    "health",
    "economy",
    "housing",
    "protected",
    "export",
    "rules",
    "settling",
    "log",
    "officers",
)


@cache
def matrix() -> dict[str, dict[str, Extent]]:
    """Role, then column, then how far the right reaches."""
    table = tomllib.loads(MATRIX.read_text(encoding="utf-8"))
    return {role: {column: Extent(row[column]) for column in COLUMNS} for role, row in table.items()}


def extent(officer: Officer, column: str) -> Extent:
    """How far *officer*'s right reaches in *column*; a column that is not in the table is an error, never a yes."""
    return matrix()[officer.role][column]


def may(officer: Officer, column: str) -> bool:
    """Whether *officer* has any right at all in *column*."""
    return extent(officer, column) is not Extent.NO
