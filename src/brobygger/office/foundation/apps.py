"""Foundation is installed first, so that its templates stand under every room's."""

from __future__ import annotations

from django.apps import AppConfig


class FoundationConfig(AppConfig):
    """What every room's screens are built of."""

    name = "brobygger.office.foundation"
    label = "foundation"
    default = True
