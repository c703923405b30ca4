"""Pages of meetings: which there are, one of them, and the steps that are taken with it."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate

from zhijia.org.models import Unit
from zhijia.platform.blanks import ActorForm
from zhijia.platform.web import Request

from .. import actions, forms, policies, queries
from ..models import Meeting, Petition, Seat
from ..queries.delegates import congress_of
from ..queries.sections import sections
from ..rules.words import LIVE
from .filling import fill, sent

ROWS = 50


def meetings(request: Request) -> HttpResponse:
    """List the meetings that this person may know of: to come, or held."""
    actor, is_past = request.actor, request.GET.get("list") == "held"
    rows = queries.known(actor).filter(request.place.narrows("unit_path"))
    rows = rows.exclude(state__in=LIVE) if is_past else rows.live().order_by("meets_on", "pk")
    context = {
        "is_past": is_past,
        "page": Paginator(rows, ROWS).get_page(request.GET.get("page")),
        "may": policies.may_plan_any(actor),
        "today": localdate(),
    }
    return render(request, "meetings/meetings.html", context)


def meeting_new(request: Request) -> HttpResponse:
    """Choose the unit, then say what kind of meeting, when and where."""
    actor = request.actor
    choose = forms.Choose(actor, request.GET or None)
    if choose.is_valid():
        return _new(request, choose.cleaned_data["unit"])
    if not request.GET and len(units := list(queries.units_of(actor)[:2])) == 1:
        return _new(request, units[0])
    context = {
        "form": choose,
        "may": policies.may_plan_any(actor),
        "title": "登记会议",
        "above": "会议",
        "back": "meetings:meetings",
        "to": "meetings:meeting-new",
    }
    return render(request, "meetings/choose.html", context)


def _new(request: Request, unit: Unit) -> HttpResponse:
    actor = request.actor
    form = forms.Plan(actor, unit, sent(request))
    return fill(
        request,
        form,
        lambda: actions.plan(actor=actor, unit=unit, today=localdate(), **form.cleaned_data),
        may=policies.may_plan(actor, unit),
        title=f"登记会议 · {unit}",
        button="登记",
        icon="plus",
        back=reverse("meetings:meetings"),
        then=lambda made: made.get_absolute_url(),
        done="会议已登记。请列入应到名单、排好议程，再发出通知。",
    )


def found(request: Request, pk: int) -> Meeting:
    """Return a meeting that this person may know of; 404 otherwise."""
    return get_object_or_404(queries.known(request.actor), pk=pk)


def kept(request: Request, pk: int) -> Meeting:
    """Return a meeting that this person's desk runs; 404 otherwise."""
    return get_object_or_404(queries.kept(request.actor), pk=pk)


def meeting(request: Request, pk: int) -> HttpResponse:
    """Show a meeting: what it is, what is lacking, its agenda, who is due, what was said."""
    one, actor, today = found(request, pk), request.actor, localdate()
    runs = policies.may_run(actor, one)
    context = {
        "meeting": one,
        "runs": runs,
        "term": congress_of(one) if runs and not one.roll_fixed_on else None,
        "leads": policies.may_override(actor, one),
        **sections(actor, one, today),
        "today": today,
    }
    return render(request, "meetings/meeting.html", context)


def _step(request: Request, pk: int, do: str, title: str, done: str) -> HttpResponse:
    """Ask whether a step is meant, and take it."""
    one, actor = kept(request, pk), request.actor
    act = getattr(actions, do)
    return fill(
        request,
        ActorForm(actor, sent(request)),
        lambda: act(actor=actor, meeting=one, today=localdate()),
        may=policies.may_run(actor, one),
        title=title,
        button=title,
        about=str(one),
        back=one.get_absolute_url(),
        done=done,
    )


def meeting_fix(request: Request, pk: int) -> HttpResponse:
    """Let the roll stand still."""
    return _step(request, pk, "fix_roll", "固定应到名单", "应到名单已固定，应到人数不再变动。")


def meeting_call(request: Request, pk: int) -> HttpResponse:
    """Send the notice."""
    return _step(request, pk, "call", "发出会议通知", "通知已发给名单上的所有人。")


def meeting_open(request: Request, pk: int) -> HttpResponse:
    """Open the meeting."""
    return _step(request, pk, "open_meeting", "宣布开会", "会议已开始。")


def meeting_close(request: Request, pk: int) -> HttpResponse:
    """Close the meeting."""
    return _step(request, pk, "close_meeting", "宣布闭会", "会议已闭会，表决结果不再变动。")


def meeting_archive(request: Request, pk: int) -> HttpResponse:
    """File the meeting."""
    return _step(request, pk, "archive", "归档", "会议已归档。")


def meeting_edit(request: Request, pk: int) -> HttpResponse:
    """Change what it is called, when and where."""
    one, actor = kept(request, pk), request.actor
    initial = {name: getattr(one, name) for name in ("title", "meets_on", "begins", "place")}
    form = forms.Edit(actor, sent(request), initial={**initial, "version": one.version})
    return fill(
        request,
        form,
        lambda: actions.edit_meeting(
            actor=actor, meeting=one, today=localdate(), **form.cleaned_data
        ),
        may=policies.may_run(actor, one),
        title="修改会议",
        button="保存",
        about=f"{one}。改期时，“{one.beside}”同日改期" if one.beside else str(one),
        back=one.get_absolute_url(),
        done="已保存。",
    )


def meeting_cancel(request: Request, pk: int) -> HttpResponse:
    """Call the meeting off."""
    one, actor = kept(request, pk), request.actor
    form = forms.Cancel(actor, one, sent(request))
    return fill(
        request,
        form,
        lambda: actions.cancel(actor=actor, meeting=one, today=localdate(), **form.cleaned_data),
        may=policies.may_run(actor, one),
        title="取消会议",
        button="取消会议",
        tone="danger",
        icon="x",
        about=str(one),
        back=one.get_absolute_url(),
        done="会议已取消。",
    )


