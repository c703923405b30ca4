"""Reading the links that people join by, and their applications."""

from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet

from zhijia.law import Verdict
from zhijia.platform.actor import Actor
from zhijia.platform.vault import Unopened, mark

from .. import rules
from ..models import Application, ApplicationQuerySet, JoinLink, JoinLinkQuerySet, Member
from ..rules import DESKS
from .privacy import SHUT


def desk_alone(actor: Actor) -> Actor:
    """Return this actor with the posts alone that act for a unit."""
    return Actor(posts=frozenset(post for post in actor.posts if post[0] in DESKS))


def join_links(actor: Actor) -> JoinLinkQuerySet:
    """Return the links of the units that this actor keeps."""
    return JoinLink.objects.within(desk_alone(actor)).select_related("unit")


def join_link(token: str) -> JoinLink | None:
    """Return the link of this token, running or not."""
    return JoinLink.objects.filter(token=token).select_related("unit").first()


def link_runs(link: JoinLink, today: date) -> Verdict:
    """Judge whether a link still takes applications."""
    return rules.link_runs(
        until_on=link.until_on,
        revoked_on=link.revoked_on,
        today=today,
        stands=link.unit.dissolved_on is None,
    )


def applications(actor: Actor) -> ApplicationQuerySet:
    """Return the applications to the units that this actor keeps."""
    return Application.objects.within(desk_alone(actor)).select_related("unit", "member")


def application_of(code: str) -> Application | None:
    """Return the application of this receipt code."""
    kept = rules.receipt(code)
    if not kept:
        return None
    found = Application.objects.filter(receipt_mark=mark("receipt", kept))
    return found.select_related("unit").first()


class Namesake(NamedTuple):
    """Somebody with the identity number of an applicant, and what that means."""

    words: str
    url: str


class Masked(NamedTuple):
    """What an application says, behind a mask."""

    id_number: str
    phone: str


def masked_application(application: Application) -> Masked:
    """Return the numbers of an applicant behind a mask."""
    try:
        number, phone = application.id_number, application.phone
    except Unopened:
        return Masked(SHUT, SHUT)
    return Masked(rules.masked("id_number", number), rules.masked("phone", phone))


def former_member(application: Application) -> Member | None:
    """Return who was a member of this very unit with the applicant's identity number."""
    if not application.id_mark:
        return None
    gone = Member.objects.filter(unit=application.unit, id_mark=application.id_mark)
    return gone.exclude(left_on=None).order_by("-left_on").first()


def namesakes(actor: Actor, application: Application) -> list[Namesake]:
    """Return who else has the applicant's identity number: members, and other applicants."""
    same = application.id_mark
    if not same:
        return []
    found = []
    for member in Member.objects.filter(id_mark=same).select_related("unit"):
        url = member.get_absolute_url() if actor.reaches(member.unit_path) else ""
        found.append(Namesake(_told(member, application), url))
    others = Application.objects.waiting().filter(id_mark=same).exclude(pk=application.pk)
    for other in others.select_related("unit"):
        url = other.get_absolute_url() if actor.reaches(other.unit_path) else ""
        found.append(Namesake(f"另有一份待审批的申请（{other.unit}）", url))
    return found


def _told(member: Member, application: Application) -> str:
    """Say what it means that this member has the applicant's number."""
    here = member.unit_id == application.unit_id
    if member.left_on:
        gone = f"曾是{member.unit}会员，{member.left_on:%Y-%m-%d} 离会"
        return f"{gone}；批准以后沿用原工号 {member.staff_no}" if here else gone
    if here:
        return f"已是本单位会员（工号 {member.staff_no}），不能重复入会"
    return f"已是{member.unit}的会员，请改办转会"


def applications_to_close(today: date) -> QuerySet[Application]:
    """Return the applications that waited so long that they count as withdrawn."""
    return Application.objects.waiting().filter(applied_on__lt=today - rules.WAITS_FOR)


def applications_to_erase(today: date) -> QuerySet[Application]:
    """Return the refused and withdrawn applications whose time is over."""
    over = Application.objects.filter(state__in=("refused", "withdrawn"))
    return over.filter(decided_on__lte=today - rules.REFUSED_KEPT).exclude(id_number="")
