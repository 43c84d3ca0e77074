"""One layer of one rule for one subject: which way its versions repeat, and the slots that follow."""

from __future__ import annotations

from dataclasses import dataclass, field

from brobygger.law.clocks import Choice, Clocks
from brobygger.law.occasions import Occasions
from brobygger.law.rulebook import Rule, Version
from brobygger.law.slots import Slot
from brobygger.law.streams import Stream


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """The slots of a layer; with none, `awaits` names the event that its clock would start with."""

    slots: list[Slot] = field(default_factory=list)
    awaits: str = ""


def layer_of(clocks: Clocks, rule: Rule, versions: tuple[Version, ...], subject: str | None) -> Layer:
    """Every slot up to the day asked, and the next; none when the layer has no version for this subject."""
    if not versions:
        return Layer()
    occasions = Occasions(clocks, rule, versions, subject)
    if all(version.repeats == "each" for version in versions):
        return Layer(slots=occasions.each())
    choice = clocks.govern(versions, subject)
    if choice is None or choice.start.happens:
        return Layer(awaits=choice.start.what if choice else "")
    return Layer(slots=slots_from(choice, occasions))


def slots_from(choice: Choice, occasions: Occasions) -> list[Slot]:
    """The slots that follow from the choice at the layer's beginning."""
    if choice.version is None or choice.start.day is None:
        slot = occasions.undetermined(choice, choice.missing or choice.start.missing)
        met = all(version.repeats == "once" for version in occasions.versions)
        return [occasions.met_once(slot) if met else slot]
    if choice.version.repeats == "once":
        return [occasions.once(choice)]
    return Stream(occasions.clocks, occasions.rule, occasions.versions, occasions.subject).walk(choice.start)
