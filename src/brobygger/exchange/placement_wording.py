"""Why a home is proposed, why others are not, why nobody could be served, and what would change it: said aloud."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache

from brobygger.exchange.placement_voice import Voice, texts
from brobygger.matching.explaining import TAKEN, Reason, Rejection
from brobygger.matching.model import NO_END, Certificate, Change, Frame, Refusal, Share, Value
from brobygger.matching.nearness import shortfall

NEAR = 0.25
"""What is near enough to speak of: so large a part may be missing."""
REMEMBERED = 2**16
"""Sentences kept: a thousand households hear the same of the same home again and again."""


Told = Refusal | Reason


def apart(told: Told) -> float:
    """How far what is needed and what there is are apart, in their unit; days as days."""
    needed, has = told.needed, told.has
    if isinstance(has, date) and isinstance(needed, date):
        return abs((has - needed).days)
    if isinstance(has, int | float) and isinstance(needed, int | float):
        return round(abs(float(has) - float(needed)), 1)
    return 0


def next_day(told: Told, voice: Voice) -> str:
    """The day after the one that is needed."""
    return voice.told(told.needed + timedelta(days=1)) if isinstance(told.needed, date) else ""


def mends_word(condition: str) -> str:
    """The sentence of a class's condition; one for all conditions of a municipality's own."""
    return condition if condition in texts()["mends"] else "own"


NUMBERS: dict[str, Callable[[Told, Voice], str]] = {
    "needed": lambda told, voice: voice.told(told.needed),
    "has": lambda told, voice: voice.told(told.has),
    "apart": lambda told, voice: voice.told(apart(told)),
    "beds": lambda told, voice: voice.count("beds", apart(told)),
    "has_beds": lambda told, voice: voice.count("beds", told.has),
    "minutes": lambda told, voice: voice.count("minutes", told.has),
    "over_minutes": lambda told, voice: voice.count("minutes", apart(told)),
    "days": lambda told, voice: voice.count("days", apart(told)),
    "nights": lambda told, voice: voice.count("nights", apart(told)),
    "next_day": next_day,
    "mends": lambda told, voice: voice.sentence("mends", mends_word(str(told.needed))),
}
"""Every number that a sentence may ask for: what is needed, what there is, and how far the two are apart."""


def numbers(section: str, word: str, told: Told, voice: Voice) -> dict[str, str]:
    """The numbers that the sentence asks for."""
    return {gap: NUMBERS[gap](told, voice) for gap in voice.gaps(section, word) if gap in NUMBERS}


@lru_cache(maxsize=REMEMBERED)
def refusal_said(refusal: Refusal, voice: Voice) -> str:
    """Why a home cannot be offered, with the number that is short or over, or with what nobody has told."""
    if refusal.missing:
        return voice.sentence("refused", "missing", missing=voice.words("missing", refusal.missing))
    word = refusal.criterion
    if (word, refusal.unit) == ("area", "beds"):
        word = "area_beds_one" if voice.people == 1 else "area_beds"
    return voice.sentence("refused", word, **numbers("refused", word, refusal, voice))


def weighed_said(criterion: str, has: Value, missing: str, voice: Voice) -> str:
    """What a home has by one criterion, as part of a sentence."""
    if missing:
        return voice.words("weighed", "missing", missing=voice.words("missing", missing))
    if isinstance(has, bool):
        return voice.words("weighed", f"{criterion}_{'yes' if has else 'no'}")
    kind = voice.words("kind", str(has)) if criterion == "kind" else ""
    return voice.words("weighed", criterion, has=voice.told(has), minutes=voice.count("minutes", has), kind=kind)


def reason_said(reason: Reason, frame: Frame, voice: Voice) -> str:
    """One reason for a proposal."""
    if reason.part == "weighed":
        said = weighed_said(reason.criterion, reason.has, reason.missing, voice)
        return f"{said[:1].upper()}{said[1:]}."
    if reason.part == "order" and reason.has == 0:
        return voice.sentence("held", "order_first")
    if reason.part == "order":
        told = class_said(reason.has, frame, voice)
        return voice.sentence("held", "order", **{"has": reason.has, "class": told})
    word = reason.criterion
    if word == "beds" and voice.people == 1:
        word = "beds_one"
    if word == "lease" and reason.has == NO_END:
        word = "lease_open"
    return voice.sentence("held", word, **numbers("held", word, reason, voice))


def class_said(number: Value, frame: Frame, voice: Voice) -> str:
    """The class of the council's order, as part of a sentence."""
    if number == 0:
        return voice.words("class", "first")
    title = next((entry.title[voice.language] for entry in frame.classes if entry.number == number), None)
    return voice.words("class", "last") if title is None else title[:1].lower() + title[1:]


