"""The doors of the house: each view says who may come in, and one that says nothing lets nobody in."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from . import permissions

if TYPE_CHECKING:
    from collections.abc import Callable

    from .requests import OfficerRequest, VisitorRequest

P = ParamSpec("P")
View = TypeVar("View", bound="Callable[..., Any]")
ANY_OFFICER = ""


def for_officers(
    *rights: str,
) -> Callable[[Callable[Concatenate[OfficerRequest, P], HttpResponseBase]], Callable[..., Any]]:
    """The view is open to officers with one of *rights* (columns of the matrix); with none named, to every officer."""
    if unknown := set(rights) - set(permissions.COLUMNS):
        raise ValueError(f"No such right: {', '.join(sorted(unknown))}. Use one of {', '.join(permissions.COLUMNS)}.")

    def hung(
        view: Callable[Concatenate[OfficerRequest, P], HttpResponseBase],
    ) -> Callable[..., Any]:
        @wraps(view)
        def door(request: Any, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if request.officer is None:
                return _to_sign_in(request)
            if rights and not any(permissions.may(request.officer, right) for right in rights):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        door.door = rights  # type: ignore[attr-defined]  # read by has_door
        return door

    return hung


def for_everyone(view: View) -> View:
    """The view is open to visitors who have not signed in; it shows nothing about anyone."""

    @wraps(view)
    def door(*args: Any, **kwargs: Any) -> Any:
        return view(*args, **kwargs)

    door.door = None  # type: ignore[attr-defined]  # read by has_door
    return door  # type: ignore[return-value]  # wraps keeps the view's own signature


def has_door(view: Callable[..., Any]) -> bool:
    """Whether the view says who may come in."""
    return hasattr(view, "door")


def _to_sign_in(request: VisitorRequest) -> HttpResponse:
    if request.htmx:  # a fragment of the sign-in page inside another page would help nobody
        return HttpResponse(headers={"HX-Redirect": reverse("account_login")})
    if request.method in {"GET", "HEAD"}:
        return redirect_to_login(request.get_full_path())
    return redirect("account_login")
