"""No address of ours holds a NUL, and no database takes one into a text."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

NUL = "\x00"


class NulMiddleware:
    """Turn an address with a NUL away at the door; forms see to their fields themselves."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = (word for values in request.GET.lists() for word in (values[0], *values[1]))
        if NUL in request.path or any(NUL in word for word in asked):
            raise BadRequest("an address with a NUL")
        return self.get_response(request)
