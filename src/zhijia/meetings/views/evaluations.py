"""Pages of evaluations and recalls."""

from collections.abc import Callable

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from zhijia.ballots.queries import ballots_seen
from zhijia.platform.blanks import ActorForm
from zhijia.platform.web import Request, answer

from .. import actions, policies
from ..forms import evaluations as forms
from ..models import AdoptedMethod, Evaluation, Item
from ..queries import elections as items
from ..queries import evaluations as queries
from ..queries import kept as meetings_kept
from ..rules import evaluations as rules
from .filling import fill, sent

ROWS = 50


def evaluations(request: Request) -> HttpResponse:
    """List the evaluations of every year."""
    rows = queries.evaluations(request.actor).filter(
        request.place.narrows("item__meeting__unit_path")
    )
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    return render(request, "meetings/evaluations.html", {"page": page})


def _kept(request: Request, pk: int) -> Item:
    """Return an item that evaluates, of a meeting this person's desk runs; 404 otherwise."""
    item = get_object_or_404(items.items_kept(request.actor), pk=pk)
    if not queries.evaluates(item):
        raise Http404
    return item


def _evaluation(request: Request, pk: int) -> Evaluation:
    found = queries.evaluation_of(_kept(request, pk))
    if found is None:
        raise Http404
    return found


def _url(item: Item) -> str:
    return reverse("meetings:evaluation", args=[item.pk])


def evaluation(request: Request, pk: int) -> HttpResponse:
    """Show an evaluation: whom, by which method, the papers, the grades beside earlier years."""
    item = get_object_or_404(items.items_known(request.actor), pk=pk)
    if not queries.evaluates(item):
        raise Http404
    return _page(request, item)


def _page(request: Request, item: Item, refused: ActorForm | None = None) -> HttpResponse:
    actor, one = request.actor, queries.evaluation_of(item)
    runs = policies.may_run(actor, item.meeting)
    context: dict[str, object] = {
        "item": item,
        "meeting": item.meeting,
        "kind": rules.EVALUATIONS[item.business],
        "one": one,
        "ballot": item.ballot,
        "sees_ballot": item.ballot and ballots_seen(actor).filter(pk=item.ballot.pk).exists(),
        "runs": runs,
        "refused": refused,
    }
    if one:
        context |= _results(one, runs=bool(runs))
    return render(request, "meetings/evaluation.html", context)


def _results(one: Evaluation, *, runs: bool) -> dict[str, object]:
    lines = queries.compared(one, runs=runs)
    fewest = min((line.now.valid for line in lines), default=0)
    return {
        "lines": [(line, rules.recall(line.grades)) for line in lines],
        "years": [each.year for each in lines[0].years] if lines else [],
        "graded": rules.said(one.method.said if one.method else None),
        "open": rules.may_open(
            valid=fewest, to_party=one.party_told_on is not None, has_party=one.has_party
        ),
        "out": queries.may_go_out(one) if runs and one.counted_on else None,
        "published": queries.published(one) if runs else (),
        "tells": rules.may_tell(valid=fewest),
        "told": rules.is_told(
            to_party=one.party_told_on is not None,
            to_upper=one.upper_told_on is not None,
            has_party=one.has_party,
            business=one.item.business,
        ),
    }


def evaluation_publish(request: Request, pk: int) -> HttpResponse:
    """Begin a publication of the results."""
    one, actor = _evaluation(request, pk), request.actor
    initial = {"title": f"{one.year} 年度{one.what.label}结果", "scope": rules.WITHIN[0]}
    form = forms.PublishEvaluation(actor, sent(request), initial=initial)
    return fill(
        request,
        form,
        lambda: actions.publish_evaluation(
            actor=actor, evaluation=one, today=localdate(), **form.cleaned_data
        ),
        may=queries.may_go_out(one),
        title="公开评议结果",
        button="拟稿",
        about=str(one),
        back=_url(one.item),
        done="公开稿已按测评结果拟好，请提交审核。",
        then=lambda made: made.get_absolute_url(),
    )


def evaluation_plan(request: Request, pk: int) -> HttpResponse:
    """Say of which year whom an item evaluates."""
    item, actor = _kept(request, pk), request.actor
    form = forms.PlanEvaluation(
        actor, item, sent(request), initial=queries.planned(item, localdate())
    )
    return fill(
        request,
        form,
        lambda: actions.plan_evaluation(actor=actor, item=item, **form.said()),
        title="设定评议",
        button="保存",
        about=str(item),
        back=_url(item),
        done="评议已设定，可以生成测评票。",
    )


