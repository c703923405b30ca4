"""The boards: the same work by speech, by unit, by month, on lines of time, row by row."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any, NoReturn
from urllib.parse import parse_qsl

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from zhijia.platform.blanks import ActorForm
from zhijia.platform.files.rules import TYPES
from zhijia.platform.sheets import file_name
from zhijia.platform.web import Request, answer

from .. import paper, queries, rules
from ..actions import boards as actions
from ..forms.boards import BoardFilter, SaveView
from ..models.boards import BOARDS, SavedView
from ..queries import boards

A_PAGE, SPEECHES, TASKS = 50, 30, 25
TITLE = "任务落实情况表"
WITHOUT_DAYS = ("since", "until")
UNIT_HEADS = ("单位|在办@open", "已办结@done|交出在办@given|完成程度@far")


def nowhere() -> NoReturn:
    raise Http404("没有这个单位，或者不在您的职务范围内。")


@dataclass(frozen=True, slots=True)
class Opened:
    """A board as it was asked for: the question, its form, and what this person keeps."""

    name: str
    asked: boards.Asked
    form: BoardFilter
    kept: list[SavedView]
    about: str

    @property
    def context(self) -> dict[str, Any]:
        """Return what every board's page shows around the board."""
        return {
            "board": self.name,
            "boards": BOARDS,
            "asked": self.asked,
            "form": self.form,
            "kept": self.kept,
            "about": self.about,
        }


def _opened(request: Request, name: str, *, without: tuple[str, ...] = WITHOUT_DAYS) -> Opened:
    """Read what the address asks of a board."""
    said = request.GET.dict()
    place = boards.place_asked(request.actor, said, request.place) or nowhere()
    form = BoardFilter(request.actor, request.GET, today=localdate(), without=without)
    mine = boards.saved_views(request.actor).filter(board=name)
    asked = boards.asked_of(said, place)
    about = boards.about(request.actor, asked) if "speech" not in without else ""
    return Opened(name, asked, form, list(mine) if name in BOARDS else [], about)


def _first(request: Request, opened: Opened) -> HttpResponse | None:
    """Lead to the question that this person wants first, where nothing was asked."""
    first = next((boards.cleaned(view.question) for view in opened.kept if view.is_first), "")
    if request.GET or not first:
        return None
    return redirect(f"{request.path}?{first}")


def _shown(request: Request, opened: Opened, **found: Any) -> HttpResponse:
    """Show a board."""
    context = {**opened.context, "today": localdate(), **found}
    return render(request, f"plans/boards/{opened.name}.html", context)


def board_speeches(request: Request) -> HttpResponse:
    """Show how far each speech has come."""
    opened = _opened(request, "board-speeches")
    if first := _first(request, opened):
        return first
    lines, whole = boards.by_speech(request.actor, opened.asked, localdate())
    page = Paginator(lines, SPEECHES).get_page(request.GET.get("page"))
    rows = ((line, line.sum.tally) for line in page)
    lit = boards.lit_table(rows, whole.tally, "讲话|完成程度|任务|办结|未交办")
    return _shown(request, opened, page=page, whole=whole, lit=lit)


def board_speech(request: Request, pk: int) -> HttpResponse:
    """Show a speech point by point: its tasks, and the units that have them, with their lights."""
    actor, today = request.actor, localdate()
    speech = get_object_or_404(queries.speeches(actor), pk=pk)
    opened = _opened(request, "board-speech", without=(*WITHOUT_DAYS, "speech", "year"))
    asked = boards.asked_of({**request.GET.dict(), "speech": str(pk)}, opened.asked.place)
    every = boards.of_speech(actor, asked, today)
    page = Paginator(every, TASKS).get_page(request.GET.get("page"))
    found = {
        "speech": speech,
        "page": page,
        "points": boards.by_point(actor, asked, every, list(page), today),
        "whole": boards.sum_of(share for _, share in every),
    }
    return _shown(request, opened, **found)


def board_units(request: Request) -> HttpResponse:
    """Show what each unit below has, `?unit=` goes down the tree."""
    opened = _opened(request, "board-units")
    if first := _first(request, opened):
        return first
    lines, whole = boards.by_unit(request.actor, opened.asked, localdate())
    arranged = boards.arranged(lines, request.GET.get("sort", ""))
    page = Paginator(arranged, A_PAGE).get_page(request.GET.get("page"))
    rows = ((line, line.tally) for line in page)
    lit = boards.lit_table(rows, whole.tally, *UNIT_HEADS, sorts="red yellow blue")
    way = boards.way_down(request.actor, opened.asked.place) if request.GET.get("unit") else []
    return _shown(request, opened, page=page, whole=whole, way=way, lit=lit)


