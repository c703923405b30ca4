"""A staff congress of the group: delegates of three units, a committee, a call that is open."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest

from tests.conftest import Seat
from zhijia.matters import actions
from zhijia.matters.models import Call, Matter
from zhijia.org import actions as org
from zhijia.org import queries as org_queries
from zhijia.org.models import Member, Unit
from zhijia.org.rules import Basis
from zhijia.platform.actor import Actor

VALUES = {
    "category": "rights",
    "cause": "夜班职工下班时食堂已经关门，只能吃泡面，反映多次没有解决。",
    "remedy": "建议食堂夜间保留一个窗口，供应到凌晨一点，菜品不少于四种，价格与白班相同。",
    "suggested": "后勤部",
}
TITLE = "关于改善夜班食堂供应的提案"
ANSWER = "食堂自下月一日起开设夜间窗口，供应到凌晨一点，由后勤部每周检查并公布供应情况。"


@dataclass(frozen=True)
class Congress:
    """Who takes part: `filer` and two who second, the committee, the handler, a leader."""

    unit: Unit
    desk: Actor
    filer: Actor
    backers: tuple[Actor, Actor]
    committee: Actor
    handler: Actor
    assistant: Actor
    leader: Actor
    call: Call


def member_of(actor: Actor) -> Member:
    """Return the member whom an actor is."""
    return Member.objects.get(pk=actor.member_id)


@pytest.fixture
def congress(
    group: Unit,
    hospital: Unit,
    school: Unit,
    workshop: Unit,
    group_desk: Actor,
    seat: Seat,
    today: date,
) -> Congress:
    """The group's congress calls for proposals."""
    met_on = today - timedelta(days=400)
    basis = Basis("elected", "第三届职工代表大会第一次会议", met_on)

    def give(who: Actor, kind: str, how: Basis = basis) -> Actor:
        org.appoint(
            actor=group_desk,
            unit=group,
            member=member_of(who),
            kind=kind,
            from_on=met_on,
            basis=how,
        )
        return org_queries.actor_for(member_of(who))

    call = actions.open_call(
        actor=group_desk,
        unit=group,
        kind="proposal",
        title="第三届第二次职代会提案征集",
        from_on=today - timedelta(days=5),
        until_on=today + timedelta(days=25),
    )
    return Congress(
        unit=group,
        desk=group_desk,
        filer=give(seat("2003", hospital), "staff_rep"),
        backers=(
            give(seat("3003", school), "staff_rep"),
            give(seat("5003", workshop), "staff_rep"),
        ),
        committee=give(seat("1003", group), "proposals"),
        handler=seat("1005", group),
        assistant=seat("2005", hospital),
        leader=seat("1004", group),
        call=call,
    )


File = Callable[..., Matter]


@pytest.fixture
def filed(congress: Congress, today: date) -> File:
    """Hand a proposal in."""

    def file_one(**more: Any) -> Matter:
        said = {"title": TITLE, "values": VALUES, "actor": congress.filer, **more}
        return actions.file_matter(
            kind="proposal", unit=congress.unit, call=congress.call, today=today, **said
        )

    return file_one


Walk = Callable[[Matter, str], Matter]


@pytest.fixture
def walk(congress: Congress, today: date) -> Walk:
    """Take a proposal on until it is in a state."""

    def step(who: Actor, name: str, **given: Any) -> Callable[[Matter], Any]:
        said = actions.Given(**given)
        return lambda m: actions.move(actor=who, matter=m, step=name, today=today, given=said)

    def back(matter: Matter) -> None:
        for one in congress.backers:
            actions.back(actor=one, matter=matter, is_for=True, today=today)
        actions.move(actor=congress.filer, matter=matter, step="hand_in", today=today)

    lead = actions.Assignee(congress.unit, "后勤部", member=member_of(congress.handler))
    answer = {"values": {"answer": ANSWER, "contact": "赵敏 8001"}}
    done = {"carried": "done", "evidence": "夜间窗口已经开设，供应记录见附表。"}
    ways: list[tuple[str, Callable[[Matter], Any]]] = [
        ("delegation", back),
        ("committee", step(congress.committee, "endorse")),
        ("filed", step(congress.committee, "file", words="同意立案")),
        ("handling", step(congress.desk, "assign", lead=lead, words="请按期答复")),
        ("answered", step(congress.handler, "answer", **answer)),
        (
            "rated",
            lambda m: actions.rate(
                actor=congress.filer, matter=m, choice="fair", words="", today=today
            ),
        ),
        ("carrying", step(congress.committee, "accept")),
        (
            "reported",
            step(congress.handler, "report", values=done, words="已开设夜间窗口"),
        ),
        ("closed", step(congress.committee, "close", words="已核实")),
    ]

    def go(matter: Matter, until: str) -> Matter:
        for state, way in ways:
            way(matter)
            matter.refresh_from_db()
            if state == until:
                return matter
        raise AssertionError(f"no way leads to {until}")

    return go
