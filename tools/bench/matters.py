"""What the lists of matters cost where 5,000 units have 200,000, beside SQL by hand.

Each list is opened as four desks: of the whole tree, a city, a county, an enterprise. "By hand"
is the same frame with hand-written SQL in it and a plain table.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from random import Random
from types import ModuleType
from typing import Any

import django

from . import plain
from .measuring import Line, beside, best, seconds, zhijia

PEOPLE = 20_000
QUERIES, TIMES = 10, 2
OWN = 500  # of so many matters one is filed by somebody who keeps a desk
SPREAD = {"seconding": 4, "committee": 6, "filed": 4, "handling": 10, "answered": 4, "closed": 72}
OPEN = ("seconding", "committee", "filed", "handling", "answered")
NOUNS = ("夜班就餐", "更衣淋浴", "停车充电", "技能培训", "职业健康检查", "书屋开放", "班车线路")
BARE = """{% extends "page.html" %}{% block main %}<table>{% for row in rows %}<tr>
{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}</table>{% endblock %}"""


@dataclass(frozen=True)
class Leaf:
    """A list: its address, and the SQL that answers the same."""

    words: str
    address: str
    sql: tuple[str, ...]


def measures(number: int) -> Iterator[Line]:
    """Build where nothing is built yet, then open every list as four desks."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhijia.site.settings")
    django.setup()
    zhijia("collectstatic", "--noinput", "-v", "0")
    yield from built(number)
    yield from opened()


def built(number: int) -> Iterator[Line]:
    """Make the tables, the units, four desks and the matters."""
    from django.utils.timezone import localdate

    from zhijia.matters.models import Matter
    from zhijia.org.queries import is_empty

    from . import building

    building.migrate()
    if is_empty():
        building.build(PEOPLE)
    building.seat_desks()
    if not Matter.objects.exists():
        took = seconds(partial(build, localdate(), number))
        yield Line("matters built", took, "s")
    yield Line("matters", Matter.objects.count(), "")


