"""What the municipality has settled of the rules, once and for all its citizens."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from brobygger.office.access.models import Officer, WithinMunicipality

from .choices import Settles


class SettlementManager(models.Manager["Settlement"]):
    """What has been settled, oldest first, each with its officer."""

    def get_queryset(self) -> models.QuerySet[Settlement]:
        """With the officer, whose name every settlement tells."""
        return super().get_queryset().select_related("officer")


class Settlement(WithinMunicipality):
    """What the leader settled of a rule for the whole municipality, with source and name. Never changed.

    A later row about the same `version` and `kind` takes the earlier's place; one that is `withdrawn` takes it back.
    `version` is the key that the law core gives the version (`law.unconfirmed.key_of`).
    """

    rule = models.CharField(_("regel"), max_length=60)
    version = models.CharField(_("version"), max_length=120)
    kind = models.CharField(_("hvad"), max_length=10, choices=Settles)
    count = models.CharField(_("tælles"), max_length=24, blank=True)
    number = models.PositiveSmallIntegerField(_("antal"), null=True, blank=True)
    source = models.CharField(_("kilde"), max_length=300)
    withdrawn = models.BooleanField(_("trukket tilbage"), default=False)
    officer = models.ForeignKey(
        Officer, models.PROTECT, verbose_name=_("medarbejder"), related_name="+", db_constraint=False, db_index=False
    )
    settled_on = models.DateField(_("dato"))
    settled_at = models.DateTimeField(_("tidspunkt"), db_default=Now(), editable=False)

    objects = SettlementManager()

    class Meta:
        verbose_name = _("bekræftelse")
        verbose_name_plural = _("bekræftelser")
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["municipality", "id"], name="settlements_in_turn")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(source=""),
                name="a_settlement_has_a_source",
                violation_error_message=_("Skriv kilden."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version} {self.kind} {self.pk}"
