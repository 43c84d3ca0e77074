"""CPR numbers: their form is checked, their digits never judge a person.

Numbers without modulus 11 are valid and given only to people registered as born on 1 January, common among refugees;
the seventh digit's century and the last digit's sex can be wrong as well. So only the form is checked here.
"""

from __future__ import annotations

import random
from datetime import date

from stdnum.dk import cpr as register

LENGTH = 10
# Synthetic numbers, and the authorities' own administrative ones, carry the day of birth plus 60: never a real person.
SYNTHETIC = 60


class BadCprError(ValueError):
    """The text cannot be a CPR number: `length`, `letters` or `day`."""

    def __init__(self, why: str) -> None:
        """Keep what is wrong, never the number."""
        super().__init__(why)
        self.why = why


def read_cpr(text: str) -> str:
    """The ten digits of a CPR number written with or without hyphen and spaces.

    >>> read_cpr(" 610182-0317 ")
    '6101820317'
    """
    number = register.compact(text)
    if not (number.isascii() and number.isdigit()):
        raise BadCprError("letters")
    if len(number) != LENGTH:
        raise BadCprError("length")
    try:
        _first_six(number, 2000)
    except ValueError:
        raise BadCprError("day") from None
    return number


def written(number: str) -> str:
    """As people write it: six digits, a hyphen, four digits."""
    return str(register.format(number))


def fits(number: str, born: date) -> bool:
    """True when the number's first six digits are the day of birth; the century digit has no say."""
    try:
        return _first_six(number, born.year) == (born.day, born.month, born.year % 100)
    except ValueError:
        return False


def made_up(born: date, *, male: bool, rng: random.Random) -> str:
    """A synthetic number for one born that day: day plus 60, right century and sex digit, no modulus 11.

    >>> made_up(date(1982, 1, 1), male=True, rng=random.Random(1))[:6]
    '610182'
    """
    century_digits = "0123" if born.year < 2000 else "4567" if born.year < 2037 else "567"  # noqa: PLR2004 - CPR Office's table
    last = rng.choice("13579" if male else "02468")
    return f"{born.day + SYNTHETIC:02}{born:%m%y}{rng.choice(century_digits)}{rng.randrange(100):02}{last}"


def _first_six(number: str, century_of: int) -> tuple[int, int, int]:
    """Day, month and two-digit year; 2000 is tried where the year is not known, since it has a leap day."""
    day, month, year = int(number[:2]), int(number[2:4]), int(number[4:6])
    day -= SYNTHETIC if day > SYNTHETIC else 0
    date(century_of // 100 * 100 + year, month, day)
    return day, month, year
