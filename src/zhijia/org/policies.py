from collections.abc import Iterable

from zhijia.law import ALLOWED, HOUSE, Verdict, refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import capability
from zhijia.platform.scope import STEP, common

from .models import Application, Correction, Member, Transfer, Unit
from .rules import DESKS, HEADS, levels_above


def runs_desk(actor: Actor, path: str) -> bool:
    """Say whether one of the actor's desk posts reaches the unit at `path`."""
    return any(actor.holds(role, path) for role in DESKS)


@capability("org.read", "查看组织")
def may_read(actor: Actor, unit: Unit) -> Verdict:
    """A unit is seen by those whose posts reach it; its own members among them."""
    return ALLOWED if actor.reaches(unit.path) else refused("只能查看本单位和所辖单位")


@capability("org.edit", "维护组织")
def may_edit(actor: Actor, unit: Unit) -> Verdict:
    """Units, members, posts and terms are kept by the desk of the unit or of one above it."""
    if unit.dissolved_on:
        return refused("单位已撤销")
    if runs_desk(actor, unit.path):
        return ALLOWED
    return refused("由本单位或上级单位的工会主席、干事办理")


@capability("org.set_law", "选择法规口径")
def may_set_law(actor: Actor, unit: Unit) -> Verdict:
    """Where sources differ, the desk of the unit or of one above it chooses."""
    if unit.dissolved_on:
        return refused("单位已撤销")
    if runs_desk(actor, unit.path):
        return ALLOWED
    return refused("由本单位或上级单位的工会主席、副主席、干事选择")


def may_enrol(actor: Actor) -> Verdict:
    """Members are entered by whoever keeps a unit, whichever it is."""
    if actor.stands(DESKS):
        return ALLOWED
    return refused("由工会主席、副主席或者干事办理")


@capability("org.dissolve", "撤销单位")
def may_dissolve(actor: Actor, unit: Unit) -> Verdict:
    """A unit is dissolved from above, never by itself."""
    if unit.dissolved_on:
        return refused("单位已撤销")
    if unit.parent and runs_desk(actor, unit.parent.path):
        return ALLOWED
    return refused("撤销单位由上级单位的工会主席、干事办理")


@capability("org.move", "调整隶属关系")
def may_move(actor: Actor, unit: Unit) -> Verdict:
    """A unit is moved from above, never by itself."""
    if unit.dissolved_on:
        return refused("单位已撤销")
    if unit.parent is None:
        return refused("最上级单位没有上级，不能移动")
    if runs_desk(actor, unit.parent.path):
        return ALLOWED
    return refused("调整隶属关系由上级单位的工会主席、干事办理")


def may_move_to(actor: Actor, unit: Unit, parent: Unit) -> Verdict:
    """Both sides stand below whoever decides, or a desk could take or give away what it likes."""
    if not (able := may_move(actor, unit)):
        return able
    if unit.parent and runs_desk(actor, common(unit.parent.path, parent.path)):
        return ALLOWED
    words = "由同时管辖原上级和新上级的工会主席、干事办理"
    return refused(words, HOUSE["HOUSE-46"])


def may_absorb(actor: Actor, unit: Unit, into: Unit) -> Verdict:
    """Who ends one unit in another stands above both."""
    if not (able := may_dissolve(actor, unit)):
        return able
    if unit.parent and runs_desk(actor, common(unit.parent.path, into.path)):
        return ALLOWED
    return refused("由同时管辖两个单位的工会主席、干事办理")


def may_unseat(actor: Actor, paths: Iterable[str]) -> Verdict:
    """Who holds posts higher up keeps account and posts by that desk, or a desk could rise."""
    if all(runs_desk(actor, path) for path in paths):
        return ALLOWED
    return refused("该会员在您管不到的单位任职，由那里的工会主席、干事办理")


def may_reset(actor: Actor, held: Iterable[tuple[str, str]]) -> Verdict:
    """Whoever leads a union keeps their account from its clerks: only their equals or from above.

    `held` are the posts of the account's owner, each as kind and path.
    """
    for kind, path in held:
        from_above = len(path) > STEP and runs_desk(actor, path[:-STEP])
        equal = any(actor.holds(role, path) for role in HEADS)
        if kind in HEADS and not from_above and not equal:
            words = "主席、副主席的账号由主席、副主席或者上级单位的工会办理重设"
            return refused(words, HOUSE["HOUSE-34"])
    return ALLOWED


