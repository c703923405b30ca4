"""Marking: what a unit says of itself and what inspectors find on site, item by item."""

from datetime import date

from django.core.files.uploadedfile import UploadedFile

from zhijia.law import refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import (
    Refused,
    action,
    change,
    lock,
    record,
    require,
    require_unchanged,
)
from zhijia.platform.files.acts import keep
from zhijia.platform.notices import actions as notices
from zhijia.platform.offers import FIGURES, RATIOS, ask

from .. import policies, queries
from ..models import Fault, Inspection, Inspector, Item, Mark, Proof
from ..rules import mending, rounds, scales
from ..rules.scales import Said
from .hazards import report_hazard
from .steps import forget_agreed, step, tell


def _sheet(actor: Actor, inspection: Inspection, *, is_self: bool) -> Inspector | None:
    """Return whose sheet is written: the unit's own with None; judge who may, and whether now."""
    inspector = None
    if is_self:
        require(policies.may_answer(actor, inspection))
    else:
        inspector = queries.inspector_of(actor, inspection)
        require(policies.may_inspect(actor, inspector))
    require(
        rounds.may_mark(
            state=inspection.state,
            is_self=is_self,
            is_sent=bool(inspector and inspector.sent_on),
        )
    )
    return inspector


def _of_round(inspection: Inspection, item: Item) -> None:
    """Go on only with an item of the version this round uses."""
    if item.edition_id != inspection.round.edition_id:
        raise Refused(refused("这一条不在本轮检查的标准里"))


@action("评分")
def mark(
    *,
    actor: Actor,
    inspection: Inspection,
    item: Item,
    is_self: bool,
    said: Said,
    words: str,
    today: date,
    version: int | None = None,
) -> Mark:
    """Mark one item, or mark it anew; the same said again changes nothing."""
    inspection = lock(inspection)
    inspector = _sheet(actor, inspection, is_self=is_self)
    _of_round(inspection, item)
    scale = item.line.parsed
    require(scales.is_said(scale, said))
    got = scales.points(scale, said)
    broken = scales.is_broken(is_veto=item.is_veto, full=item.full, said=said, got=got)
    facts = {
        "is_na": said.is_na,
        "count": said.count,
        "word": said.word,
        "number": said.number,
        "words": words,
    }
    found = inspection.marks.filter(inspector=inspector, item=item).first()
    if found is None:
        return Mark.objects.create(
            inspection=inspection,
            item=item,
            inspector=inspector,
            points=got,
            is_broken=broken,
            marked_on=today,
            **facts,
        )
    if all(getattr(found, name) == value for name, value in facts.items()):
        return found
    require_unchanged(found, version, **facts)
    return change(found, points=got, is_broken=broken, marked_on=today, **facts)


@action("添加佐证")
def attach(
    *,
    actor: Actor,
    inspection: Inspection,
    item: Item,
    is_self: bool,
    upload: "UploadedFile[bytes]",
    words: str,
    today: date,
    fault: Fault | None = None,
) -> Proof:
    """Keep a photo or a file as proof of an item, or of a fault found there."""
    inspection = lock(inspection)
    inspector = _sheet(actor, inspection, is_self=is_self)
    _of_round(inspection, item)
    return Proof.objects.create(
        inspection=inspection,
        item=item,
        inspector=inspector,
        fault=fault,
        file=keep(actor=actor, upload=upload),
        words=words,
        added_on=today,
        by_id=actor.member_id,
    )


@action("引用数据作佐证")
def freeze(
    *,
    actor: Actor,
    inspection: Inspection,
    item: Item,
    is_self: bool,
    figure: str,
    start_on: date,
    end_on: date,
    today: date,
) -> Proof:
    """Keep a figure of the unit as it stands today, with the way to the rows behind it."""
    inspection = lock(inspection)
    inspector = _sheet(actor, inspection, is_self=is_self)
    _of_round(inspection, item)
    require(mending.may_freeze(is_known=figure in {**FIGURES, **RATIOS}, has_value=True))
    if end_on < start_on:
        raise Refused(refused("截止日期早于开始日期"))
    asked = queries.asked(inspection.unit, figure, start_on, end_on)
    answer = ask({"it": asked}).get("it")
    require(mending.may_freeze(is_known=True, has_value=answer is not None))
    assert answer is not None, "judged above"
    return Proof.objects.create(
        inspection=inspection,
        item=item,
        inspector=inspector,
        figure=figure,
        start_on=start_on,
        end_on=end_on,
        value=answer.value,
        unit_word=FIGURES[figure].unit if figure in FIGURES else "%",
        rows=answer.rows,
        added_on=today,
        by_id=actor.member_id,
    )