PRESSED: dict[str, tuple[str, str]] = {
    "papers": ("draft_evaluation", "测评票已生成，请到选票页核对、定稿、印制。"),
    "take": ("take_grades", "测评结果已采用，请先报党组织。"),
}
OF_ITEM: dict[str, tuple[str, str]] = {
    "begin": ("begin_ballot", "测评已开始，在场的人已经签到领票。"),
    "drop": ("drop_vote", "测评票已取消。"),
}


@require_POST
def evaluation_press(request: Request, pk: int, step: str) -> HttpResponse:
    """Make the papers, begin the vote, take the grades over, or take the draft away."""
    one, actor = _evaluation(request, pk), request.actor
    if step not in PRESSED and step not in OF_ITEM:
        raise Http404
    name, done = PRESSED.get(step) or OF_ITEM[step]
    act: Callable[..., object] = getattr(actions, name)
    what: dict[str, object] = {"evaluation": one} if step in PRESSED else {"item": one.item}
    if step != "drop":
        what["today"] = localdate()
    form = ActorForm(actor, request.POST)
    return answer(
        request,
        form,
        lambda: act(actor=actor, **what),
        page=lambda: _page(request, one.item, form),
        done=done,
        then=_url(one.item),
    )


def evaluation_report(request: Request, pk: int) -> HttpResponse:
    """Enter who was told of the result."""
    one, actor = _evaluation(request, pk), request.actor
    initial = {"party_told_on": one.party_told_on, "upper_told_on": one.upper_told_on}
    form = forms.ReportEvaluation(actor, sent(request), initial=initial)
    return fill(
        request,
        form,
        lambda: actions.report_evaluation(
            actor=actor, evaluation=one, today=localdate(), **form.cleaned_data
        ),
        title="报告评议结果",
        button="登记",
        about=str(one),
        back=_url(one.item),
        done="已登记。",
    )


def method(request: Request, pk: int) -> HttpResponse:
    """Keep how grades are found, as the meeting adopted it."""
    item = get_object_or_404(items.items_kept(request.actor), pk=pk, business="assessing")
    actor, form = request.actor, forms.KeepMethod(request.actor, sent(request))
    if request.method == "GET" and (kept := queries.kept_by(item)):
        context = {"item": item, "meeting": item.meeting, "one": kept}
        return render(request, "meetings/method.html", context)
    return fill(
        request,
        form,
        lambda: actions.keep_method(actor=actor, item=item, today=localdate(), **form.cleaned_data),
        title="登记测评办法",
        button="登记",
        about=str(item.meeting),
        back=item.meeting.get_absolute_url(),
        then=reverse("meetings:method", args=[item.pk]),
        done="测评办法已登记，请报上一级工会备案。",
    )


def method_file(request: Request, pk: int) -> HttpResponse:
    """Enter that a method was filed with the union above."""
    actor = request.actor
    rows = AdoptedMethod.objects.select_related("item__meeting__unit")
    row = get_object_or_404(rows, pk=pk, item__meeting__in=meetings_kept(actor).values("pk"))
    initial = {"filed_on": row.filed_on or localdate(), "document": row.document}
    form = forms.FileMethod(actor, sent(request), initial=initial)
    return fill(
        request,
        form,
        lambda: actions.file_method(
            actor=actor, method=row, today=localdate(), **form.cleaned_data
        ),
        title="测评办法报备",
        button="登记",
        about=str(row.item),
        back=reverse("meetings:method", args=[row.item_id]),
        done="已登记报备。",
    )


def recall_plan(request: Request, pk: int) -> HttpResponse:
    """Say whose post an item would end."""
    item = get_object_or_404(items.items_kept(request.actor), pk=pk, business="recall")
    actor, one = request.actor, queries.recall_of(item)
    initial = vars(one) | {"post": one.post_id} if one else {}
    form = forms.PlanRecall(actor, item, sent(request), initial=initial)
    return fill(
        request,
        form,
        lambda: actions.plan_recall(actor=actor, item=item, **form.cleaned_data),
        title="提出罢免",
        button="保存",
        about=str(item),
        back=reverse("meetings:item-ballot", args=[item.pk]),
        done="已登记；经全体代表（会员）过半数赞成、报上一级工会批准后生效。",
    )


def recall_approve(request: Request, pk: int) -> HttpResponse:
    """Enter the approval, and end the post."""
    item = get_object_or_404(items.items_kept(request.actor), pk=pk, business="recall")
    actor, one = request.actor, queries.recall_of(item)
    if one is None:
        raise Http404
    form = forms.ApproveRecall(actor, sent(request), initial={"approved_on": localdate()})
    return fill(
        request,
        form,
        lambda: actions.approve_recall(
            actor=actor, recall=one, today=localdate(), **form.cleaned_data
        ),
        title="罢免获批",
        button="登记并免职",
        about=str(item),
        back=reverse("meetings:item-ballot", args=[item.pk]),
        done="已免职。",
    )
