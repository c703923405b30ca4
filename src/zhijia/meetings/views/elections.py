"""Pages of an election: from nomination to the result."""

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from zhijia.platform.blanks import ActorForm
from zhijia.platform.web import Request, answer

from .. import actions, policies
from ..forms import elections as forms
from ..models import Election, Item, Nominee, Watch
from ..queries import elections as queries
from ..queries.election_page import standing
from .filling import fill, sent
from .meetings import kept


def kept_item(request: Request, pk: int) -> Item:
    """Return an item that elects, of a meeting this person's desk runs; 404 otherwise."""
    item = get_object_or_404(queries.items_kept(request.actor), pk=pk)
    if not queries.elects(item):
        raise Http404
    return item


def kept_election(request: Request, pk: int) -> Election:
    """Return the election of such an item; 404 before it was set up."""
    found = queries.election_of(kept_item(request, pk))
    if found is None:
        raise Http404
    return found


def url_of(item: Item) -> str:
    return reverse("meetings:election", args=[item.pk])


def election(request: Request, pk: int) -> HttpResponse:
    """Show how an election stands: what is lacking, who stands, the ballot, the result."""
    item = get_object_or_404(queries.items_known(request.actor), pk=pk)
    if not queries.elects(item):
        raise Http404
    return item_page(request, item)


def item_page(request: Request, item: Item, refused: ActorForm | None = None) -> HttpResponse:
    actor, meeting = request.actor, item.meeting
    one, runs = queries.election_of(item), policies.may_run(actor, meeting)
    context: dict[str, object] = {
        "item": item,
        "meeting": meeting,
        "one": one,
        "runs": runs,
        "refused": refused,
        "today": localdate(),
    }
    if one:
        context |= standing(actor, one, localdate(), runs=bool(runs))
    return render(request, "meetings/election.html", context)


def election_plan(request: Request, pk: int) -> HttpResponse:
    """Say what the item elects."""
    item, actor = kept_item(request, pk), request.actor
    one = queries.election_of(item)
    initial = (
        queries.proposed(item)
        if one is None
        else vars(one) | {"source": one.source_id, "keep": one.keep or None}
    )
    form = forms.PlanElection(actor, item, sent(request), initial=initial)
    return fill(
        request,
        form,
        lambda: actions.plan_election(actor=actor, item=item, **form.cleaned_data),
        title="设定选举",
        button="保存",
        about=str(item),
        back=url_of(item),
        done="选举已设定，请登记各分会（小组）的推荐。",
    )


def election_nominate(request: Request, pk: int) -> HttpResponse:
    """Write down who was put forward by which group."""
    one, actor = kept_election(request, pk), request.actor
    form = forms.Nominate(actor, one.item.meeting, sent(request))
    return fill(
        request,
        form,
        lambda: actions.nominate(actor=actor, election=one, today=localdate(), **form.cleaned_data),
        title=f"推荐候选人：{one.what.label}",
        button="登记推荐",
        icon="user-plus",
        about=str(one),
        back=url_of(one.item),
        done="推荐已登记。",
    )


def election_list(request: Request, pk: int) -> HttpResponse:
    """Put the committee's list together."""
    one, actor = kept_election(request, pk), request.actor
    chosen = [each.pk for each in one.nominees.all() if each.is_listed]
    initial = chosen or [each.pk for each in one.nominees.all()]
    form = forms.ListCandidates(actor, one, sent(request), initial={"nominees": initial})
    return fill(
        request,
        form,
        lambda: actions.list_candidates(
            actor=actor, election=one, today=localdate(), **form.cleaned_data
        ),
        title="提出候选人建议名单",
        button="提出名单",
        about=str(one),
        back=url_of(one.item),
        done="建议名单已提出，请报党组织和上一级工会审查，并公示。",
    )


def election_ask(request: Request, pk: int) -> HttpResponse:
    """Send the list upward."""
    one, actor = kept_election(request, pk), request.actor
    form = forms.AskConsent(actor, sent(request), initial=queries.asking(one, localdate()))
    return fill(
        request,
        form,
        lambda: actions.ask_consent(
            actor=actor, election=one, today=localdate(), **form.cleaned_data
        ),
        title="报候选人名单审查",
        button="登记上报",
        icon="send",
        about=str(one),
        back=url_of(one.item),
        done="已登记上报；没有答复不等于同意，到期会提示。",
    )


