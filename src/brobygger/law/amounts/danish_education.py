"""What a student pays for Danish education, by date and kind of student, and what comes back.

Danskuddannelsesloven § 14. Integration students never pay. Self-supporting students: a deposit per module from 1 July
2017, a fee beside it from 1 July 2018 to 1 July 2020, then a larger deposit that can be forfeited, and no fee.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from brobygger.law.amounts.arithmetic import leaf, less, nothing, total, undetermined
from brobygger.law.amounts.model import RateBook, RatePeriod, Undetermined
from brobygger.law.amounts.tree import Outcome
from brobygger.law.counting import months_after
from brobygger.law.rulebook import LAW_NOT_READ, Text

KINDS = ("integration", "self_supporting", "au_pair")
"""I-kursist, S-kursist, and the S-kursist who is au pair (udlændingeloven § 9 j)."""
PASSED, STOPPED, NOT_ENTITLED, RUNNING = "passed", "stopped", "not_entitled", "running"
DEPOSIT, FEE, REFUND = "danish_deposit", "danish_module_fee", "danish_deposit_refund"
DEPOSITS = ("du-deposit-1250", "du-deposit-2000")
FEE_RATE = "du-module-fee-2000"


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """One module of one student. None stands for what is not known.

    `ended` is how it ended: passed, stopped, not_entitled (no longer a right to the course) or running, and `ended_on`
    when. `pass_by` is the last day to pass the test by the regulation's annexes; `refund_asked_on` when the student
    asked for the deposit.
    """

    kind: str | None = None
    referred_on: date | None = None
    started_on: date | None = None
    ended: str | None = None
    ended_on: date | None = None
    pass_by: date | None = None
    refund_asked_on: date | None = None


def deposit(book: RateBook, module: Module) -> Outcome:
    """The deposit of the module."""
    if (missing := missing_of(module, DEPOSIT)) is not None:
        return missing
    if module.kind == "integration":
        return free(book, module, DEPOSIT)
    found = in_force(book, DEPOSITS, module)
    if found is None:
        return nothing(text=NO_DEPOSIT, rule=DEPOSIT, confirmed=False)
    return deposit_due(found, first_deposit(book), module)


def deposit_due(found: RatePeriod, begins: date, module: Module) -> Outcome:
    """The deposit of a self-supporting student while the law asks for one.

    The deposit of 2017 was not for those referred before it, nor for au pairs. Whether that still holds under the law
    of 2020 was not read.
    """
    first_law = found.rate == DEPOSITS[0]
    if module.kind == "au_pair":
        return exempt(AU_PAIR, found) if first_law else undetermined(LAW_NOT_READ, text=AU_PAIR_NOT_READ, rule=DEPOSIT)
    if module.referred_on is None:
        return undetermined("danish_referred", text=NO_REFERRAL, rule=DEPOSIT)
    if module.referred_on < begins:
        return (
            exempt(REFERRED_BEFORE, found)
            if first_law
            else undetermined(LAW_NOT_READ, text=REFERRED_NOT_READ, rule=DEPOSIT)
        )
    return leaf(found, rule=DEPOSIT)


def exempt(text: Text, found: RatePeriod) -> Outcome:
    """No deposit, by the same law."""
    return nothing(text=text, rule=DEPOSIT, citation=found.citation)


def fee(book: RateBook, module: Module) -> Outcome:
    """The fee of the module; it is passed on to the municipality each quarter and never comes back."""
    if (missing := missing_of(module, FEE)) is not None:
        return missing
    if module.kind == "integration":
        return free(book, module, FEE)
    found = in_force(book, (FEE_RATE,), module)
    if found is not None:
        return leaf(found, rule=FEE)
    last = book.rate(FEE_RATE).periods[-1]
    abolished = module.started_on is not None and last.until is not None and module.started_on > last.until
    return nothing(text=FEE_ABOLISHED if abolished else NO_FEE, rule=FEE, confirmed=abolished)


def refund(book: RateBook, module: Module) -> Outcome:
    """What comes back of the deposit: paid on request, or forfeited by the law of 2020 where the test is not passed."""
    paid = deposit(book, module)
    if isinstance(paid, Undetermined) or not paid.ore:
        return paid
    if module.ended is None:
        return undetermined("module_ended", text=NOT_TOLD_HOW, rule=REFUND)
    if module.ended == RUNNING:
        return nothing(text=STILL_RUNNING, rule=REFUND, citation=paid.citation)
    if paid.rate == DEPOSITS[0]:
        return total((paid,), text=BACK, rule=REFUND) if module.refund_asked_on else not_asked(paid)
    return refund_or_forfeit(paid, module)


def not_asked(paid: Outcome) -> Outcome:
    """Nothing is paid before the student asks."""
    cited = None if isinstance(paid, Undetermined) else paid.citation
    return nothing(text=NOT_ASKED, rule=REFUND, citation=cited)


def refund_or_forfeit(paid: Outcome, module: Module) -> Outcome:
    """The deposit of 2020: back when the test is passed in time, else forfeited."""
    cited = None if isinstance(paid, Undetermined) else paid.citation
    if module.ended == NOT_ENTITLED:
        return undetermined(LAW_NOT_READ, text=NOT_ENTITLED_NOT_READ, rule=REFUND)
    if module.ended == STOPPED:
        return nothing(text=FORFEITED_STOPPED, rule=REFUND, citation=cited)
    if module.ended_on is None or module.pass_by is None:
        missing = [name for name in ("ended_on", "pass_by") if getattr(module, name) is None]
        return undetermined(*missing, text=NO_TEST_DATES, rule=REFUND)
    if module.ended_on > module.pass_by:
        return nothing(text=FORFEITED_LATE, rule=REFUND, citation=cited)
    return total((paid,), text=BACK, rule=REFUND)


def forfeited(book: RateBook, module: Module) -> Outcome:
    """What the student loses of the deposit once the module has ended; nothing while it runs or may be asked back."""
    paid, back = deposit(book, module), refund(book, module)
    if isinstance(back, Undetermined):
        return back
    if isinstance(paid, Undetermined) or module.ended == RUNNING or paid.rate != DEPOSITS[1]:
        return nothing(text=NOTHING_LOST, rule=REFUND)
    return less(paid, (back,), text=LOST, rule=REFUND)


def refund_by(book: RateBook, module: Module) -> date | None:
    """The day by which the deposit must be paid back: so many months after the student asked."""
    within = book.on("du-deposit-1250-refund", module.started_on) if module.started_on else None
    if module.refund_asked_on is None or not isinstance(within, RatePeriod):
        return None
    return months_after(module.refund_asked_on, int(within.number))


def missing_of(module: Module, rule: str) -> Undetermined | None:
    """The facts without which nothing can be told; a kind that the law does not know is not known either."""
    missing = [] if module.kind in KINDS else ["student_kind"]
    missing += [] if module.started_on else ["module_started"]
    return undetermined(*missing, text=NOT_KNOWN, rule=rule) if missing else None


def free(book: RateBook, module: Module, rule: str) -> Outcome:
    """Integration students do not pay."""
    found = book.on("du-free-for-i", module.started_on or date.min)
    if isinstance(found, Undetermined):
        return found
    return nothing(text=FREE, rule=rule, citation=found.citation)


def in_force(book: RateBook, names: tuple[str, ...], module: Module) -> RatePeriod | None:
    """The one of these rates that holds on the day the module started."""
    found = [book.on(name, module.started_on or date.min) for name in names]
    return next((one for one in found if isinstance(one, RatePeriod)), None)


def first_deposit(book: RateBook) -> date:
    """The first day of the first law of deposits: only those referred from then on pay."""
    return book.rate(DEPOSITS[0]).periods[0].starts


NOT_KNOWN: Text = {
    "da": "Det er ikke oplyst, hvilken slags kursist det er, eller hvornår modulet begyndte.",
    "en": "It is not known what kind of student it is, or when the module began.",
}
FREE: Text = {
    "da": "Integrationskursister betaler hverken depositum eller deltagerbetaling",
    "en": "Integration students pay neither deposit nor fee",
}
NO_DEPOSIT: Text = {"da": "Før 1. juli 2017 var der intet depositum", "en": "Before 1 July 2017 there was no deposit"}
NO_FEE: Text = {
    "da": "Før 1. juli 2018 var der ingen deltagerbetaling",
    "en": "Before 1 July 2018 there was no fee",
}
FEE_ABOLISHED: Text = {
    "da": "Deltagerbetalingen er ophævet ved lov nr. 971/2020",
    "en": "The fee was abolished by Act 971/2020",
}
AU_PAIR: Text = {"da": "Au pair-personer betaler ikke depositum", "en": "Au pairs pay no deposit"}
AU_PAIR_NOT_READ: Text = {
    "da": "Om au pair-personer betaler depositum efter loven fra 2020, er ikke læst.",
    "en": "Whether au pairs pay a deposit under the law of 2020 has not been read.",
}
NO_REFERRAL: Text = {
    "da": "Det er ikke oplyst, hvornår kursisten første gang blev henvist til danskuddannelse.",
    "en": "It is not known when the student was first referred to Danish education.",
}
REFERRED_BEFORE: Text = {
    "da": "Henvist, før depositum blev indført 1. juli 2017: intet depositum",
    "en": "Referred before the deposit came in on 1 July 2017: no deposit",
}
REFERRED_NOT_READ: Text = {
    "da": "Om den, der blev henvist før 1. juli 2017, betaler depositum efter loven fra 2020, er ikke læst.",
    "en": "Whether one referred before 1 July 2017 pays a deposit under the law of 2020 has not been read.",
}
NOT_TOLD_HOW: Text = {
    "da": "Det er ikke oplyst, hvordan modulet endte.",
    "en": "It is not known how the module ended.",
}
STILL_RUNNING: Text = {
    "da": "Modulet er i gang: depositum bliver stående",
    "en": "The module is running: the deposit stays",
}
NOT_ASKED: Text = {
    "da": "Depositum betales tilbage, når kursisten beder om det",
    "en": "The deposit is paid back when the student asks for it",
}
BACK: Text = {"da": "Depositum betales tilbage", "en": "The deposit is paid back"}
NOT_ENTITLED_NOT_READ: Text = {
    "da": "Hvad der sker med depositum fra 2020, når retten til danskuddannelse hører op, er ikke læst.",
    "en": "What becomes of the deposit of 2020 when the right to Danish education ends has not been read.",
}
FORFEITED_STOPPED: Text = {
    "da": "Stoppet, før modulet var bestået: depositum er fortabt",
    "en": "Stopped before the module was passed: the deposit is forfeited",
}
NO_TEST_DATES: Text = {
    "da": "Dagen for den beståede prøve eller modulets frist mangler.",
    "en": "The day of the passed test or the module's deadline is missing.",
}
FORFEITED_LATE: Text = {
    "da": "Bestået efter modulets frist: depositum er fortabt",
    "en": "Passed after the module's deadline: the deposit is forfeited",
}
NOTHING_LOST: Text = {"da": "Intet depositum er fortabt", "en": "No deposit is forfeited"}
LOST: Text = {"da": "Fortabt depositum", "en": "Forfeited deposit"}
