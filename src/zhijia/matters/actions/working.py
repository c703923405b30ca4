"""What those do who have a matter in hand: their part, a word, a pause; and how it is judged."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from zhijia.law import refused
from zhijia.org.models import Member, Post, Unit
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, action, change, lock, require
from zhijia.platform.refs.queries import calendar

from .. import policies, queries, rules
from ..models import Matter, Move, Part, Pause, Rating, Remark
from ..queries.suggesting import FINANCE
from .steps import new_part
from .telling import tell_parties


@dataclass(frozen=True, slots=True)
class Assignee:
    """Who gets a part: a unit's desk, or in a department a post or a person by name."""

    unit: Unit
    department: str = ""
    post: Post | None = None
    member: Member | None = None
    due_on: date | None = None


def held_by(actor: Actor, matter: Matter) -> policies.Parties:
    """Return how an actor stands to a matter; two queries."""
    parts, backers = list(queries.parts_in(matter)), list(matter.backers.all())
    return policies.parties(actor, matter, parts, backers)


def is_one_of(actor: Actor, matter: Matter, wanted: tuple[str, ...], what: str) -> None:
    """Refuse whoever stands to a matter as none of these parties."""
    if not held_by(actor, matter) & {*wanted}:
        raise Refused(refused(f"{what}由{policies.named(wanted)}办理"))


def note(
    actor: Actor,
    matter: Matter,
    step: str,
    name: str,
    today: date,
    *,
    words: str = "",
    party: str = "",
    state: str = "",
    is_outside: bool = True,
) -> Move:
    """Write what happened besides the steps of the kind."""
    return Move.objects.create(
        matter=matter,
        unit_path=matter.unit_path,
        step=step,
        name=name,
        left=matter.state,
        state=state or matter.state,
        done_on=today,
        by_id=actor.member_id,
        party=party,
        words=words,
        is_outside=is_outside,
    )


@action("会签")
def answer_part(*, actor: Actor, part: Part, words: str, today: date) -> Part:
    """Say one's part of a matter that others lead."""
    matter, part = lock(part.matter, part)
    if not policies.does(actor, part):
        raise Refused(refused("由承办这一部分的人会签"))
    if part.role == "lead" or part.ended_on or not matter.declared.countersigns:
        raise Refused(refused("这一部分不需要会签"))
    note(actor, matter, "countersign", "会签", today, words=words, party="协办人", is_outside=False)
    title, event = f"{matter.kind_name}：协办部门已会签", f"countersign:{part.pk}"
    tell_parties(actor, matter, ("handler",), title, matter.number, event, today)
    return change(part, answer=words, answered_on=today)


@action("移交办件")
def hand_over(*, actor: Actor, part: Part, to: Assignee, words: str, today: date) -> Part:
    """Give a part to somebody else, with the reason; what was done so far stays on record."""
    matter, part = lock(part.matter, part)
    require(policies.may_hand_over(actor, matter))
    if part.ended_on:
        raise Refused(refused("这一部分已经结束，不能移交"))
    change(part, ended_on=today, ended_for=f"移交：{words}"[:100])
    said = f"由{part.holder}移交：{words}"
    new = new_part(matter, to, part.role, said, today)
    if part.department == FINANCE:
        # It is found by this name, and asked for its months by the clock, not as one who is silent.
        change(new, department=FINANCE, answer=part.answer, answered_on=part.answered_on)
    note(actor, matter, "hand_over", "移交", today, words=said, is_outside=False)
    party = "handler" if part.role == "lead" else "assistant"
    title, event = f"{matter.kind_name}：移交给您办理", f"hand_over:{new.pk}"
    tell_parties(actor, matter, (party,), title, matter.number, event, today)
    return new


@action("留言")
def remark(*, actor: Actor, matter: Matter, words: str, is_outside: bool, today: date) -> Remark:
    """Say something about a matter; who filed it speaks to those who handle it, always outside."""
    matter = lock(matter)
    held = held_by(actor, matter)
    kind = matter.declared
    if not held & {"filer", *kind.remarkers}:
        raise Refused(refused(f"由提出人、{policies.named(kind.remarkers)}留言"))
    is_filers = not held & {*kind.remarkers}
    said = Remark.objects.create(
        matter=matter,
        by_id=actor.member_id,
        party="提出人" if is_filers else policies.named(p for p in kind.remarkers if p in held),
        said_on=today,
        words=words.strip(),
        is_outside=is_outside or is_filers,
    )
    told = ("handler", *kind.readers) if is_filers else ("filer",) if is_outside else ("handler",)
    title, event = f"{kind.name}：有新的留言", f"remark:{said.pk}"
    tell_parties(actor, matter, told, title, matter.number, event, today)
    return said


@action("评价")
def rate(*, actor: Actor, matter: Matter, choice: str, words: str, today: date) -> Rating:
    """Judge what became of a matter; whom it is kept from, the kind says."""
    matter = lock(matter)
    return judge(actor, matter, choice, words, today, by=held_by(actor, matter))


def judge(
    actor: Actor, matter: Matter, choice: str, words: str, today: date, *, by: Iterable[str]
) -> Rating:
    """Write a rating of somebody who stands so to a matter, and go on with it."""
    asked = matter.declared.ratings
    if asked is None or choice not in asked.choices:
        raise Refused(refused("请选择评价"))
    if not {*by} & {*asked.by}:
        raise Refused(refused(f"评价由{policies.named(asked.by)}办理"))
    require(rules.in_state(matter.state, asked.of, "评价"))
    require(rules.is_not_paused(matter.is_paused))
    made = Rating.objects.create(
        matter=matter,
        unit_path=matter.unit_path,
        kind=matter.kind,
        answer=queries.last_answer(matter),
        by_id=actor.member_id,
        choice=choice,
        is_satisfied=choice in asked.satisfied,
        words=words.strip(),
        rated_on=today,
    )
    party = policies.named([one for one in asked.by if one in {*by}][:1])
    note(actor, matter, "rate", "评价", today, party=party, state=asked.to)
    if asked.to:
        due_on = queries.due_in(matter, matter.declared.state(asked.to), today)
        change(matter, state=asked.to, since_on=today, due_on=due_on)
    told = tuple(p for p in matter.declared.joiners if p not in {"handler", "assistant"})
    title, event = f"{matter.kind_name}：评价待审定", f"rate:{made.pk}"
    tell_parties(actor, matter, told, title, matter.number, event, today)
    return made


@action("暂停")
def pause(*, actor: Actor, matter: Matter, reason: str, today: date) -> Pause:
    """Stop the clock of a matter, with the reason."""
    matter = lock(matter)
    is_one_of(actor, matter, matter.declared.pausers, "暂停")
    is_open = matter.filed_on is not None and matter.closed_on is None
    within = matter.stands.within
    require(rules.may_pause(is_open=is_open, is_paused=matter.is_paused, within=within))
    note(actor, matter, "pause", "暂停", today, words=reason)
    change(matter, is_paused=True)
    return Pause.objects.create(matter=matter, from_on=today, reason=reason)


@action("恢复办理")
def resume(*, actor: Actor, matter: Matter, today: date) -> Matter:
    """Let the clock run again; the deadline moves on by the days of the pause."""
    matter = lock(matter)
    is_one_of(actor, matter, matter.declared.pausers, "恢复")
    held = matter.pauses.filter(until_on=None).first()
    if held is None:
        raise Refused(refused("办件没有暂停"))
    held = change(lock(held), until_on=today)
    note(actor, matter, "resume", "恢复办理", today)
    due_on = rules.later(matter.due_on, held.from_on, today, calendar())
    return change(matter, is_paused=False, due_on=due_on)
