"""One duty settled: its dates, moved by what was decided, its standing on the day asked, and all that explains it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise

from brobygger.law.clocks import Clocks
from brobygger.law.counting import months_after
from brobygger.law.deciding import (
    PAUSED,
    POSTPONED,
    WAIVED,
    Dates,
    decisions_on,
    holds,
    may_be_paused,
    meets,
    paused,
    told,
)
from brobygger.law.deferring import deferred
from brobygger.law.facts import Decision
from brobygger.law.findings import Finding, Step
from brobygger.law.holidays import last_working_day
from brobygger.law.lapsing import Ended, Lapse
from brobygger.law.pairing import Pair
from brobygger.law.remarks import frame_waits, short_notice
from brobygger.law.rulebook import Rule, Rulebook, Text
from brobygger.law.slots import Slot
from brobygger.law.starts import Start
from brobygger.law.stays import Stay
from brobygger.law.suspending import ITS_END
from brobygger.law.wording import RECORDED_UNKNOWN, TOO_LATE, missing_said, short_said

FULFILLED, FULFILLED_LATE, LAPSED, OPEN, OVERDUE, UNDETERMINED = (
    "fulfilled", "fulfilled_late", "lapsed", "open", "overdue", "undetermined",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One rule for one subject: what all its duties have in common.

    `stays` holds the one stay in which they are owed, or all of them for a rule of the whole life.
    """

    clocks: Clocks
    rule: Rule
    subject: str | None
    stays: tuple[Ended, ...]
    lapse: Lapse | None
    frame_awaits: str
    stay: Stay | None = field(init=False)
    """The stay in which the duties are owed; None when they are counted over the whole life."""

    def __post_init__(self) -> None:
        """The stay is told once: every duty of the rule asks for it."""
        object.__setattr__(self, "stay", None if self.rule.whole_life else self.stays[0].stay)

    def occurrence(self, number: int) -> int:
        """The number of the n-th duty among all of the rule, those of other stays too."""
        return self.stay.occurrence(number) if self.stay else number

    def lapse_of(self, bound: date | None) -> Lapse | None:
        """What lapses a duty bound by that day: an ending, or that the person was away then and came again."""
        for ended, following in pairwise(self.stays):
            if bound and ended.lapse and ended.lapse.day < bound < following.stay.since:
                return ended.lapse
        return self.lapse


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The standing on the day asked, what is broken, and the decision or the departure that made it so.

    What is `too_late` was due in a stay that is over.
    """

    standing: str
    breach: str = "none"
    decided: Decision | None = None
    lapse: Lapse | None = None
    too_late: bool = False


def settle(setting: Setting, pair: Pair, placed: set[Decision]) -> Finding:
    """One duty of the rule. *placed* holds the postponements that an earlier duty of the same rule has used."""
    clocks, rule, known = setting.clocks, setting.rule, setting.clocks.known
    law, slots = pair.law, pair.slots
    leading = slots[0]
    start = next((slot.start for slot in slots if slot.start.day), leading.start)
    fulfilled_on = next((slot.fulfilled_on for slot in slots if slot.fulfilled_on), None)
    runs_from = running_from(start, slots)
    decisions = decisions_for(setting, pair, runs_from, fulfilled_on, placed)
    dates = deferred(dates_of(pair, rule), known, leading.version, setting.subject, rule)
    dates = paused(dates, decisions, leading.version, runs_from, on=known.on)
    due = dates.due_on
    missing = tuple(dict.fromkeys((*(name for slot in slots for name in slot.missing), *dates.missing)))
    missing = missing if fulfilled_on is None else ()
    outcome = stand(setting, dates, fulfilled_on, decisions, may_pause=may_be_paused(leading.version))
    governing = law if law and law.limit else next((slot for slot in slots if slot.due), leading)
    citing = governing.version or rule.versions[-1]
    short = [said for slot in slots if (said := short_notice(clocks, slot, setting.subject))]
    evidence = evidence_of(slots, dates, outcome.lapse, (key for _, keys in short for key in keys))
    return Finding(
        rule=rule.id,
        person=setting.subject,
        occurrence=setting.occurrence(pair.number),
        title=rule.title_of(governing.version),
        standing=outcome.standing,
        due_on=due,
        legal_due_on=dates.legal_due_on,
        frame_due_on=dates.frame_due_on,
        runs_out=not of_the_office(rule),
        stay=setting.stay.number if setting.stay else None,
        stay_from=setting.stay.began if setting.stay else None,
        stay_to=setting.stay.ended if setting.stay else None,
        stay_followed=setting.stay is not None and setting.stays[0].followed,
        nothing_after=setting.lapse.day if setting.lapse else None,
        work_by=last_working_day(due) if due else None,
        watch_from=months_after(due, -rule.watch_months) if due and rule.watch_months else None,
        counted_from=start.day,
        fulfilled_on=fulfilled_on,
        decided_until=outcome.decided.until if outcome.decided else None,
        missing=missing,
        breach=outcome.breach,
        role=rule.role,
        waits_for=waiting_for(rule, outcome.standing, missing, clocks),
        basis=citing.basis,
        confirmed=all(slot.confirmed for slot in slots),
        citation=citing.citation,
        in_short=in_short(pair, governing, clocks.rulebook),
        reckoning=reckoning(setting, pair, dates, decisions, missing),
        fulfilled_by=rule.fulfilled_by,
        evidence=evidence,
        remarks=remarks_on(setting, pair, outcome, [text for text, _ in short], evidence),
    )


def running_from(start: Start, slots: list[Slot]) -> date | None:
    """The day the duty has run from: its clock's start; what is counted back from that day has always run."""
    counted_back = any(slot.due and start.day and slot.due < start.day for slot in slots)
    return None if counted_back else start.day


