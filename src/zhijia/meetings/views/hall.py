"""The day itself: the roll, signing in at a desk or by oneself, the screen, the chair's panel."""

import segno
from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localtime, now
from django.views.decorators.http import require_GET, require_POST

from zhijia.platform.blanks import ActorForm
from zhijia.platform.web import Request, answer

from .. import actions, forms, policies, queries
from ..models import Item, Meeting
from ..queries.delegates import congress_of
from ..queries.documents import receipts_of
from ..queries.signing import struck
from ..rules.hall import is_awaited
from .filling import fill, sent
from .meetings import kept, seat_of_mine

FEW, A_PAGE = 40, 100


def roll(request: Request, pk: int) -> HttpResponse:
    """Show who is due, by delegation, and let the desk put people on the roll."""
    return _roll(request, kept(request, pk))


def _roll(request: Request, one: Meeting, add: forms.AddSeat | None = None) -> HttpResponse:
    rows = one.seats.select_related("member").order_by("place")
    context = {
        "meeting": one,
        "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        "groups": queries.groups(one),
        "receipts": receipts_of(one),
        "runs": policies.may_run(request.actor, one),
        "add": add or forms.AddSeat(request.actor, one),
        "term": congress_of(one),
        "struck": struck(one),
        "heads": f"次序|姓名|身份|代表团（组）|{'到会' if one.opened_on else '回执'}|",
    }
    return render(request, "meetings/roll.html", context)


@require_POST
def roll_fill(request: Request, pk: int) -> HttpResponse:
    """Put everybody on the roll who holds the posts that sit in this meeting."""
    one, actor = kept(request, pk), request.actor
    return answer(
        request,
        ActorForm(actor, request.POST),
        lambda: actions.seat_holders(actor=actor, meeting=one),
        page=lambda: _roll(request, one),
        done="已按登记列入名单。",
        then=reverse("meetings:roll", args=[one.pk]),
    )


@require_POST
def roll_add(request: Request, pk: int) -> HttpResponse:
    """Put somebody on the roll."""
    one, actor = kept(request, pk), request.actor
    form = forms.AddSeat(actor, one, request.POST)

    return answer(
        request,
        form,
        lambda: actions.seat(actor=actor, meeting=one, **form.said()),
        page=lambda: _roll(request, one, form),
        done="已列入名单。",
        then=reverse("meetings:roll", args=[one.pk]),
    )


@require_POST
def roll_drop(request: Request, pk: int) -> HttpResponse:
    """Take somebody off the roll."""
    seat, actor = seat_of_mine(request, pk), request.actor
    one = seat.meeting
    return answer(
        request,
        ActorForm(actor, request.POST),
        lambda: actions.unseat(actor=actor, seat=seat),
        page=lambda: _roll(request, one),
        done=f"{seat}已移出名单。",
        then=reverse("meetings:roll", args=[one.pk]),
    )


@require_GET
def desk(request: Request, pk: int) -> HttpResponse:
    """The sign-in desk: find somebody by name or number and sign them in."""
    return _desk(request, kept(request, pk))


def _desk(request: Request, one: Meeting, refused: ActorForm | None = None) -> HttpResponse:
    words = request.GET.get("q", "").strip()
    rows = one.seats.select_related("member").order_by("place")
    if words:
        rows = rows.filter(Q(name__contains=words) | Q(member__staff_no__iexact=words))
    else:
        rows = rows.filter(Q(signed_at=None) | Q(left_at__isnull=False))
    context = {
        "meeting": one,
        "words": words,
        "seats": rows[:FEW],
        "counted": queries.counted(one),
        "refused": refused,
        "runs": policies.may_run(request.actor, one),
        "struck": struck(one),
    }
    return render(request, "meetings/desk.html", context)


@require_POST
def desk_sign(request: Request, pk: int) -> HttpResponse:
    """Sign somebody in at the desk."""
    seat, actor = seat_of_mine(request, pk), request.actor
    one, form = seat.meeting, ActorForm(actor, request.POST)
    return answer(
        request,
        form,
        lambda: actions.sign_in(actor=actor, seat=seat, at=now()),
        page=lambda: _desk(request, one, form),
        done=f"{seat} 已签到。",
        then=reverse("meetings:desk", args=[one.pk]),
    )


@require_POST
def desk_leave(request: Request, pk: int) -> HttpResponse:
    """Enter that somebody left."""
    seat, actor = seat_of_mine(request, pk), request.actor
    one, form = seat.meeting, ActorForm(actor, request.POST)
    return answer(
        request,
        form,
        lambda: actions.leave(actor=actor, seat=seat, at=now()),
        page=lambda: _desk(request, one, form),
        done=f"{seat} 已登记离会。",
        then=reverse("meetings:desk", args=[one.pk]),
    )


def desk_strike(request: Request, pk: int) -> HttpResponse:
    """Strike a sign-in that was a mistake."""
    seat, actor = seat_of_mine(request, pk), request.actor
    form = forms.Why(actor, sent(request))
    return fill(
        request,
        form,
        lambda: actions.undo_sign_in(actor=actor, seat=seat, at=now(), **form.cleaned_data),
        title=f"撤销签到：{seat}",
        button="撤销签到",
        tone="danger",
        icon="x",
        about=f"{seat.meeting} · 签到台",
        back=reverse("meetings:desk", args=[seat.meeting_id]),
        done=f"{seat} 的签到已撤销，原因留在签到台和应到名单。",
    )


