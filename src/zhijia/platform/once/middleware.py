"""The door for forms sent twice: by a double click, a reload or the back button."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from zhijia.platform.referer import page_of_form

from .models import Repeated, Spent, offered

Answer = Callable[[HttpRequest], HttpResponse]


class OnceMiddleware:
    """Offer the form's token to the action behind the view, and keep where the view led."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = request.POST.get("once", "") if request.method == "POST" else ""
        if not token:
            return self.get_response(request)
        with offered(token):
            response = self.get_response(request)
        where = response.get("Location") or response.get("HX-Redirect")
        if where:
            Spent.remember(token, where)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Send who repeats a form where its first sender went."""
        if not isinstance(error, Repeated):
            return None
        spent = Spent.objects.filter(token=error.token).first()
        where = spent.answer if spent and spent.answer else page_of_form(request)
        messages.info(request, "这张表已经提交过，没有重复办理。")
        if "HX-Request" in request.headers:
            return HttpResponse(headers={"HX-Redirect": where})
        return HttpResponseRedirect(where)
