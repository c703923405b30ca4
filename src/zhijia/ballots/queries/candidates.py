"""Who may stand and who may be written in: members, their posts and what is on record of them."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import Q

from zhijia.law import LAW, LawInForce, Verdict, refused
from zhijia.org import rules as org
from zhijia.org.models import Bar, Member, MemberQuerySet, Post, Unit
from zhijia.org.queries import law_in_force
from zhijia.org.rules import COMMITTEE, Tone
from zhijia.org.rules.bars import NO_SEAT
from zhijia.platform.scope import under

from ..models import Choice, Contest
from ..rules import UNION_BODIES

# The post that a seat of each body comes to.
SEAT = {
    "committee": "committee",
    "audit": "auditor",
    "women": "women",
    "standing": "standing",
    "chair": "chair",
    "delegates": "member_rep",
}
FROM_ELECTED = ("standing", "chair")
# Who is on record with one of these is nobody to be written in.
NEVER = {"audit": ("finance",)}


class Weighed(NamedTuple):
    """What speaks against one candidate: what bars them, and what is to be heeded."""

    bars: tuple[Verdict, ...] = ()
    warnings: tuple[Verdict, ...] = ()


def weigh(unit: Unit, contest: Contest, choices: Sequence[Choice], on: date) -> dict[int, Weighed]:
    """Return what speaks against each candidate, by the choice's key; five queries at most."""
    if contest.kind != "election" or contest.body not in UNION_BODIES:
        return {}
    ids = [one.member_id for one in choices if one.member_id]
    people = Member.objects.in_bulk(ids)
    posts = _by_member(Post.objects.open().filter(unit=unit, member__in=ids), "kind")
    bars = _by_member(Bar.objects.filter(until_on=None, member__in=ids), "kind")
    law = law_in_force(unit, on)
    members = _elected_members(unit) if contest.body in FROM_ELECTED else None
    found = {}
    for one in choices:
        who = people.get(one.member_id or 0)
        if who is None:
            words = "不是登记在册的会员，无法核对任职限制"
            found[one.pk] = Weighed(warnings=(refused(words, LAW["XJ-08"]),))
            continue
        held = posts.get(who.pk, [])
        found[one.pk] = _weighed(unit, contest.body, who, held, bars.get(who.pk, []), law, members)
    return found


def _by_member(rows: Iterable[Post] | Iterable[Bar], field: str) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for row in rows:
        found.setdefault(row.member_id, []).append(getattr(row, field))
    return found


def _weighed(
    unit: Unit,
    body: str,
    who: Member,
    held: list[str],
    bars: list[str],
    law: LawInForce,
    members: set[int] | None,
) -> Weighed:
    """Weigh one candidate. Posts that end with the term only warn: who leaves one may stand."""
    found: list[Verdict] = []
    heeded: list[Verdict] = []
    may = org.may_vote(who.state)
    if not may or who.left_on is not None:
        found.append(refused("没有被选举权（保留会籍或者已离会）", LAW["XJ-02"]))
    lasting = [kind for kind in held if kind not in org.OF_TERM]
    for kinds, is_sure in ((lasting, True), (held, False)):
        for one in org.objections(
            [SEAT[body], *kinds], bars, unit_kind=unit.kind, has_vote=True, law=law
        ):
            sure = is_sure and one.tone == Tone.BREACH
            if one.verdict not in found and one.verdict not in heeded:
                (found if sure else heeded).append(one.verdict)
    if not who.unit_path.startswith(unit.path):
        heeded.append(refused("不是本单位的会员，由上级工会推荐的除外"))
    if members is not None and who.pk not in members:
        heeded.append(refused("应当从新当选的委员中产生，请核对", LAW["XJ-16"]))
    return Weighed(tuple(found), tuple(heeded))


def _elected_members(unit: Unit) -> set[int]:
    """Return who sits on the committee: of the latest election counted here, or by their posts."""
    last = (
        Contest.objects.filter(
            ballot__unit=unit,
            ballot__state__in=("counted", "sealed"),
            ballot__is_rehearsal=False,
            kind="election",
            round="formal",
            body="committee",
        )
        .order_by("-ballot__counted_on", "-pk")
        .first()
    )
    if last is not None:
        keys = [str(key) for key in last.outcome.get("elected", [])]
        return {int(key[1:]) for key in keys if key.startswith("m")}
    held = Post.objects.open().filter(unit=unit, kind__in=COMMITTEE).order_by()
    return set(held.values_list("member_id", flat=True))


def eligible_members(unit: Unit, bodies: Iterable[str]) -> MemberQuerySet:
    """Return who may be written in: members who vote, without those a rule keeps from the seat.

    For 常委 and 主席 only the members of the committee.
    """
    bodies = set(bodies)
    people = Member.objects.voting().filter(under("unit_path", unit.path))
    never = {bar for body in bodies for bar in NEVER.get(body, NO_SEAT)}
    barred = Bar.objects.filter(until_on=None, kind__in=never).order_by().values("member_id")
    people = people.exclude(pk__in=barred)
    if bodies and bodies <= {*FROM_ELECTED}:
        people = people.filter(pk__in=_elected_members(unit))
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
