"""The front door's addresses; the names are those that allauth asks for."""

from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("sign-in/", views.sign_in, name="account_login"),
    path("sign-out/", views.sign_out, name="account_logout"),
    path("password/", views.change_password, name="account_change_password"),
    path("password/choose/<slug:secret>/", views.choose_password, name="choose_password"),
    path("demo/sign-in/", views.demo_sign_in, name="demo_sign_in"),
    path("demo/date/", views.demo_date, name="demo_date"),
]
