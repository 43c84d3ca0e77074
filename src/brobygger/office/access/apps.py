"""The room's entry in Django's list."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccessConfig(AppConfig):
    """Municipalities, officers, roles and the log of looks."""

    name = "brobygger.office.access"
    verbose_name = _("Adgang")
