"""The proposal as a page: for each household what can be read aloud to it, then what the office needs to know."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from itertools import islice

from brobygger.exchange.placement_voice import Voice
from brobygger.exchange.placement_wording import (
    certificate_said,
    change_said,
    class_said,
    is_near,
    near_said,
    reason_said,
    row_said,
)
from brobygger.law.rulebook import Language
from brobygger.matching.explaining import Judged, Rejection, reasons
from brobygger.matching.hard_rules import area_limits, limits_of, places
from brobygger.matching.model import (
    Certificate,
    Criterion,
    Frame,
    HardRule,
    Home,
    Household,
    Placement,
    PriorityClass,
    Problem,
    Solution,
)
from brobygger.matching.relaxations import Relaxed

WIDTH = 110
SHOWN = 3
"""Homes told by name beside the one proposed; the rest are counted."""
MOST_LISTED = 12
"""Homes of a certificate that can be listened to; all of them stand in the JSON."""
KEPT_TOGETHER = re.compile(r"(?<=\d) (?=kr\.|m²|[A-Z][a-z]+ \d{4})|(?<=\d\.) (?=[a-z])")
"""A number and its unit, the day of a month and its name."""
INDENT, POINT = "  ", "    · "


class Page:
    """Every line of the proposal, in one language."""

    def __init__(
        self, problem: Problem, frame: Frame, solution: Solution, *, language: Language, shown: int | None = SHOWN
    ) -> None:
        """What was asked and found; `shown` homes are told by name beside the one proposed, None for all."""
        self.problem, self.frame, self.solution, self.language = problem, frame, solution, language
        self.shown = shown
        self.homes = {home.id: home for home in problem.homes}
        self.placed = {placement.household: placement for placement in solution.placements}
        self.left_out = {certificate.household: certificate for certificate in solution.unplaced}
        self.office = Voice(language, 2)

    def heading(self) -> Iterator[str]:
        """The day, whose frame it is, and how many have a proposal."""
        title = self.office.words(
            "page", "title", day=self.office.told(self.problem.as_of), frame=self.frame.name[self.language]
        )
        yield title
        yield "=" * len(title)
        waiting = self.office.count("households", len(self.placed) + len(self.left_out))
        yield self.office.words("page", "tally", served=len(self.placed), waiting=waiting)

    def of_household(self, household: Household, judged: Judged) -> Iterator[str]:
        """All that is said to one household."""
        voice = Voice(self.language, household.size)
        people = voice.count("people", household.size)
        yield ""
        yield voice.words("page", "household", name=household.id, people=people)
        if household.id in self.placed:
            yield from self.proposal(household, self.placed[household.id], voice)
        else:
            yield from self.none(self.left_out[household.id], voice)
        yield from self.others(household, judged, voice)

    def proposal(self, household: Household, placement: Placement, voice: Voice) -> Iterator[str]:
        """The home proposed, and its reasons in order of weight."""
        home = self.homes[placement.home]
        said = [
            voice.sentence("page", "proposal", home=home.id, kind=voice.words("kind", home.kind)),
            voice.sentence("page", "proposal_day", day=voice.told(placement.from_day)),
        ]
        if home.shared:
            said += self.in_common(household, placement, home, voice)
        if placement.after:
            said.append(voice.sentence("page", "proposal_after"))
        yield from wrapped(" ".join(said), INDENT)
        yield INDENT + voice.words("page", "for")
        found = reasons(placement, household, home, self.frame)
        told = {"kind"} | ({"cheap"} if "rent" in {reason.criterion for reason in found} else set())
        for reason in found:
            if reason.criterion not in told:
                yield from wrapped(reason_said(reason, self.frame, voice), POINT)

    def in_common(self, household: Household, placement: Placement, home: Home, voice: Voice) -> Iterator[str]:
        """Which rooms are theirs in a shared home, and what they have in common with others."""
        if home.rooms_told:
            word = "proposal_room" if len(placement.rooms) == 1 else "proposal_rooms"
            yield voice.sentence("page", word, rooms=voice.listed(placement.rooms))
        company = self.company(placement, home) if household.may_share else 0
        if company:
            yield voice.sentence("page", "proposal_sharing", roommates=voice.count("roommates", company))
        yield voice.words("page", "proposal_common")

    def company(self, placement: Placement, home: Home) -> int:
        """How many others a single can come to share a room with."""
        limits = limits_of(self.frame)
        holds = (
            places(room, home, area_limits(home, limits.get("area"))) or 0
            for room in home.rooms
            if room.id in placement.rooms or not home.rooms_told
        )
        return max(min(max(holds), limits["sharing"]["most_in_room"]) - 1, 0)

    def none(self, certificate: Certificate, voice: Voice) -> Iterator[str]:
        """That there is no home, and why, with the homes that are meant."""
        yield INDENT + voice.sentence("page", "none")
        yield INDENT + voice.words("page", "why")
        yield from wrapped(certificate_said(certificate, voice), POINT)
        if certificate.argument in ("hall", "beds"):
            few = len(certificate.homes) <= MOST_LISTED
            listed = voice.words("page", "homes_meant", homes="; ".join(certificate.homes))
            yield from wrapped(listed if few else voice.words("page", "homes_many"), POINT)

    def others(self, household: Household, judged: Judged, voice: Voice) -> Iterator[str]:
        """The homes that came nearest, why it is not one of those, and what could change it."""
        placed = household.id in self.placed
        yield from self.named(judged, voice, placed=placed)
        near = next(judged.by_one_rule(is_near), None)
        if near is not None:
            yield INDENT + voice.words("page", "near")
            yield from wrapped(near_said(near, voice, beside=placed), POINT)

    def named(self, judged: Judged, voice: Voice, *, placed: bool) -> Iterator[str]:
        """How many homes they are, and the nearest by name."""
        shown = list(islice(judged.nearest(), self.shown))
        if not shown:
            return
        word, unit = ("others", "others") if placed else ("others_none", "homes")
        if len(judged) > len(shown):
            word = f"{word}_nearest"
        yield INDENT + voice.words("page", word, homes=voice.count(unit, len(judged)))
        for rejection in shown:
            yield from wrapped(nearest_said(rejection, voice), POINT)

    def for_the_office(self, relaxed: tuple[Relaxed, ...]) -> Iterator[str]:
        """The order, the quality and its price, what a change would do, and what nobody has confirmed."""
        yield from self.order()
        yield from self.changes(relaxed)
        yield from self.unconfirmed()

    def unconfirmed(self) -> Iterator[str]:
        """What nobody has confirmed; those with the same note together."""
        stated: list[HardRule | Criterion | PriorityClass] = [
            *self.frame.rules,
            *self.frame.criteria,
            *self.frame.classes,
        ]
        titles: dict[str, list[str]] = {}
        for each in stated:
            if not each.confirmed and each.note:
                titles.setdefault(each.note[self.language], []).append(each.title[self.language])
        if titles:
            yield from self.section("unconfirmed")
        for note, those in titles.items():
            said = self.office.words("page", "unconfirmed_row", titles=", ".join(those), note=note)
            yield from wrapped(said, POINT)

    def order(self) -> Iterator[str]:
        """How many of each class have a proposal, and what that order costs."""
        voice, solution = self.office, self.solution
        yield from self.section("order")
        for tally in solution.served_per_class:
            if not tally.waiting:
                continue
            told = voice.words(
                "page",
                "order_row",
                **{"class": class_said(tally.number, self.frame, voice)},
                number=tally.number,
                waiting=tally.waiting,
                served=tally.served,
            )
            lacking = tally.waiting - tally.served
            if tally.number == 0 and lacking:
                missing = voice.count("households", lacking)
                told = f"{told} {voice.words('page', 'order_duty', missing=missing)}"
            if tally.at_most > tally.served and not solution.optimal:
                told = f"{told} {voice.words('page', 'order_open', at_most=tally.at_most)}"
            yield from wrapped(told, POINT)
        said = [voice.words("page", "quality", points=voice.count("points", solution.quality))]
        if solution.optimal:
            said.append(voice.words("page", "best"))
        else:
            gap = voice.told(round(100 * solution.gap, 1))
            said.append(voice.words("page", "gap", gap=gap, bound=voice.count("points", solution.bound)))
        free = solution.price_of_priority
        price = voice.count("points", max(0, free.quality - solution.quality))
        points = voice.count("points", free.quality)
        said.append(voice.words("page", "price", points=points, served=free.served, price=price))
        yield from wrapped(" ".join(said), POINT)

    def changes(self, relaxed: tuple[Relaxed, ...]) -> Iterator[str]:
        """Who would be served if one thing were otherwise."""
        if relaxed:
            yield from self.section("changes")
        for each in relaxed:
            yield from wrapped(relaxed_said(each, self.office), POINT)

    def section(self, word: str) -> Iterator[str]:
        """A heading with a line of air above it."""
        yield ""
        yield self.office.words("page", word)


def relaxed_said(relaxed: Relaxed, voice: Voice) -> str:
    """What one change would do."""
    condition = change_said(relaxed.change, relaxed.until, voice)

    def named(names: tuple[str, ...]) -> str:
        return voice.listed(names) if names else ""

    word = "change_served" if relaxed.served else "change_none"
    said = [voice.words("page", word, condition=condition, served=named(relaxed.served))]
    if relaxed.no_longer:
        said.append(voice.words("page", "change_lost", lost=named(relaxed.no_longer)))
    if not relaxed.optimal:
        said.append(voice.words("page", "change_open"))
    return " ".join(said)


def nearest_said(rejection: Rejection, voice: Voice) -> str:
    """The first thing that stands in the way of a home, and how many more."""
    why, more = row_said(rejection.rows[0], rejection, voice), rejection.refusals[1:]
    if not more:
        return voice.words("page", "row", home=rejection.home, why=why)
    word = "row_and_unknown" if any(refusal.undetermined for refusal in more) else "row_and"
    return voice.words("page", word, home=rejection.home, why=why, demands=voice.count("demands", len(more)))


def wrapped(said: str, indent: str) -> list[str]:
    """Lines no wider than the page; a number keeps its unit, a day its month."""
    kept = KEPT_TOGETHER.sub("\N{NO-BREAK SPACE}", said)
    lines = textwrap.wrap(kept, WIDTH, initial_indent=indent, subsequent_indent=" " * len(indent))
    return [line.replace("\N{NO-BREAK SPACE}", " ") for line in lines]
