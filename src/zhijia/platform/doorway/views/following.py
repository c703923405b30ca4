"""Following what one wrote by its receipt code, which is never in an address."""

from typing import Any

from django.http import HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.utils.timezone import localdate

from zhijia.platform.acts import refusals_on
from zhijia.platform.web import Request, public

from .. import acts, forms, queries, rules, tickets
from ..models import Slip
from ..register import ENTRANCES
from . import knocking

LOOKING = "receipt"
UNKNOWN = "没有找到，请核对回执码。"


@public
def receipt(request: Request) -> HttpResponse:
    """Tell how a letter stands to who has its code; they may add to it."""
    if request.method != "POST":
        return _ask(request, None)
    form = forms.Receipt(request.POST)
    if request.POST.get("add"):
        slip = queries.slip_of(request.POST.get("code", ""))
        return _add(request, slip) if slip else _ask(request, form)
    return _look(request, form)


def _ask(
    request: Request, form: forms.Receipt | None, ticket: tickets.Ticket | None = None
) -> HttpResponse:
    """Ask for the code; every try costs the machine some work or the person an answer."""
    ticket = ticket or tickets.give(LOOKING, rules.EASIEST)
    data = (
        {**request.POST.dict(), "ticket": ticket.text, "work": "", "answer": ""} if form else None
    )
    context: dict[str, Any] = {
        "form": form or forms.Receipt(),
        "knocking": forms.Knocking(ticket, data, with_photos=False, bound="code"),
    }
    return knocking.shown(request, "doorway/receipt.html", "found", context, 422 if form else 200)


def _look(request: Request, form: forms.Receipt) -> HttpResponse:
    """Show what a code leads to, if it was paid for."""
    ticket = tickets.read(request.POST.get("ticket", ""), LOOKING)
    code = rules.plain_receipt(request.POST.get("code", ""))
    if ticket is None:
        form.add_error(None, knocking.STALE)
        return _ask(request, form)
    data = request.POST
    how = ticket.knock(data.get("work", ""), data.get("answer", ""), bound=code)
    if not (how.is_worked or how.is_answered):
        form.add_error(None, "请回答小问题，写数字。")
        return _ask(request, form)
    slip = queries.slip_of(code) if form.is_valid() else None
    if slip is None:
        if form.is_valid():
            form.add_error("code", UNKNOWN)
        return _ask(request, form)
    return _show(request, slip, code)


def _sheet(request: Request, slip: Slip, *, is_sent: bool) -> knocking.Sheet:
    """Return the form by which the bearer of a receipt adds something."""
    where, entrance = f"{LOOKING}/{slip.pk}", ENTRANCES[slip.entrance]
    desk = knocking.Desk(where, entrance.more, slip.door, entrance.with_photos, slip.number)
    return knocking.sheet_of(request, desk, is_sent=is_sent)


def _story(slip: Slip, code: str) -> dict[str, Any]:
    """Return what the page tells of a letter."""
    entrance = ENTRANCES[slip.entrance]
    return {
        "slip": slip,
        "unit": queries.unit_name(slip.door),
        "story": None if slip.number is None else entrance.tell(slip.kind, slip.number),
        "waiting": len(queries.waiting_of(slip)),
        "minutes": rules.TOLD_EVERY.seconds // 60,
        "code": code,
        "spaced": rules.spaced(code),
    }


def _show(request: Request, slip: Slip, code: str) -> HttpResponse:
    """Show a letter's story, and the form to add to it."""
    context = {**_story(slip, code), "sheet": _sheet(request, slip, is_sent=False)}
    return knocking.shown(request, "doorway/receipt.html", "found", context)


def _add(request: Request, slip: Slip) -> HttpResponse:
    """Take in what is added by a receipt."""
    sheet, code = _sheet(request, slip, is_sent=True), rules.plain_receipt(request.POST["code"])
    is_added = _keep(request, slip, sheet)
    shown = _sheet(request, slip, is_sent=False) if is_added else sheet
    context = {**_story(slip, code), "sheet": shown, "is_added": is_added}
    status = 200 if is_added else 422
    return knocking.shown(request, "doorway/receipt.html", "found", context, status)


def _keep(request: Request, slip: Slip, sheet: knocking.Sheet) -> bool:
    """Keep what was added; say whether it was."""
    today = localdate()
    knocking.keep_photos(request, sheet, slip.door, today)
    if not sheet.is_complete:
        return False
    with refusals_on(sheet.knocking):
        values = sheet.said.cleaned_data
        acts.add(slip=slip, ticket=sheet.ticket, how=sheet.how, values=values, today=today)
        return True
    return False


@public
def receipt_photo(request: Request) -> HttpResponse:
    """Keep one photo of what is being added, or tell which are here."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    slip = queries.slip_of(request.POST.get("code", ""))
    if slip is None:
        return JsonResponse({"error": UNKNOWN, "have": []}, status=422)
    return knocking.take_photo(request, f"{LOOKING}/{slip.pk}", slip.door, localdate())
