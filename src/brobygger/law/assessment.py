"""From facts and law to duties: the one function that the office, the command and the screen all ask.

Pure: no clock, no settings, no database. The same facts in any order give the same findings.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from brobygger.law.clocks import Clocks, Start
from brobygger.law.counting import months_after
from brobygger.law.deciding import (
    POSTPONED,
    WAIVED,
    Dates,
    decision_step,
    decisions_on,
    deferred,
    may_be_paused,
    meets,
    paused,
)
from brobygger.law.facts import CaseFile, Decision
from brobygger.law.findings import Finding, Step
from brobygger.law.holidays import last_working_day
from brobygger.law.known import Known
from brobygger.law.lapsing import PERMIT, Lapse, lapse_of
from brobygger.law.layers import layer_slots
from brobygger.law.pairing import Pair, paired
from brobygger.law.rulebook import Rule, Rulebook, Text
from brobygger.law.slots import Slot
from brobygger.law.wording import RECORDED_UNKNOWN, missing_said, said

FULFILLED, FULFILLED_LATE, LAPSED, OPEN, OVERDUE, UNDETERMINED = (
    "fulfilled", "fulfilled_late", "lapsed", "open", "overdue", "undetermined",
)  # fmt: skip
SETTLED = (FULFILLED, FULFILLED_LATE, LAPSED, WAIVED)


def assess(case: CaseFile, rulebook: Rulebook, *, on: date, known_on: date | None = None) -> list[Finding]:
    """Every duty the facts give rise to, as it stood on *on* by what was known on *known_on* (else the same day)."""
    known = Known(case, rulebook, on=on, known_on=known_on or on)
    clocks = Clocks(known, rulebook)
    return sorted_findings(
        finding for subject in (*known.persons, None) for finding in assess_subject(clocks, rulebook, subject)
    )


def reassess(
    before: Iterable[Finding],
    case: CaseFile,
    rulebook: Rulebook,
    *,
    persons: frozenset[str],
    on: date,
    known_on: date | None = None,
) -> list[Finding]:
    """The same as `assess`, when since *before* (same day asked) only facts of *persons* have changed."""
    known = Known(case, rulebook, on=on, known_on=known_on or on)
    clocks = Clocks(known, rulebook)
    kept = [finding for finding in before if finding.person is not None and finding.person not in persons]
    anew = [found for subject in (*sorted(persons), None) for found in assess_subject(clocks, rulebook, subject)]
    return sorted_findings((*kept, *anew))


def sorted_findings(findings: Iterable[Finding]) -> list[Finding]:
    """By date, then rule, person and occurrence; what has no date comes first."""
    return sorted(
        findings, key=lambda found: (found.due_on or date.min, found.rule, found.person or "", found.occurrence)
    )


def assess_subject(clocks: Clocks, rulebook: Rulebook, subject: str | None) -> list[Finding]:
    """Every duty towards one person, or towards the family when the subject is None."""
    wanted = "family" if subject is None else "person"
    lapse = lapse_of(clocks.known, subject)
    found: list[Finding] = []
    for rule in rulebook.duties:
        if rule.subject == wanted:
            found += assess_rule(clocks, rule, subject, lapse)
    return found


def assess_rule(clocks: Clocks, rule: Rule, subject: str | None, lapse: Lapse | None) -> list[Finding]:
    """One rule's findings: the law's slots and the frame's, those that are one duty together."""
    law = layer_slots(clocks, rule, tuple(version for version in rule.versions if version.is_law), subject)
    frame = layer_slots(clocks, rule, tuple(version for version in rule.versions if not version.is_law), subject)
    runs_on = any(version.repeats not in ("once", "each") for version in rule.versions)
    findings: list[Finding] = []
    for pair in paired(law, frame, runs_on=runs_on):
        finding = settle(clocks, rule, subject, pair, lapse)
        findings.append(finding)
        if finding.standing == LAPSED and runs_on:
            break
    return findings


