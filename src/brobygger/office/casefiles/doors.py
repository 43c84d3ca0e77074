"""The door of a case: whose reach it is in opens it, others are asked for a reason."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect

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
    that opens no cases is turned away. The case brings its household along, asked for at once.
    """

    def hung(
        view: Callable[Concatenate[OfficerRequest, Case, P], HttpResponseBase],
    ) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def door(request: OfficerRequest, /, key: UUID, **rest: Any) -> HttpResponseBase:
            household = Case.objects.as_seen_by(request.officer).household_of(key)
            case = next((one for one in household if one.key == key), None)
            if case is None:
                raise Http404
            case.household = household
            if not permissions.may(request.officer, "cases"):
                raise PermissionDenied
            if not case.reached:
                return redirect("casefiles:break_the_glass", key=key)
            case.person.__dict__["hidden"] = case.hidden
            request.seen([case.person_id], purpose=Purpose.EMERGENCY if case.emergency else purpose)
            return view(request, case, **rest)  # type: ignore[call-arg]  # the address gives the rest by name

        return door

    return hung
