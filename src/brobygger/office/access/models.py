"""Municipalities, their officers and how they come in, and what the log remembers about who looked at whom."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Lower, Now
from django.utils.translation import gettext_lazy as _

from .choices import Purpose, Role


class Municipality(models.Model):
    """One municipality on the installation; its rulebook says which service frame it works by."""

    slug = models.SlugField(_("kort navn"), unique=True)
    name = models.CharField(_("navn"), max_length=80)
    rulebook = models.CharField(_("regelbog"), max_length=40)
    working_date = models.DateField(_("arbejdsdato"), null=True, blank=True)  # demo only: production never reads it

    class Meta:
        verbose_name = _("kommune")
        verbose_name_plural = _("kommuner")
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class WithinMunicipality(models.Model):
    """A row that belongs to one municipality; the database shows it to no other."""

    # The composite keys of `policies.within` point both ways at one municipality, so Django's own is not doubled.
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, verbose_name=_("kommune"), related_name="+", db_index=False
    )

    class Meta:
        abstract = True


class OfficerManager(BaseUserManager["Officer"]):
    """Officers, found by the address they sign in with."""

    def automatic(self, municipality: Municipality) -> Officer:
        """The officer under whose name the nightly run writes in that municipality."""
        return self.get(municipality=municipality, role=Role.AUTOMATIC)


class Officer(WithinMunicipality, AbstractBaseUser):
    """A person in office: one municipality, one role."""

    last_login = None  # `SignIn` keeps every one; a column here would be a change of the officer at each of them

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail"))
    display_name = models.CharField(_("navn"), max_length=120)
    initials = models.CharField(_("initialer"), max_length=8)
    role = models.CharField(_("rolle"), max_length=32, choices=Role)
    is_active = models.BooleanField(_("i tjeneste"), default=True)
    # Not known of those who were here before it was asked, nor of the automatic one, which is no person.
    employed_on = models.DateField(_("ansat"), null=True, blank=True)
    ended_on = models.DateField(_("sidste dag"), null=True, blank=True)
    ended_because = models.TextField(_("hvorfor stoppet"), blank=True, default="")

    objects = OfficerManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("medarbejder")
        verbose_name_plural = _("medarbejdere")
        ordering: ClassVar = ["display_name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                Lower("email"),
                name="an_address_signs_in_one_officer",
                violation_error_message=_("Der er allerede en medarbejder med den e-mailadresse."),
            ),
            models.UniqueConstraint(
                fields=["municipality"],
                condition=models.Q(role=Role.AUTOMATIC),
                name="a_municipality_has_one_automatic_officer",
                violation_error_message=_("Kommunen har allerede en automatisk kørsel."),
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values),
                name="an_officer_has_a_known_role",
                violation_error_message=_("Rollen findes ikke."),
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on=None) | models.Q(is_active=False) & ~models.Q(ended_because=""),
                name="who_has_left_is_not_in_office_and_it_says_why",
                violation_error_message=_("Den, der er stoppet, kan ikke være i tjeneste. Skriv, hvorfor."),
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on=None)
                | models.Q(employed_on=None)
                | models.Q(ended_on__gte=models.F("employed_on")),
                name="an_employment_ends_after_it_begins",
                violation_error_message=_("Ansættelsen kan ikke slutte, før den er begyndt."),
            ),
        ]

    def __str__(self) -> str:
        return self.display_name

    def get_full_name(self) -> str:
        """The name colleagues know the officer by."""
        return self.display_name


class SignIn(WithinMunicipality):
    """An officer came in at the front door. The newest one is their last; that nobody came in is worth knowing too."""

    officer = models.ForeignKey(
        Officer,
        models.PROTECT,
        verbose_name=_("medarbejder"),
        related_name="sign_ins",
        db_constraint=False,
        db_index=False,
    )
    at = models.DateTimeField(_("tidspunkt"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("login")
        verbose_name_plural = _("login")
        indexes: ClassVar = [models.Index(fields=["municipality", "officer", "-at"], name="sign_ins_of_an_officer")]

    def __str__(self) -> str:
        return f"{self.officer_id} {self.at:%Y-%m-%d %H:%M}"


class PasswordLink(WithinMunicipality):
    """A link by which an officer chooses a password: used once, within a day. Who made it, when it was used, stays."""

    officer = models.ForeignKey(
        Officer, models.PROTECT, verbose_name=_("lavet af"), related_name="+", db_constraint=False, db_index=False
    )
    to = models.ForeignKey(
        Officer,
        models.PROTECT,
        verbose_name=_("medarbejder"),
        related_name="password_links",
        db_constraint=False,
        db_index=False,
    )
    digest = models.CharField(_("aftryk"), max_length=64, unique=True)  # the secret itself is kept nowhere
    at = models.DateTimeField(_("tidspunkt"), db_default=Now(), editable=False)
    until = models.DateTimeField(_("gælder til"))
    used_at = models.DateTimeField(_("brugt"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("trukket tilbage"), null=True, blank=True)

    class Meta:
        verbose_name = _("link til adgangskode")
        verbose_name_plural = _("links til adgangskode")
        indexes: ClassVar = [models.Index(fields=["municipality", "to", "-at"], name="password_links_of_an_officer")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(until__gt=models.F("at")),
                name="a_password_link_ends",
                violation_error_message=_("Et link til en adgangskode skal have en sluttid."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.to_id} {self.pk}"


class LookQuerySet(models.QuerySet["Look"]):
    """The log of looks as a leader asks of it."""

    def at_person(self, person_id: int) -> LookQuerySet:
        """Every look at one person.

        Asked through a function of the database: array containment is not leakproof, so below a policy
        its index would never be used.
        """
        return self.filter(pk__in=models.expressions.RawSQL("SELECT access_looks_at(%s)", [person_id]))

    def for_page(self) -> LookQuerySet:
        """The newest first, with the officer's name."""
        return self.select_related("officer").order_by("-at", "-pk")


