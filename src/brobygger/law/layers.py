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


NOTHING = Layer()


def layers_of(clocks: Clocks, rule: Rule, subject: str | None) -> tuple[Layer, Layer]:
    """The law's layer and the frame's; what a layer awaits is told of the frame alone, beside what the law owes."""
    law = layer_of(clocks, rule, rule.law, subject, awaited=False)
    return law, layer_of(clocks, rule, rule.frame, subject, awaited=bool(law.slots))


def layer_of(
    clocks: Clocks, rule: Rule, versions: tuple[Version, ...], subject: str | None, *, awaited: bool = True
) -> Layer:
    """Every slot up to the day asked, and the next; none when the layer has no version for this subject.

    Unless what it awaits is *awaited* by the caller, nobody is asked about while no clock of the layer can start.
    """
    if not versions:
        return NOTHING
    if versions[0].repeats == "each" and all(version.repeats == "each" for version in versions):
        return Layer(slots=Occasions(clocks, rule, versions, subject).each())
    if not awaited and not clocks.may_start(versions, subject):
        return NOTHING
    choice = clocks.govern(versions, subject)
    if choice is not None and choice.start.happens:
        return Layer(awaits=choice.start.what)
    runs_on = rule.runs_on and any(version.repeats in RUNNING for version in versions)
    dated = choice is None or choice.start.day is not None
    if runs_on and dated and (start := clocks.anchor(versions, subject)):
        return Layer(slots=Stream(clocks, rule, versions, subject).walk(start))
    return Layer(slots=[once(choice, Occasions(clocks, rule, versions, subject))]) if choice else NOTHING


def once(choice: Choice, occasions: Occasions) -> Slot:
    """The one slot, also when its date, or its being at all, cannot be told."""
    if choice.version is not None and choice.start.day is not None:
        return occasions.not_read(choice) if choice.version.repeats == "not_read" else occasions.once(choice)
    slot = occasions.undetermined(choice, choice.missing or choice.start.missing)
    return occasions.met_once(slot) if all(version.repeats == "once" for version in occasions.versions) else slot
