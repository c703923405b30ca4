"""Pages of what follows an election: the report and its answer, posts, what is still to be done."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from zhijia.platform.blanks import ActorForm
from zhijia.platform.web import Request, answer

from .. import actions, queries
from ..forms import Answered
from ..forms import elections as forms
from ..models import Duty, Petition
from .elections import item_page, kept_election, kept_item, url_of
from .filling import fill, sent


def election_report(request: Request, pk: int) -> HttpResponse:
    """Send the result upward."""
    one, actor = kept_election(request, pk), request.actor
    upper = one.item.meeting.unit.parent
    initial = {"to": upper.name if upper else "", "sent_on": localdate()}
    form = forms.Report(actor, sent(request), initial=initial)
    return fill(
        request,
        form,
        lambda: actions.report_result(
            actor=actor, election=one, today=localdate(), **form.cleaned_data
        ),
        title="上报选举结果",
        button="登记上报",
        icon="send",
        about=str(one),
        back=url_of(one.item),
        done="已登记上报；十五日内应有批复，没有批复不等于批准。",
    )


def election_answer(request: Request, pk: int) -> HttpResponse:
    """Enter the answer to a result."""
    one, actor = kept_election(request, pk), request.actor
    row: Petition | None = one.report
    if row is None or row.answered_on:
        raise Http404
    form = Answered(actor, row, sent(request), initial={"answered_on": localdate()})
    return fill(
        request,
        form,
        lambda: actions.take_answer(
            actor=actor, petition=row, today=localdate(), **form.cleaned_data
        ),
        title="登记选举结果的批复",
        button="登记",
        about=str(one),
        back=url_of(one.item),
        done="批复已登记。",
    )


def election_write(request: Request, pk: int) -> HttpResponse:
    """Write who was elected into the organisation."""
    one, actor = kept_election(request, pk), request.actor
    form = forms.Because(actor, sent(request))
    return fill(
        request,
        form,
        lambda: actions.write_posts(
            actor=actor, election=one, today=localdate(), **form.cleaned_data
        ),
        title="写入职务",
        button="写入职务",
        icon="user",
        about=str(one),
        back=url_of(one.item),
        done="任职已写入，自选举之日起；请办理后续事项。",
    )


def election_fallen(request: Request, pk: int) -> HttpResponse:
    """End the posts of an election that fell."""
    one, actor = kept_election(request, pk), request.actor
    form = forms.EndPosts(actor, sent(request))
    return fill(
        request,
        form,
        lambda: actions.end_posts(
            actor=actor, election=one, today=localdate(), **form.cleaned_data
        ),
        title="终止由它写入的任职",
        button="终止任职",
        tone="danger",
        icon="x",
        about=str(one),
        back=url_of(one.item),
        done="任职已终止，记录保留；请报告上一级工会，另列议题重新选举。",
    )


def duty_done(request: Request, pk: int) -> HttpResponse:
    """Enter that something after an election was done."""
    actor = request.actor
    rows = Duty.objects.select_related("election__item__meeting__unit")
    duty = get_object_or_404(
        rows, pk=pk, election__item__meeting__in=queries.kept(actor).values("pk")
    )
    form = forms.DoDuty(actor, sent(request), initial={"done_on": localdate()})
    return fill(
        request,
        form,
        lambda: actions.do_duty(actor=actor, duty=duty, today=localdate(), **form.cleaned_data),
        title=f"办结：{duty}",
        button="办结",
        about=str(duty.election),
        back=url_of(duty.election.item),
        done="已登记办结。",
    )


@require_POST
def election_named(request: Request, pk: int) -> HttpResponse:
    """Take over a negotiated list that the committee agreed to."""
    item, actor = kept_item(request, pk), request.actor
    form = ActorForm(actor, request.POST)
    return answer(
        request,
        form,
        lambda: actions.name_women(actor=actor, item=item, today=localdate()),
        page=lambda: item_page(request, item, form),
        done="名单已确定。",
        then=url_of(item),
    )
