"""From facts and law to duties: the one function that the office, the command and the screen all ask.

Pure: no clock, no settings, no database. The same facts in any order give the same findings.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from brobygger.law.clocks import Clocks
from brobygger.law.facts import CaseFile, Decision
from brobygger.law.findings import Finding
from brobygger.law.known import Known
from brobygger.law.lapsing import Ended, by_the_next, ended_by_state, familys_lapse, first_of, person_lapse
from brobygger.law.layers import layers_of
from brobygger.law.pairing import paired
from brobygger.law.rulebook import Rule, Rulebook
from brobygger.law.settling import LAPSED, Setting, settle
from brobygger.law.stays import Stay


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
    """Every duty towards one person, or towards the family when the subject is None, stay by stay."""
    wanted = "family" if subject is None else "person"
    stays = tuple(ended_stay(clocks, stay, subject) for stay in clocks.known.stays(subject))
    within = [(clocks.within(ended.stay), (ended,)) for ended in stays]
    found: list[Finding] = []
    for rule in rulebook.duties:
        if rule.subject != wanted:
            continue
        if rule.whole_life:
            found += assess_rule(clocks, rule, subject, stays)
        else:
            for its_clocks, ended in within:
                found += assess_rule(its_clocks, rule, subject, ended)
    return found


def ended_stay(clocks: Clocks, stay: Stay, subject: str | None) -> Ended:
    """The stay with what lapses the duties of it that fall due later."""
    within = clocks.within(stay)
    if subject is None:
        there = [(theirs[-1].known, one) for one in sorted(clocks.known.persons) if (theirs := within.stays_of(one))]
        lapse = familys_lapse([person_lapse(known, one) for known, one in there])
    else:
        lapse = person_lapse(within.known, subject)
    return Ended(stay=stay, lapse=first_of(lapse, by_the_next(stay)))


def assess_rule(clocks: Clocks, rule: Rule, subject: str | None, stays: tuple[Ended, ...]) -> list[Finding]:
    """One rule's findings: the law's slots and the frame's, those that are one duty together.

    Of what a departure lapses only the first is told: after it nothing new falls due.
    A rule may have endings of its own.
    """
    law, frame = layers_of(clocks, rule, subject)
    if not law.slots and not frame.slots:
        return []
    lapse = first_of(stays[-1].lapse, ended_by_state(clocks.known, rule.lapses_with, subject))
    setting = Setting(clocks=clocks, rule=rule, subject=subject, stays=stays, lapse=lapse, frame_awaits=frame.awaits)
    findings: list[Finding] = []
    placed: set[Decision] = set()
    lapsed = False
    for pair in paired(law.slots, frame.slots, runs_on=rule.runs_on):
        finding = settle(setting, pair, placed)
        departed = finding.standing == LAPSED and lapse is not None and lapse.why in finding.remarks
        if not (lapsed and departed):
            findings.append(finding)
        lapsed = lapsed or departed
    return findings
