"""Pages of delegations, and of what becomes of a mandate: its end, a recall, a by-election."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from zhijia.platform.blanks import ActorForm
from zhijia.platform.web import Request, answer

from .. import actions, policies
from ..forms import mandating as blanks
from ..models import Congress, Delegate, Delegation
from ..queries import delegates as asked
from .delegates import delegate_of, kept, seen
from .filling import fill, sent


def delegations(request: Request, pk: int) -> HttpResponse:
    """Show the delegations of a term, each with its head and its delegates."""
    return _delegations(request, seen(request, pk))


def _delegations(request: Request, one: Congress, refused: ActorForm | None = None) -> HttpResponse:
    context = {
        "congress": one,
        "keeps": policies.may_keep_delegates(request.actor, one),
        "groups": asked.grouped(one),
        "refused": refused,
    }
    return render(request, "meetings/delegations.html", context)


def delegation_new(request: Request, pk: int) -> HttpResponse:
    """Enter a delegation with the delegates of some electoral units."""
    one, actor = kept(request, pk), request.actor
    form = blanks.PutDelegation(actor, one, sent(request))
    return fill(
        request,
        form,
        lambda: actions.put_delegation(actor=actor, congress=one, **form.cleaned_data),
        may=policies.may_keep_delegates(actor, one),
        title="登记代表团（组）",
        button="登记",
        about=str(one),
        back=reverse("meetings:delegations", args=[one.pk]),
        done="代表团（组）已登记。",
    )


def _delegation(request: Request, pk: int) -> Delegation:
    rows = Delegation.objects.filter(congress__in=asked.congresses_kept(request.actor))
    return get_object_or_404(rows.select_related("congress__unit"), pk=pk)


def delegation_edit(request: Request, pk: int) -> HttpResponse:
    """Call a delegation anew, or let the delegates of more electoral units join it."""
    row, actor = _delegation(request, pk), request.actor
    form = blanks.PutDelegation(actor, row.congress, sent(request), initial={"name": row.name})
    return fill(
        request,
        form,
        lambda: actions.put_delegation(
            actor=actor, congress=row.congress, delegation=row, **form.cleaned_data
        ),
        may=policies.may_keep_delegates(actor, row.congress),
        title=f"修改{row}",
        button="保存",
        about=str(row.congress),
        back=reverse("meetings:delegations", args=[row.congress_id]),
        done="已保存。",
    )


@require_POST
def delegation_drop(request: Request, pk: int) -> HttpResponse:
    """Dissolve a delegation."""
    row, form = _delegation(request, pk), ActorForm(request.actor, request.POST)
    return answer(
        request,
        form,
        lambda: actions.drop_delegation(actor=request.actor, delegation=row),
        page=lambda: _delegations(request, row.congress, form),
        done=f"{row}已删去。",
        then=reverse("meetings:delegations", args=[row.congress_id]),
    )


@require_POST
def delegate_head(request: Request, pk: int) -> HttpResponse:
    """Let a delegate head their delegation."""
    row, form = delegate_of(request, pk), ActorForm(request.actor, request.POST)
    return answer(
        request,
        form,
        lambda: actions.name_head(actor=request.actor, delegate=row),
        page=lambda: _delegations(request, row.congress, form),
        done=f"{row}为团（组）长。",
        then=reverse("meetings:delegations", args=[row.congress_id]),
    )


@require_POST
def delegate_out(request: Request, pk: int) -> HttpResponse:
    """Take a delegate out of their delegation."""
    row, form = delegate_of(request, pk), ActorForm(request.actor, request.POST)
    return answer(
        request,
        form,
        lambda: actions.leave_delegation(actor=request.actor, delegate=row),
        page=lambda: _delegations(request, row.congress, form),
        done=f"{row}已移出代表团（组）。",
        then=reverse("meetings:delegations", args=[row.congress_id]),
    )


def _becoming(
    request: Request, row: Delegate, form: ActorForm, do: object, title: str, done: str
) -> HttpResponse:
    assert callable(do)
    return fill(
        request,
        form,
        do,
        may=policies.may_keep_delegates(request.actor, row.congress),
        title=f"{title}：{row}",
        button=title,
        about=str(row.congress),
        back=row.get_absolute_url(),
        done=done,
    )


def delegate_end(request: Request, pk: int) -> HttpResponse:
    """Enter that somebody ceased to be a delegate."""
    row, actor = delegate_of(request, pk), request.actor
    form = blanks.Ending(actor, sent(request), initial={"on": localdate()})

    def end() -> Delegate:
        return actions.end_mandate(actor=actor, delegate=row, today=localdate(), **form.said())

    return _becoming(request, row, form, end, "登记终止", "代表身份已终止，缺额可以补选。")


def delegate_recall(request: Request, pk: int) -> HttpResponse:
    """Enter a recall by the electoral unit."""
    row, actor = delegate_of(request, pk), request.actor
    form = blanks.Recall(actor, sent(request), initial={"on": localdate()})

    def recall() -> Delegate:
        return actions.recall_delegate(actor=actor, delegate=row, today=localdate(), **form.said())

    return _becoming(request, row, form, recall, "登记罢免", "罢免已登记，缺额可以补选。")


def delegate_fill(request: Request, pk: int) -> HttpResponse:
    """Enter who was elected instead."""
    row, actor = delegate_of(request, pk), request.actor
    form = blanks.ElectInstead(actor, row, sent(request), initial={"elected_on": localdate()})

    def elect() -> Delegate:
        return actions.elect_instead(
            actor=actor, delegate=row, person=form.said(), today=localdate()
        )

    return _becoming(request, row, form, elect, "补选代表", "补选的代表已登记。")


@require_POST
def posts_write(request: Request, pk: int) -> HttpResponse:
    """Let the delegates hold the post of one."""
    one, form = kept(request, pk), ActorForm(request.actor, request.POST)
    return answer(
        request,
        form,
        lambda: actions.post_delegates(actor=request.actor, congress=one, today=localdate()),
        page=lambda: _delegations(request, one, form),
        done="代表已写入职务，可以提出提案、填联系卡。",
        then=one.get_absolute_url(),
    )
