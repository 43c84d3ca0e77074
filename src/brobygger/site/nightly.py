"""The nightly run over the installation: every municipality in its own context, none of another in reach."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from brobygger.office.access.context import acting
from brobygger.office.access.middleware import working_date
from brobygger.office.access.models import Municipality, Officer
from brobygger.office.duties.actions import nightly

if TYPE_CHECKING:
    from datetime import date


def reckon(slug: str | None, on: date | None) -> int:
    """Print how many duties moved in each municipality; 2 when the one asked for is not here."""
    chosen = Municipality.objects.filter(slug=slug) if slug else Municipality.objects.all()
    municipalities = list(chosen.order_by("slug"))
    if not municipalities:
        known = ", ".join(Municipality.objects.order_by("slug").values_list("slug", flat=True))
        print(f"{slug}: no such municipality here. Use one of: {known}.", file=sys.stderr)
        return 2
    for municipality in municipalities:
        with acting(None, municipality=municipality):
            officer = Officer.objects.automatic(municipality)
        moved = nightly(officer=officer, today=on or working_date(municipality))
        print(f"{municipality.slug}: {moved}")
    return 0
