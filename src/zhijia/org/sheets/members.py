"""会员花名册: members taken out as a table."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

from zhijia.law import ALLOWED, Verdict, refused
from zhijia.platform.actor import Actor
from zhijia.platform.sheets import Column
from zhijia.platform.sheets.columns import Kind
from zhijia.platform.sheets.register import Asked, sheet

from .. import actions, policies, queries, rules
from ..models import Member
from ..rules import DESKS
from .places import looked_at, narrowed
from .rosters import BringMembers

Take = Callable[[Any], object]


def _masked(name: str) -> Take:
    return lambda row: rules.masked(name, getattr(row, name))


def _open(name: str) -> Take:
    return lambda row: getattr(row, name)


def _shown(name: str) -> Take:
    """Return a choice by its Chinese word."""
    return lambda row: getattr(row, f"get_{name}_display")()


def _asked(head: str, width: float, kind: Kind = "text", **more: Any) -> Column:
    """Return a column that template and import have as well; its cells are the column's own."""
    key = more["key"]
    return Column(head, width, kind, is_asked=True, **{"of": _open(key), **more})


def _sealed(head: str, width: float, kind: Kind, key: str, **more: Any) -> Column:
    """Return a sensitive column."""
    seen = {"of": _open(key), "masked": _masked(key), "is_sensitive": True}
    return Column(head, width, kind, key=key, **seen, **more)  # type: ignore[arg-type]  # by name


WHEN = "写到日、月或者年都可以：2010-07-01、2010-07、2010"
COLUMNS = (
    _asked("姓名", 10, key="name", is_required=True, example="王小明", help="与身份证一致"),
    _asked("工号", 12, "id", key="staff_no", example="1006", help="字母、数字和短横线，用来登录"),
    Column("单位", 24, key="unit", of=lambda row: row.unit.name),
    _sealed(
        "身份证号",
        22,
        "id",
        "id_number",
        is_asked=True,
        example="999901198503121234",
        help="18 位；身份证号和工号至少填一项",
    ),
    _asked("性别", 6, "choice", key="gender", of=_shown("gender"), choices=("男", "女")),
    _asked("民族", 8, key="ethnicity", example="汉族"),
    _asked("出生日期", 12, key="birth_on", help=f"有身份证号的可以不填。{WHEN}", is_shown=False),
    _sealed("手机号", 14, "id", "phone", is_asked=True, example="19900000001", help="11 位"),
    _asked("学历", 12, key="education", example="大学本科"),
    _asked(
        "政治面貌", 14, "choice", key="political_status", choices=rules.STATUSES, example="群众"
    ),
    _asked("部门", 16, key="department", example="检修车间"),
    Column(
        "所属工会", 18, key="union_unit", is_asked=True, help="可以不填；导入时可按它编入下级单位"
    ),
    _asked("岗位", 14, key="position", example="钳工"),
    Column("职称", 12, key="title", of=_open("title"), is_shown=False),
    Column("技能等级", 10, key="skill_level", of=_open("skill_level"), is_shown=False),
    _asked(
        "用工形式",
        12,
        "choice",
        key="employment",
        of=_shown("employment"),
        choices=tuple(rules.EMPLOYMENTS.values()),
        example="合同制",
    ),
    _asked("参加工作时间", 14, key="worked_since", example="2010-07", help=WHEN, is_shown=False),
    _asked("入会时间", 12, "date", key="joined_on", example="2010-09-01", help=WHEN),
    _asked("会籍状态", 10, "choice", key="state", of=_shown("state"), choices=("在册", "保留会籍")),
    Column("会员证号", 14, "id", key="member_no", of=_open("member_no"), is_shown=False),
    Column("籍贯", 14, key="native_place", of=_open("native_place"), is_shown=False),
    _sealed("住址", 30, "text", "address"),
    _asked("备注", 24, key="remarks", is_shown=False),
)
NOTES = (
    "认人先看身份证号，没有的看单位和工号；同一张表再导一次，不会重复。",
    "表里空着的格不会抹掉系统里已有的内容；表里没有的人只列出来，不会删除。",
    "“所属工会”和“单位名称”只用来编入单位；会籍状态、工号、入会时间已有的，不按表改动。",
)


def _may_take(actor: Actor) -> Verdict:
    """A roster is taken out by the desks, for the members they reach."""
    if actor.stands(DESKS):
        return ALLOWED
    return refused("会员花名册由工会主席、副主席或者干事导出")


def _sees(actor: Actor, row: Member) -> bool:
    return bool(policies.may_see_sensitive(actor, row))


def _unit(actor: Actor, asked: Asked) -> str:
    """Return the unit that was asked for or chosen, or the actor's own."""
    found = queries.units(actor).filter(code=asked.get("unit", "")).first()
    found = found or looked_at(actor, asked)
    return found.name if found else actor.unit_name


@sheet(
    "org.members",
    "会员花名册",
    columns=COLUMNS,
    unit=_unit,
    may=_may_take,
    may_see=_may_take,
    sees=_sees,
    looked=actions.keep_looks,
    back="org:members",
    brings=BringMembers(),
    notes=NOTES,
)
def members(actor: Actor, asked: Asked) -> QuerySet[Member]:
    """Return the members the list shows for the same question, by unit and strokes."""
    unit = queries.units(actor).filter(code=asked.get("unit", "")).first()
    found = queries.search_members(
        actor,
        name=asked.get("who", ""),
        path=unit.path if unit else "",
        left=asked.get("state") == "left",
    )
    found = found.filter(narrowed("unit_path", actor, asked))
    return found.annotate(joined_on=queries.joined_on()).order_by(
        "unit_path", "stroke_key", "staff_no"
    )
