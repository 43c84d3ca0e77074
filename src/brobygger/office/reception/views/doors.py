"""Who takes in letters: fewer than those who record facts of some kind."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from brobygger.office.access.doors import for_officers
from brobygger.office.reception.permissions import may_take_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from brobygger.office.access.requests import OfficerRequest


def for_takers(view: Callable[..., HttpResponseBase]) -> Callable[..., Any]:
    """The view is open to those who take in letters; others who record facts are told whom to ask."""

    @wraps(view)
    def door(request: OfficerRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if may_take_in(request.officer):
            return view(request, *args, **kwargs)
        messages.error(request, _("Din rolle tager ikke imod underretninger. Bed en sagsbehandler om det."))
        return redirect("reception:overview")

    return for_officers("facts")(door)
