"""No database takes a NUL into a text: an address with one is a bad request, not our failure."""

from collections.abc import Callable

from django.db import DataError
from django.http import HttpRequest, HttpResponse

from .ui.wordless import bad_request

NUL = "\x00"


def _holds_nul(request: HttpRequest) -> bool:
    """Say whether the address or its question has a NUL."""
    asked = (word for key, values in request.GET.lists() for word in (key, *values))
    return NUL in request.path or any(NUL in word for word in asked)


class NulMiddleware:
    """Turn an address away that broke on its NUL; a page that has words for it says them itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer what the database's driver would not take."""
        if isinstance(error, DataError | ValueError) and _holds_nul(request):
            return bad_request(request, error)
        return None