def build(today: date, number: int) -> None:
    """Write matters of all units, with who leads those that are handled."""
    from django.db import connection, transaction

    from zhijia.matters.models import Matter, Part
    from zhijia.org.models import Post, Unit

    from .building import SEED, load, without_indexes

    chance = Random(SEED)
    units = list(Unit.objects.order_by("path").values_list("pk", "path"))
    # Every second one lies with the top unit, so that one list is as long as lists become.
    where = [units[0] if n % 2 else units[n // 2 % len(units)] for n in range(number)]
    rows = [_matter(n, unit, today, chance) for n, unit in enumerate(where, 1)]
    # Who keeps a desk has filed some themselves, or a list of one's own would be empty.
    desks = list(Post.objects.filter(kind="desk").order_by("pk").values_list("member", flat=True))
    for n, row in enumerate(rows[::OWN]):
        row["filer_id"] = desks[n % len(desks)]
    with transaction.atomic(), without_indexes(Matter, Part):
        load(Matter, rows)
        load(Part, (_part(row) for row in rows if row["state"] in {"handling", "answered"}))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _matter(number: int, unit: tuple[int, str], today: date, chance: Random) -> dict[str, Any]:
    state = chance.choices([*SPREAD], [*SPREAD.values()])[0]
    filed = today - timedelta(days=chance.randrange(1, 700))
    is_open = state in OPEN
    return {
        "id": number,
        "kind": "proposal",
        "unit_id": unit[0],
        "unit_path": unit[1],
        "filed_path": unit[1],
        "filer_id": 1 + number % (PEOPLE // 2),
        "from_path": unit[1],
        "receipt": f"{number:012d}",
        "year": filed.year,
        "serial": number,
        "title": f"关于改善{chance.choice(NOUNS)}的提案（{number}）",
        "category": "rights",
        "seal": f"{number:032d}",
        "state": state,
        "since_on": filed,
        "due_on": today + timedelta(days=chance.randrange(-20, 60)) if is_open else None,
        "drafted_on": filed,
        "filed_on": filed,
        "closed_on": None if is_open else min(today, filed + timedelta(days=90)),
    }


def _part(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": row["id"],
        "matter_id": row["id"],
        "role": "lead",
        "unit_id": row["unit_id"],
        "unit_path": row["unit_path"],
        "asked_on": row["filed_on"],
    }


def lists(path: str, member: int, today: date) -> Iterator[Leaf]:
    """Yield the lists with what each would be by hand."""
    here = f"m.unit_path = '{path}' AND m.filed_on IS NOT NULL"
    published = "('filed','handling','answered','rated','carrying','closed','failed')"
    above = ", ".join(f"'{path[:end]}'" for end in range(4, len(path) + 1, 4))
    seen = (
        f"({here} OR m.filer_id = {member}"
        f" OR (m.kind = 'proposal' AND m.state IN {published} AND m.unit_path IN ({above}))"
        " OR m.id IN (SELECT p.matter_id FROM matters_part p WHERE p.ended_on IS NULL AND"
        f" (p.member_id = {member} OR (p.member_id IS NULL AND p.post_id IS NULL"
        f" AND p.unit_path = '{path}'))))"
    )
    # What its steps make wait: for the desk, for who leads it, for who filed it.
    mine = (
        f"m.closed_on IS NULL AND (m.unit_path = '{path}' AND m.state IN ('delegation',"
        " 'committee', 'filed', 'rated', 'reported') OR m.state IN ('handling', 'carrying') AND"
        " m.id IN (SELECT p.matter_id FROM matters_part p WHERE p.role = 'lead' AND p.ended_on"
        f" IS NULL AND (p.member_id = {member} OR (p.member_id IS NULL AND p.post_id IS NULL AND"
        f" p.unit_path = '{path}'))) OR m.filer_id = {member} AND m.state IN ('answered',"
        " 'returned', 'seconding'))"
    )
    count = (
        "SELECT count(*), sum(CASE WHEN m.closed_on IS NULL THEN 1 ELSE 0 END),"
        f" sum(CASE WHEN {mine} THEN 1 ELSE 0 END),"
        f" sum(CASE WHEN m.closed_on IS NULL AND m.due_on < '{today}' THEN 1 ELSE 0 END),"
        f" sum(CASE WHEN m.filer_id = {member} THEN 1 ELSE 0 END)"
        f" FROM matters_matter m WHERE {seen}"
    )
    whole = "m.id, m.title, m.year, m.serial, m.state, m.filed_on, m.due_on, u.name, f.name"
    rows = (
        f"SELECT {whole} FROM matters_matter m JOIN org_unit u ON u.id = m.unit_id"
        f" LEFT JOIN org_member f ON f.id = m.filer_id WHERE {seen}"
    )
    yield Leaf(
        "what waits",
        "/matters/",
        (count, f"{rows} AND {mine} ORDER BY m.is_urgent DESC, m.due_on, m.id LIMIT 50"),
    )
    yield Leaf("all", "/matters/?list=all", (count, f"{rows} ORDER BY m.id DESC LIMIT 50"))
    own = f"m.filer_id = {member}"
    yield Leaf(
        "one's own",
        "/matters/?list=mine",
        (count, f"{rows} AND {own} ORDER BY m.id DESC LIMIT 50"),
    )
    late = f"m.closed_on IS NULL AND m.due_on < '{today}'"
    yield Leaf(
        "late",
        "/matters/?list=late",
        (count, f"{rows} AND {late} ORDER BY m.is_urgent DESC, m.due_on, m.id LIMIT 50"),
    )


def by_hand(leaf: Leaf) -> ModuleType:
    """Return a URL configuration with the bare page of a list at /bare/."""
    from django.db import connection
    from django.http import HttpRequest, HttpResponse
    from django.template import engines

    template = engines["django"].from_string(BARE)

    def table(request: HttpRequest) -> HttpResponse:
        rows: list[Any] = []
        with connection.cursor() as cursor:
            for sql in leaf.sql:
                cursor.execute(sql)
                rows += cursor.fetchall()
        return HttpResponse(template.render({"rows": rows}, request))

    return plain.bare_urls(table)


def opened() -> Iterator[Line]:
    """Open every list, and the same by hand."""
    from django.db import connection
    from django.test import override_settings
    from django.test.utils import CaptureQueriesContext
    from django.utils.timezone import localdate

    from zhijia.org.models import Post

    from . import building
    from .scale import browser, shown

    for level, path in building.desks().items():
        client = browser(path)
        member = Post.objects.get(kind="desk", unit__path=path).member_id
        for leaf in lists(path, member, localdate()):
            show = shown(client, leaf.address)
            show()
            with CaptureQueriesContext(connection) as queries:
                show()
            ours = sum("matters_" in one["sql"] for one in queries)
            whole = len(queries)  # counted now: the next request clears Django's log
            with override_settings(ROOT_URLCONF=by_hand(leaf)):
                page, times = best(show), beside(show, shown(client, "/bare/"))
            yield Line(f"matters {leaf.words}, {level}", page, "ms")
            yield Line("  queries of matters", ours, "", QUERIES)
            yield Line("  queries of the whole page", whole, "")
            yield Line("  against SQL and a table by hand", times, "times", TIMES)
