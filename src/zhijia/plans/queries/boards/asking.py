"""What somebody asks of a board, and the work that answers it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce

from zhijia.org import queries as org
from zhijia.platform.actor import Actor
from zhijia.platform.place import Place
from zhijia.platform.scope import covers, reached

from ...models import AREA_CHOICES, Assignment, AssignmentQuerySet, Progress, Task, TaskQuerySet
from ...rules import OPEN
from ...rules.boards import WHOLE
from ..assignments import visible
from ..lights import ALIGHT
from ..speeches import speeches
from ..tasks import tasks
from .grounds import with_light

STATES = {"open": "在办", "done": "已办结"}
AREAS = dict(AREA_CHOICES)
NUMBER = re.compile(r"[0-9]{1,18}")  # more digits than a database key has
YEAR = re.compile(r"20[0-9]{2}")
DAY = re.compile(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}")
Said = Mapping[str, str]
said = attrgetter("said")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to a board at a place; what is empty is not asked.

    `speech` and `leader` (a post) are keys, or 0 for the tasks that have none.
    """

    place: Place
    year: int | None = None
    area: str = ""
    speech: int | None = None
    leader: int | None = None
    state: str = ""
    light: str = ""
    words: str = ""
    first: date | None = None
    last: date | None = None

    @property
    def is_narrowed(self) -> bool:
        """Say whether anything was asked but the place."""
        return self != Asked(self.place)

    @property
    def scope(self) -> str:
        """Return how far the place goes, as addresses say it."""
        return "below" if self.place.below else "own"


def asked_of(said: Said, place: Place) -> Asked:
    """Read what an address asks; what makes no sense is not asked."""
    year = said.get("year", "")
    area, state, light = (said.get(name, "") for name in ("area", "state", "light"))
    return Asked(
        place,
        year=int(year) if YEAR.fullmatch(year) else None,
        area=area if area in AREAS else "",
        speech=_key(said.get("speech", "")),
        leader=_key(said.get("leader", "")),
        state=state if state in STATES else "",
        light=light if light in ALIGHT else "",
        words=said.get("q", "").strip()[:50].replace("\0", ""),
        first=_day(said.get("since", "")),
        last=_day(said.get("until", "")),
    )


def _key(words: str) -> int | None:
    return int(words) if NUMBER.fullmatch(words) else None


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words) if DAY.fullmatch(words) else None
    except ValueError:
        return None


def place_asked(actor: Actor, said: Said, place: Place) -> Place | None:
    """Return the unit that an address names by its code, in the scope it names, or `place`.

    None where it is not reached. No query, two for another unit than the place.
    """
    code, scope = said.get("unit", ""), said.get("scope", "")
    if code and code != place.code:
        unit = org.units(actor).filter(code=code).first() if "\0" not in code else None
        if unit is None:
            return None
        paths = tuple(org.paths_of(unit))
        place = Place(unit.pk, unit.name, unit.code, unit.path, paths, place.below)
    return place.at(scope == "below") if scope in {"own", "below"} else place


def about(actor: Actor, asked: Asked) -> str:
    """Say which speech and which leader are asked for; no query where none is."""
    said = []
    if asked.speech is not None:
        title = speeches(actor).filter(pk=asked.speech).values_list("title", flat=True).first()
        said.append(f"讲话：{title or ('没有这篇讲话' if asked.speech else '讲话以外的任务')}")
    if asked.leader is not None:
        led = tasks(actor).filter(leader_post=asked.leader).select_related("leader_post__member")
        post = next((task.leader_post for task in led[:1]), None)
        said.append(f"牵头领导：{post or ('没有这位领导' if asked.leader else '没有指定')}")
    return "；".join(said)


def spelled(asked: Asked) -> str:
    """Say in words what is asked but the place."""
    said = {
        "内容": asked.words,
        "年度": f"{asked.year}年" if asked.year else "",
        "类别": AREAS.get(asked.area, ""),
        "状态": STATES.get(asked.state, ""),
        "亮灯": ALIGHT.get(asked.light, ""),
        "期限从": f"{asked.first:%Y-%m-%d}" if asked.first else "",
        "期限到": f"{asked.last:%Y-%m-%d}" if asked.last else "",
        "讲话": "已选定一篇" if asked.speech else "",
        "牵头领导": "已选定一位" if asked.leader else "",
    }
    return "；".join(f"{name}：{words}" for name, words in said.items() if words)


def is_reached(actor: Actor, place: Place) -> bool:
    """Say whether the actor's posts reach all of a place: then no row of it is hidden from them."""
    ranges = [(path, below) for _, path, below in actor.posts]
    return all(any(covers(one, (path, place.below)) for one in ranges) for path in place.paths)


