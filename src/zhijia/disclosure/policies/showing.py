"""公示: who shows, who reads, who objects, who may open the archive."""

from collections.abc import Iterator

from zhijia.law import ALLOWED, Verdict, refused
from zhijia.org.models import Member, Unit
from zhijia.org.rules import DESKS, levels_above
from zhijia.platform.actor import Actor
from zhijia.platform.acts import capability
from zhijia.platform.scope import STEP

from ..models import Objection, Showing
from ..rules.showing import ARCHIVED, SECRET

OWN = "由本单位的工会主席、副主席、干事办理"


def keepers(path: str, kind: str) -> Iterator[str]:
    """Yield the paths whose desks keep what is personal in a unit: its own, and above a unit that
    employs nobody the employer's.
    """
    for n in range(levels_above(kind) + 1):
        if len(path) > n * STEP:
            yield path[: len(path) - n * STEP]


def keeps(actor: Actor, path: str, kind: str) -> bool:
    """Say whether the actor's desk keeps what is personal in a unit; no desk further above does."""
    return any(actor.serves(DESKS, one) for one in keepers(path, kind))


def _kind_of(row: Showing | Member) -> str:
    return row.unit.kind if row.unit_id else ""


@capability("disclosure.show", "办理公示")
def may_show(actor: Actor, unit: Unit) -> Verdict:
    """A unit's own desk shows; persons are no business of units above."""
    if unit.dissolved_on:
        return refused("单位已撤销")
    return ALLOWED if keeps(actor, unit.path, unit.kind) else refused(OWN)


@capability("disclosure.keep_showing", "延长、办结、撤下公示")
def may_keep(actor: Actor, showing: Showing) -> Verdict:
    """What hangs is kept by the desk of its unit."""
    return ALLOWED if keeps(actor, showing.unit_path, _kind_of(showing)) else refused(OWN)


@capability("disclosure.read_showing", "查看公示")
def may_read(actor: Actor, showing: Showing) -> Verdict:
    """What hangs is read by the members of its unit and of those below, and by its desk."""
    if showing.state == "open" and actor.member_id:
        inside = actor.unit_path.startswith(showing.unit_path)
        if inside or keeps(actor, showing.unit_path, _kind_of(showing)):
            return ALLOWED
    return refused("公示只由本单位会员在公示期内查看")


@capability("disclosure.object", "对公示提出异议")
def may_object(actor: Actor, showing: Showing) -> Verdict:
    """Whoever may read it may object, but for who hears the objections."""
    if actor.member_id == showing.handler_id:
        return refused("您是异议处理人，请由其他人提出", SECRET)
    return may_read(actor, showing)


def hears(actor: Actor, showing: Showing) -> Verdict:
    """Objections are heard by the person named for it and by nobody else."""
    if actor.member_id is not None and actor.member_id == showing.handler_id:
        return ALLOWED
    return refused("异议只由指定的异议处理人处理", SECRET)


def may_settle(actor: Actor, objection: Objection) -> Verdict:
    """An objection is handled by the person named for it."""
    return hears(actor, objection.showing)


@capability("disclosure.look_at_showing", "查阅封存的公示")
def may_look(actor: Actor, showing: Showing) -> Verdict:
    """What is sealed is opened by the desk of its unit, for a reason and on record."""
    if actor.member_id and keeps(actor, showing.unit_path, _kind_of(showing)):
        return ALLOWED
    return refused("封存的公示只由本单位的工会主席、副主席、干事写明事由查阅", ARCHIVED)


@capability("disclosure.keep_consent", "登记同意公示")
def may_keep_consent(actor: Actor, member: Member) -> Verdict:
    """A consent is put down by the desk of the member's unit, or given by the member."""
    if member.left_on:
        return refused("该会员已离会")
    return may_withdraw_consent(actor, member)


def may_withdraw_consent(actor: Actor, member: Member) -> Verdict:
    """A consent is withdrawn at any time, that of who has left by the desk that kept it."""
    if member.pk is not None and actor.member_id == member.pk:
        return ALLOWED
    return ALLOWED if keeps(actor, member.unit_path, _kind_of(member)) else refused(OWN)
