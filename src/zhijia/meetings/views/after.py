"""After a meeting: its Word papers, minutes, tasks, publication, proposals, the archive."""

from io import BytesIO

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_GET

from zhijia.platform.files.rules import TYPES
from zhijia.platform.sheets.names import file_name
from zhijia.platform.web import Request

from .. import actions, policies
from ..forms import after as forms
from ..models import Item, Meeting
from ..queries import after as queries
from ..queries import archive, telling, units_of
from ..queries import owed as owing
from .filling import fill, sent
from .hall import found_item
from .meetings import kept

FEW, MOST = 20, 200


def _back(meeting: Meeting) -> str:
    return reverse("meetings:meeting-after", args=[meeting.pk])


@require_GET
def meeting_after(request: Request, pk: int) -> HttpResponse:
    """Show the papers of a meeting, its minutes, what followed from it, and its archive."""
    one = kept(request, pk)
    context = {"meeting": one, "today": localdate(), **queries.after_page(one)}
    return render(request, "meetings/after.html", context)


@require_GET
def meeting_paper(request: Request, pk: int, key: str) -> FileResponse:
    """Hand out one paper as a Word file, drawn from what stands now."""
    one, today = kept(request, pk), localdate()
    wanted = next((each for each in archive.drawn(one) if each.id == key), None)
    if wanted is None:
        raise Http404
    data = wanted.draw(telling.convening(one, today))
    name = file_name(wanted.name, one.title, today, "docx")
    return FileResponse(
        BytesIO(data), as_attachment=True, filename=name, content_type=TYPES["docx"]
    )


@require_GET
def meeting_archive_zip(request: Request, pk: int) -> FileResponse:
    """Hand out the whole archive; there is none before the meeting was filed."""
    one = kept(request, pk)
    if one.archived_on is None:
        raise Http404
    name = file_name("会议档案", one.title, one.archived_on, "zip")
    data = BytesIO(archive.zipped(one))
    return FileResponse(data, as_attachment=True, filename=name, content_type="application/zip")


@require_GET
def owed(request: Request) -> HttpResponse:
    """Show what should have come before a meeting within the year, and did not."""
    actor, today = request.actor, localdate()
    units = list(units_of(actor).filter(request.place.narrows("path"))[:FEW])
    found = owing.owed(units, today)
    risks = owing.risks(actor, units, today, MOST)
    return render(request, "meetings/owed.html", {"owed": found, "risks": risks})


def meeting_minutes(request: Request, pk: int) -> HttpResponse:
    """Write the minutes, begun from what happened; what was written stays."""
    one, actor = kept(request, pk), request.actor
    text = one.minutes or telling.drafted(one, localdate())
    form = forms.Minutes(actor, sent(request), initial={"text": text, "version": one.version})
    return fill(
        request,
        form,
        lambda: actions.write_minutes(actor=actor, meeting=one, at=now(), **form.cleaned_data),
        may=policies.may_run(actor, one),
        title="会议纪要",
        button="保存",
        about=str(one),
        back=_back(one),
        done="纪要已另存一稿。",
    )


@require_GET
def meeting_draft(request: Request, pk: int, number: int) -> HttpResponse:
    """Show one draft of the minutes as it was saved."""
    one = kept(request, pk)
    draft = queries.draft_of(one, number)
    if draft is None:
        raise Http404
    return render(request, "meetings/draft.html", {"meeting": one, "draft": draft})


def item_task(request: Request, pk: int) -> HttpResponse:
    """Draw a task up from what was resolved."""
    item, actor = found_item(request, pk), request.actor
    form = forms.TaskOf(actor, sent(request), initial=_wording(item))
    return fill(
        request,
        form,
        lambda: actions.task_from(actor=actor, item=item, today=localdate(), **form.cleaned_data),
        may=policies.may_run(actor, item.meeting),
        title=f"立项交办：{item}",
        button="立项",
        about=str(item.meeting),
        back=_back(item.meeting),
        done="已登记为任务，请在任务页面立项并交办。",
        then=lambda made: made.get_absolute_url(),
    )


def _wording(item: Item) -> dict[str, str]:
    return {"wording": item.resolution or item.title}


def meeting_publish(request: Request, pk: int) -> HttpResponse:
    """Begin a publication of what was decided."""
    one, actor = kept(request, pk), request.actor
    initial = {"title": f"{one.title}结果", "text": queries.results_text(one), "scope": "members"}
    form = forms.Publish(actor, one, sent(request), initial=initial)
    return fill(
        request,
        form,
        lambda: actions.publish(actor=actor, meeting=one, today=localdate(), **form.cleaned_data),
        may=policies.may_run(actor, one),
        title="公开会议结果",
        button="拟稿",
        about=str(one),
        back=_back(one),
        done="公开稿已拟好，请提交审核。",
        then=lambda made: made.get_absolute_url(),
    )


def meeting_proposals(request: Request, pk: int) -> HttpResponse:
    """Call for proposals before the meeting."""
    one, actor = kept(request, pk), request.actor
    form = forms.Proposals(actor, sent(request), initial=forms.proposals_initial(one))
    return fill(
        request,
        form,
        lambda: actions.call_for_proposals(
            actor=actor, meeting=one, today=localdate(), **form.cleaned_data
        ),
        may=policies.may_run(actor, one),
        title="征集提案",
        button="开始征集",
        about=str(one),
        back=_back(one),
        done="提案征集已开始，代表可以在“办件”提交提案。",
    )


@require_GET
def filed_file(request: Request, pk: int, number: int) -> FileResponse:
    """Hand out one file of the archive."""
    one = kept(request, pk)
    row = get_object_or_404(one.filed.select_related("file"), number=number)
    return FileResponse(
        row.file.place.open("rb"),
        as_attachment=True,
        filename=row.name,
        content_type=TYPES[row.file.kind],
    )