def dates_of(pair: Pair, rule: Rule) -> Dates:
    """The earlier of both layers' dates, the law's limit, which what binds nobody has not, and the frame's."""
    return Dates(
        due_on=min((slot.due for slot in pair.slots if slot.due), default=None),
        legal_due_on=pair.law.limit if pair.law and not rule.binds_nobody else None,
        frame_due_on=pair.frame.limit if pair.frame else None,
    )


def in_short(pair: Pair, governing: Slot, book: Rulebook) -> Text:
    """How the earliest date is counted, in a few words; none where nothing is counted."""
    dated = [slot for slot in pair.slots if slot.due]
    slot = min(dated, key=lambda slot: slot.due or date.max, default=governing)
    if slot.version is None or not slot.start.label:
        return {"da": "", "en": ""}
    if slot.runs_again:
        return short_said(slot.version, slot.start.label, ITS_END)
    milestone = book.rules.get(slot.start.what)
    return short_said(slot.version, slot.start.label, milestone.in_short if milestone else None)


def decisions_for(
    setting: Setting, pair: Pair, start: date | None, fulfilled_on: date | None, placed: set[Decision]
) -> list[Decision]:
    """What was decided of this duty. A postponement that names no occurrence is of the first one not fulfilled."""
    if not setting.clocks.known.decisions:
        return []
    found = [
        decision
        for decision in decisions_on(
            setting.clocks.known, setting.rule, setting.subject, setting.occurrence(pair.number)
        )
        if decision not in placed and meets(decision, counted_from=start, fulfilled_on=fulfilled_on)
    ]
    placed.update(decision for decision in found if decision.kind == POSTPONED and decision.occurrence is None)
    return found


