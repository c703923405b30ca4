from io import BytesIO
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from zhijia.platform.actor import Actor
from zhijia.platform.blanks import ActorForm
from zhijia.platform.files.rules import TYPES
from zhijia.platform.files.web import send
from zhijia.platform.offers import FIGURES
from zhijia.platform.web import Request, answer

from .. import actions, forms, policies, queries
from ..models import Citation, Report
from ..rules import FORMS

ROWS = 50


@require_GET
def reports(request: Request) -> HttpResponse:
    """List the reports this actor may read."""
    found = Paginator(queries.reports_at(request.actor, request.place), ROWS)
    context = {
        "page": found.get_page(request.GET.get("page")),
        "may": queries.may_draft_any(request.actor),
    }
    return render(request, "writing/reports.html", context)


def report_new(request: Request) -> HttpResponse:
    """Ask for unit, form and days, and draft."""
    today = localdate()
    form = forms.Draft(request.actor, today, request.POST or None)
    if request.method != "POST":
        return _ask(request, form)
    return answer(
        request,
        form,
        lambda: actions.draft(actor=request.actor, today=today, **form.asked()),
        page=lambda: _ask(request, form),
        done=lambda report: f"{report}已起草，请补齐标出的地方，再请主席定稿。",
        then=Report.get_absolute_url,
    )


def _ask(request: Request, form: forms.Draft) -> HttpResponse:
    """Show the form, or why this person has none."""
    context = {"form": form, "may": queries.may_draft_any(request.actor)}
    return render(request, "writing/report_new.html", context)


def find(request: Request, report_id: int) -> Report:
    """Return a report this person may read, or no page."""
    return get_object_or_404(queries.reports(request.actor), pk=report_id)


@require_GET
def report(request: Request, report_id: int) -> HttpResponse:
    """Show a report as it reads on paper, with what may be done to it."""
    return show(request, find(request, report_id))


def show(request: Request, found: Report, form: ActorForm | None = None) -> HttpResponse:
    """Show a report; `form` came back refused."""
    context = {**leaf_context(request, found), "form": form}
    return render(request, "writing/report.html", context)


def leaf_context(request: Request, found: Report) -> dict[str, Any]:
    """Return what the leaf of a report needs."""
    return {
        "report": found,
        "leaf": queries.leaf(found, localdate()),
        "may": queries.may_edit(request.actor, found),
        "may_sign": policies.may_sign(request.actor, found),
        "works": policies.may_edit(request.actor, found),
        "signs": FORMS[found.form].signs,
    }


def report_file(request: Request, report_id: int) -> FileResponse:
    """Hand out the Word file: of a signed report, or by `?kept`, the one that was kept."""
    found = find(request, report_id)
    if found.file and (found.is_signed or "kept" in request.GET):
        return send(found.file)
    data, name = queries.word(found), f"{found.title}（第{found.number}稿）.docx"
    response = FileResponse(
        BytesIO(data), as_attachment=True, filename=name, content_type=TYPES["docx"]
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response


def report_title(request: Request, report_id: int) -> HttpResponse:
    """Give a report another title."""
    found = find(request, report_id)
    if request.method != "POST":
        said = {"title": found.title, "version": found.version}
        return _show_title(request, found, forms.Retitle(request.actor, initial=said))
    form = forms.Retitle(request.actor, request.POST)
    return answer(
        request,
        form,
        lambda: actions.retitle(actor=request.actor, report=found, **form.cleaned_data),
        page=lambda: _show_title(request, found, form),
        done="标题已保存。",
        then=found.get_absolute_url(),
    )


def _show_title(request: Request, found: Report, form: forms.Retitle) -> HttpResponse:
    """Show the form of a title, or why it is closed."""
    may = queries.may_edit(request.actor, found)
    return render(request, "writing/report_title.html", {"report": found, "form": form, "may": may})


@require_GET
def report_number(request: Request, report_id: int, place: int) -> HttpResponse:
    """Show one number of a report: what it counts, then and now, and the rows behind it."""
    found = queries.citations(request.actor).filter(report__pk=report_id, place=place)
    one = get_object_or_404(found)
    line = queries.lines_of(one.report, [one], localdate())[one.place]
    is_known = one.page in FIGURES
    may = queries.may_see_rows(request.actor, one) if is_known else None
    context = {
        "line": line,
        "report": one.report,
        "may": may,
        "heads": "|".join(FIGURES[one.page].show) if is_known else "",
        "page": _rows(request, request.actor, one) if may else None,
    }
    return render(request, "writing/report_number.html", context)


def _rows(request: Request, actor: Actor, one: Citation) -> Page[Any]:
    """Return the asked page of the rows behind a number."""
    heads = list(FIGURES[one.page].show)
    page = Paginator(queries.rows_behind(actor, one), ROWS).get_page(request.GET.get("page"))
    page.object_list = [list(zip(heads, row, strict=True)) for row in page.object_list]
    return page
