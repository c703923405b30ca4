"""The door for forms sent twice: by a double click, a reload or the back button."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

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
        if response.status_code == 302:
            Spent.remember(token, response["Location"])
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Send who repeats a form where its first sender went."""
        if not isinstance(error, Repeated):
            return None
        spent = Spent.objects.filter(token=error.token).first()
        where = spent.answer if spent and spent.answer else request.path
        messages.info(request, "这张表已经提交过,没有重复办理。")
        if "HX-Request" in request.headers:
            return HttpResponse(headers={"HX-Redirect": where})
        return HttpResponseRedirect(where)
