"""Signing in by username or bare staff number."""

from ipaddress import ip_address

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest
from django.http.request import split_domain_port

from . import queries
from .models import User

# What a proxy adds: behind one, everybody's address is that of this machine.
CARRIED = ("X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Forwarded", "Via")


def _is_at_home(request: HttpRequest | None) -> bool:
    """Say whether this very machine asks: its screen tells everybody the demo password."""
    if request is None:
        return True
    if any(name in request.headers for name in CARRIED):
        return False
    asked, _ = split_domain_port(request.get_host())
    return _is_loopback(request.META.get("REMOTE_ADDR", "")) and _is_loopback(asked)


def _is_loopback(host: str) -> bool:
    """Say whether this name or address means the machine itself."""
    try:
        return host == "localhost" or ip_address(host.strip("[]")).is_loopback
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
