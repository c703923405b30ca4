"""选举人名册 as a table: taken out with who takes part, brought into a draft."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import QuerySet

from zhijia.law import ALLOWED, Verdict, refused
from zhijia.org.rules import DESKS
from zhijia.platform.actor import Actor
from zhijia.platform.sheets import Column, reading
from zhijia.platform.sheets.lines import ADD, REFUSED, SAME, Judged, Line, Reading
from zhijia.platform.sheets.register import Asked, Said, sheet

from .. import actions, policies, queries
from ..models import Ballot, Voter
from ..rules import UNION_BODIES
from ..rules.rolls import NewVoter, Pasted
from ..rules.standing import may_step

ASKED = (
    Column(
        "姓名",
        14,
        key="name",
        of=lambda row: row.name,
        is_asked=True,
        is_required=True,
        example="王芳",
        longest=50,
    ),
    Column(
        "工号",
        14,
        "id",
        key="number",
        of=lambda row: row.number,
        is_asked=True,
        example="2007",
        help="同名的人靠工号区分",
        other_heads=("编号", "工号或者编号"),
        longest=30,
    ),
    Column(
        "代表团",
        22,
        key="group",
        of=lambda row: row.group,
        is_asked=True,
        example="医院代表团",
        other_heads=("分工会", "部门"),
        longest=60,
    ),
)
COLUMNS = (*ASKED, Column("参加方式", 12, key="way", of=lambda row: row.get_way_display()))


def _ballot(actor: Actor, asked: Asked) -> Ballot | None:
    return queries.ballots(actor).filter(code=asked.get("ballot", "")).first()


def _unit(actor: Actor, asked: Asked) -> str:
    found = _ballot(actor, asked)
    return f"{found.unit.name}（{found.title}）" if found else actor.unit_name


def _may(actor: Actor) -> Verdict:
    """A roll is taken out by who holds an office; each gets those of the ballots they see."""
    if any(role != "member" for role, _, _ in actor.posts):
        return ALLOWED
    return refused("由任职的人导出")


class BringRoll:
    """Reads people into the roll of a draft: members by number or name, others by name."""

    options = ()

    def places(self, actor: Actor) -> Any:
        drafts = Ballot.objects.filter(state="draft", unit_path__in=actor.stands(DESKS))
        return drafts.select_related("unit")

    def may(self, actor: Actor, place: Ballot) -> Verdict:
        return policies.may_run(actor, place) and may_step("edit", place.state)

    def read(self, data: bytes, name: str, today: date) -> Reading:
        return reading.read(data, ASKED, today)

    def judge(
        self, place: Ballot, chosen: Asked, lines: Sequence[Line], actor: Actor, today: date
    ) -> Iterator[Judged]:
        there = set(place.voters.order_by().values_list("member_id", "name", "number"))
        members = {row[0] for row in there if row[0]}
        names = {(row[1], row[2]) for row in there if not row[0]}
        must = place.body in UNION_BODIES and not place.is_rehearsal
        people = [_pasted(line) for line in lines]
        matched = queries.matched(place.unit, people, must_be_members=must)
        for line, who in zip(lines, matched, strict=True):
            yield _judged(line, who, members, names)

    def summary(self, place: Ballot, chosen: Asked, lines: Sequence[Line]) -> Iterable[str]:
        return ("名册上已有的人不动，表里没有的人不会删去。",)

    def write(
        self, *, actor: Actor, place: Ballot, chosen: Asked, rows: Iterable[Judged], today: date
    ) -> Iterator[Judged]:
        for row in rows:
            made = actions.put_voter(actor=actor, ballot=place, voter=_new(row.values))
            yield replace(row, target=made.pk)

    def undo(self, *, actor: Actor, place: Ballot, rows: Iterable[Judged]) -> None:
        keys = [row.target for row in rows if row.target]
        actions.take_back_voters(actor=actor, ballot=place, keys=keys)

    def write_back(self, data: bytes, name: str, said: Said) -> bytes:
        return reading.returned(data, name, "选举人名册", ASKED, said)


def _pasted(line: Line) -> Pasted:
    value = line.values.get
    return Pasted(line.row, value("name", ""), value("number", ""), value("group", ""))


def _new(values: Mapping[str, str]) -> NewVoter:
    member = values.get("member_id", "")
    return NewVoter(
        values["name"],
        int(member) if member else None,
        values.get("number", ""),
        values.get("group", ""),
        values.get("stroke_key", ""),
    )


def _judged(
    line: Line, who: NewVoter | str, members: set[int], names: set[tuple[str, str]]
) -> Judged:
    """Say what would become of one line."""
    title, group = line.values.get("name", ""), line.values.get("group", "")
    told = Judged(SAME, title, group, line.row, line.sheet)
    if line.refused:
        return replace(told, kind=REFUSED, messages=line.refused)
    if isinstance(who, str):
        return replace(told, kind=REFUSED, messages=(f"{who}。",))
    key = (who.name, who.number)
    if who.member_id in members or (who.member_id is None and key in names):
        return told
    if who.member_id:
        members.add(who.member_id)
    else:
        names.add(key)
    values = {name: str(value) for name, value in who._asdict().items() if value}
    return replace(told, kind=ADD, values=values)


@sheet(
    "ballots.roll",
    "选举人名册",
    columns=COLUMNS,
    unit=_unit,
    may=_may,
    back="ballots:ballots",
    brings=BringRoll(),
    notes=("只能导入筹备中的表决；定稿以后名册固定。", "工会选举的名册只收有表决权的会员。"),
)
def roll(actor: Actor, asked: Asked) -> QuerySet[Voter]:
    """Return the roll of the ballot that is asked for."""
    found = _ballot(actor, asked)
    return found.voters.all() if found else Voter.objects.none()