def _task(asked: Asked) -> dict[str, object]:
    """Return what is asked of the columns of a task."""
    wanted = {"year": asked.year, "area": asked.area, "wording__contains": asked.words}
    found: dict[str, object] = {name: value for name, value in wanted.items() if value}
    if asked.speech is not None:
        found["speech"] = asked.speech or None
    if asked.leader is not None:
        found["leader_post"] = asked.leader or None
    return found


def work(actor: Actor, asked: Asked, today: date) -> AssignmentQuerySet:
    """Return what units of the place were given and this actor may see, as asked."""
    rows = Assignment.objects.of_units().exclude(state="excused")
    rows = rows.filter(asked.place.holds("unit_path"))
    if not is_reached(actor, asked.place):
        rows = rows.filter(visible(actor))
    rows = rows.filter(**{f"task__{name}": value for name, value in _task(asked).items()})
    if asked.state:
        rows = rows.filter(Q(state__in=OPEN) if asked.state == "open" else ~Q(state__in=OPEN))
    if asked.first:
        rows = rows.filter(due_on__gte=asked.first)
    if asked.last:
        rows = rows.filter(due_on__lte=asked.last)
    return with_light(rows, asked.light, today).order_by("due_on", "unit_path", "pk")


def free_tasks(actor: Actor, asked: Asked) -> TaskQuerySet:
    """Return the tasks put on file in the place that nobody has; 职责不清、管理缺位.

    A question about the work itself leaves them out: there is none.
    """
    if asked.light or asked.first or asked.last or asked.state:
        return Task.objects.none().order_by()
    given = Exists(Assignment.objects.of_units().filter(task=OuterRef("pk")).order_by())
    found = (
        Task.objects.on_file()
        .open()
        .filter(asked.place.holds("unit_path"), reached("unit_path", actor))
    )
    return found.filter(~Q(given), **_task(asked)).order_by()


FREE = "free"  # beside the colours: what nobody has shows no light


def free_groups(actor: Actor, asked: Asked, **columns: Any) -> QuerySet[Any, Any]:
    """Return the tasks nobody has as groups, to be asked for together with `counted` ones."""
    marked = {"colour": Value(FREE, CharField()), "n": Value(0), "far": Value(0)}
    found = free_tasks(actor, asked).annotate(**columns, **marked)
    groups: QuerySet[Any, Any] = found.values(*columns, *marked)
    return groups


def these_tasks(keys: Iterable[int], more: TaskQuerySet | None = None) -> dict[int, Task]:
    """Return tasks by their keys, and `more` tasks beside them; one query."""
    wanted = Q(pk__in=list(keys))
    if more is not None:
        wanted |= Q(pk__in=more.values("pk"))
    return {task.pk: task for task in Task.objects.filter(wanted).select_related("unit")}


SORTS = {
    "due_on": ("due_on", "unit_path", "pk"),
    "far": ("percent", "due_on", "pk"),
    "unit": ("unit_path", "due_on", "pk"),
    "task": ("task__year", "task__serial", "unit_path", "pk"),
}


def listed(actor: Actor, asked: Asked, sort: str, today: date) -> AssignmentQuerySet:
    """Return the work row by row, with all that a line names, in the order asked for."""
    rows = work(actor, asked, today).select_related("task__unit", "task__speech", "unit", "issuer")
    order = SORTS.get(sort.removeprefix("-"), SORTS["due_on"])
    found = rows.order_by(*order)
    return found.reverse() if sort.startswith("-") and sort[1:] in SORTS else found


def everywhere(actor: Actor) -> Place:
    """Return where the actor's highest post stands and all below it, for who chose no place."""
    top = min((path for _, path, _ in actor.posts), key=lambda path: (len(path), path), default="")
    return Place(path=top, paths=(top,) if top else ())


def told(rows: AssignmentQuerySet) -> AssignmentQuerySet:
    """Let each row know `said`, the newest words that were reported of it."""
    steps = Progress.objects.filter(assignment=OuterRef("pk"), step__in=["reported", "finished"])
    newest = steps.order_by("-pk").values("words")[:1]
    return rows.annotate(said=Coalesce(Subquery(newest), Value("", TextField())))


def lines(rows: AssignmentQuerySet) -> list[tuple[str, ...]]:
    """Return rows of the list as the texts of a paper; one query."""
    return [
        (
            row.task.number,
            row.wording,
            row.unit.name,
            f"{row.due_on:%Y-%m-%d}",
            f"{row.percent if row.is_open else WHOLE}%",
            row.get_state_display(),
            said(row),
        )
        for row in told(rows)
    ]
