"""The room's entry in Django's list."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DutiesConfig(AppConfig):
    """Duties, decisions on them, and the worklist."""

    name = "brobygger.office.duties"
    verbose_name = _("Forpligtelser")
