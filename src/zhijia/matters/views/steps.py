"""Every step of a matter, and what is done beside the steps."""

from collections.abc import Callable

from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from zhijia.platform.web import Request, answer

from .. import actions, forms, queries
from ..models import Matter, Part
from . import found_of, show


def _back(
    request: Request, matter: Matter, name: str, form: BaseForm, do: Callable[[], object], done: str
) -> HttpResponse:
    """Do one thing and come back to the page of the matter."""
    return answer(
        request,
        form,
        do,
        page=lambda: show(request, matter.pk, **{name: form}),
        done=done,
        then=lambda _: where_now(request, matter),
    )


def where_now(request: Request, matter: Matter) -> str:
    """Return the page of a matter, or the list where somebody may no longer see it."""
    if queries.matters(request.actor).filter(pk=matter.pk).exists():
        return matter.get_absolute_url()
    return "matters:matters"


@require_POST
def step(request: Request, pk: int, step: str) -> HttpResponse:
    """Take one step of the kind."""
    matter = found_of(request, pk)
    if step not in {one.id for one in matter.declared.steps}:
        raise Http404
    taken = matter.declared.step(step)
    form = forms.StepForm(request.actor, matter, taken, request.POST, request.FILES)
    how = {"actor": request.actor, "matter": matter, "step": step, "today": localdate()}
    done = taken.done or f"已{taken.name}。" if not taken.name.startswith("已") else taken.name
    return _back(request, matter, step, form, lambda: actions.move(**how, given=form.given), done)


@require_POST
def rate(request: Request, pk: int) -> HttpResponse:
    """Judge what became of it."""
    matter = found_of(request, pk)
    form = forms.RateForm(request.actor, matter, request.POST)

    def do() -> object:
        how = {"actor": request.actor, "matter": matter, "today": localdate()}
        return actions.rate(**how, **form.cleaned_data)

    return _back(request, matter, "rate", form, do, "评价已提交，办结以前承办人看不到。")


@require_POST
def remark(request: Request, pk: int) -> HttpResponse:
    """Say something."""
    matter = found_of(request, pk)
    form = forms.RemarkForm(request.actor, matter, request.POST)

    def do() -> object:
        how = {"actor": request.actor, "matter": matter, "today": localdate()}
        return actions.remark(**how, **form.cleaned_data)

    return _back(request, matter, "remark", form, do, "留言已保存。")


@require_POST
def pause(request: Request, pk: int) -> HttpResponse:
    """Stop the clock."""
    matter = found_of(request, pk)
    form = forms.ReasonForm(request.actor, matter, request.POST)

    def do() -> object:
        how = {"actor": request.actor, "matter": matter, "today": localdate()}
        return actions.pause(**how, **form.cleaned_data)

    return _back(request, matter, "pause", form, do, "已暂停，期限不再计算。")


@require_POST
def resume(request: Request, pk: int) -> HttpResponse:
    """Let the clock run again."""
    matter = found_of(request, pk)
    form = forms.ReasonForm(request.actor, matter, {"reason": "恢复"})
    how = {"actor": request.actor, "matter": matter, "today": localdate()}
    return _back(request, matter, "pause", form, lambda: actions.resume(**how), "已恢复办理。")


@require_POST
def back(request: Request, pk: int) -> HttpResponse:
    """Second it, or decline to."""
    matter = found_of(request, pk)
    form = forms.BackForm(request.actor, matter, request.POST)

    def do() -> object:
        how = {"actor": request.actor, "matter": matter, "today": localdate()}
        return actions.back(**how, **form.cleaned_data)

    return _back(request, matter, "back", form, do, "已答复，谢谢。")


@require_POST
def invite(request: Request, pk: int) -> HttpResponse:
    """Ask delegates to second."""
    matter = found_of(request, pk)
    form = forms.InviteForm(request.actor, matter, request.POST)

    def do() -> object:
        how = {"actor": request.actor, "matter": matter, "today": localdate()}
        return actions.invite(**how, **form.cleaned_data)

    return _back(request, matter, "invite", form, do, "已发出附议邀请。")


def _part(request: Request, pk: int) -> tuple[Matter, Part]:
    """Return a part of a matter that this person may see."""
    part = get_object_or_404(Part.objects.select_related("matter", "post"), pk=pk)
    return found_of(request, part.matter_id), part


@require_POST
def countersign(request: Request, pk: int) -> HttpResponse:
    """Say one's part."""
    matter, part = _part(request, pk)
    form = forms.CountersignForm(request.actor, matter, request.POST)

    def do() -> object:
        how = {"actor": request.actor, "part": part, "today": localdate()}
        return actions.answer_part(**how, **form.cleaned_data)

    return _back(request, matter, "countersign", form, do, "会签意见已提交。")


@require_POST
def hand_over(request: Request, pk: int) -> HttpResponse:
    """Give a part to somebody else."""
    matter, part = _part(request, pk)
    form = forms.HandOverForm(request.actor, matter, request.POST)

    def do() -> object:
        how = {"actor": request.actor, "part": part, "today": localdate()}
        return actions.hand_over(**how, to=form.to, words=form.cleaned_data["words"])

    return _back(request, matter, "hand_over", form, do, "已移交。")


def merge(request: Request, pk: int) -> HttpResponse:
    """Choose what goes into this matter, and merge it."""
    matter = found_of(request, pk)
    form = forms.MergeForm(request.actor, matter, request.POST or None)
    page = queries.matter_page(request.actor, matter, localdate())
    if not page.may["merge"]:
        raise Http404

    def blank() -> HttpResponse:
        return render(request, "matters/merge.html", {"matter": matter, "form": form})

    def do() -> object:
        said = form.cleaned_data
        how = {"actor": request.actor, "main": matter, "today": localdate()}
        return actions.merge(**how, others=list(said["others"]), words=said["words"])

    if request.method != "POST":
        return blank()
    then = matter.get_absolute_url()
    return answer(request, form, do, page=blank, done="已并案。", then=then)
