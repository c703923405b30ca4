"""评议: the adopted method, who is evaluated, the papers, the grades, who is told first."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from zhijia.ballots.actions.choices import NewChoice
from zhijia.ballots.models import Contest
from zhijia.ballots.rules.asking import Asked
from zhijia.law import refused
from zhijia.org.models import Member
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, about, action, change, lock, record, require

from .. import policies
from ..models import AdoptedMethod, Evaluated, Evaluation, Item
from ..queries import evaluations as queries
from ..rules import evaluations as rules
from .balloting import make_papers, take_vote
from .planning import run


@action("登记测评办法")
def keep_method(*, actor: Actor, item: Item, good: int, bad: int, today: date) -> AdoptedMethod:
    """Keep how grades are found, as the meeting adopted it under this item."""
    meeting = item.meeting
    require(policies.may_run(actor, meeting))
    item = lock(item)
    is_adopted = item.business == "assessing" and item.result == "adopted"
    require(rules.may_keep(good=good, bad=bad, is_adopted=is_adopted))
    if AdoptedMethod.objects.filter(item=item).exists():
        raise Refused(refused("这项议题通过的测评办法已经登记，要改的，请由会议重新通过"))
    made = AdoptedMethod(unit=meeting.unit, unit_path=meeting.unit_path, item=item)
    made.good, made.bad, made.adopted_on = good, bad, meeting.opened_on or today
    made.save()
    about(meeting)
    return made


@action("测评办法报备")
def file_method(
    *, actor: Actor, method: AdoptedMethod, filed_on: date, document: str, today: date
) -> AdoptedMethod:
    """Enter that a method was filed with the union above."""
    method = lock(method)
    require(policies.may_run(actor, method.item.meeting))
    if not method.adopted_on <= filed_on <= today:
        raise Refused(refused("报备日期应在通过之后，不晚于今天"))
    return change(method, filed_on=filed_on, document=document.strip())


@action("设定评议")
def plan_evaluation(
    *,
    actor: Actor,
    item: Item,
    year: int,
    members: Sequence[Member] = (),
    names: Sequence[str] = (),
    has_party: bool = True,
) -> Evaluation:
    """Say of which year an item evaluates whom; said anew until its papers are made."""
    meeting = run(actor, item.meeting, "agenda")
    item = lock(item)
    if item.ballot_id:
        raise Refused(refused("测评票已经生成，不能再改"))
    others = [name.strip() for name in names if name.strip()]
    labels = [f"m{one.pk}" for one in members] + others
    require(rules.may_evaluate(item.business, labels))
    row, _ = Evaluation.objects.get_or_create(item=item, defaults={"year": year})
    row = change(row, year=year, has_party=has_party, method=queries.method_of(meeting))
    row.subjects.all().delete()
    posts = queries.posts_of(meeting.unit, [one.pk for one in members])
    named: list[tuple[str, int | None, str]] = [
        (one.name, one.pk, posts.get(one.pk, "")) for one in members
    ]
    named += [(name, None, "") for name in others]
    Evaluated.objects.bulk_create(
        Evaluated(evaluation=row, place=n, name=name[:60], member_id=key, label=label[:60])
        for n, (name, key, label) in enumerate(named, 1)
    )
    record({}, {"年度": year, "评议对象": len(named)})
    about(meeting)
    return row


@action("生成测评票")
def draft_evaluation(*, actor: Actor, evaluation: Evaluation, today: date) -> Evaluation:
    """Make the papers: the grades the law or the kind names, no name of who fills them in."""
    item = evaluation.item
    meeting = run(actor, item.meeting, "agenda")
    item, evaluation = lock(item, evaluation)
    if item.ballot_id:
        raise Refused(refused("测评票已经生成"))
    subjects = list(evaluation.subjects.select_related("member"))
    require(rules.may_evaluate(item.business, [str(one.pk) for one in subjects]))
    what = evaluation.what
    asked = Asked("evaluation", item.title[:80], "evaluation", grades=what.grades)
    choices = [NewChoice(one.name, one.member, one.label) for one in subjects]
    title = f"{meeting.unit}{evaluation.year}年{what.label}"
    ballot = make_papers(actor, meeting, title, asked, choices, today)
    change(item, ballot=ballot, way="paper")
    about(meeting)
    return evaluation


@action("采用测评结果")
def take_grades(*, actor: Actor, evaluation: Evaluation, today: date) -> Evaluation:
    """Take over the papers for each grade; a grade is said by the adopted method alone."""
    item = take_vote(actor=actor, item=evaluation.item)
    evaluation = lock(evaluation)
    assert item.ballot
    contest = item.ballot.contests.get()
    method = evaluation.method.said if evaluation.method else None
    found = _by_name(contest)
    for one in evaluation.subjects.all():
        entry = found.get(f"m{one.member_id}" if one.member_id else one.name, {})
        counts = {str(grade): int(n) for grade, n in entry.get("counts", {}).items()}
        valid = int(entry.get("valid", 0))
        grade = rules.grade_of(method, counts, valid, evaluation.what.grades)
        change(one, counts=counts, valid=valid, grade=grade)
    about(item.meeting)
    return change(evaluation, counted_on=today)


def _by_name(contest: Contest) -> dict[str, dict[str, Any]]:
    """Return what each subject got, by the key of a member or by the name."""
    kept = contest.outcome.get("subjects", {})
    return {
        one.key if one.member_id else one.name: kept.get(one.key, {})
        for one in contest.choices.all()
    }


@action("报告评议结果")
def report_evaluation(
    *,
    actor: Actor,
    evaluation: Evaluation,
    today: date,
    party_told_on: date | None = None,
    upper_told_on: date | None = None,
) -> Evaluation:
    """Enter when the Party organisation and the union above were told in writing."""
    evaluation = lock(evaluation)
    require(policies.may_run(actor, evaluation.item.meeting))
    if evaluation.counted_on is None:
        raise Refused(refused("还没有测评结果"))
    for day in (party_told_on, upper_told_on):
        if day and not evaluation.counted_on <= day <= today:
            raise Refused(refused("报告日期应在计票之后，不晚于今天"))
    about(evaluation.item.meeting)
    return change(evaluation, party_told_on=party_told_on, upper_told_on=upper_told_on)
