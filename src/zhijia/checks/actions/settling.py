"""From marks to a result: gaps agreed on, scores settled, objections answered, the result given."""

from datetime import date
from decimal import Decimal

from django.core.files.uploadedfile import UploadedFile

from zhijia.law import refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import (
    Refused,
    action,
    change,
    lock,
    require,
    require_unchanged,
)
from zhijia.platform.files.acts import keep
from zhijia.platform.refs import days
from zhijia.platform.refs import queries as refs

from .. import policies, queries
from ..models import Inspection, Item, Objection, Score
from ..rules import mending, rounds, scoring
from .gates import clear_gate
from .mending import hold_matters, leave, mend_by, order_mending
from .steps import step, tell


@action("商定得分")
def agree(
    *,
    actor: Actor,
    inspection: Inspection,
    item: Item,
    points: Decimal,
    is_na: bool,
    words: str,
    today: date,
    version: int | None = None,
) -> Score:
    """Write what inspectors who are apart agree on for an item, and why, before scores are settled.

    `version` is that of what was agreed on before; 0 where its writer saw nothing agreed.
    """
    inspection = lock(inspection)
    require(policies.may_lead(actor, inspection))
    require(rounds.stands_in(inspection.state, "site"))
    seated = inspection.inspectors.count()
    require(scoring.may_settle(open_names=queries.unsent(inspection), apart=(), inspectors=seated))
    require(
        scoring.may_agree(
            is_needed=queries.is_disputed(inspection, item),
            points=points,
            full=item.full,
            is_na=is_na,
            words=words,
        )
    )
    broken = item.is_veto and not is_na and queries.is_broken_by_most(inspection, item)
    facts = {"points": Decimal(0) if is_na else points, "is_na": is_na, "words": words}
    found = inspection.scores.filter(item=item).first()
    if found is not None:
        require_unchanged(found, version, **facts)
    step(actor, inspection, "agreed", today, f"第 {item.code} 条：{words}")
    if found is not None:
        return change(lock(found), is_broken=broken, how="agreed", **facts)
    return Score.objects.create(
        inspection=inspection, item=item, is_broken=broken, how="agreed", **facts
    )


@action("汇总得分")
def settle(*, actor: Actor, inspection: Inspection, today: date) -> Inspection:
    """Bring the inspectors' marks to one score, tell the unit, and let time for objections run."""
    inspection = lock(inspection)
    round = inspection.round
    require(policies.may_run(actor, round))
    require(rounds.stands_in(inspection.state, "site"))
    lines = queries.beside(inspection)
    require(
        scoring.may_settle(
            open_names=queries.unsent(inspection),
            apart=[line.item.code for line in lines if line.is_apart],
            inspectors=inspection.inspectors.count(),
        )
    )
    made = []
    for line in lines:
        if line.score is None:
            one = scoring.settle(line.marks, None)
            made.append(
                Score(
                    inspection=inspection,
                    item=line.item,
                    points=one.points,
                    is_na=one.is_na,
                    is_broken=one.is_broken,
                    how=one.how,
                )
            )
    Score.objects.bulk_create(made)
    faults = order_mending(actor, inspection, mend_by(round, today), today)
    until = days.add(today, round.object_days, days.Kind.WORKDAYS, calendar=refs.calendar())
    inspection = _add_up(inspection)
    step(actor, inspection, "settled", today, f"得分 {inspection.score}，问题 {faults} 个")
    words = f"得分 {inspection.score}，问题 {faults} 个；申诉到 {until:%Y-%m-%d}"
    tell(actor, inspection, "checks.told", "检查得分已反馈", words, today, up=False)
    return change(
        inspection, state="told", told_on=today, object_until_on=until, faults_count=faults
    )


def _add_up(inspection: Inspection) -> Inspection:
    """Write the total of the settled scores."""
    rows = [
        (one.item.full, scoring.Settled(one.points, one.is_na, one.is_broken, one.how))
        for one in inspection.scores.select_related("item")
    ]
    total = scoring.total(rows)
    bands = rounds.read_bands(inspection.round.bands)
    return change(
        inspection,
        points=total.points,
        full=total.full,
        score=total.score,
        is_vetoed=total.is_vetoed,
        grade=scoring.grade(bands, total.score, is_vetoed=total.is_vetoed),
    )