@capability("org.manage_member", "管理会员")
def may_manage(actor: Actor, member: Member) -> Verdict:
    """A member's record, posts and account are kept by the desk that reaches their unit."""
    if member.left_on:
        return refused("该会员已离会")
    if runs_desk(actor, member.unit_path):
        return ALLOWED
    return refused("由会员所在单位或上级单位的工会主席、干事办理")


@capability("org.decide_application", "审批入会申请")
def may_decide(actor: Actor, application: Application) -> Verdict:
    """Who joins a unit is decided by its desk, or by one above."""
    if application.state != "waiting":
        return refused("这份申请已经办理")
    if runs_desk(actor, application.unit_path):
        return ALLOWED
    return refused("由本单位或上级单位的工会主席、干事办理")


@capability("org.answer_transfer", "答复转会")
def may_answer_transfer(actor: Actor, transfer: Transfer) -> Verdict:
    """A transfer is answered by the desk of the side that did not propose it."""
    if transfer.state != "waiting":
        return refused("这份转会已经办理")
    if runs_desk(actor, transfer.answering_path):
        return ALLOWED
    return refused("由对方单位或其上级单位的工会主席、干事答复")


@capability("org.withdraw_transfer", "撤回转会")
def may_withdraw_transfer(actor: Actor, transfer: Transfer) -> Verdict:
    """A transfer is taken back by the desk of the side that proposed it."""
    if transfer.state != "waiting":
        return refused("这份转会已经办理")
    if runs_desk(actor, transfer.asking_path):
        return ALLOWED
    return refused("由提出的单位撤回")


def may_take_back(actor: Actor, member: Member) -> Verdict:
    """Who left is taken in again by the desk that reaches their last unit where it stands now."""
    if runs_desk(actor, member.unit.path):
        return ALLOWED
    return refused("由会员原单位或上级单位的工会主席、干事办理")


def is_self(actor: Actor, member: Member) -> bool:
    """Say whether this is who is asking."""
    return member.pk is not None and actor.member_id == member.pk


def may_ask(actor: Actor, member: Member) -> Verdict:
    """Corrections are asked for by the member themselves."""
    return ALLOWED if is_self(actor, member) else refused("只能为本人申请更正")


@capability("org.read_particulars", "查看登记事项")
def may_read_particulars(actor: Actor, member: Member) -> Verdict:
    """What is written about a member is seen by the desks that keep it and by the member."""
    if is_self(actor, member) or runs_desk(actor, member.unit_path):
        return ALLOWED
    return refused("登记事项由本单位或上级单位的工会主席、干事和本人查看")


@capability("org.see_sensitive", "查看敏感信息")
def may_see_sensitive(actor: Actor, member: Member) -> Verdict:
    """Numbers in clear are for the desk of the very unit, and for the member.

    A unit that employs nobody leaves this to the desk above as well (HOUSE-38).
    """
    here = member.unit_path
    above = levels_above(member.unit.kind) if member.unit_id else 0
    keepers = [here[: len(here) - STEP * n] for n in range(above + 1)]
    if is_self(actor, member) or any(actor.serves(DESKS, path) for path in keepers):
        return ALLOWED
    return refused("身份证号、手机号等只有会员所在单位的工会主席、干事和本人可以查看完整内容")


@capability("org.read_looks", "查看查阅记录")
def may_read_looks(actor: Actor, member: Member) -> Verdict:
    """Who looked is told to whoever may look, and to the member."""
    return may_see_sensitive(actor, member)


@capability("org.answer_correction", "办理更正申请")
def may_answer(actor: Actor, correction: Correction) -> Verdict:
    """A request for correction is answered by the desk that keeps the member's record."""
    if correction.state != "waiting":
        return refused("这份申请已经办理")
    if runs_desk(actor, correction.unit_path):
        return ALLOWED
    return refused("由会员所在单位或上级单位的工会主席、干事办理")
