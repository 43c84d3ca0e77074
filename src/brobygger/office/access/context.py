"""Who acts, and in which municipality: said to the database once a transaction, and forgotten with it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import DEFAULT_DB_ALIAS, connections, transaction

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .models import Municipality, Officer

SAY = """SELECT set_config('brobygger.municipality', %s, true), set_config('brobygger.officer', %s, true)"""
SAY_AND_ONLY_READ = f"{SAY}, set_config('transaction_read_only', 'on', true)"
HEAR = "SELECT current_setting('brobygger.municipality', true), current_setting('brobygger.officer', true)"


@contextmanager
def acting(
    officer: Officer | None,
    *,
    municipality: Municipality | None = None,
    read_only: bool = False,
    using: str = DEFAULT_DB_ALIAS,
) -> Iterator[None]:
    """One transaction in which *officer* acts within a municipality, their own unless another is given.

    With no officer the database refuses every write; with *read_only* it does so for anybody. What held before the
    block holds again after it.
    """
    where = municipality.pk if municipality else officer.municipality_id if officer else None
    with _as_before(using), transaction.atomic(using=using):
        say(where, officer.pk if officer else None, read_only=read_only, using=using)
        yield


def say(
    municipality: int | None, officer: int | None, *, read_only: bool = False, using: str = DEFAULT_DB_ALIAS
) -> None:
    """Tell the database, for the rest of this transaction, whose rows there are and who writes them."""
    with connections[using].cursor() as cursor:
        cursor.execute(SAY_AND_ONLY_READ if read_only else SAY, [_text(municipality), _text(officer)])


@contextmanager
def _as_before(using: str) -> Iterator[None]:
    """Inside a transaction already open, its own context comes back; a failed block is rolled back, context and all."""
    connection = connections[using]
    if not connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(HEAR)
        before = [value or "" for value in cursor.fetchone()]
    yield
    with connection.cursor() as cursor:
        cursor.execute(SAY, before)


def _text(number: int | None) -> str:
    return "" if number is None else str(number)
