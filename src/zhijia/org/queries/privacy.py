"""Reading what is sensitive, behind a mask; who looked at it; what members want corrected."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Q, QuerySet

from zhijia.law import Verdict
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.vault import Unopened

from .. import rules
from ..models import Correction, CorrectionQuerySet, Look, Member
from ..rules import DESKS
from .members import particulars_of

SHUT = "无法解开，请联系管理员"
LISTED = (
    "member_no gender birth_on ethnicity native_place education political_status department"
    " position title skill_level worked_since employment is_migrant household marital remarks"
).split()


class Shown(NamedTuple):
    """A particular as the page shows it."""

    column: str
    label: str
    value: str


def label_of(column: str) -> str:
    """Return what a column of a member is called."""
    return str(Member._meta.get_field(column).verbose_name)  # type: ignore[union-attr]  # its own columns


def particulars_shown(member: Member) -> list[Shown]:
    """Return what is written about a member and is not sealed, in the words of the page."""
    return [Shown(name, label_of(name), worded(name, getattr(member, name))) for name in LISTED]


def unfilled(member: Member) -> str:
    """Name the particulars of which nothing is known."""
    return "、".join(one.label for one in particulars_shown(member) if not one.value)


def worded(column: str, value: object) -> str:
    """Return a value in the words of the page; "" where nothing is known."""
    if isinstance(value, bool):
        return "是" if value else "否"
    words = dict(getattr(Member._meta.get_field(column), "flatchoices", ()))
    return str(words.get(value, "" if value is None else value))


def masked(member: Member) -> list[Shown]:
    """Return a member's sealed particulars behind a mask."""
    return [Shown(column, label, _masked(member, column)) for column, label in rules.SEALED.items()]


def _masked(member: Member, column: str) -> str:
    try:
        return rules.masked(column, getattr(member, column))
    except Unopened:
        return SHUT


def purposes() -> list[tuple[str, str]]:
    """Return what each sealed particular is kept for."""
    return [(rules.SEALED[column], purpose) for column, purpose in rules.PURPOSES.items()]


def contradiction(member: Member) -> Verdict:
    """Hold sex and birth against the identity number; a yes where they agree or it has none."""
    try:
        return rules.contradiction(particulars_of(member))
    except Refused as no:
        return no.verdict


def in_clear(member: Member, columns: Iterable[str]) -> list[Shown]:
    """Return sealed particulars in clear; refused where they stay shut."""
    facts = particulars_of(member)
    return [Shown(one, rules.SEALED[one], getattr(facts, one)) for one in columns]


def looks(member: Member) -> QuerySet[Look]:
    """Return who looked at this member's sealed particulars, the latest first."""
    return Look.objects.filter(member=member).select_related("by", "by__unit")


def corrections(actor: Actor) -> CorrectionQuerySet:
    """Return the requests that this actor's desk posts reach, and their own."""
    desks = frozenset(post for post in actor.posts if post[0] in DESKS)
    mine = Q(member_id=actor.member_id)
    reached = Correction.objects.within(Actor(posts=desks)) | Correction.objects.filter(mine)
    return reached.select_related("member", "member__unit")


class Contrast(NamedTuple):
    """What stands now and what a member wants to stand there, as this reader may see them."""

    now: str
    wanted: str


def contrast(asked: Correction, *, is_clear: bool) -> Contrast:
    """Return both sides of a request; sealed particulars behind a mask unless `is_clear`."""
    column = asked.column
    try:
        now, wanted = worded(column, getattr(asked.member, column)), asked.wanted
    except Unopened:
        return Contrast(SHUT, SHUT)
    if column in rules.SEALED and not is_clear:
        return Contrast(rules.masked(column, now), rules.masked(column, wanted))
    return Contrast(now, wanted)


def has_asked(member: Member, column: str) -> bool:
    """Say whether a request about this column still waits."""
    return Correction.objects.waiting().filter(member=member, column=column).exists()


def corrections_of(member: Member) -> QuerySet[Correction]:
    """Return what this member wanted corrected, the latest first."""
    return Correction.objects.filter(member=member).select_related("member")


def to_forget(left_by: date) -> QuerySet[Member]:
    """Return those who left by that day and of whom something sensitive is still kept."""
    kept = Q()
    for column in rules.FORGOTTEN:
        kept |= ~Q(**{column: ""})
    return Member.objects.filter(kept, left_on__lte=left_by).order_by("pk")
