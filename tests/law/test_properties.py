"""What holds of every family, whatever has been entered about it and in whatever order."""

from __future__ import annotations

import ast
import random
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import brobygger.law
from brobygger.law.assessment import assess, reassess
from brobygger.law.facts import CaseFile, Fact, Person
from brobygger.law.findings import BREACHES, STANDINGS
from brobygger.law.library import municipalities
from brobygger.law.loading import load
from brobygger.law.rulebook import Rulebook
from law.every_count import with_every_count
from law.histories import a_correction, a_fact, a_family, some_day

BOOKS = {name: load(name) for name in municipalities()}
BOOKS["every count"] = with_every_count(BOOKS["denmark"])
WITH_A_PAST = settings(max_examples=60, deadline=None, derandomize=True)
SEEDS = st.integers(min_value=0, max_value=10**9)
BOOK = st.sampled_from(sorted(BOOKS))


def law_alone(book: Rulebook) -> Rulebook:
    """The rulebook with every frame and practice taken out."""
    kept = {
        name: replace(rule, versions=tuple(version for version in rule.versions if version.is_law))
        for name, rule in book.rules.items()
    }
    return replace(book, rules={name: rule for name, rule in kept.items() if rule.versions})


@given(seed=SEEDS, name=BOOK)
@WITH_A_PAST
def test_the_order_of_entries_changes_nothing(seed: int, name: str) -> None:
    chance, book = random.Random(seed), BOOKS[name]
    case, on = a_family(chance, book), some_day(chance)
    facts, decisions = list(case.facts), list(case.decisions)
    chance.shuffle(facts)
    chance.shuffle(decisions)
    shuffled = replace(case, facts=tuple(facts), decisions=tuple(decisions), persons=case.persons[::-1])

    assert assess(shuffled, book, on=on) == assess(case, book, on=on)


@given(seed=SEEDS, name=BOOK)
@WITH_A_PAST
def test_what_is_entered_later_never_changes_what_was_known_before(seed: int, name: str) -> None:
    chance, book = random.Random(seed), BOOKS[name]
    case, on = a_family(chance, book), some_day(chance)
    then = replace(
        case,
        facts=tuple(fact for fact in case.facts if fact.known_from <= on),
        decisions=tuple(decision for decision in case.decisions if decision.known_from <= on),
    )

    assert assess(case, book, on=on) == assess(then, book, on=on)
    assert assess(case, book, on=on + timedelta(days=90), known_on=on) == assess(
        then, book, on=on + timedelta(days=90), known_on=on
    )


@given(seed=SEEDS, name=BOOK)
@WITH_A_PAST
def test_corrected_and_corrected_back_is_as_if_nothing_had_happened(seed: int, name: str) -> None:
    chance, book = random.Random(seed), BOOKS[name]
    case, on = a_family(chance, book), date(2027, 6, 1)
    replaced = {fact.replaces for fact in case.facts}
    one = chance.choice([fact for fact in case.facts if fact.key not in replaced])
    known = max(fact.known_from for fact in case.facts)
    wrong = replace(a_correction(chance, book, one, 900), recorded_on=known, withdrawn=False)
    back = replace(one, key="k901", replaces=wrong.key, recorded_on=one.known_from)

    def told(file: CaseFile) -> list[object]:
        return [replace(found, evidence=(), remarks=()) for found in assess(file, book, on=on)]

    # The entry that puts it right says when it was first known, as the ledger's own past does.
    assert told(replace(case, facts=(*case.facts, wrong, back))) == told(case)


@given(seed=SEEDS, name=BOOK)
@WITH_A_PAST
def test_dates_standings_and_breaches_agree_with_one_another(seed: int, name: str) -> None:
    chance, book = random.Random(seed), BOOKS[name]
    case, on = a_family(chance, book), some_day(chance)
    keys = {fact.key for fact in case.facts}

    findings = assess(case, book, on=on)

    assert len({(one.rule, one.person, one.occurrence) for one in findings}) == len(findings)
    for one in findings:
        assert one.standing in STANDINGS
        assert one.breach in BREACHES
        assert not (one.due_on and one.legal_due_on and one.due_on > one.legal_due_on)
        assert not (one.due_on and one.work_by and one.work_by > one.due_on)
        assert one.standing != "undetermined" or (one.missing and one.due_on is None)
        assert one.standing != "fulfilled_late" or one.breach != "none" or one.runs_out or one.due_on
        assert not (one.fulfilled_on and one.fulfilled_on > on)
        assert set(one.evidence) <= keys
        assert one.reckoning or one.due_on is None  # done or lapsed before anybody could tell its date
        assert all(step.rule in book.rules for step in one.reckoning)
        assert one.as_json("da").keys() == one.as_json("en").keys()


