"""Families and cases: the household as one, and each person's own file."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from brobygger.office.access.models import Officer, Opening, WithinMunicipality
from brobygger.office.casefiles import reach
from brobygger.office.casefiles.choices import Administration, FamilyRole

from .persons import Person

if TYPE_CHECKING:
    from datetime import date


class Family(WithinMunicipality):
    """The cases of one household; what is owed to the household as a whole is owed here."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    household = models.CharField(_("husstand"), max_length=40, blank=True)
    name = models.CharField(_("navn"), max_length=200)
    coordinating_administration = models.CharField(
        _("koordineringsansvarlig forvaltning"), max_length=20, choices=Administration, blank=True
    )

    class Meta:
        verbose_name = _("familie")
        verbose_name_plural = _("familier")
        indexes: ClassVar = [models.Index(fields=["municipality", "household"], name="families_by_household")]

    def __str__(self) -> str:
        return f"family {self.pk}"


class CaseQuerySet(models.QuerySet["Case"]):
    """Cases, as an officer may see them."""

    def within_reach(self, officer: Officer) -> CaseQuerySet:
        """The cases *officer* may open without giving a reason."""
        return self.filter(reach.listed(officer), reach.shows(officer))

    def listed_for(self, officer: Officer) -> CaseQuerySet:
        """The cases in *officer*'s lists, each marked `hidden` when its person is protected from them."""
        marks = {"hidden": reach.hidden(officer)}
        return self.filter(reach.listed(officer)).annotate(**marks)

    def as_seen_by(self, officer: Officer) -> CaseQuerySet:
        """Every case, with what a page shows of it, marked `reached`, `hidden` and `emergency` for *officer*."""
        opened = Opening.objects.running().filter(officer=officer, casefile=models.OuterRef("pk"))
        marks = {"reached": reach.reached(officer), "hidden": reach.hidden(officer), "emergency": models.Exists(opened)}
        return self.select_related("person", "family", "responsible").annotate(**marks)

    def household_of(self, key: uuid.UUID) -> list[Case]:
        """The case of that key and the others of its family, by number; one question, and a second for who has none."""
        household = list(self.filter(family__cases__key=key).order_by("pk"))
        return household or list(self.filter(key=key))

    def with_their_households(self) -> CaseQuerySet:
        """These cases, and those of the same families. Asks at once which they are: as lists both keys are indexed."""
        found = list(self.order_by().values_list("pk", "family"))
        families = {family for _pk, family in found if family}
        return self.model.objects.filter(models.Q(pk__in=[pk for pk, _family in found]) | models.Q(family__in=families))

    def open_on(self, day: date) -> CaseQuerySet:
        """The cases not closed by *day*."""
        return self.filter(models.Q(closed_on=None) | models.Q(closed_on__gt=day))


class Case(WithinMunicipality):
    """One person's case in one municipality. A person who moves away gets a new one where they arrive."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(_("sagsnummer"), max_length=40)
    journal_number = models.CharField(_("journalnummer"), max_length=40, blank=True)
    person = models.OneToOneField(
        Person, models.PROTECT, verbose_name=_("person"), related_name="case", db_constraint=False
    )
    family = models.ForeignKey(
        Family,
        models.PROTECT,
        verbose_name=_("familie"),
        related_name="cases",
        null=True,
        blank=True,
        db_constraint=False,
        db_index=False,
    )
    role_in_family = models.CharField(
        _("plads i familien"), max_length=10, choices=FamilyRole, default=FamilyRole.SINGLE
    )
    responsible = models.ForeignKey(
        Officer,
        models.PROTECT,
        verbose_name=_("ansvarlig"),
        related_name="cases",
        null=True,
        blank=True,
        db_constraint=False,
        db_index=False,
    )
    coordinating_administration = models.CharField(
        _("koordineringsansvarlig forvaltning"), max_length=20, choices=Administration, blank=True
    )
    opened_on = models.DateField(_("åbnet"))
    closed_on = models.DateField(_("lukket"), null=True, blank=True)
    special_needs = models.TextField(_("særlige hensyn"), blank=True)

    objects = CaseQuerySet.as_manager()

    # Only on cases asked for with `as_seen_by`; `hidden` also with `listed_for`.
    reached: bool
    hidden: bool
    emergency: bool
    household: list[Case]  # only on a case that came through its door

    class Meta:
        verbose_name = _("sag")
        verbose_name_plural = _("sager")
        indexes: ClassVar = [
            models.Index(fields=["municipality", "journal_number"], name="cases_by_journal_number"),
            models.Index(fields=["municipality", "responsible", "closed_on"], name="cases_by_officer"),
            models.Index(fields=["municipality", "family"], name="cases_of_a_family"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality", "number"],
                name="a_case_number_is_one_case",
                violation_error_message=_("Der er allerede en sag med det nummer."),
            ),
            models.CheckConstraint(
                condition=models.Q(closed_on=None) | models.Q(closed_on__gte=models.F("opened_on")),
                name="a_case_closes_after_it_opens",
                violation_error_message=_("En sag kan ikke lukkes, før den er åbnet."),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        """The case page; it belongs to a room above, whose names this one does not know."""
        return f"/cases/{self.key}/"
