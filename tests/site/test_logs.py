"""What goes wrong is logged with type and place, and never with who it was about."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any

import pytest
import structlog
from django.db import DatabaseError, connection

from brobygger.site.logs import Formatter

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def logged() -> Callable[..., dict[str, Any]]:
    """The line that an entry becomes."""

    def line(message: str, *arguments: object, exc_info: Any = None, **extra: object) -> dict[str, Any]:
        record = logging.LogRecord("office", logging.ERROR, __file__, 1, message, arguments, exc_info)
        record.__dict__.update(extra)
        told: dict[str, Any] = json.loads(Formatter().format(record))
        return told

    return line


def test_a_line_is_json_with_time_level_and_room(logged: Callable[..., dict[str, Any]]) -> None:
    told = logged("Not Found: %s", "/cases/")
    assert told.keys() == {"event", "level", "logger", "timestamp"}
    assert told["event"] == "Not Found: /cases/"


@pytest.mark.parametrize("number", ["6101804321", "610180-4321", "610180 4321"])
def test_what_looks_like_a_cpr_number_is_crossed_out(logged: Callable[..., dict[str, Any]], number: str) -> None:
    assert logged("Not Found: /find/%s/", number)["event"] == "Not Found: /find/[cpr]/"


@pytest.mark.parametrize("number", ["12345678", "20261122103045123456", "v610180-43212"])
def test_other_numbers_are_left(logged: Callable[..., dict[str, Any]], number: str) -> None:
    assert logged("Sag %s", number)["event"] == f"Sag {number}"


@pytest.mark.django_db
def test_the_database_s_own_message_quotes_the_row_and_is_left_out(logged: Callable[..., dict[str, Any]]) -> None:
    with pytest.raises(DatabaseError, match="Amal") as raised, connection.cursor() as cursor:
        cursor.execute("SELECT ('Amal Haddad')::int")
    told = logged("Internal Server Error", exc_info=raised._excinfo, request="<WSGIRequest Amal>")
    assert told["exception"] == "DataError"
    assert "test_logs.py" in told["at"][0]
    assert "Amal" not in json.dumps(told)


def test_the_office_s_own_entries_go_the_same_way(caplog: pytest.LogCaptureFixture) -> None:
    structlog.get_logger("reception").warning("refused", row=3, cpr="610180-4321")
    told = json.loads(Formatter().format(caplog.records[0]))
    assert (told["event"], told["row"], told["cpr"]) == ("refused", 3, "[cpr]")
