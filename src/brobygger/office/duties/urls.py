"""The addresses of duties. None carries anything about anybody: keys are opaque, filters are closed lists."""

from __future__ import annotations

from django.urls import path

from brobygger.office.duties.views import case, duty, worklist

app_name = "duties"
urlpatterns = [
    path("", worklist.worklist, name="worklist"),
    path("worklist.xlsx", worklist.worklist_excel, name="worklist_excel"),
    path("worklist/assign/", worklist.assign_duties, name="assign"),
    path("duties/<uuid:key>/", duty.duty, name="duty"),
    path("duties/<uuid:key>/fulfil/", duty.fulfil, name="fulfil"),
    path("duties/<uuid:key>/decide/", duty.decide_duty, name="decide"),
    path("duties/<uuid:key>/decisions/<uuid:decision>/lift/", duty.lift_decision, name="lift"),
    path("cases/<uuid:key>/", case.case, name="case"),
    path("cases/<uuid:key>/record/", case.record, name="record"),
]
