"""The pages of holes: what is wanting in a place, its Excel, one hole and what is said of it."""

from io import BytesIO
from typing import Any

from django.core.paginator import Paginator
from django.forms import Form
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from zhijia.org import queries as org
from zhijia.platform.blanks import Blank
from zhijia.platform.files.rules import TYPES
from zhijia.platform.place import Place
from zhijia.platform.sheets import file_name
from zhijia.platform.web import Request, answer

from .. import actions, forms, paper, queries
from ..models import Hole, HoleQuerySet
from .lights import asked_place

A_PAGE = 50


def _asked(request: Request, place: Place) -> tuple[dict[str, Any], HoleQuerySet]:
    """Return what the address asks, and the holes of a place that answer it."""
    asked = forms.HoleFilter(request.actor, request.GET).asked()
    return asked, queries.holes_at(request.actor, place, **asked)


def holes(request: Request) -> HttpResponse:
    """List what is wanting in this place, each line looked at again."""
    return _list(request)


def _list(request: Request, form: Form | None = None) -> HttpResponse:
    """Show the list; `form` came back with a refusal."""
    place, today = asked_place(request), localdate()
    asked, found = _asked(request, place)
    told = queries.holes_told(request.actor, place, **asked)
    leaves = Paginator(found, A_PAGE)
    leaves.count = told["number"]  # counted already, by kind
    page = leaves.get_page(request.GET.get("page"))
    context = {
        **told,
        "page": page,
        "rows": queries.hole_rows(page, today),
        "asked": request.GET.urlencode(),
        "look": form,
    }
    return render(request, "plans/holes.html", context)


@require_POST
def holes_look(request: Request) -> HttpResponse:
    """Look through the branch of this place now."""
    unit = get_object_or_404(org.units(request.actor), pk=asked_place(request).unit_id)
    form = Blank(request.POST)
    return answer(
        request,
        form,
        lambda: actions.look_for_holes(actor=request.actor, unit=unit, today=localdate()),
        page=lambda: _list(request, form),
        done=lambda number: f"巡查完毕，{unit}和下级单位现有 {number} 项。",
        then=f"{reverse('plans:holes')}?{request.GET.urlencode()}",
    )


def holes_excel(request: Request) -> FileResponse:
    """Hand out the list as an Excel file."""
    place = asked_place(request)
    _, found = _asked(request, place)
    today, unit = localdate(), place.name
    data = paper.holes_sheet(queries.hole_lines(found), unit=unit, day=today)
    name = file_name("职责不清、管理缺位清单", unit, today, "xlsx")
    return FileResponse(
        BytesIO(data), as_attachment=True, filename=name, content_type=TYPES["xlsx"]
    )


def _hole(request: Request, pk: int) -> Hole:
    return get_object_or_404(queries.holes(request.actor), pk=pk)


def _page(request: Request, pk: int, **asked: Form) -> HttpResponse:
    """Show one hole; `asked` are the forms that came back with errors."""
    hole = _hole(request, pk)
    context = {
        **queries.hole_page(request.actor, hole, localdate()),
        "explain": forms.Explain(request.actor, hole),
        "fold": forms.Fold(request.actor, hole) if hole.other else None,
        **asked,
    }
    return render(request, "plans/hole.html", context)


def hole(request: Request, pk: int) -> HttpResponse:
    """Show one hole: why it is one, by which clause, and where it is mended."""
    return _page(request, pk)


@require_POST
def hole_explain(request: Request, pk: int) -> HttpResponse:
    """Say why it is none."""
    found, today = _hole(request, pk), localdate()
    form = forms.Explain(request.actor, found, request.POST)
    return answer(
        request,
        form,
        lambda: actions.explain_hole(
            actor=request.actor, hole=found, today=today, **form.cleaned_data
        ),
        page=lambda: _page(request, pk, explain=form),
        done="已说明，情况没有变化就不再列出。",
        then=reverse("plans:holes"),
    )


@require_POST
def hole_fold(request: Request, pk: int) -> HttpResponse:
    """Fold one of two like tasks into the other."""
    found, today = _hole(request, pk), localdate()
    form = forms.Fold(request.actor, found, request.POST)

    def do() -> object:
        gone, kept = form.chosen()
        return actions.fold_task(actor=request.actor, task=gone, into=kept, today=today)

    return answer(
        request,
        form,
        do,
        page=lambda: _page(request, pk, fold=form),
        done="已并入，两项合为一项。",
        then=reverse("plans:holes"),
    )
