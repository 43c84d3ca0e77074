"""What each role may see and do, in words: what whoever gives somebody a role must know."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from brobygger.office.access.choices import Extent, Role
from brobygger.office.access.permissions import matrix

COLUMNS = {
    "cases": _("Sager"),
    "facts": _("Registrerer"),
    "health": _("Helbred"),
    "economy": _("Økonomi"),
    "housing": _("Bolig"),
    "protected": _("Beskyttede navne"),
    "export": _("Udtræk"),
    "rules": _("Prøvekørsel"),
    "settling": _("Afklaring af loven"),
    "log": _("Hvem har set hvad"),
    "officers": _("Medarbejdere"),
}
WORDS = {
    Extent.ALL: _("alt"),
    Extent.OWN: _("egne"),
    Extent.MINIMAL: _("navn, kontakt, datoer"),
    Extent.NO: "–",
    Extent.ASSIGNED: _("i egne sager"),
    Extent.WORK_LIMITS: _("hensyn i arbejde"),
    Extent.OWN_FAMILIES: _("egne familier"),
    Extent.NEEDS: _("behov"),
    Extent.HOUSING_AND_HOME: _("bolig og hjem"),
    Extent.HOUSING: _("bolig"),
    Extent.RENT: _("husleje"),
    Extent.FEES: _("gebyrer"),
    Extent.ECONOMY: _("økonomi"),
    Extent.REGISTRATION: _("registrering"),
    Extent.PARTNERS: _("civilsamfund"),
}
CASES_OF_ONES_OWN = _("egne og ufordelte")


@dataclass(frozen=True, slots=True, kw_only=True)
class Right:
    """How far a role reaches in one column."""

    column: str
    extent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """One role with all its rights."""

    role: str
    rights: tuple[Right, ...]


def table() -> list[Rights]:
    """Every role that somebody can be given, as `roles.toml` has it."""
    return [
        Rights(
            role=str(role.label),
            rights=tuple(
                Right(column=str(label), extent=_said(column, matrix()[role][column]))
                for column, label in COLUMNS.items()
            ),
        )
        for role in Role
        if role is not Role.AUTOMATIC
    ]


def _said(column: str, extent: Extent) -> str:
    return str(CASES_OF_ONES_OWN if (column, extent) == ("cases", Extent.OWN) else WORDS[extent])
