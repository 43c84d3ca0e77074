"""The addresses of officers; each is named by an opaque key."""

from __future__ import annotations

from django.urls import path

from . import views

app_name = "staff"
urlpatterns = [
    path("", views.officers, name="officers"),
    path("new/", views.employ, name="employ"),
    path("<uuid:key>/", views.officer, name="officer"),
    path("<uuid:key>/change/", views.change, name="change"),
    path("<uuid:key>/end/", views.end, name="end"),
    path("<uuid:key>/take-back/", views.take_back, name="take_back"),
    path("<uuid:key>/link/", views.link, name="link"),
    path("<uuid:key>/hand-over/", views.hand_over, name="hand_over"),
]
