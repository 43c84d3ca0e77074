"""How names are compared: one function for the order of a Danish list, one for the words a search looks among."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Func

if TYPE_CHECKING:
    from django.db.models.expressions import Combinable

LAST_LETTER = "\U0010ffff"


def danish_order(text: Combinable | str) -> Func:
    """A text as Danish order compares it: æ, ø, å last, aa as å, case ignored."""
    return Func(text, function="brobygger_danish_order")


def words(text: Combinable | str) -> Func:
    """The words of a name, in small letters and without accents, in any script."""
    return Func(text, function="brobygger_words")


def beginning_with(prefix: str) -> tuple[str, str]:
    """The two texts between which, in C order, all lie that begin with *prefix*.

    A pair of comparisons is leakproof and so may use an index below a policy; LIKE may not.
    """
    return prefix, prefix + LAST_LETTER
