"""What the boards cost where 5,000 units have 100,000 pieces of work in hand, beside SQL by hand.

Each board is opened as four desks: of the whole tree, a city, a county, an enterprise. "By hand"
is the same frame with hand-written SQL in it and a plain table.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from types import ModuleType
from typing import Any

import django

from . import plain
from .measuring import Line, beside, best, seconds, zhijia

PEOPLE = 2_000  # enough for the desks: the boards count no members
QUERIES, TIMES = 12, 2
OPEN = "('issued', 'underway', 'reported')"
# What a unit was given as a whole, and is not excused from.
WORK = "a.parent_id IS NULL AND a.state NOT IN ('withdrawn', 'excused')"
BARE = """{% extends "page.html" %}{% block main %}<table>{% for row in rows %}<tr>
{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}</table>{% endblock %}"""


@dataclass(frozen=True)
class Board:
    """A board: its address, and the SQL that answers the same; each may be cut to a page."""

    words: str
    address: str
    sql: tuple[str, ...]
    page: int = 50


def day(column: str, vendor: str) -> str:
    """Return a date as a number of days."""
    return f"CAST(julianday({column}) AS INTEGER)" if vendor == "sqlite" else f"{column}"


def days(one: str, other: str, vendor: str) -> str:
    return f"({day(one, vendor)} - {day(other, vendor)})"


def colour(today: date, vendor: str) -> str:
    """Return the light of a piece of work as one would write it by hand."""
    now = f"'{today}'" if vendor == "sqlite" else f"DATE '{today}'"
    near = f"'{today + timedelta(days=3)}'"
    since = "COALESCE(a.measured_from_on, a.assigned_on)"
    whole, gone = days("a.due_on", since, vendor), days(now, since, vendor)
    behind = f"{whole} > 0 AND 100 * {gone} - a.percent * {whole} >= 20 * {whole}"
    return (
        f"CASE WHEN a.state NOT IN {OPEN} THEN 'done'"
        f" WHEN a.due_on < '{today}' OR a.turn_due_on < '{today}' THEN 'red'"
        f" WHEN ({behind}) OR (a.scheme = 'byr' AND a.is_sent_back) THEN 'yellow'"
        f" WHEN a.due_on <= {near} OR a.turn_due_on <= {near}"
        " THEN CASE a.scheme WHEN 'byr' THEN 'blue' ELSE 'yellow' END"
        " ELSE CASE a.scheme WHEN 'byr' THEN 'unlit' ELSE 'green' END END"
    )


def boards(path: str, unit: int, today: date, vendor: str) -> Iterator[Board]:
    """Yield the boards with what each would be by hand."""
    from zhijia.platform.scope import STEP, after

    def below(column: str) -> str:
        return f"{column} >= '{path}' AND {column} < '{after(path)}'"

    here, lit = f"{WORK} AND {below('a.unit_path')}", colour(today, vendor)
    far = f"sum(CASE WHEN a.state IN {OPEN} THEN a.percent ELSE 100 END)"
    child = f"substr(a.unit_path, 1, {len(path) + STEP})"
    work = "FROM plans_assignment a"
    free = (
        f"FROM plans_task t WHERE {below('t.unit_path')} AND t.closed_on IS NULL AND NOT EXISTS"
        " (SELECT 1 FROM plans_assignment a WHERE a.task_id = t.id AND a.parent_id IS NULL"
        " AND a.state <> 'withdrawn')"
    )
    yield Board(
        "by unit",
        "/plans/boards/units/",
        (
            f"SELECT {child}, {lit}, count(*), {far} {work} WHERE {here} GROUP BY 1, 2",
            f"SELECT substr(a.issuer_path, 1, {len(path) + STEP}), count(*) {work} WHERE {WORK}"
            f" AND a.state IN {OPEN} AND {below('a.issuer_path')} GROUP BY 1",
            f"SELECT path, name FROM org_unit WHERE parent_id = {unit} AND dissolved_on IS NULL",
        ),
    )
    by_task = (
        f"SELECT a.task_id, t.speech_id, t.point_id, t.closed_on, {lit}, count(*), {far} {work}"
        f" JOIN plans_task t ON t.id = a.task_id WHERE {here} GROUP BY 1, 2, 3, 4, 5"
    )
    speeches = (
        "SELECT s.id, s.title, s.spoken_on FROM plans_speech s WHERE s.id IN (SELECT t.speech_id"
        f" {work} JOIN plans_task t ON t.id = a.task_id WHERE {here})"
    )
    yield Board(
        "by speech", "/plans/boards/", (by_task, f"SELECT t.id, t.speech_id {free}", speeches), 30
    )
    first = today.replace(day=1)
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    yield Board(
        "by month",
        "/plans/boards/months/",
        (
            f"SELECT a.due_on, a.task_id, {lit}, count(*), {far} {work} WHERE {here}"
            f" AND a.due_on BETWEEN '{first}' AND '{last}' GROUP BY 1, 2, 3",
            f"SELECT t.id, t.wording {free} AND t.due_on BETWEEN '{first}' AND '{last}'",
            "SELECT id, wording FROM plans_task ORDER BY id LIMIT 93",
        ),
        90,
    )
    yield Board(
        "lines of time",
        "/plans/boards/gantt/",
        (
            f"SELECT a.task_id, t.closed_on, {lit}, count(*), {far}, min(a.assigned_on),"
            f" max(a.due_on) {work} JOIN plans_task t ON t.id = a.task_id WHERE {here}"
            " GROUP BY 1, 2, 3",
            f"SELECT t.id, t.filed_on, t.due_on {free}",
            "SELECT id, wording FROM plans_task ORDER BY id LIMIT 40",
        ),
        40,
    )
    whole = "a.id, a.wording, u.name, a.due_on, a.percent, a.state, t.year, t.serial"
    yield Board(
        "row by row",
        "/plans/boards/list/",
        (
            f"SELECT count(*) {work} WHERE {here}",
            f"SELECT {whole} {work} JOIN org_unit u ON u.id = a.unit_id JOIN plans_task t"
            f" ON t.id = a.task_id WHERE {here} ORDER BY a.due_on, a.unit_path, a.id LIMIT 50",
        ),
    )


def by_hand(board: Board) -> ModuleType:
    """Return a URL configuration with the bare page of a board at /bare/."""
    from django.db import connection
    from django.http import HttpRequest, HttpResponse
    from django.template import engines

    template = engines["django"].from_string(BARE)

    def table(request: HttpRequest) -> HttpResponse:
        rows: list[Any] = []
        with connection.cursor() as cursor:
            for sql in board.sql:
                cursor.execute(sql)
                rows += cursor.fetchall()[: board.page]
        return HttpResponse(template.render({"rows": rows}, request))

    return plain.bare_urls(table)


def measures(live: int) -> Iterator[Line]:
    """Build where nothing is built yet, then open every board as four desks."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhijia.site.settings")
    django.setup()
    zhijia("collectstatic", "--noinput", "-v", "0")
    yield from built(live)
    yield from opened()


