"""The papers of a whole list in one file, the report on a call; and what was said before."""

from io import BytesIO

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate

from zhijia.platform.files.rules import TYPES
from zhijia.platform.sheets import file_name
from zhijia.platform.web import Request, is_htmx

from .. import policies, queries
from ..kinds import KINDS

MOST = 200  # forms in one file; a larger one no office program opens gladly


def _word(data: bytes, name: str, unit: str) -> FileResponse:
    called = file_name(name, unit, localdate(), "docx")
    return FileResponse(
        BytesIO(data), as_attachment=True, filename=called, content_type=TYPES["docx"]
    )


def papers(request: Request, kind: str, form: str) -> FileResponse:
    """Hand out the same paper of the matters that a list shows, in one file.

    Of what is published to a member the paper is not: only who handles one or filed it has that.
    """
    declared = KINDS.get(kind)
    wanted = next((f for f in declared.papers if f.id == form), None) if declared else None
    draw = queries.BATCHES.get((kind, form))
    if declared is None or wanted is None or draw is None:
        raise Http404
    asked = {**request.GET.dict(), "kind": kind}
    question = queries.asked_of(asked, place=request.place.narrows("unit_path"))
    rows = queries.listed(request.actor, question, localdate())
    mine = rows.filter(queries.printable(request.actor, declared))
    found = list(mine.select_related("filer__unit")[:MOST])
    if not found:
        raise Http404
    return _word(draw(found), f"{wanted.name}（{len(found)} 份）", "")


def call_report(request: Request, pk: int) -> FileResponse:
    """Hand out the report on what a call brought."""
    call = get_object_or_404(queries.calls(request.actor), pk=pk)
    whole = bool(policies.may_keep_call(request.actor, call))
    data = queries.report_of(call, localdate(), whole=whole)
    return _word(data, f"{call.title}工作报告", call.unit.name)


def like(request: Request, kind: str) -> HttpResponse:
    """Show what others said already that is like the title somebody is writing."""
    words = request.GET.get("title") or request.GET.get("q", "")
    found = queries.like(request.actor, kind, words)
    page = "matters/like.html#likes" if is_htmx(request) else "matters/like.html"
    return render(request, page, {"likes": found})
