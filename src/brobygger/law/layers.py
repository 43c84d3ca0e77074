"""One layer of one rule for one subject: which way its versions repeat, and the slots that follow."""

from __future__ import annotations

from brobygger.law.clocks import Clocks
from brobygger.law.occasions import Occasions
from brobygger.law.rulebook import Rule, Version
from brobygger.law.slots import Slot
from brobygger.law.streams import Stream


def layer_slots(clocks: Clocks, rule: Rule, versions: tuple[Version, ...], subject: str | None) -> list[Slot]:
    """Every slot up to the day asked, and the next; none when the layer has no version for this subject."""
    if not versions:
        return []
    occasions = Occasions(clocks, rule, versions, subject)
    if all(version.repeats == "each" for version in versions):
        return occasions.each()
    choice = clocks.govern(versions, subject)
    if choice is None or choice.start.happens:
        return []
    if choice.version is None or choice.start.day is None:
        slot = occasions.undetermined(choice, choice.missing or choice.start.missing)
        return [occasions.met_once(slot) if all(version.repeats == "once" for version in versions) else slot]
    if choice.version.repeats == "once":
        return [occasions.once(choice)]
    return Stream(clocks, rule, versions, subject).walk(choice.start)
