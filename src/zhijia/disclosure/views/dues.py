"""Pages of what is due: the lists, one of them, a report that there was nothing, the board."""

from datetime import date

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from zhijia.platform.blanks import ActorForm
from zhijia.platform.web import Request, answer

from ..actions import dues as actions
from ..forms import catalogues as forms
from ..models import Due, Item
from ..policies import publications as policies
from ..queries import coverage as covering
from ..queries import dues as queries
from ..queries import publications
from .blanks import fill_in, sent

A_PAGE = 50


def dues(request: Request) -> HttpResponse:
    """List what is late, what is coming and what is done, of the units somebody sees."""
    today, actor, place = localdate(), request.actor, request.place
    counts = queries.counts(actor, place, today)
    asked = request.GET.get("list", "")
    name = asked if asked in queries.LISTS else ("late" if counts["late"] else "coming")
    leaves = Paginator(queries.lines(queries.listed(actor, place, name, today)), A_PAGE)
    if (known := counts[name]) is not None:
        leaves.count = known  # counted already, with the others
    page = leaves.get_page(request.GET.get("page"))
    lists = [(key, label, counts[key], key == name) for key, label in queries.LISTS.items()]
    rows = [(due, due.stand(today)) for due in page]
    context = {"lists": lists, "name": name, "page": page, "rows": rows}
    return render(request, "disclosure/dues.html", context)


def _due(request: Request, pk: int) -> Due:
    return get_object_or_404(queries.dues(request.actor), pk=pk)


def due(request: Request, pk: int) -> HttpResponse:
    """Show what is due, by when, by whom, and what makes it public."""
    return _show(request, _due(request, pk))


def _show(request: Request, one: Due, step: ActorForm | None = None) -> HttpResponse:
    """Show what is due, with the step that was refused."""
    actor, today = request.actor, localdate()
    seen = publications.publications(actor).filter(pk=one.publication_id or 0).exists()
    may_settle = policies.may_settle(actor, one)
    context = {
        "due": one,
        "stand": one.stand(today),
        "is_seen": bool(one.publication_id) and seen,
        "may_prepare": publications.may_prepare(actor, one),
        "may_waive": may_settle and queries.may_waive(one, "无", today),
        "step": step,
        "may_undo": may_settle and queries.may_unregister(one, today),
    }
    return render(request, "disclosure/due.html", context)


def due_waive(request: Request, pk: int) -> HttpResponse:
    """Report that there was nothing to make public."""
    actor, one = request.actor, _due(request, pk)
    form = forms.Waive(actor, sent(request), initial={"version": one.version})
    return fill_in(
        request,
        form,
        lambda: actions.waive(actor=actor, due=one, today=localdate(), **form.cleaned_data),
        may=policies.may_settle(actor, one),
        back=one.get_absolute_url(),
        done="已作零报告。",
        title="零报告",
        about=one,
        button="零报告",
        intro="期内没有发生这类事项的，写明情况，视为已经公开；本单位职工都能看到。",
    )


@require_POST
def due_unregister(request: Request, pk: int) -> HttpResponse:
    """Take back an event that was registered by a slip today."""
    one, actor = _due(request, pk), request.actor
    form = ActorForm(actor, request.POST)
    return answer(
        request,
        form,
        lambda: actions.unregister(actor=actor, due=one, today=localdate()),
        page=lambda: _show(request, one, form),
        done="登记已撤销。",
        then=Item.get_absolute_url,
    )


def coverage(request: Request) -> HttpResponse:
    """Show how a branch makes public what it must, unit by unit, over a year so far."""
    today, place = localdate(), request.place
    year = _year(request, today)
    end = min(date(year, 12, 31), today)
    unit = covering.unit_at(request.actor, place)
    context: dict[str, object] = {"year": year, "years": range(today.year, today.year - 3, -1)}
    if unit is not None:
        board = covering.board(unit, place, date(year, 1, 1), end, today)
        context |= {
            "unit": unit,
            "board": board,
            "stats": covering.stats(board),
            "found": covering.inspection(place.paths, date(year, 1, 1), end, today),
        }
    return render(request, "disclosure/coverage.html", context)


def _year(request: Request, today: date) -> int:
    asked = request.GET.get("year", "")
    is_year = asked.isascii() and asked.isdigit() and today.year - 10 <= int(asked) <= today.year
    return int(asked) if is_year else today.year
