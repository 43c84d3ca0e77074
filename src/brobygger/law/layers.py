"""One layer of one rule for one subject: which way its versions repeat, and the slots that follow."""

from __future__ import annotations

from dataclasses import dataclass, field

from brobygger.law.clocks import Clocks
from brobygger.law.occasions import Occasions
from brobygger.law.rulebook import RUNNING, Rule, Version
from brobygger.law.slots import Slot
from brobygger.law.starts import Choice
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
    if all(version.repeats == "each" for version in versions):
        return Layer(slots=Occasions(clocks, rule, versions, subject).each())
    choice = clocks.govern(versions, subject)
    runs_on = any(version.repeats in RUNNING for version in versions)
    if choice is not None and choice.start.happens:
        return Layer(awaits=choice.start.what)
    dated = choice is None or choice.start.day is not None
    if runs_on and dated and (start := clocks.anchor(versions, subject)):
        return Layer(slots=Stream(clocks, rule, versions, subject).walk(start))
    return Layer(slots=[once(choice, Occasions(clocks, rule, versions, subject))] if choice else [])


def once(choice: Choice, occasions: Occasions) -> Slot:
    """The one slot, also when its date, or its being at all, cannot be told."""
    if choice.version is not None and choice.start.day is not None:
        return occasions.not_read(choice) if choice.version.repeats == "not_read" else occasions.once(choice)
    slot = occasions.undetermined(choice, choice.missing or choice.start.missing)
    return occasions.met_once(slot) if all(version.repeats == "once" for version in occasions.versions) else slot
