"""Benefits: one citizen's five years explained, and a population under the law as it is and as it would be.

The population is reckoned in three ways: by `whatif`, by the one-citizen path household for household (a sample, where
every household must come out the same), and by OpenFisca-core, where it is installed, for a small law with the same
totals. `.venv/bin/pip install openfisca-core` installs it for a measurement; it is no dependency of ours.
"""

from __future__ import annotations

import random
import subprocess
import sys
from datetime import date
from fractions import Fraction
from statistics import median
from time import perf_counter, process_time

import numpy as np

from bench.households import Person, households, population
from brobygger.law.amounts.benefit_law import Books
from brobygger.law.amounts.benefit_loading import load_books
from brobygger.law.amounts.month import Reckoning
from brobygger.law.amounts.telling import told
from brobygger.law.facts import CaseFile, Fact
from brobygger.law.facts import Person as Citizen
from brobygger.whatif.changes import NewRate, with_rates
from brobygger.whatif.effect import Effect, effect_of
from brobygger.whatif.population import Population
from brobygger.whatif.reckoning import worth_of

try:
    from bench import openfisca_law
except ImportError:
    openfisca_law = None  # type: ignore[assignment]  # not installed: said in the output

FIVE_YEARS = [date(year, month, 1) for year in range(2021, 2026) for month in range(1, 13)]
MONTHS = [date(2026, month, 1) for month in range(1, 13)]
SMALL_LAWS_MONTHS = [date(2015, month, 1) for month in range(1, 13)]
SAMPLE = 300
COLD = "from bench.benefits import explained, BOOKS; explained(BOOKS)"


def citizen() -> CaseFile:
    """A couple with two children who came in 2019."""
    people = (("a", 1988, "adult"), ("b", 1990, "spouse"), ("c", 2014, "child"), ("d", 2018, "child"))
    came = [
        Fact(name="arrived", value=date(2019, 3, 1), holds_from=date(2019, 3, 1), person=who) for who, _, _ in people
    ]
    income = [Fact(name="income", value="on_benefit", person=who) for who in "ab"]
    return CaseFile(
        municipality="denmark",
        persons=tuple(Citizen(id=who, born=date(year, 5, 5), role=role) for who, year, role in people),
        facts=(*came, *income),
    )


BOOKS = load_books()


def explained(books: Books) -> int:
    """Five years of one family, every amount with its arithmetic in words; gives back the number of lines."""
    reckoning = Reckoning(citizen(), books)
    return sum(len(told(reckoning.month(month), month, "da")) for month in FIVE_YEARS)


def one_citizen() -> None:
    """Print the time of five years explained: warm, and in a process of its own."""
    spent = []
    for _ in range(7):
        begun = perf_counter()
        lines = explained(BOOKS)
        spent.append(perf_counter() - begun)
    begun = perf_counter()
    reckoning = Reckoning(citizen(), BOOKS)
    trees = sum(len(reckoning.month(month)) for month in FIVE_YEARS)
    reckoned = perf_counter() - begun
    begun = perf_counter()
    subprocess.run([sys.executable, "-c", COLD], check=True)
    cold = perf_counter() - begun
    print(f"benefits: one family, {len(FIVE_YEARS)} months")
    print(f"  reckoned with arithmetic: {reckoned * 1000:.0f} ms ({trees} amounts)")
    print(f"  and printed in words: median {median(spent) * 1000:.0f} ms ({lines} lines)")
    print(f"  cold, with Python, the package and the rulebooks loaded: {cold * 1000:.0f} ms")


def speed(people: int, months: int, laws: int, seconds: float) -> str:
    """Person-months a second of processor time."""
    return f"{people * months * laws / seconds / 1e6:.3f}M person-months a second ({seconds:.2f} s)"


def measured(who: Population, base: Books, changed: Books, months: list[date]) -> Effect:
    """Reckon and print; both laws in one run."""
    begun = process_time()
    effect = effect_of(who, base, changed, months)
    effect.parts()
    print(f"  whatif, both laws in one run:   {speed(who.people, len(months), 2, process_time() - begun)}")
    return effect


