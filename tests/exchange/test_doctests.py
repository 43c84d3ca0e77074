"""The examples in the docstrings are true."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

from brobygger import exchange


@pytest.mark.parametrize("name", [module.name for module in pkgutil.iter_modules(exchange.__path__)])
def test_examples_hold(name: str) -> None:
    assert doctest.testmod(importlib.import_module(f"brobygger.exchange.{name}")).failed == 0
