"""The roles that duties fall to, and a municipality's own names for them."""

from __future__ import annotations

from dataclasses import dataclass

from brobygger.law.rulebook import Text

ROLE_NAMES: dict[str, Text] = {
    "leader": {"da": "leder", "en": "leader"},
    "caseworker": {"da": "sagsbehandler", "en": "caseworker"},
    "job_consultant": {"da": "jobkonsulent", "en": "job consultant"},
    "family_consultant": {"da": "familiekonsulent", "en": "family consultant"},
    "housing_social_worker": {"da": "boligsocial medarbejder", "en": "housing social worker"},
    "housing_finder": {"da": "boligfinder", "en": "housing finder"},
    "administrative_officer": {"da": "administrativ medarbejder", "en": "administrative officer"},
    "benefits_office": {"da": "ydelseskontor", "en": "benefits office"},
    "citizen_service": {"da": "borgerservice", "en": "citizen service"},
    "partner_coordinator": {"da": "civilsamfundskoordinator", "en": "partner coordinator"},
}
ROLES = tuple(ROLE_NAMES)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRole:
    """A municipality's own name for a role, and the role of the program whose rights and worklist it has."""

    title: Text
    role: str