def meeting_beside(request: Request, pk: int) -> HttpResponse:
    """Hold two congresses on one day."""
    one, actor = kept(request, pk), request.actor
    form = forms.Beside(actor, one, sent(request))
    return fill(
        request,
        form,
        lambda: actions.hold_beside(actor=actor, meeting=one, **form.cleaned_data),
        may=policies.may_run(actor, one),
        title="与另一个大会合并召开（双代会）",
        button="合并召开",
        about=str(one),
        back=one.get_absolute_url(),
        done="两个会议合并召开，名单、法定人数、议程和表决各自独立。",
    )


def meeting_receive(request: Request, pk: int) -> HttpResponse:
    """Say that the notice came, and perhaps that one cannot come."""
    one, actor = found(request, pk), request.actor
    seat = get_object_or_404(queries.seats_of(actor), meeting=one)
    form = forms.Receive(actor, sent(request), initial={"leave": seat.leave})
    return fill(
        request,
        form,
        lambda: actions.receive(actor=actor, seat=seat, today=localdate(), **form.cleaned_data),
        title="收到会议通知",
        button="收到",
        about=str(one),
        back=one.get_absolute_url(),
        done="已回复。",
    )


def meeting_prepare(request: Request, pk: int) -> HttpResponse:
    """Enter a step before the first session."""
    one, actor = kept(request, pk), request.actor
    form = forms.Prepare(actor, sent(request), initial={"done_on": localdate()})
    return fill(
        request,
        form,
        lambda: actions.prepare(actor=actor, meeting=one, today=localdate(), **form.cleaned_data),
        may=policies.may_run(actor, one),
        title="登记筹备事项",
        button="登记",
        about=str(one),
        back=one.get_absolute_url(),
        done="已登记。",
    )


def meeting_ask(request: Request, pk: int) -> HttpResponse:
    """Enter what was asked upward."""
    one, actor = kept(request, pk), request.actor
    initial = {"title": f"关于召开{one}的请示", "sent_on": localdate(), "is_upper": True}
    form = forms.Ask(actor, sent(request), initial=initial)
    return fill(
        request,
        form,
        lambda: actions.petition(actor=actor, meeting=one, today=localdate(), **form.cleaned_data),
        may=policies.may_run(actor, one),
        title="登记请示",
        button="登记",
        about=str(one),
        back=one.get_absolute_url(),
        done="请示已登记，批复到期会提示。",
    )


def petition_answer(request: Request, pk: int) -> HttpResponse:
    """Enter the answer; that to a report of results is told to the term, too."""
    actor = request.actor
    row = get_object_or_404(
        Petition.objects.select_related("meeting__unit"), pk=pk, meeting__in=queries.kept(actor)
    )
    act = actions.take_answer if row.reports.exists() else actions.answer_petition
    form = forms.Answered(actor, row, sent(request), initial={"answered_on": localdate()})
    return fill(
        request,
        form,
        lambda: act(actor=actor, petition=row, today=localdate(), **form.cleaned_data),
        title=f"登记批复：{row}",
        button="登记",
        about=str(row.meeting),
        back=row.meeting.get_absolute_url(),
        done="批复已登记。",
    )


def _answered(request: Request, pk: int) -> Petition:
    """Return an answered request of a meeting this person's desk runs; 404 otherwise."""
    rows = Petition.objects.select_related("meeting__unit").exclude(answered_on=None)
    return get_object_or_404(rows, pk=pk, meeting__in=queries.kept(request.actor))


def petition_correct(request: Request, pk: int) -> HttpResponse:
    """Correct an answer that was mistyped."""
    actor, row = request.actor, _answered(request, pk)
    form = forms.CorrectAnswer(actor, row, sent(request), initial=forms.answer_of(row))
    return fill(
        request,
        form,
        lambda: actions.correct_answer(
            actor=actor, petition=row, today=localdate(), **form.cleaned_data
        ),
        title=f"更正批复：{row}",
        button="更正",
        about=str(row.meeting),
        back=row.meeting.get_absolute_url(),
        done="批复已更正，更正以前的内容保留可见。",
    )


def meeting_say(request: Request, pk: int) -> HttpResponse:
    """Write down an opinion."""
    one, actor = found(request, pk), request.actor
    seat = queries.seat_of(actor, one)
    form = forms.Say(actor, one, sent(request), initial={"group": seat.group if seat else ""})
    return fill(
        request,
        form,
        lambda: actions.note_opinion(
            actor=actor, meeting=one, today=localdate(), **form.cleaned_data
        ),
        title="记录讨论意见",
        button="记录",
        about=str(one),
        back=one.get_absolute_url(),
        done="意见已记录。",
    )


def meeting_explain(request: Request, pk: int) -> HttpResponse:
    """Answer for going on over a no."""
    one, actor = found(request, pk), request.actor
    form = forms.Explain(actor, sent(request))
    return fill(
        request,
        form,
        lambda: actions.override(actor=actor, meeting=one, today=localdate(), **form.cleaned_data),
        may=policies.may_override(actor, one),
        title="作特别说明",
        button="保存说明",
        about=str(one),
        back=one.get_absolute_url(),
        done="说明已保存，始终可见。",
    )


def seat_of_mine(request: Request, pk: int) -> Seat:
    """Return a seat of a meeting that this person's desk runs; 404 otherwise."""
    rows = Seat.objects.select_related("meeting__unit")
    return get_object_or_404(rows, pk=pk, meeting__in=queries.kept(request.actor))
