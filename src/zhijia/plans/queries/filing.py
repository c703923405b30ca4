"""Reading what is on its way onto the file: drafts, who was asked about them, who approves them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from zhijia.law import Verdict
from zhijia.org import queries as org
from zhijia.org.models import Post, Unit
from zhijia.org.rules import HEADS
from zhijia.platform.actor import Actor
from zhijia.platform.scope import under

from .. import paper, policies, rules
from ..models import Consultation, Intended, Opinion, Task
from .tasks import offices

LEADERS = (*HEADS, "leader")


def needs_approval(unit: Unit, origin: str, today: date) -> bool:
    """Say whether the unit's leaders approve tasks of this origin; one query."""
    return rules.needs_approval(origin, org.law_in_force(unit, today).task_approval)


def is_approved(task: Task) -> bool:
    """Say whether the leaders approved what the task says; one query."""
    return task.approvals.filter(outcome="approved").exists()


def may_reword(actor: Actor, task: Task) -> Verdict:
    """Judge whether the actor may still change what a task says; one query for what is filed."""
    return rules.may_reword(
        stage=task.stage,
        is_approved=task.filed_on is not None and is_approved(task),
        is_head=actor.serves(HEADS, task.unit_path),
    )


def heads(path: str) -> list[int]:
    """Return the accounts of those who lead the very unit at `path`; one query."""
    held = Post.objects.open().filter(unit_path=path, kind__in=HEADS, member__left_on=None)
    users = held.filter(member__user__is_active=True).order_by("pk")
    return list(dict.fromkeys(users.values_list("member__user_id", flat=True)))


def has_head(path: str) -> bool:
    """Say whether somebody leads the very unit at `path`; one query."""
    held = Post.objects.open().filter(unit_path=path, kind__in=HEADS, member__left_on=None)
    return held.exists()


def leaders(unit: Unit) -> QuerySet[Post]:
    """Return the posts that may lead a task of this unit: who leads it or a unit below it."""
    held = Post.objects.open().filter(under("unit_path", unit.path), kind__in=LEADERS)
    named = held.filter(member__left_on=None).select_related("member", "unit")
    return named.order_by("unit_path", "pk")


def branch(unit: Unit) -> QuerySet[Unit]:
    """Return the units a task of this unit may be meant for: itself and all below it."""
    return Unit.objects.standing().filter(under("path", unit.path)).order_by("path")


def with_meant(found: QuerySet[Task]) -> QuerySet[Task]:
    """Let each task have `is_meant`, whether it is meant for any units: most are not."""
    return found.annotate(is_meant=Exists(Intended.objects.filter(task=OuterRef("pk"))))


def intended(task: Task) -> dict[str, list[Unit]]:
    """Return the units a task is meant for, by their role; one query, none where it is known."""
    found: dict[str, list[Unit]] = {role: [] for role in rules.ROLES}
    if not getattr(task, "is_meant", True):
        return found
    for one in task.intended.select_related("unit"):
        found[one.role].append(one.unit)
    return found


def meant_in(task: Task, role: str) -> list[int]:
    """Return the keys of the units that a task is meant for in a role; one query."""
    return [unit.pk for unit in intended(task)[role]]


def opinions(actor: Actor) -> QuerySet[Opinion]:
    """Return the opinions this actor's offices were asked for, or asked for themselves."""
    mine = Q(unit_path__in=offices(actor))
    asked = Q(consultation__task__unit_path__in=offices(actor))
    named = Opinion.objects.filter(mine | asked)
    return named.select_related(
        "consultation__task__unit", "consultation__task__speech", "unit", "answered_by"
    )


@dataclass(frozen=True, slots=True)
class Said:
    """An opinion and how it stands in words."""

    opinion: Opinion
    stands: str
    tone: str


TONES = {"agree": "green", "suggest": "orange"}


def said(opinion: Opinion, until_on: date, today: date) -> Said:
    """Return an opinion as a page shows it."""
    stands = rules.opinion_stands(
        answer=opinion.answer,
        is_closed=opinion.closed_on is not None,
        until_on=until_on,
        today=today,
    )
    tone = TONES.get(opinion.answer, "grey" if opinion.closed_on or today > until_on else "gold")
    return Said(opinion, stands, tone)


