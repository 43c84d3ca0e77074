"""Persons, families, cases, and the ledger in which every fact about them is entered once.

Keys between them carry no constraint of Django's: `policies.within` holds each together with the municipality.
"""

from .cases import Case, Family
from .entries import Entry
from .persons import NameWord, Person

__all__ = ["Case", "Entry", "Family", "NameWord", "Person"]
