"""The rulebooks' addresses."""

from __future__ import annotations

from django.urls import path

from brobygger.office.rules import views

app_name = "rules"
urlpatterns = [
    path("", views.rules, name="rules"),
    path("diary/", views.law_diary, name="diary"),
    path("<slug:name>/", views.rule, name="rule"),
]