@action("引用记录作佐证")
def point_at(
    *,
    actor: Actor,
    inspection: Inspection,
    item: Item,
    is_self: bool,
    url: str,
    words: str,
    today: date,
) -> Proof:
    """Keep the way to a page of ours as proof; who follows it sees what their own posts reach."""
    inspection = lock(inspection)
    inspector = _sheet(actor, inspection, is_self=is_self)
    _of_round(inspection, item)
    return Proof.objects.create(
        inspection=inspection,
        item=item,
        inspector=inspector,
        url=url,
        words=words,
        added_on=today,
        by_id=actor.member_id,
    )


@action("删去佐证")
def drop_proof(*, actor: Actor, proof: Proof, today: date) -> Inspection:
    """Take back proof of one's own sheet while it is being written."""
    inspection, proof = lock(proof.inspection, proof)
    inspector = _sheet(actor, inspection, is_self=proof.inspector_id is None)
    if proof.inspector_id != (inspector.pk if inspector else None):
        raise Refused(refused("只能删去自己添加的佐证"))
    record({"proof": str(proof.file or proof.url or proof.figure)}, {})
    proof.delete()
    return inspection


@action("记下问题")
def note_fault(
    *,
    actor: Actor,
    inspection: Inspection,
    item: Item,
    words: str,
    where: str,
    today: date,
    upload: "UploadedFile[bytes] | None" = None,
    hazard: str = "",
    is_life: bool = False,
) -> Fault:
    """Write down what is wrong, with a photo where there is one.

    `hazard` is a category of hazards: then it is reported as one too, at once.
    """
    inspection = lock(inspection)
    inspector = _sheet(actor, inspection, is_self=False)
    _of_round(inspection, item)
    fault = Fault.objects.create(
        inspection=inspection,
        item=item,
        unit_path=inspection.unit_path,
        inspector=inspector,
        words=words,
        where=where,
        found_on=today,
    )
    if upload:
        Proof.objects.create(
            inspection=inspection,
            item=item,
            inspector=inspector,
            fault=fault,
            file=keep(actor=actor, upload=upload),
            added_on=today,
            by_id=actor.member_id,
        )
    if hazard:
        report_hazard(actor, fault, hazard, is_life=is_life, today=today)
    return fault


@action("删去问题")
def drop_fault(*, actor: Actor, fault: Fault, today: date) -> Inspection:
    """Take back a fault of one's own sheet before handing in."""
    inspection, fault = lock(fault.inspection, fault)
    inspector = _sheet(actor, inspection, is_self=False)
    if inspector is None or fault.inspector_id != inspector.pk:
        raise Refused(refused("只能删去自己记下的问题"))
    require(mending.may_drop(is_reported=fault.hazard_id is not None))
    record({"fault": fault.words}, {})
    fault.delete()
    return inspection


@action("提交自查")
def submit_self(*, actor: Actor, inspection: Inspection, today: date) -> Inspection:
    """Hand the self-check in; every item is marked."""
    inspection = lock(inspection)
    _sheet(actor, inspection, is_self=True)
    lines = queries.sheet(inspection, None)
    require(
        rounds.is_complete(unmarked=queries.unmarked(lines), unreasoned=queries.unreasoned(lines))
    )
    score = queries.so_far(lines).score
    step(actor, inspection, "self_done", today, f"自查得分 {score}")
    notices.send(
        actor=actor,
        kind="checks.self_done",
        title=f"{inspection.unit}提交了自查：{inspection.round}",
        url=inspection.get_absolute_url(),
        about=f"checks.Inspection#{inspection.pk}",
        event=f"self:{inspection.version}",
        desks=inspection.round.unit_path,
        today=today,
    )
    return change(inspection, state="review", self_score=score)


