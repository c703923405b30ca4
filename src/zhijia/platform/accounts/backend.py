"""Signing in by username or bare staff number."""

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest

from . import queries
from .models import User


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
        return user if user.check_password(password) and user.is_active else None

    def get_user(self, user_id: int) -> User | None:
        """Return the active account of a session."""
        return User.objects.filter(pk=user_id, is_active=True).first()
