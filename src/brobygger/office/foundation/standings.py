"""One wording and one colour per standing, wherever a duty is shown."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext

from brobygger.office.foundation.parts import Tag, Tone

SUNDAY = 7


def tag_for(standing: str, *, due_on: date | None, today: date) -> Tag:
    """Tell a duty's standing as the worklist does: an open one by how near its day is."""
    if standing == "open":
        return _open(due_on, today=today)
    known = {
        "overdue": Tag(gettext("Overskredet"), Tone.LATE),
        "fulfilled": Tag(gettext("Opfyldt"), Tone.MET),
        "fulfilled_late": Tag(gettext("Opfyldt for sent"), Tone.LATE),
        "undetermined": Tag(gettext("Mangler oplysning"), Tone.MISSING),
        "waived": Tag(gettext("Frafaldet"), Tone.QUIET),
        "postponed": Tag(gettext("Udsat"), Tone.QUIET),
        "paused": Tag(gettext("Sat på pause"), Tone.QUIET),
        "lapsed": Tag(gettext("Bortfaldet"), Tone.QUIET),
    }
    return known[standing]


def _open(due_on: date | None, *, today: date) -> Tag:
    """An open duty is late, due today, due this week (to Sunday) or still to come."""
    if due_on is None:
        return Tag(gettext("Uden frist"), Tone.QUIET)
    if due_on < today:
        return Tag(gettext("Overskredet"), Tone.LATE)
    if due_on == today:
        return Tag(gettext("I dag"), Tone.SOON)
    if due_on <= today + timedelta(days=SUNDAY - today.isoweekday()):
        return Tag(gettext("Denne uge"), Tone.SOON)
    return Tag(gettext("Kommende"), Tone.COMING)