def heard(task: Task, today: date) -> dict[str, int]:
    """Count the units that still have time, and the suggestions without an answer; one query."""
    waits = Q(closed_on=None, consultation__until_on__gte=today)
    asked = Opinion.objects.filter(consultation__task=task).order_by()
    return asked.aggregate(
        unanswered=Count("pk", filter=waits),
        unsettled=Count("pk", filter=Q(answer="suggest", adoption="")),
    )


@dataclass(frozen=True, slots=True)
class Round:
    """A round of asking: how many answered what, and what those said who want a change."""

    consultation: Consultation
    asked: int
    agree: int
    suggest: int
    silent: int
    waiting: int
    unsettled: int

    @property
    def words(self) -> str:
        """Tell the round in a line."""
        told = {
            "同意": self.agree,
            "建议修改": self.suggest,
            "视为没有意见": self.silent,
            "待答复": self.waiting,
        }
        parts = "，".join(f"{label} {n} 个" for label, n in told.items() if n)
        left = f"；{self.unsettled} 件修改意见待写明采纳情况" if self.unsettled else ""
        return f"征求 {self.asked} 个单位：{parts}{left}"


def rounds(task: Task, today: date) -> list[Round]:
    """Return the rounds of asking about a task, the newest first; one query."""
    counted = task.consultations.select_related("asked_by", "task").annotate(
        n_=Count("opinions"),
        agree_=Count("opinions", filter=Q(opinions__answer="agree")),
        suggest_=Count("opinions", filter=Q(opinions__answer="suggest")),
        open_=Count("opinions", filter=Q(opinions__closed_on=None)),
        bare_=Count("opinions", filter=Q(opinions__answer="suggest", opinions__adoption="")),
    )
    return [_round(one, today) for one in counted]


def _round(one: Any, today: date) -> Round:
    """Return a counted consultation as its page shows it."""
    waiting = one.open_ if today <= one.until_on else 0
    silent = one.n_ - one.agree_ - one.suggest_ - waiting
    unsettled = 0 if one.task.filed_on else one.bare_
    return Round(one, one.n_, one.agree_, one.suggest_, silent, waiting, unsettled)


def opinions_on(task: Task) -> QuerySet[Opinion]:
    """Return every opinion on a task, those who want a change first."""
    found = Opinion.objects.filter(consultation__task=task)
    named = found.select_related("consultation", "unit", "answered_by")
    return named.order_by("-answer", "-consultation_id", "unit_path")


@dataclass(frozen=True, slots=True)
class Steps:
    """Which steps towards the file are open to an actor, each as a verdict."""

    edit: Verdict
    ask: Verdict
    file: Verdict
    submit: Verdict
    decide: Verdict
    recall: Verdict


def filing_steps(
    actor: Actor, task: Task, *, needs: bool, said: dict[str, int], led: bool
) -> Steps:
    """Judge every step as its action will; `said` is what `heard` tells of the task."""
    edit, stage = policies.may_edit_task(actor, task), task.stage
    decided = rules.may_decide_draft(stage)
    return Steps(
        edit=edit,
        ask=edit and rules.may_be_asked_about(stage),
        file=edit and rules.may_file(stage=stage, needs=needs, **said),
        submit=edit and rules.may_submit(stage=stage, needs=needs, has_head=led, **said),
        decide=policies.may_approve(actor, task) and decided,
        recall=edit and decided,
    )


def _names(units: Iterable[Unit]) -> str:
    return "、".join(str(unit) for unit in units)


def is_ours(actor: Actor, task: Task) -> bool:
    """Say whether the actor holds an office in the very unit that drew a task up.

    What was said of the draft on its way is for them; a unit that has the task reads its work.
    """
    return task.unit_path in offices(actor)


def filing_page(actor: Actor, task: Task, today: date) -> dict[str, Any]:
    """Return what the page of a task tells of its way onto the file, to the unit that filed it.

    Two queries for a task on file, five for a draft; none for whoever else sees the task.
    """
    is_draft, ours = task.filed_on is None and task.closed_on is None, is_ours(actor, task)
    asked = rounds(task, today) if ours else []
    counts = {
        "unanswered": sum(one.waiting for one in asked),
        "unsettled": sum(one.unsettled for one in asked),
    }
    needs = is_draft and needs_approval(task.unit, task.origin, today)
    leads = is_draft and has_head(task.unit_path)
    told = task.approvals.select_related("asked_by", "decided_by")
    approvals = list(told) if ours else []
    return {
        "is_draft": is_draft,
        "needs": needs,
        **({role: _names(units) for role, units in intended(task).items()} if is_draft else {}),
        "rounds": asked,
        "approvals": approvals,
        "laid": next((one for one in approvals if not one.outcome), None),
        "steps": filing_steps(actor, task, needs=needs, said=counts, led=leads),
    }


