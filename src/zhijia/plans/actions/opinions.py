"""征求意见: asking units about a draft, what they answer, and what became of it."""

from collections.abc import Sequence
from datetime import date

from zhijia.org.models import Unit
from zhijia.platform.actor import Actor
from zhijia.platform.acts import about, action, change, lock, record, require

from .. import policies, rules
from ..models import Consultation, Opinion, Task
from .telling_drafts import tell_answered, tell_asked


@action("征求意见")
def ask_opinions(
    *, actor: Actor, task: Task, units: Sequence[Unit], until_on: date, today: date, words: str = ""
) -> Consultation:
    """Ask units about a draft; what it says now is kept beside what they answer."""
    task = lock(task)
    require(policies.may_edit_task(actor, task))
    chosen = list(dict.fromkeys(units))
    require(
        rules.may_ask_opinions(stage=task.stage, until_on=until_on, today=today, units=len(chosen))
    )
    for unit in chosen:
        in_branch, stands = unit.path.startswith(task.unit_path), unit.dissolved_on is None
        require(rules.may_intend(in_branch=in_branch, unit_stands=stands, is_twice=False))
    asked = Consultation(task=task, asked_on=today, asked_by_id=actor.member_id, words=words)
    asked.until_on, asked.wording, asked.standard = until_on, task.wording, task.standard
    asked.due_on = task.due_on
    asked.save()
    made = Opinion.objects.bulk_create(
        Opinion(consultation=asked, unit=unit, unit_path=unit.path) for unit in chosen
    )
    tell_asked(actor, asked, made, today)
    about(task)
    record({}, {"words": f"征求 {len(made)} 个单位意见，{until_on:%Y-%m-%d} 截止"})
    return asked


@action("答复征求意见")
def answer_opinion(
    *, actor: Actor, opinion: Opinion, answer: str, words: str, today: date
) -> Opinion:
    """Agree with a draft, or say what should be changed."""
    asked, opinion = lock(opinion.consultation, opinion)
    require(policies.may_answer_opinion(actor, opinion))
    require(
        rules.may_opine(
            is_closed=opinion.closed_on is not None or asked.task.closed_on is not None,
            until_on=asked.until_on,
            today=today,
            answer=answer,
            words=words,
        )
    )
    who = actor.member_id
    change(opinion, answer=answer, words=words, closed_on=today, answered_by_id=who)
    tell_answered(actor, opinion, today)
    return opinion


@action("填写采纳情况")
def settle_opinion(*, actor: Actor, opinion: Opinion, adoption: str, reply: str) -> Opinion:
    """Say whether a suggestion was taken up, and why where it was not."""
    task, opinion = lock(opinion.consultation.task, opinion)
    require(policies.may_edit_task(actor, task))
    require(
        rules.may_settle(answer=opinion.answer, stage=task.stage, adoption=adoption, reply=reply)
    )
    return change(opinion, adoption=adoption, reply=reply)


@action("提前截止征求意见")
def stop_asking(*, actor: Actor, task: Task, today: date) -> Task:
    """Wait no longer for those who were asked and have not answered."""
    task = lock(task)
    require(policies.may_edit_task(actor, task))
    require(rules.may_be_asked_about(task.stage))
    waiting = Opinion.objects.filter(consultation__task=task, closed_on=None)
    record({}, {"words": f"{waiting.count()} 个单位没有答复，不再等待"})
    waiting.update(closed_on=today)
    return task
