"""Reads one rule file: its versions, citations and worked examples."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from brobygger.law.conditions import fact_names, one_fact, read_applies, read_asked
from brobygger.law.counting import COUNTS
from brobygger.law.reading import Reading
from brobygger.law.roles import ROLES, OwnRole
from brobygger.law.rulebook import (
    BASES,
    BORN,
    OFFICES,
    REPEATS,
    Citation,
    Count,
    Deferral,
    Example,
    Kind,
    Rule,
    Target,
    Version,
    Word,
)
from brobygger.law.wording import joined, unread_before

FEWEST_EXAMPLES = 2
NO_ROLES: Mapping[str, OwnRole] = {}
BOTH_WAYS = ("days_after", "working_days_after", "weeks_after", "months_after", "years_after")
ABOUT = ("children", "decisions")
EXPECTED = ("gives", "gives_legal", "missing", "standing", "breach", "applies", "confirmed", "remark", "work_by")


def read_rule(
    name: str,
    entry: Reading,
    *,
    words: dict[str, Word],
    kind: Kind,
    overlay: bool,
    roles: Mapping[str, OwnRole] = NO_ROLES,
) -> Rule:
    """The rule that the file tells; faults are noted on the reading. *roles* are the municipality's own names."""
    own = not overlay
    versions = tuple(part for version in entry.each("version") for part in read_parts(version, words))
    if not versions:
        entry.fault("The rule has no version.", "Add [[version]].")
    role = entry.one_of("role", (*ROLES, *roles), default="caseworker")
    examples = tuple(read_example(example, words) for example in entry.each("example"))
    if len(examples) < FEWEST_EXAMPLES:
        entry.fault(f"{len(examples)} worked example(s).", "Add [[example]] until there are two, one at a boundary.")
    rule = Rule(
        id=name,
        kind=kind,
        origin=entry.where,
        title=entry.text("title", required=own) or {},
        explanation=entry.text("explanation", required=own) or {},
        subject="family" if entry.one_of("subject", ("person", "family"), default="person") == "family" else "person",
        role=roles[role].role if role in roles else role,
        role_title=roles[role].title if role in roles else None,
        waits_for=entry.one_of("waits_for", OFFICES, default="us"),
        owed_by_citizen=bool(entry.take("owed_by_citizen", "yes or no")),
        ends_by_itself=bool(entry.take("ends_by_itself", "yes or no")),
        binds_nobody=bool(entry.take("binds_nobody", "yes or no")),
        fulfilled_by=fact_names(entry, "fulfilled_by", words, required=own and kind == "duty"),
        stated_by=one_fact(entry, "stated_by", words),
        earlier_by=one_fact(entry, "earlier_by", words),
        in_short=entry.text("in_short"),
        lapses_with=read_asked(ending, words) if (ending := entry.inner("lapses_with")) else {},
        whole_life=bool(entry.take("whole_life", "yes or no")),
        watch_months=entry.take("watch_months", "whole number") or 0,
        age_at=entry.take("age_at", "text") or "",
        or_since=one_fact(entry, "or_since", words),
        suspends=entry.words("suspends", required=own) if kind == "suspension" else (),
        sources={entry.where: entry.words("facts_csv")},
        versions=versions,
        examples=examples,
    )
    check_versions(entry, versions)
    entry.done()
    return rule


def read_parts(entry: Reading, words: dict[str, Word]) -> tuple[Version, ...]:
    """The version, in two parts where its text has been read only from some day: `confirmed_from`.

    The part before says the same and is not confirmed: nobody has read the law of those days.
    """
    read_from = entry.take("confirmed_from", "date")
    version = read_version(entry, words)
    if read_from is None:
        return (version,)
    if not version.confirmed or not version.in_force < read_from <= (version.until or date.max):
        entry.fault(
            f"'confirmed_from' is {read_from}.", "Write a day after in_force, up to until, of a confirmed version."
        )
        return (version,)
    before = replace(
        version,
        until=read_from - timedelta(days=1),
        confirmed=False,
        note=joined(version.note, unread_before(read_from)),
        citation=replace(version.citation, first="", last=""),
        transition_unread=False,
    )
    return before, replace(version, in_force=read_from, announced=None)


