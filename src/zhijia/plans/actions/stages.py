"""The life of a stage: begun, its papers handed in, its checks confirmed, its gate passed."""

from datetime import date

from django.core.files.uploadedfile import UploadedFile

from zhijia.platform.actor import Actor
from zhijia.platform.acts import action, change, lock, require
from zhijia.platform.files.acts import keep
from zhijia.platform.notices import actions as notices

from .. import policies, queries, rules
from ..models import Project, Stage, StageCheck, StagePaper
from .projects import held, require_under_way, step


@action("开始环节")
def begin_stage(*, actor: Actor, stage: Stage, today: date) -> Stage:
    """Begin a stage, in its order."""
    _, stage = held(stage)
    require(policies.may_work_stage(actor, stage))
    require(
        rules.may_begin(
            state=stage.state,
            overlaps=stage.overlaps,
            has_owner=stage.post is not None,
            before=queries.before(stage),
        )
    )
    step(actor, stage, "begun", today)
    return change(stage, state="underway")


@action("提交环节材料")
def hand_in(
    *,
    actor: Actor,
    stage: Stage,
    paper: StagePaper | None,
    name: str,
    upload: "UploadedFile[bytes]",
    today: date,
) -> StagePaper:
    """Hand a paper in, one that is asked for or one more; a newer file takes the older's place.

    What was replaced stays on record.
    """
    _, stage = held(stage)
    require(policies.may_work_stage(actor, stage))
    require(rules.stands_in(stage.state, "underway"))
    file = keep(actor=actor, upload=upload)
    paper = lock(paper) if paper else StagePaper(stage=stage, name=name, is_required=False)
    was = f"，替换 {paper.file}" if paper.file else ""
    paper.file, paper.kept_on, paper.kept_by_id = file, today, actor.member_id
    paper.save()
    step(actor, stage, "paper", today, f"{paper.name}：{file}{was}")
    return paper


@action("确认检查事项")
def confirm_check(*, actor: Actor, check: StageCheck, found: str, today: date) -> StageCheck:
    """Confirm that something is true; never one's own work."""
    _, stage = held(check.stage)
    check = lock(check)
    require(policies.may_confirm(actor, stage))
    require(rules.stands_in(stage.state, "underway", "submitted"))
    require(rules.is_unconfirmed(check.confirmed_on))
    step(actor, stage, "confirmed", today, f"{check.words}：{found}")
    return change(check, confirmed_on=today, confirmed_by_id=actor.member_id, found=found)


@action("撤销确认")
def unconfirm_check(*, actor: Actor, check: StageCheck, reason: str, today: date) -> StageCheck:
    """Take a confirmation back before the gate is passed, with a reason."""
    _, stage = held(check.stage)
    check = lock(check)
    check.stage = stage
    require(policies.may_unconfirm(actor, check))
    require(rules.stands_in(stage.state, "underway", "submitted"))
    require(rules.is_confirmed(check.confirmed_on))
    step(actor, stage, "unconfirmed", today, f"{check.words}：{reason}")
    return change(check, confirmed_on=None, confirmed_by_id=None, found="")


@action("提请过关")
def submit_stage(*, actor: Actor, stage: Stage, words: str, today: date) -> Stage:
    """Say that a stage is done and ask for its gate."""
    _, stage = held(stage)
    require(policies.may_work_stage(actor, stage))
    require(rules.may_ask_for_gate(state=stage.state, missing=queries.missing(stage)))
    step(actor, stage, "submitted", today, words)
    tell(actor, stage, "plans.gate_asked", "请过关", words, today, to_desk=True)
    return change(stage, state="submitted")


@action("环节过关")
def pass_gate(*, actor: Actor, stage: Stage, words: str, today: date) -> Stage:
    """Open the gate: checks confirmed by others, papers in, the stages before it passed."""
    project, stage = held(stage)
    require(policies.may_pass(actor, stage))
    require(
        rules.gate(
            state=stage.state,
            before=queries.before(stage),
            unconfirmed=queries.unconfirmed(stage),
            missing=queries.missing(stage),
        )
    )
    step(actor, stage, "passed", today, words)
    tell(actor, stage, "plans.gate_answered", "已过关", words, today)
    stage = change(stage, state="passed", passed_on=today, passed_by_id=actor.member_id)
    _next_turn(actor, project, stage, today)
    if not queries.shut(project):
        change(project, closed_on=today)
    return stage


def _next_turn(actor: Actor, project: Project, passed: Stage, today: date) -> None:
    """Tell who has the next stage that it is their turn."""
    after = project.stages.filter(number__gt=passed.number, state="waiting").first()
    if after and after.post:
        after.project = project
        tell(actor, after, "plans.stage_turn", "可以开始", "", today)


@action("退回环节")
def send_back_stage(*, actor: Actor, stage: Stage, words: str, today: date) -> Stage:
    """Keep the gate shut and say what is still to be done."""
    _, stage = held(stage)
    require(policies.may_pass(actor, stage))
    require(rules.stands_in(stage.state, "submitted"))
    step(actor, stage, "sent_back", today, words)
    tell(actor, stage, "plans.gate_answered", "退回", words, today)
    return change(stage, state="underway")


@action("重新打开环节")
def reopen_stage(*, actor: Actor, stage: Stage, words: str, today: date) -> Stage:
    """Go back behind a gate that was passed, the last one first; what was confirmed stays."""
    project, stage = held(stage)
    require(policies.may_pass(actor, stage))
    require_under_way(project)
    later = project.stages.filter(number__gt=stage.number, state="passed")
    names = list(later.values_list("name", flat=True))
    require(rules.may_reopen(state=stage.state, passed_after=names))
    step(actor, stage, "reopened", today, words)
    tell(actor, stage, "plans.gate_answered", "重新打开", words, today)
    if project.closed_on:
        change(project, closed_on=None)
    return change(stage, state="underway", passed_on=None, passed_by_id=None)


def tell(
    actor: Actor,
    stage: Stage,
    kind: str,
    title: str,
    words: str,
    today: date,
    *,
    to_desk: bool = False,
) -> None:
    """Tell the project's desk, or who has the stage."""
    held = stage.post
    if held is None or held.until_on or held.member.left_on:  # nobody has it: the desk sees to it
        to_desk = True
    holder = held.member.user_id if held and not to_desk else None
    last = stage.steps.last()
    notices.send(
        actor=actor,
        kind=kind,
        title=f"{title}：{stage.name}（{stage.project.task.wording}）",
        text=words,
        url=stage.get_absolute_url(),
        about=f"plans.Stage#{stage.pk}",
        event=f"{kind}:{last.pk if last else 0}",
        to=(holder,) if holder else (),
        desks=stage.project.unit_path if to_desk else "",
        today=today,
    )
