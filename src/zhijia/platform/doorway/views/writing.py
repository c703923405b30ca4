"""Writing to a unit without an account: its door, one form, its photos."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils.timezone import localdate

from zhijia.platform.acts import refusals_on
from zhijia.platform.web import Request, public

from .. import acts, queries, register, rules
from ..models import Door
from ..register import Entrance
from . import knocking


def _door(token: str) -> Door:
    found = queries.door_of(token)
    if found is None:
        raise Http404
    return found


def _entrance(slug: str) -> Entrance:
    found = register.by_slug(slug)
    if found is None:
        raise Http404
    return found


def _place(found: Door) -> dict[str, Any]:
    """Return what every page of a door tells of it."""
    return {
        "door": found,
        "unit": queries.unit_name(found),
        "open": rules.stands_open(closed_on=found.closed_on, shut_on=found.shut_on),
        "months": rules.NETWORK_LOGS,
        "minutes": rules.TOLD_EVERY.seconds // 60,
    }


@public
def door(request: Request, token: str) -> HttpResponse:
    """Tell a stranger what they may write to this unit, and what is kept of them: nothing."""
    context = {**_place(_door(token)), "entrances": register.entrances()}
    return render(request, "doorway/door.html", context)


@public
def write(request: Request, token: str, slug: str) -> HttpResponse:
    """Take in a letter from anybody, and tell them the receipt code: here, and nowhere else."""
    found, entrance, is_sent = _door(token), _entrance(slug), request.method == "POST"
    where = f"{found.token}/{entrance.slug}"
    desk = knocking.Desk(where, entrance.form, found, entrance.with_photos)
    sheet = knocking.sheet_of(request, desk, is_sent=is_sent)
    code = _deposit(request, found, entrance, sheet) if is_sent else ""
    said = {"entrance": entrance, "sheet": sheet, "code": rules.spaced(code)}
    status = 422 if is_sent and not code else 200
    return knocking.shown(
        request, "doorway/write.html", "letter", {**_place(found), **said}, status
    )


def _deposit(request: Request, found: Door, entrance: Entrance, sheet: knocking.Sheet) -> str:
    """Keep what was sent; return the receipt code, or "" where the form goes back."""
    today = localdate()
    knocking.keep_photos(request, sheet, found, today)
    if not sheet.is_complete:
        return ""
    with refusals_on(sheet.knocking):
        return acts.deposit(
            door=found,
            entrance=entrance,
            ticket=sheet.ticket,
            how=sheet.how,
            values=sheet.said.cleaned_data,
            today=today,
        )
    return ""


@public
def photo(request: Request, token: str, slug: str) -> HttpResponse:
    """Keep one photo of a letter that is being written, or tell which are here."""
    found, entrance = _door(token), _entrance(slug)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    return knocking.take_photo(request, f"{found.token}/{entrance.slug}", found, localdate())
