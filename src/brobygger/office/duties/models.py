"""Duties as they were last reckoned, what was decided of them, and how they have moved."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import ExpressionWrapper, F, Q
from django.db.models.functions import Coalesce, Now
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from brobygger.office.access.models import Officer, WithinMunicipality
from brobygger.office.casefiles import reach
from brobygger.office.casefiles.models import Case, Entry

from .choices import Basis, Breach, Kind, Standing, WaitsFor, Why
from .settlements import Settlement as Settlement  # noqa: PLC0414 - Django looks for the room's models here

if TYPE_CHECKING:
    from datetime import date

ACTIVE = (Standing.OPEN, Standing.POSTPONED, Standing.PAUSED, Standing.UNDETERMINED)
DATED = (Standing.OPEN, Standing.POSTPONED, Standing.PAUSED)
HELD = (Standing.WAIVED, Standing.POSTPONED, Standing.PAUSED)


class DutyQuerySet(models.QuerySet["Duty"]):
    """Duties, as the worklist asks for them."""

    def active(self) -> DutyQuerySet:
        """Those that somebody must still do something about."""
        return self.filter(standing__in=ACTIVE)

    def on_the_list(self, *, today: date) -> DutyQuerySet:
        """Active, and not watched for a later day or held until one."""
        return self.active().filter(Q(on_list_from=None) | Q(on_list_from__lte=today))

    def overdue(self, *, today: date) -> DutyQuerySet:
        """Past their date, with no decision that still holds them."""
        return self.filter(is_overdue(today))

    def due_within(self, days: int, *, today: date) -> DutyQuerySet:
        """Due from today and so many days on."""
        return self.filter(standing__in=DATED, due_on__range=(today, today + timedelta(days=days)))

    def undetermined(self) -> DutyQuerySet:
        """Those that a missing fact keeps from being told."""
        return self.filter(standing=Standing.UNDETERMINED)

    def unassigned(self) -> DutyQuerySet:
        """Nobody's yet."""
        return self.filter(responsible=None)

    def listed_for(self, officer: Officer) -> DutyQuerySet:
        """The duties of the cases in the officer's lists, each marked `hidden` when its person is protected."""
        path = {"path": "case__"}
        return self.filter(reach.listed(officer, **path)).annotate(
            hidden=reach.hidden(officer, path="case__", person="case__person__")
        )

    def for_worklist(self) -> DutyQuerySet:
        """Everything a row of the worklist shows, in one query however long the list; what has no date comes last."""
        found = self.select_related("case__person", "responsible").defer("reckoning")  # its bulk, which no row shows
        return found.order_by(F("acts_on").asc(nulls_last=True), "pk")


def is_overdue(today: date) -> Q:
    """The condition under which an active duty is overdue on that day: the law's day, or the frame's, has passed."""
    held = Q(standing__in=HELD) & (Q(held_until=None) | Q(held_until__gte=today))
    unbound = Q(legal_due_on=None, frame_due_on=None)
    passed = Q(legal_due_on__lt=today) | Q(frame_due_on__lt=today) | unbound
    return Q(standing__in=DATED, due_on__lt=today, runs_out=False) & passed & ~held


def is_past_target(today: date) -> Q:
    """The condition under which the day to work to has passed and the day that binds has not."""
    lawful = Q(legal_due_on=None) | Q(legal_due_on__gte=today)
    framed = Q(frame_due_on=None) | Q(frame_due_on__gte=today)
    bound = Q(legal_due_on__isnull=False) | Q(frame_due_on__isnull=False)
    return Q(standing__in=DATED, due_on__lt=today, runs_out=False) & lawful & framed & bound