def read_version(entry: Reading, words: dict[str, Word]) -> Version:
    """One version with its citation."""
    in_force = entry.take("in_force", "date", required=True) or date.min
    until = entry.take("until", "date")
    if until and until < in_force:
        entry.fault(f"'until' {until} is before 'in_force' {in_force}.", "Mend one of them.")
    repeats = entry.one_of("repeats", REPEATS, default="once")
    limit = entry.inner("at_most")
    short = entry.inner("short")
    of_all = "counted_from_all" in entry.table
    uncounted = "same_day" if repeats in ("as_agreed", "not_read") else None
    version = Version(
        in_force=in_force,
        until=until,
        announced=entry.take("announced", "date"),
        basis=entry.one_of("basis", BASES),
        confirmed=entry.take("confirmed", "yes or no") is not False,
        derived=bool(entry.take("derived", "yes or no")),
        also_governs_running_from=entry.take("also_governs_running_from", "date"),
        transition_unread=bool(entry.take("transition_unread", "yes or no")),
        follows_law=bool(entry.take("follows_law", "yes or no")),
        citation=read_citation(entry),
        applies=read_applies(entry, words),
        counted_from=entry.words("counted_from_all" if of_all else "counted_from", required=True),
        counted_from_all=of_all,
        counted_on_end=entry.one_of("counted_on", ("day", "end"), default="day") == "end",
        span=read_count(entry, default=uncounted, back=repeats in ("once", "each")),
        to_next_working_day=bool(entry.take("to_next_working_day", "yes or no")),
        repeats=repeats,
        then_from=fact_names(entry, "then_from", words),
        times=entry.take("times", "whole number") or 0,
        first_window_only=bool(entry.take("first_window_only", "yes or no")),
        agreed_by=one_fact(entry, "agreed_by", words),
        only_if_agreed=bool(entry.take("only_if_agreed", "yes or no")),
        target=read_target(entry),
        at_most=read_count(limit) if limit else None,
        at_most_from=(limit.take("from", "text", required=True) or "") if limit else "",
        at_most_ends=bool(limit.take("ends", "yes or no")) if limit else False,
        at_most_in_all=limit.text("in_all") if limit else None,
        stops_at=fact_names(entry, "stops_at", words),
        pause_ceiling_months=entry.take("pause_ceiling_months", "whole number") or 0,
        deferral=read_deferral(entry, words),
        while_reached=entry.take("while_reached", "text") or "",
        only_after=one_fact(entry, "only_after", words),
        prolonged_by=fact_names(entry, "prolonged_by", words),
        short_under_days=(short.take("under_days", "whole number", required=True) or 0) if short else 0,
        short_from=one_fact(short, "from", words) if short else "",
        title=entry.text("title"),
        note=entry.text("note"),
        owner=entry.one_of("owner", ROLES, default="leader"),
    )
    check_start(entry, version)
    check_repeats(entry, version)
    for part in filter(None, (limit, short)):
        part.done()
    entry.done()
    return version


def check_start(entry: Reading, version: Version) -> None:
    """What a clock may start with: one of several, or all; an age is reached once."""
    if version.counted_from_all and (version.repeats == "each" or version.counted_on_end or version.applies.lasting):
        entry.fault("'counted_from_all' waits for several days.", "Use 'counted_from' with each, an end, or 'lasting'.")
    if BORN in version.counted_from and (version.repeats != "once" or version.counted_on_end):
        entry.fault(f"Counts from '{BORN}' more than once.", "An age is reached once: leave out 'repeats'.")