def row_said(row: Refusal, rejection: Rejection, voice: Voice) -> str:
    """One thing that stands in the way of a home that was not proposed."""
    if rejection.refusals:
        return refusal_said(row, voice)
    if row.criterion == TAKEN:
        return voice.sentence("passed", "taken")
    why = "" if rejection.worse is None else worse_said(rejection.worse, rejection.better, voice)
    return lost_said(rejection.loss, why, voice)


def lost_said(loss: int | None, why: str, voice: Voice) -> str:
    """How much better or worse a home would have suited them, and *why* it is worse; None where they get no other."""
    if loss is None:
        return voice.sentence("passed", "for_all")
    points = voice.count("points", abs(loss))
    if loss > 0:
        return voice.sentence("passed", "worse", points=points, why=why)
    return voice.sentence("passed", "better" if loss < 0 else "level", points=points)


def worse_said(worse: Share, better: Share | None, voice: Voice) -> str:
    """What a home has by the criterion by which it loses most, beside the one proposed, as part of a sentence."""
    if better is None or worse.missing or worse.criterion not in texts()["against"]:
        return weighed_said(worse.criterion, worse.has, worse.missing, voice)
    has, minutes, there = voice.told(worse.has), voice.count("minutes", worse.has), voice.told(better.has)
    return voice.words("against", worse.criterion, has=has, minutes=minutes, there=there)


def certificate_said(certificate: Certificate, voice: Voice) -> str:
    """Why there was no home for this household, so that it can be counted over by hand where that can be done."""
    everybody = certificate.argument == "open" and certificate.has >= certificate.needed
    return voice.sentence(
        "certificate",
        "open_all" if everybody else certificate.argument,
        households=voice.count("households", len(certificate.households)),
        homes=voice.count("homes", len(certificate.homes)),
        others=voice.one_or_many("other_households", len(certificate.households) - 1),
        needed=voice.told(certificate.needed),
        needed_beds=voice.count("beds", certificate.needed),
        has=voice.told(certificate.has),
    )


def change_said(change: Change, until: date | None, voice: Voice) -> str:
    """A change, as the condition of a sentence."""
    return voice.sentence(
        "change",
        change.id,
        number=voice.told(change.number),
        days=voice.count("days", change.number),
        minutes=voice.count("minutes", change.number),
        kinds=voice.words("kinds", change.kind) if change.kind else "",
        until=voice.told(until),
    )


def is_near(refusal: Refusal) -> bool:
    """True where little is missing that could be had, or only an answer."""
    return bool(refusal.missing) or (refusal.criterion in texts()["near"] and shortfall(refusal) <= NEAR)


def near_said(rejection: Rejection, voice: Voice, *, beside: bool) -> str:
    """What would make a home possible that is near, *beside* one that is proposed or alone."""
    refusal = rejection.refusals[0]
    if refusal.missing:
        missing = voice.words("missing", refusal.missing)
        return voice.sentence("near", "not_told", missing=missing, home=rejection.home)
    word = refusal.criterion
    condition = voice.sentence("near", word, **numbers("near", word, refusal, voice))
    return voice.sentence("near", "so_too" if beside else "so", condition=condition, home=rejection.home)
