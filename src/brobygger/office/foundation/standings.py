"""One wording and one colour per standing, wherever a duty is shown."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext

from brobygger.office.foundation.parts import Tag, Tone

SUNDAY = 7
TONES = {
    "overdue": Tone.LATE,
    "fulfilled": Tone.MET,
    "fulfilled_late": Tone.LATE,
    "undetermined": Tone.MISSING,
}


def tag_for(standing: TextChoices, *, due_on: date | None, today: date, last_day: date | None = None) -> Tag:
    """Tell a duty's standing as the worklist does: an open one by how near its day is, the others by name.

    *due_on* is the day to work to and *last_day* the day that binds, where it is later: between them nothing is late.
    """
    if standing.value == "open" and due_on is not None:
        return _near(due_on, last_day or due_on, label=str(standing.label), today=today)
    return Tag(str(standing.label), TONES.get(str(standing.value), Tone.QUIET))


def _near(due_on: date, last_day: date, *, label: str, today: date) -> Tag:
    """An open duty is late, ought to be done by now, due today, due this week (to Sunday) or still to come."""
    if last_day < today:
        return Tag(gettext("Overskredet"), Tone.LATE)
    if due_on < today:
        return Tag(gettext("Bør ske nu"), Tone.SOON)
    if due_on == today:
        return Tag(gettext("I dag"), Tone.SOON)
    if due_on <= today + timedelta(days=SUNDAY - today.isoweekday()):
        return Tag(gettext("Denne uge"), Tone.SOON)
    return Tag(label, Tone.COMING)