def check_repeats(entry: Reading, version: Version) -> None:
    """What a way of coming again needs beside it."""
    if version.repeats == "windows" and version.times < 1:
        entry.fault("'times' is missing.", "Say how many times in each window.")
    if version.repeats == "windows" and (version.span.number < 1 or version.span.count in ("same_day", "")):
        entry.fault("A window needs a length.", "Count in days, weeks, months or years, at least one.")
    if (version.repeats == "as_agreed" or version.first_window_only) and not version.agreed_by:
        entry.fault("'agreed_by' is missing.", "Name the fact that says what was agreed.")
    if version.transition_unread and version.until is None:
        entry.fault("'until' is missing.", "Say when the version ended, or leave out 'transition_unread'.")


def read_citation(entry: Reading) -> Citation:
    """Where the version stands, and when somebody last read it."""
    checked_on = entry.take("checked_on", "date", required=True) or date.min
    source = entry.inner("citation", required=True)
    if source is None:
        return Citation(law="", section="", source="", url="", checked_on=checked_on)
    said = {key: source.take(key, "text", required=True) or "" for key in ("law", "section", "source", "url")}
    read = {key: source.take(key, "text") or "" for key in ("first", "last")}
    if said["url"] and not said["url"].startswith(("https://", "http://", "docs/")):
        source.fault(f"'url' is '{said['url']}'.", "Write a whole web address, or a path under docs/.")
    source.done()
    return Citation(**said, **read, checked_on=checked_on)


def read_count(entry: Reading, *, default: str | None = None, back: bool = False) -> Count:
    """A span: the counting function and its number, which with *back* may be below nothing and count before the day."""
    name = entry.one_of("count", COUNTS, default=default)
    number = entry.take("number", "whole number", required=name not in ("same_day", ""))
    if number is not None and number < 0 and not (back and name in BOTH_WAYS):
        remedy = f"Write 0 or more; {', '.join(BOTH_WAYS)} count back for a duty that is met once or at each event."
        entry.fault(f"'number' is {number}.", remedy)
    return Count(count=name, number=number or 0)


def read_target(entry: Reading) -> Target | None:
    """The date to work to before the limit."""
    part = entry.inner("target")
    if part is None:
        return None
    target = Target(
        span=read_count(part), basis=part.one_of("basis", BASES), note=part.text("note", required=True) or {}
    )
    part.done()
    return target


def read_deferral(entry: Reading, words: dict[str, Word]) -> Deferral | None:
    """What waits after a birth."""
    part = entry.inner("deferral")
    if part is None:
        return None
    deferral = Deferral(
        event=one_fact(part, "event", words),
        state=one_fact(part, "state", words),
        months=part.take("months", "whole number", required=True) or 0,
    )
    part.done()
    return deferral


def read_example(entry: Reading, words: dict[str, Word]) -> Example:
    """One worked example."""
    for name in sorted(set(entry.table.get("given", {})) - set(words) - set(ABOUT)):
        entry.fault(f"'given' names '{name}'.", "Name a fact of facts.toml.")
    example = Example(
        tells=entry.text("tells", required=True) or {},
        given=entry.take("given", "table", required=True) or {},
        as_of=entry.take("as_of", "date"),
        expects={key: entry.table[key] for key in EXPECTED if key in entry.table},
        origin=entry.where,
    )
    entry.taken |= set(EXPECTED)
    if not example.expects:
        entry.fault("The example expects nothing.", f"Say one of: {', '.join(EXPECTED)}.")
    entry.done()
    return example


def check_versions(entry: Reading, versions: tuple[Version, ...]) -> None:
    """No two versions of one layer may claim the same clock for the same people."""
    for number, one in enumerate(versions):
        for other in versions[number + 1 :]:
            overlap = one.in_force <= (other.until or date.max) and other.in_force <= (one.until or date.max)
            if overlap and one.is_law == other.is_law and one.applies == other.applies:
                entry.fault(
                    f"The versions of {one.in_force} and {other.in_force} govern the same days and people.",
                    "End the earlier with 'until', or tell whom each is for.",
                )
