"""Every yes and every no is said in Danish and in English, to one and to several, with its numbers (C5, C18)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

from brobygger import matching
from brobygger.exchange.placement_frames import load_frame
from brobygger.exchange.placement_voice import ONE, SEVERAL, Voice, texts
from brobygger.exchange.placement_wording import (
    certificate_said,
    change_said,
    class_said,
    is_near,
    near_said,
    reason_said,
    refusal_said,
    row_said,
    weighed_said,
    worse_said,
)
from brobygger.law.rulebook import Language
from brobygger.matching.explaining import Reason, Rejection
from brobygger.matching.frame_rules import MENDED
from brobygger.matching.hard_rules import RULES
from brobygger.matching.model import KINDS, NO_END, Certificate, Change, Refusal, Share
from brobygger.matching.quality import CRITERIA
from brobygger.matching.relaxations import CHANGES

LEJRE = load_frame("lejre", on=date(2019, 6, 1))
US, ALONE = Voice("da", 5), Voice("da", 1)
ENGLISH = Voice("en", 5)
JUNE, AUGUST, SEPTEMBER = date(2019, 6, 15), date(2019, 8, 31), date(2019, 9, 12)


def refused(criterion: str, unit: str, **told: object) -> Refusal:
    return replace(Refusal(criterion=criterion, unit=unit), **told)  # type: ignore[arg-type]  # each names its own


SAID = {
    "beds": (
        refused("beds", "beds", needed=5, has=4),
        "1 seng for lidt: I er 5, og der er 4 senge.",
        "1 bed too few: there are 5 of you and 4 beds.",
    ),
    "area": (
        refused("area", "m2", needed=100, has=92.0),
        "8 m² for lille: I skal have mindst 100 m², og boligen er på 92 m².",
        "8 m² too small: you must have at least 100 m², and the home has 92 m².",
    ),
    "area with a half": (
        refused("area", "m2", needed=100, has=91.5),
        "8,5 m² for lille: I skal have mindst 100 m², og boligen er på 91,5 m².",
        "8.5 m² too small: you must have at least 100 m², and the home has 91.5 m².",
    ),
    "area of rooms": (
        refused("area", "beds", needed=5, has=3),
        "Værelserne er for små: der er plads til 3, og I er 5.",
        "The rooms are too small: there is space for 3, and there are 5 of you.",
    ),
    "rent": (
        refused("rent", "kr", needed=6000, has=6412),
        "412 kr. for dyr: I kan højst betale 6.000 kr. om måneden, og her koster det 6.412 kr.",
        "412 kr. too dear: you can pay at most 6,000 kr. a month, and here it costs 6,412 kr.",
    ),
    "rent_ceiling": (
        refused("rent_ceiling", "kr", needed=4561, has=4800),
        (
            "239 kr. over lovens loft: et midlertidigt sted må højst koste jer 4.561 kr. om måneden,"
            " og her koster det 4.800 kr."
        ),
        (
            "239 kr. over the law's limit: a temporary place may cost you at most 4,561 kr. a month,"
            " and here it costs 4,800 kr."
        ),
    ),
    "travel": (
        refused("travel", "minutes", needed=60, has=74),
        "Der er 74 minutter til sprogskolen, 14 mere end de 60, der højst må være.",
        "It is 74 minutes to the language school, 14 more than the 60 that there may be.",
    ),
    "lease": (
        refused("lease", "day", needed=SEPTEMBER, has=AUGUST),
        (
            "Lejemålet udløber 12 dage for tidligt: I skal kunne blive mindst til den 12. september 2019,"
            " og det slutter den 31. august 2019."
        ),
        (
            "The lease ends 12 days too early: you must be able to stay at least until 12 September 2019,"
            " and it ends on 31 August 2019."
        ),
    ),
    "free_in_time": (
        refused("free_in_time", "day", needed=JUNE, has=date(2019, 6, 16)),
        "Den bliver ledig 1 dag for sent: først den 16. juni 2019, og I skal bruge den senest den 15. juni 2019.",
        "It will be free 1 day too late: not before 16 June 2019, and you need it by 15 June 2019.",
    ),
    "bed_meanwhile": (
        refused("bed_meanwhile", "day", needed=date(2019, 6, 16), has=JUNE),
        (
            "I ville stå 1 nat uden seng: I kan blive, hvor I bor nu, til den 15. juni 2019, og I kan"
            " først flytte ind her den 17. juni 2019."
        ),
        (
            "You would be 1 night without a bed: you can stay where you live until 15 June 2019, and"
            " not move in here before 17 June 2019."
        ),
    ),
    "wheelchair": (
        refused("wheelchair", "yes_no", needed=True, has=False),
        "Man kan ikke komme rundt der i kørestol.",
        "You cannot get about there in a wheelchair.",
    ),
    "assignment_ban": (
        refused("assignment_ban", "yes_no", needed=False, has=True),
        "Loven forbyder kommunen at anvise boliger i det område.",
        "The law forbids the municipality to assign homes in that area.",
    ),
    "mends_reason": (
        refused("mends_reason", "word", needed="lives_in_kind", has="camping_cabin"),
        "Det er samme slags sted som det, I skal flytte fra.",
        "It is the kind of place that you are to leave.",
    ),
    "protection": (
        refused("protection", "word", needed="avoid_home:A", has="A"),
        "Et særligt hensyn taler imod.",
        "A particular concern speaks against it.",
    ),
    "missing": (
        refused("rent", "kr", has=4000, missing="household.budget"),
        "Det kan ikke afgøres endnu: vi mangler at vide, hvad I kan betale om måneden.",
        "It cannot be told yet: we need to know what you can pay a month.",
    ),
}


@pytest.mark.parametrize(("refusal", "da", "en"), SAID.values(), ids=SAID)
def test_a_refusal_is_said_with_its_numbers(refusal: Refusal, da: str, en: str) -> None:
    assert refusal_said(refusal, US) == da
    assert refusal_said(refusal, ENGLISH) == en


def test_one_person_is_spoken_to_as_one() -> None:
    said = refusal_said(refused("rent", "kr", needed=2281, has=2400), ALONE)
    assert said == "119 kr. for dyr: du kan højst betale 2.281 kr. om måneden, og her koster det 2.400 kr."
    assert (
        reason_said(Reason(part="rule", criterion="beds", needed=1, has=2), LEJRE, ALONE) == "Der er en seng til dig."
    )


@pytest.mark.parametrize("rule", [*RULES, "lives_there"])
@pytest.mark.parametrize("language", ["da", "en"])
def test_every_rule_can_be_said(rule: str, language: Language) -> None:
    always_missing = {"other_needs": "household.needs", "sharing": "household.age"}
    refusal = refused(rule, "word", needed="lives_in_kind", missing=always_missing.get(rule, ""))
    assert refusal_said(refusal, Voice(language, 2)).endswith(".")


@pytest.mark.parametrize("condition", MENDED)
def test_every_reason_for_a_move_can_be_said(condition: str) -> None:
    assert refusal_said(refused("mends_reason", "word", needed=condition), US).endswith(".")


@pytest.mark.parametrize("criterion", CRITERIA)
@pytest.mark.parametrize("language", ["da", "en"])
def test_every_criterion_can_be_said(criterion: str, language: Language) -> None:
    voice = Voice(language, 2)
    values = {"kind": KINDS, "language_community": (True, False), "in_municipality": (True, False)}.get(
        criterion, (74,)
    )
    assert all(weighed_said(criterion, value, "", voice) for value in values)


def test_a_reason_says_what_the_home_has() -> None:
    weighed = Reason(part="weighed", criterion="minutes_to_school", has=74, points=42, weight=200)
    assert reason_said(weighed, LEJRE, US) == "Der er 74 minutter til sprogskolen."
    assert reason_said(weighed, LEJRE, ENGLISH) == "It is 74 minutes to the language school."
    untold = Reason(part="weighed", criterion="economy", missing="household.budget", weight=200)
    assert reason_said(untold, LEJRE, US) == "Vi ved ikke, hvad I kan betale om måneden."
    until = Reason(part="rule", criterion="lease", has=AUGUST)
    assert reason_said(until, LEJRE, US) == "I kan blive boende til den 31. august 2019."
    assert reason_said(replace(until, has=NO_END), LEJRE, US) == "Lejemålet har ingen slutdato."


def test_the_place_in_the_order_is_said_in_the_frames_words() -> None:
    order = Reason(part="order", criterion="priority", has=1)
    assert reason_said(order, LEJRE, US) == "I kommunens rækkefølge hører I til klasse 1: »bor på campingpladsen«."
    assert (
        reason_said(replace(order, has=0), LEJRE, US)
        == "I står forrest i rækkefølgen, blandt dem, der ikke har et sted at bo."
    )
    assert class_said(8, LEJRE, ENGLISH) == "all others"


SCHOOL = Share(criterion="minutes_to_school", points=42, weight=200, has=74)
NEARER = Share(criterion="minutes_to_school", points=200, weight=200, has=25)
WORSE = (
    "Den opfylder alle krav, men passer jer dårligere end den, vi foreslår: 74 minutter til sprogskolen mod 25."
    " Samlet giver den 191 point færre."
)
HAS = "Den opfylder alle krav, men den er optaget eller foreslået til andre."
BETTER = "Den ville passe jer bedre (1 point mere), men det samlede forslag er det bedste for alle."
PASSED = {
    "worse": (
        Rejection(household="H", home="A", here=709, got=900, worse=SCHOOL, better=NEARER),
        [WORSE],
    ),
    "level": (
        Rejection(household="H", home="A", here=900, got=900),
        ["Den opfylder alle krav og passer jer lige så godt som den, vi foreslår."],
    ),
    "better": (
        Rejection(household="H", home="A", here=901, got=900),
        [BETTER],
    ),
    "taken and worse": (
        Rejection(household="H", home="A", here=709, got=900, worse=SCHOOL, better=NEARER, taken=True),
        [WORSE, HAS],
    ),
    "taken and better": (
        Rejection(household="H", home="A", here=901, got=900, taken=True),
        [HAS, BETTER],
    ),
    "taken": (
        Rejection(household="H", home="A", here=709, taken=True),
        [HAS],
    ),
    "for all": (
        Rejection(household="H", home="A", here=709),
        ["Den opfylder alle krav, men i det samlede forslag blev der ikke plads til jer dér."],
    ),
}


@pytest.mark.parametrize(("rejection", "said"), PASSED.values(), ids=PASSED)
def test_where_no_rule_fails_the_loss_is_said(rejection: Rejection, said: list[str]) -> None:
    assert [row_said(row, rejection, US) for row in rejection.rows] == said
    assert [row.criterion for row in rejection.rows if row.criterion == "quality"] == ["quality"] * (
        rejection.got is not None or not rejection.taken
    )


def certificate(argument: str, needed: int, has: int) -> Certificate:
    return Certificate(
        household="H", households=("G", "H", "I"), homes=("A", "B"), argument=argument, needed=needed, has=has  # type: ignore[arg-type]  # a word of its list
    )  # fmt: skip


def test_a_certificate_says_its_numbers_so_that_they_can_be_counted() -> None:
    assert certificate_said(certificate("hall", 3, 2), US).startswith(
        "I er blandt 3 husstande, der tilsammen kun kan bruge 2 boliger. Hver bolig har plads til én husstand. De andre"
    )
    assert "De skal bruge 7 senge, og der er 5." in certificate_said(certificate("beds", 7, 5), US)
    assert certificate_said(certificate("no_home", 1, 0), ALONE) == (
        "Der er ingen bolig, som vi ved opfylder alle krav for dig."
    )
    pair = replace(certificate("hall", 2, 1), households=("G", "H"), homes=("A",))
    assert "kun kan bruge 1 bolig. Hver bolig har plads til én husstand. Den anden står" in certificate_said(pair, US)
    assert "Højst 2 af dem kan få en bolig" in certificate_said(certificate("bound", 3, 2), US)
    assert "højst 2 af dem kan få en bolig" in certificate_said(certificate("open", 3, 2), US)
    assert certificate_said(certificate("open", 3, 3), ALONE) == (
        "Vi nåede ikke at bevise, at der ikke er plads til dig. Det kan regnes igen med mere tid."
    )
    assert set(texts()["certificate"]) == {*get_args(get_type_hints(Certificate)["argument"]), "open_all"}
    for argument in texts()["certificate"]:
        assert certificate_said(certificate(argument, 3, 2), ENGLISH).endswith(".")


NEAR = {
    "rent": (refused("rent", "kr", needed=6000, has=6412), "Hvis I kunne betale 412 kr. mere om måneden"),
    "beds": (refused("beds", "beds", needed=5, has=4), "Hvis der kom 1 seng mere ind"),
    "area": (refused("area", "m2", needed=100, has=92), "Hvis 8 m² mindre var nok"),
    "travel": (
        refused("travel", "minutes", needed=60, has=74),
        "Hvis der måtte være 14 minutter længere til sprogskolen",
    ),
    "lease": (refused("lease", "day", needed=SEPTEMBER, has=AUGUST), "Hvis lejemålet varede 12 dage længere"),
    "free": (refused("free_in_time", "day", needed=JUNE, has=date(2019, 6, 16)), "Hvis den blev ledig 1 dag tidligere"),
    "night": (
        refused("bed_meanwhile", "day", needed=date(2019, 6, 16), has=JUNE),
        "Hvis I kunne blive 1 nat længere, hvor I bor nu",
    ),
    "ramp": (refused("step_free", "yes_no", needed=True, has=False), "Hvis der blev lagt en rampe"),
}


@pytest.mark.parametrize(("refusal", "condition"), NEAR.values(), ids=NEAR)
def test_what_is_near_says_what_would_change_it(refusal: Refusal, condition: str) -> None:
    rejection = Rejection(household="H", home="Gaden 1", refusals=(refusal,))
    assert is_near(rejection.refusals[0])
    assert near_said(rejection, US, beside=True) == f"{condition}, ville Gaden 1 også være en mulighed."
    assert near_said(rejection, US, beside=False) == f"{condition}, ville Gaden 1 være en mulighed."


FAR = {
    "too much": refused("rent", "kr", needed=2281, has=6412),
    "the law": refused("rent_ceiling", "kr", needed=4561, has=4562),
    "no number": refused("wheelchair", "yes_no", needed=True, has=False),
}


@pytest.mark.parametrize("refusal", FAR.values(), ids=FAR)
def test_what_is_far_promises_nothing(refusal: Refusal) -> None:
    assert not is_near(refusal)


def test_where_an_answer_alone_is_missing_it_is_asked_for() -> None:
    rejection = Rejection(
        household="H", home="A", refusals=(refused("rent", "kr", has=6412, missing="household.budget"),)
    )
    assert is_near(rejection.refusals[0])
    said = "Når vi ved, hvad I kan betale om måneden, kan vi se på A igen."
    assert near_said(rejection, US, beside=True) == near_said(rejection, US, beside=False) == said


@pytest.mark.parametrize("criterion", CRITERIA)
@pytest.mark.parametrize("language", ["da", "en"])
def test_what_a_home_loses_by_is_said_beside_the_one_proposed(criterion: str, language: Language) -> None:
    worse = Share(criterion=criterion, points=1, weight=9, has=74)
    if criterion in ("kind", "language_community", "in_municipality"):
        worse = replace(worse, has="camping_cabin" if criterion == "kind" else False)
        assert worse_said(worse, worse, Voice(language, 2)) == weighed_said(
            criterion, worse.has, "", Voice(language, 2)
        )
    else:
        said = worse_said(worse, replace(worse, has=25), Voice(language, 2))
        assert "74" in said
        assert "25" in said.partition("74")[2]
    untold = replace(worse, has=None, missing="home.rent")
    assert worse_said(untold, worse, Voice("da", 2)) == "vi ved ikke, hvad huslejen er"


def test_every_change_can_be_said() -> None:
    said = {name: change_said(Change(id=name, number=15, kind="camping_cabin"), AUGUST, US) for name in CHANGES}
    assert said["rent"] == "Hvis huslejen måtte være 15 kr. højere om måneden"
    assert said["travel"] == "Hvis der måtte være 15 minutter længere til sprogskolen"
    assert said["kind_until"] == "Hvis campinghytter måtte bruges til den 31. august 2019"
    assert len(set(said.values())) == len(CHANGES)


def test_whatever_the_core_says_is_missing_has_words() -> None:
    folder = Path(str(matching.__file__)).parent
    source = "\n".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    named = set(re.findall(r'"((?:home|household|current_home|frame)\.[a-z_.0-9]+)"', source))
    assert named - set(texts()["missing"]) == set()
    assert len(named) > 15


def test_both_languages_have_the_same_gaps() -> None:
    pronouns = set(ONE) | set(SEVERAL)
    uneven = [
        f"{section}.{word}"
        for section, words in texts().items()
        for word, said in words.items()
        if len({frozenset(set(re.findall(r"{(\w+)}", said[language])) - pronouns) for language in ("da", "en")}) > 1
        or not set(re.findall(r"{(\w+)}", said["en"])).isdisjoint(pronouns)
    ]
    assert uneven == []
    assert set(ONE) == set(SEVERAL)
