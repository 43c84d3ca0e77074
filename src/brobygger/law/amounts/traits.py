"""What a row may ask about a citizen, each answered yes, no, or not to be told while a fact is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from brobygger.law.amounts.benefit_law import Conditions
from brobygger.law.amounts.people import MARRIED, NONE, Household, People
from brobygger.law.counting import weeks_after, years_after
from brobygger.law.rulebook import BORN, Text
from brobygger.law.wording import said as day_said

LONGEST_PREGNANCY = 44
SUPPORTING = ("work_or_education", "self_supporting")
EARNINGS = ("earnings", "earnings_counted")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """`holds` is None while one of `missing` is not known; `said` are the circumstances that were looked at."""

    holds: bool | None
    missing: tuple[str, ...] = ()
    said: tuple[Text, ...] = ()


Heard = set[tuple[str, str, object]]
"""The questions that were asked of whom: person, trait with what was wanted, or fact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One citizen of one household on one day; `heard` gathers every question that the rules put."""

    people: People
    household: Household
    person: str
    day: date
    resident_by: tuple[str, ...] = ()
    heard: Heard | None = None


def judged(asked: Asked, conditions: Conditions) -> Answer:
    """Whether all conditions hold. One plain no outweighs all that is missing."""
    for name, wanted in conditions.unless.items():
        if answer(asked, name, wanted).holds:
            return Answer(holds=False)
    found = []
    for name, wanted in conditions.documented.items():
        one = answer(asked, name, wanted)
        if one.holds is False or (one.holds is None and name not in TRAITS):
            return Answer(holds=False)
        found.append(one)
    for name, wanted in conditions.when.items():
        one = answer(asked, name, wanted)
        if one.holds is False:
            return Answer(holds=False)
        found.append(one)
    missing = all_of(one.missing for one in found if one.holds is None)
    said = tuple(text for one in found for text in one.said)
    return Answer(holds=None if missing else True, missing=missing, said=said)


def all_of(names: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Every name once, in the order met."""
    return tuple(dict.fromkeys(name for some in names for name in some))


def answer(asked: Asked, name: str, wanted: object) -> Answer:
    """One circumstance: a trait that is reckoned, else a fact of the vocabulary with the values it may have."""
    if asked.heard is not None:
        asked.heard.add((asked.person, name, wanted if name in TRAITS else None))
    if name in TRAITS:
        return TRAITS[name](asked, wanted)
    fact = asked.people.holding(name, asked.person, asked.day)
    word = asked.people.known.words[name]
    if fact is None or fact.value is None or not fits(fact.value, word.type):
        return Answer(holds=None, missing=(name,))
    assert isinstance(wanted, tuple)  # noqa: S101  the loader gives facts a tuple of values; said for the type checker
    said = word.choices.get(str(fact.value)) or yes_or_no(word.label, told=fact.value is True)
    return Answer(holds=fact.value in wanted, said=(said,))


def fits(value: object, kind: str) -> bool:
    """True when the value is of the word's own type."""
    return isinstance(value, bool) if kind == "yes_no" else isinstance(value, str)


def yes_or_no(label: Text, *, told: bool) -> Text:
    """A yes or a no in words."""
    answers = {"da": "ja" if told else "nej", "en": "yes" if told else "no"}
    return {language: f"{label[language]}: {answers[language]}" for language in label}


def aged(asked: Asked, fits_age: Callable[[int], bool]) -> Answer:
    """About the age on the day."""
    years = asked.people.age(asked.person, asked.day)
    if years is None:
        return Answer(holds=None, missing=(BORN,))
    return Answer(holds=fits_age(years), said=({"da": f"{years} år", "en": f"{years} years old"},))


def age_from(asked: Asked, wanted: object) -> Answer:
    """At least so many years."""
    return aged(asked, lambda years: years >= int(str(wanted)))


def age_under(asked: Asked, wanted: object) -> Answer:
    """Fewer years than that."""
    return aged(asked, lambda years: years < int(str(wanted)))


def number_of_children(asked: Asked) -> tuple[int, tuple[str, ...]]:
    """The children known to be there, and what is missing to be sure of their number."""
    return len(asked.household.children), asked.household.unsure


def children_said(number: int) -> Text:
    """The children in words."""
    if number == 0:
        return {"da": "ingen børn", "en": "no children"}
    return {"da": f"{number} barn" if number == 1 else f"{number} børn",
            "en": f"{number} child" if number == 1 else f"{number} children"}  # fmt: skip


def parent(asked: Asked, wanted: object) -> Answer:
    """Supports a child under 18 in the home."""
    number, unsure = number_of_children(asked)
    if number == 0 and unsure:
        return Answer(holds=None, missing=unsure)
    return Answer(holds=(number > 0) == wanted, said=(children_said(number),))


def children_from(asked: Asked, wanted: object) -> Answer:
    """At least so many children."""
    number, unsure = number_of_children(asked)
    if number < int(str(wanted)) and unsure:
        return Answer(holds=None, missing=unsure)
    return Answer(holds=number >= int(str(wanted)), said=(children_said(number),))


def children_under(asked: Asked, wanted: object) -> Answer:
    """Fewer children than that."""
    number, unsure = number_of_children(asked)
    if number >= int(str(wanted)):
        return Answer(holds=False)
    return Answer(holds=None, missing=unsure) if unsure else Answer(holds=True)


