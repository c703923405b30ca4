from zhijia.law import ALLOWED, Verdict, refused
from zhijia.org.models import Unit
from zhijia.org.rules import DESKS, HEADS
from zhijia.platform.actor import Actor
from zhijia.platform.acts import capability

from ..models import Due, Publication, Question

REPS = ("staff_rep", "member_rep")


def _desk_of(actor: Actor, path: str) -> Verdict:
    """Leave it to the desk that stands in the very unit at `path`."""
    if actor.serves(DESKS, path):
        return ALLOWED
    return refused("由本单位的工会主席、副主席或者干事办理")


def _prepares(actor: Actor, path: str, owner: str) -> Verdict:
    """Leave it to the desk of the unit, or to who holds the post that answers for the item."""
    if actor.serves((*DESKS, owner), path):
        return ALLOWED
    return refused("由本单位的工会主席、副主席、干事或者责任岗位的人办理")


@capability("disclosure.read", "查看公开情况")
def may_read(actor: Actor, unit: Unit) -> Verdict:
    """What a unit owes and has made public is seen by its members and from above."""
    return ALLOWED if actor.reaches(unit.path) else refused("只能查看本单位和所辖单位的公开情况")


@capability("disclosure.keep_catalogue", "维护公开目录")
def may_keep_catalogue(actor: Actor, unit: Unit) -> Verdict:
    """A unit's catalogue is kept by its own desk."""
    if unit.dissolved_on:
        return refused("单位已撤销")
    return _desk_of(actor, unit.path)


@capability("disclosure.set_review", "设置公开审核")
def may_set_review(actor: Actor, unit: Unit) -> Verdict:
    """Whether one person may do both is for those who lead the unit, or lead from above."""
    if any(actor.holds(role, unit.path) for role in HEADS):
        return ALLOWED
    return refused("由本单位或者上级单位的工会主席、副主席设置")


@capability("disclosure.register", "登记即时公开事项、零报告")
def may_settle(actor: Actor, due: Due) -> Verdict:
    """That something happened, or nothing did, is said by the desk or the post that answers."""
    return _prepares(actor, due.unit_path, due.item.owner if due.item_id else "")


@capability("disclosure.prepare", "拟稿公开")
def may_prepare(actor: Actor, publication: Publication) -> Verdict:
    """A publication is prepared by the desk of the unit or by the post that answers for it."""
    item = publication.item
    return _prepares(actor, publication.unit_path, item.owner if item else "")


@capability("disclosure.approve", "审核公开")
def may_approve(actor: Actor, publication: Publication) -> Verdict:
    """It goes out with the word of those who lead the unit, or who lead from above."""
    path = publication.unit_path
    if any(actor.holds(role, path) for role in HEADS) or actor.serves(("leader",), path):
        return ALLOWED
    return refused("由本单位的工会主席、副主席、党政领导或者上级单位的工会主席、副主席审核")


@capability("disclosure.withdraw", "撤下公开")
def may_withdraw(actor: Actor, publication: Publication) -> Verdict:
    """What is out is taken down by those who lead the very unit, as they let it out."""
    if actor.serves((*HEADS, "leader"), publication.unit_path):
        return ALLOWED
    return refused("由本单位的工会主席、副主席或者党政领导撤下")


@capability("disclosure.ask", "对公开内容提问")
def may_ask(actor: Actor, publication: Publication) -> Verdict:
    """Questions are for the people of the unit and of the units below it."""
    is_ours = any(
        role == "member" and path.startswith(publication.unit_path) for role, path, _ in actor.posts
    )
    if actor.member_id is not None and is_ours:
        return ALLOWED
    return refused("由本单位的会员提问")


@capability("disclosure.answer", "审核和答复提问")
def may_answer(actor: Actor, question: Question) -> Verdict:
    """Questions are reviewed and answered by the desk of the unit."""
    return _desk_of(actor, question.unit_path)
