"""Rolls: whom a source names, what was pasted, who came."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet

from zhijia.law import Verdict
from zhijia.org.models import Member, Post, Unit
from zhijia.org.rules import sort_key
from zhijia.platform.scope import under

from ..counting import is_quorate
from ..models import Ballot, Credential, Voter
from ..rules.rolls import POSTS, NewVoter, Pasted, doubles, may_stand

MOST_FOUND = 30


def people_for(unit: Unit, source: str) -> list[NewVoter]:
    """Return the people a source names; one query. KeyError for a source there is not."""
    voting = Member.objects.voting()
    if source == "members":
        rows = voting.filter(under("unit_path", unit.path))
    elif source == "own":
        rows = voting.filter(unit_path=unit.path)
    else:
        held = Post.objects.open().filter(unit=unit, kind__in=POSTS[source]).order_by()
        # 职工代表 need be no voting members: they are elected by all who work there.
        people = Member.objects.present() if source == "staff_reps" else voting
        rows = people.filter(pk__in=held.values("member_id"))
    return [_voter(one) for one in rows.select_related("unit")]


def _voter(one: Member, group: str = "") -> NewVoter:
    group = group or str(one.unit)[:60]
    return NewVoter(one.name, one.pk, one.staff_no, group, one.stroke_key)


class Found(NamedTuple):
    """What pasted lines came to: whom to enter, and what is to be said of which line."""

    voters: list[NewVoter]
    troubles: list[str]


def matched(unit: Unit, lines: Sequence[Pasted], *, must_be_members: bool) -> list[NewVoter | str]:
    """Return for each line whom it names, or in words why nobody; one query.

    Who is no member is taken by the name alone, unless `must_be_members`.
    """
    rows = Member.objects.filter(under("unit_path", unit.path)).filter(
        Q(name__in={one.name for one in lines}) | Q(staff_no__in={one.number for one in lines})
    )
    known: dict[str, list[Member]] = {}
    for member in rows.filter(left_on=None).select_related("unit"):
        known.setdefault(member.name, []).append(member)
        known.setdefault(f"#{member.staff_no}", []).append(member)
    return [_matched(line, known, must_be_members) for line in lines]


def _matched(line: Pasted, known: dict[str, list[Member]], must: bool) -> NewVoter | str:
    who = _match(line, known)
    if isinstance(who, str):
        return who
    if who is None:
        if must:
            return f"没有叫“{line.name}”的会员"
        return NewVoter(line.name, None, line.number, line.group, sort_key(line.name))
    if must and not (may := may_stand(who.state)):
        return f"{line.name}{may.reason}"
    return _voter(who, line.group)


def people_pasted(unit: Unit, lines: Sequence[Pasted], *, must_be_members: bool) -> Found:
    """Match pasted lines with the members of a unit; one query."""
    rows = matched(unit, lines, must_be_members=must_be_members)
    voters = [one for one in rows if not isinstance(one, str)]
    troubles = [
        f"第 {line.line} 行：{one}"
        for line, one in zip(lines, rows, strict=True)
        if isinstance(one, str)
    ]
    return Found(voters, [*troubles, *_repeated(voters)])


def _repeated(voters: Iterable[NewVoter]) -> Iterator[str]:
    """Say who was pasted twice."""
    seen: set[int] = set()
    for one in voters:
        if one.member_id in seen:
            yield f"{one.name}（{one.number}）出现了两次，只记一次"
        if one.member_id:
            seen.add(one.member_id)


def _match(line: Pasted, known: dict[str, list[Member]]) -> Member | str | None:
    """Return the member a line names, what is wrong with it, or None where nobody is called so."""
    if line.number and (by_number := known.get(f"#{line.number}", [])):
        same = [one for one in by_number if one.name == line.name]
        if same:
            return same[0] if len(same) == 1 else f"工号 {line.number} 在几个单位都有，请核对"
        return f"工号 {line.number} 是{by_number[0].name}的，与“{line.name}”不符"
    named = known.get(line.name, [])
    if len(named) > 1:
        return f"叫“{line.name}”的不止一人，请在姓名后面写工号"
    return named[0] if named else None


def doubles_in(ballot: Ballot) -> list[str]:
    """Return the names that seem to stand on a roll twice; one query."""
    rows = ballot.voters.order_by().values_list("name", "member_id", "number")
    return doubles(NewVoter(name, member, number) for name, member, number in rows)


class Quorum(NamedTuple):
    """Who came so far, and whether that is enough to elect."""

    due: int
    paper: int
    electronic: int
    mobile: int
    verdict: Verdict

    @property
    def present(self) -> int:
        """Return how many signed in."""
        return self.paper + self.electronic

    @property
    def taking_part(self) -> int:
        """Return how many take part: in the hall and by a 流动票箱."""
        return self.present + self.mobile

    @property
    def percent(self) -> int:
        """Return the share that takes part, rounded down."""
        return 100 * self.taking_part // self.due if self.due else 0


def quorum_of(ballot: Ballot) -> Quorum:
    """Count who came by which way; one query."""
    counts = dict(
        ballot.voters.exclude(way="")
        .order_by()
        .values("way")
        .annotate(n=Count("pk"))
        .values_list("way", "n")
    )
    paper, electronic, mobile = (counts.get(way, 0) for way in ("paper", "electronic", "mobile"))
    verdict = is_quorate(ballot.due, paper + electronic + mobile)
    return Quorum(ballot.due, paper, electronic, mobile, verdict)


def find_voters(ballot: Ballot, words: str) -> QuerySet[Voter]:
    """Return the voters whose name or number begins so, or whose group is called so."""
    rows = ballot.voters.order_by("stroke_key", "pk")
    if not words:
        return rows.none()
    return rows.filter(Q(name__startswith=words) | Q(number__startswith=words) | Q(group=words))[
        :MOST_FOUND
    ]


def voters_by_group(ballot: Ballot) -> list[tuple[str, int, int]]:
    """Return each group with how many it has and how many of them take part; one query."""
    rows = ballot.voters.order_by("group").values("group")
    counted = rows.annotate(n=Count("pk"), came=Count("pk", filter=~Q(way="")))
    return [(row["group"], row["n"], row["came"]) for row in counted]


class Moving(NamedTuple):
    """How many codes were struck, and how many people took paper instead."""

    revoked: int
    moved: int


def moving_of(ballot: Ballot, but: Voter | None = None) -> Moving:
    """Count codes that were struck and who moved to paper for it, `but` one; two queries."""
    codes = Credential.objects.filter(ballot=ballot, kind="voter", is_revoked=True)
    moved = ballot.voters.filter(is_moved=True).exclude(pk=but.pk if but else 0)
    return Moving(codes.count(), moved.count())
