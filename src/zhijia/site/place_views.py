"""Choosing which unit to look at, and whether the units below it count too."""

from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from zhijia.platform.referer import page_asked
from zhijia.platform.web import Request, answer

from . import forms
from .place import choose_scope, choose_unit


def _back(request: Request) -> str:
    """Return the page somebody came from, without its questions: they may name another unit.

    A path of two strokes would be another house's name to a browser.
    """
    path = "/" + urlsplit(page_asked(request)).path.lstrip("/\\")
    return "/" if path.startswith(reverse("place")) else path


def place(request: Request) -> HttpResponse:
    """Ask for a unit and a scope, and look at it from then on."""
    now = request.place
    chosen = {"unit": now.code if now.is_chosen else "", "below": "below" if now.below else "own"}
    posted = request.POST if request.method == "POST" else None
    form = forms.ChooseUnit(request.actor, posted, initial=chosen)
    back = _back(request)

    def page() -> HttpResponse:
        return render(request, "site/place.html", {"form": form, "back": back})

    def do() -> None:
        choose_unit(request, form.cleaned_data["unit"])
        choose_scope(request, below=form.cleaned_data["below"] == "below")

    if posted is None:
        return page()
    return answer(request, form, do, page=page, done="已换到所选的单位和范围。", then=back)


@require_POST
def scope(request: Request) -> HttpResponse:
    """Count the units below from now on, or leave them out."""
    form = forms.ChooseScope(request.POST)
    if form.is_valid():
        choose_scope(request, below=form.cleaned_data["below"] == "below")
    else:
        messages.error(request, "没有这个范围，请从“本级”和“本级及下级”中选一个。")
    return redirect(_back(request))
