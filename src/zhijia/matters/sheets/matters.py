"""办件登记表: the rows of the list, with the columns that are chosen."""

from django.db.models import Prefetch, QuerySet
from django.utils.timezone import localdate

from zhijia.law import ALLOWED, Verdict, refused
from zhijia.platform.actor import Actor
from zhijia.platform.sheets import Column
from zhijia.platform.sheets.register import Asked, sheet

from .. import queries
from ..kinds import KINDS
from ..models import Matter, Part
from ..rules.proposals import CARRIED

TITLE = "办件登记表"


def _filer(row: Matter) -> str:
    """Return who filed a matter, where its kind keeps that from nobody and nobody was anonymous."""
    kind = row.declared
    if kind.watched or any(secret.what == "filer" for secret in kind.secrets):
        return ""
    return row.filer.name if row.filer else ""


def _parts(row: Matter, role: str) -> str:
    return "、".join(part.holder for part in row.parts.all() if part.role == role)


COLUMNS = (
    Column("编号", 16, "id", key="number", of=lambda row: row.number),
    Column("类别", 10, key="kind", of=lambda row: row.kind_name),
    Column("标题", 36, key="title", of=lambda row: row.title),
    Column("分类", 12, key="category", of=lambda r: queries.category_of(r.kind, r.category)),
    Column("提出人", 12, key="filer", of=_filer),
    Column("受理单位", 20, key="unit", of=lambda row: row.unit.name),
    Column("提出日期", 12, "date", key="filed_on", of=lambda row: row.filed_on),
    Column("状态", 12, key="state", of=lambda row: row.stands.name),
    Column("本环节期限", 12, "date", key="due_on", of=lambda row: row.due_on),
    Column("主办", 20, key="lead", of=lambda row: _parts(row, "lead")),
    Column("协办", 20, key="assist", of=lambda row: _parts(row, "assist"), is_shown=False),
    Column("答复日期", 12, "date", key="answered_on", of=lambda row: row.answered_on),
    Column(
        "落实情况", 12, key="carried", of=lambda r: CARRIED.get(r.values.get("carried", ""), "")
    ),
    Column("办结日期", 12, "date", key="closed_on", of=lambda row: row.closed_on),
    Column("曾超期", 8, key="late", of=lambda row: "是" if row.was_late else "", is_shown=False),
)


def _may_take(actor: Actor) -> Verdict:
    """Everybody takes out what their list shows them."""
    return ALLOWED if actor.posts else refused("没有可以查看的办件")


def _unit(actor: Actor, asked: Asked) -> str:
    kind = KINDS.get(asked.get("kind", ""))
    return f"{actor.unit_name}{kind.name if kind else ''}"


@sheet("matters.matters", TITLE, columns=COLUMNS, unit=_unit, may=_may_take, back="matters:matters")
def matters(actor: Actor, asked: Asked) -> QuerySet[Matter]:
    """Return the rows that the list shows for the same question, in its order."""
    question = queries.asked_of(asked, actor=actor)
    whole = Part.objects.order_by("pk").select_related("unit", "member", "post__member")
    rows = queries.listed(actor, question, localdate())
    return rows.prefetch_related(Prefetch("parts", queryset=whole))