def drafts(actor: Actor, name: str = "") -> QuerySet[Task]:
    """Return what is not on file yet in the units where the actor holds an office.

    `name` narrows to what is drawn up still (draft) or lies before the leaders (submitted).
    """
    found = Task.objects.open().filter(unit_path__in=offices(actor), filed_on=None)
    if name:
        found = found.filter(submitted_on__isnull=name != "submitted")
    return found.select_related("unit", "speech").order_by("-year", "-serial", "pk")


def leads(actor: Actor) -> bool:
    """Say whether the actor leads a unit, and so approves what it draws up."""
    return bool(actor.stands(HEADS))


def may_set_terms(actor: Actor, task: Task) -> Verdict:
    """Judge whether the actor may say how a task is to be done; at most one query."""
    return policies.may_edit_task(actor, task) and may_reword(actor, task)


def may_ask(actor: Actor, task: Task) -> Verdict:
    """Judge whether the actor may ask units about a task."""
    return policies.may_edit_task(actor, task) and rules.may_be_asked_about(task.stage)


FILING_LISTS = {"draft": "拟办中", "submitted": "待审定", "asked": "征求我方意见"}


def asked_of(actor: Actor) -> QuerySet[Opinion]:
    """Return the opinions that the actor's offices were asked for, what waits first."""
    mine = Opinion.objects.filter(unit_path__in=offices(actor))
    named = mine.select_related("consultation__task__unit", "unit")
    return named.order_by(F("closed_on").desc(nulls_first=True), "-pk")


def filing_list(actor: Actor, name: str) -> QuerySet[Any]:
    """Return one list of the page of drafts: tasks, or opinions for `asked`."""
    return asked_of(actor) if name == "asked" else drafts(actor, name)


def filing_counts(actor: Actor, today: date) -> dict[str, int]:
    """Count each list of the page of drafts; of opinions only what still waits; two queries."""
    laid = Q(submitted_on__isnull=False)
    counted = drafts(actor).aggregate(
        draft=Count("pk", filter=~laid), submitted=Count("pk", filter=laid)
    )
    open_ = asked_of(actor).filter(closed_on=None, consultation__until_on__gte=today)
    open_ = open_.filter(consultation__task__closed_on=None)
    return {**counted, "asked": open_.count()}


def filing_rows(name: str, page: Iterable[Any], today: date) -> list[Any]:
    """Return the rows of a list as its page shows them."""
    if name != "asked":
        return list(page)
    return [said(one, one.consultation.until_on, today) for one in page]


def opinion_page(actor: Actor, opinion: Opinion, today: date) -> dict[str, Any]:
    """Return what the page of an opinion tells, its forms aside."""
    asked = opinion.consultation
    task = asked.task
    answering = rules.may_opine(
        is_closed=opinion.closed_on is not None or task.closed_on is not None,
        until_on=asked.until_on,
        today=today,
        answer="agree",
        words="",
    )
    settling = rules.may_settle(answer=opinion.answer, stage=task.stage, adoption="yes", reply="")
    return {
        "opinion": opinion,
        "asked": asked,
        "task": task,
        "row": said(opinion, asked.until_on, today),
        "may_answer": policies.may_answer_opinion(actor, opinion) and answering,
        "may_settle": policies.may_edit_task(actor, task) and settling,
        "is_ours": is_ours(actor, task),
    }


def opinion_lines(task: Task, today: date) -> list[paper.Said]:
    """Return what units said of a task as its paper shows it; one query."""
    return [
        paper.Said(
            unit=one.unit.name,
            stands=said(one, one.consultation.until_on, today).stands,
            words=one.words,
            adoption=one.get_adoption_display(),
            reply=one.reply,
        )
        for one in opinions_on(task)
    ]
