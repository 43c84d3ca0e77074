"""Municipalities and their first officers from the command line, under the municipality's automatic officer's name.

As the application's own role: the policies let it write what names its municipality and its officer, and nothing else,
so that the owner of the tables need not be asked.
"""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from brobygger.office.access import actions, staffing
from brobygger.office.access.choices import Role
from brobygger.office.access.context import acting
from brobygger.office.access.middleware import working_date
from brobygger.office.access.models import Municipality, Officer
from brobygger.office.access.staffing import StaffingRefusedError
from brobygger.office.staff.forms import OfficerForm
from brobygger.site.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Mapping

SHORT_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST = {"slug": 50, "name": 80}
PORT = 8000


def found(slug: str, *, name: str, rulebook: str) -> int:
    """The municipality is there. Raises `Fault` when the short name is none, or another municipality has it."""
    if not SHORT_NAME.fullmatch(slug) or len(slug) > LONGEST["slug"]:
        raise Fault(
            da=f"{slug}: et kortnavn har bogstaverne a-z, cifre og bindestreger, højst 50. Skriv fx hoje-taastrup.",
            en=f"{slug}: a short name is of the letters a-z, digits and hyphens, at most 50. Write e.g. hoje-taastrup.",
        )
    if not name.strip() or len(name) > LONGEST["name"]:
        raise Fault(
            da=f"{name!r}: et navn har mellem 1 og 80 bogstaver. Skriv fx 'Lejre Kommune'.",
            en=f"{name!r}: a name has between 1 and 80 letters. Write e.g. 'Lejre Kommune'.",
        )
    standing = Municipality.objects.filter(slug=slug).first()
    if standing is None:
        actions.found(slug=slug, name=name, rulebook=rulebook)
        print(f"{name} is founded. Its first officer: brobygger officer employ --municipality {slug} --role leader")
        return 0
    if (standing.name, standing.rulebook) != (name, rulebook):
        raise Fault(
            da=f"{slug} er {standing.name} med regelsættet {standing.rulebook}. Vælg et andet kortnavn.",
            en=f"{slug} is {standing.name}, by the rulebook {standing.rulebook}. Choose another short name.",
        )
    print(f"{name} was there already; nothing was changed.")
    return 0


def listed() -> int:
    """Print each municipality: short name, name, rulebook, officers in office."""
    for municipality in Municipality.objects.order_by("slug"):
        with acting(None, municipality=municipality):
            number = Officer.objects.filter(is_active=True).count()
        print(f"{municipality.slug}\t{municipality.name}\t{municipality.rulebook}\t{number}")
    return 0


def employ(slug: str, *, given: Mapping[str, str], password: str | None, site: str) -> int:
    """Somebody new is in office, with the password or with a link to choose one by, which is printed."""
    municipality, automatic = _office(slug)
    with acting(automatic), translation.override("en"):
        form = OfficerForm(given, officer=automatic)
        if not form.is_valid():
            with translation.override("da"):
                danish = _faults(OfficerForm(given, officer=automatic), given)
            raise Fault(da=danish, en=_faults(form, given))
        if password is not None:
            _refuse_a_weak(password, form.cleaned_data)
        officer = actions.employ(
            municipality, **form.cleaned_data, password=password, employed_on=working_date(municipality)
        )
        print(f"{officer.display_name} is employed as {officer.get_role_display()}.", file=sys.stderr)
        if password is None:
            _print_link(officer, automatic, site=site)
    return 0


def link(slug: str, *, email: str, site: str) -> int:
    """Who cannot get in gets a new link, which is printed; the first leader too, whom nobody else can help."""
    _municipality, automatic = _office(slug)
    with acting(automatic), translation.override("en"), transaction.atomic():
        officer = Officer.objects.filter(email__iexact=email).exclude(role=Role.AUTOMATIC).first()
        if officer is None:
            raise Fault(
                da=f"{slug} har ingen medarbejder med den adresse. Ret den, eller ansæt en: brobygger officer employ.",
                en=f"{slug} has no officer with that address. Check it, or employ one: brobygger officer employ.",
            )
        try:
            _print_link(officer, automatic, site=site)
        except StaffingRefusedError as refused:
            with translation.override("da"):
                danish = str(refused)
            raise Fault(da=danish, en=str(refused)) from refused
    return 0


def _office(slug: str) -> tuple[Municipality, Officer]:
    municipality = Municipality.objects.filter(slug=slug).first()
    if municipality is None:
        known = ", ".join(Municipality.objects.order_by("slug").values_list("slug", flat=True))
        found_one = "brobygger municipality found"
        raise Fault(
            da=f"{slug}: den kommune er ikke her. " + (f"Brug en af: {known}." if known else f"Opret en: {found_one}."),
            en=f"{slug}: no such municipality here. "
            + (f"Use one of: {known}." if known else f"Found one: {found_one}."),
        )
    with acting(None, municipality=municipality):
        return municipality, Officer.objects.automatic(municipality)


def _faults(form: OfficerForm, given: Mapping[str, str]) -> str:
    """Every fault at once, in the language of the moment; an unknown role is named with those there are."""
    faults = [str(fault) for name, found in form.errors.items() if name != "role" for fault in found]
    if "role" in form.errors:
        roles = ", ".join(role.value for role in Role if role is not Role.AUTOMATIC)
        danish = translation.get_language() == "da"
        faults.append(
            f"Rolle: {given['role']} findes ikke. Brug en af: {roles}."
            if danish
            else f"Role: {given['role']} is none. Use one of: {roles}."
        )
    return "\n".join(faults)


def _refuse_a_weak(password: str, given: Mapping[str, str]) -> None:
    try:
        validate_password(password, Officer(email=given["email"], display_name=given["display_name"]))
    except ValidationError as fault:
        english = " ".join(fault.messages)
        with translation.override("da"):
            danish = " ".join(fault.messages)
        raise Fault(
            da=f"{danish} Intet blev ændret: skriv en anden, to gange ens.",
            en=f"{english} Nothing was changed: type another, twice the same.",
        ) from fault


def _print_link(officer: Officer, automatic: Officer, *, site: str) -> None:
    """The link on standard output; what to do with it beside, where it is no part of it."""
    secret = staffing.make_link(officer, officer=automatic)
    print("Give them this link. It is shown once, opens once, and holds for 24 hours:", file=sys.stderr)
    print(f"{(site or _site()).rstrip('/')}{reverse('choose_password', args=[secret])}", flush=True)


def _site() -> str:
    """How officers reach the site, as far as the settings know."""
    host = settings.ALLOWED_HOSTS[0]
    return f"http://{host}:{PORT}" if settings.DEMO else f"https://{host}"
