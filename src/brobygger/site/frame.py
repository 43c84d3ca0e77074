"""What stands around every page; the one place that knows all rooms' doors and in which order the menu names them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from brobygger.office.foundation.parts import Frame

if TYPE_CHECKING:
    from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, Frame]:
    """The frame for the officer who asks; an empty one for a visitor who has not signed in."""
    municipality = getattr(request, "municipality", None)
    return {"frame": Frame(municipality=municipality.name if municipality else "")}
