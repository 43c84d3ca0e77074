"""The room's entry in Django's list."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StaffConfig(AppConfig):
    """Who works in the office."""

    name = "brobygger.office.staff"
    label = "staff"
    verbose_name = _("Medarbejdere")
