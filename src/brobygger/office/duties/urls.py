"""The addresses of duties. None carries anything about anybody: keys are opaque, filters are closed lists."""

from __future__ import annotations

from django.urls import path

from brobygger.office.duties.views import care, case, duty, ledger, recording, worklist

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
    path("cases/<uuid:key>/family/", case.family, name="family"),
    path("cases/<uuid:key>/duties.xlsx", case.case_excel, name="case_excel"),
    path("cases/<uuid:key>/ledger/", ledger.ledger, name="ledger"),
    path("cases/<uuid:key>/ledger/<int:entry>/", ledger.entry, name="entry"),
    path("cases/<uuid:key>/ledger/<int:entry>/correct/", recording.correct, name="correct"),
    path("cases/<uuid:key>/ledger/<int:entry>/withdraw/", recording.withdraw, name="withdraw"),
    path("cases/<uuid:key>/record/", recording.record, name="record"),
    path("cases/<uuid:key>/interview/", recording.interview, name="interview"),
    path("cases/<uuid:key>/care/", care.care, name="care"),
    path("cases/<uuid:key>/care/responsible/", care.responsible, name="responsible"),
    path("cases/<uuid:key>/care/coordination/", care.coordinate, name="coordinate"),
]
