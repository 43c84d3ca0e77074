"""The site's addresses with the style guide, as the demo has them."""

from __future__ import annotations

from django.urls import include, path

from brobygger.site.urls import urlpatterns as site

urlpatterns = [*site, path("foundation/", include("brobygger.office.foundation.urls"))]
