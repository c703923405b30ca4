"""Whom a step tells: those who have the work, or those who gave it."""

from collections.abc import Iterable

from zhijia.platform.actor import Actor
from zhijia.platform.notices import actions as notices
from zhijia.platform.notices.queries import Message

from ..models import Assignment, Progress

# Steps in neither list are told to nobody: that it was signed or reported, the giver's page shows.
TO_GIVER = {
    "finished": ("plans.finished", "报办结待审核"),
    "extension_asked": ("plans.extension_asked", "延期申请待答复"),
    "declined": ("plans.declined", "退回交办，待答复"),
}
TO_TAKER = {
    "assigned": ("plans.given", "任务交办"),
    "reassigned": ("plans.given", "任务改派给您"),
    "accepted": ("plans.accepted", "审核通过"),
    "sent_back": ("plans.sent_back", "任务退回"),
    "insisted": ("plans.insisted", "维持交办，请签收"),
    "withdrawn": ("plans.withdrawn", "任务撤回"),
    "extension_granted": ("plans.extension_answered", "同意延期"),
    "extension_refused": ("plans.extension_answered", "不同意延期"),
    "asked_again": ("plans.sent_back", "请补充会签"),
    "excused": ("plans.withdrawn", "免予会签"),
    "helped": ("plans.helped", "协调答复"),
    "inherited": ("plans.inherited", "接任岗位，请承接"),
}

WITH_DUE = {
    "assigned",
    "reassigned",
    "sent_back",
    "insisted",
    "extension_granted",
    "extension_refused",
    "asked_again",
    "inherited",
}


def about(assignment: Assignment) -> str:
    """Return how a message names an assignment."""
    return f"plans.Assignment#{assignment.pk}"


def to_taker(assignment: Assignment, title: str, text: str, event: str) -> Message:
    """Return a message to who has the work: the unit's desks, or the holder of the post.

    Of a post that nobody holds any more the desks hear that handed the part down: who left has
    nothing to do with it.
    """
    held = assignment.post
    if held and (held.until_on or held.member.left_on):
        empty = f"{assignment.holder}已离任。"
        return to_giver(assignment, f"岗位空缺，{title}", f"{empty}{text}", event)
    return Message(
        title=f"{title}：{assignment.wording}",
        text=text,
        url=assignment.get_absolute_url(),
        about=about(assignment),
        event=event,
        to=(held.member.user_id,) if held else (),
        desks="" if held else assignment.unit_path,
    )


def to_giver(assignment: Assignment, title: str, text: str, event: str) -> Message:
    """Return a message to the desks of the unit that gave the work."""
    return Message(
        title=f"{title}：{assignment.wording}",
        text=text,
        url=assignment.get_absolute_url(),
        about=about(assignment),
        event=event,
        desks=assignment.issuer_path,
    )


def tell(actor: Actor, steps: Iterable[Progress]) -> None:
    """Tell of steps of one kind that were just taken, each once, in a few queries."""
    taken = list(steps)
    step = taken[0].step if taken else ""
    if step in TO_TAKER:
        (kind, title), address = TO_TAKER[step], to_taker
    elif step in TO_GIVER:
        (kind, title), address = TO_GIVER[step], to_giver
    else:
        return
    messages = [
        address(one.assignment, _titled(title, one), _text(one), str(one.pk)) for one in taken
    ]
    notices.send_all(actor=actor, kind=kind, messages=messages, today=taken[0].done_on)


def _titled(title: str, step: Progress) -> str:
    """Say in a title that the unit is to assist, where it is."""
    is_new = step.step == "assigned" and step.assignment.is_assisting
    return "请配合办理" if is_new else title


def _text(step: Progress) -> str:
    """Say who took the step, by when the work is due, and what they said."""
    given = step.assignment
    who = given.holder if step.step in TO_GIVER else given.issuer
    due = f"，期限 {given.due_on:%Y-%m-%d}" if step.step in WITH_DUE else ""
    words = f"。{step.words}" if step.words else ""
    return f"{who}{due}{words}"
