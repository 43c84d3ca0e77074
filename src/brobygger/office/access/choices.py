"""The closed lists of access: roles, extents of a right, and purposes of a look."""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """The posts in an integration office, as Randers and Vesthimmerland name them."""

    LEADER = "leader", _("Leder")
    CASEWORKER = "caseworker", _("Sagsbehandler")
    JOB_CONSULTANT = "job_consultant", _("Jobkonsulent")
    FAMILY_CONSULTANT = "family_consultant", _("Familiekonsulent")
    HOUSING_SOCIAL_WORKER = "housing_social_worker", _("Boligsocial medarbejder")
    HOUSING_FINDER = "housing_finder", _("Boligfinder")
    ADMINISTRATIVE_OFFICER = "administrative_officer", _("Administrativ medarbejder")
    BENEFITS_OFFICE = "benefits_office", _("Ydelseskontor")
    CITIZEN_SERVICE = "citizen_service", _("Borgerservice")
    PARTNER_COORDINATOR = "partner_coordinator", _("Civilsamfundskoordinator")
    SYSTEM_ADMINISTRATOR = "system_administrator", _("Systemadministrator")
    # Nobody signs in as this one: it is the name under what the nightly run writes.
    AUTOMATIC = "automatic", _("Automatisk kørsel")


class Purpose(models.TextChoices):
    """Why persons were shown: the answer the citizen gets beside the officer's name."""

    WORKLIST = "worklist", _("Arbejdsliste")
    SEARCH = "search", _("Søgning efter person")
    CASE = "case", _("Åbnet sag")
    FAMILY = "family", _("Åbnet familie")
    DUTY = "duty", _("Åbnet forpligtelse")
    RECORDING = "recording", _("Registreret oplysning")
    RECEPTION = "reception", _("Modtagelse af anmeldelse")
    HOUSING = "housing", _("Boligplacering")
    RULES = "rules", _("Prøvekørsel af regler")
    EXPORT = "export", _("Udtræk eller udskrift")
    EMERGENCY = "emergency", _("Åbnet uden for egen adgang")
    LOG = "log", _("Kontrol af opslag")
    FIGURES = "figures", _("Nøgletal")


class Extent(StrEnum):
    """How far a right reaches; `no` is the only one that is nothing."""

    ALL = "all"
    OWN = "own"
    MINIMAL = "minimal"
    NO = "no"
    ASSIGNED = "assigned"
    WORK_LIMITS = "work_limits"
    OWN_FAMILIES = "own_families"
    NEEDS = "needs"
    HOUSING_AND_HOME = "housing_and_home"
    HOUSING = "housing"
    RENT = "rent"
    FEES = "fees"
    ECONOMY = "economy"
    REGISTRATION = "registration"
    PARTNERS = "partners"
