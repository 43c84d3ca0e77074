"""Every room's addresses; a room includes its own `urls.py` here."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("language/", include("django.conf.urls.i18n")),
]

if settings.DEMO:
    urlpatterns.append(path("foundation/", include("brobygger.office.foundation.urls")))
