"""The workbench: a speech with its tasks, and every step on one of its pieces.

Without JavaScript each step leads back to the piece on the whole page; htmx swaps the piece alone.
"""

from collections.abc import Callable

from django.core.paginator import Paginator
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_POST

from zhijia.platform.blanks import ActorForm
from zhijia.platform.once import fresh
from zhijia.platform.web import Request, answer, is_htmx

from .. import actions, forms, policies, queries, rules
from ..models import Piece, Speech
from ..queries.assistant import assistant_line


def _laid_out(
    request: Request, one: Speech, bench: queries.Bench, form: BaseForm | None
) -> dict[str, object]:
    """Return what a page or a fragment of the workbench is drawn from."""
    still_open = rules.may_edit_speech(is_confirmed=bool(one.confirmed_on))
    may = policies.may_edit_speech(request.actor, one)
    return {
        "speech": one,
        "bench": bench,
        "form": form,
        "once": fresh(),
        "today": localdate(),
        "may": may,
        "at_work": bool(may and still_open),
    }


def show_bench(
    request: Request, one: Speech, form: BaseForm | None = None, piece: Piece | None = None
) -> HttpResponse:
    """Show a leaf of the workbench, or with `?show=tasks` of its tasks alone.

    It is the leaf of `piece` or `?piece=`, or else that of `?page=`.
    """
    bench, only = queries.bench(request.actor, one), request.GET.get("show") == "tasks"
    leaves = queries.leaves(bench.tasks_only() if only else bench.paragraphs())
    wanted = str(piece.pk) if piece else request.GET.get("piece", "")
    number = queries.leaf_of(leaves, wanted) if wanted else request.GET.get("page")
    page = Paginator(leaves, 1).get_page(number)
    context = _laid_out(request, one, bench, form) | {
        "only": only,
        "page": page,
        "paragraphs": page.object_list[0],
        "points": [row for row in bench.rows if row.piece.point and row.level],
    }
    context |= assistant_line(one) if context["at_work"] else {}
    return render(request, "plans/speech.html", context)


def _changed(
    request: Request, piece: Piece, form: BaseForm, gone: Piece | None = None
) -> HttpResponse:
    """Show the pieces that now stand where `piece` stood, and the counts, for htmx to swap in."""
    bench = queries.bench(request.actor, piece.speech)
    context = _laid_out(request, piece.speech, bench, form)
    is_gone = gone is not None and all(row.piece.pk != gone.pk for row in bench.rows)
    context |= {
        "rows": bench.between(piece.start, piece.end),
        "gone": gone if is_gone else None,
        "swapped": True,
    }
    return render(request, "plans/speech.html#changed", context)


def _piece(request: Request, pk: int) -> Piece:
    """Return a piece of a speech this person may read."""
    return get_object_or_404(queries.pieces(request.actor), pk=pk)


def place_of(piece: Piece) -> str:
    """Return where the piece stands on the page of its speech."""
    return f"{piece.speech.get_absolute_url()}?piece={piece.pk}#piece-{piece.pk}"


def step(
    request: Request,
    piece: Piece,
    do: Callable[[], object],
    done: str,
    gone: Piece | None = None,
) -> HttpResponse:
    """Do one step that asks for nothing but the press of a button."""
    form = ActorForm(request.actor, request.POST)
    return answer(
        request,
        form,
        do,
        page=lambda: show_bench(request, piece.speech, form, piece),
        part=lambda: _changed(request, piece, form, gone),
        done=done,
        then=place_of(piece),
    )


@require_GET
def piece(request: Request, pk: int) -> HttpResponse:
    """Show a piece where it stands; this closes a form that was open in its place."""
    one = _piece(request, pk)
    return (
        _changed(request, one, ActorForm(request.actor))
        if is_htmx(request)
        else redirect(place_of(one))
    )


@require_POST
def piece_promote(request: Request, pk: int) -> HttpResponse:
    """Take a piece for a task."""
    one = _piece(request, pk)
    return step(request, one, lambda: actions.promote(actor=request.actor, piece=one), "已标为任务")


@require_POST
def piece_demote(request: Request, pk: int) -> HttpResponse:
    """Take a piece for a task no more."""
    one = _piece(request, pk)
    return step(request, one, lambda: actions.demote(actor=request.actor, piece=one), "已取消任务")


@require_POST
def piece_merge(request: Request, pk: int) -> HttpResponse:
    """Join a piece with the one after it."""
    one = _piece(request, pk)
    return step(
        request,
        one,
        lambda: actions.merge(actor=request.actor, piece=one),
        "已与下一句合并",
        gone=queries.piece_after(one),
    )


@require_POST
def piece_file(request: Request, pk: int) -> HttpResponse:
    """Put one more piece of a confirmed speech on file."""
    one = _piece(request, pk)
    return step(
        request,
        one,
        lambda: actions.add_task(actor=request.actor, piece=one, today=localdate()),
        "已补立任务",
    )


def piece_edit(request: Request, pk: int) -> HttpResponse:
    """Word a proposed task, and fill in who is asked, by when and how much."""
    one = _piece(request, pk)
    if request.method != "POST":
        return _show_sheet(request, one, forms.EditPiece.of(request.actor, one), "edit")
    form = forms.EditPiece(request.actor, request.POST)
    return _hand_in(
        request,
        one,
        form,
        "edit",
        lambda: actions.edit_piece(
            actor=request.actor, piece=one, today=localdate(), **form.cleaned_data
        ),
    )


def piece_split(request: Request, pk: int) -> HttpResponse:
    """Cut a piece in two at one of its marks."""
    one = _piece(request, pk)
    words = queries.words_of(one)
    if request.method != "POST":
        return _show_sheet(request, one, forms.Split(request.actor, words), "split")
    form = forms.Split(request.actor, words, request.POST)
    return _hand_in(
        request,
        one,
        form,
        "split",
        lambda: actions.split(actor=request.actor, piece=one, at=form.cleaned_data["at"]),
    )


def _show_sheet(request: Request, one: Piece, form: BaseForm, sheet: str) -> HttpResponse:
    """Show the form of a piece: in its place for htmx, or as a page of its own."""
    template = f"plans/piece_{sheet}.html{'#sheet' if is_htmx(request) else ''}"
    may = policies.may_edit_speech(request.actor, one.speech)
    context = {
        "piece": one,
        "words": queries.words_of(one),
        "form": form,
        "may": may and rules.may_edit_speech(is_confirmed=bool(one.speech.confirmed_on)),
    }
    return render(request, template, context)


def _hand_in(
    request: Request, one: Piece, form: BaseForm, sheet: str, do: Callable[[], object]
) -> HttpResponse:
    """Do what the form of a piece asks; with errors the form comes back where it stood."""
    return answer(
        request,
        form,
        do,
        page=lambda: _show_sheet(request, one, form, sheet),
        part=lambda: (
            _show_sheet(request, one, form, sheet) if form.errors else _changed(request, one, form)
        ),
        done={"edit": "任务已保存", "split": "已拆分"}[sheet],
        then=place_of(one),
    )
