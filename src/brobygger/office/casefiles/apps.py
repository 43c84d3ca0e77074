"""The room's entry in Django's list."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasefilesConfig(AppConfig):
    """Persons, families, cases and the ledger."""

    name = "brobygger.office.casefiles"
    verbose_name = _("Sager")
