"""Ballot papers to print, boxes, and everything that comes out as Word or PDF."""

from io import BytesIO

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from zhijia.platform.blanks import ActorForm
from zhijia.platform.files.rules import TYPES
from zhijia.platform.sheets import file_name
from zhijia.platform.web import Request, answer

from .. import actions, forms, policies, queries
from ..models import Ballot, Issue
from ..paper import NoChineseFont
from ..rules.printing import sheets_for
from . import fill_in, sent, worked
from .contests import contest_of

TELLERS = {"a": "甲", "b": "乙"}


def _papers(request: Request, found: Ballot, refused: ActorForm | None = None) -> HttpResponse:
    """Show how papers are printed, the boxes, and the sheets to fill in by hand."""
    shown = queries.print_defaults(found)
    asked = request.GET if "kind" in request.GET else None
    form = forms.PrintForm(request.actor, found, asked, initial=shown)
    how = {**shown, **form.cleaned_data} if form.is_valid() else shown
    context = {
        "ballot": found,
        "form": form,
        "refused": refused,
        "sums": queries.boxes_of(found),
        "contests": queries.contests_of(found),
        "has_elected": queries.has_elected(found),
        "may": policies.may_sign_in(request.actor, found, queries.roles_of(request.actor, found)),
        "room": queries.has_room(found, how) if found.contests.exists() else None,
        "how": how,
        "sheets": sheets_for(int(str(how["copies"])), int(str(how["per_sheet"]))),
        "query": request.GET.urlencode(),
    }
    return render(request, "ballots/papers.html", context)


def papers(request: Request, pk: int) -> HttpResponse:
    """Show the paper side of a ballot."""
    found = worked(request, pk)
    if not found.has_paper:
        raise Http404
    return _papers(request, found)


def _file(data: bytes, title: str, ballot: Ballot, suffix: str) -> FileResponse:
    name = file_name(f"{ballot}{title}", str(ballot.unit), localdate(), suffix)
    return FileResponse(
        BytesIO(data), as_attachment=True, filename=name, content_type=TYPES[suffix]
    )


def papers_print(request: Request, pk: int) -> HttpResponse | FileResponse:
    """Hand out ballot papers as they were asked for; what does not fit is said on the page."""
    found = worked(request, pk)
    form = forms.PrintForm(request.actor, found, request.GET)
    if found.state == "draft" or not form.is_valid():
        return _said(_papers(request, found))
    how = form.cleaned_data
    if not queries.chosen(found, how["kind"]) or not queries.has_room(found, how):
        return _said(_papers(request, found))
    try:
        data = queries.papers_file(found, how)
    except NoChineseFont as none:
        form.add_error("file", str(none))
        return _said(_papers(request, found, form))
    return _file(data, "选票", found, how["file"])


def _said(page: HttpResponse) -> HttpResponse:
    page.status_code = 422
    return page


def _suffix(suffix: str) -> str:
    if suffix not in {"docx", "pdf"}:
        raise Http404
    return suffix


def issue_sheet(request: Request, pk: int, suffix: str) -> FileResponse:
    """Hand out the sheet of what was given out and came back."""
    found = worked(request, pk)
    return _file(queries.issue_file(found, _suffix(suffix)), "发票收票登记表", found, suffix)


def counting_sheet(request: Request, pk: int, teller: str, suffix: str) -> FileResponse:
    """Hand out one teller's sheet for strokes of 正."""
    found = contest_of(request, pk)
    if teller not in TELLERS:
        raise Http404
    data = queries.counting_file(found, TELLERS[teller], _suffix(suffix))
    return _file(data, f"计票表{TELLERS[teller]}", found.ballot, suffix)


def clearing_report(request: Request, pk: int) -> FileResponse:
    """Hand out the report that is read out before counting."""
    found = worked(request, pk)
    if not found.issues.exists():
        raise Http404
    return _file(queries.clearing_file(found), "清票报告", found, "docx")


def result_report(request: Request, pk: int) -> FileResponse:
    """Hand out the report of the count, with places to sign."""
    found = worked(request, pk)
    if found.counted_on is None:
        raise Http404
    return _file(queries.result_file(found), "计票结果报告单", found, "docx")


def announcement(request: Request, pk: int) -> FileResponse:
    """Hand out the announcement of who was elected, by strokes or `?order=votes`."""
    found = worked(request, pk)
    if found.counted_on is None or not queries.has_elected(found):
        raise Http404
    is_by_strokes = request.GET.get("order") != "votes"
    data = queries.announcement_file(found, is_by_strokes=is_by_strokes)
    return _file(data, "当选公告", found, "docx")


def evaluation_report(request: Request, pk: int) -> FileResponse:
    """Hand out the results of an evaluation."""
    found = contest_of(request, pk)
    if found.kind != "evaluation" or found.ballot.counted_on is None:
        raise Http404
    return _file(queries.evaluation_file(found), "民主评议结果", found.ballot, "docx")


def box_new(request: Request, pk: int) -> HttpResponse:
    """Put down one more box."""
    return _box(request, worked(request, pk))


def box_edit(request: Request, pk: int) -> HttpResponse:
    """Say anew what a box had."""
    row = get_object_or_404(Issue, pk=pk)
    return _box(request, worked(request, row.ballot_id), row)


def _box(request: Request, found: Ballot, row: Issue | None = None) -> HttpResponse:
    actor, roles = request.actor, queries.roles_of(request.actor, found)
    form = forms.BoxForm(actor, found, sent(request), row=row)
    return fill_in(
        request,
        form,
        lambda: actions.put_box(actor=actor, ballot=found, row=row, **form.told()),
        may=policies.may_sign_in(actor, found, roles),
        back=queries.papers_page(found),
        done="已登记。",
        about=found,
        title="登记发票收票",
        button="登记",
    )


@require_POST
def box_drop(request: Request, pk: int) -> HttpResponse:
    """Take back a box that was put down by mistake."""
    row = get_object_or_404(Issue, pk=pk)
    found = worked(request, row.ballot_id)
    form = ActorForm(request.actor, request.POST)
    return answer(
        request,
        form,
        lambda: actions.drop_box(actor=request.actor, row=row),
        page=lambda: _papers(request, found, form),
        done="已删除。",
        then=queries.papers_page(found),
    )
