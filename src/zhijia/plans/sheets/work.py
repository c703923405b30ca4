"""任务落实情况表: the rows of a board's list, with the columns that are chosen."""

from operator import attrgetter

from django.db.models import QuerySet
from django.utils.timezone import localdate

from zhijia.law import ALLOWED, Verdict, refused
from zhijia.org import queries as org
from zhijia.platform.actor import Actor
from zhijia.platform.place import Place
from zhijia.platform.sheets import Column
from zhijia.platform.sheets.register import Asked, sheet

from .. import queries
from ..models import Assignment
from ..queries import boards
from ..rules.boards import WHOLE

TITLE = "任务落实情况表"
said = attrgetter("said")


def _light(row: Assignment) -> str:
    """Return what the light of a row says today."""
    shown = queries.lit(row, localdate())
    return "" if shown.colour == "done" else shown.words


def _percent(row: Assignment) -> int:
    return row.percent if row.is_open else WHOLE


COLUMNS = (
    Column("编号", 12, "id", key="number", of=lambda row: row.task.number),
    Column("任务", 34, key="wording", of=lambda row: row.wording),
    Column("类别", 12, key="area", of=lambda row: row.task.get_area_display()),
    Column(
        "讲话", 24, key="speech", of=lambda row: row.task.speech.title if row.task.speech else ""
    ),
    Column("立项单位", 18, key="filed_by", of=lambda row: row.task.unit.name, is_shown=False),
    Column("原文要求", 34, key="original", of=lambda row: row.task.original, is_shown=False),
    Column("承办单位", 20, key="unit", of=lambda row: row.unit.name),
    Column("交办单位", 20, key="issuer", of=lambda row: row.issuer.name, is_shown=False),
    Column("交办日期", 12, "date", key="assigned_on", of=lambda row: row.assigned_on),
    Column("签收日期", 12, "date", key="signed_on", of=lambda row: row.signed_on, is_shown=False),
    Column("完成期限", 12, "date", key="due_on", of=lambda row: row.due_on),
    Column("进度（%）", 9, "number", key="percent", of=_percent),
    Column("状态", 9, key="state", of=lambda row: row.get_state_display()),
    Column("亮灯", 12, key="light", of=_light),
    Column("办结日期", 12, "date", key="closed_on", of=lambda row: row.closed_on),
    Column("最近进展", 40, key="said", of=said),
)


def _may_take(actor: Actor) -> Verdict:
    """Everybody takes out what their list shows them."""
    return ALLOWED if actor.posts else refused("没有可以查看的任务")


def _place(actor: Actor, asked: Asked) -> Place | None:
    """Return the unit that was asked for, or chosen in the top bar; None where there was none."""
    code, scope = asked.get("unit") or asked.get("at", ""), asked.get("scope")
    unit = org.units(actor).filter(code=code).first() if code else None
    if unit is None:
        return None
    below = bool(asked.get("below")) if asked.get("at") else True
    place = Place(unit.pk, unit.name, unit.code, unit.path, tuple(org.paths_of(unit)), below)
    return place.at(scope == "below") if scope in {"own", "below"} else place


def _unit(actor: Actor, asked: Asked) -> str:
    place = _place(actor, asked)
    return place.name if place else actor.unit_name or "全部单位"


@sheet("plans.work", TITLE, columns=COLUMNS, unit=_unit, may=_may_take, back="plans:board-list")
def work(actor: Actor, asked: Asked) -> QuerySet[Assignment]:
    """Return the rows that the list shows for the same question, in its order."""
    place = _place(actor, asked) or boards.everywhere(actor)
    question = boards.asked_of(asked, place)
    return boards.told(boards.listed(actor, question, asked.get("sort", ""), localdate()))
