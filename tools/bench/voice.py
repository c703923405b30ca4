"""What the pages of 公开 and 检查 cost where 5,000 units keep catalogues and are in one round.

Each page is opened as the desks of the whole tree and of a city. "By hand" is the same frame with
hand-written SQL in it and a plain table.
"""

import os
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from random import Random
from typing import Any

import django

from .matters import Leaf, by_hand
from .measuring import Line, beside, best, seconds, zhijia

PEOPLE = 20_000
TIMES = 2
A_UNIT = 8  # items of a catalogue
PERIODS = 5
MARKED = 20  # items of a standard


def measures(number: int) -> Iterator[Line]:
    """Build where nothing is built yet, then open the pages; `number` is not asked for."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhijia.site.settings")
    django.setup()
    zhijia("collectstatic", "--noinput", "-v", "0")
    yield from built()
    yield from opened()


def built() -> Iterator[Line]:
    """Make the tables, the units, the desks, catalogues with what is due, and a round."""
    from django.db import connection, transaction
    from django.utils.timezone import localdate

    from zhijia.checks.models import Score
    from zhijia.disclosure.models import Due
    from zhijia.org.queries import is_empty

    from . import building

    building.migrate()
    if is_empty():
        building.build(PEOPLE)
    building.seat_desks()
    if not Due.objects.exists():
        with transaction.atomic():
            yield Line("catalogues built", seconds(partial(catalogues, localdate())), "s")
            yield Line("round built", seconds(partial(a_round, localdate())), "s")
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    yield Line("due", Due.objects.count(), "")
    yield Line("scores", Score.objects.count(), "")


def catalogues(today: date) -> None:
    """Give every unit a catalogue of a few items, each due for some periods; one in fifty late."""
    from zhijia.disclosure.models import Catalogue, Due, Item
    from zhijia.org.models import Unit

    from .building import SEED, load

    chance, units = Random(SEED), list(Unit.objects.order_by("path").values_list("pk", "path"))
    kept = [Catalogue(pk=pk, unit_id=pk, kind="state", adopted_on=today) for pk, _ in units]
    Catalogue.objects.bulk_create(kept, batch_size=1000)
    asked: dict[str, Any] = {
        "group": "operation",
        "content": "全部",
        "forms": ["board"],
        "scope": "members",
    }
    asked |= {"rhythm": "month", "within": 15, "counted": "日", "listed_on": today}
    items = [
        Item(pk=pk * 100 + rank, catalogue_id=pk, rank=rank, name=f"事项{rank}", **asked)
        for pk, _ in units
        for rank in range(A_UNIT)
    ]
    Item.objects.bulk_create(items, batch_size=1000)
    load(Due, (_due(row, today, chance) for row in _periods(units)))


def _periods(units: list[tuple[int, str]]) -> Iterator[tuple[int, str, int, int]]:
    for pk, path in units:
        for rank in range(A_UNIT):
            for period in range(PERIODS):
                yield pk, path, rank, period


def _due(row: tuple[int, str, int, int], today: date, chance: Random) -> dict[str, Any]:
    pk, path, rank, period = row
    due_on = today + timedelta(days=20 - 30 * period)
    is_late = chance.random() < 0.02
    closed_on = due_on + timedelta(days=chance.randrange(-9, 3))
    return {
        "id": (pk * 100 + rank) * 10 + period,
        "item_id": pk * 100 + rank,
        "unit_id": pk,
        "unit_path": path,
        "laid_path": path,
        "label": f"第{period}期",
        "start_on": due_on - timedelta(days=30),
        "due_on": due_on,
        "late_from": due_on + timedelta(days=1),
        "laid_on": due_on - timedelta(days=30),
        "closed_on": None if period == 0 or is_late else closed_on,
    }


def a_round(today: date) -> None:
    """Write one round of the whole tree: a standard, all units scored and ranked, some faults."""
    from zhijia.checks.models import (
        Edition,
        Fault,
        Inspection,
        Inspector,
        Item,
        Round,
        Score,
        Standard,
    )
    from zhijia.org.models import Unit

    from .building import SEED, load

    chance, units = Random(SEED), list(Unit.objects.order_by("path").values_list("pk", "path"))
    top, path = units[0]
    standard = Standard.objects.create(unit_id=top, unit_path=path, name="安全", made_on=today)
    edition = Edition.objects.create(standard=standard, number=1, code="bench", started_on=today)
    items = [
        Item(edition=edition, rank=n, section=f"第{n // 5 + 1}部分", code=f"{n}", asks=f"要求{n}")
        for n in range(MARKED)
    ]
    for one in items:
        one.full, one.way = Decimal(5), "yes"
    Item.objects.bulk_create(items)
    run = Round.objects.create(
        unit_id=top,
        unit_path=path,
        opened_path=path,
        title="五千个单位的检查",
        edition=edition,
        from_on=today,
        until_on=today,
        mode="average",
        gap=20,
        object_days=5,
        mend_days=30,
        bands="优秀 90；良好 80；合格 60；不合格 0",
        opened_on=today,
    )
    plain = {"state": "done", "result_on": today, "full": 100, "is_vetoed": False}
    Inspection.objects.bulk_create(
        [
            Inspection(
                pk=pk,
                round=run,
                unit_id=pk,
                unit_path=where,
                score=Decimal(chance.randrange(5000, 10000)) / 100,
                grade="良好",
                place=place,
                **plain,
            )
            for place, (pk, where) in enumerate(units[1:], 1)
        ],
        batch_size=1000,
    )
    who = [(pk, 1 + n) for pk, _ in units[1:] for n in range(2)]
    Inspector.objects.bulk_create(
        [
            Inspector(inspection_id=pk, member_id=one, named_on=today, sent_on=today)
            for pk, one in who
        ],
        batch_size=1000,
    )
    keys = list(Item.objects.filter(edition=edition).order_by("rank").values_list("pk", flat=True))
    load(
        Score,
        (
            {
                "id": pk * 100 + n,
                "inspection_id": pk,
                "item_id": key,
                "points": Decimal(chance.randrange(0, 6)),
                "how": "average",
            }
            for pk, _ in units[1:]
            for n, key in enumerate(keys)
        ),
    )
    Fault.objects.bulk_create(
        [
            Fault(
                inspection_id=pk,
                item_id=keys[pk % MARKED],
                unit_path=where,
                words="护栏缺一段",
                found_on=today - timedelta(days=60),
                due_on=today - timedelta(days=pk % 60 - 30),
            )
            for pk, where in units[1::3]
        ],
        batch_size=1000,
    )


def pages(path: str, today: date, run: int) -> Iterator[Leaf]:
    """Yield the pages with what each would be by hand."""

    def under(name: str) -> str:
        return f"{name} >= '{path}' AND {name} < '{path}~'"

    at, laid, near = under("d.unit_path"), under("d.laid_path"), under("n.unit_path")
    late, coming = f"d.due_on < '{today}'", f"d.due_on >= '{today}'"
    # What the units above make public is theirs to see, too.
    above = ", ".join(f"'{path[:end]}'" for end in range(4, len(path) + 1, 4))
    seen = f"({at} OR d.unit_path IN ({above}))"
    counts = (
        f"SELECT sum(CASE WHEN {late} THEN 1 ELSE 0 END), sum(CASE WHEN {coming} THEN 1 ELSE 0 END)"
        f" FROM disclosure_due d WHERE d.closed_on IS NULL AND {seen}"
    )
    rows = (
        "SELECT d.id, d.label, d.due_on, d.late_from, i.name, u.name FROM disclosure_due d"
        " JOIN disclosure_item i ON i.id = d.item_id JOIN org_unit u ON u.id = d.unit_id"
        f" WHERE {seen} AND d.closed_on IS NULL"
    )
    order = "ORDER BY d.due_on, d.unit_path, d.id LIMIT 50"
    yield Leaf("overdue", "/disclosure/dues/?list=late", (counts, f"{rows} AND {late} {order}"))
    yield Leaf("coming", "/disclosure/dues/?list=coming", (counts, f"{rows} AND {coming} {order}"))
    child, first = len(path) + 4, f"{today.year}-01-01"
    yield Leaf(
        "coverage",
        "/disclosure/coverage/",
        (
            f"SELECT substr(d.laid_path, 1, {child}), count(*), count(d.closed_on),"
            " sum(CASE WHEN d.closed_on <= d.due_on THEN 1 ELSE 0 END) FROM disclosure_due d"
            f" WHERE {laid} AND d.due_on BETWEEN '{first}' AND '{today}' GROUP BY 1",
            f"SELECT substr(d.unit_path, 1, {child}), count(*) FROM disclosure_due d"
            f" WHERE {at} AND d.closed_on IS NULL AND {late} GROUP BY 1",
        ),
    )
    told = f"n.round_id = {run} AND n.state IN ('told', 'done')"
    yield Leaf(
        "round and ranking",
        f"/checks/{run}/",
        (
            f"SELECT n.state, count(*), avg(n.score) FROM checks_inspection n"
            f" WHERE n.round_id = {run} GROUP BY 1",
            "SELECT n.id, n.place, n.score, n.grade, u.name,"
            " (SELECT count(*) FROM checks_inspector p WHERE p.inspection_id = n.id),"
            " (SELECT count(*) FROM checks_fault f WHERE f.inspection_id = n.id)"
            " FROM checks_inspection n JOIN org_unit u ON u.id = n.unit_id"
            f" WHERE n.round_id = {run} AND {near} ORDER BY n.place LIMIT 50",
            "SELECT i.section, i.code, i.asks, sum(s.points), sum(i.full) FROM checks_score s"
            " JOIN checks_item i ON i.id = s.item_id"
            f" JOIN checks_inspection n ON n.id = s.inspection_id WHERE {told} GROUP BY 1, 2, 3",
        ),
    )
    yield Leaf(
        "faults",
        "/checks/faults/",
        (
            "SELECT count(*) FROM checks_fault f JOIN checks_inspection n ON n.id = f.inspection_id"
            f" WHERE {near} AND n.state IN ('told', 'done') AND f.state IN ('open', 'mended')",
            "SELECT f.id, f.words, f.due_on, u.name, r.title, i.code, f.state FROM checks_fault f"
            " JOIN checks_inspection n ON n.id = f.inspection_id"
            " JOIN checks_round r ON r.id = n.round_id"
            " JOIN org_unit u ON u.id = n.unit_id JOIN checks_item i ON i.id = f.item_id"
            f" WHERE {near} AND n.state IN ('told', 'done') AND f.state IN ('open', 'mended')"
            " ORDER BY f.due_on, f.id LIMIT 50",
        ),
    )


def opened() -> Iterator[Line]:
    """Open every page, and the same by hand."""
    from django.db import connection
    from django.test import override_settings
    from django.test.utils import CaptureQueriesContext
    from django.utils.timezone import localdate

    from zhijia.checks.models import Round

    from . import building
    from .scale import browser, shown

    run = Round.objects.get().pk
    for level, path in list(building.desks().items())[:2]:
        client = browser(path)
        for leaf in pages(path, localdate(), run):
            show = shown(client, leaf.address)
            show()
            with CaptureQueriesContext(connection) as queries:
                show()
            whole = len(queries)
            with override_settings(ROOT_URLCONF=by_hand(leaf)):
                page, times = best(show, 5), beside(show, shown(client, "/bare/"), 5)
            yield Line(f"{leaf.words}, {level}", page, "ms")
            yield Line("  queries of the whole page", whole, "")
            yield Line("  against SQL and a table by hand", times, "times", TIMES)
