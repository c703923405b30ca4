"""规章制度目录: the register as its page lists it."""

from collections.abc import Callable

from django.utils.timezone import localdate

from zhijia.law import ALLOWED, Verdict, refused
from zhijia.org.sheets.places import narrowed
from zhijia.platform.actor import Actor
from zhijia.platform.sheets import Column
from zhijia.platform.sheets.register import Asked, sheet

from ..paper.regulations import Entry
from ..queries import regulations as queries
from ..queries.regulation_papers import entries

Take = Callable[[tuple[str, Entry]], object]


def _of(name: str) -> Take:
    """Return a column of the register's line."""
    return lambda row: getattr(row[1], name)


COLUMNS = (
    Column("名称", 34, key="title", of=_of("title")),
    Column("单位", 22, key="unit", of=lambda row: row[0]),
    Column("文号", 20, key="number", of=_of("number")),
    Column("类别", 18, key="subject", of=_of("subject")),
    Column("主管部门", 16, key="department", of=_of("department")),
    Column("施行日期", 12, "date", key="from_on", of=_of("from_on")),
    Column("审议职权", 14, key="competence", of=_of("competence")),
    Column("民主程序", 24, key="steps", of=_of("steps")),
    Column("复审期限", 12, "date", key="review_on", of=_of("review_on")),
)


def _may_take(actor: Actor) -> Verdict:
    """Everybody takes out what their list shows them."""
    return ALLOWED if actor.posts else refused("没有可以查看的规章制度")


def _unit(actor: Actor, asked: Asked) -> str:
    return actor.unit_name or "全部单位"


@sheet(
    "disclosure.regulations",
    "规章制度目录",
    columns=COLUMNS,
    unit=_unit,
    may=_may_take,
    back="disclosure:regulations",
)
def regulations(actor: Actor, asked: Asked) -> list[tuple[str, Entry]]:
    """Return the rows that the list shows for the same question, in its order."""
    names = {name: asked.get(name, "") for name in ("subject", "state", "words")}
    rows = queries.listed(actor, narrowed("unit_path", actor, asked), **names)
    lines = [queries.line_of(one, localdate()) for one in rows]
    units = [str(line.regulation.unit) for line in lines]
    return list(zip(units, entries(lines), strict=True))
