"""Pages of a meeting's papers, of the answers to the call, and of what delegations say."""

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_POST

from zhijia.platform.blanks import ActorForm
from zhijia.platform.files.web import send
from zhijia.platform.web import Request, answer

from .. import actions, policies, queries
from ..forms import documents as blanks
from ..models import Meeting, Opinion
from ..queries import documents as asked
from .filling import fill, sent
from .meetings import found, kept


def documents(request: Request, pk: int) -> HttpResponse:
    """Show the papers before a meeting, their versions, and whether I have read them."""
    return _documents(request, found(request, pk))


def _documents(request: Request, one: Meeting) -> HttpResponse:
    seat = queries.seat_of(request.actor, one)
    context = {
        "meeting": one,
        "papers": asked.papers_of(one, seat),
        "seat": seat,
        "due": one.seats.filter(seat="delegate").count(),
        "runs": policies.may_run(request.actor, one),
    }
    return render(request, "meetings/documents.html", context)


def document_new(request: Request, pk: int) -> HttpResponse:
    """Put a paper before the meeting, or its next version."""
    one, actor = kept(request, pk), request.actor
    initial = {"title": request.GET.get("title", "")}
    form = blanks.PutDocument(actor, one, sent(request), request.FILES or None, initial=initial)
    return fill(
        request,
        form,
        lambda: actions.put_document(
            actor=actor, meeting=one, today=localdate(), **form.cleaned_data
        ),
        may=policies.may_run(actor, one),
        title="提交会议文件",
        button="提交",
        icon="upload",
        about=str(one),
        back=reverse("meetings:documents", args=[one.pk]),
        done="文件已提交。",
    )


@require_GET
def document(request: Request, pk: int) -> HttpResponse:
    """Show one version of a paper: to open it, and for the desk who has not."""
    row = get_object_or_404(asked.documents(request.actor), pk=pk)
    runs = policies.may_run(request.actor, row.meeting)
    context = {
        "row": row,
        "meeting": row.meeting,
        "runs": runs,
        "readers": row.readings.count(),
        "unread": asked.unread(row) if runs else [],
        "versions": row.meeting.documents.filter(title=row.title).exclude(pk=row.pk),
    }
    return render(request, "meetings/document.html", context)


@require_POST
def document_open(request: Request, pk: int) -> HttpResponse:
    """Note that the paper was opened, and lead on to its file."""
    row, actor = get_object_or_404(asked.documents(request.actor), pk=pk), request.actor
    return answer(
        request,
        ActorForm(actor, request.POST),
        lambda: actions.read_document(actor=actor, document=row, today=localdate()),
        page=lambda: _documents(request, row.meeting),
        done="已记为看过。",
        then=reverse("meetings:document-file", args=[row.pk]),
    )


@require_GET
def document_file(request: Request, pk: int) -> FileResponse:
    """Hand out the file to those who may know of the meeting."""
    return send(get_object_or_404(asked.documents(request.actor), pk=pk).file)


@require_POST
def document_drop(request: Request, pk: int) -> HttpResponse:
    """Take back a version that nobody opened."""
    row, form = (
        get_object_or_404(asked.documents(request.actor), pk=pk),
        ActorForm(request.actor, request.POST),
    )
    kept(request, row.meeting_id)
    return answer(
        request,
        form,
        lambda: actions.drop_document(actor=request.actor, document=row),
        page=lambda: _documents(request, row.meeting),
        done=f"{row}已撤回。",
        then=reverse("meetings:documents", args=[row.meeting_id]),
    )


def opinions(request: Request, pk: int) -> HttpResponse:
    """Show what each delegation said of each item, and what became of it."""
    one = found(request, pk)
    seat = queries.seat_of(request.actor, one)
    runs = policies.may_run(request.actor, one)
    context = {
        "meeting": one,
        "opinions": asked.opinions_by_group(one),
        "judged": asked.opinions_judged(one),
        "runs": runs,
        "may_say": one.state in {"planning", "called", "open"} and (seat is not None or bool(runs)),
    }
    return render(request, "meetings/opinions.html", context)


def opinion_answer(request: Request, pk: int) -> HttpResponse:
    """Answer an opinion."""
    actor = request.actor
    rows = Opinion.objects.filter(meeting__in=queries.kept(actor).order_by().values("pk"))
    row = get_object_or_404(rows.select_related("meeting__unit"), pk=pk)
    form = blanks.Answer(actor, sent(request), initial={"answer": row.answer})
    return fill(
        request,
        form,
        lambda: actions.answer_opinion(actor=actor, opinion=row, **form.cleaned_data),
        may=policies.may_run(actor, row.meeting),
        title="答复讨论意见",
        button="答复",
        about=str(row.meeting),
        back=reverse("meetings:opinions", args=[row.meeting_id]),
        done="已答复。",
    )


@require_POST
def receipts_remind(request: Request, pk: int) -> HttpResponse:
    """Tell those who have not answered the call once more."""
    one, form = kept(request, pk), ActorForm(request.actor, request.POST)
    return answer(
        request,
        form,
        lambda: actions.remind_receipts(actor=request.actor, meeting=one, today=localdate()),
        page=lambda: _documents(request, one),
        done="已向没有回复的人再发一次通知。",
        then=reverse("meetings:roll", args=[one.pk]),
    )
