"""Choices: who stands, what is decided, who is evaluated."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db.models import Max

from zhijia.law import refused
from zhijia.org.models import Member
from zhijia.org.rules import sort_key
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, about, action, lock, record

from .. import queries
from ..models import Choice, Contest
from .drafting import drafted

LONGEST = 120
MOST = 200


class NewChoice(NamedTuple):
    """A choice to add: its name, the member it is, a note."""

    name: str
    member: Member | None = None
    note: str = ""


def _put(contest: Contest, choices: Sequence[NewChoice]) -> None:
    """Write choices behind those that stand; people are put in the order of strokes."""
    if contest.choices.count() + len(choices) > MOST:
        raise Refused(refused(f"一项最多 {MOST} 个候选人或者事项"))
    there = {one.member_id for one in contest.choices.exclude(member=None)}
    named = set(contest.choices.filter(member=None).values_list("name", flat=True))
    last = contest.choices.order_by().aggregate(last=Max("place"))["last"] or 0
    for one in choices:
        if one.member and one.member.pk in there:
            raise Refused(refused(f"{one.name}已经在名单上"))
        if one.member:
            there.add(one.member.pk)
        last += 1
        if not one.member and one.name.strip() in named:
            raise Refused(refused(f"“{one.name.strip()}”已经在名单上"))
        named.add(one.name.strip())
        name, note = one.name.strip()[:LONGEST], one.note.strip()[:LONGEST]
        Choice.objects.create(contest=contest, place=last, name=name, member=one.member, note=note)


def _by_strokes(contest: Contest) -> None:
    """Let people stand in the order of strokes (条例 §22); items keep theirs."""
    if contest.kind == "resolution":
        return
    rows = sorted(contest.choices.select_related("member"), key=_key)
    for place, one in enumerate(rows, 1):
        if one.place != place:
            Choice.objects.filter(pk=one.pk).update(place=place)


def _key(one: Choice) -> tuple[str, int]:
    return (one.member.stroke_key if one.member else sort_key(one.name), one.pk)


@action("添加候选人或者事项")
def put_choices(*, actor: Actor, contest: Contest, choices: Iterable[NewChoice]) -> Contest:
    """Add choices to a contest of a draft."""
    drafted(actor, contest.ballot)
    contest = lock(contest)
    _put(contest, list(choices))
    _by_strokes(contest)
    about(contest.ballot)
    record({}, {"人数或者项数": contest.choices.count()})
    return contest


def add_choices(*, actor: Actor, contest: Contest, lines: Sequence[str]) -> Contest:
    """Add choices from lines: items as they are, people by staff number or name of a member.

    Of an evaluation and of another vote somebody who is no member is taken by the name.
    """
    wanted = [line.strip() for line in lines if line.strip()]
    if not wanted:
        raise Refused(refused("请填写，每行一个"))
    if contest.kind == "resolution":
        made = [NewChoice(line) for line in wanted]
    else:
        made = _people(contest, wanted)
    return put_choices(actor=actor, contest=contest, choices=made)


def _people(contest: Contest, lines: Sequence[str]) -> list[NewChoice]:
    called = queries.people_called(contest.ballot.unit, lines)
    must = contest.kind == "election" and contest.body not in {"chair", "other", "staff_congress"}
    troubles = [one.trouble for one in called if not one.member and (must or "不止" in one.trouble)]
    if troubles:
        raise Refused(refused("；".join(troubles[:5])))
    return [_new(one) for one in called]


def _new(one: queries.Called) -> NewChoice:
    if one.member:
        return NewChoice(one.member.name, one.member, one.member.position or one.member.department)
    return NewChoice(one.words)


@action("删除候选人或者事项")
def drop_choice(*, actor: Actor, choice: Choice) -> None:
    """Take one choice off a contest of a draft."""
    contest = choice.contest
    drafted(actor, contest.ballot)
    about(contest.ballot)
    lock(choice).delete()
    record({"候选人或者事项": choice.name}, {})
