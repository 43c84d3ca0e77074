"""The ledger: every fact about a person or a family, entered once and never changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from brobygger.office.access.models import Officer, WithinMunicipality

from .cases import Case, Family

if TYPE_CHECKING:
    from collections.abc import Iterable


class EntryQuerySet(models.QuerySet["Entry"]):
    """Entries, as the ledger is read."""

    def about(self, *, cases: Iterable[int] = (), families: Iterable[int] = ()) -> EntryQuerySet:
        """Those of the cases and families, in the order they were entered."""
        return self.filter(models.Q(case__in=list(cases)) | models.Q(family__in=list(families))).order_by("pk")

    def standing(self) -> EntryQuerySet:
        """Those that nothing has replaced or withdrawn.

        Asked as NOT EXISTS: of `replaced_by=None`, a join that must find nothing, the planner expects one row in all,
        and read the whole ledger once for each member of a large office.
        """
        replacing = self.model.objects.filter(replaces=models.OuterRef("pk"))
        return self.filter(~models.Exists(replacing), withdrawn=False)


class Entry(WithinMunicipality):
    """One fact as it was entered. It is never changed: a new entry replaces or withdraws what was wrong."""

    family = models.ForeignKey(
        Family,
        models.PROTECT,
        verbose_name=_("familie"),
        related_name="entries",
        null=True,
        blank=True,
        db_constraint=False,
        db_index=False,
    )
    case = models.ForeignKey(
        Case,
        models.PROTECT,
        verbose_name=_("sag"),
        related_name="entries",
        null=True,
        blank=True,
        db_constraint=False,
        db_index=False,
    )
    fact = models.CharField(_("oplysning"), max_length=60)
    value: models.JSONField[Any, Any] = models.JSONField(_("værdi"), null=True)
    holds_from = models.DateField(_("gælder fra"), null=True, blank=True)
    holds_to = models.DateField(_("gælder til"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("registreret kl."), db_default=Now(), editable=False)
    recorded_on = models.DateField(_("registreret"))
    source = models.CharField(_("kilde"), max_length=200)
    officer = models.ForeignKey(
        Officer, models.PROTECT, verbose_name=_("medarbejder"), related_name="+", db_constraint=False, db_index=False
    )
    replaces = models.OneToOneField(
        "self",
        models.PROTECT,
        verbose_name=_("erstatter"),
        related_name="replaced_by",
        null=True,
        blank=True,
        db_constraint=False,
    )
    withdrawn = models.BooleanField(_("trukket tilbage"), default=False)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("registrering")
        verbose_name_plural = _("registreringer")
        indexes: ClassVar = [
            models.Index(
                fields=["municipality", "case", "fact"], name="entries_of_a_case", condition=~models.Q(case=None)
            ),
            models.Index(
                fields=["municipality", "family", "fact"], name="entries_of_a_family", condition=~models.Q(family=None)
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(case=None) ^ models.Q(family=None),
                name="an_entry_is_of_a_case_or_a_family",
                violation_error_message=_("En oplysning hører til enten en sag eller en familie."),
            ),
            models.CheckConstraint(
                condition=models.Q(holds_to=None)
                | models.Q(holds_from=None)
                | models.Q(holds_to__gte=models.F("holds_from")),
                name="an_entry_ends_after_it_begins",
                violation_error_message=_("En oplysning kan ikke ophøre, før den gælder."),
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn=False) | (models.Q(replaces__isnull=False) & models.Q(value__isnull=True)),
                name="a_withdrawal_takes_something_back",
                violation_error_message=_("Kun en registrering, der findes, kan trækkes tilbage."),
            ),
            models.CheckConstraint(
                condition=~models.Q(source=""),
                name="an_entry_has_a_source",
                violation_error_message=_("Skriv hvor oplysningen kommer fra."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fact} {self.pk}"
