"""组织一览表: the tree of units, brought in from a table and taken out as one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from zhijia.law import ALLOWED, Verdict, refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.sheets import Column, reading
from zhijia.platform.sheets.lines import ADD, CHANGE, REFUSED, SAME, Change, Judged, Line, Reading
from zhijia.platform.sheets.register import Asked, Said, sheet

from .. import actions, policies, queries, rules
from ..models import Unit
from .places import looked_at, narrowed

KINDS = {label: code for code, label in rules.KIND_LABELS.items()}
NOTES = (
    "上级单位可以是系统里已有的，也可以是同一张表里的，先后不限；不填的，建在所选单位的下一级。",
    "单位代码用在登录账号里，建好以后不能改；表里的代码已经有了的，只更新名称、类型和职工人数。",
)


class Shown:
    """A unit with its members, as a row of the export."""

    def __init__(self, unit: Unit, heads: queries.Heads) -> None:
        self.unit, self.heads = unit, heads


def _parent(row: Shown) -> Unit | None:
    return row.unit.parent


COLUMNS = (
    Column(
        "单位名称",
        30,
        key="name",
        of=lambda row: "　" * (row.unit.depth - 1) + row.unit.name,
        other_heads=("名称", "单位", "工会名称", "组织名称"),
        is_asked=True,
        is_required=True,
        example="检修车间分工会",
        help="全称，60 字以内",
        longest=60,
    ),
    Column(
        "单位代码",
        12,
        "id",
        key="code",
        of=lambda row: row.unit.code,
        other_heads=("代码", "组织代码", "工会代码"),
        is_asked=True,
        is_required=True,
        example="JX",
        help="字母和数字，全系统不能重复",
        longest=20,
    ),
    Column(
        "类型",
        12,
        "choice",
        key="kind",
        of=lambda row: row.unit.get_kind_display(),
        other_heads=("单位类型", "组织类型"),
        is_asked=True,
        is_required=True,
        choices=tuple(KINDS),
        example="车间（部门）",
    ),
    Column(
        "上级单位代码",
        14,
        key="parent",
        of=lambda row: row.unit.parent.code if row.unit.parent else "",
        other_heads=("上级单位", "上级代码", "上级工会", "上级"),
        is_asked=True,
        example="GD",
        help="代码或者名称",
        longest=60,
    ),
    Column(
        "上级单位",
        24,
        key="parent_name",
        of=lambda row: row.unit.parent.name if row.unit.parent else "",
    ),
    Column(
        "建会日期",
        12,
        "date",
        key="founded_on",
        of=lambda row: row.unit.founded_on,
        other_heads=("成立日期", "建会时间", "成立时间"),
        is_asked=True,
        is_required=True,
        example="2015-06-01",
        help="写到日，例如 2015-06-01",
    ),
    Column(
        "职工人数",
        10,
        "number",
        key="staff_count",
        of=lambda row: row.unit.staff_count,
        other_heads=("职工数",),
        is_asked=True,
        example="58",
        help="本级和下级职工总数，可以不填",
        longest=7,
    ),
    Column("本级会员", 10, "number", key="own", of=lambda row: row.heads.own),
    Column("含下级会员", 11, "number", key="total", of=lambda row: row.heads.total),
)
ASKED = tuple(column for column in COLUMNS if column.is_asked)
LABELS = {column.key: column.head for column in COLUMNS}


class BringUnits:
    """Founds the units of a table below the chosen one, and corrects those that stand already."""

    options = ()

    def places(self, actor: Actor) -> Any:
        return queries.units_kept(actor)

    def may(self, actor: Actor, place: Unit) -> Verdict:
        return policies.may_edit(actor, place)

    def read(self, data: bytes, name: str, today: date) -> Reading:
        return reading.read(data, ASKED, today)

    def judge(
        self, place: Unit, chosen: Asked, lines: Sequence[Line], actor: Actor, today: date
    ) -> Iterator[Judged]:
        return Tree(place, lines).judged()

    def summary(self, place: Unit, chosen: Asked, lines: Sequence[Line]) -> Iterable[str]:
        return ()

    def write(
        self, *, actor: Actor, place: Unit, chosen: Asked, rows: Iterable[Judged], today: date
    ) -> Iterator[Judged]:
        for row in rows:
            yield _found(actor, row) if row.kind == ADD else _correct(actor, row)

    def undo(self, *, actor: Actor, place: Unit, rows: Iterable[Judged]) -> None:
        for row in rows:
            unit = _still(row)
            if row.kind == ADD:
                actions.unfound(actor=actor, unit=unit, version=row.version)
            else:
                actions.edit_unit(actor=actor, unit=unit, version=row.version, **row.before)

    def write_back(self, data: bytes, name: str, said: Said) -> bytes:
        return reading.returned(data, name, "组织一览表", ASKED, said)


def _still(row: Judged) -> Unit:
    """Return the unit a row is about; `Refused` where somebody changed it since."""
    unit = Unit.objects.filter(pk=row.target or 0).first()
    if unit is None or unit.version != row.version:
        raise Refused(refused(f"“{row.title}”这期间有人改动过，请重新核对"))
    return unit


def _found(actor: Actor, row: Judged) -> Judged:
    values = row.values
    parent = Unit.objects.filter(code=values["parent"]).first()
    if parent is None:
        raise Refused(refused(f"“{row.title}”的上级单位这期间有变动，请重新核对"))
    made = actions.found_unit(
        actor=actor,
        parent=parent,
        name=values["name"],
        code=values["code"],
        kind=KINDS[values["kind"]],
        founded_on=date.fromisoformat(values["founded_on"]),
        staff_count=_count(values),
    )
    return replace(row, target=made.pk, version=made.version)


def _count(values: Mapping[str, str]) -> int | None:
    return int(values["staff_count"]) if values.get("staff_count") else None


def _correct(actor: Actor, row: Judged) -> Judged:
    unit, values = _still(row), row.values
    before = {"name": unit.name, "kind": unit.kind, "staff_count": unit.staff_count}
    count = _count(values)
    changed = actions.edit_unit(
        actor=actor,
        unit=unit,
        name=values["name"],
        kind=KINDS[values["kind"]],
        staff_count=unit.staff_count if count is None else count,
        version=row.version,
    )
    return replace(row, version=changed.version, before=before)


class Tree:
    """The lines of a table held against the tree of units, and against each other."""

    def __init__(self, place: Unit, lines: Sequence[Line]) -> None:
        self._place, self._lines = place, lines
        self._below = {unit.code: unit for unit in queries.units_below(place.path)}
        self._names: dict[str, set[str]] = {}
        codes = {line.values.get("code", "") for line in lines}
        taken = Unit.objects.filter(code__in=codes).values_list("code", flat=True)
        self._taken = set(taken) - self._below.keys()
        self._ours: dict[str, Line] = {}
        self._wrong: dict[int, str] = {}
        self._know()

    def _know(self) -> None:
        """Enter who is called what, and find codes that come twice."""
        for unit in self._below.values():
            self._names.setdefault(unit.name, set()).add(unit.code)
        for line in self._lines:
            code, name = line.values.get("code", ""), line.values.get("name", "")
            if line.refused or not code:
                continue
            if code in self._ours:
                self._wrong[id(line)] = f"单位代码“{code}”在表里重复，只取前面一行。"
            else:
                self._ours[code] = line
                self._names.setdefault(name, set()).add(code)

    def judged(self) -> Iterator[Judged]:
        """Yield each line judged: units before those below them, whatever the table's order."""
        seen: dict[int, Judged] = {}
        for line in self._lines:
            yield from self._with_parents(line, seen)

    def _with_parents(self, line: Line, seen: dict[int, Judged]) -> Iterator[Judged]:
        """Yield the line's parents that are still to come, then the line."""
        way: list[Line] = []
        at: Line | None = line
        while at is not None and id(at) not in seen and at not in way:
            way.append(at)
            at = self._ours.get(self._parent_code(at) or "")
        is_circle = at is not None and at in way
        for one in reversed(way):
            seen[id(one)] = self._judge(one, seen, is_circle=is_circle)
            yield seen[id(one)]

    def _parent_code(self, line: Line) -> str | None:
        """Return the code of the unit above: "" where there is none so called, None if several."""
        words = line.values.get("parent", "")
        if not words:
            return self._place.code
        if words in self._ours or words in self._below:
            return words
        found = self._names.get(words, set())
        if len(found) > 1:
            return None
        return next(iter(found), "")

    def _judge(self, line: Line, seen: Mapping[int, Judged], *, is_circle: bool) -> Judged:
        values = dict(line.values)
        row = Judged(
            SAME,
            values.get("name", ""),
            f"代码 {values['code']}" if values.get("code") else "",
            line.row,
            line.sheet,
            line.flagged,
        )
        wrong = line.refused or self._faults(line)
        if wrong:
            return replace(row, kind=REFUSED, messages=tuple(wrong))
        unit = self._below.get(values["code"])
        if unit is not None:
            return self._held_against(unit, line, row)
        return self._new(line, row, seen, is_circle=is_circle)

    def _faults(self, line: Line) -> tuple[str, ...]:
        code = line.values["code"]
        if id(line) in self._wrong:
            return (self._wrong[id(line)],)
        if no := rules.unit_code(code).reason:
            return (f"{no}。",)
        if code in self._taken:
            return (f"单位代码“{code}”已被别处的单位使用，请换一个。",)
        return ()

    def _new(
        self, line: Line, row: Judged, seen: Mapping[int, Judged], *, is_circle: bool
    ) -> Judged:
        """Judge a unit that is to be founded."""
        code = self._parent_code(line)
        words = line.values.get("parent", "")
        if code is None:
            return _no(row, f"叫“{words}”的单位不止一个，上级单位请改填代码。")
        if not code:
            return _no(row, f"没有找到上级单位“{words}”：它要在所选单位之下，或者在表里。")
        if is_circle:
            return _no(row, "上级单位绕成了一圈，请核对。")
        depth = self._depth(code, seen)
        if depth is None:
            return _no(row, "上级单位那一行不能导入，请先改正。")
        if no := rules.may_grow(depth).reason:
            return _no(row, f"{no}。")
        values = {**line.values, "parent": code, "depth": str(depth + 1)}
        return replace(row, kind=ADD, detail=f"{row.detail}　上级 {code}", values=values)

    def _depth(self, code: str, seen: Mapping[int, Judged]) -> int | None:
        """Return the level of the unit above; None where it is not founded either."""
        if code in self._below:
            return self._below[code].depth
        above = seen.get(id(self._ours[code]))
        return int(above.values["depth"]) if above and above.kind == ADD else None

    def _held_against(self, unit: Unit, line: Line, row: Judged) -> Judged:
        """Judge a unit that stands already: what the table says otherwise."""
        values = line.values
        named = values.get("parent", "")
        if named and unit.pk != self._place.pk and not _is_called(unit.parent, named):
            return _no(row, f"现在的上级是“{unit.parent}”，与表里不同；移动单位请在单位页办理。")
        now = {
            "name": unit.name,
            "kind": unit.get_kind_display(),
            "staff_count": str(unit.staff_count if unit.staff_count is not None else ""),
        }
        changes = tuple(
            Change(LABELS[key], before, values[key])
            for key, before in now.items()
            if values.get(key) and values[key] != before
        )
        doubts = list(row.messages)
        if values.get("founded_on") not in {"", unit.founded_on.isoformat()}:
            doubts.append(f"建会日期现为 {unit.founded_on:%Y-%m-%d}，与表里不同，不会改动。")
        return replace(
            row,
            kind=CHANGE if changes else SAME,
            messages=tuple(doubts),
            target=unit.pk,
            version=unit.version,
            values=dict(values),
            changes=changes,
        )


def _no(row: Judged, why: str) -> Judged:
    return replace(row, kind=REFUSED, messages=(why,))


def _is_called(unit: Unit | None, words: str) -> bool:
    return unit is not None and words in {unit.code, unit.name}


def _may_take(actor: Actor) -> Verdict:
    """Everybody takes out what they see: the units their posts reach."""
    return ALLOWED if actor.posts else refused("没有可以查看的单位")


def _unit(actor: Actor, asked: Asked) -> str:
    chosen = looked_at(actor, asked)
    return chosen.name if chosen else actor.unit_name or "全部单位"


@sheet(
    "org.units",
    "组织一览表",
    columns=COLUMNS,
    unit=_unit,
    may=_may_take,
    back="org:units",
    brings=BringUnits(),
    notes=NOTES,
)
def units(actor: Actor, asked: Asked) -> list[Shown]:
    """Return the standing units this actor reaches, in the tree's order; two queries."""
    heads = queries.heads(path for _, path, _ in actor.posts)
    found = queries.tree(actor, name=asked.get("name", "")).filter(narrowed("path", actor, asked))
    return [Shown(unit, heads.get(unit.path, queries.NOBODY)) for unit in found]