def built(live: int) -> Iterator[Line]:
    """Make the tables, the units, four desks and the work in hand."""
    from django.utils.timezone import localdate

    from zhijia.org.queries import is_empty
    from zhijia.plans.models import Assignment

    from . import building, planning

    building.migrate()
    if is_empty():
        building.build(PEOPLE)
    building.seat_desks()
    if not Assignment.objects.exists():
        took = seconds(partial(planning.build, localdate(), live))
        yield Line("work in hand built", took, "s")
    yield Line("pieces of work in hand", Assignment.objects.open().count(), "")


def opened() -> Iterator[Line]:
    """Open every board, and the same by hand."""
    from django.db import connection
    from django.test import override_settings
    from django.test.utils import CaptureQueriesContext
    from django.utils.timezone import localdate

    from zhijia.org.models import Unit

    from . import building
    from .scale import browser, shown

    for level, path in building.desks().items():
        client, unit = browser(path), Unit.objects.get(path=path)
        for board in boards(path, unit.pk, localdate(), connection.vendor):
            show = shown(client, board.address)
            show()
            with CaptureQueriesContext(connection) as queries:
                show()
            asked = len(queries)  # counted now: the next request clears Django's log
            with override_settings(ROOT_URLCONF=by_hand(board)):
                page, times = best(show), beside(show, shown(client, "/bare/"))
            yield Line(f"board {board.words}, {level}", page, "ms")
            yield Line("  queries", asked, "", QUERIES)
            yield Line("  against SQL and a table by hand", times, "times", TIMES)
        wall: Callable[[], None] = shown(client, "/plans/boards/wall/")
        yield Line(f"wall, {level}", best(wall), "ms")
