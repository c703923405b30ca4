"""Pages between sessions: what delegates look at and ask, what the next congress confirms."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_GET, require_POST

from zhijia.platform.blanks import ActorForm
from zhijia.platform.web import Request, answer

from .. import actions, policies
from ..forms import between as blanks
from ..models import Inspection, Item, Meeting
from ..queries import between as asked
from ..queries.delegates import congresses_kept
from .delegates import kept as congress_kept
from .delegates import seen
from .filling import fill, sent
from .meetings import kept


@require_GET
def inspections(request: Request, pk: int) -> HttpResponse:
    """List what delegates of a term looked at and asked between sessions."""
    one = seen(request, pk)
    context = {
        "congress": one,
        "today": localdate(),
        "rows": asked.inspections_of(one, localdate()),
        "keeps": policies.may_keep_delegates(request.actor, one),
    }
    return render(request, "meetings/inspections.html", context)


def inspection_new(request: Request, pk: int) -> HttpResponse:
    """Enter an inspection or a question."""
    one, actor = congress_kept(request, pk), request.actor
    initial = {"held_on": localdate(), "kind": "visit"}
    form = blanks.Inspect(actor, one, sent(request), initial=initial)
    return fill(
        request,
        form,
        lambda: actions.enter_inspection(
            actor=actor, congress=one, today=localdate(), **form.said()
        ),
        may=policies.may_keep_delegates(actor, one),
        title="登记代表巡视、质询",
        button="登记",
        about=str(one),
        back=reverse("meetings:inspections", args=[one.pk]),
        then=lambda made: made.get_absolute_url(),
        done="已登记，答复到期会提示。",
    )


def inspection(request: Request, pk: int) -> HttpResponse:
    """Show what delegates found or asked, and what was answered."""
    return _inspection(request, get_object_or_404(asked.inspections_seen(request.actor), pk=pk))


def _inspection(
    request: Request, one: Inspection, refused: ActorForm | None = None
) -> HttpResponse:
    context = {
        "one": one,
        "judged": asked.judged([one], localdate())[0].verdict,
        "keeps": policies.may_keep_delegates(request.actor, one.congress),
        "sees": policies.may_see_delegates(request.actor, one.congress),
        "answers": policies.may_answer_inspection(request.actor, one),
        "refused": refused,
    }
    return render(request, "meetings/inspection.html", context)


def _kept(request: Request, pk: int) -> Inspection:
    rows = Inspection.objects.filter(congress__in=congresses_kept(request.actor))
    return get_object_or_404(rows.select_related("congress__unit", "unit", "matter"), pk=pk)


def inspection_answer(request: Request, pk: int) -> HttpResponse:
    """Enter what was answered."""
    actor = request.actor
    one = get_object_or_404(asked.inspections_seen(actor), pk=pk)
    initial = {"answer": one.answer, "answered_on": one.answered_on or localdate()}
    form = blanks.AnswerInspection(actor, sent(request), initial=initial)
    return fill(
        request,
        form,
        lambda: actions.answer_inspection(
            actor=actor, inspection=one, today=localdate(), **form.cleaned_data
        ),
        may=policies.may_answer_inspection(actor, one),
        title=f"登记答复：{one}",
        button="登记",
        about=str(one.congress),
        back=one.get_absolute_url(),
        done="答复已登记。",
    )


@require_POST
def inspection_mend(request: Request, pk: int) -> HttpResponse:
    """Open a rectification at the unit that was visited."""
    one, form = _kept(request, pk), ActorForm(request.actor, request.POST)
    return answer(
        request,
        form,
        lambda: actions.order_mending(actor=request.actor, inspection=one, today=localdate()),
        page=lambda: _inspection(request, one, form),
        done="整改单已下发。",
        then=one.get_absolute_url(),
    )


def confirming(request: Request, pk: int) -> HttpResponse:
    """Show what joint meetings decided since, to be confirmed by this congress."""
    return _confirming(request, kept(request, pk))


def _confirming(request: Request, one: Meeting, refused: ActorForm | None = None) -> HttpResponse:
    context = {
        "meeting": one,
        "rows": asked.decisions_of(one),
        "runs": policies.may_run(request.actor, one),
        "refused": refused,
    }
    return render(request, "meetings/confirming.html", context)


@require_POST
def decision_confirm(request: Request, pk: int, item: int) -> HttpResponse:
    """Put a decision of a joint meeting on the agenda of this congress."""
    one, form = kept(request, pk), ActorForm(request.actor, request.POST)
    rows = Item.objects.filter(meeting__unit_id=one.unit_id).select_related("meeting")
    decision = get_object_or_404(rows, pk=item)
    return answer(
        request,
        form,
        lambda: actions.put_for_confirmation(actor=request.actor, meeting=one, decision=decision),
        page=lambda: _confirming(request, one, form),
        done="已列入本次大会的议程。",
        then=reverse("meetings:confirming", args=[one.pk]),
    )


def desk_list(request: Request, pk: int) -> HttpResponse:
    """Enter from the paper list who came, one delegation at a time or all at once."""
    one, actor = kept(request, pk), request.actor
    form = blanks.PaperList(actor, one, sent(request))
    return fill(
        request,
        form,
        lambda: actions.sign_in_list(actor=actor, meeting=one, at=now(), **form.cleaned_data),
        may=policies.may_run(actor, one),
        title="纸质名单补录签到",
        button="签到",
        about=str(one),
        back=reverse("meetings:desk", args=[one.pk]),
        done="已按纸质名单签到。",
    )