@action("申诉")
def object_to(
    *,
    actor: Actor,
    inspection: Inspection,
    item: Item,
    words: str,
    today: date,
    upload: "UploadedFile[bytes] | None" = None,
) -> Objection:
    """Say why a score is wrong; once an item, while the time for it runs."""
    inspection = lock(inspection)
    require(policies.may_answer(actor, inspection))
    score = inspection.scores.filter(item=item).first()
    if score is None:
        raise Refused(refused("这一条还没有得分"))
    require(
        mending.may_object(
            state=inspection.state,
            until_on=inspection.object_until_on,
            today=today,
            is_open=inspection.objections.filter(item=item).exists(),
            has_accepted=inspection.accepted_on is not None,
        )
    )
    step(actor, inspection, "objected", today, f"第 {item.code} 条：{words}")
    tell(actor, inspection, "checks.objected", f"{inspection.unit}申诉", words, today, up=True)
    return Objection.objects.create(
        inspection=inspection,
        item=item,
        words=words,
        file=keep(actor=actor, upload=upload) if upload else None,
        made_on=today,
        by_id=actor.member_id,
        before=score.points,
    )


@action("答复申诉")
def decide(
    *,
    actor: Actor,
    objection: Objection,
    words: str,
    points: Decimal | None,
    today: date,
) -> Objection:
    """Answer an objection in words; with `points` the score is put right."""
    inspection, objection = lock(objection.inspection, objection)
    objection.inspection = inspection
    require(policies.may_decide(actor, objection))
    require(
        mending.may_decide(
            state=inspection.state,
            is_decided=objection.decided_on is not None,
            is_inspector=queries.inspector_of(actor, inspection) is not None,
            points=points,
            full=objection.item.full,
            words=words,
        )
    )
    told = "维持" if points is None else f"更正为 {points}"
    step(actor, inspection, "decided", today, f"第 {objection.item.code} 条{told}：{words}")
    tell(actor, inspection, "checks.decided", f"申诉答复：{told}", words, today, up=False)
    if points is not None:
        _put_right(inspection, objection.item, points, words)
    return change(
        objection, decided_on=today, decided_by_id=actor.member_id, answer=words, after=points
    )


def _put_right(inspection: Inspection, item: Item, points: Decimal, words: str) -> None:
    """Change a settled score, and the total with it; full marks lift a broken veto."""
    score = lock(inspection.scores.get(item=item))
    is_broken = score.is_broken and points < item.full
    change(
        score, points=points, is_na=False, is_broken=is_broken, how="objected", words=words[:500]
    )
    _add_up(inspection)


@action("确认对得分没有异议")
def accept(*, actor: Actor, inspection: Inspection, today: date) -> Inspection:
    """Say that the unit does not object, so that its result need not wait."""
    inspection = lock(inspection)
    require(policies.may_answer(actor, inspection))
    require(rounds.stands_in(inspection.state, "told"))
    if inspection.accepted_on:
        raise Refused(refused("已经确认过"))
    step(actor, inspection, "accepted", today)
    return change(inspection, accepted_on=today)


@action("出检查结果")
def give_result(*, actor: Actor, inspection: Inspection, words: str, today: date) -> Inspection:
    """Close the inspection of a unit; what is not mended by now is left over, and said so."""
    hold_matters(inspection)
    inspection = lock(inspection)
    require(policies.may_run(actor, inspection.round))
    require(
        mending.may_give_result(
            state=inspection.state,
            undecided=inspection.objections.filter(decided_on=None).count(),
            until_on=inspection.object_until_on,
            has_accepted=inspection.accepted_on is not None,
            today=today,
            unmended=[str(one) for one in queries.unlifted(inspection)],
            words=words,
        )
    )
    count = leave(actor, inspection, words, today)
    step(actor, inspection, "result", today, words)
    said = f"得分 {inspection.score}，{inspection.grade}"
    tell(actor, inspection, "checks.result", "检查结果", said, today, up=False)
    inspection = change(
        inspection, state="done", result_on=today, result_words=words, left_count=count
    )
    clear_gate(actor, inspection, today)
    return inspection
