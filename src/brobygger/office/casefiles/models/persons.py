"""Persons, as the municipality's register knows them, and the words their names are found by."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from brobygger.office.access.models import WithinMunicipality
from brobygger.office.casefiles import reach
from brobygger.office.casefiles.choices import Sex
from brobygger.office.casefiles.spelling import danish_order

if TYPE_CHECKING:
    from brobygger.office.access.models import Officer


def masked(cpr: str) -> str:
    """A CPR number as screens show it: whom it is of is known from elsewhere, so the last four digits are not needed.

    >>> masked("6101820317")
    '610182-••••'
    """
    return f"{cpr[:6]}-••••"


class PersonQuerySet(models.QuerySet["Person"]):
    """Persons, as an officer may see them."""

    def shown_to(self, officer: Officer) -> PersonQuerySet:
        """Each person marked `hidden` when their name and address are protected from *officer*."""
        return self.annotate(hidden=reach.hidden(officer, path="case__", person=""))

    def in_danish_order(self) -> PersonQuerySet:
        """Æ, ø and å last, aa as å."""
        return self.order_by("order", "pk")


class Person(WithinMunicipality):
    """A refugee, a family member or another newcomer, as the municipality's register knows them."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    alien_number = models.CharField(_("udlændingenummer"), max_length=20, null=True, blank=True)  # noqa: DJ001 - none is not equal to none
    cpr = models.CharField(  # noqa: DJ001 - no CPR yet is normal, and none is not equal to none
        _("CPR-nummer"),
        max_length=10,
        null=True,
        blank=True,
        validators=[RegexValidator(r"^\d{10}$", _("Et CPR-nummer har ti cifre."))],
    )
    name = models.CharField(_("navn"), max_length=200)
    own_script_name = models.CharField(_("navn med egen skrift"), max_length=200, blank=True)
    born = models.DateField(_("født"), null=True, blank=True)
    sex = models.CharField(_("køn"), max_length=8, choices=Sex, default=Sex.UNKNOWN)
    citizenship = models.CharField(_("statsborgerskab"), max_length=60, blank=True)
    language = models.CharField(_("sprog"), max_length=60, blank=True)
    interpreter = models.BooleanField(_("tolk"), default=True)
    address = models.CharField(_("adresse"), max_length=200, blank=True)
    phone = models.CharField(_("telefon"), max_length=40, blank=True)
    protected = models.BooleanField(_("navne- og adressebeskyttelse"), default=False)
    order = models.GeneratedField(
        expression=danish_order("name"),
        output_field=models.CharField(max_length=250, db_collation="C"),
        db_persist=True,
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("personer")
        indexes: ClassVar = [models.Index(fields=["municipality", "order", "id"], name="persons_in_danish_order")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality", "alien_number"],
                name="an_alien_number_is_one_person",
                violation_error_message=_("Der er allerede en person med det udlændingenummer."),
            ),
            models.UniqueConstraint(
                fields=["municipality", "cpr"],
                name="a_cpr_number_is_one_person",
                violation_error_message=_("Der er allerede en person med det CPR-nummer."),
            ),
            models.CheckConstraint(
                condition=models.Q(cpr=None) | models.Q(cpr__regex=r"^\d{10}$"),
                name="a_cpr_number_has_ten_digits",
                violation_error_message=_("Et CPR-nummer har ti cifre."),
            ),
            models.CheckConstraint(
                condition=~models.Q(name="") & ~models.Q(alien_number=""),
                name="a_person_has_a_name",
                violation_error_message=_("Skriv personens navn."),
            ),
        ]

    def __str__(self) -> str:
        # Never the name: this text ends up in logs and error pages.
        return f"person {self.pk}"

    def is_hidden_from(self, officer: Officer) -> bool:
        """Whether name and address are kept from *officer*; asks the database only where no list asked before."""
        if not self.protected:
            return False
        if "hidden" not in self.__dict__:
            self.__dict__["hidden"] = (
                not type(self).objects.filter(reach.shows(officer, path="case__", person=""), pk=self.pk).exists()
            )
        return bool(self.__dict__["hidden"])

    def shown_name(self, officer: Officer) -> str:
        """The name as *officer* may read it. Every list, page and export uses this and no other."""
        return gettext("Beskyttet person") if self.is_hidden_from(officer) else self.name

    def shown_address(self, officer: Officer) -> str:
        """The address as *officer* may read it."""
        return gettext("Beskyttet adresse") if self.is_hidden_from(officer) else self.address

    def shown_cpr(self, officer: Officer) -> str:
        """The CPR number with its last four digits masked; nothing of it where the person is hidden."""
        return "" if not self.cpr or self.is_hidden_from(officer) else masked(self.cpr)


class NameWord(models.Model):
    """One word of a person's name, for the search by beginning; the database keeps these in step with the names."""

    pk = models.CompositePrimaryKey("municipality", "word", "person")
    municipality = models.ForeignKey(
        "access.Municipality", models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    word = models.CharField(max_length=200, db_collation="C")
    person = models.ForeignKey(Person, models.PROTECT, related_name="words", db_constraint=False, db_index=False)

    class Meta:
        verbose_name = _("navneord")
        verbose_name_plural = _("navneord")
        indexes: ClassVar = [models.Index(fields=["municipality", "person"], name="words_of_a_person")]

    def __str__(self) -> str:
        return f"word of person {self.person_id}"
