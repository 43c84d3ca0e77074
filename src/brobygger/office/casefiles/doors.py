"""The door of a case: whose reach it is in opens it, others are asked for a reason."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect

from brobygger.office.access import permissions
from brobygger.office.access.choices import Purpose

from .models import Case

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpResponseBase

    from brobygger.office.access.requests import OfficerRequest

P = ParamSpec("P")


def with_case(
    purpose: Purpose = Purpose.CASE,
) -> Callable[[Callable[Concatenate[OfficerRequest, Case, P], HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """Give the view the case that `key` names, and log the look at its person.

    Stands below `for_officers`. A case outside the officer's reach leads to the page that asks for a reason; a role
    that opens no cases is turned away.
    """

    def hung(
        view: Callable[Concatenate[OfficerRequest, Case, P], HttpResponseBase],
    ) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def door(request: OfficerRequest, /, key: UUID, **rest: Any) -> HttpResponseBase:
            case = get_object_or_404(Case.objects.as_seen_by(request.officer), key=key)
            if not permissions.may(request.officer, "cases"):
                raise PermissionDenied
            if not case.reached:
                return redirect("casefiles:break_the_glass", key=key)
            case.person.__dict__["hidden"] = case.hidden
            request.seen([case.person_id], purpose=Purpose.EMERGENCY if case.emergency else purpose)
            return view(request, case, **rest)  # type: ignore[call-arg]  # the address gives the rest by name

        return door

    return hung
