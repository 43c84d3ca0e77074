"""How many duties there are, of each kind and apart by whose they are, in one question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import BooleanField, Case, Count, Q, Value, When

if TYPE_CHECKING:
    from collections.abc import Mapping

    from brobygger.office.duties.models import DutyQuerySet

ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Some of the duties: which parts of the whole they lie within, and how many of them each filter shows."""

    within: frozenset[str]
    counts: dict[str, int]


def tallies(duties: DutyQuerySet, *, apart: Mapping[str, Q], filters: Mapping[str, Q]) -> list[Tally]:
    """The duties counted once, kept apart by which of the conditions *apart* they meet; each also lies within all."""
    parts = {f"part_{name}": _answer(condition) for name, condition in apart.items() if condition}
    always = {ALL, *(name for name, condition in apart.items() if not condition)}
    each = {f"number_{name}": Count("pk", filter=condition) for name, condition in filters.items()}
    found = duties.order_by().annotate(**parts).values(*parts).annotate(number_all=Count("pk"), **each)
    return [
        Tally(
            within=frozenset(always | {name for name in apart if row.get(f"part_{name}")}),
            counts={name: row[f"number_{name}"] for name in (ALL, *filters)},
        )
        for row in found
    ]


def _answer(condition: Q) -> Case:
    """The condition as a column: where nobody can tell, it is not met."""
    return Case(When(condition, then=Value(value=True)), default=Value(value=False), output_field=BooleanField())
