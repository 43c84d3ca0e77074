"""Every room's addresses; a room includes its own `urls.py` here."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from brobygger.office.access.doors import for_everyone

urlpatterns: list[URLPattern | URLResolver] = [
    path("language/setlang/", for_everyone(set_language), name="set_language"),
    path("", include("brobygger.office.access.urls")),
    path("", include("brobygger.office.duties.urls")),
    path("", include("brobygger.office.casefiles.urls")),
    path("officers/", include("brobygger.office.staff.urls")),
    path("rules/", include("brobygger.office.rules.urls")),
    path("reception/", include("brobygger.office.reception.urls")),
]

if settings.DEMO:
    urlpatterns.append(path("foundation/", include("brobygger.office.foundation.urls")))