def stand(
    setting: Setting, dates: Dates, fulfilled_on: date | None, decisions: list[Decision], *, may_pause: bool
) -> Outcome:
    """The standings, told one by one in the order in which they win."""
    rule, on, due = setting.rule, setting.clocks.known.on, dates.due_on
    bound = min(filter(None, (dates.legal_due_on, dates.frame_due_on)), default=due)
    last = bound if of_the_office(rule) else dates.legal_due_on or due
    if fulfilled_on is not None:
        late = last is not None and fulfilled_on > last
        return Outcome(
            standing=FULFILLED_LATE if late else FULFILLED,
            breach=dates.breach(fulfilled_on) if of_the_office(rule) else "none",
        )
    holding = [decision for decision in decisions if holds(decision, due, on)]
    if waiver := next((decision for decision in holding if decision.kind == WAIVED), None):
        breach = dates.breach(waiver.starts) if of_the_office(rule) else "none"
        return Outcome(standing=WAIVED, breach=breach, decided=waiver)
    bound = min(filter(None, (dates.legal_due_on, dates.frame_due_on)), default=due)
    lapse = setting.lapse_of(bound)
    if lapse and (bound is None or bound > lapse.day):
        return Outcome(standing=LAPSED, lapse=lapse)
    if due is None:
        return Outcome(standing=UNDETERMINED)
    if not of_the_office(rule):
        return Outcome(standing=LAPSED if last and on > last else OPEN)
    kinds = (POSTPONED, PAUSED) if may_pause else (POSTPONED,)
    running = next((decision for decision in holding if decision.kind in kinds), None)
    seen = min(on, lapse.day + timedelta(days=1)) if lapse else on  # what would fall due after the lapse is not broken
    if not rule.whole_life and setting.stays[0].followed:
        outcome = Outcome(standing=LAPSED, too_late=True)
    else:
        standing = running.kind if running else OVERDUE if bound and on > bound else OPEN
        outcome = Outcome(standing=standing, decided=running)
    return replace(outcome, breach=dates.breach(seen))


def of_the_office(rule: Rule) -> bool:
    """The office can be late with it; a citizen's deadline and a right that ends by itself run out instead."""
    return not (rule.owed_by_citizen or rule.ends_by_itself)


def reckoning(
    setting: Setting, pair: Pair, dates: Dates, decisions: list[Decision], missing: tuple[str, ...]
) -> tuple[Step, ...]:
    """The reckoning in the order it is told: start, law, frame, what was moved, what was decided, what is missing."""
    leading = pair.slots[0]
    steps: list[Step] = []
    for step in (*(step for slot in pair.slots for step in slot.steps), *dates.steps):
        if step not in steps:
            steps.append(step)
    steps += [told(decision, leading.version) for decision in decisions if decision.kind != PAUSED]
    if missing:
        lacking = next((slot for slot in pair.slots if slot.missing), leading)
        steps.append(missing_step(setting, lacking, missing, known_due=dates.due_on, by_law=lacking is pair.law))
    return tuple(steps)


def missing_step(
    setting: Setting, slot: Slot, missing: tuple[str, ...], *, known_due: date | None, by_law: bool
) -> Step:
    """What is missing, and for whose date, as the last step."""
    version = slot.version or setting.rule.versions[-1]
    return Step(
        rule=setting.rule.id,
        version_in_force=version.in_force,
        from_what=missing[0],
        counted_from=None,
        count="missing",
        number=0,
        falls_on=None,
        basis=version.basis,
        confirmed=slot.confirmed,
        citation=version.citation,
        text=missing_said(missing, setting.clocks.rulebook.facts, besides=known_due is not None, by_law=by_law),
    )


def waiting_for(rule: Rule, standing: str, missing: tuple[str, ...], clocks: Clocks) -> str:
    """Whom the duty waits for: undetermined waits for whoever can tell what is missing."""
    if standing == UNDETERMINED and missing and missing[0] in clocks.rulebook.facts:
        return clocks.rulebook.facts[missing[0]].waits_for
    return rule.waits_for


def evidence_of(slots: list[Slot], dates: Dates, lapse: Lapse | None, besides: Iterable[str]) -> tuple[str, ...]:
    """The key of every fact that was used."""
    keys = [key for slot in slots for key in slot.evidence]
    keys += [*dates.evidence, *(lapse.evidence if lapse else ()), *besides]
    return tuple(dict.fromkeys(filter(None, keys)))


def remarks_on(
    setting: Setting, pair: Pair, outcome: Outcome, short: list[Text], evidence: tuple[str, ...]
) -> tuple[Text, ...]:
    """What the officer should know beside the dates."""
    remarks: list[Text] = [outcome.lapse.why] if outcome.lapse else []
    remarks += [TOO_LATE] if outcome.too_late else []
    remarks += short
    if setting.frame_awaits and pair.frame is None:
        remarks.append(frame_waits(setting.clocks, setting.frame_awaits))
    if not setting.clocks.known.unrecorded.isdisjoint(evidence):
        remarks.append(RECORDED_UNKNOWN)
    return tuple(remarks)