UNIONS = {
    "none": {"da": "enlig", "en": "single"},
    "married": {"da": "gift", "en": "married"},
    "cohabiting": {"da": "samlevende", "en": "cohabiting"},
}


def single(asked: Asked, wanted: object) -> Answer:
    """Lives with no spouse or partner."""
    union = asked.household.union
    if union is None:
        return Answer(holds=None, missing=("partner",))
    return Answer(holds=(union == NONE) == wanted, said=(UNIONS[union],))


def married(asked: Asked, wanted: object) -> Answer:
    """Is one of a married couple that lives together."""
    union = asked.household.union
    if union is None:
        return Answer(holds=None, missing=("partner",))
    return Answer(holds=(union == MARRIED) == wanted, said=(UNIONS[union],))


def spouse_elsewhere(asked: Asked, wanted: object) -> Answer:
    """Is married to somebody who does not live in the home, as far as anybody has recorded it."""
    away = asked.people.spouse_elsewhere(asked.person, asked.day)
    text: Text = {"da": "gift, ægtefællen bor ikke i hjemmet", "en": "married, the spouse not in the home"}
    return Answer(holds=away == wanted, said=(text,) if away else ())


def came_from(asked: Asked, wanted: object) -> Answer:
    """Came on that day or later, as the law counts coming."""
    came = asked.people.came(asked.person)
    if came.day is None:
        return Answer(holds=None, missing=came.missing)
    assert isinstance(wanted, date)  # noqa: S101  the loader gives a date; said for the type checker
    da, en = (day_said(came.day, language) for language in ("da", "en"))
    return Answer(holds=came.day >= wanted, said=({"da": f"kom {da}", "en": f"came {en}"},))


def came_before(asked: Asked, wanted: object) -> Answer:
    """Came before that day."""
    found = came_from(asked, wanted)
    return replace(found, holds=None if found.holds is None else not found.holds)


def residence_years(asked: Asked, wanted: object) -> Answer:
    """Lawful residence for so many years within one year more: the municipality's decision, or a plain no by the dates.

    One who came less than so many years ago cannot meet it. One who came earlier may have been away, so that somebody
    must decide.
    """
    decided = asked.people.value("residence_requirement", asked.person, asked.day)
    if isinstance(decided, bool):
        text: Text = {"da": "opholdskravet er opfyldt", "en": "the residence requirement is met"}
        no: Text = {"da": "opholdskravet er ikke opfyldt", "en": "the residence requirement is not met"}
        return Answer(holds=decided, said=(text if decided else no,))
    earlier = [day for name in asked.resident_by if (day := asked.people.day_of(name, asked.person))]
    came = asked.people.came(asked.person)
    days = [*earlier, *([came.day] if came.day else [])]
    if not days:
        return Answer(holds=None, missing=came.missing)
    if years_after(min(days), int(str(wanted))) > asked.day:
        return Answer(holds=False)
    return Answer(holds=None, missing=("residence_requirement",))


def pregnant_weeks(asked: Asked, wanted: object) -> Answer:
    """Pregnant, with so many weeks passed; a pregnancy that must be over asks for the birth."""
    known = asked.people.known
    for fact in known.events("pregnant_since", asked.person):
        since = fact.day
        if since is None or not since <= asked.day <= (fact.holds_to or asked.day):
            continue
        births = [birth.day for birth in known.events("birth", asked.person) if birth.day]
        births += [born for name in asked.household.children if (born := asked.people.persons[name].born)]
        if any(since < birth <= asked.day for birth in births):
            continue
        if asked.day > weeks_after(since, LONGEST_PREGNANCY):
            return Answer(holds=None, missing=("birth",))
        weeks = (asked.day - since) // timedelta(weeks=1)
        text = {"da": f"gravid, {weeks} uger er gået", "en": f"pregnant, {weeks} weeks have passed"}
        return Answer(holds=weeks >= int(str(wanted)), said=(text,))
    return Answer(holds=False)


def earns(asked: Asked, wanted: object) -> Answer:
    """Has earnings beside the benefit."""
    money = [asked.people.value(name, asked.person, asked.day) for name in EARNINGS]
    return Answer(holds=any(isinstance(one, int) and not isinstance(one, bool) and one > 0 for one in money) == wanted)


def partner_supports(asked: Asked, wanted: object) -> Answer:
    """The other of the couple supports themselves."""
    partner = asked.household.partner_of(asked.person)
    means = asked.people.value("income", partner, asked.day) if partner else None
    return Answer(holds=(means in SUPPORTING) == wanted)


TRAITS: dict[str, Callable[[Asked, object], Answer]] = {
    trait.__name__: trait
    for trait in (
        age_from, age_under, parent, children_from, children_under, single, married, spouse_elsewhere, came_from,
        came_before, residence_years, pregnant_weeks, earns, partner_supports,
    )
}  # fmt: skip
KINDS: dict[str, str] = {
    "age_from": "whole number", "age_under": "whole number", "parent": "yes or no", "children_from": "whole number",
    "children_under": "whole number", "single": "yes or no", "married": "yes or no", "spouse_elsewhere": "yes or no",
    "came_from": "date", "came_before": "date", "residence_years": "whole number", "pregnant_weeks": "whole number",
    "earns": "yes or no", "partner_supports": "yes or no",
}  # fmt: skip
"""What a rulebook writes beside each trait."""
