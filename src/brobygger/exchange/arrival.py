"""One person of a notice, in the one shape that file, form and interface all give."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Role = Literal["single", "adult", "spouse", "child"]
Sex = Literal["male", "female", ""]


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """What the Immigration Service tells about one person. None and "" mean that the notice does not say."""

    journal_number: str
    received_on: date
    alien_number: str | None
    cpr: str | None = None
    name: str
    own_name: str = ""
    born: date | None = None
    sex: Sex = ""
    citizenship: str = ""
    language: str = ""
    legal_basis: str | None = None
    permit_from: date | None = None
    permit_to: date | None = None
    allocated_on: date | None = None
    responsibility_stated: date | None = None
    arrival_expected: date | None = None
    household: str
    role: Role
    special_needs: str = ""
    protected: bool = False

    @property
    def home(self) -> tuple[str, str]:
        """What makes two persons one household: the journal number and the household's own mark."""
        return self.journal_number, self.household
