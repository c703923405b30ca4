"""标准条目: the items of a version, taken out as a table and brought back in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import QuerySet

from zhijia.law import ALLOWED, Verdict, refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.sheets import Column, reading
from zhijia.platform.sheets.lines import ADD, CHANGE, REFUSED, SAME, Change, Judged, Reading
from zhijia.platform.sheets.lines import Line as Row
from zhijia.platform.sheets.register import Asked, Said, sheet

from .. import actions, policies, queries
from ..models import Edition, Item
from ..rules import standards as rules
from ..rules.scales import WAYS
from ..rules.standards import Line

BY_LABEL = {label: key for key, label in WAYS.items()}
YES = "是"


def _asked(head: str, width: float, key: str, **more: Any) -> Column:
    """Return a column that template, import and export all have."""
    kind = more.pop("kind", "text")
    of = more.pop("of", lambda row: getattr(row, key))
    return Column(head, width, kind, key=key, of=of, is_asked=True, **more)


COLUMNS = (
    _asked(
        "编号", 8, "code", kind="id", is_required=True, example="1.1", help="决定先后，不能重复"
    ),
    _asked("部分", 18, "section", is_required=True, example="安全思想要严肃", longest=40),
    _asked("要求", 40, "asks", is_required=True, example="新进职工经过三级安全教育", longest=500),
    _asked("满分", 8, "full", kind="number", example="6", help="否决项可以填 0"),
    _asked(
        "评分办法",
        12,
        "way",
        kind="choice",
        of=lambda row: row.get_way_display(),
        is_required=True,
        choices=tuple(WAYS.values()),
        example="逐处扣分",
    ),
    _asked(
        "评分尺度",
        26,
        "scale",
        example="每处 2",
        help="分档写“好 10；一般 6；差 0”；按数值写“90 以上 10；其余 0”；是否符合不用写",
        longest=500,
    ),
    _asked(
        "否决项",
        8,
        "is_veto",
        kind="choice",
        of=lambda row: YES if row.is_veto else "",
        choices=(YES,),
    ),
    _asked("佐证", 22, "proof", example="教育档案", longest=500),
    _asked("依据", 26, "source", example="《安全生产法》第二十八条", longest=500),
)
ASKED = COLUMNS


def _may(actor: Actor) -> Verdict:
    """Standards are taken out by who holds an office; each gets those they see."""
    if any(role != "member" for role, _, _ in actor.posts):
        return ALLOWED
    return refused("由任职的人导出")


def _edition(actor: Actor, asked: Asked) -> Edition | None:
    return queries.editions(actor).filter(code=asked.get("edition", "")).first()


def _unit(actor: Actor, asked: Asked) -> str:
    found = _edition(actor, asked)
    return f"{found.standard.unit.name}（{found}）" if found else actor.unit_name


class BringItems:
    """Reads the items of a standard: by their codes new ones are added, others said anew."""

    options = ()

    def places(self, actor: Actor) -> Any:
        return queries.drafts_kept(actor)

    def may(self, actor: Actor, place: Edition) -> Verdict:
        return policies.may_edit_standard(actor, place.standard) and rules.may_edit(
            is_fixed=place.fixed_on is not None, is_kept=place.standard.removed_on is None
        )

    def read(self, data: bytes, name: str, today: date) -> Reading:
        return reading.read(data, ASKED, today)

    def judge(
        self, place: Edition, chosen: Asked, lines: Sequence[Row], actor: Actor, today: date
    ) -> Iterator[Judged]:
        there = {item.code: item for item in place.items.all()}
        seen: set[str] = set()
        for line in lines:
            yield _judged(line, there, seen)

    def summary(self, place: Edition, chosen: Asked, lines: Sequence[Row]) -> Iterable[str]:
        return ("表里没有的条目不会删去。",)

    def write(
        self, *, actor: Actor, place: Edition, chosen: Asked, rows: Iterable[Judged], today: date
    ) -> Iterator[Judged]:
        kept = list(rows)
        before = {item.code: item for item in place.items.all()}
        made = actions.bring_lines(
            actor=actor, edition=place, lines=[_line(row.values) for row in kept]
        )
        for row in kept:
            old = before.get(row.values["code"])
            yield replace(
                row, target=made.pk, version=made.version, before=_values(old) if old else {}
            )

    def undo(self, *, actor: Actor, place: Edition, rows: Iterable[Judged]) -> None:
        kept = list(rows)
        if any(row.version != place.version for row in kept):
            raise Refused(refused("导入以后又改过这一版，不能整批撤销"))
        actions.put_back_lines(
            actor=actor,
            edition=place,
            added=[row.values["code"] for row in kept if not row.before],
            before=[_line(row.before) for row in kept if row.before],
        )

    def write_back(self, data: bytes, name: str, said: Said) -> bytes:
        return reading.returned(data, name, "检查标准", ASKED, said)


def _values(item: Item) -> dict[str, str]:
    """Return an item as the cells of its row."""
    return {column.key: str(column.of(item) or "") for column in ASKED if column.of}


def _line(values: Mapping[str, Any]) -> Line:
    """Return a row as an item; judged before it is written."""
    try:
        full = Decimal(str(values.get("full") or 0))
    except InvalidOperation:
        full = Decimal(-1)
    return Line(
        values.get("code", ""),
        values.get("section", ""),
        values.get("asks", ""),
        full,
        BY_LABEL.get(values.get("way", ""), ""),
        values.get("scale", ""),
        values.get("is_veto", "") == YES,
        values.get("proof", ""),
        values.get("source", ""),
    )


def _judged(row: Row, there: Mapping[str, Item], seen: set[str]) -> Judged:
    """Say what would become of one row."""
    values = dict(row.values)
    code, asks = values.get("code", ""), values.get("asks", "")
    told = Judged(SAME, f"{code} {asks[:30]}", values.get("section", ""), row.row, row.sheet)
    wrong = row.refused or _wrong(values, seen)
    if wrong:
        return replace(told, kind=REFUSED, messages=tuple(wrong))
    seen.add(code)
    line = _line(values)
    old = there.get(code)
    if old is None:
        return replace(told, kind=ADD, values=values)
    changed = rules.compared([old.line], [line])
    if not changed:
        return told
    fields = tuple(Change(*pair) for one in changed for pair in one.fields)
    return replace(told, kind=CHANGE, values=values, changes=fields, target=old.pk)


def _wrong(values: Mapping[str, str], seen: set[str]) -> tuple[str, ...]:
    """Return what refuses a row."""
    if values.get("code", "") in seen:
        return (f"编号“{values['code']}”在表里重复，只取前面一行。",)
    no = rules.line_stands(_line(values)).reason
    return (f"{no}。",) if no else ()


@sheet(
    "checks.items",
    "检查标准",
    columns=COLUMNS,
    unit=_unit,
    may=_may,
    back="checks:standards",
    brings=BringItems(),
    notes=(
        "同一编号的条目按表修改，新的编号增加；表里没有的不动。",
        "已定版的标准不能导入，请先另起新版。",
    ),
)
def items(actor: Actor, asked: Asked) -> QuerySet[Item]:
    """Return the items of the version that is asked for."""
    found = _edition(actor, asked)
    return found.items.all() if found else Item.objects.none()