@action("审核自查")
def review_self(
    *, actor: Actor, inspection: Inspection, is_passed: bool, words: str, today: date
) -> Inspection:
    """Accept a self-check, or send it back and say what is wanting."""
    inspection = lock(inspection)
    require(policies.may_run(actor, inspection.round))
    require(rounds.stands_in(inspection.state, "review"))
    if not is_passed and not words.strip():
        raise Refused(refused("退回自查，请写明要补充什么"))
    step(actor, inspection, "self_passed" if is_passed else "self_back", today, words)
    notices.send(
        actor=actor,
        kind="checks.self_reviewed",
        title=f"自查{'审核通过' if is_passed else '被退回'}：{inspection.round}",
        text=words,
        url=inspection.get_absolute_url(),
        about=f"checks.Inspection#{inspection.pk}",
        event=f"review:{inspection.version}",
        desks=inspection.unit_path,
        today=today,
    )
    return change(inspection, state="site" if is_passed else "self")


@action("不等自查，现场检查")
def skip_self(*, actor: Actor, inspection: Inspection, words: str, today: date) -> Inspection:
    """Inspect a unit on site that has not handed its self-check in, and say why."""
    inspection = lock(inspection)
    require(policies.may_run(actor, inspection.round))
    require(rounds.may_skip_self(state=inspection.state, reason=words))
    step(actor, inspection, "self_skipped", today, words)
    title = "不再等待自查，将到现场检查"
    tell(actor, inspection, "checks.self_reviewed", title, words, today, up=False)
    return change(inspection, state="site")


@action("提交现场评分")
def send_marks(*, actor: Actor, inspection: Inspection, today: date) -> Inspector:
    """Hand one's own sheet in; the last one to do so tells the desk that all are in."""
    inspection = lock(inspection)
    inspector = _sheet(actor, inspection, is_self=False)
    assert inspector is not None, "judged above"
    who = inspector.member
    homes = queries.homes_of([who])[who.pk]
    require(rounds.may_inspect(name=str(who), homes=homes, path=inspection.unit_path))
    lines = queries.sheet(inspection, inspector)
    require(
        rounds.is_complete(unmarked=queries.unmarked(lines), unreasoned=queries.unreasoned(lines))
    )
    inspector = change(lock(inspector), sent_on=today)
    step(actor, inspection, "sent", today, str(inspector.member))
    if not queries.unsent(inspection):
        notices.send(
            actor=actor,
            kind="checks.all_in",
            title=f"{inspection.unit}的检查员都已提交：{inspection.round}",
            url=inspection.get_absolute_url(),
            about=f"checks.Inspection#{inspection.pk}",
            event=f"all_in:{inspection.version}:{inspector.version}",
            desks=inspection.round.unit_path,
            today=today,
        )
    return inspector


@action("退回现场评分")
def take_back(*, actor: Actor, inspector: Inspector, words: str, today: date) -> Inspector:
    """Let an inspector mark again, and say why."""
    inspection, inspector = lock(inspector.inspection, inspector)
    require(policies.may_run(actor, inspection.round))
    require(rounds.stands_in(inspection.state, "site"))
    if not inspector.sent_on:
        raise Refused(refused("还没有提交"))
    if not words.strip():
        raise Refused(refused("请写明退回的原因"))
    step(actor, inspection, "taken_back", today, f"{inspector.member}：{words}")
    notices.send(
        actor=actor,
        kind="checks.named",
        title=f"现场评分被退回：{inspection.unit}",
        text=words,
        url=inspection.get_absolute_url(),
        about=f"checks.Inspection#{inspection.pk}",
        event=f"back:{inspector.pk}:{inspector.version}",
        to=[inspector.member.user_id],
        today=today,
    )
    forget_agreed([inspection])
    return change(inspector, sent_on=None)