def settle(clocks: Clocks, rule: Rule, subject: str | None, pair: Pair, lapse: Lapse | None) -> Finding:
    """One duty: the earlier of both dates, moved by what was decided, with its standing on the day asked."""
    known = clocks.known
    law, slots = pair.law, pair.slots
    leading = law if law is not None and law.version is not None else slots[-1]
    dates = Dates(
        due_on=min((slot.due for slot in slots if slot.due), default=None), legal_due_on=law.limit if law else None
    )
    fulfilled_on = next((slot.fulfilled_on for slot in slots if slot.fulfilled_on), None)
    start = next((slot.start for slot in slots if slot.start.day), leading.start)
    decisions = [
        decision
        for decision in decisions_on(known, rule, subject, pair.number)
        if meets(decision, counted_from=start.day, fulfilled_on=fulfilled_on)
    ]
    version = leading.version
    dates = deferred(dates, known, version, subject, rule)
    dates = paused(dates, decisions, version, start.day, on=known.on)
    missing = tuple(dict.fromkeys(name for slot in slots for name in slot.missing)) if fulfilled_on is None else ()
    standing, breach, decided = stand(
        rule, dates, fulfilled_on, decisions, lapse, may_pause=may_be_paused(version), on=known.on
    )
    governing = law if law is not None and law.limit else next((slot for slot in slots if slot.due), leading)
    steps = merged_steps(slots, dates.steps, decided, missing, clocks)
    evidence = [key for slot in slots for key in slot.evidence]
    if standing == LAPSED and lapse:
        evidence += lapse.evidence
    evidence = list(dict.fromkeys(filter(None, evidence)))
    return Finding(
        rule=rule.id,
        person=subject,
        occurrence=pair.number,
        title=rule.title_of(governing.version),
        standing=standing,
        due_on=dates.due_on,
        legal_due_on=dates.legal_due_on,
        work_by=last_working_day(dates.due_on) if dates.due_on else None,
        watch_from=months_after(dates.due_on, -rule.watch_months) if dates.due_on and rule.watch_months else None,
        counted_from=start.day,
        fulfilled_on=fulfilled_on,
        decided_until=decided.until if decided else None,
        missing=missing,
        breach=breach,
        role=rule.role,
        waits_for=waiting_for(rule, standing, missing, clocks),
        basis=governing.version.basis if governing.version else rule.versions[-1].basis,
        confirmed=all(slot.confirmed for slot in slots),
        citation=governing.version.citation if governing.version else rule.versions[-1].citation,
        reckoning=steps,
        fulfilled_by=rule.fulfilled_by,
        evidence=tuple(evidence),
        remarks=remarks_on(clocks, rule, slots, evidence, lapse if standing == LAPSED else None),
    )


def stand(  # noqa: PLR0911, PLR0913  nine standings, told one by one in the order in which they win
    rule: Rule,
    dates: Dates,
    fulfilled_on: date | None,
    decisions: list[Decision],
    lapse: Lapse | None,
    *,
    may_pause: bool,
    on: date,
) -> tuple[str, str, Decision | None]:
    """The standing on the day asked, the breach, and the decision that made it so."""
    due, legal = dates.due_on, dates.legal_due_on
    if fulfilled_on is not None:
        late = due is not None and fulfilled_on > due
        return FULFILLED_LATE if late else FULFILLED, breach_on(fulfilled_on, due, legal), None
    holding = [decision for decision in decisions if decision.until is None or on <= decision.until]
    if waiver := next((decision for decision in holding if decision.kind == WAIVED), None):
        return WAIVED, "none", waiver
    ended_by_permit = rule.fulfilled_by == (PERMIT,)
    if lapse and not ended_by_permit and (due is None or due > lapse.day):
        return LAPSED, "none", None
    if due is None:
        return UNDETERMINED, "none", None
    if rule.owed_by_citizen or rule.ends_by_itself:
        return (LAPSED if on > due else OPEN), "none", None
    breach = breach_on(on, due, legal)
    if running := next((decision for decision in holding if decision.kind == POSTPONED or may_pause), None):
        return running.kind, breach, running
    return (OVERDUE if on > due else OPEN), breach, None


