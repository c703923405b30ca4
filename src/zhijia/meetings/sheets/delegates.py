"""代表名册: brought in from a table and taken out as one; who is on it twice is found."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.timezone import localdate

from zhijia.law import ALLOWED, Verdict, refused
from zhijia.platform.actor import Actor
from zhijia.platform.sheets import Column, reading
from zhijia.platform.sheets.lines import ADD, REFUSED, SAME, Judged, Line, Reading
from zhijia.platform.sheets.register import Asked, Said, sheet

from .. import actions, policies
from ..models import Congress, Delegate, DelegateQuerySet
from ..policies import OFFICES
from ..queries import delegates as found
from ..rules import mandates
from ..rules.mandates import RANKS, NewDelegate

YES = ("是", "否")
LEVELS = {words: code for code, words in RANKS.items()}
TICKS = (
    ("is_woman", "女", ("女性",), 6),
    ("is_young", "青年", (), 6),
    ("is_frontline", "一线职工", ("一线",), 10),
    ("is_teacher", "教师", ("专任教师",), 6),
    ("is_model", "劳模先进", ("劳模",), 10),
    ("is_dispatched", "劳务派遣", ("派遣",), 10),
)
NUMBERS = (
    ("yes", "赞成票", ("得票", "赞成票数"), "当选票数"),
    ("everybody", "全体人数", ("选举单位人数", "应到人数"), "选举单位的全体会员或者职工"),
    ("came", "到会人数", ("实到人数",), "参加选举的人数"),
    ("candidates", "候选人数", ("候选人",), "同一选举单位同一天写一样的数"),
)


def _of_poll(name: str) -> Any:
    return lambda row: getattr(row.polling, name) if row.polling else None


def _tick(name: str) -> Any:
    return lambda row: YES[0] if getattr(row, name) else ""


COLUMNS = (
    Column(
        "选举单位",
        22,
        key="precinct",
        of=lambda row: row.precinct.name,
        other_heads=("选区",),
        is_asked=True,
        is_required=True,
        example="检修车间",
        help="先在选举单位页登记",
        longest=60,
    ),
    Column(
        "姓名",
        12,
        key="name",
        of=lambda row: row.name,
        other_heads=("代表姓名",),
        is_asked=True,
        is_required=True,
        example="王芳",
        longest=50,
    ),
    Column(
        "工号",
        12,
        "id",
        key="number",
        of=lambda row: row.number,
        is_asked=True,
        example="4021",
        help="同名的人靠工号区分",
        longest=30,
    ),
    Column(
        "代表团",
        16,
        key="group",
        of=lambda row: row.delegation.name if row.delegation else "",
    ),
    Column(
        "职务层次",
        22,
        "choice",
        key="rank",
        of=lambda row: row.get_rank_display(),
        is_asked=True,
        choices=tuple(LEVELS),
        help="中层副职在职工代表中计入管理人员，在会员代表中不计入",
    ),
    *(
        Column(
            head,
            width,
            "choice",
            key=name,
            of=_tick(name),
            other_heads=others,
            is_asked=True,
            choices=YES,
        )
        for name, head, others, width in TICKS
    ),
    Column(
        "当选日期",
        12,
        "date",
        key="elected_on",
        of=lambda row: row.elected_on,
        other_heads=("选举日期",),
        is_asked=True,
        example="2026-03-02",
    ),
    *(
        Column(
            head,
            10,
            "number",
            key=name,
            of=(lambda row: row.yes) if name == "yes" else _of_poll(name),
            other_heads=others,
            is_asked=True,
            help=words,
            longest=6,
        )
        for name, head, others, words in NUMBERS
    ),
)
ASKED = tuple(column for column in COLUMNS if column.is_asked)


class BringDelegates:
    """Enters the delegates of a term from a list; who is there already is left alone."""

    options = ()

    def places(self, actor: Actor) -> Any:
        runs = Q(ended_on=None) | Q(ended_on__gt=localdate())
        return found.congresses_kept(actor).filter(runs)

    def may(self, actor: Actor, place: Congress) -> Verdict:
        return policies.may_keep_delegates(actor, place)

    def read(self, data: bytes, name: str, today: date) -> Reading:
        return reading.read(data, ASKED, today)

    def judge(
        self, place: Congress, chosen: Asked, lines: Sequence[Line], actor: Actor, today: date
    ) -> Iterator[Judged]:
        held = {_key(one.name, one.number): one for one in found.delegates_of(place)}
        units = {one.name for one in place.precincts.all()}
        seen: dict[tuple[str, str], str] = {}
        for line in lines:
            yield _judged(place, line, held, units, seen)

    def summary(self, place: Congress, chosen: Asked, lines: Sequence[Line]) -> Iterable[str]:
        return ("名册上已有的代表不动，表里没有的代表不会删去。",)

    def write(
        self, *, actor: Actor, place: Congress, chosen: Asked, rows: Iterable[Judged], today: date
    ) -> Iterator[Judged]:
        brought = list(rows)
        people = [_new(row.values) for row in brought]
        made = actions.enter_delegates(actor=actor, congress=place, people=people, today=today)
        for row, one in zip(brought, made, strict=True):
            yield replace(row, target=one.pk, version=one.version)

    def undo(self, *, actor: Actor, place: Congress, rows: Iterable[Judged]) -> None:
        keys = [(row.target, row.version) for row in rows if row.target]
        actions.take_back_delegates(actor=actor, congress=place, keys=keys)

    def write_back(self, data: bytes, name: str, said: Said) -> bytes:
        return reading.returned(data, name, "代表名册", ASKED, said)


def _key(name: str, number: str) -> tuple[str, str]:
    return ("", number) if number else (name, "")


def _no(row: Judged, why: str) -> Judged:
    return replace(row, kind=REFUSED, messages=(f"{why.rstrip('。')}。",))


def _judged(
    place: Congress,
    line: Line,
    held: Mapping[tuple[str, str], Delegate],
    units: set[str],
    seen: dict[tuple[str, str], str],
) -> Judged:
    """Say what would become of one line; somebody on the list twice is found."""
    value = line.values.get
    name, number, unit = value("name", ""), value("number", ""), value("precinct", "")
    row = Judged(SAME, name, unit, line.row, line.sheet, line.flagged)
    if line.refused:
        return replace(row, kind=REFUSED, messages=line.refused)
    if unit not in units:
        return _no(row, f"没有选举单位“{unit}”")
    key = _key(name, number)
    if there := held.get(key):
        if there.precinct.name == unit:
            return replace(row, target=there.pk, version=there.version)
        return _no(row, mandates.is_once(name, unit=unit, other=there.precinct.name).reason)
    if key in seen:
        return _no(row, f"表里重复：{mandates.is_once(name, unit=unit, other=seen[key]).reason}")
    seen[key] = unit
    return _matched(place, line, row)


def _matched(place: Congress, line: Line, row: Judged) -> Judged:
    """Find the member a line means, and hold the numbers of the election against the rules."""
    value = line.values.get
    who = found.matched(place, value("name", ""), value("number", ""))
    if isinstance(who, str) and who:
        return _no(row, who)
    member = None if isinstance(who, str) else who
    has_vote = member is not None and member.state == "regular"
    may = mandates.may_be_delegate(place.whose, is_member=member is not None, has_vote=has_vote)
    if not may:
        return _no(row, may.reason)
    values = {key: text for key, text in line.values.items() if text}
    if member is not None:
        values["member_id"] = str(member.pk)
        if member.gender == "female":
            values.setdefault("is_woman", YES[0])
    return _elected(place, replace(row, kind=ADD, values=values))


def _elected(place: Congress, row: Judged) -> Judged:
    """Refuse a line whose own numbers say that nobody was elected."""
    new = _new(row.values)
    day = new.elected_on or place.begins_on
    poll = mandates.Poll(new.precinct, day, 1, new.everybody, new.came)
    one = mandates.Mandate(new.name, new.number, new.precinct, yes=new.yes, poll=poll)
    for said in (mandates.numbers_fit(poll, new.yes), mandates.election_of(place.whose, one)):
        if said is not None and not said:
            return _no(row, said.reason)
    return row


def _new(values: Mapping[str, str]) -> NewDelegate:
    """Return a delegate from the cells of a line."""

    def number(name: str) -> int | None:
        return int(values[name]) if values.get(name) else None

    day = values.get("elected_on", "")
    return NewDelegate(
        values["name"],
        values["precinct"],
        number=values.get("number", ""),
        member_id=number("member_id"),
        rank=LEVELS.get(values.get("rank", ""), ""),
        elected_on=date.fromisoformat(day) if day else None,
        everybody=number("everybody"),
        came=number("came"),
        candidates=number("candidates"),
        yes=number("yes"),
        **{name: values.get(name) == YES[0] for name, *_ in TICKS},
    )


def _may(actor: Actor) -> Verdict:
    if any(role in OFFICES for role, _, _ in actor.posts):
        return ALLOWED
    return refused("由任职的人导出")


def _unit(actor: Actor, asked: Asked) -> str:
    chosen = found.congress_called(actor, asked.get("congress", ""))
    return chosen.name if chosen else actor.unit_name


@sheet(
    "meetings.delegates",
    "代表名册",
    columns=COLUMNS,
    unit=_unit,
    may=_may,
    back="meetings:congresses",
    brings=BringDelegates(),
    notes=(
        "一届之内一人只有一个代表资格：表里重复的、已由别的选举单位选出的，都会指出来。",
        "会员代表须是会员；职工代表不论是否会员。",
    ),
)
def delegates(actor: Actor, asked: Asked) -> DelegateQuerySet:
    """Return the delegates of the term that is asked for."""
    chosen = found.congress_called(actor, asked.get("congress", ""))
    return found.delegates_of(chosen) if chosen else Delegate.objects.none()
