"""Whoever comes through a door is nobody, also where their browser is signed in."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

UNDER = "/door/"


class NobodyMiddleware:
    """Take the session's cookie off a request to a door, before anything could read it.

    So no visit is marked as seen at the time of a letter, and no page knows whose it is.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(UNDER):
            request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
        return self.get_response(request)