def election_show(request: Request, pk: int) -> HttpResponse:
    """Hang the list up."""
    one, actor = kept_election(request, pk), request.actor
    form = forms.ShowCandidates(actor, one.item.meeting, sent(request))
    return fill(
        request,
        form,
        lambda: actions.show_candidates(
            actor=actor, election=one, today=localdate(), **form.cleaned_data
        ),
        title="公示候选人",
        button="张出公示",
        about=str(one),
        back=url_of(one.item),
        done="已张出公示，期满办结后生成选票。",
    )


def watches(request: Request, pk: int) -> HttpResponse:
    """Show and name who watches over the votes of a meeting."""
    return _watches(request, pk)


def _watches(request: Request, pk: int, refused: ActorForm | None = None) -> HttpResponse:
    one, actor = kept(request, pk), request.actor
    form = forms.NameWatch(actor, one, sent(request) if refused is None else None)

    def page() -> HttpResponse:
        context = {"meeting": one, "watches": one.watches.select_related("member"), "add": form}
        context |= {"runs": policies.may_run(actor, one), "refused": refused}
        return render(request, "meetings/watches.html", context)

    if request.method != "POST" or refused is not None:
        return page()
    return answer(
        request,
        form,
        lambda: actions.name_watch(actor=actor, meeting=one, **form.cleaned_data),
        page=page,
        done="已提名，请提交大会表决通过。",
        then=reverse("meetings:watches", args=[one.pk]),
    )


@require_POST
def watch_drop(request: Request, pk: int) -> HttpResponse:
    """Take a name back."""
    actor = request.actor
    row = get_object_or_404(Watch.objects.select_related("meeting__unit"), pk=pk)
    one, form = kept(request, row.meeting_id), ActorForm(actor, request.POST)
    return answer(
        request,
        form,
        lambda: actions.drop_watch(actor=actor, watch=row),
        page=lambda: _watches(request, one.pk, form),
        done=f"{row.name}已撤下。",
        then=reverse("meetings:watches", args=[one.pk]),
    )


@require_POST
def nominee_drop(request: Request, pk: int) -> HttpResponse:
    """Take somebody off again."""
    actor = request.actor
    row = get_object_or_404(Nominee.objects.select_related("election__item__meeting__unit"), pk=pk)
    item, form = kept_item(request, row.election.item_id), ActorForm(actor, request.POST)
    return answer(
        request,
        form,
        lambda: actions.drop_nominee(actor=actor, nominee=row),
        page=lambda: item_page(request, item, form),
        done="推荐已撤回。",
        then=url_of(item),
    )


# One press each; what may be gone over with a reason has a page of its own.
PRESSED: dict[str, tuple[str, str]] = {
    "withdraw": ("withdraw_list", "建议名单已撤回。"),
    "unmake": ("drop_papers", "选票已取消，可以再改名单。"),
    "follow": ("follow_up", "已起草另行投票的选票，请定稿、印制。"),
    "announce": ("announce", "结果已宣布，并告知参加会议的人。"),
}
DATED = {"follow", "announce"}


@require_POST
def election_press(request: Request, pk: int, step: str) -> HttpResponse:
    """Take a step that asks nothing more."""
    one, actor = kept_election(request, pk), request.actor
    if step not in PRESSED:
        raise Http404
    name, done = PRESSED[step]
    act: Callable[..., object] = getattr(actions, name)
    dated = {"today": localdate()} if step in DATED else {}
    form = ActorForm(actor, request.POST)
    return answer(
        request,
        form,
        lambda: act(actor=actor, election=one, **dated),
        page=lambda: item_page(request, one.item, form),
        done=done,
        then=url_of(one.item),
    )


STEPS: dict[str, tuple[str, str, str]] = {
    "ballot": ("draft_ballot", "生成选票", "选票已生成，请到选票页核对、定稿、印制。"),
    "begin": ("begin_vote", "开始投票", "投票已开始，在场的人已经签到领票。"),
    "take": ("take_result", "采用计票结果", "计票结果已作为本项议题的结果。"),
}


def election_step(request: Request, pk: int, step: str) -> HttpResponse:
    """Take a step that may be gone over with a reason."""
    one, actor = kept_election(request, pk), request.actor
    if step not in STEPS:
        raise Http404
    name, title, done = STEPS[step]
    act: Callable[..., object] = getattr(actions, name)
    form = forms.Because(actor, sent(request))
    return fill(
        request,
        form,
        lambda: act(actor=actor, election=one, today=localdate(), **form.cleaned_data),
        title=title,
        button=title,
        about=str(one),
        back=url_of(one.item),
        done=done,
    )