def breach_on(day: date, due: date | None, legal: date | None) -> str:
    """What is broken when the duty is met, or still open, on that day."""
    if legal and day > legal:
        return "law"
    return "frame" if due and day > due else "none"


def merged_steps(
    slots: list[Slot], moved: tuple[Step, ...], decided: Decision | None, missing: tuple[str, ...], clocks: Clocks
) -> tuple[Step, ...]:
    """The reckoning in the order it is told: start, law, frame, what was moved, what was decided, what is missing."""
    steps: list[Step] = []
    for step in (*(step for slot in slots for step in slot.steps), *moved):
        if step not in steps:
            steps.append(step)
    version = slots[0].version
    if decided and decided.kind in DECIDED:
        steps.append(decision_step(decided, version, decided.until, DECIDED[decided.kind]))
    if missing:
        last = slots[0]
        steps.append(
            Step(
                rule=steps[-1].rule if steps else "",
                version_in_force=last.version.in_force if last.version else None,
                from_what=missing[0],
                counted_from=None,
                count="missing",
                number=0,
                falls_on=None,
                basis=last.version.basis if last.version else "statute",
                confirmed=last.confirmed,
                citation=last.version.citation if last.version else None,
                text=missing_said(missing, clocks.rulebook.facts),
            )
        )
    return tuple(steps)


DECIDED: dict[str, Text] = {
    WAIVED: {"da": "Frafaldet.", "en": "Waived."},
    POSTPONED: {"da": "Udsat.", "en": "Postponed."},
}


def waiting_for(rule: Rule, standing: str, missing: tuple[str, ...], clocks: Clocks) -> str:
    """Whom the duty waits for: undetermined waits for whoever can tell what is missing."""
    if standing == UNDETERMINED and missing and missing[0] in clocks.rulebook.facts:
        return clocks.rulebook.facts[missing[0]].waits_for
    return rule.waits_for


def remarks_on(
    clocks: Clocks, rule: Rule, slots: list[Slot], evidence: list[str], lapsed: Lapse | None
) -> tuple[Text, ...]:
    """What the officer should know beside the dates."""
    remarks: list[Text] = [lapsed.why] if lapsed else []
    remarks += [short for slot in slots if (short := short_notice(clocks, slot))]
    if any(slot.version and slot.version.is_law for slot in slots) and all(
        slot.version is None or slot.version.is_law for slot in slots
    ):
        remarks += frame_waits(clocks, rule, slots[0].start)
    if not clocks.known.unrecorded.isdisjoint(evidence):
        remarks.append(RECORDED_UNKNOWN)
    return tuple(remarks)


def short_notice(clocks: Clocks, slot: Slot) -> Text | None:
    """Says that the time from the notice is shorter than the frame promises the office."""
    version = slot.version
    if version is None or not version.short_under_days or slot.limit is None:
        return None
    notice = clocks.known.event(version.short_from, None)
    if notice is None or notice.day is None or (slot.limit - notice.day).days >= version.short_under_days:
        return None
    days, least = (slot.limit - notice.day).days, version.short_under_days
    return {
        "da": f"Kort varsel: {days} dage fra {said(notice.day, 'da')}; rammen siger mindst {least}.",
        "en": f"Short notice: {days} days from {said(notice.day, 'en')}; the frame says at least {least}.",
    }


def frame_waits(clocks: Clocks, rule: Rule, start: Start) -> list[Text]:
    """Says that the frame's own date cannot be told before something has happened."""
    day = start.day or clocks.known.on
    words = clocks.rulebook.facts
    names = {
        version.counted_from[0]
        for version in rule.versions
        if not version.is_law and version.in_force <= day <= (version.until or date.max)
        if version.counted_from[0] in words and not clocks.known.events(version.counted_from[0], None)
    }
    return [
        {
            "da": f"Rammens frist kan først regnes, når dette er oplyst: {words[name].label['da']}.",
            "en": f"The frame's deadline can be counted once this is known: {words[name].label['en']}.",
        }
        for name in sorted(names)
    ]
