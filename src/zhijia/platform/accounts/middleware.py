"""The door: who is asking, and whether they may come in at all."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import resolve, reverse
from django.utils.module_loading import import_string

from zhijia.platform.actor import Actor
from zhijia.platform.web import Request

from .models import User


class ActorMiddleware:
    """Build the Actor of a signed-in person, by the dotted path in settings.ACTOR."""

    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response
        self.actor_of: Callable[[User], Actor] = import_string(settings.ACTOR)

    def __call__(self, request: Request) -> HttpResponse:
        user = request.user
        request.actor = self.actor_of(user) if isinstance(user, User) else Actor()
        return self.get_response(request)

    def process_view(
        self, request: Request, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Turn strangers to the sign-in page, and a first password to its change."""
        if getattr(view, "public", False):
            return None
        user = request.user
        if not user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        change = reverse("accounts:change-password")
        leaving = resolve(request.path).view_name == "accounts:sign-out"
        if user.must_change_password and request.path != change and not leaving:
            return redirect(change)
        return None
