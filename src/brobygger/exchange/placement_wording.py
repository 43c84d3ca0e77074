"""Why a home is proposed, why others are not, why nobody could be served, and what would change it: said aloud."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from brobygger.exchange.placement_voice import Voice, texts
from brobygger.matching.explaining import TAKEN, Reason, Rejection
from brobygger.matching.model import NO_END, Certificate, Change, Frame, Refusal, Value

NEAR, RAMP, NOT_TOLD, FAR = 0.25, 0.2, 0.3, 1.0
"""What is near enough to speak of, and where a home stands that lacks a ramp, an answer, or what no number tells."""
LONG_DAYS = 120
REMEMBERED = 2**16
"""Sentences kept: a thousand households hear the same of the same home again and again."""


def numbers(refusal: Refusal | Reason, voice: Voice) -> dict[str, str]:
    """Every number that a sentence may ask for: what is needed, what there is, and how far the two are apart."""
    needed, has = refusal.needed, refusal.has
    days = abs((has - needed).days) if isinstance(has, date) and isinstance(needed, date) else 0
    amounts = isinstance(has, int | float) and isinstance(needed, int | float)
    apart = round(abs(float(has or 0) - float(needed or 0)), 1) if amounts else 0  # type: ignore[arg-type]  # both told
    return {
        "needed": voice.told(needed),
        "has": voice.told(has),
        "short": voice.told(apart),
        "over": voice.told(apart),
        "beds": voice.count("beds", apart),
        "has_beds": voice.count("beds", has),
        "minutes": voice.count("minutes", has),
        "over_minutes": voice.count("minutes", apart),
        "days": voice.count("days", days),
        "nights": voice.count("nights", days),
        "next_day": voice.told(needed + timedelta(days=1)) if isinstance(needed, date) else "",
    }


@lru_cache(maxsize=REMEMBERED)
def refusal_said(refusal: Refusal, voice: Voice) -> str:
    """Why a home cannot be offered, with the number that is short or over, or with what nobody has told."""
    if refusal.missing:
        return voice.sentence("refused", "missing", missing=voice.words("missing", refusal.missing))
    word = "area_beds" if (refusal.criterion, refusal.unit) == ("area", "beds") else refusal.criterion
    mends = voice.sentence("mends", str(refusal.needed)) if refusal.criterion == "mends_reason" else ""
    return voice.sentence("refused", word, mends=mends, **numbers(refusal, voice))


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
    return voice.sentence("held", word, **numbers(reason, voice))


def class_said(number: Value, frame: Frame, voice: Voice) -> str:
    """The class of the council's order, as part of a sentence."""
    if number == 0:
        return voice.words("class", "first")
    title = next((entry.title[voice.language] for entry in frame.classes if entry.number == number), None)
    return voice.words("class", "last") if title is None else title[:1].lower() + title[1:]


def row_said(row: Refusal, rejection: Rejection, voice: Voice) -> str:
    """One thing that stands in the way of a home that was not proposed."""
    if row in rejection.refusals:
        return refusal_said(row, voice)
    loss, worse = rejection.loss, rejection.worse
    if row.criterion == TAKEN or loss is None:
        return voice.sentence("passed", "taken" if row.criterion == TAKEN else "for_all")
    points = voice.count("points", abs(loss))
    if loss > 0 and worse is not None:
        why = weighed_said(worse.criterion, worse.has, worse.missing, voice)
        return voice.sentence("passed", "worse", points=points, why=why)
    return voice.sentence("passed", "better" if loss < 0 else "level", points=points)


def certificate_said(certificate: Certificate, voice: Voice) -> str:
    """Why there was no home for this household, so that it can be counted over by hand where that can be done."""
    return voice.sentence(
        "certificate",
        certificate.argument,
        households=voice.count("households", len(certificate.households)),
        homes=voice.count("homes", len(certificate.homes)),
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


def shortfall(refusal: Refusal) -> float:
    """How far a home is from what is needed, as a part of it: small where little is missing."""
    needed, has = refusal.needed, refusal.has
    if refusal.missing:
        return NOT_TOLD
    if isinstance(needed, date) and isinstance(has, date):
        return abs((has - needed).days) / LONG_DAYS
    if isinstance(needed, bool) or not isinstance(needed, int | float) or not isinstance(has, int | float):
        return RAMP if refusal.criterion == "step_free" else FAR
    return abs(has - needed) / max(needed, 1)


def is_near(rejection: Rejection) -> bool:
    """True where one rule alone stands in the way, and little is missing."""
    refused = rejection.refusals
    return (
        len(refused) == 1
        and refused[0].criterion in texts()["near"]
        and shortfall(refused[0]) <= NEAR
        and (not refused[0].missing)
    )


def near_said(rejection: Rejection, voice: Voice, *, beside: bool) -> str:
    """What would make a home possible that is near, *beside* one that is proposed or alone."""
    refusal = rejection.refusals[0]
    condition = voice.sentence("near", refusal.criterion, **numbers(refusal, voice))
    return voice.sentence("near", "so_too" if beside else "so", condition=condition, home=rejection.home)
