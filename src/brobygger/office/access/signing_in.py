"""Sign-in: who is at the door is asked before any municipality is known, by the one function made for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.auth_backends import AuthenticationBackend

from .context import acting
from .models import Officer

if TYPE_CHECKING:
    from django.http import HttpRequest

BY_KEY = "SELECT * FROM access_officer_at_the_door(%s, NULL)"
BY_ADDRESS = "SELECT * FROM access_officer_at_the_door(NULL, %s)"


class AtTheDoor(AuthenticationBackend):  # type: ignore[misc]  # allauth carries no types
    """allauth's sign-in by address and password, for officers that no policy shows to a stranger."""

    def get_user(self, user_id: int) -> Officer | None:
        """The officer whom a session names."""
        found = next(iter(Officer.objects.raw(BY_KEY, [user_id])), None)
        return found if found and self.user_can_authenticate(found) else None

    def _authenticate(self, request: HttpRequest | None, **credentials: Any) -> Officer | None:  # noqa: ARG002 - allauth's signature
        found = next(iter(Officer.objects.raw(BY_ADDRESS, [credentials.get("email") or ""])), None)
        if found is None:
            return None
        with acting(found):  # an old hash is renewed here, in the officer's own name
            checked: Officer | None = self._check_password(found, credentials["password"])
            return checked
