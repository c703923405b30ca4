"""Work in hand for the large instance, the same each time: speeches, their tasks, who has them.

The whole, the cities and the counties each put tasks on file and give each of them to every unit
of their branch; with less work in hand they give it to every second, third … of these units.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from django.db import connection, transaction

from zhijia.org.models import Unit
from zhijia.plans.models import Assignment, Piece, Point, Source, Speech, Task

from .building import SEED, Row, load, without_indexes

LIVE = 100_000
TASKS = {4: 5, 8: 5, 12: 10}  # of a unit at this depth of path: the whole, a city, a county
POINTS = 3
ACCEPTED = 0.15  # of what is given besides what is live
AREAS = ("safety", "welfare", "activities", "training", "meetings")
VERBS = ("开展", "组织", "落实", "健全", "完成", "推进")
NOUNS = ("隐患排查", "技能比武", "困难职工摸底", "职工代表培训", "集体协商", "劳动竞赛", "职工体检")


def build(today: date, live: int) -> int:
    """Fill the tables of tasks; return how many pieces of work are in hand."""
    issuers = list(Unit.objects.filter(path__regex=r"^.{4,12}$").order_by("path"))
    units = list(Unit.objects.order_by("path").values_list("pk", "path"))
    chance = Random(SEED)
    filed = [(unit, n) for unit in issuers for n in range(TASKS[len(unit.path)])]
    whole = sum(1 for unit, _ in filed for _, path in units if path.startswith(unit.path))
    tables = (Source, Speech, Point, Piece, Task, Assignment)
    with transaction.atomic(), without_indexes(*tables):
        load(Source, (_source(unit, today) for unit in issuers))
        load(Speech, (_speech(unit, today) for unit in issuers))
        load(Point, (row for unit in issuers for row in _points(unit)))
        load(Piece, (_piece(n, unit) for n, (unit, _) in enumerate(filed, 1)))
        tasks = [_task(n, unit, serial, today, chance) for n, (unit, serial) in enumerate(filed, 1)]
        load(Task, tasks)
        load(Assignment, _given(tasks, units, live / whole, today, chance))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    return Assignment.objects.open().count()


def _source(unit: Unit, today: date) -> Row:
    name = f"{unit.name}工作会议讲话"
    path = {"unit_id": unit.pk, "unit_path": unit.path}
    return {"id": unit.pk, "name": name, "text": "同志们：" * 200, "taken_on": today, **path}


def _speech(unit: Unit, today: date) -> Row:
    given = today - timedelta(days=130 + unit.pk % 60)
    days = {"spoken_on": given, "taken_on": given, "confirmed_on": given}
    return {
        "id": unit.pk,
        "source_id": unit.pk,
        "unit_id": unit.pk,
        "unit_path": unit.path,
        "number": 1,
        "title": f"在{unit.name}工作会议上的讲话",
        "start": 0,
        "end": 800,
        "digest": f"{unit.pk:064d}",
        **days,
    }


def _points(unit: Unit) -> Iterator[Row]:
    for n in range(POINTS):
        yield {
            "id": unit.pk * POINTS + n,
            "speech_id": unit.pk,
            "text": f"第{n + 1}点",
            "level": 1,
            "start": n * 200,
            "end": n * 200 + 10,
        }


def _piece(number: int, unit: Unit) -> Row:
    return {"id": number, "speech_id": unit.pk, "start": number, "end": number + 1, "kind": "task"}


def _task(number: int, unit: Unit, serial: int, today: date, chance: Random) -> dict[str, Any]:
    words = f"{chance.choice(VERBS)}{chance.choice(NOUNS)}（第{number}项）"
    given = today - timedelta(days=chance.randrange(10, 120))
    return {
        "id": number,
        "unit_id": unit.pk,
        "unit_path": unit.path,
        "filed_path": unit.path,
        "speech_id": unit.pk,
        "piece_id": number,
        "point_id": unit.pk * POINTS + serial % POINTS,
        "year": today.year,
        "serial": serial + 1,
        "original": words,
        "wording": words,
        "area": chance.choice(AREAS),
        "filed_on": given,
        "due_on": today + timedelta(days=chance.randrange(-15, 150)),
    }


def _given(
    tasks: Sequence[dict[str, Any]],
    units: Sequence[tuple[int, str]],
    share: float,
    today: date,
    chance: Random,
) -> Iterator[Row]:
    """Yield what each unit of a branch has of each task; the more, the larger the share."""
    number, owed = 0, 0.0
    for task in tasks:
        for unit, path in units:
            if not path.startswith(task["unit_path"]):
                continue
            owed += share * (1 + ACCEPTED)
            if owed < 1:
                continue
            owed -= 1
            number += 1
            yield _work(number, task, unit, path, today, chance)


def _work(
    number: int, task: dict[str, Any], unit: int, path: str, today: date, chance: Random
) -> Row:
    is_done = chance.random() < ACCEPTED / (1 + ACCEPTED)
    state = "accepted" if is_done else chance.choice(("issued", "underway", "underway", "reported"))
    due_on = task["due_on"] + timedelta(days=chance.choice((0, 0, 0, 0, 15)))
    return {
        "id": number,
        "task_id": task["id"],
        "issuer_id": task["unit_id"],
        "issuer_path": task["unit_path"],
        "unit_id": unit,
        "unit_path": path,
        "given_path": path,
        "wording": task["wording"],
        "due_on": due_on,
        "overdue_from": due_on + timedelta(days=1),
        "state": state,
        "percent": 100 if is_done else chance.randrange(0, 101, 5),
        "assigned_on": task["filed_on"],
        "closed_on": today - timedelta(days=1) if is_done else None,
    }
