"""Editing a report passage by passage: one form each, swapped into the leaf where it can be."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_POST

from zhijia.platform.blanks import ActorForm
from zhijia.platform.web import Request, answer, is_htmx

from .. import actions, forms, queries
from ..models import Passage, Report
from .reports import find, leaf_context, show


def _passage(request: Request, pk: int) -> Passage:
    """Return a passage of a report this person may read, or no page."""
    return get_object_or_404(queries.passages(request.actor), pk=pk, is_dropped=False)


def _at(one: Passage) -> str:
    """Return where a passage stands on the page of its report."""
    return f"{one.report.get_absolute_url()}#p{one.pk}"


def _leaf(request: Request, report: Report) -> HttpResponse:
    """Show the leaf of a report alone, for htmx."""
    context = leaf_context(request, find(request, report.pk))
    response = render(request, "writing/report.html#leaf", context)
    response["HX-Retarget"], response["HX-Reswap"] = "#leaf", "outerHTML"
    return response


@require_GET
def passage(request: Request, pk: int) -> HttpResponse:
    """Show one passage of the leaf again, or lead to it."""
    one = _passage(request, pk)
    if not is_htmx(request):
        return redirect(_at(one))
    context = {
        "block": queries.passage_shown(one, localdate()),
        "report": one.report,
        "may": queries.may_edit(request.actor, one.report),
    }
    return render(request, "writing/_passage.html", context)


def _form(request: Request, one: Passage) -> forms.EditPassage:
    """Return the form of a passage as it stands."""
    names = queries.known(queries.citations_of(one.report))
    said = {"kind": one.kind, "text": queries.typed(one, names), "version": one.version}
    return forms.EditPassage(request.actor, initial=said)


def passage_edit(request: Request, pk: int) -> HttpResponse:
    """Edit a passage, where it stands or on a page of its own."""
    one = _passage(request, pk)
    if request.method != "POST":
        return _show_edit(request, one, _form(request, one))
    form = forms.EditPassage(request.actor, request.POST)

    def do() -> Passage:
        asked = {**form.asked(localdate()), "version": form.cleaned_data["version"]}
        return actions.edit_passage(actor=request.actor, passage=one, **asked)

    def page() -> HttpResponse:
        return _show_edit(request, one, form)

    return _answer(request, form, do, page, one.report, "已保存。")


def _answer(
    request: Request,
    form: ActorForm,
    do: Callable[[], Passage],
    page: Callable[[], HttpResponse],
    report: Report,
    done: str,
) -> HttpResponse:
    """Answer a form about a passage: with the whole leaf to htmx, for others may have moved."""
    result: list[Passage] = []

    def act() -> Passage:
        result.append(do())
        return result[0]

    def part() -> HttpResponse:
        return _leaf(request, report) if result else page()

    return answer(request, form, act, page=page, done=done, then=_at, part=part)


def _show_edit(request: Request, one: Passage, form: ActorForm) -> HttpResponse:
    """Show the form of a passage with what else may be done to it."""
    context: dict[str, Any] = {
        "passage": one,
        "report": one.report,
        "form": form,
        "hint": queries.hint(one),
        "may": queries.may_edit(request.actor, one.report),
        "history": queries.changes_of(one)[:5],
    }
    part = "#sheet" if is_htmx(request) else ""
    return render(request, f"writing/passage_edit.html{part}", context)


def passage_add(request: Request, pk: int) -> HttpResponse:
    """Add a passage behind another one."""
    one = _passage(request, pk)
    return _add(request, one.report, one)


def passage_first(request: Request, report_id: int) -> HttpResponse:
    """Add a passage at the beginning of a report."""
    return _add(request, find(request, report_id), None)


def _add(request: Request, report: Report, after: Passage | None) -> HttpResponse:
    """Ask for a new passage, and put it in."""
    posted = request.POST if request.method == "POST" else None
    form = forms.EditPassage(request.actor, posted, initial={"kind": "text"})

    def do() -> Passage:
        asked = form.asked(localdate())
        return actions.add_passage(actor=request.actor, report=report, after=after, **asked)

    def page() -> HttpResponse:
        may = queries.may_edit(request.actor, report)
        context = {"passage": after, "report": report, "form": form, "may": may}
        part = "#sheet" if is_htmx(request) else ""
        return render(request, f"writing/passage_add.html{part}", context)

    if posted is None:
        return page()
    return _answer(request, form, do, page, report, "已添加。")


@require_POST
def passage_move(request: Request, pk: int) -> HttpResponse:
    """Let a passage change with its neighbour."""
    one, form = _passage(request, pk), forms.Move(request.actor, request.POST)

    def do() -> Passage:
        is_up = form.cleaned_data["way"] == "up"
        return actions.move_passage(actor=request.actor, passage=one, up=is_up)

    return _do(request, one, form, do, "已移动。")


@require_POST
def passage_drop(request: Request, pk: int) -> HttpResponse:
    """Drop a passage, or a section by its heading."""
    one, form = _passage(request, pk), ActorForm(request.actor, request.POST)

    def do() -> Passage:
        return actions.drop_passage(actor=request.actor, passage=one)

    done = "已删去，需要时可以在“改动记录”里恢复。"
    return _do(request, one, form, do, done, then=one.report.get_absolute_url())


@require_POST
def passage_settle(request: Request, pk: int) -> HttpResponse:
    """Take the new words of a passage, or keep those that stand."""
    one, form = _passage(request, pk), forms.Settle(request.actor, request.POST)

    def do() -> Passage:
        adopt = form.cleaned_data["choice"] == "adopt"
        return actions.settle(actor=request.actor, passage=one, adopt=adopt)

    return _do(request, one, form, do, "已选定。")


def _do(
    request: Request,
    one: Passage,
    form: ActorForm,
    do: Callable[[], Passage],
    done: str,
    then: str = "",
) -> HttpResponse:
    """Do what a button of a passage asks; a refusal shows on the page of the report."""

    def page() -> HttpResponse:
        return show(request, find(request, one.report_id), form)

    return answer(request, form, do, page=page, done=done, then=then or _at(one))
