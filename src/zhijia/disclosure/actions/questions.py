"""Questions under what is public: asked by name, reviewed, answered for all to read."""

from datetime import date

from zhijia.platform.actor import Actor
from zhijia.platform.acts import action, change, lock, require, require_unchanged
from zhijia.platform.notices import actions as notices
from zhijia.platform.refs.queries import calendar

from ..models import Publication, Question
from ..policies import publications as policies
from ..queries import questions as queries
from ..rules import questions as rules


@action("对公开内容提问")
def ask(*, actor: Actor, publication: Publication, text: str, today: date) -> Question:
    """Ask something under a publication, by name; others see it once it was reviewed."""
    publication = lock(publication)
    require(policies.may_ask(actor, publication))
    assert actor.member_id is not None, "judged above"
    asked = queries.asked_today(publication, actor, today)
    require(rules.may_ask(is_out=publication.is_out, text=text, asked_today=asked))
    days = queries.answer_days(publication.unit_id)
    made = Question.objects.create(
        publication=publication,
        unit_path=publication.unit_path,
        asker_id=actor.member_id,
        text=text.strip(),
        asked_on=today,
        due_on=rules.due_by(today, days, calendar=calendar()),
    )
    words = f"有人对“{publication}”提问"
    _tell(actor, made, "disclosure.asked", words, "asked", today, desks=publication.unit_path)
    return made


def _tell(
    actor: Actor,
    question: Question,
    kind: str,
    words: str,
    event: str,
    today: date,
    *,
    to: tuple[int | None, ...] = (),
    desks: str = "",
    text: str = "",
) -> None:
    notices.send(
        actor=actor,
        kind=kind,
        title=words,
        text=text,
        url=question.publication.get_absolute_url(),
        about=f"disclosure.Question#{question.pk}",
        event=event,
        to=to,
        desks=desks,
        today=today,
    )


def _held(actor: Actor, question: Question) -> Question:
    question = lock(question)
    require(policies.may_answer(actor, question))
    return question


def _tell_asker(actor: Actor, question: Question, words: str, today: date, text: str) -> None:
    """Tell who asked what became of the question."""
    title = f"您对“{question.publication}”的提问{words}"
    to = (question.asker.user_id,)
    _tell(actor, question, "disclosure.answered", title, question.state, today, to=to, text=text)


@action("公开提问")
def open_question(*, actor: Actor, question: Question, today: date) -> Question:
    """Let everybody read a question; its answer is to come."""
    question = _held(actor, question)
    require(rules.may_show(state=question.state))
    return change(question, state="shown", reviewed_by_id=actor.member_id)


@action("不公开提问")
def decline(*, actor: Actor, question: Question, why: str, today: date) -> Question:
    """Keep a question back, for a reason that its asker is told."""
    question = _held(actor, question)
    require(rules.may_decline(state=question.state, why=why))
    question = change(
        question, state="declined", why=why, reviewed_by_id=actor.member_id, closed_on=today
    )
    _tell_asker(actor, question, "没有公开", today, f"原因：{why}")
    return question


@action("答复提问")
def answer(
    *, actor: Actor, question: Question, answer: str, today: date, version: int | None = None
) -> Question:
    """Answer a question for all to read; one that waited for review is shown by it."""
    question = _held(actor, question)
    require(rules.may_answer(state=question.state, answer=answer))
    require_unchanged(question, version, answer=answer)
    question = change(
        question,
        state="answered",
        answer=answer,
        answered_by_id=actor.member_id,
        reviewed_by_id=question.reviewed_by_id or actor.member_id,
        closed_on=today,
    )
    _tell_asker(actor, question, "已答复", today, "")
    return question
