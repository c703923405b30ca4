from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate

from zhijia.platform.files.web import send
from zhijia.platform.web import Request, answer

from . import actions, forms, queries
from .models import Report


def reports(request: Request) -> HttpResponse:
    """List the drafts this actor may read."""
    found = Paginator(queries.reports(request.actor), 50)
    context = {
        "page": found.get_page(request.GET.get("page")),
        "may": queries.may_draft_any(request.actor),
    }
    return render(request, "writing/reports.html", context)


def report_new(request: Request) -> HttpResponse:
    """Ask for unit and year, and draft."""
    today = localdate()
    form = forms.Draft(request.actor, today, request.POST or None)
    if request.method != "POST":
        return _ask(request, form)
    return answer(
        request,
        form,
        lambda: actions.draft(actor=request.actor, today=today, **form.cleaned_data),
        page=lambda: _ask(request, form),
        done=lambda report: f"{report}已起草，请核对后下载修改。",
        then=Report.get_absolute_url,
    )


def _ask(request: Request, form: forms.Draft) -> HttpResponse:
    """Show the form, or why this person has none."""
    context = {"form": form, "may": queries.may_draft_any(request.actor)}
    return render(request, "writing/report_new.html", context)


def report(request: Request, report_id: int) -> HttpResponse:
    """Show a draft as it reads on paper, and its numbers then and now."""
    found = get_object_or_404(queries.reports(request.actor), pk=report_id)
    annex = queries.annex_now(found)
    context = {
        "report": found,
        "blocks": queries.body_of(found, annex),
        "annex": annex,
        "moved": sum(line.moved for line in annex),
    }
    return render(request, "writing/report.html", context)


def report_file(request: Request, report_id: int) -> FileResponse:
    """Hand out the Word file."""
    return send(get_object_or_404(queries.reports(request.actor), pk=report_id).file)