def self_sign(request: Request, token: str) -> HttpResponse:
    """Sign in oneself by the code on the screen."""
    actor = request.actor
    seats = queries.seats_of(actor).select_related("meeting__unit")
    seat = get_object_or_404(seats, meeting__token=token)
    one = seat.meeting
    return fill(
        request,
        ActorForm(actor, sent(request)),
        lambda: actions.sign_in(actor=actor, seat=seat, at=now(), by="self"),
        may=is_awaited(seat.signed_at and localtime(seat.signed_at), is_there=seat.is_there),
        title=f"签到：{one}",
        button="签到",
        about=str(one),
        back=one.get_absolute_url(),
        done="签到成功。",
    )


@require_GET
def screen(request: Request, pk: int) -> HttpResponse:
    """The big screen: who is there against 应到, what goes on, the code to sign in by."""
    one = kept(request, pk)
    path = actions.signing_url(one)
    url = f"{settings.SITE_URL}{path}" if settings.SITE_URL else request.build_absolute_uri(path)
    items = list(queries.agenda(one))
    counted, groups = queries.hall_of(one)
    context = {
        "meeting": one,
        "counted": counted,
        "groups": groups,
        "going_on": next((item for item in items if item.state == "now"), None),
        "decided": next((item for item in reversed(items) if item.result), None),
        "quorum": queries.quorum_now(one, counted.present),
        "code": segno.make(url, error="m").svg_data_uri(scale=8),
        "at": now(),
    }
    part = "meetings/screen.html#board" if "HX-Request" in request.headers else None
    return render(request, part or "meetings/screen.html", context)


def panel(request: Request, pk: int) -> HttpResponse:
    """The chair's panel: what goes on, what comes next, who is there."""
    return _panel(request, kept(request, pk))


def _panel(request: Request, one: Meeting, **asked: object) -> HttpResponse:
    counted, items = queries.counted(one), list(queries.agenda(one))
    context = {
        "meeting": one,
        "items": items,
        "going_on": next((item for item in items if item.state == "now"), None),
        "coming": next((item for item in items if item.state == "waiting"), None),
        "at": now(),
        "counted": counted,
        "quorum": queries.quorum_now(one, counted.present),
        "add": forms.AddItem(request.actor, one),
        "runs": policies.may_run(request.actor, one),
        **asked,
    }
    return render(request, "meetings/panel.html", context)


@require_POST
def item_add(request: Request, pk: int) -> HttpResponse:
    """Put something on the agenda."""
    one, actor = kept(request, pk), request.actor
    form = forms.AddItem(actor, one, request.POST)
    return answer(
        request,
        form,
        lambda: actions.add_item(actor=actor, meeting=one, **form.cleaned_data),
        page=lambda: _panel(request, one, add=form),
        done="已列入议程。",
        then=reverse("meetings:panel", args=[one.pk]),
    )


def found_item(request: Request, pk: int) -> Item:
    """Return an item of a meeting that this person's desk runs; 404 otherwise."""
    rows = Item.objects.select_related("meeting__unit")
    return get_object_or_404(rows, pk=pk, meeting__in=queries.kept(request.actor))


@require_POST
def item_step(request: Request, pk: int, step: str) -> HttpResponse:
    """Begin an item, move it, or take it off."""
    item, actor = found_item(request, pk), request.actor
    one, form = item.meeting, ActorForm(actor, request.POST)
    steps = {
        "begin": lambda: actions.begin_item(actor=actor, item=item, at=now()),
        "up": lambda: actions.move_item(actor=actor, item=item, up=True),
        "down": lambda: actions.move_item(actor=actor, item=item, up=False),
        "drop": lambda: actions.drop_item(actor=actor, item=item),
    }
    if step not in steps:
        raise Http404
    return answer(
        request,
        form,
        steps[step],
        page=lambda: _panel(request, one, refused=form),
        done="已更新议程。",
        then=reverse("meetings:panel", args=[one.pk]),
    )


def item_vote(request: Request, pk: int) -> HttpResponse:
    """Enter a vote by show of hands."""
    item, actor = found_item(request, pk), request.actor
    form = forms.HandVote(actor, sent(request))
    return fill(
        request,
        form,
        lambda: actions.vote_by_hands(actor=actor, item=item, **form.cleaned_data),
        title=f"举手表决：{item}",
        button="登记结果",
        about=str(item.meeting),
        back=reverse("meetings:panel", args=[item.meeting_id]),
        done="表决结果已登记。",
    )


def item_end(request: Request, pk: int) -> HttpResponse:
    """End an item, with the words of what was resolved."""
    item, actor = found_item(request, pk), request.actor
    form = forms.Ending(actor, sent(request))
    return fill(
        request,
        form,
        lambda: actions.end_item(actor=actor, item=item, at=now(), **form.cleaned_data),
        title=f"结束议题：{item}",
        button="结束",
        about=str(item.meeting),
        back=reverse("meetings:panel", args=[item.meeting_id]),
        done="议题已结束。",
    )
