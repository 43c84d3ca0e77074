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
    return _tags()[standing]


def named(standing: str) -> str:
    """A standing's name alone, where no day is near or far."""
    return gettext("Åben") if standing == "open" else _tags()[standing].text


def _tags() -> dict[str, Tag]:
    return {
        "overdue": Tag(gettext("Overskredet"), Tone.LATE),
        "fulfilled": Tag(gettext("Opfyldt"), Tone.MET),
        "fulfilled_late": Tag(gettext("Opfyldt for sent"), Tone.LATE),
        "undetermined": Tag(gettext("Mangler oplysning"), Tone.MISSING),
        "waived": Tag(gettext("Frafaldet"), Tone.QUIET),
        "postponed": Tag(gettext("Udsat"), Tone.QUIET),
        "paused": Tag(gettext("Sat på pause"), Tone.QUIET),
        "lapsed": Tag(gettext("Bortfaldet"), Tone.QUIET),
    }


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


def waiting_for(whom: str) -> str:
    """Whom a duty waits for, in the words of the worklist."""
    return {
        "us": gettext("os"),
        "citizen": gettext("borger"),
        "immigration_service": gettext("Udlændingestyrelsen"),
        "language_school": gettext("sprogskole"),
        "interpreter": gettext("tolk"),
        "doctor": gettext("læge"),
        "other_municipality": gettext("anden kommune"),
    }[whom]
