"""Sign-in: who is at the door is asked before any municipality is known, by the one function made for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend

from . import staffing
from .context import acting
from .models import Municipality, Officer, PasswordLink

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

# The municipality's own row may be read by all, so officer and office are one question.
FOUND = """
SELECT officer.*, office.slug AS office_slug, office.name AS office_name, office.rulebook AS office_rulebook,
       office.working_date AS office_working_date
FROM access_officer_at_the_door(%s, %s) AS officer
JOIN access_municipality AS office ON office.id = officer.municipality_id
"""
OFFICE = ("slug", "name", "rulebook", "working_date")
BY_LINK = "SELECT * FROM access_password_link_at_the_door(%s)"


class AtTheDoor(AuthenticationBackend):  # type: ignore[misc]  # allauth carries no types
    """allauth's sign-in by address and password, for officers that no policy shows to a stranger."""

    def get_user(self, user_id: int) -> Officer | None:
        """The officer whom a session names, if still in office."""
        return self._one(user_id, None)

    def called(self, address: str) -> Officer | None:
        """The officer who signs in with that address, if still in office."""
        return self._one(None, address)

    def with_link(self, secret: str) -> tuple[PasswordLink, Officer] | None:
        """The link of that secret, if it still opens, and the officer it is for, if still in office."""
        link = next(iter(PasswordLink.objects.raw(BY_LINK, [staffing.digest(secret)])), None)
        officer = self.get_user(link.to_id) if link else None
        return (link, officer) if link and officer else None

    def _one(self, key: int | None, address: str | None) -> Officer | None:
        found = next(iter(Officer.objects.raw(FOUND, [key, address])), None)
        if found is None or not found.is_active:
            return None
        told = {name: getattr(found, f"office_{name}") for name in OFFICE}
        found.municipality = Municipality.from_db(
            found._state.db,  # noqa: SLF001 - Django's documented API
            ["id", *told],
            [found.municipality_id, *told.values()],
        )
        return found

    def _authenticate(
        self,
        request: HttpRequest | None,  # noqa: ARG002 - allauth's signature
        **credentials: Any,
    ) -> Officer | None:
        officer = self.called(credentials.get("email") or "")
        if officer is None:
            return None
        with acting(officer):  # an old hash is renewed here, in the officer's own name
            checked: Officer | None = self._check_password(officer, credentials["password"])
        return checked


def taken(address: str) -> Officer | None:
    """Whoever has that address on the whole installation, in office or not: an address signs one officer in."""
    return next(iter(Officer.objects.raw(FOUND, [None, address])), None)


class Threshold(DefaultAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    """What allauth asks the office when somebody has come in."""

    def post_login(self, request: HttpRequest, user: Officer, **kwargs: Any) -> HttpResponse:
        """The sign-in is kept before the officer is led on."""
        staffing.note_sign_in(user)
        led_on: HttpResponse = super().post_login(request, user, **kwargs)
        return led_on
