"""Telling the owner of an account what opens it now: a stranger's key must not stay unseen."""

from django.conf import settings
from django.utils.module_loading import import_string

from ..models import User


def tell_owner(user: User, what: str) -> None:
    """Say `what` was changed, through whom settings.OWNER_TOLD names: messages lie above us."""
    import_string(settings.OWNER_TOLD)(user=user, what=what)
