"""Doctests of the law core, run as tests."""

from __future__ import annotations

import doctest
import importlib
from collections.abc import Callable

import pytest


@pytest.fixture
def run_doctests() -> Callable[[str], int]:
    """How many examples in a module's docstrings fail."""
    return lambda name: doctest.testmod(importlib.import_module(name)).failed
