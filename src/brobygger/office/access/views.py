"""The front door, and what only the demo has: roles with one click and another working date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.views import LoginView, LogoutView, PasswordChangeView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from . import actions, demo
from .doors import for_everyone, for_officers
from .forms import DemoRoleForm, WorkingDateForm
from .signing_in import AtTheDoor

if TYPE_CHECKING:
    from typing import Any

    from .requests import OfficerRequest, VisitorRequest


class ChangePassword(PasswordChangeView):  # type: ignore[misc]  # allauth carries no types
    """An officer's own password; who signs in without one is told so."""

    def dispatch(self, request: OfficerRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The form, for those who have a password to change."""
        if not request.officer.has_usable_password():
            return render(request, "account/no_password.html")
        changed: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return changed


class SignIn(LoginView):  # type: ignore[misc]  # allauth carries no types
    """allauth's sign-in; in the demo with the made-up officers beside it."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The demo's offices, and in production none."""
        return {**super().get_context_data(**kwargs), "offices": demo.offices() if settings.DEMO else ()}


sign_in = for_everyone(SignIn.as_view())
sign_out = for_everyone(LogoutView.as_view())
change_password = for_officers()(ChangePassword.as_view())


@require_POST
@for_everyone
def demo_sign_in(request: VisitorRequest) -> HttpResponse:
    """A visitor of the demo becomes the made-up officer of their choice. Outside the demo there is no such page."""
    form = DemoRoleForm(request.POST)
    chosen = demo.officer_called(form.cleaned_data["officer"]) if settings.DEMO and form.is_valid() else None
    officer = AtTheDoor().called(chosen.email) if chosen else None
    if officer is None:
        raise Http404
    login(request, officer, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect(settings.LOGIN_REDIRECT_URL)


@require_POST
@for_officers()
def demo_date(request: OfficerRequest) -> HttpResponse:
    """The demo office works on another day. Outside the demo there is no such page."""
    if not settings.DEMO:
        raise Http404
    form = WorkingDateForm(request.POST)
    if form.is_valid():
        actions.set_working_date(request.municipality, day=form.cleaned_data["working_date"])
    for faults in form.errors.values():
        messages.error(request, " ".join(str(fault) for fault in faults))
    return redirect(settings.LOGIN_REDIRECT_URL)