def against_one_citizen(effect: Effect, books: tuple[Books, Books]) -> None:
    """Reckon a sample by the one-citizen path; every household must be the same to the øre. Exits otherwise."""
    who = effect.population
    chosen = random.Random(3).sample(range(len(who.households)), min(SAMPLE, len(who.households)))
    people, differ = int(who.sizes[chosen].sum()), 0
    begun = process_time()
    for home in chosen:
        case = who.case(home)
        for side, law in zip((effect.base, effect.changed), books, strict=True):
            reckoning = Reckoning(case, law)
            for row, month in enumerate(effect.months):
                differ += worth_of(reckoning.month(month)) != side.worths[side.places[row, home]]
    print(f"  plain Python, {len(chosen)} households: {speed(people, len(effect.months), 2, process_time() - begun)}")
    if differ:
        print(f"  {differ} household-months differ")
        raise SystemExit(1)


def whole_law(number: int) -> None:
    """The law of 2026, and the minimum rate raised, for a population of realistic variety."""
    who = households(number)
    raise_ = NewRate(rate="kh25-minimum-rate", starts=date(2026, 7, 1), until=None, value=None, percent=Fraction(5))
    changed = with_rates(BOOKS, [raise_], {"da": "5 procent", "en": "5 per cent"})
    print(f"benefits: the whole law of 2026, {who.people} persons in {len(who.households)} families x 12 months")
    effect = measured(who, BOOKS, changed, MONTHS)
    against_one_citizen(effect, (BOOKS, changed))


def singles(number: int) -> Population:
    """Adults alone with or without children, of whom the small law knows everything."""
    chance, families, people = random.Random(5), [], 0
    while people < number:
        adult: Person = {
            "role": "single",
            "born": date(2015 - chance.randrange(19, 60), chance.randint(1, 12), chance.randint(1, 28)),
            "arrived": date(2014, 1, 1), "living_at_home": chance.random() < 0.2, "income": "on_benefit",
        }  # fmt: skip
        children = [
            {"role": "child", "born": date(chance.randrange(1996, 2014), chance.randint(1, 12), chance.randint(1, 28))}
            for _ in range(chance.choice((0, 0, 1, 2, 3)))
        ]
        families.append([adult, *(child for child in children if child["born"] > date(1998, 1, 1))])
        people += len(families[-1])
    return population(families)


def small_law(number: int) -> None:
    """Cash benefit in 2015 by age, children and home: the same totals by whatif and by OpenFisca-core."""
    who = singles(number)
    raise_ = NewRate(rate="kh-30plus-other", starts=date(2015, 7, 1), until=None, value=None, percent=Fraction(5))
    changed = with_rates(BOOKS, [raise_], {"da": "5 procent", "en": "5 per cent"})
    print(f"benefits: a small law, {who.people} persons in {len(who.households)} households x 12 months")
    effect = measured(who, BOOKS, changed, SMALL_LAWS_MONTHS)
    against_one_citizen(effect, (BOOKS, changed))
    if openfisca_law is None:
        print("  OpenFisca-core is not installed (pip install openfisca-core): not measured")
        return
    of = np.repeat(np.arange(len(who.households)), who.sizes)
    born = (who.columns["born"].values - date(1970, 1, 1).toordinal()).astype("datetime64[D]")
    home, child = who.columns["living_at_home"].values == 0, who.columns["role"].values == 3
    months = [f"{month:%Y-%m}" for month in SMALL_LAWS_MONTHS]
    begun = process_time()
    totals = []
    for books in (BOOKS, changed):
        law = openfisca_law.system(lambda name, month, books=books: rate_of(books, name, month))
        totals.append(openfisca_law.total(law, born, home, of, child, months))
    print(f"  OpenFisca-core, both laws:      {speed(who.people, 12, 2, process_time() - begun)}")
    ours = [int(side.ore.sum()) for side in (effect.base, effect.changed)]
    print(f"  totals in øre: {ours} ours, {totals} OpenFisca-core's")
    if ours != totals or not effect.known.all():
        raise SystemExit(1)


def rate_of(books: Books, name: str, month: str) -> int:
    """A rate in øre in a month."""
    return books.rates.on(name, date.fromisoformat(f"{month}-01")).ore  # type: ignore[union-attr]  # known


def run(number: int) -> None:
    """Print all of it."""
    one_citizen()
    whole_law(number)
    small_law(number)
