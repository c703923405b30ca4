"""Questions under what is public: asked by name, reviewed, answered for all to read."""

from datetime import date

from django.urls import reverse

from zhijia.matters.actions import open_from
from zhijia.platform.actor import Actor
from zhijia.platform.acts import action, change, lock, require, require_unchanged
from zhijia.platform.notices import actions as notices
from zhijia.platform.notices.queries import Message
from zhijia.platform.refs.queries import calendar

from ..models import Publication, Question
from ..policies import publications as policies
from ..queries import questions as queries
from ..queries.dues import heads_near
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


def remind_of_answers(actor: Actor, today: date) -> int:
    """Tell desks and heads of questions whose time to answer has passed, each once."""
    late = queries.newly_late(today)
    heads = heads_near({one.unit_path for one in late})
    messages = [
        Message(
            title=f"对“{one.publication}”的提问逾期未答复",
            text=f"答复期限 {one.due_on:%Y-%m-%d}，请审核、答复。",
            url=reverse("disclosure:questions"),
            about=f"disclosure.Question#{one.pk}",
            event="late",
            to=tuple(heads.get(one.unit_path, ())),
            desks=one.unit_path,
        )
        for one in late
    ]
    return notices.send_all(actor=actor, kind="disclosure.asked", messages=messages, today=today)


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


@action("提问转为意见建议")
def pass_on(*, actor: Actor, question: Question, theme: str, today: date) -> Question:
    """Let what asks for more than an answer be weighed as an opinion of who asked it."""
    question = _held(actor, question)
    require(rules.may_pass_on(state=question.state))
    of = question.publication
    matter = open_from(
        actor=actor,
        kind="opinion",
        unit=of.unit,
        title=f"对公开信息“{of.title[:40]}”的意见",
        values={"theme": theme, "words": question.text},
        today=today,
        source=("disclosure.Question", question.pk),
        source_title=f"公开信息：{of.title}",
        source_url=of.get_absolute_url(),
        filer=question.asker,
    )
    pointer = {"kind": "matters.Matter", "key": matter.pk, "url": matter.get_absolute_url()}
    question = change(
        question,
        state="passed_on",
        matter=pointer,
        closed_on=today,
        reviewed_by_id=question.reviewed_by_id or actor.member_id,
    )
    _tell_asker(actor, question, "已转为意见建议", today, "研究和答复的情况在办件里可以看到。")
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
