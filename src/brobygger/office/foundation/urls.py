"""The style guide's address; the site opens it in the demo only."""

from __future__ import annotations

from django.urls import path

from brobygger.office.foundation import views

app_name = "foundation"
urlpatterns = [path("", views.style_guide, name="guide")]
