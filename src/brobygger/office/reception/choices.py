"""The closed lists of reception."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Way(models.TextChoices):
    """How a notice came in."""

    FORM = "form", _("Skrevet ind")
    FILE = "file", _("Fra en fil")
