"""The closed lists of case files."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sex(models.TextChoices):
    """As the notice states it."""

    FEMALE = "female", _("Kvinde")
    MALE = "male", _("Mand")
    UNKNOWN = "unknown", _("Ikke oplyst")


class FamilyRole(models.TextChoices):
    """A person's place in the household."""

    SINGLE = "single", _("Enlig")
    ADULT = "adult", _("Voksen")
    SPOUSE = "spouse", _("Ægtefælle")
    CHILD = "child", _("Barn")


class Administration(models.TextChoices):
    """The administrations that may be named as coordinating for a person and family (A10)."""

    INTEGRATION = "integration", _("Integrationsteamet")
    JOB_CENTRE = "job_centre", _("Jobcenteret")
    SOCIAL = "social", _("Socialforvaltningen")
    CHILDREN = "children", _("Børne- og ungeforvaltningen")
    HEALTH = "health", _("Sundhedsforvaltningen")
    BENEFITS = "benefits", _("Ydelseskontoret")
