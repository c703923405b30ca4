"""Signing in by username or bare staff number."""

from ipaddress import ip_address

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest

from . import queries
from .models import User


def _is_at_home(request: HttpRequest | None) -> bool:
    """Say whether this very machine asks: its screen tells everybody the demo password."""
    address = request.META.get("REMOTE_ADDR", "") if request else "127.0.0.1"
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


class StaffNumberBackend(BaseBackend):
    """Django's way in, with our two names for one account."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **others: object,
    ) -> User | None:
        """Return the active account that this name and password open."""
        if username is None or password is None:
            return None
        user = queries.by_name(username)
        if user is None:
            make_password(password)  # takes as long as a check, so that names cannot be probed
            return None
        fits = user.check_password(password) and user.is_active
        return user if fits and (_is_at_home(request) or not user.is_demo) else None

    def get_user(self, user_id: int) -> User | None:
        """Return the active account of a session."""
        return User.objects.filter(pk=user_id, is_active=True).first()
