"""The page of one figure or rate: its meaning, months, units, rows; and both tables as files."""

from io import BytesIO
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate, localtime, now

from zhijia.platform.offers import FIGURES, RATIOS, Figure, Number, Ratio
from zhijia.platform.sheets import file_name
from zhijia.platform.sheets.book import workbook
from zhijia.platform.sheets.columns import Column
from zhijia.platform.web import Request

from . import queries
from .figure_page import UNITS, page_of, rate_page
from .views import EXCEL, Sight, sight_of

ROWS = 50
MOST_ROWS = 20_000  # in a file; of more the newest, and the title says so


def figure(request: Request, name: str) -> HttpResponse:
    """Show one number whole: its months, the units it comes from, the rows behind it."""
    _known(name)
    if not request.actor.posts:
        return render(request, "site/nobody.html")
    sight = sight_of(request)
    if name in RATIOS:
        return _rate(request, RATIOS[name], sight)
    one = FIGURES[name]
    shown = page_of(one, sight.at, sight.when, sight.near)
    may = queries.may_see_rows(request.actor, one, sight.at.unit)
    context = {
        "figure": one,
        "shown": shown,
        "units": _leaf(request, shown.lines),
        "may": may,
        "heads": "|".join(one.show),
        "page": _rows(request, one, sight, shown.picture.total) if may else None,
        "asked": request.GET.urlencode(),
    }
    told = {**context, **sight._asdict(), **shown.picture._asdict()}
    return render(request, "site/figure.html", told)


def _known(name: str) -> None:
    if name not in FIGURES and name not in RATIOS:
        raise Http404("没有这项数据。")


def _rate(request: Request, ratio: Ratio, sight: Sight) -> HttpResponse:
    """Show a rate: its two figures, by months and by units."""
    shown = rate_page(ratio, sight.at, sight.when, sight.near)
    context = {"ratio": ratio, "shown": shown, "units": _leaf(request, shown.lines)}
    return render(request, "site/ratio.html", {**context, **sight._asdict()})


def _leaf(request: Request, lines: list[Any]) -> Page[Any]:
    """Return the asked leaf of the table of units: a union may have thousands below it."""
    return Paginator(lines, UNITS).get_page(request.GET.get("units"))


def _rows(request: Request, one: Figure, sight: Sight, total: Number) -> Page[Any]:
    """Return the asked page of the rows behind a number; a page out of range is the last."""
    rows = queries.rows_behind(request.actor, one, sight.at, sight.when)
    leaves = Paginator(rows, ROWS)
    if queries.reaches_all(request.actor, sight.at) and not one.sums:
        leaves.count = int(total)  # the number is the count of its rows: no need to ask twice
    page = leaves.get_page(request.GET.get("page"))
    page.object_list = [list(zip(one.show, row, strict=True)) for row in page.object_list]
    return page


def figure_excel(request: Request, name: str, part: str) -> HttpResponse | FileResponse:
    """Hand out the units of a figure, or the rows behind it, as an Excel file."""
    if name not in FIGURES or not request.actor.posts:
        raise Http404("没有这项数据。")
    sight, one = sight_of(request), FIGURES[name]
    make = {"units": _units_file, "rows": _rows_file}.get(part)
    if make is None:
        raise Http404("没有这样的表。")
    title, columns, rows = make(request, one, sight)
    signed = f"导出人：{request.actor.name}　{localtime(now()):%Y-%m-%d %H:%M}"
    unit, today = sight.at.unit.name, localdate()
    data = workbook(title, columns, rows, unit=unit, day=today, landscape=False, foot=signed)
    called = file_name(title, unit, today, "xlsx")
    return FileResponse(BytesIO(data), as_attachment=True, filename=called, content_type=EXCEL)


Table = tuple[str, list[Column], list[list[object]]]


def _days(sight: Sight) -> str:
    return f"{sight.when.start:%Y-%m-%d}至{sight.when.end:%Y-%m-%d}"


def _units_file(request: Request, one: Figure, sight: Sight) -> Table:
    """Return the units with their numbers and targets."""
    shown = page_of(one, sight.at, sight.when, sight.near)
    rows: list[list[object]] = [
        [str(line.unit), line.number, line.goal and line.goal.target, line.rate]
        for line in shown.lines
    ]
    columns = [
        Column("单位", 30),
        Column(f"数值（{one.unit}）", 14, "number"),
        Column("年度目标", 14, "number"),
        Column("完成率（%）", 12, "number"),
    ]
    return f"{one.label}（{_days(sight)}）", columns, rows


def _rows_file(request: Request, one: Figure, sight: Sight) -> Table:
    """Return the rows behind a number, for who may see them."""
    if not (may := queries.may_see_rows(request.actor, one, sight.at.unit)):
        raise Http404(str(may))
    found = list(queries.rows_behind(request.actor, one, sight.at, sight.when)[: MOST_ROWS + 1])
    more = f"，最新 {MOST_ROWS} 条" if len(found) > MOST_ROWS else ""
    rows = [["" if cell is None else str(cell) for cell in row] for row in found[:MOST_ROWS]]
    columns = [Column(head, 20) for head in one.show]
    return f"{one.label}明细（{_days(sight)}{more}）", columns, [list(row) for row in rows]
