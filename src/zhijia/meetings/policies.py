"""Who prepares a meeting, runs it, signs people in, reads its papers."""

from zhijia.law import ALLOWED, HOUSE, Verdict, refused
from zhijia.org.models import Unit
from zhijia.org.rules import CADRES, DESKS, HEADS
from zhijia.platform.actor import Actor
from zhijia.platform.acts import capability

from .models import Congress, Guesting, Inspection, Meeting, Seat

BY_DESK = "由本单位的工会主席、副主席或者干事办理"
# Who sees how a unit's meetings stand; a delegate sees those they sit in.
OFFICES = CADRES | {"leader"}


def _desk_of(actor: Actor, path: str) -> Verdict:
    return ALLOWED if actor.serves(DESKS, path) else refused(BY_DESK)


@capability("meetings.plan", "筹备会议")
def may_plan(actor: Actor, unit: Unit) -> Verdict:
    """A meeting is prepared by the desk of the unit that meets."""
    return refused("单位已撤销") if unit.dissolved_on else _desk_of(actor, unit.path)


def may_plan_any(actor: Actor) -> Verdict:
    """Say whether somebody keeps any desk that prepares meetings."""
    return ALLOWED if actor.stands(DESKS) else refused(BY_DESK)


@capability("meetings.run", "办理会议")
def may_run(actor: Actor, meeting: Meeting) -> Verdict:
    """Roll, call, agenda, the day itself and the minutes are for the unit's desk."""
    return _desk_of(actor, meeting.unit_path)


@capability("meetings.override", "作特别说明")
def may_override(actor: Actor, meeting: Meeting) -> Verdict:
    """Going on over a no is answered for by those who lead the unit."""
    if actor.serves(HEADS, meeting.unit_path):
        return ALLOWED
    return refused("由本单位的工会主席、副主席说明理由并负责", HOUSE["HOUSE-266"])


@capability("meetings.see", "查看会议")
def may_see(actor: Actor, meeting: Meeting) -> Verdict:
    """A meeting is seen by who holds an office that reaches its unit; see `may_read` for others."""
    offices = (post for post in actor.posts if post[0] in OFFICES)
    path = meeting.unit_path
    if any(path.startswith(base) if below else path == base for _, base, below in offices):
        return ALLOWED
    return refused("由本单位和上级单位任职的人查看；参加会议的人可以看到本次会议的材料")


def may_read(actor: Actor, meeting: Meeting, seat: Seat | None) -> Verdict:
    """The papers of a meeting are read by those who sit in it, too, once they are called."""
    if seat is not None and meeting.state not in {"planning", "cancelled"}:
        return ALLOWED
    return may_see(actor, meeting)


@capability("meetings.guest", "登记应邀参加的会议")
def may_guest(actor: Actor, unit: Unit) -> Verdict:
    """That the union was invited, came and spoke is entered by its own desk."""
    return _desk_of(actor, unit.path)


def may_mend_guesting(actor: Actor, guesting: Guesting) -> Verdict:
    """What was entered is completed by the same desk."""
    return _desk_of(actor, guesting.unit_path)


@capability("meetings.delegates", "登记代表")
def may_keep_delegates(actor: Actor, congress: Congress) -> Verdict:
    """Electoral units, delegates, delegations and what became of them are kept by the desk."""
    return _desk_of(actor, congress.unit_path)


def may_answer_inspection(actor: Actor, inspection: Inspection) -> Verdict:
    """Whoever was visited answers by their own desk; the desk of the term answers for others."""
    path = inspection.unit.path if inspection.unit else ""
    if (path and actor.serves(DESKS, path)) or actor.serves(DESKS, inspection.unit_path):
        return ALLOWED
    return refused("由被检查（质询）的单位或者本届代表所在单位的工会登记答复")


@capability("meetings.see_delegates", "查看代表名册")
def may_see_delegates(actor: Actor, congress: Congress) -> Verdict:
    """The delegates of a term are seen by who holds an office that reaches the unit."""
    offices = (post for post in actor.posts if post[0] in OFFICES)
    path = congress.unit_path
    if any(path.startswith(base) if below else path == base for _, base, below in offices):
        return ALLOWED
    return refused("由本单位和上级单位任职的人查看；代表本人可以看到自己的代表证")
