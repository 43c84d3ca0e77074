"""The rulebooks' addresses."""

from __future__ import annotations

from django.urls import path

from brobygger.office.rules import settling_views, views

app_name = "rules"
urlpatterns = [
    path("", views.rules, name="rules"),
    path("diary/", views.law_diary, name="diary"),
    path("unconfirmed/", settling_views.unconfirmed, name="unconfirmed"),
    path("unconfirmed/settle/", settling_views.settle, name="settle"),
    path("unconfirmed/withdraw/", settling_views.withdraw, name="withdraw"),
    path("<slug:name>/", views.rule, name="rule"),
]
