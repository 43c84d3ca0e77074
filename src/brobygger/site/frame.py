"""What stands around every page; the one place that knows all rooms' doors and in which order the menu names them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from brobygger.office.access import demo
from brobygger.office.access.permissions import may
from brobygger.office.casefiles import log
from brobygger.office.foundation.parts import Demo, Frame, MenuEntry, MenuHeading

if TYPE_CHECKING:
    from django.http import HttpRequest

    from brobygger.office.access.models import Municipality, Officer
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
        menu=_menu(request, officer),
        demo=_demo(request, officer, municipality) if settings.DEMO else None,
        draft_owner=str(officer.key),
    )


def _menu(request: VisitorRequest, officer: Officer) -> tuple[MenuHeading, ...]:
    """Where the officer's role leads; what it does not open is not named."""
    work = [_entry(request, _("Arbejdsliste"), "duties:worklist")]
    if may(officer, "cases"):
        work.append(_entry(request, _("Modtagelse"), "reception:overview"))
    watch = [_entry(request, _("Regler"), "rules:rules")]
    if may(officer, "log"):
        watch.append(_entry(request, _("Hvem har set hvad"), "casefiles:looks", count=log.unread_count() or None))
    return tuple(
        MenuHeading(text=text, entries=tuple(entries))
        for text, entries in (("", work), (_("Regler og kontrol"), watch))
    )


def _entry(request: VisitorRequest, text: str, name: str, *, count: int | None = None) -> MenuEntry:
    here = request.resolver_match.view_name if request.resolver_match else ""
    return MenuEntry(text=text, href=reverse(name), count=count, chosen=here == name)


def _demo(request: VisitorRequest, officer: Officer, municipality: Municipality) -> Demo:
    office = next((one for one in demo.offices() if one.slug == municipality.slug), None)
    return Demo(
        working_date=request.today,
        date_address=reverse("demo_date"),
        role_address=reverse("demo_sign_in"),
        roles=office.roles(chosen=officer) if office else (),
    )
