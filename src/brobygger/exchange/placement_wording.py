"""What stands in the way of a home, said to the household it is about, in Danish and in English, with its numbers.

Nothing is said of who else was given a home, and nothing of why somebody is protected.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from brobygger.exchange.placement_voice import Voice, days_between, whole
from brobygger.exchange.wording import Wording
from brobygger.matching.model import Refusal

MISSING = {
    "current_home.lease_until": Wording("hvor længe {i} kan blive, hvor {i} bor nu", "how long you can stay where you live"),
    "frame.rent_ceiling": Wording("lovens loft for det år", "the law's limit for that year"),
    "home.accessible": Wording("om man kan færdes der i kørestol", "whether one can get about there in a wheelchair"),
    "home.area": Wording("hvilket område boligen ligger i", "which area the home is in"),
    "home.assignment_forbidden": Wording("om loven forbyder anvisning der", "whether the law forbids assignment there"),
    "home.communities": Wording("hvilke sprog der tales i nærheden", "which languages are spoken near by"),
    "home.free_from": Wording("hvornår boligen er ledig", "when the home is free"),
    "home.in_municipality": Wording("om boligen ligger i kommunen", "whether the home is in the municipality"),
    "home.lease_until": Wording("hvornår lejemålet udløber", "when the lease ends"),
    "home.m2": Wording("hvor stor boligen er", "how large the home is"),
    "home.minutes_to_school": Wording("hvor langt der er til sprogskolen", "how far it is to the language school"),
    "home.minutes_to_shop": Wording("hvor langt der er til indkøb", "how far it is to the shops"),
    "home.minutes_to_station": Wording("hvor langt der er til stationen", "how far it is to the station"),
    "home.rent": Wording("hvad huslejen er", "what the rent is"),
    "home.rooms": Wording("hvilke værelser der er", "which rooms there are"),
    "home.rooms.m2": Wording("hvor store værelserne er", "how large the rooms are"),
    "home.step_free": Wording("om man kan komme ind uden trin", "whether one can get in without steps"),
    "household.age": Wording("{jeres} alder", "your age"),
    "household.arrives": Wording("hvornår {i} kommer", "when you arrive"),
    "household.budget": Wording("hvad {i} kan betale om måneden", "what you can pay a month"),
    "household.languages": Wording("hvilke sprog {i} taler", "which languages you speak"),
    "household.needs": Wording("hvad en medarbejder siger om {jeres_behov}", "what an officer says of your needs"),
    "household.people.age": Wording("alderen på hver af jer", "the age of each of you"),
    "household.protection": Wording("hvad en medarbejder siger om et hensyn", "what an officer says of a concern"),
    "household.sex": Wording("om {i} er kvinde eller mand", "whether you are a woman or a man"),
}  # fmt: skip
SOMETHING = Wording("en oplysning ({name})", "something ({name})")
MENDS = {
    "lives_in_kind": ("Det er samme slags sted som det, {i} skal væk fra.", "It is the kind of place that you are to leave."),
    "shares_room": ("Her ville {i} stadig dele værelse med andre.", "You would still share a room with others here."),
    "small_room": ("Her ville {i} stadig bo på et lille værelse.", "You would still live in a small room here."),
    "family_in_one_room": ("Her ville {i} stadig bo i ét rum.", "You would still live in one room here."),
    "family_outside": ("Også den ligger uden for kommunen.", "It is outside the municipality as well."),
    "single_outside": ("Også den ligger uden for kommunen.", "It is outside the municipality as well."),
}  # fmt: skip


def refusal_said(refusal: Refusal, voice: Voice) -> str:
    """Why a home is not offered, with the number that is short or over."""
    if refusal.missing:
        what = voice.words(MISSING.get(refusal.missing, SOMETHING), name=refusal.missing)
        return voice(
            "Det kan ikke afgøres endnu. Vi mangler at vide, {what}.",
            "It cannot be told yet. We need to know {what}.",
            what=what,
        )
    return REFUSALS[refusal.criterion](refusal, voice)


def beds_said(refusal: Refusal, voice: Voice) -> str:
    """So many beds too few."""
    return voice(
        "{short} for lidt: {i} er {needed}, og der er {has}.",
        "{short} too few: you are {needed}, and there are {has}.",
        short=voice.beds(whole(refusal.needed) - whole(refusal.has)),
        needed=refusal.needed,
        has=voice.beds(refusal.has),
    )


def area_said(refusal: Refusal, voice: Voice) -> str:
    """So many square metres too few; in a shared home, rooms too small for so many."""
    if refusal.unit == "beds":
        return voice(
            "Værelserne er for små: der er plads til {has}, og {i} er {needed}.",
            "The rooms are too small: there is space for {has}, and you are {needed}.",
            has=refusal.has,
            needed=refusal.needed,
        )
    has, needed = (value if isinstance(value, int | float) else 0 for value in (refusal.has, refusal.needed))
    return voice(
        "{short} m² for lidt: {i} skal have mindst {needed} m², og boligen er på {has} m².",
        "{short} m² too small: you must have at least {needed} m², and the home has {has} m².",
        short=voice.number(round(needed - has, 1)),
        needed=voice.number(needed),
        has=voice.number(has),
    )


def rent_said(refusal: Refusal, voice: Voice) -> str:
    """So many kroner over the budget."""
    return voice(
        "{over} kr. over budgettet: {i} kan betale {needed} kr. om måneden, og her koster det {has} kr.",
        "{over} kr. over budget: you can pay {needed} kr. a month, and here it costs {has} kr.",
        over=voice.number(whole(refusal.has) - whole(refusal.needed)),
        needed=voice.number(refusal.needed),
        has=voice.number(refusal.has),
    )


def ceiling_said(refusal: Refusal, voice: Voice) -> str:
    """So many kroner over what the law lets a temporary place cost."""
    return voice(
        "{over} kr. over lovens loft: et midlertidigt sted må højst koste {jer} {needed} kr. om måneden,"
        " og her koster det {has} kr.",
        "{over} kr. over the law's limit: a temporary place may cost you at most {needed} kr. a month,"
        " and here it costs {has} kr.",
        over=voice.number(whole(refusal.has) - whole(refusal.needed)),
        needed=voice.number(refusal.needed),
        has=voice.number(refusal.has),
    )


def travel_said(refusal: Refusal, voice: Voice) -> str:
    """So many minutes to the language school."""
    return voice(
        "{has} til sprogskolen, {over} mere end de {needed}, der højst må være.",
        "{has} to the language school, {over} more than the {needed} that there may be.",
        has=voice.minutes(refusal.has),
        over=voice.number(whole(refusal.has) - whole(refusal.needed)),
        needed=refusal.needed,
    )


def lease_said(refusal: Refusal, voice: Voice) -> str:
    """A lease that ends so many days too early."""
    return voice(
        "Lejemålet udløber {short} for tidligt: {i} skal kunne blive til {needed}, og det slutter {has}.",
        "The lease ends {short} too early: you must be able to stay until {needed}, and it ends on {has}.",
        short=voice.days(days_between(refusal.has, refusal.needed)),
        needed=voice.day(refusal.needed),
        has=voice.day(refusal.has),
    )


def free_said(refusal: Refusal, voice: Voice) -> str:
    """Free so many days too late."""
    return voice(
        "Den er ledig {late} for sent: først {has}, og {i} skal bruge den senest {needed}.",
        "It is free {late} too late: not before {has}, and you need it by {needed}.",
        late=voice.days(days_between(refusal.needed, refusal.has)),
        has=voice.day(refusal.has),
        needed=voice.day(refusal.needed),
    )


def meanwhile_said(refusal: Refusal, voice: Voice) -> str:
    """Nights without a bed between the old home and the new."""
    needed = refusal.needed
    return voice(
        "{i} ville stå {nights} uden seng: {i} kan blive, hvor {i} bor nu, til {has}, og flytte ind her {moves}.",
        "You would be {nights} without a bed: you can stay where you live until {has}, and move in here on {moves}.",
        nights=voice.nights(days_between(refusal.has, needed)),
        has=voice.day(refusal.has),
        moves=voice.day(needed + timedelta(days=1) if isinstance(needed, date) else needed),
    )


def mends_said(refusal: Refusal, voice: Voice) -> str:
    """A move that would leave what is wrong as it is."""
    return voice(*MENDS[str(refusal.needed)])


def quality_said(refusal: Refusal, voice: Voice) -> str:
    """Points lost, or won at others' cost."""
    if refusal.needed is None:
        return voice(
            "Den opfylder alle krav, men forslaget for alle under ét giver flere et sted at bo.",
            "It meets every demand, but the proposal for all together gives more people a place to live.",
        )
    loss = whole(refusal.needed) - whole(refusal.has)
    if loss == 0:
        return voice("Den passer {jer} lige så godt.", "It suits you just as well.")
    if loss < 0:
        return voice(
            "Den ville passe {jer} bedre ({more} mere), men forslaget er det bedste for alle under ét.",
            "It would suit you better ({more} more), but the proposal is the best for all together.",
            more=voice.points(-loss),
        )
    return voice(
        "Den opfylder alle krav, men passer {jer} dårligere: {loss} færre.",
        "It meets every demand, but suits you less: {loss} fewer.",
        loss=voice.points(loss),
    )


def plainly(da: str, en: str) -> Callable[[Refusal, Voice], str]:
    """A sentence without numbers."""
    return lambda _refusal, voice: voice(da, en)


REFUSALS: dict[str, Callable[[Refusal, Voice], str]] = {
    "area": area_said,
    "assignment_ban": plainly(
        "Loven forbyder kommunen at anvise en bolig i det område.",
        "The law forbids the municipality to assign a home in that area.",
    ),
    "bed_meanwhile": meanwhile_said,
    "beds": beds_said,
    "free_in_time": free_said,
    "lease": lease_said,
    "lives_there": plainly("Her bor {i} i forvejen.", "You live there already."),
    "mends_reason": mends_said,
    "protection": plainly("Et hensyn taler imod.", "A concern speaks against it."),
    "quality": quality_said,
    "rent": rent_said,
    "rent_ceiling": ceiling_said,
    "step_free": plainly("Man kan ikke komme ind uden at gå på trin.", "One cannot get in without taking steps."),
    "taken": plainly("Den er optaget eller foreslået til andre.", "It is taken or proposed to others."),
    "travel": travel_said,
    "wheelchair": plainly("Man kan ikke færdes der i kørestol.", "One cannot get about there in a wheelchair."),
}
