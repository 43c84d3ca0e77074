"""The closed lists of duties."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Standing(models.TextChoices):
    """How a duty stands. Overdue is never stored: it follows from the date when the duty is read."""

    OPEN = "open", _("Kommende")
    OVERDUE = "overdue", _("Overskredet")
    FULFILLED = "fulfilled", _("Opfyldt")
    FULFILLED_LATE = "fulfilled_late", _("Opfyldt for sent")
    WAIVED = "waived", _("Frafaldet")
    POSTPONED = "postponed", _("Udsat")
    PAUSED = "paused", _("På pause")
    LAPSED = "lapsed", _("Bortfaldet")
    UNDETERMINED = "undetermined", _("Mangler oplysning")
    GONE = "gone", _("Opstår ikke længere")


class WaitsFor(models.TextChoices):
    """Whose move it is."""

    US = "us", _("os")
    CITIZEN = "citizen", _("borger")
    IMMIGRATION_SERVICE = "immigration_service", _("Udlændingestyrelsen")
    LANGUAGE_SCHOOL = "language_school", _("sprogskole")
    INTERPRETER = "interpreter", _("tolk")
    DOCTOR = "doctor", _("læge")
    OTHER_MUNICIPALITY = "other_municipality", _("anden kommune")


class Kind(models.TextChoices):
    """What an officer may decide of a duty."""

    WAIVED = "waived", _("Frafald")
    POSTPONED = "postponed", _("Udsættelse")
    PAUSED = "paused", _("Pause")
    WAITING = "waiting", _("Venter på en anden")


class Breach(models.TextChoices):
    """What is broken: nothing, the municipality's own frame, or the law."""

    NONE = "none", _("Intet brud")
    FRAME = "frame", _("Brud på rammen")
    LAW = "law", _("Brud på loven")


class Basis(models.TextChoices):
    """On what authority a date stands."""

    STATUTE = "statute", _("Lov")
    REGULATION = "regulation", _("Bekendtgørelse")
    SERVICE_FRAME = "service_frame", _("Serviceramme")
    PRACTICE = "practice", _("Praksis")


class Why(models.TextChoices):
    """Why a duty changed."""

    AROSE = "arose", _("Opstået")
    MOVED = "moved", _("Flyttet")
    MET = "met", _("Opfyldt")
    DECIDED = "decided", _("Besluttet")
    ASSIGNED = "assigned", _("Fordelt")
    ENDED = "ended", _("Bortfaldet")


class Settles(models.TextChoices):
    """What of a version the municipality settles: the version itself, or what becomes of clocks that ran at its end."""

    VERSION = "version", _("reglen")
    TRANSITION = "transition", _("overgangen")
