"""Redrawing a report, its history, and its end: signing."""

from collections.abc import Callable

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_POST

from zhijia.platform.blanks import ActorForm
from zhijia.platform.web import Request, answer

from .. import actions, forms, policies, queries, rules
from ..models import Report
from .reports import find, show

ROWS = 50


def report_redraw(request: Request, report_id: int) -> HttpResponse:
    """Show what a new drawing would change, composed only for who may do it, and do it."""
    found, today = find(request, report_id), localdate()
    may = queries.may_edit(request.actor, found)
    preview = queries.preview(found, today) if may else None
    posted = request.POST if request.method == "POST" else None
    form = forms.Redraw(request.actor, preview.lines if preview else [], posted)

    def do() -> Report:
        asked = form.cleaned_data
        return actions.redraw(actor=request.actor, report=found, today=today, **asked)

    def page() -> HttpResponse:
        context = {"report": found, "preview": preview, "form": form, "may": may}
        return render(request, "writing/report_redraw.html", context)

    if posted is None:
        return page()
    done = "已更新，变动的数字和段落都已标出，请核对。"
    return answer(request, form, do, page=page, done=done, then=found.get_absolute_url())


@require_POST
def report_seen(request: Request, report_id: int) -> HttpResponse:
    """Take the marks of the last redrawing off."""
    found = find(request, report_id)

    def do(form: ActorForm) -> Report:
        return actions.see_marks(actor=request.actor, report=found)

    return _do(request, found, ActorForm(request.actor, request.POST), do, "更新标记已清除。")


def _do(
    request: Request,
    found: Report,
    form: ActorForm,
    do: Callable[[ActorForm], object],
    done: str,
) -> HttpResponse:
    """Do what a button asks; a refusal shows on the page of the report."""
    return answer(
        request,
        form,
        lambda: do(form),
        page=lambda: show(request, find(request, found.pk), form),
        done=done,
        then=found.get_absolute_url(),
    )


def report_sign(request: Request, report_id: int) -> HttpResponse:
    """Show what signing means and what is missing; then sign."""
    found = find(request, report_id)
    posted = request.POST if request.method == "POST" else None
    form = forms.Sign(request.actor, posted, initial={"version": found.version})

    def do() -> Report:
        version = form.cleaned_data["version"]
        return actions.sign(actor=request.actor, report=found, version=version, today=localdate())

    def page() -> HttpResponse:
        return _show_sign(request, found, form)

    if posted is None:
        return page()
    done = "已定稿，Word 文件已经存档。"
    return answer(request, form, do, page=page, done=done, then=found.get_absolute_url())


def _show_sign(
    request: Request, found: Report, form: forms.Sign, back: forms.HandBack | None = None
) -> HttpResponse:
    """Show what is missing, what has moved, and the buttons: to sign, to ask, to hand back."""
    leaf = queries.leaf(found, localdate())
    judged = rules.may_sign(leaf.lacking, is_signed=found.is_signed)
    may = policies.may_sign(request.actor, found) and judged
    context = {
        "report": found,
        "leaf": leaf,
        "form": form,
        "may": may,
        "may_ask": policies.may_edit(request.actor, found) and judged and not found.waits,
        "may_recall": policies.may_edit(request.actor, found) and found.waits,
        "signs": policies.may_sign(request.actor, found),
        "back": back or forms.HandBack(request.actor),
    }
    return render(request, "writing/report_sign.html", context)


@require_POST
def report_ask(request: Request, report_id: int) -> HttpResponse:
    """Ask the chair to sign."""
    found, form = find(request, report_id), forms.Sign(request.actor, request.POST)

    def do() -> Report:
        return actions.submit(actor=request.actor, report=found, today=localdate())

    def page() -> HttpResponse:
        return _show_sign(request, found, form)

    done = "已送主席定稿。"
    return answer(request, form, do, page=page, done=done, then=found.get_absolute_url())


@require_POST
def report_recall(request: Request, report_id: int) -> HttpResponse:
    """Take it back from the chair."""
    found = find(request, report_id)

    def do(form: ActorForm) -> Report:
        return actions.recall(actor=request.actor, report=found)

    done = "已撤回送审，可以接着修改。"
    return _do(request, found, ActorForm(request.actor, request.POST), do, done)


def report_drop(request: Request, report_id: int) -> HttpResponse:
    """Ask whether a draft shall go for good, and throw it away."""
    found = find(request, report_id)
    posted = request.POST if request.method == "POST" else None
    form = forms.Sign(request.actor, posted, initial={"version": found.version})
    if posted is None:
        return _show_drop(request, found, form)
    return answer(
        request,
        form,
        lambda: actions.drop(actor=request.actor, report=found, **form.cleaned_data),
        page=lambda: _show_drop(request, found, form),
        done="草稿已删除。",
        then=reverse("writing:reports"),
    )


def _show_drop(request: Request, found: Report, form: forms.Sign) -> HttpResponse:
    judged = rules.may_drop(is_signed=found.is_signed, waits=found.waits)
    may = policies.may_edit(request.actor, found) and judged
    return render(request, "writing/report_drop.html", {"report": found, "form": form, "may": may})


@require_POST
def report_hand_back(request: Request, report_id: int) -> HttpResponse:
    """Hand a report back to the desk."""
    found, back = find(request, report_id), forms.HandBack(request.actor, request.POST)

    def do() -> Report:
        words = back.cleaned_data["words"]
        return actions.hand_back(actor=request.actor, report=found, words=words, today=localdate())

    def page() -> HttpResponse:
        return _show_sign(request, found, forms.Sign(request.actor), back)

    done = "已退回经办人修改。"
    return answer(request, back, do, page=page, done=done, then=found.get_absolute_url())


@require_GET
def report_history(request: Request, report_id: int) -> HttpResponse:
    """Show who changed what and when, each act with its undoing."""
    return _show_history(request, find(request, report_id))


def _show_history(request: Request, found: Report, form: ActorForm | None = None) -> HttpResponse:
    """Show the history; `form` came back refused."""
    page = Paginator(queries.act_numbers(found), ROWS).get_page(request.GET.get("page"))
    context = {
        "report": found,
        "page": page,
        "acts": queries.acts(found, queries.changes(found, page.object_list)),
        "form": form,
        "may": queries.may_edit(request.actor, found),
    }
    return render(request, "writing/report_history.html", context)


@require_POST
def change_undo(request: Request, report_id: int, number: int) -> HttpResponse:
    """Set the passages of one act back."""
    found, form = find(request, report_id), ActorForm(request.actor, request.POST)
    return answer(
        request,
        form,
        lambda: actions.undo(actor=request.actor, report=found, number=number),
        page=lambda: _show_history(request, found, form),
        done=lambda n: f"已撤销，恢复 {n} 段。",
        then=found.get_absolute_url(),
    )
