"""The addresses of case files. None carries anything about anybody: keys are opaque, and what is searched is posted."""

from __future__ import annotations

from django.urls import path

from .views import log, opening, person, search

app_name = "casefiles"
urlpatterns = [
    path("search/", search.search, name="search"),
    path("cases/<uuid:key>/open/", opening.break_the_glass, name="break_the_glass"),
    path("cases/<uuid:key>/person/", person.person, name="person"),
    path("log/", log.looks, name="looks"),
    path("log/person/", log.looks_at, name="looks_at"),
    path("log/person/<uuid:key>.<slug:form>", log.looks_file, name="looks_file"),
    path("log/openings/<uuid:key>/read/", log.opening_read, name="opening_read"),
    path("log/<int:number>/", log.look, name="look"),
]
