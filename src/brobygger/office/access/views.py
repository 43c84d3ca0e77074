"""The front door, the way to a first password, and what only the demo has: one-click roles, another working date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.views import LoginView, LogoutView, PasswordChangeView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from . import actions, demo, staffing
from .doors import for_everyone, for_officers
from .forms import ChoosePasswordForm, DemoRoleForm, WorkingDateForm
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


@for_everyone
@never_cache
def choose_password(request: VisitorRequest, secret: str) -> HttpResponse:
    """Whoever comes with a link chooses the password they will sign in with. Looking does not use the link up."""
    found = AtTheDoor().with_link(secret)
    if found is None:
        return render(request, "account/link_spent.html", status=404)
    link, officer = found
    form = ChoosePasswordForm(request.POST or None, officer=officer)
    if not form.is_valid():
        context = {"form": form, "colleague": officer}
        return render(request, "account/choose_password.html", context, status=422 if form.is_bound else 200)
    if not staffing.choose_password(link, officer, password=form.cleaned_data["password"]):
        return render(request, "account/link_spent.html", status=404)
    messages.success(request, _("Din adgangskode er gemt. Log ind med din e-mail og den nye adgangskode."))
    return redirect("account_login")


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
    staffing.note_sign_in(officer)
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