class Duty(WithinMunicipality):
    """One duty of one rule towards a person or a household, as last reckoned.

    A household's duty hangs on the case of its first member and says so (`of_household`), so that every duty leads to
    a case in one step.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(
        Case, models.PROTECT, verbose_name=_("sag"), related_name="duties", db_constraint=False, db_index=False
    )
    of_household = models.BooleanField(_("hele husstanden"), default=False)
    rule = models.CharField(_("regel"), max_length=60)
    occurrence = models.PositiveIntegerField(_("nummer"), default=1)
    title: models.JSONField[Any, Any] = models.JSONField(_("betegnelse"))
    standing = models.CharField(_("status"), max_length=20, choices=Standing)
    due_on = models.DateField(_("frist"), null=True)
    legal_due_on = models.DateField(_("lovens frist"), null=True)
    frame_due_on = models.DateField(_("rammens frist"), null=True)
    runs_out = models.BooleanField(_("løber ud af sig selv"), default=False)
    nothing_after = models.DateField(_("intet nyt efter"), null=True)
    breach = models.CharField(_("brud"), max_length=8, choices=Breach, default=Breach.NONE)
    work_by = models.DateField(_("arbejd efter"), null=True)
    counted_from = models.DateField(_("tælles fra"), null=True)
    on_list_from = models.DateField(_("på listen fra"), null=True)
    held_until = models.DateField(_("holdes til"), null=True)
    fulfilled_on = models.DateField(_("opfyldt"), null=True)
    missing = ArrayField(models.CharField(max_length=60), verbose_name=_("mangler"), default=list)
    role = models.CharField(_("rolle"), max_length=32)
    waits_for = models.CharField(_("venter på"), max_length=24, choices=WaitsFor)
    basis = models.CharField(_("grundlag"), max_length=16, choices=Basis)
    confirmed = models.BooleanField(_("bekræftet"), default=True)
    responsible = models.ForeignKey(
        Officer,
        models.PROTECT,
        verbose_name=_("ansvarlig"),
        related_name="duties",
        null=True,
        blank=True,
        db_constraint=False,
        db_index=False,
    )
    counted: models.JSONField[Any, Any] = models.JSONField(_("tælles således"))
    reckoning: models.JSONField[Any, Any] = models.JSONField(_("udregning"))
    reckoned_on = models.DateField(_("regnet"))
    arose_on = models.DateField(_("opstået"))
    acts_on = models.GeneratedField(
        expression=Coalesce("held_until", "due_on"), output_field=models.DateField(null=True), db_persist=True
    )

    taken = models.GeneratedField(
        expression=ExpressionWrapper(Q(responsible__isnull=False), output_field=models.BooleanField()),
        output_field=models.BooleanField(),
        db_persist=True,
    )

    objects = DutyQuerySet.as_manager()

    class Meta:
        verbose_name = _("forpligtelse")
        verbose_name_plural = _("forpligtelser")
        indexes: ClassVar = [
            models.Index(
                fields=["municipality", "taken", "acts_on", "id"],
                name="duties_by_date",
                condition=Q(standing__in=ACTIVE),
            ),
            models.Index(
                fields=["municipality", "responsible", "acts_on", "id"],
                name="duties_of_an_officer",
                condition=Q(standing__in=ACTIVE),
            ),
            models.Index(
                fields=["municipality", "role", "taken", "acts_on", "id"],
                name="duties_of_a_role",
                condition=Q(standing__in=ACTIVE),
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality", "case", "of_household", "rule", "occurrence"],
                name="a_duty_stands_once",
                violation_error_message=_("Forpligtelsen findes allerede."),
            ),
            models.CheckConstraint(
                condition=Q(due_on=None) | Q(legal_due_on=None) | Q(due_on__lte=F("legal_due_on")),
                name="a_duty_is_never_due_later_than_the_law_says",
                violation_error_message=_("Fristen kan ikke ligge efter lovens frist."),
            ),
            models.CheckConstraint(
                condition=~Q(standing=Standing.OVERDUE),
                name="overdue_is_read_and_never_stored",
                violation_error_message=_("Overskredet udregnes af datoen."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.pk}"

    def standing_on(self, today: date) -> Standing:
        """The standing on that day: what is overdue, or has run out, follows from the dates."""
        standing = Standing(self.standing)
        if standing in HELD and self.held_until and self.held_until < today:
            standing = Standing.OPEN
        last = self.last_day
        if standing == Standing.OPEN and last and last < today:
            return Standing.LAPSED if self.runs_out else Standing.OVERDUE
        return standing

    @property
    def last_day(self) -> date | None:
        """The day after which it is overdue, or the right has run out; a day to work to before that binds nobody."""
        if self.runs_out:
            return self.legal_due_on or self.due_on
        return min(filter(None, (self.legal_due_on, self.frame_due_on)), default=self.due_on)

    def breach_on(self, today: date) -> Breach:
        """What is broken while the duty is still open on that day; once it is settled, what was broken then.

        After a departure no further date is broken.
        """
        if self.standing not in DATED or self.runs_out:
            return Breach(self.breach)
        seen = min(today, self.nothing_after + timedelta(days=1)) if self.nothing_after else today
        if self.legal_due_on and seen > self.legal_due_on:
            return Breach.LAW
        return Breach.FRAME if self.frame_due_on and seen > self.frame_due_on else Breach.NONE

    def mark_person(self) -> None:
        """Tell the person what the list knows: whether the officer may read the name."""
        vars(self.case.person)["hidden"] = vars(self)["hidden"]

    @property
    def name(self) -> str:
        """The duty's title in the reader's language."""
        return str(self.title["en" if get_language() == "en" else "da"])

    @property
    def in_short(self) -> str:
        """How its date is counted, in a few words of the reader's language."""
        return str(self.counted["en" if get_language() == "en" else "da"])


