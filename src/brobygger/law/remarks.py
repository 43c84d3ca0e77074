"""What an officer should know of a duty beside its dates."""

from __future__ import annotations

from brobygger.law.clocks import Clocks
from brobygger.law.rulebook import Text
from brobygger.law.slots import Slot
from brobygger.law.wording import said


def short_notice(clocks: Clocks, slot: Slot, subject: str | None) -> tuple[Text, tuple[str, ...]] | None:
    """Says, with its evidence, that the time from the notice is shorter than the frame promises the office."""
    version = slot.version
    if version is None or not version.short_under_days or slot.limit is None:
        return None
    notice = clocks.known.event(version.short_from, subject)
    if notice is None or notice.day is None or (slot.limit - notice.day).days >= version.short_under_days:
        return None
    days, least = (slot.limit - notice.day).days, version.short_under_days
    text = {
        "da": f"Kort varsel: {days} dage fra {said(notice.day, 'da')}; rammen siger mindst {least}.",
        "en": f"Short notice: {days} days from {said(notice.day, 'en')}; the frame says at least {least}.",
    }
    return text, (notice.key,)


def frame_waits(clocks: Clocks, name: str) -> Text:
    """Says that the frame's own date cannot be told before something has happened."""
    label = clocks.rulebook.facts[name].label
    return {
        "da": f"Rammens frist kan først regnes, når dette er oplyst: {label['da']}.",
        "en": f"The frame's deadline can be counted once this is known: {label['en']}.",
    }
