"""得分表 and 问题清单: the units of a round by place, and the faults found."""

from django.db.models import QuerySet

from zhijia.law import ALLOWED, Verdict, refused
from zhijia.platform.actor import Actor
from zhijia.platform.sheets import Column
from zhijia.platform.sheets.register import Asked, sheet

from .. import queries
from ..models import Fault, Inspection, Round


def _may(actor: Actor) -> Verdict:
    """Tables of checks are taken out by who holds an office; each gets the rows they see."""
    if any(role != "member" for role, _, _ in actor.posts):
        return ALLOWED
    return refused("由任职的人导出")


def _round(actor: Actor, asked: Asked) -> Round | None:
    key = asked.get("round", "")
    if not key.isdecimal() or len(key) > 18:
        return None
    return queries.rounds(actor).filter(pk=int(key)).first()


def _unit(actor: Actor, asked: Asked) -> str:
    found = _round(actor, asked)
    return f"{found.unit.name}（{found.title}）" if found else actor.unit_name


RESULTS = (
    Column("名次", 8, "number", key="place", of=lambda row: row.place),
    Column("单位", 26, key="unit", of=lambda row: row.unit.name),
    Column("单位代码", 12, "id", key="code", of=lambda row: row.unit.code),
    Column("状态", 12, key="state", of=lambda row: row.get_state_display()),
    Column("自查得分", 10, "number", key="self_score", of=lambda row: row.self_score),
    Column("得分合计", 10, "number", key="points", of=lambda row: row.points),
    Column("满分合计", 10, "number", key="full", of=lambda row: row.full),
    Column("得分（百分）", 12, "number", key="score", of=lambda row: row.score),
    Column("等次", 10, key="grade", of=lambda row: row.grade),
    Column("否决项", 10, key="veto", of=lambda row: "触犯" if row.is_vetoed else ""),
    Column("问题数", 8, "number", key="faults", of=lambda row: row.faults_count),
    Column("未销项", 8, "number", key="standing", of=lambda row: row.standing),
    Column("出结果日期", 12, "date", key="result_on", of=lambda row: row.result_on),
)


@sheet("checks.results", "检查得分表", columns=RESULTS, unit=_unit, may=_may, back="checks:rounds")
def results(actor: Actor, asked: Asked) -> QuerySet[Inspection]:
    """Return the units of a round this actor sees, the best first."""
    found = _round(actor, asked)
    return queries.of_round(actor, found) if found else Inspection.objects.none()


FAULTS = (
    Column("检查", 24, key="round", of=lambda row: row.inspection.round.title),
    Column("单位", 22, key="unit", of=lambda row: row.inspection.unit.name),
    Column("条目", 8, key="item", of=lambda row: row.item.code),
    Column("问题", 36, key="words", of=lambda row: row.words),
    Column("地点", 14, key="where", of=lambda row: row.where),
    Column("发现日期", 12, "date", key="found_on", of=lambda row: row.found_on),
    Column("整改期限", 12, "date", key="due_on", of=lambda row: row.due_on),
    Column("状态", 10, key="state", of=lambda row: row.get_state_display()),
    Column("整改情况", 30, key="mended", of=lambda row: row.mended_words),
    Column("复查情况", 30, key="checked", of=lambda row: row.checked_words),
    Column("销项日期", 12, "date", key="lifted_on", of=lambda row: row.lifted_on),
)


@sheet("checks.faults", "检查问题清单", columns=FAULTS, unit=_unit, may=_may, back="checks:faults")
def faults(actor: Actor, asked: Asked) -> QuerySet[Fault]:
    """Return the faults this actor sees, of a round where one is asked for."""
    found = queries.faults(actor).filter(inspection__state__in=("told", "done"))
    one = _round(actor, asked)
    found = found.filter(inspection__round=one) if one else found
    return found.order_by("inspection__unit_path", "item__rank", "pk")
