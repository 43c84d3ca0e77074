"""Reads whom a version is for, and the names of facts that a rule file uses."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import Any

from brobygger.law.asking import Applies, Lasting
from brobygger.law.reading import Reading
from brobygger.law.rulebook import Word

NO_FACTS = frozenset(
    {"adult", "age_from", "age_under", "age_at", "or_since", "unaccompanied", "child_under", "lasting", "unless"}
)
"""What `applies_when` may ask beside facts."""


def read_applies(entry: Reading, words: dict[str, Word]) -> Applies:
    """Whom the version is for."""
    when = entry.inner("applies_when")
    if when is None:
        return Applies()
    exempt = when.inner("unless")
    lasting = tuple(read_lasting(part, words) for part in when.each("lasting"))
    applies = Applies(
        facts=read_asked(when, words, besides=NO_FACTS),
        unless=read_asked(exempt, words) if exempt else {},
        adult=when.take("adult", "yes or no"),
        age_from=when.take("age_from", "whole number"),
        age_under=when.take("age_under", "whole number"),
        age_at=when.take("age_at", "text") or "",
        or_since=one_fact(when, "or_since", words),
        unaccompanied=when.take("unaccompanied", "yes or no"),
        child_under=when.take("child_under", "whole number"),
        lasting=lasting,
    )
    if (applies.age_at or applies.or_since) and not applies.asks_age:
        when.fault("No age is asked about.", "Say adult, age_from or age_under, or leave out 'age_at' and 'or_since'.")
    when.done()
    return applies


def read_asked(
    entry: Reading, words: dict[str, Word], *, besides: AbstractSet[str] = frozenset()
) -> dict[str, tuple[str | bool, ...]]:
    """The facts asked about, each with the values it may have."""
    names = sorted(set(entry.table) - besides)
    return {name: allowed_values(entry, name, entry.take(name, "list") or [], words) for name in names}


def allowed_values(entry: Reading, name: str, values: list[Any], words: dict[str, Word]) -> tuple[str | bool, ...]:
    """The values a fact may have, groups spelled out."""
    word = words.get(name)
    if word is None:
        entry.fault(f"'{name}' is not in the vocabulary.", "Name a fact of facts.toml.")
        return ()
    spelled: list[str | bool] = []
    for value in values:
        members = word.groups.get(value, (value,)) if isinstance(value, str) else (value,)
        spelled += members
    known: set[str | bool] = {True, False} if word.type == "yes_no" else set(word.choices)
    for value in spelled:
        if value not in known:
            entry.fault(f"'{name}' cannot be {value!r}.", f"Use: {', '.join(map(str, sorted(known, key=str)))}.")
    return tuple(dict.fromkeys(spelled))


def read_lasting(entry: Reading, words: dict[str, Word]) -> Lasting:
    """How long a fact must have held."""
    lasting = Lasting(
        fact=one_fact(entry, "fact", words),
        months=entry.take("months", "whole number", required=True) or 0,
        value=entry.take("value", "text"),
        within=entry.take("within", "whole number"),
    )
    entry.done()
    return lasting


def fact_names(entry: Reading, key: str, words: dict[str, Word], *, required: bool = False) -> tuple[str, ...]:
    """Names of the vocabulary."""
    names = entry.words(key, required=required)
    for name in names:
        if name not in words:
            entry.fault(f"'{key}' names '{name}'.", "Name a fact of facts.toml.")
    return names


def one_fact(entry: Reading, key: str, words: dict[str, Word]) -> str:
    """One name of the vocabulary, or nothing."""
    name = entry.take(key, "text")
    if name is not None and name not in words:
        entry.fault(f"'{key}' names '{name}'.", "Name a fact of facts.toml.")
    return name or ""
