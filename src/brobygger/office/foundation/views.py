"""The style guide: every component on one page, with made-up content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from brobygger.office.foundation import samples
from brobygger.office.foundation.forms import ReasonForm
from brobygger.office.foundation.parts import Tag, Tone

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def style_guide(request: HttpRequest) -> HttpResponse:
    """Shows each component as rooms use it; there is nothing here about anyone."""
    context = {
        "today": samples.TODAY,
        "tones": [Tag(tone.value, tone) for tone in Tone],
        "duties": samples.duties(),
        "why": samples.why(),
        "undetermined": samples.undetermined(),
        "lines": samples.lines(),
        "moves": samples.moves(),
        "chips": samples.chips(),
        "tabs": samples.tabs(),
        "page": samples.pages(),
        "form": samples.SampleForm({"signed_on": "31.2.2018", "place": ""}),
        "reason": ReasonForm(),
    }
    return render(request, "foundation/guide.html", context)


style_guide.door = None  # type: ignore[attr-defined]  # open to everyone, as access.doors reads it
