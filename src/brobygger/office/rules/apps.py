"""The room of rules."""

from __future__ import annotations

from django.apps import AppConfig


class RulesConfig(AppConfig):
    """The rulebooks, opened for those who work by them."""

    name = "brobygger.office.rules"
    label = "rules"