class Look(WithinMunicipality):
    """One response that showed persons to an officer: who looked, why, when, and at whom."""

    officer = models.ForeignKey(
        Officer, models.PROTECT, verbose_name=_("medarbejder"), related_name="+", db_constraint=False, db_index=False
    )
    at = models.DateTimeField(_("tidspunkt"), db_default=Now(), editable=False)
    purpose = models.CharField(_("formål"), max_length=20, choices=Purpose)
    page = models.CharField(_("side"), max_length=80)  # the route's name: an address could carry more than it should
    # The persons are files of a room above this one, hence numbers; `at_person` answers for them.
    persons = ArrayField(models.BigIntegerField(), verbose_name=_("personer"))

    objects = LookQuerySet.as_manager()

    class Meta:
        verbose_name = _("opslag")
        verbose_name_plural = _("opslag")
        indexes: ClassVar = [
            models.Index(fields=["municipality", "-at"], name="looks_by_time"),
            models.Index(fields=["municipality", "officer", "-at"], name="looks_by_officer"),
            GinIndex(fields=["persons"], name="looks_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.officer_id} {self.at:%Y-%m-%d %H:%M} {self.purpose}"


class OpeningQuerySet(models.QuerySet["Opening"]):
    """Cases opened outside an officer's reach."""

    def running(self) -> OpeningQuerySet:
        """Those that still hold, by the database's own clock: no working date may prolong one."""
        return self.filter(until__gt=Now())

    def unread(self) -> OpeningQuerySet:
        """Those the leader has not yet seen."""
        return self.filter(read_at=None)


class Opening(WithinMunicipality):
    """A case opened outside the officer's reach, for a stated reason and a limited time, told to the leader."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    officer = models.ForeignKey(
        Officer, models.PROTECT, verbose_name=_("medarbejder"), related_name="+", db_constraint=False, db_index=False
    )
    casefile = models.BigIntegerField(_("sag"))  # a case is a file of a room above; the database holds the key
    reason = models.TextField(_("begrundelse"))
    at = models.DateTimeField(_("åbnet"), db_default=Now(), editable=False)
    until = models.DateTimeField(_("gælder til"))
    read_at = models.DateTimeField(_("læst"), null=True, blank=True)
    read_by = models.ForeignKey(
        Officer,
        models.PROTECT,
        verbose_name=_("læst af"),
        related_name="+",
        null=True,
        blank=True,
        db_constraint=False,
        db_index=False,
    )

    objects = OpeningQuerySet.as_manager()

    class Meta:
        verbose_name = _("nødåbning")
        verbose_name_plural = _("nødåbninger")
        indexes: ClassVar = [
            models.Index(fields=["municipality", "officer", "casefile", "until"], name="openings_that_hold"),
            models.Index(fields=["municipality", "-at"], name="openings_by_time"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(reason=""),
                name="an_opening_has_a_reason",
                violation_error_message=_("Skriv hvorfor sagen skal åbnes."),
            ),
            models.CheckConstraint(
                condition=models.Q(until__gt=models.F("at")),
                name="an_opening_ends",
                violation_error_message=_("En nødåbning skal have en sluttid."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer_id} {self.casefile}"


class Alteration(WithinMunicipality):
    """What a row that may change looked like before and after, and who changed it; written by the database."""

    officer = models.ForeignKey(
        Officer, models.PROTECT, verbose_name=_("medarbejder"), related_name="+", db_constraint=False, db_index=False
    )
    at = models.DateTimeField(_("tidspunkt"), db_default=Now(), editable=False)
    thing = models.CharField(_("tabel"), max_length=63)
    row = models.BigIntegerField(_("række"))
    was: models.JSONField[Any, Any] = models.JSONField(_("før"))
    became: models.JSONField[Any, Any] = models.JSONField(_("efter"), null=True)

    class Meta:
        verbose_name = _("ændring")
        verbose_name_plural = _("ændringer")
        indexes: ClassVar = [models.Index(fields=["municipality", "thing", "row", "-at"], name="alterations_of_a_row")]

    def __str__(self) -> str:
        return f"{self.thing} {self.row}"
