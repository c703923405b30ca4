"""Where a form stood: the address it is sent to may only take forms."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def page_of_form(request: HttpRequest) -> str:
    """Return the page of ours that the request came from, or the front page."""
    page = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(page, {request.get_host()}, request.is_secure())
    return page if ours and page else "/"


def page_asked(request: HttpRequest) -> str:
    """Return the page of ours that `next` names, or else where the form stood."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return wanted if ours and wanted else page_of_form(request)
