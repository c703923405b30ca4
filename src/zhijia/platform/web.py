"""Pages: the request we hand to views, the door, and the one way to answer a POST."""

from collections.abc import Callable
from typing import TypeVar

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.cache import patch_cache_control

from .actor import Actor
from .acts import refusals_on
from .place import Place

T = TypeVar("T")
V = TypeVar("V", bound=Callable[..., HttpResponseBase])
Sight = Callable[[], HttpResponse]


class Request(HttpRequest):
    """A request that knows who is asking, and which unit they look at."""

    actor: Actor
    place: Place


def public(view: V) -> V:
    """Mark a view that strangers may open."""
    view.public = True  # type: ignore[attr-defined]
    return view


def traceless(view: V) -> V:
    """Mark a view that writes all there is to write: not even that the visit goes on is noted."""
    view.traceless = True  # type: ignore[attr-defined]  # read by ActorMiddleware
    return view


def beside(view: V) -> V:
    """Mark a view as a part of every page: who must do something first gets nothing of it."""
    view.beside = True  # type: ignore[attr-defined]  # read by ActorMiddleware
    return view


def keep_for_all(response: HttpResponseBase, seconds: int) -> None:
    """Let browsers and caches keep a page that is the same for everybody, for so long."""
    patch_cache_control(response, public=True, max_age=seconds)
    response.is_for_all = True  # type: ignore[attr-defined]  # read by ActorMiddleware


def is_htmx(request: HttpRequest) -> bool:
    """Say whether htmx asked, and so wants a part of the page."""
    return "HX-Request" in request.headers


def answer(
    request: Request,
    form: BaseForm,
    do: Callable[[], T],
    *,
    page: Sight,
    done: str | Callable[[T], str],
    then: str | Callable[[T], str],
    part: Sight | None = None,
) -> HttpResponse:
    """Do one action for a valid form and lead on; a form with errors comes back as 422.

    `page` shows the whole page again with the form's errors, `part` what htmx swaps in. Only a POST
    acts: a form that asks nothing is valid on a GET too, and a link on any page could send one.
    """
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    result: list[T] = []
    if form.is_valid():
        with refusals_on(form):
            result.append(do())
    here = part if part and is_htmx(request) else page
    if not result:
        response = here()
        response.status_code = 422
        return response
    if part and is_htmx(request):
        return here()
    messages.success(request, done if isinstance(done, str) else done(result[0]))
    return _lead_on(request, then if isinstance(then, str) else then(result[0]))


def _lead_on(request: Request, where: str) -> HttpResponse:
    """Redirect a browser; tell htmx to load the page anew."""
    if is_htmx(request):
        return HttpResponse(headers={"HX-Redirect": where})
    return redirect(where)
