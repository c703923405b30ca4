"""What the pages of strangers share: their ticket, their photos, and answers without a redirect.

An answer to a letter is shown at once: a redirect would put the receipt into an address, and
addresses into the logs of the network. A reload sends the form again, and it is the same receipt.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.forms import BoundField
from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.utils.module_loading import import_string

from zhijia.platform.acts import Refused, refusals_on
from zhijia.platform.blanks import Blank
from zhijia.platform.web import Request, is_htmx

from .. import acts, forms, queries, tickets
from ..models import Door
from ..tickets import Ticket

STALE = "页面停留太久，刚换了新的，请再提交一次；照片要重新选择。"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form of strangers in its two halves: what is said, and how they knocked."""

    said: Blank
    knocking: forms.Knocking
    ticket: Ticket

    @property
    def fields(self) -> list[BoundField]:
        """Return what is said, without what is folded away."""
        hidden = {one.name for one in self.folded}
        return [one for one in self.said.visible_fields() if one.name not in hidden]

    @property
    def folded(self) -> list[BoundField]:
        """Return what few need, which the form folds away under `fold`."""
        names = getattr(self.said, "folded", ())
        return [self.said[name] for name in names if name in self.said.fields]

    @property
    def is_unfolded(self) -> bool:
        """Say whether something in the fold is wrong or filled in."""
        return any(one.errors or one.value() for one in self.folded)

    @property
    def is_complete(self) -> bool:
        """Say whether both halves are filled in."""
        return self.said.is_valid() and self.knocking.is_valid() and not self.knocking.errors

    @property
    def how(self) -> Any:
        """Return how they knocked."""
        data = self.knocking.data
        return self.ticket.knock(str(data.get("work", "")), str(data.get("answer", "")))

    @property
    def kept(self) -> list[str]:
        """Return which photos are here already."""
        return queries.photo_places(self.ticket.bundle)


@dataclass(frozen=True, slots=True)
class Desk:
    """Where something is written: what its tickets name, its form, its door, what it is about."""

    where: str
    form: str
    door: Door
    with_photos: bool
    number: int | None = None

    def said(self, data: QueryDict | None) -> Blank:
        """Return the half of the form that the room declares."""
        made: Blank = import_string(self.form)(
            data, unit_path=self.door.unit_path, number=self.number
        )
        return made


def sheet_of(request: Request, desk: Desk, *, is_sent: bool) -> Sheet:
    """Return the form of this place as it was sent, or a fresh one."""
    data: QueryDict | None = request.POST.copy() if is_sent else None
    given = tickets.read(request.POST.get("ticket", ""), desk.where) if is_sent else None
    ticket = given or tickets.give(desk.where, queries.hardness(desk.door))
    said, files = desk.said(data), request.FILES if is_sent else None
    if given or data is None:
        knocking = forms.Knocking(ticket, data, files, with_photos=desk.with_photos)
        return Sheet(said, knocking, ticket)
    data["ticket"], data["work"], data["answer"] = ticket.text, "", ""
    stale = forms.Knocking(ticket, data, files, with_photos=desk.with_photos)
    stale.add_error(None, STALE)
    return Sheet(said, stale, ticket)


def keep_photos(request: Request, sheet: Sheet, door: Door, today: date) -> None:
    """Keep the photos that a form without script brought, before its words are judged."""
    for one in request.FILES.getlist("photos"):
        with refusals_on(sheet.knocking):
            acts.add_photo(door=door, ticket=sheet.ticket, how=sheet.how, upload=one, today=today)


def take_photo(request: Request, where: str, door: Door, today: date) -> HttpResponse:
    """Keep or drop one photo for a script, and tell which ones are here."""
    ticket = tickets.read(request.POST.get("ticket", ""), where)
    if ticket is None:
        return JsonResponse({"error": STALE, "have": []}, status=422)
    how = ticket.knock(request.POST.get("work", ""), request.POST.get("answer", ""))
    place, sent = request.POST.get("place", "")[:32], request.FILES.get("photo")
    try:
        if sent is not None:
            acts.add_photo(door=door, ticket=ticket, how=how, place=place, upload=sent, today=today)
        elif request.POST.get("drop"):
            acts.drop_photo(ticket=ticket, place=place)
    except Refused as no:
        return JsonResponse(
            {"error": str(no), "have": queries.photo_places(ticket.bundle)}, status=422
        )
    return JsonResponse({"have": queries.photo_places(ticket.bundle)})


def shown(
    request: Request, template: str, part: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """Show a page, or to htmx the part of it that changes."""
    name = f"{template}#{part}" if is_htmx(request) else template
    return render(request, name, context, status=status)
