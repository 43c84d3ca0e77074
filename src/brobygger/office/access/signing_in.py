"""Sign-in: who is at the door is asked before any municipality is known, by the one function made for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.auth_backends import AuthenticationBackend

from .context import acting
from .models import Municipality, Officer

if TYPE_CHECKING:
    from django.http import HttpRequest

# The municipality's own row may be read by all, so officer and office are one question.
FOUND = """
SELECT officer.*, office.slug AS office_slug, office.name AS office_name, office.rulebook AS office_rulebook,
       office.working_date AS office_working_date
FROM access_officer_at_the_door(%s, %s) AS officer
JOIN access_municipality AS office ON office.id = officer.municipality_id
"""
OFFICE = ("slug", "name", "rulebook", "working_date")


class AtTheDoor(AuthenticationBackend):  # type: ignore[misc]  # allauth carries no types
    """allauth's sign-in by address and password, for officers that no policy shows to a stranger."""

    def get_user(self, user_id: int) -> Officer | None:
        """The officer whom a session names, if still in office."""
        return self._one(user_id, None)

    def called(self, address: str) -> Officer | None:
        """The officer who signs in with that address, if still in office."""
        return self._one(None, address)

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
