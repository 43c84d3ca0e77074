"""Notices of arrivals, the households they announce, and the files they were read from."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from brobygger.office.access.models import Officer, WithinMunicipality
from brobygger.office.casefiles.models import Case, Family

from .choices import Way


class UploadQuerySet(models.QuerySet["Upload"]):
    """Files, as the office looks for them."""

    def waiting(self) -> UploadQuerySet:
        """Those that have been looked at and not yet taken in: drafts."""
        return self.filter(taken_in_on=None, put_aside_on=None)

    def for_page(self) -> UploadQuerySet:
        """The newest first."""
        return self.select_related("officer").order_by("-uploaded_at", "-pk")


class Upload(WithinMunicipality):
    """A list of notices that an officer sent in, and how far it has come: looked at, or taken in."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    officer = models.ForeignKey(
        Officer, models.PROTECT, verbose_name=_("medarbejder"), related_name="+", db_constraint=False, db_index=False
    )
    uploaded_at = models.DateTimeField(_("indlæst"), db_default=Now(), editable=False)
    # As the sender called it: it may name a person, so it stands in no address and no log.
    file_name = models.CharField(_("filens navn"), max_length=200)
    size = models.PositiveIntegerField(_("størrelse"))
    # The officer's corrections: column number to field name, None for a column that says nothing.
    choices: models.JSONField[Any, Any] = models.JSONField(_("kolonner"), default=dict)
    sheet = models.CharField(_("ark"), max_length=100, blank=True)
    received_on = models.DateField(_("modtaget, hvor filen ikke siger det"), null=True, blank=True)
    taken_in_on = models.DateField(_("taget ind"), null=True, blank=True)
    put_aside_on = models.DateField(_("lagt væk"), null=True, blank=True)
    # How many lines met which fate when it was taken in.
    outcome: models.JSONField[Any, Any] = models.JSONField(_("udfald"), default=dict)

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("fil")
        verbose_name_plural = _("filer")
        indexes: ClassVar = [models.Index(fields=["municipality", "-uploaded_at"], name="uploads_by_time")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(taken_in_on=None) | models.Q(put_aside_on=None),
                name="a_file_is_taken_in_or_put_aside",
                violation_error_message=_("Filen er allerede taget ind eller lagt væk."),
            ),
        ]

    def __str__(self) -> str:
        return f"upload {self.pk}"


class RawFile(WithinMunicipality):
    """The file itself, byte for byte; apart from its `Upload`, which changes while the officer corrects it."""

    upload = models.OneToOneField(
        Upload, models.PROTECT, verbose_name=_("fil"), related_name="raw", db_constraint=False, primary_key=True
    )
    content = models.BinaryField(_("indhold"))

    class Meta:
        verbose_name = _("filens indhold")
        verbose_name_plural = _("filers indhold")

    def __str__(self) -> str:
        return f"raw file of upload {self.pk}"


class Notice(WithinMunicipality):
    """One letter from the Immigration Service: one journal number, one notice."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    journal_number = models.CharField(_("journalnummer"), max_length=40)
    received_on = models.DateField(_("modtaget"))
    way = models.CharField(_("kom"), max_length=10, choices=Way)
    upload = models.ForeignKey(
        Upload,
        models.PROTECT,
        verbose_name=_("fil"),
        related_name="notices",
        null=True,
        blank=True,
        db_constraint=False,
        db_index=False,
    )
    officer = models.ForeignKey(
        Officer, models.PROTECT, verbose_name=_("medarbejder"), related_name="+", db_constraint=False, db_index=False
    )
    taken_in_on = models.DateField(_("taget ind"))

    class Meta:
        verbose_name = _("underretning")
        verbose_name_plural = _("underretninger")
        indexes: ClassVar = [
            models.Index(fields=["municipality", "-received_on"], name="notices_by_day"),
            models.Index(fields=["municipality", "upload"], name="notices_of_a_file"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality", "journal_number"],
                name="a_journal_number_is_one_notice",
                violation_error_message=_("Der er allerede en underretning med det journalnummer."),
            ),
            models.CheckConstraint(
                condition=~models.Q(journal_number=""),
                name="a_notice_has_a_journal_number",
                violation_error_message=_("Skriv brevets journalnummer."),
            ),
        ]

    def __str__(self) -> str:
        return self.journal_number


class PartyQuerySet(models.QuerySet["Party"]):
    """Households as they are waited for."""

    def incomplete(self) -> PartyQuerySet:
        """Those that lack somebody whose line was refused."""
        return self.filter(missing__gt=0)


class Party(WithinMunicipality):
    """The people whom a notice announces as one household; one person alone is a party too."""

    notice = models.ForeignKey(
        Notice,
        models.PROTECT,
        verbose_name=_("underretning"),
        related_name="parties",
        db_constraint=False,
        db_index=False,
    )
    household = models.CharField(_("husstand"), max_length=40)
    family = models.ForeignKey(
        Family,
        models.PROTECT,
        verbose_name=_("familie"),
        related_name="parties",
        db_constraint=False,
        db_index=False,
    )
    # Lines of this household that were refused and have not come back mended.
    missing = models.PositiveSmallIntegerField(_("mangler"), default=0)

    objects = PartyQuerySet.as_manager()

    class Meta:
        verbose_name = _("ankommende husstand")
        verbose_name_plural = _("ankommende husstande")
        indexes: ClassVar = [models.Index(fields=["municipality", "family"], name="parties_of_a_family")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality", "notice", "household"],
                name="a_household_stands_once_in_a_notice",
                violation_error_message=_("Husstanden står der allerede."),
            ),
        ]

    def __str__(self) -> str:
        return f"party {self.pk}"


class Member(WithinMunicipality):
    """One person whom a notice announces, by their case."""

    party = models.ForeignKey(
        Party,
        models.PROTECT,
        verbose_name=_("husstand"),
        related_name="members",
        db_constraint=False,
        db_index=False,
    )
    case = models.ForeignKey(
        Case,
        models.PROTECT,
        verbose_name=_("sag"),
        related_name="announcements",
        db_constraint=False,
        db_index=False,
    )

    class Meta:
        verbose_name = _("ankommende")
        verbose_name_plural = _("ankommende")
        indexes: ClassVar = [models.Index(fields=["municipality", "case"], name="announcements_of_a_case")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality", "party", "case"],
                name="a_person_stands_once_in_a_household",
                violation_error_message=_("Personen står der allerede."),
            ),
        ]

    def __str__(self) -> str:
        return f"member {self.pk}"
