"""What the log may hold: when, where, what went wrong. Never who it was about.

An error's own message may quote what was entered (PostgreSQL's do), so an exception is told by its type and place only.
"""

from __future__ import annotations

import logging
import re
import traceback
from typing import TYPE_CHECKING, Any

import structlog

if TYPE_CHECKING:
    from structlog.typing import EventDict, WrappedLogger

CPR = re.compile(r"(?<!\d)\d{6}[- ]?\d{4}(?!\d)")


def without_personal_data(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """The entry with exceptions told by type and place, and with anything that looks like a CPR number crossed out."""
    fault = event.pop("exc_info", None)
    if isinstance(fault, BaseException):
        fault = (type(fault), fault, fault.__traceback__)
    if isinstance(fault, tuple) and fault[0] is not None:
        event["exception"] = fault[0].__qualname__
        event["at"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(fault[2])]
    return {key: _crossed_out(value) for key, value in event.items() if not key.startswith("_")}


def _crossed_out(value: Any) -> Any:
    if isinstance(value, str):
        return CPR.sub("[cpr]", value)
    if isinstance(value, (list, tuple)):
        return [_crossed_out(item) for item in value]
    if value is None or isinstance(value, (bool, int, float)):
        return value
    return CPR.sub("[cpr]", str(value))


SHARED = (
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
)


class Formatter(structlog.stdlib.ProcessorFormatter):
    """One line of JSON an entry, Django's own entries included."""

    def __init__(self) -> None:
        super().__init__(
            foreign_pre_chain=SHARED,
            processors=[without_personal_data, structlog.processors.JSONRenderer(ensure_ascii=False)],
        )

    def format(self, record: logging.LogRecord) -> str:
        """The entry without the request object that Django hangs on it."""
        record.__dict__.pop("request", None)
        return super().format(record)


def configure() -> dict[str, Any]:
    """Django's `LOGGING`: everything to standard error."""
    structlog.configure(
        processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "brobygger.site.logs.Formatter"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {"django.server": {"handlers": ["stderr"], "propagate": False}},
    }
