"""Departure, death and the end of the permit lapse what falls due later; what was due before keeps its result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from brobygger.law.known import Known
from brobygger.law.rulebook import Text
from brobygger.law.stays import Stay
from brobygger.law.wording import said

ENDINGS = ("left_municipality", "deceased")
PERMIT = "permit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lapse:
    """The day after which nothing new falls due, why, and the evidence."""

    day: date
    why: Text
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """A stay with what lapses the duties of it that fall due later; None while nothing does."""

    stay: Stay
    lapse: Lapse | None

    @property
    def followed(self) -> bool:
        """True when another stay has begun since: nothing can be met in this one any more."""
        return self.stay.until < date.max


def familys_lapse(own: Sequence[Lapse | None]) -> Lapse | None:
    """The family's lapse comes when its last member's has."""
    ended = [lapse for lapse in own if lapse is not None]
    return max(ended, key=lambda lapse: lapse.day) if ended and len(ended) == len(own) else None


def by_the_next(stay: Stay) -> Lapse | None:
    """A stay that another has followed has ended, also when no departure was recorded."""
    if stay.until == date.max:
        return None
    day = stay.left or stay.until
    unknown: Text = {"da": "", "en": ""}
    if stay.left is None:
        unknown = {"da": "; fraflytningen er ikke registreret", "en": "; the departure is not recorded"}
    why = {
        "da": f"Et nyt ophold er begyndt efter {said(day, 'da')}{unknown['da']}: "
        "det, der skulle ske senere, bortfalder.",
        "en": f"A new stay has begun after {said(day, 'en')}{unknown['en']}: what would fall due later lapses.",
    }
    return Lapse(day=day, why=why)


def person_lapse(known: Known, subject: str) -> Lapse | None:
    """The first of the endings that has come."""
    found = [lapse_by(known, name, subject) for name in ENDINGS] + [permit_end(known, subject)]
    return first_of(*found)


def lapse_by(known: Known, name: str, subject: str) -> Lapse | None:
    """An ending that has happened."""
    fact = known.event(name, subject)
    if fact is None or fact.day is None or fact.day > known.on:
        return None
    label = known.words[name].label
    why = {
        "da": f"{label['da']} {said(fact.day, 'da')}: det, der skulle ske senere, bortfalder.",
        "en": f"{label['en']} {said(fact.day, 'en')}: what would fall due later lapses.",
    }
    return Lapse(day=fact.day, why=why, evidence=(fact.key,) if fact.key else ())


def ended_by_state(known: Known, asked: Mapping[str, tuple[str | bool, ...]], subject: str | None) -> Lapse | None:
    """The first state begun that ends what is owed, such as a permanent permit; None while there is none."""
    begun = [
        (start, name, fact)
        for name, values in asked.items()
        for (start, _), fact in known.periods(name, subject)
        if fact.value in values and start <= known.on
    ]
    if subject is None or not begun:
        return None
    day, name, fact = min(begun, key=lambda found: (found[0], found[1]))
    word = known.words[name]
    value = word.choices.get(str(fact.value), {"da": "ja", "en": "yes"})
    da, en = (f"{word.label[tongue]} ({value[tongue].lower()})" for tongue in ("da", "en"))
    why = {
        "da": f"{da} fra {said(day, 'da')}: det, der skulle ske senere, bortfalder.",
        "en": f"{en} from {said(day, 'en')}: what would fall due later lapses.",
    }
    return Lapse(day=day, why=why, evidence=(fact.key,) if fact.key else ())


def first_of(*lapses: Lapse | None) -> Lapse | None:
    """Whichever comes first."""
    return min((lapse for lapse in lapses if lapse is not None), key=lambda lapse: lapse.day, default=None)


def permit_end(known: Known, subject: str) -> Lapse | None:
    """The end of the last permit, once it lies behind and no other has followed.

    One that ended before the stay began lapses nothing in it: whoever is allocated again has another, not yet entered.
    """
    begun = [(end, fact) for (start, end), fact in known.periods(PERMIT, subject) if start <= known.on]
    if not begun or begun[-1][0] >= known.on or begun[-1][0] < known.window[0]:
        return None
    end, last = begun[-1]
    why = {
        "da": f"Opholdstilladelsen udløb {said(end, 'da')}, og ingen ny er registreret.",
        "en": f"The residence permit expired on {said(end, 'en')} and no new one is recorded.",
    }
    return Lapse(day=end, why=why, evidence=(last.key,) if last.key else ())
