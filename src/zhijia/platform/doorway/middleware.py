"""Whoever comes through a door is nobody, also where their browser is signed in."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class NobodyMiddleware:
    """Take the session's cookie off a request to a door, before anything could read it.

    Doors are the addresses under `settings.NOBODY_UNDER`.

    So no visit is marked as seen at the time of a letter, and no page knows whose it is. Nor does
    the log of refused requests say that somebody was here.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(settings.NOBODY_UNDER):
            return self.get_response(request)
        request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
        response = self.get_response(request)
        # Django writes every refusal into its log, and whoever keeps the log adds the time.
        response._has_been_logged = True  # type: ignore[attr-defined]  # read by log_response
        return response
