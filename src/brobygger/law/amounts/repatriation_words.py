"""How the support to return home is said."""

from __future__ import annotations

from datetime import date

from brobygger.law.rulebook import Text
from brobygger.law.wording import said

PARTS: dict[str, Text] = {
    "first": {"da": "1. rate, inden udrejsen", "en": "First instalment, before departure"},
    "second": {"da": "2. rate", "en": "Second instalment"},
    "before_departure": {"da": "Før udrejsen", "en": "Before departure"},
    "after_arrival": {"da": "Efter indrejsen i hjemlandet", "en": "After arrival in the home country"},
    "lasting_return": {"da": "Ved varig tilbagevenden", "en": "On lasting return"},
}
PEOPLE: dict[str, tuple[Text, Text]] = {
    "adult": ({"da": "voksen", "en": "adult"}, {"da": "voksne", "en": "adults"}),
    "child": ({"da": "barn", "en": "child"}, {"da": "børn", "en": "children"}),
    "person": ({"da": "person", "en": "person"}, {"da": "personer", "en": "persons"}),
}
WHOLE_GRANT: Text = {"da": "Hjælp til etablering i alt", "en": "The whole grant to settle"}
ADVANCE: Text = {
    "da": "Forhøjelse før udrejsen mod fradrag efter indrejsen",
    "en": "Raised before departure, taken from what follows arrival",
}
ADVANCED: Text = {"da": "Efter forhøjelsen før udrejsen", "en": "After the raise before departure"}
NO_ONE: Text = {"da": "Ingen rejser", "en": "Nobody departs"}
BONUS_OF_ALL: Text = {
    "da": "Resultattilskud til kommunen for alle, der er rejst",
    "en": "Result grant to the municipality for everybody who departed",
}
NO_BONUS: Text = {
    "da": "Resultattilskuddet var ophævet fra midten af 2012 til midten af 2017",
    "en": "The result grant was abolished from mid-2012 until mid-2017",
}
STATE_PAYS: Text = {"da": "Statens refusion af støtten", "en": "The state's refund of the support"}
NOT_RECLAIMED: Text = {
    "da": "Fortrydelsesretten er ikke brugt, og ingen ny opholdstilladelse giver tilbagebetaling",
    "en": "The right to regret has not been used, and no new permit gives repayment",
}
NOT_KNOWN: Text = {
    "da": "Husstanden, bevillingens dag eller udrejsens dag er ikke oplyst.",
    "en": "The household, the day of the grant or the day of departure is not known.",
}
REINTEGRATION: Text = {
    "da": "Det er ikke oplyst, om de voksne får reintegrationsbistand.",
    "en": "It is not known whether the adults receive reintegration assistance.",
}
NO_REGRET: Text = {
    "da": "Det er ikke oplyst, hvilken fortrydelsesret husstanden har.",
    "en": "It is not known which right to regret the household has.",
}
REGRET_NOT_READ: Text = {
    "da": "Hvornår den sidste del udbetales ved fleksibel udbetaling efter § 14 a, er ikke læst.",
    "en": "When the last part is paid with flexible payment under section 14 a has not been read.",
}
MAY_RECLAIM: Text = {
    "da": "Før 1. juli 2017 kunne kommunen kræve støtten tilbage i særlige tilfælde: afgørelsen mangler.",
    "en": "Before 1 July 2017 the municipality could reclaim the support in special cases: the decision is missing.",
}
RETURN_NOT_KNOWN: Text = {
    "da": "Det er ikke oplyst, om den nye opholdstilladelse er givet.",
    "en": "It is not known whether the new permit was given.",
}


def counted(number: int, who: str) -> Text:
    """How many of them.

    >>> counted(2, "child")
    {'da': '2 børn', 'en': '2 children'}
    """
    named = PEOPLE[who][number != 1]
    return {language: f"{number} {word}" for language, word in named.items()}


def instalment_said(part: str, who: str) -> Text:
    """One instalment of one person."""
    return {language: f"{PARTS[part][language]}, {PEOPLE[who][0][language]}" for language in ("da", "en")}


def reclaimed_said(day: date) -> Text:
    """Says what is reclaimed, and why from that day."""
    return {
        "da": f"Udbetalt støtte, der kræves tilbage efter {said(day, 'da')}",
        "en": f"Support paid, reclaimed after {said(day, 'en')}",
    }