@given(seed=SEEDS, name=BOOK)
@WITH_A_PAST
def test_the_law_alone_has_no_breach_of_a_frame_and_a_frame_moves_no_legal_date(seed: int, name: str) -> None:
    chance, book = random.Random(seed), BOOKS[name]
    case, on = a_family(chance, book), some_day(chance)

    alone = assess(case, law_alone(book), on=on)

    assert {one.breach for one in alone} <= {"none", "law"}
    with_frame = {(one.rule, one.person, one.legal_due_on) for one in assess(case, book, on=on)}
    once = {name for name, rule in book.rules.items() if not rule.runs_on}
    assert {
        (one.rule, one.person, one.legal_due_on) for one in alone if one.rule in once and not case.decisions
    } <= with_frame


@given(seed=SEEDS, name=BOOK)
@WITH_A_PAST
def test_a_fact_no_rule_asks_about_changes_nothing(seed: int, name: str) -> None:
    chance, book = random.Random(seed), BOOKS[name]
    case, on = a_family(chance, book), some_day(chance)
    irrelevant = Fact(name="arrival_expected", value=on, person=None, recorded_on=None, key="extra")
    unknown = Fact(name="no_such_word", value="x", key="unknown")
    asked = {name for rule in book.rules.values() for version in rule.versions for name in version.counted_from}

    assert "arrival_expected" not in asked or name in ("lejre", "every count")
    facts = (*case.facts, unknown) if "arrival_expected" in asked else (*case.facts, irrelevant, unknown)
    assert assess(replace(case, facts=facts), book, on=on) == assess(case, book, on=on)


@given(seed=SEEDS, name=BOOK)
@settings(max_examples=40, deadline=None, derandomize=True)
def test_reckoning_on_from_before_is_the_same_as_reckoning_anew(seed: int, name: str) -> None:
    chance, book = random.Random(seed), BOOKS[name]
    case, on = a_family(chance, book), date(2027, 6, 1)
    before = assess(case, book, on=on)
    for number in range(1000, 1004):
        some = [fact for fact in case.facts if fact.person]
        news = (
            a_correction(chance, book, chance.choice(some), number)
            if chance.random() < 0.4
            else a_fact(chance, book, [person.id for person in case.persons], number)
        )
        if news.person is None:
            continue
        case = replace(case, facts=(*case.facts, news))
        before = reassess(before, case, book, persons=frozenset({news.person}), on=on)

        assert before == assess(case, book, on=on)


DATES = st.one_of(st.none(), st.dates(), st.sampled_from((date.min, date.max, date(1900, 1, 1), date(2016, 2, 29))))
VALUES = st.one_of(DATES, st.booleans(), st.integers(), st.text(max_size=5))
FACTS = st.builds(
    Fact,
    name=st.sampled_from(sorted(BOOKS["denmark"].facts)),
    value=VALUES,
    person=st.sampled_from(("p", "q", "stranger", None)),
    holds_from=DATES,
    holds_to=DATES,
    recorded_on=DATES,
    key=st.sampled_from(("", "a", "b", "c")),
    replaces=st.sampled_from((None, "a", "b")),
    withdrawn=st.booleans(),
)


@given(facts=st.lists(FACTS, max_size=12), born=DATES, on=st.dates(date(2010, 1, 1), date(2030, 1, 1)), name=BOOK)
@settings(max_examples=150, deadline=None, derandomize=True)
def test_no_facts_however_strange_stop_the_reckoning(facts: list[Fact], born: date | None, on: date, name: str) -> None:
    book = BOOKS[name]
    persons = (Person(id="p", born=born), Person(id="q"))

    for one in assess(CaseFile(municipality="x", persons=persons, facts=tuple(facts)), book, on=on):
        assert one.as_json("da")["standing"] in STANDINGS


SOURCES = sorted(Path(brobygger.law.__file__).parent.glob("*.py"))
CLOCKS = {"today", "now", "utcnow", "time", "localtime", "monotonic", "getenv", "environ"}


def imports(tree: ast.AST) -> set[str]:
    found = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    return found | {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_the_law_has_no_clock_and_only_the_standard_library(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    asked = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}

    assert {name.split(".")[0] for name in imports(tree)} <= {*sys.stdlib_module_names, "brobygger"}
    assert all(name.startswith("brobygger.law") for name in imports(tree) if name.startswith("brobygger"))
    # Which folder of rulebooks is laid over the shipped ones is named by the environment, read in one place.
    named = {"os", "environ"} if path.name == "library.py" else set()
    assert not imports(tree) & {"time", "os", "random"} - named
    assert not asked & CLOCKS - named


def test_every_example_of_counting_holds(run_doctests: Callable[[str], int]) -> None:
    for path in SOURCES:
        assert run_doctests(f"brobygger.law.{path.stem}") == 0