def board_leaders(request: Request) -> HttpResponse:
    """Show what each leader answers for."""
    opened = _opened(request, "board-leaders")
    if first := _first(request, opened):
        return first
    lines, whole = boards.by_leader(request.actor, opened.asked, localdate())
    page = Paginator(lines, A_PAGE).get_page(request.GET.get("page"))
    rows = ((line, line.sum.tally) for line in page)
    lit = boards.lit_table(rows, whole.tally, "牵头领导|完成程度|任务|办结|未交办")
    return _shown(request, opened, page=page, whole=whole, lit=lit)


def board_months(request: Request) -> HttpResponse:
    """Show what falls due on each day of a month, `?m=2026-11`."""
    opened, today = _opened(request, "board-months"), localdate()
    if first := _first(request, opened):
        return first
    month = boards.asked_month(request.GET.get("m", ""), today)
    found = boards.by_month(request.actor, opened.asked, month, today)
    return _shown(request, opened, month=found)


def board_gantt(request: Request) -> HttpResponse:
    """Draw tasks on a line of months; `?task=` draws the units of one."""
    opened, today = _opened(request, "board-gantt"), localdate()
    if first := _first(request, opened):
        return first
    number = request.GET.get("task", "")
    task = boards.task_in(request.actor, number) if number else None
    if number and task is None:
        raise Http404("没有这项任务，或者不在您的职务范围内。")
    page, chart = boards.drawn(request.actor, opened.asked, task, request.GET.get("page"), today)
    return _shown(request, opened, page=page, chart=chart, task=task)


def board_list(request: Request) -> HttpResponse:
    """List the work row by row, to be looked through and taken out."""
    opened, today = _opened(request, "board-list", without=()), localdate()
    if first := _first(request, opened):
        return first
    found = boards.listed(request.actor, opened.asked, request.GET.get("sort", ""), today)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    rows = [queries.lit(one, today) for one in page]
    return _shown(request, opened, page=page, rows=rows, question=_question(request, opened.asked))


def _question(request: Request, asked: boards.Asked) -> str:
    """Return the question of the list with its place: what is taken out is what is shown."""
    place = {"unit": asked.place.code, "scope": asked.scope}
    return boards.question({**request.GET.dict(), **place})


def board_word(request: Request) -> HttpResponse | FileResponse:
    """Hand out the list as a Word table; one too long for Word is asked to be narrowed."""
    said, actor, today = request.GET.dict(), request.actor, localdate()
    place = boards.place_asked(actor, said, request.place) or nowhere()
    found = boards.listed(actor, boards.asked_of(said, place), said.get("sort", ""), today)
    if not (fits := rules.fits_paper(found.count())):
        messages.error(request, str(fits))
        return redirect(f"{reverse('plans:board-list')}?{request.GET.urlencode()}")
    data = paper.work_paper(TITLE, boards.lines(found), unit=place.name, day=today)
    name = file_name(TITLE, place.name, today, "docx")
    return FileResponse(
        BytesIO(data), as_attachment=True, filename=name, content_type=TYPES["docx"]
    )


def _board(name: str) -> str:
    """Return the name of a board; 404 for any other."""
    if name not in BOARDS:
        raise Http404("没有这个看板")
    return name


def view_save(request: Request, board: str) -> HttpResponse:
    """Keep a question to a board; the page asks for its name."""
    name = _board(board)
    sent = request.POST if request.method == "POST" else None
    initial = {"question": boards.question(request.GET.dict())}
    form = SaveView(request.actor, sent, initial=initial)

    def page() -> HttpResponse:
        return _saving(request, name, form)

    if sent is None:
        return page()
    then = SavedView.get_absolute_url
    return answer(
        request, form, lambda: form.saved(name), page=page, done="查询已保存。", then=then
    )


def _saving(request: Request, name: str, form: SaveView) -> HttpResponse:
    """Ask for the name of a question, and show what is kept already."""
    question = str(form["question"].value() or "")
    context = {
        "board": name,
        "label": BOARDS[name],
        "form": form,
        "told": boards.spelled(boards.asked_of(dict(parse_qsl(question)), request.place)),
        "back": f"{reverse(f'plans:{name}')}?{question}",
        "kept": boards.saved_views(request.actor),
    }
    return render(request, "plans/boards/view-save.html", context)


def view_drop(request: Request, pk: int) -> HttpResponse:
    """Throw away a question that this person keeps."""
    view = get_object_or_404(boards.saved_views(request.actor), pk=pk)
    back = reverse(f"plans:{view.board}")
    return answer(
        request,
        ActorForm(request.actor, request.POST),
        lambda: actions.drop_view(actor=request.actor, view=view),
        page=lambda: redirect(back),
        done="查询已删除。",
        then=back,
    )
