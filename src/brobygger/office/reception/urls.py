"""The addresses of reception. None carries anything about anybody: keys are opaque, filters are closed lists."""

from __future__ import annotations

from django.urls import path

from brobygger.office.reception.views import files, notices, overview

app_name = "reception"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("notices/new/", notices.new, name="new"),
    path("notices/<uuid:key>/", notices.notice, name="notice"),
    path("notices/<uuid:key>/add/<int:party>/", notices.add, name="add"),
    path("notices/<uuid:key>/complete/<int:party>/", notices.complete, name="complete"),
    path("files/", files.files, name="files"),
    path("files/<uuid:key>/", files.file, name="file"),
    path("files/<uuid:key>/columns/", files.columns, name="columns"),
    path("files/<uuid:key>/take-in/", files.take_in, name="take_in"),
    path("files/<uuid:key>/put-aside/", files.put_aside, name="put_aside"),
    path("files/<uuid:key>/refused.csv", files.refused, name="refused"),
]
