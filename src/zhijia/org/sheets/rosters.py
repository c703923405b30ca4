"""A roster brought into the register of members: who is new, who changes, who stays."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from zhijia.law import Verdict
from zhijia.platform.actor import Actor
from zhijia.platform.sheets.lines import (
    ADD,
    CHANGE,
    MISSING,
    REFUSED,
    SAME,
    Change,
    Judged,
    Line,
    Reading,
)
from zhijia.platform.sheets.packing import in_lots
from zhijia.platform.sheets.register import Asked, Option, Said
from zhijia.platform.vault import mark

from .. import actions, policies, queries, roster, rules
from ..models import Member, Unit
from ..roster.nouns import FIELDS
from ..roster.returned import write_said
from ..rules import bringing

LOT = 1_000
MOST_TOLD = 50
HERE, BELOW, STRICT = "here", "below", "strict"
GENERATE, REFUSE = "generate", "refuse"
PLACES = Option(
    "places",
    "编入哪个单位",
    (
        (HERE, "全部编入所选单位"),
        (BELOW, "按“所属工会、部门”编入同名的下级单位，没有同名的编入所选单位"),
        (STRICT, "按“所属工会、部门”编入同名的下级单位，没有同名的不导入"),
    ),
)
NUMBERS = Option(
    "numbers",
    "没有工号的人",
    ((GENERATE, "由系统编工号（Z0001 起）"), (REFUSE, "不导入，补填工号后再导")),
    "工号用来登录。",
)
NO_ROSTER = (
    "没有找到花名册：表头要有“姓名”一列和另外两个能认出的列，例如“身份证号”“部门”。"
    "请下载模板对照，或者把表头改成常用的名称。"
)
SENSITIVE = frozenset({"id_number", "phone"})


class BringMembers:
    """Reads rosters as people keep them and holds them against the members of a unit."""

    options = (PLACES, NUMBERS)

    def places(self, actor: Actor) -> Any:
        return queries.units_kept(actor)

    def may(self, actor: Actor, place: Unit) -> Verdict:
        return policies.may_edit(actor, place)

    def read(self, data: bytes, name: str, today: date) -> Reading:
        return as_reading(roster.read(data, name, today))

    def summary(self, place: Unit, chosen: Asked, lines: Sequence[Line]) -> Iterator[str]:
        return Ways(place, chosen).told(lines)

    def judge(
        self, place: Unit, chosen: Asked, lines: Sequence[Line], actor: Actor, today: date
    ) -> Iterator[Judged]:
        return _Judging(place, chosen, actor, today).judged(lines)

    def write(
        self, *, actor: Actor, place: Unit, chosen: Asked, rows: Iterable[Judged], today: date
    ) -> Iterator[Judged]:
        return actions.write_members(place=place, rows=rows, today=today)

    def undo(self, *, actor: Actor, place: Unit, rows: Iterable[Judged]) -> None:
        actions.take_back_members(place=place, rows=rows)

    def write_back(self, data: bytes, name: str, said: Said) -> bytes:
        return write_said(data, name, said)


def as_reading(found: roster.Roster) -> Reading:
    """Return a roster as lines: importable people, and the rows that are refused.

    Raises: Unreadable, where the file has no roster.
    """
    if not found.header_rows:
        raise roster.Unreadable(NO_ROSTER)
    refused: dict[tuple[str | None, int], list[str]] = {}
    flagged: dict[tuple[str | None, int], list[str]] = {}
    doubts = []
    for fault in found.faults:
        if fault.kind == "header_typo":
            doubts.append((fault.sheet, fault.row, fault.message))
        else:
            kind = refused if fault.refuses else flagged
            kind.setdefault((fault.sheet, fault.row), []).append(fault.message)
    lines = [
        Line(one.row, one.sheet, _values(one), (), tuple(flagged.get((one.sheet, one.row), ())))
        for one in found.people
    ]
    lines += [
        Line(row, name, {"name": found.refused[(name, row)]}, tuple(said))
        for (name, row), said in refused.items()
    ]
    order = {name: n for n, name in enumerate(found.sheets_used)}
    lines.sort(key=lambda line: (order.get(line.sheet or "", 0), line.row))
    skipped = tuple((one.sheet, one.message) for one in found.sheets_skipped)
    return Reading(tuple(lines), skipped, tuple(doubts))


def _values(one: roster.Person) -> dict[str, str]:
    said = {name: getattr(one, name) for name in (*FIELDS, "remarks")}
    return {name: value for name, value in said.items() if value}


class Ways:
    """Which unit each line goes to, the way that was chosen."""

    def __init__(self, place: Unit, chosen: Asked) -> None:
        self.place, self.way = place, chosen.get("places", HERE)
        self._named: dict[str, set[Unit]] = {}
        if self.is_below:
            for unit in queries.units_below(place.path):
                for name in {unit.name, bringing.bare(unit.name)}:
                    self._named.setdefault(name, set()).add(unit)

    @property
    def is_below(self) -> bool:
        return self.way != HERE

    def words(self, line: Line) -> str:
        """Return what the line says of its unit: of 所属工会 and 部门 the one that is known."""
        said = [line.values[key] for key in ("union_unit", "department") if line.values.get(key)]
        return next((words for words in said if self._unit(words)), said[0] if said else "")

    def _unit(self, words: str) -> Unit | None:
        """Return the only unit so called."""
        for name in (words, bringing.bare(words)):
            found = self._named.get(name, set())
            if len(found) == 1:
                return next(iter(found))
        return None

    def unit(self, words: str) -> Unit | None:
        """Return the unit for these words; None where it is to be refused."""
        if not self.is_below:
            return self.place
        return self._unit(words) or (self.place if self.way == BELOW else None)

    def doubt(self, words: str) -> str:
        """Return what is to be said of a line that found no unit of its own."""
        if not self.is_below or self._unit(words):
            return ""
        missed = f"没有叫“{words[:30]}”的下级单位" if words else "没有填部门或者所属工会"
        return f"{missed}，编入{self.place}。" if self.way == BELOW else f"{missed}。"

    def told(self, lines: Sequence[Line]) -> Iterator[str]:
        """Yield for each department how many people go where."""
        if not self.is_below:
            return
        counted = Counter(self.words(line) for line in lines if not line.refused)
        for words, n in counted.most_common(MOST_TOLD):
            where = self.doubt(words) or f"编入{self.unit(words)}。"
            yield f"{words[:30] or '（空）'}：{n} 人，{where}"
        if len(counted) > MOST_TOLD:
            yield f"……其余 {len(counted) - MOST_TOLD} 个从略。"


class _Judging:
    """The lines of a roster held against the register, some thousand at a time."""

    def __init__(self, place: Unit, chosen: Asked, actor: Actor, today: date) -> None:
        self._place, self._actor, self._today = place, actor, today
        self._ways = Ways(place, chosen)
        self._generates = chosen.get("numbers", GENERATE) == GENERATE
        self._seen: set[int] = set()
        self._used: dict[int, set[str]] = {}
        self._next: dict[int, int] = {}

    def judged(self, lines: Sequence[Line]) -> Iterator[Judged]:
        """Yield every line judged, then the members that no line is about."""
        for lot in in_lots(lines, LOT):
            yield from self._lot(lot)
        below = self._ways.is_below
        for name, unit, number in queries.others_of(self._place, self._seen, below=below):
            yield Judged(MISSING, name, f"{unit}　工号 {number}")

    def _lot(self, lot: Sequence[Line]) -> Iterator[Judged]:
        people = [bringing.incoming(line.values) for line in lot]
        words = [self._ways.words(line) for line in lot]
        units = [self._ways.unit(said) for said in words]
        marks = [mark("id", one.columns.get("id_number", "")) for one in people]
        known = queries.by_marks(marks)
        numbers = queries.by_numbers(
            {unit.pk for unit in units if unit}, {one.staff_no for one in people if one.staff_no}
        )
        for line, one, said, unit, its_mark in zip(lot, people, words, units, marks, strict=True):
            row = Judged(SAME, line.values.get("name", ""), "", line.row, line.sheet)
            doubt = self._ways.doubt(said)
            wrong = line.refused or one.faults or ((doubt,) if unit is None else ())
            if wrong or unit is None:
                yield _no(row, *wrong)
                continue
            notes = [*line.flagged, *one.doubts]
            by_id = known.get(its_mark) if its_mark else None
            same = by_id or numbers.get((unit.pk, one.staff_no))
            if same is None:
                yield self._new(row, one, unit, [*notes, *filter(None, [doubt])])
            else:
                yield self._met(row, one, unit, notes, same, is_by_id=by_id is not None)

    def _new(self, row: Judged, one: bringing.Incoming, unit: Unit, notes: Sequence[str]) -> Judged:
        """Judge somebody who is not in the register."""
        if not bringing.is_in(one.state):
            return _no(row, f"会籍状态为“{bringing.stated(one.state)}”，不是在册会员，没有导入。")
        joined = bringing.joins_on(one.joined, self._today)
        if joined > self._today:
            return _no(row, "入会时间晚于今天，请核对。")
        doubts = list(notes)
        if not one.joined:
            doubts.append("没有入会时间，自导入之日起算。")
        number = one.staff_no or (self._numbered(unit) if self._generates else "")
        if not number:
            return _no(row, "没有工号，请补填。")
        used = self._used.setdefault(unit.pk, set())
        if number in used:
            return _no(row, f"工号“{number}”与前面的行相同，编入同一个单位会重复，请核对。")
        used.add(number)
        values = {**one.columns, "staff_no": number, "joined_on": joined.isoformat()}
        values["state"] = one.state or bringing.REGULAR
        detail = f"{unit}　工号 {number}　{_masked_id(one)}".rstrip("　")
        return replace(
            row, kind=ADD, detail=detail, messages=tuple(doubts), place=unit.pk, values=values
        )

    def _numbered(self, unit: Unit) -> str:
        """Return a staff number nobody in the unit has."""
        if unit.pk not in self._next:
            taken = queries.numbers_like(unit, bringing.NUMBERED)
            self._next[unit.pk] = bringing.next_numbers(taken)
        number = bringing.numbered(self._next[unit.pk])
        self._next[unit.pk] += 1
        return number

    def _met(
        self,
        row: Judged,
        one: bringing.Incoming,
        unit: Unit,
        notes: Sequence[str],
        member: Member,
        *,
        is_by_id: bool,
    ) -> Judged:
        """Judge somebody whose identity number, or unit and staff number, is there already."""
        if why := self._stranger(one, member, is_by_id=is_by_id):
            return _no(row, why)
        if member.pk in self._seen:
            return _no(row, "与前面的行是同一个人，只取前面一行。")
        self._seen.add(member.pk)
        doubts = [*notes, *self._differs(one, unit, member)]
        changes = tuple(_changes(one.columns, member))
        return replace(
            row,
            kind=CHANGE if changes else SAME,
            detail=f"{member.unit}　工号 {member.staff_no}　{_masked_id(one)}".rstrip("　"),
            messages=tuple(doubts),
            target=member.pk,
            version=member.version,
            values=dict(one.columns) if changes else {},
            changes=changes,
        )

    def _stranger(self, one: bringing.Incoming, member: Member, *, is_by_id: bool) -> str:
        """Return why a line cannot be this member, "" where it is."""
        if not is_by_id:
            if member.left_on:
                return "工号已被离会的会员用过，请换一个。"
            if member.name != one.columns["name"]:
                return f"工号已是“{member.name}”的，姓名不同，请核对。"
            if member.id_mark and one.columns.get("id_number"):
                return "工号和姓名已登记在另一个身份证号名下，请核对。"
            return ""
        if member.left_on:
            return (
                f"这个身份证号的会员已于 {member.left_on:%Y-%m-%d} 离会，重新入会请在会员页办理。"
            )
        if not member.unit_path.startswith(self._place.path):
            where = member.unit.name if self._actor.reaches(member.unit_path) else "别的单位"
            return f"这个身份证号已是{where}的会员，请办理转会。"
        return ""

    def _differs(self, one: bringing.Incoming, unit: Unit, member: Any) -> Iterator[str]:
        """Yield what the table says otherwise and an import does not change."""
        if self._ways.is_below and member.unit_id != unit.pk:
            yield f"现在在“{member.unit}”，表里在“{unit}”，没有改动；转会请另行办理。"
        if one.staff_no and one.staff_no != member.staff_no:
            yield f"工号现为 {member.staff_no}，与表里不同，没有改动。"
        stood: date | None = member.joined_on
        if one.joined and stood and not stood.isoformat().startswith(one.joined):
            exact = bringing.joins_on(one.joined, stood)
            if exact != stood:
                yield f"入会时间现为 {stood:%Y-%m-%d}，与表里不同，没有改动。"
        if one.state and one.state != member.state:
            now = bringing.stated(member.state)
            yield f"会籍状态现为“{now}”，与表里不同，没有改动；请在会员页办理。"


def _masked_id(one: bringing.Incoming) -> str:
    return rules.masked("id_number", one.columns.get("id_number", ""))


def _no(row: Judged, *why: str) -> Judged:
    return replace(row, kind=REFUSED, messages=tuple(why))


def _changes(columns: Mapping[str, str], member: Member) -> Iterator[Change]:
    """Yield what the table says otherwise; sensitive values by their masks."""
    for name, said in columns.items():
        if name in SENSITIVE:
            kind = {"id_number": "id", "phone": "phone"}[name]
            if mark(kind, said) != getattr(member, f"{kind}_mark"):
                now = rules.masked(name, getattr(member, name))
                yield Change(bringing.LABELS[name], now, rules.masked(name, said))
        elif said != (now := getattr(member, name)):
            yield Change(bringing.LABELS[name], _worded(name, now), _worded(name, said))


def _worded(name: str, value: str) -> str:
    words: dict[str, dict[str, str]] = {"gender": rules.GENDERS, "employment": rules.EMPLOYMENTS}
    return words.get(name, {}).get(value, value)
