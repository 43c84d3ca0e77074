"""A rulebook with a duty for every way of counting, for the random histories."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from brobygger.law.asking import Applies
from brobygger.law.rulebook import Rulebook
from law.building import rule, version

PROMISE: dict[str, Any] = {"basis": "practice", "pause_ceiling_months": 2}
EVERY_COUNT = (
    rule(
        "in_working_days", version(counted_from="allocation_decided", count="working_days_after", number=7, **PROMISE)
    ),
    rule("before_the_arrival", version(counted_from="arrival_expected", count="weeks_after", number=-2, **PROMISE)),
    rule(
        "before_each_decision",
        version(counted_from="decision_notified", count="working_days_after", number=-3, repeats="each", **PROMISE),
    ),
    rule("eighteen", version("2016-01-01", counted_from="born", count="years_after", number=18, **PROMISE)),
    rule(
        "school",
        version(counted_from="arrived", applies=Applies(age_from=6, age_under=17, unaccompanied=False), **PROMISE),
    ),
    rule(
        "all_there",
        version(counted_from=("responsibility_taken", "arrived", "comes_of_age"), counted_from_all=True, **PROMISE),
    ),
    rule("home_and_bed", version(counted_from=("arrived", "bed_assigned"), counted_from_all=True), subject="family"),
    rule(
        "after_the_contract",
        version(
            counted_from="responsibility_taken",
            repeats="after_last",
            applies=Applies(adult=True, age_at="cpr_registered", or_since="contract_signed"),
            **PROMISE,
        ),
        fulfilled_by=("plan_followed_up",),
    ),
)
"""A duty for every way of counting that no shipped rule has, or few have."""


def with_every_count(book: Rulebook) -> Rulebook:
    """The rulebook with those duties beside its own, and a council that suspends for a month only in part of 2022."""
    offers = book.rules["integration_offers"]
    decided = version("2022-08-01", "2022-11-30", counted_from="responsibility_taken", basis="service_frame")
    ours = {duty.id: duty for duty in EVERY_COUNT} | {offers.id: replace(offers, versions=(*offers.versions, decided))}
    return replace(book, rules=dict(sorted((dict(book.rules) | ours).items())))
