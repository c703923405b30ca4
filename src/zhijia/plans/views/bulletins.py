"""Pages of bulletins: the list, a new one, one as it reads on paper, and what is done with it."""

from collections.abc import Callable
from io import BytesIO

from django.core.paginator import Paginator
from django.forms import BaseForm
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from zhijia.platform.blanks import ActorForm
from zhijia.platform.files.rules import TYPES
from zhijia.platform.files.web import send
from zhijia.platform.sheets import file_name
from zhijia.platform.web import Request, answer

from .. import actions, forms, policies, rules
from ..models import Bulletin
from ..queries import bulletins as queries

A_PAGE = 50


def bulletins(request: Request) -> HttpResponse:
    """List the bulletins that somebody may read."""
    found = queries.bulletins(request.actor).filter(request.place.narrows("unit_path"))
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "may": policies.may_draw_any(request.actor)}
    return render(request, "plans/bulletins.html", context)


def bulletin_new(request: Request) -> HttpResponse:
    """Ask whose bulletin and of which period, and draw it."""
    today = localdate()
    form = forms.DrawBulletin(request.actor, today, request.POST or None)
    if request.method != "POST":
        return _ask(request, form)
    return answer(
        request,
        form,
        lambda: actions.draw(actor=request.actor, today=today, **form.asked()),
        page=lambda: _ask(request, form),
        done="通报已起草，请核对数字，写上评语，再提请审定。",
        then=Bulletin.get_absolute_url,
    )


def _ask(request: Request, form: forms.DrawBulletin) -> HttpResponse:
    context = {"form": form, "may": policies.may_draw_any(request.actor)}
    return render(request, "plans/bulletin_new.html", context)


def _bulletin(request: Request, pk: int) -> Bulletin:
    return get_object_or_404(queries.bulletins(request.actor), pk=pk)


def bulletin(request: Request, pk: int) -> HttpResponse:
    """Show a bulletin as it reads on paper, and what may be done with it now."""
    return _show(request, pk)


def _show(request: Request, pk: int, **asked: BaseForm) -> HttpResponse:
    one, actor = _bulletin(request, pk), request.actor
    keep = policies.may_keep_bulletin(actor, one)
    context = {
        "bulletin": one,
        "opening": queries.opening_of(one),
        "sections": queries.numbered(one),
        "said": queries.said_in(one),
        "day": one.issued_on or one.drawn_on,
        "may_word": keep and rules.bulletin_in(one.state, "drafted"),
        "may_recall": keep and rules.bulletin_in(one.state, "submitted", "approved"),
        "may_issue": keep and rules.bulletin_in(one.state, "approved"),
        "may_approve": policies.may_approve_bulletin(actor, one)
        and rules.bulletin_in(one.state, "submitted"),
        "word": forms.WordBulletin.of(actor, one),
        "approve": forms.ApproveBulletin(actor, initial={"version": one.version}),
        "step": ActorForm(actor),
        **asked,
    }
    return render(request, "plans/bulletin.html", context)


def _step(
    request: Request, pk: int, name: str, form: ActorForm, act: Callable[..., Bulletin], done: str
) -> HttpResponse:
    """Take one step with a bulletin and come back to its page."""
    one = _bulletin(request, pk)
    return answer(
        request,
        form,
        lambda: act(actor=request.actor, bulletin=one, **form.cleaned_data),
        page=lambda: _show(request, pk, **{name: form}),
        done=done,
        then=one.get_absolute_url(),
    )


def _today(act: Callable[..., Bulletin]) -> Callable[..., Bulletin]:
    """Return an action that is told the day."""
    return lambda **said: act(today=localdate(), **said)


@require_POST
def bulletin_word(request: Request, pk: int) -> HttpResponse:
    """Add a person's own words."""
    form = forms.WordBulletin(request.actor, request.POST)
    return _step(request, pk, "word", form, actions.word_bulletin, "评语已保存。")


@require_POST
def bulletin_submit(request: Request, pk: int) -> HttpResponse:
    """Ask the leaders to approve."""
    form = ActorForm(request.actor, request.POST)
    act = _today(actions.submit_bulletin)
    return _step(request, pk, "step", form, act, "已提请审定，并已通知本单位领导。")


@require_POST
def bulletin_drop(request: Request, pk: int) -> HttpResponse:
    """Throw a draft away."""
    one, form = _bulletin(request, pk), ActorForm(request.actor, request.POST)
    return answer(
        request,
        form,
        lambda: actions.drop_bulletin(actor=request.actor, bulletin=one),
        page=lambda: _show(request, pk, step=form),
        done="通报草稿已删除。",
        then=reverse("plans:bulletins"),
    )


@require_POST
def bulletin_approve(request: Request, pk: int) -> HttpResponse:
    """Approve, or send back to the desk."""
    form = forms.ApproveBulletin(request.actor, request.POST)
    act = _today(actions.approve_bulletin)
    return _step(request, pk, "approve", form, act, "审定意见已保存，并已通知经办人。")


@require_POST
def bulletin_recall(request: Request, pk: int) -> HttpResponse:
    """Take it back to the desk before it is issued."""
    form = ActorForm(request.actor, request.POST)
    done = "通报已撤回，可以修改评语、重新提请审定，或者删除后重新起草。"
    return _step(request, pk, "step", form, actions.recall_bulletin, done)


@require_POST
def bulletin_issue(request: Request, pk: int) -> HttpResponse:
    """Issue it with its number."""
    form = ActorForm(request.actor, request.POST)
    act = _today(actions.issue_bulletin)
    return _step(request, pk, "step", form, act, "通报已印发，并已通知各单位。")


def bulletin_file(request: Request, pk: int) -> FileResponse:
    """Hand out the Word file: the issued one, or the draft as it stands."""
    one = _bulletin(request, pk)
    if one.file:
        return send(one.file)
    name = file_name(f"{one.title}（送审稿）", "", one.drawn_on, "docx")
    data = BytesIO(queries.paper_of(one))
    return FileResponse(data, as_attachment=True, filename=name, content_type=TYPES["docx"])
