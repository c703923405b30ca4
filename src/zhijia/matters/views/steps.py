"""Every step of a matter, and what is done beside the steps."""

from collections.abc import Callable
from typing import Any

from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from zhijia.platform.web import Request, answer

from .. import actions, forms, queries
from ..models import Matter, Part, Tie
from . import found_of, show


def where_now(request: Request, matter: Matter) -> str:
    """Return the page of a matter, or the list where somebody may no longer see it."""
    if queries.matters(request.actor).filter(pk=matter.pk).exists():
        return matter.get_absolute_url()
    return "matters:matters"


def _do(
    request: Request,
    matter: Matter,
    name: str,
    form: BaseForm,
    act: Callable[..., object],
    done: str,
    about: dict[str, Any] | None = None,
) -> HttpResponse:
    """Do one thing with what a form says, and come back to the page of the matter."""
    subject = about or {"matter": matter, **form.cleaned_data} if form.is_valid() else {}
    return answer(
        request,
        form,
        lambda: act(actor=request.actor, today=localdate(), **subject),
        page=lambda: show(request, matter.pk, **{name: form}),
        done=done,
        then=lambda _: where_now(request, matter),
    )


@require_POST
def step(request: Request, pk: int, step: str) -> HttpResponse:
    """Take one step of the kind."""
    matter = found_of(request, pk)
    if step not in {one.id for one in matter.declared.steps}:
        raise Http404
    taken = matter.declared.step(step)
    form = forms.StepForm(request.actor, matter, taken, request.POST, request.FILES)
    done = taken.done or f"已办理：{taken.name}。"
    given = form.given if form.is_valid() else None
    about = {"matter": matter, "step": step, "given": given}
    return _do(request, matter, step, form, actions.move, done, about)


@require_POST
def rate(request: Request, pk: int) -> HttpResponse:
    """Judge what became of it."""
    matter = found_of(request, pk)
    form = forms.RateForm(request.actor, matter, request.POST)
    return _do(request, matter, "rate", form, actions.rate, "评价已提交。")


@require_POST
def remark(request: Request, pk: int) -> HttpResponse:
    """Say something."""
    matter = found_of(request, pk)
    form = forms.RemarkForm(request.actor, matter, request.POST)
    return _do(request, matter, "remark", form, actions.remark, "留言已保存。")


@require_POST
def pause(request: Request, pk: int) -> HttpResponse:
    """Stop the clock."""
    matter = found_of(request, pk)
    form = forms.ReasonForm(request.actor, matter, request.POST)
    return _do(request, matter, "pause", form, actions.pause, "已暂停，期限不再计算。")


@require_POST
def resume(request: Request, pk: int) -> HttpResponse:
    """Let the clock run again."""
    matter = found_of(request, pk)
    form = forms.AboutForm(request.actor, matter, request.POST)
    return _do(request, matter, "pause", form, actions.resume, "已恢复办理。", {"matter": matter})


@require_POST
def back(request: Request, pk: int) -> HttpResponse:
    """Second it, or decline to."""
    matter = found_of(request, pk)
    form = forms.BackForm(request.actor, matter, request.POST)
    return _do(request, matter, "back", form, actions.back, "已答复，谢谢。")


@require_POST
def invite(request: Request, pk: int) -> HttpResponse:
    """Ask delegates to second."""
    matter = found_of(request, pk)
    form = forms.InviteForm(request.actor, matter, request.POST)
    return _do(request, matter, "invite", form, actions.invite, "已发出附议邀请。")


def _part(request: Request, pk: int) -> tuple[Matter, Part]:
    """Return a part of a matter that this person may see."""
    part = get_object_or_404(Part.objects.select_related("matter", "post"), pk=pk)
    return found_of(request, part.matter_id), part


@require_POST
def countersign(request: Request, pk: int) -> HttpResponse:
    """Say one's part."""
    matter, part = _part(request, pk)
    form = forms.CountersignForm(request.actor, matter, request.POST)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    about = {"part": part, "words": words}
    done = "会签意见已提交。"
    return _do(request, matter, "countersign", form, actions.answer_part, done, about)


@require_POST
def hand_over(request: Request, pk: int) -> HttpResponse:
    """Give a part to somebody else."""
    matter, part = _part(request, pk)
    form = forms.HandOverForm(request.actor, matter, request.POST)
    to = form.to if form.is_valid() else None
    about = {"part": part, "to": to, "words": form.cleaned_data.get("words", "")}
    return _do(request, matter, "hand_over", form, actions.hand_over, "已移交。", about)


@require_POST
def link(request: Request, pk: int) -> HttpResponse:
    """Say that another matter belongs together with this one."""
    matter = found_of(request, pk)
    form = forms.LinkForm(request.actor, matter, request.POST)
    return _do(request, matter, "link", form, actions.link, "已关联。")


@require_POST
def unlink(request: Request, pk: int) -> HttpResponse:
    """Say that two matters do not belong together."""
    tie = get_object_or_404(Tie.objects.standing().select_related("one", "other"), pk=pk)
    matter = queries.matters(request.actor).filter(pk__in=(tie.one_id, tie.other_id)).first()
    found = found_of(request, matter.pk if matter else tie.one_id)
    form = forms.UnlinkForm(request.actor, found, request.POST)
    about = {"tie": tie, "words": form.cleaned_data["words"] if form.is_valid() else ""}
    return _do(request, found, "unlink", form, actions.unlink, "已解除关联。", about)


@require_POST
def discard(request: Request, pk: int) -> HttpResponse:
    """Throw a draft away."""
    matter = found_of(request, pk)
    form = forms.AboutForm(request.actor, matter, request.POST)
    return answer(
        request,
        form,
        lambda: actions.discard(actor=request.actor, matter=matter),
        page=lambda: show(request, pk),
        done="草稿已删除。",
        then="matters:matters",
    )


def merge(request: Request, pk: int) -> HttpResponse:
    """Choose what goes into this matter, and merge it."""
    matter = found_of(request, pk)
    form = forms.MergeForm(request.actor, matter, request.POST or None)
    if not queries.matter_page(request.actor, matter, localdate()).may["merge"]:
        raise Http404
    if request.method != "POST":
        return _choose(request, matter, form)
    return answer(
        request,
        form,
        lambda: actions.merge(
            actor=request.actor, main=matter, today=localdate(), **form.cleaned_data
        ),
        page=lambda: _choose(request, matter, form),
        done="已并案。",
        then=matter.get_absolute_url(),
    )


def _choose(request: Request, matter: Matter, form: BaseForm) -> HttpResponse:
    return render(request, "matters/merge.html", {"matter": matter, "form": form})
