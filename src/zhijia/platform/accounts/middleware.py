"""The door: who is asking, and whether they may come in at all."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import resolve, reverse
from django.utils.cache import add_never_cache_headers
from django.utils.module_loading import import_string

from zhijia.platform.actor import Actor
from zhijia.platform.referer import page_of_form
from zhijia.platform.web import Request, is_htmx

from . import entry
from .models import User

# The first is where its debtor is led, the others are open to them too.
WAYS_TO_SECOND_STEP = (
    "turn-on",
    "change-password",
    "passkey-add",
    "passkey-add-ask",
    "rely-on-passkeys",
)


def _way_in(request: Request) -> HttpResponse:
    """Lead a stranger to the sign-in page and from there back to the page they were on.

    An address that takes forms, or gives htmx a part of a page, is none to come back to.
    """
    if request.method == "GET" and not is_htmx(request):
        return redirect_to_login(request.get_full_path())
    door = redirect_to_login(page_of_form(request))
    return HttpResponse(headers={"HX-Redirect": door.url}) if is_htmx(request) else door


class ActorMiddleware:
    """Build the Actor of a signed-in person, by the dotted path in settings.ACTOR."""

    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response
        self.actor_of: Callable[[User], Actor] = import_string(settings.ACTOR)

    def __call__(self, request: Request) -> HttpResponse:
        user = request.user
        request.actor = self.actor_of(user) if isinstance(user, User) else Actor()
        response = self.get_response(request)
        # Or the next person at the same computer leafs back to what the last one saw. A page that
        # is the same for everybody may be kept, but not with a session's cookie in it.
        if user.is_authenticated or not getattr(response, "is_for_all", False):
            add_never_cache_headers(response)
        return response

    def process_view(
        self, request: Request, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Turn strangers to the sign-in page, and a first password to its change."""
        if not getattr(view, "traceless", False):
            entry.mark_seen(request)
        if getattr(view, "public", False):
            return None
        user = request.user
        if not user.is_authenticated:
            return _way_in(request)
        change = reverse("accounts:change-password")
        leaving = resolve(request.path).view_name == "accounts:sign-out"
        owes = user.must_change_password or entry.owes_second_step(request)
        if owes and getattr(view, "beside", False):
            return HttpResponse(status=204)
        if user.must_change_password and request.path != change and not leaving:
            return redirect(change)
        if entry.owes_second_step(request) and not leaving:
            return self._to_second_step(request)
        return None

    def _to_second_step(self, request: Request) -> HttpResponse | None:
        """Lead a person whose post asks for it to where the second step is set up."""
        allowed = [reverse(f"accounts:{name}") for name in WAYS_TO_SECOND_STEP]
        if request.path in allowed:
            return None
        there = HttpResponse(headers={"HX-Redirect": allowed[0]})
        return there if is_htmx(request) else redirect(allowed[0])
