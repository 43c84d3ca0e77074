"""What stands around every page; the one place that knows all rooms' doors and in which order the menu names them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Count, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from brobygger.office.access import demo
from brobygger.office.access.models import Municipality, Opening
from brobygger.office.access.permissions import may
from brobygger.office.duties.models import Duty
from brobygger.office.foundation.parts import Demo, Frame, MenuEntry, MenuHeading

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.db.models.expressions import Combinable
    from django.http import HttpRequest

    from brobygger.office.access.models import Officer
    from brobygger.office.access.requests import VisitorRequest


def frame(request: HttpRequest) -> dict[str, Frame]:
    """The frame for the officer who asks; an empty one for a visitor who has not signed in."""
    officer = getattr(request, "officer", None)
    municipality = getattr(request, "municipality", None)
    if officer is None or municipality is None:
        return {"frame": Frame()}
    return {"frame": _around(request, officer, municipality)}  # type: ignore[arg-type]  # the middleware has been here


def _around(request: VisitorRequest, officer: Officer, municipality: Municipality) -> Frame:
    return Frame(
        municipality=municipality.name,
        officer=officer.display_name,
        role=str(officer.get_role_display()),
        today=request.today,
        search_address=reverse("casefiles:search") if may(officer, "cases") else "",
        sign_out_address=reverse("account_logout"),
        password_address=reverse("account_change_password") if officer.has_usable_password() else "",
        menu=partial(_menu, request, officer),  # a fragment shows no menu and asks for no counts
        demo=_demo(request, officer, municipality) if settings.DEMO else None,
        draft_owner=str(officer.key),
    )


def _menu(request: VisitorRequest, officer: Officer) -> tuple[MenuHeading, ...]:
    """Where the officer's role leads; what it does not open is not named."""
    mine, unread = _numbers(request, officer)
    work = [MenuEntry(text=_("Arbejdsliste"), href=reverse("duties:worklist"), within="/duties/", count=mine or None)]
    if may(officer, "cases"):
        work.append(MenuEntry(text=_("Modtagelse"), href=reverse("reception:overview")))
        work.append(MenuEntry(text=_("Sager"), href=reverse("casefiles:search"), within="/cases/"))
    watch = [
        MenuEntry(text=_("Regler"), href=reverse("rules:rules")),
        MenuEntry(text=_("Lovdagbog"), href=reverse("rules:diary")),
    ]
    if may(officer, "log"):
        watch.append(MenuEntry(text=_("Hvem har set hvad"), href=reverse("casefiles:looks"), count=unread or None))
    if may(officer, "officers"):
        watch.append(MenuEntry(text=_("Medarbejdere"), href=reverse("staff:officers"), within="/officers/"))
    chosen = _chosen(request.path, [*work, *watch])
    return tuple(
        MenuHeading(text=text, entries=tuple(replace(entry, chosen=entry is chosen) for entry in entries))
        for text, entries in (("", work), (_("Regler og kontrol"), watch))
    )


def _numbers(request: VisitorRequest, officer: Officer) -> tuple[int, int]:
    """The officer's own duties, and the openings unread for those who read the log: one question on every page."""
    mine = Duty.objects.filter(responsible=officer).on_the_list(today=request.today)
    unread = Opening.objects.unread() if may(officer, "log") else Opening.objects.none()
    found = Municipality.objects.filter(pk=officer.municipality_id).values_list(counted(mine), counted(unread))
    own, opened = found.get()
    return own, opened


def counted(rows: QuerySet[Any]) -> Combinable:
    """How many rows there are, as part of a larger question."""
    number = rows.order_by().annotate(one=Value(1)).values("one").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(number), 0)


def _chosen(path: str, entries: list[MenuEntry]) -> MenuEntry | None:
    """The entry whose page this is, else the one whose pages the address lies furthest within."""

    def depth(entry: MenuEntry) -> int:
        if entry.href == path:
            return len(path) + 1
        folders = (entry.href if entry.href != "/" else entry.within, entry.within)
        return max((len(folder) for folder in folders if folder and path.startswith(folder)), default=0)

    best = max(entries, key=depth)
    return best if depth(best) else None


def _demo(request: VisitorRequest, officer: Officer, municipality: Municipality) -> Demo:
    office = next((one for one in demo.offices() if one.slug == municipality.slug), None)
    return Demo(
        working_date=request.today,
        date_address=reverse("demo_date"),
        role_address=reverse("demo_sign_in"),
        roles=office.roles(chosen=officer) if office else (),
    )
