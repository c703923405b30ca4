"""Reading members and how many there are."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet

from zhijia.law import ALLOWED, Verdict, refused
from zhijia.platform.accounts.models import User
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.scope import prefixes, under, under_any
from zhijia.platform.search.queries import keys_of
from zhijia.platform.vault import Unopened, mark

from ..models import (
    Member,
    MemberQuerySet,
    MembershipQuerySet,
    PostQuerySet,
    StateChange,
    Unit,
)
from ..rules import PARTICULARS, Particulars


class Heads(NamedTuple):
    """How many members a unit has: in itself, and with all units below it."""

    own: int
    total: int


NOBODY = Heads(0, 0)


def heads(paths: Iterable[str]) -> dict[str, Heads]:
    """Return how many present members each unit at and below `paths` has; one query.

    A unit without any member, its own or below it, is left out.
    """
    present = Member.objects.present().filter(under_any("unit_path", paths)).order_by()
    own = dict(present.values("unit_path").annotate(n=Count("pk")).values_list("unit_path", "n"))
    total: Counter[str] = Counter()
    for path, n in own.items():
        for above in prefixes(path):
            total[above] += n
    return {path: Heads(own.get(path, 0), n) for path, n in total.items()}


def members(actor: Actor) -> MemberQuerySet:
    """Return the members this actor reaches, with their unit and account."""
    return Member.objects.within(actor).select_related("unit", "user")


def search_members(
    actor: Actor, *, name: str = "", path: str = "", left: bool = False
) -> MemberQuerySet:
    """Return members whose name holds `name` or whose staff number begins so, all of them.

    At or below `path`; those who are present, or those who have `left`.
    """
    found = members(actor).exclude(left_on=None) if left else members(actor).present()
    if name:
        found = found.filter(pk__in=keys_of(actor, "org.members", name))
    return found.filter(under("unit_path", path)) if path else found


def members_called(actor: Actor, words: str) -> MemberQuerySet:
    """Return the present members with this very name, staff number or 单位代码-工号."""
    code, _, number = words.partition("-")
    exact = Q(name=words) | Q(staff_no=words) | Q(unit__code__iexact=code, staff_no=number)
    return members(actor).present().filter(exact)


def women_under(path: str) -> int:
    """Count the present women members at and below `path`, as far as their sex is entered."""
    return Member.objects.present().filter(under("unit_path", path), gender="female").count()


def members_under(path: str) -> int:
    """Count the present members at and below `path`: a union's members are all of them."""
    return Member.objects.present().filter(under("unit_path", path)).count()


def particulars_of(member: Member) -> Particulars:
    """Return what is written down about a member, in clear; refused where it stays shut."""
    try:
        return Particulars(**{name: getattr(member, name) for name in PARTICULARS})
    except Unopened as error:
        raise Refused(refused(str(error))) from error


def with_id(number: str) -> MemberQuerySet:
    """Return the present members with this identity number, wherever they are: one at most."""
    found = Member.objects.present() if number else Member.objects.none()
    return found.filter(id_mark=mark("id", number)).select_related("unit")


def is_nobody_elses(number: str, *, unit: Unit, but: Member | None = None) -> Verdict:
    """Judge whether an identity number is free for a member of `unit`; one query."""
    found = with_id(number).exclude(pk=but.pk) if but else with_id(number)
    other = found.first()
    if other is None:
        return ALLOWED
    if other.unit_id == unit.pk:
        return refused(f"这个身份证号已登记在{unit}工号“{other.staff_no}”名下")
    return refused(f"这个身份证号已登记为{other.unit}的会员，请办理转会")


def user_by_phone(phone: str) -> User | None:
    """Return the active account of the only present member with this phone; None otherwise."""
    if not phone:
        return None
    found = Member.objects.present().filter(phone_mark=mark("phone", phone))
    same = list(found.select_related("user")[:2])
    user = same[0].user if len(same) == 1 else None
    return user if user and user.is_active else None


def stays(member: Member) -> MembershipQuerySet:
    """Return a member's stays, the latest first."""
    return member.memberships.select_related("unit").order_by("-from_on", "-pk")


def posts_of(member: Member) -> PostQuerySet:
    """Return the posts a member holds and held, the latest first."""
    return member.posts.select_related("unit").order_by("-from_on", "-pk")


def state_changes(member: Member) -> QuerySet[StateChange]:
    """Return what became of a membership, the latest first."""
    return StateChange.objects.filter(member=member).select_related("unit")


class Option(NamedTuple):
    """Something that may be done about a membership: where, what it means, whether it may be."""

    label: str
    url_name: str
    means: str
    may: Verdict


def _options(state: str) -> Iterator[tuple[str, str, str]]:
    """Yield what a membership in this state may become: label, address, meaning."""
    if state == "kept":
        yield "恢复会籍", "org:member-resume", "重新交纳会费，恢复选举权、被选举权和表决权。"
    if state == "regular":
        yield "保留会籍", "org:member-keep", "离退休、失业等：免交会费，没有选举权和表决权。"
    if state in {"regular", "kept"}:
        yield "转会", "org:member-transfer", "转到本系统内的另一个单位，双方同意后会籍续接。"
        yield "转出、退会、离世", "org:member-leave", "本人调离、自愿退会或者离世。"
        yield "认定自动退会", "org:member-lapse", "三个条件同时具备，经教育拒不改正，由委员会认定。"
        yield "开除会籍", "org:member-expel", "受到刑事处分，经小组讨论、委员会决定，报上级备案。"
    elif state != "dead":
        yield "重新入会", "org:member-rejoin", "本人再次申请，自批准之日起重新计算会籍。"


def options(member: Member, may: Verdict) -> list[Option]:
    """Return what may be done about a membership now."""
    return [Option(*one, may) for one in _options(member.state)]
