"""Answers that Django leaves blank, or too short to help: said in words."""

from collections.abc import Callable

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import defaults

from zhijia.platform.referer import page_of_form
from zhijia.platform.web import is_htmx

MOST = 10  # MiB, as settings.DATA_UPLOAD_MAX_MEMORY_SIZE


class WordsMiddleware:
    """Put a page where an address that only takes forms was opened by its link."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        blank = self.get_response(request)
        if blank.status_code != 405 or blank.streaming or blank.content or is_htmx(request):
            return blank
        page = render(request, "405.html", {"back": page_of_form(request)}, status=405)
        page["Allow"] = blank["Allow"]
        return page


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what could not be read; words too long to take in get a page that says so."""
    if isinstance(exception, RequestDataTooBig):
        context = {"back": page_of_form(request), "most": MOST}
        return render(request, "413.html", context, status=413)
    return defaults.bad_request(request, exception)