class Decision(WithinMunicipality):
    """What an officer decided of a duty: a reason and a name, dated, never changed; a new one lifts an old."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    duty = models.ForeignKey(
        Duty,
        models.PROTECT,
        verbose_name=_("forpligtelse"),
        related_name="decisions",
        db_constraint=False,
        db_index=False,
    )
    kind = models.CharField(_("beslutning"), max_length=12, choices=Kind)
    starts = models.DateField(_("fra"))
    until = models.DateField(_("til"), null=True, blank=True)
    waits_for = models.CharField(_("venter på"), max_length=24, choices=WaitsFor, blank=True)
    reason = models.TextField(_("begrundelse"))
    officer = models.ForeignKey(
        Officer, models.PROTECT, verbose_name=_("medarbejder"), related_name="+", db_constraint=False, db_index=False
    )
    recorded_on = models.DateField(_("registreret"))
    recorded_at = models.DateTimeField(_("registreret kl."), db_default=Now(), editable=False)
    lifts = models.OneToOneField(
        "self",
        models.PROTECT,
        verbose_name=_("ophæver"),
        related_name="lifted_by",
        null=True,
        blank=True,
        db_constraint=False,
    )

    class Meta:
        verbose_name = _("beslutning")
        verbose_name_plural = _("beslutninger")
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["municipality", "duty"], name="decisions_of_a_duty")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="a_decision_has_a_reason",
                violation_error_message=_("Skriv en begrundelse."),
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("starts")),
                name="a_decision_ends_after_it_starts",
                violation_error_message=_("Slutdatoen ligger før startdatoen."),
            ),
            models.CheckConstraint(
                condition=~Q(kind=Kind.POSTPONED) | Q(until__isnull=False) | Q(lifts__isnull=False),
                name="a_postponement_has_a_date",
                violation_error_message=_("Skriv den dato, der udsættes til."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def holds(self) -> bool:
        """Neither lifted nor itself the lifting of another."""
        return self.lifts_id is None and getattr(self, "lifted_by", None) is None


class Movement(WithinMunicipality):
    """How a duty changed, before and after, and the entry or decision that moved it. Never changed itself."""

    duty = models.ForeignKey(
        Duty,
        models.PROTECT,
        verbose_name=_("forpligtelse"),
        related_name="movements",
        db_constraint=False,
        db_index=False,
    )
    why = models.CharField(_("hvad"), max_length=10, choices=Why)
    entry = models.ForeignKey(
        Entry,
        models.PROTECT,
        verbose_name=_("registrering"),
        related_name="+",
        null=True,
        db_constraint=False,
        db_index=False,
    )
    before: models.JSONField[Any, Any] = models.JSONField(_("før"), null=True)
    after: models.JSONField[Any, Any] = models.JSONField(_("efter"))
    officer = models.ForeignKey(
        Officer, models.PROTECT, verbose_name=_("medarbejder"), related_name="+", db_constraint=False, db_index=False
    )
    moved_on = models.DateField(_("dato"))
    moved_at = models.DateTimeField(_("tidspunkt"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("flytning")
        verbose_name_plural = _("flytninger")
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [models.Index(fields=["municipality", "duty", "-id"], name="movements_of_a_duty")]

    def __str__(self) -> str:
        return f"{self.why} {self.pk}"
