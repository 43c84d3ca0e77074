"""`{% load office %}`: days written out, money, and the components that take arguments."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django import template
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.translation import gettext

from brobygger.office.foundation import axis, days, standings
from brobygger.office.foundation.parts import Tag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.core.paginator import Paginator
    from django.utils.safestring import SafeString

    from brobygger.office.foundation.parts import Line

register = template.Library()


@register.filter
def written_date(day: date | None, form: str = "") -> str:
    """The day written out, with its weekday ("weekday") or without its year ("short"); a missing day is a dash."""
    if day is None:
        return "–"
    return days.written(day, weekday=form == "weekday", year=form != "short")


@register.filter
def written_moment(moment: datetime) -> str:
    """The day written out with its hour: "9. juni 2018 kl. 14.05"."""
    here = moment.astimezone(timezone.get_current_timezone())
    return gettext("%(day)s kl. %(hour)s") % {"day": days.written(here.date()), "hour": f"{here:%H.%M}"}


@register.filter
def relative_to(day: date | None, today: date) -> str:
    """How far off the day is; nothing for a missing day."""
    return "" if day is None else days.relative(day, today=today)


@register.filter
def grouped(number: int) -> str:
    """A count as the reader writes it: "1.032", in English "1,032"."""
    return number_format(number, use_l10n=True, force_grouping=True)


@register.filter
def money(amount: Decimal | float) -> str:
    """Kroner with a thousands separator: "2.122 kr."; øre only when there are any."""
    whole = Decimal(amount) == int(amount)
    return f"{number_format(Decimal(amount), decimal_pos=0 if whole else 2, use_l10n=True, force_grouping=True)} kr."


@register.simple_tag
def dated(day: date | None, today: date) -> SafeString:
    """The written day with its distance beside it, for people and machines alike."""
    if day is None:
        return format_html('<span class="quiet">{}</span>', "–")
    return format_html(
        '<time datetime="{}">{}</time> <span class="relative">({})</span>',
        day.isoformat(),
        days.written(day),
        days.relative(day, today=today),
    )


@register.simple_tag
def status_tag(tag: Tag) -> SafeString:
    """A status in words and colour."""
    return format_html('<span class="status status--{}">{}</span>', tag.tone.value, tag.text)


@register.simple_tag
def standing_tag(standing: TextChoices, due_on: date | None, today: date, last_day: date | None = None) -> SafeString:
    """A duty's standing in words and colour."""
    return status_tag(standings.tag_for(standing, due_on=due_on, today=today, last_day=last_day))


@register.simple_tag
def basis_badge(basis: str) -> SafeString:
    """What a date rests on: law, regulation, the office's own frame, or practice."""
    words = {
        "statute": gettext("lov"),
        "regulation": gettext("bekendtgørelse"),
        "service_frame": gettext("serviceramme"),
        "practice": gettext("praksis"),
    }
    return format_html('<span class="basis basis--{}">{}</span>', basis, words[basis])


@register.inclusion_tag("foundation/parts/axis.html")
def time_axis(lines: Sequence[Line], today: date, caption: str) -> dict[str, object]:
    """The family's duties on one time axis, drawn and as a table."""
    return {"drawing": axis.draw(lines, today=today), "lines": lines, "today": today, "caption": caption}


@register.filter
def shown_pages(paginator: Paginator[object], number: int) -> list[int | None]:
    """The page numbers worth showing around the one shown; None where some are left out."""
    pages = paginator.get_elided_page_range(number, on_each_side=2, on_ends=1)
    return [page if isinstance(page, int) else None for page in pages]
