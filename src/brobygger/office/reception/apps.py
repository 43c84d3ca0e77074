"""The room's entry in Django's list."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReceptionConfig(AppConfig):
    """Notices, the files they came in, and who is expected."""

    name = "brobygger.office.reception"
    verbose_name = _("Modtagelse")
