"""会员花名册: members taken out as a table."""

from collections.abc import Callable
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from zhijia.law import ALLOWED, Verdict, refused
from zhijia.platform.actor import Actor
from zhijia.platform.sheets import Column
from zhijia.platform.sheets.register import Asked, sheet

from .. import queries, rules
from ..models import Member, Membership
from ..rules import DESKS

Take = Callable[[Any], object]


def _masked(name: str) -> Take:
    return lambda row: rules.masked(name, getattr(row, name))


def _open(name: str) -> Take:
    return lambda row: getattr(row, name)


def _shown(name: str) -> Take:
    """Return a choice by its Chinese word."""
    return lambda row: getattr(row, f"get_{name}_display")()


COLUMNS = (
    Column("姓名", 10, key="name", of=_open("name")),
    Column("工号", 12, "id", key="staff_no", of=_open("staff_no")),
    Column("单位", 24, key="unit", of=lambda row: row.unit.name),
    Column("性别", 6, key="gender", of=_shown("gender")),
    Column("民族", 8, key="ethnicity", of=_open("ethnicity")),
    Column("出生日期", 12, key="birth_on", of=_open("birth_on"), is_shown=False),
    Column(
        "身份证号",
        22,
        "id",
        key="id_number",
        of=_open("id_number"),
        masked=_masked("id_number"),
        is_sensitive=True,
    ),
    Column(
        "手机号",
        14,
        "id",
        key="phone",
        of=_open("phone"),
        masked=_masked("phone"),
        is_sensitive=True,
    ),
    Column("学历", 12, key="education", of=_open("education")),
    Column("政治面貌", 12, key="political_status", of=_open("political_status")),
    Column("部门", 16, key="department", of=_open("department")),
    Column("岗位", 14, key="position", of=_open("position")),
    Column("职称", 12, key="title", of=_open("title"), is_shown=False),
    Column("技能等级", 10, key="skill_level", of=_open("skill_level"), is_shown=False),
    Column("用工形式", 12, key="employment", of=_shown("employment")),
    Column("参加工作时间", 12, key="worked_since", of=_open("worked_since"), is_shown=False),
    Column("入会时间", 12, "date", key="joined_on", of=_open("joined_on")),
    Column("会籍状态", 10, key="state", of=_shown("state")),
    Column("会员证号", 14, "id", key="member_no", of=_open("member_no"), is_shown=False),
    Column("籍贯", 14, key="native_place", of=_open("native_place"), is_shown=False),
    Column(
        "住址",
        30,
        key="address",
        of=_open("address"),
        masked=_masked("address"),
        is_sensitive=True,
    ),
    Column("备注", 24, key="remarks", of=_open("remarks"), is_shown=False),
)


def _may_take(actor: Actor) -> Verdict:
    """A roster is taken out by the desks, for the members they reach."""
    if actor.stands(DESKS):
        return ALLOWED
    return refused("会员花名册由工会主席、副主席或者干事导出")


def _sees(actor: Actor, row: Member) -> bool:
    """Identity numbers never reach below: the desk of the member's very unit sees them."""
    return actor.serves(DESKS, row.unit_path)


def _unit(actor: Actor, asked: Asked) -> str:
    """Return the unit that was asked for, or the actor's own."""
    found = queries.units(actor).filter(code=asked.get("unit", "")).first()
    return found.name if found else actor.unit_name


def joined_on(stay: str = "pk") -> Subquery:
    """Return the day the present stay of a member began."""
    return Subquery(
        Membership.objects.filter(member=OuterRef(stay), until_on=None).values("from_on")[:1]
    )


@sheet(
    "org.members",
    "会员花名册",
    columns=COLUMNS,
    unit=_unit,
    may=_may_take,
    may_see=_may_take,
    sees=_sees,
    back="org:members",
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
    return found.annotate(joined_on=joined_on()).order_by("unit_path", "stroke_key", "staff_no")
