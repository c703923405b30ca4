"""Who may stand and who may be written in: members, their posts and what is on record of them."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import Q, QuerySet

from zhijia.org.models import Bar, Member, MemberQuerySet, Post, Unit
from zhijia.org.queries import law_reading
from zhijia.org.rules import COMMITTEE, seats_for
from zhijia.org.rules.bars import AUDITS, NO_SEAT
from zhijia.platform.scope import under
from zhijia.platform.together import Reading, counting, side_by_side, told

from ..models import Choice, Contest
from ..rules import UNION_BODIES
from ..rules import candidacy as rules
from ..rules.candidacy import OUT_OF, UNKNOWN, Candidate, Weighed

# Who is on record with one of these is nobody to be written in.
NEVER = {"audit": ("finance",), "audit_head": ("finance",)}
SITTING = {"committee": COMMITTEE, "audit": AUDITS}
FEWEST = {"audit": 3}
COUNTED = ("counted", "sealed")


def weigh(unit: Unit, contest: Contest, choices: Sequence[Choice], on: date) -> dict[int, Weighed]:
    """Return what speaks against each candidate, by the choice's key; one query.

    One more for each round that the last election of a committee took after its first.
    """
    if contest.kind != "election" or contest.body not in UNION_BODIES:
        return {}
    ids = [one.member_id for one in choices if one.member_id]
    people, posts, bars, also, seated, law = side_by_side(
        Reading((Member.objects.filter(pk__in=ids),), lambda rows: {who.pk: who for who in rows}),
        Reading((Post.objects.open().filter(unit=unit, member__in=ids),), _by_member),
        Reading((Bar.objects.filter(until_on=None, member__in=ids),), _by_member),
        Reading((_also(contest, ids),), _bodies),
        _sitting(unit, OUT_OF[contest.body]) if contest.body in OUT_OF else told(None),
        law_reading(unit, on),
    )
    found = {}
    for one in choices:
        who = people.get(one.member_id or 0)
        if who is None:
            found[one.pk] = Weighed(warnings=(UNKNOWN,))
            continue
        facts = Candidate(
            who.state,
            who.left_on is not None,
            who.unit_path.startswith(unit.path),
            tuple(posts.get(who.pk, ())),
            tuple(bars.get(who.pk, ())),
            None if seated is None else who.pk in seated,
            tuple(also.get(who.pk, ())),
        )
        found[one.pk] = rules.weigh(contest.body, unit.kind, facts, law)
    return found


def _also(contest: Contest, ids: Iterable[int]) -> QuerySet[Choice, tuple[int, str]]:
    """Return which bodies these members stand for in other elections of the same ballot.

    Before there is a ballot, those are none.
    """
    if contest.ballot_id is None:
        return Choice.objects.none().values_list("member_id", "contest__body")
    rows = Choice.objects.filter(
        contest__ballot=contest.ballot_id,
        contest__kind="election",
        contest__body__in=UNION_BODIES,
        member__in=ids,
    ).exclude(contest=contest)
    return rows.order_by("contest__place").values_list("member_id", "contest__body")


def _bodies(rows: Iterable[tuple[int, str]]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for member, body in rows:
        found.setdefault(member, []).append(body)
    return found


def _by_member(rows: Iterable[Post] | Iterable[Bar]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for row in rows:
        found.setdefault(row.member_id, []).append(row.kind)
    return found


def _sitting(unit: Unit, body: str) -> Reading[set[int]]:
    """Return who sits on a committee: of the latest election counted here, or by their posts.

    All rounds of an election count. One for fewer seats than a committee has filled gaps of it, and
    those who held a seat before keep it.
    """
    last = Contest.objects.filter(
        ballot__unit=unit,
        ballot__state__in=COUNTED,
        ballot__is_rehearsal=False,
        kind="election",
        round="formal",
        body=body,
    ).select_related("ballot")
    held = Post.objects.open().filter(unit=unit, kind__in=SITTING[body]).order_by()
    members = _voting(unit)
    asked = (
        last.order_by("-ballot__counted_on", "-pk")[:1],
        held.values_list("member_id", flat=True),
        *counting(members).rows,
    )
    return Reading(asked, lambda last, held, members: _sit(body, last, held, members))


def _voting(unit: Unit) -> MemberQuerySet:
    return Member.objects.voting().filter(under("unit_path", unit.path))


def _sit(
    body: str, last: Iterable[Contest], held: Iterable[int], members: Iterable[int]
) -> set[int]:
    sitting = set(held)
    for contest in last:
        rounds = rounds_of(contest)
        keys = [str(key) for one in rounds for key in one.outcome.get("elected", [])]
        found = {int(key[1:]) for key in keys if key.startswith("m")}
        least = FEWEST.get(body) or seats_for(sum(members))[0]
        return found | sitting if rounds[-1].seats < least else found
    return sitting


def rounds_of(contest: Contest) -> list[Contest]:
    """Return the formal rounds of an election, the latest first: this, and those it follows."""
    found, ballot = [contest], contest.ballot
    while ballot.follows_id:
        rows = Contest.objects.filter(kind="election", round="formal", body=contest.body)
        before = rows.select_related("ballot").filter(ballot=ballot.follows_id).first()
        if before is None or before.ballot.state not in COUNTED:
            break
        found.append(before)
        ballot = before.ballot
    return found


def eligible_members(unit: Unit, bodies: Iterable[str]) -> MemberQuerySet:
    """Return who may be written in: members who vote, without those a rule keeps from the seat.

    For 常委 and 主席 only members of the committee, for 经审会主任 of the audit committee.
    """
    bodies = set(bodies)
    people = _voting(unit)
    never = {bar for body in bodies for bar in NEVER.get(body, NO_SEAT)}
    barred = Bar.objects.filter(until_on=None, kind__in=never).order_by().values("member_id")
    people = people.exclude(pk__in=barred)
    if bodies and bodies <= {*OUT_OF}:
        sources = {OUT_OF[body] for body in bodies}
        sitting = set[int]().union(*(_sitting(unit, one).alone() for one in sources))
        people = people.filter(pk__in=sitting)
    return people


class Called(NamedTuple):
    """What a typed name came to: the member, or why there is none."""

    words: str
    member: Member | None
    trouble: str = ""


def people_called(unit: Unit, lines: Sequence[str]) -> list[Called]:
    """Return whom each line names, by staff number or name, in the unit or below; one query."""
    wanted = Q(name__in=lines) | Q(staff_no__in=lines)
    rows = Member.objects.present().filter(under("unit_path", unit.path)).filter(wanted)
    found: dict[str, list[Member]] = {}
    for one in rows.select_related("unit").order_by("pk"):
        found.setdefault(one.name, []).append(one)
        found.setdefault(one.staff_no, []).append(one)
    return [_called(line, found.get(line, [])) for line in lines]


def _called(words: str, found: Sequence[Member]) -> Called:
    if len(found) == 1:
        return Called(words, found[0])
    if not found:
        return Called(words, None, f"没有叫“{words}”的会员")
    told = "、".join(f"{one.staff_no}（{one.unit}）" for one in found[:5])
    return Called(words, None, f"叫“{words}”的不止一人，请改填工号：{told}")
