from zhijia.law import ALLOWED, HOUSE, Verdict, refused
from zhijia.org.models import Unit
from zhijia.org.rules import DESKS, HEADS
from zhijia.platform.actor import Actor
from zhijia.platform.acts import capability

from .models import (
    Assignment,
    Bulletin,
    Hole,
    Instruction,
    Opinion,
    Project,
    Speech,
    Stage,
    StageCheck,
    Task,
)
from .rules import is_not_owner
from .rules.projects import worked_at

# Who writes on tasks: the heads of the union, and those of the party and the administration.
LEADERS = (*HEADS, "leader")


def _desk_of(actor: Actor, path: str, whose: str) -> Verdict:
    """Leave it to the desk that stands in the very unit at `path`."""
    if actor.serves(DESKS, path):
        return ALLOWED
    return refused(f"由{whose}的工会主席、副主席或者干事办理")


@capability("plans.read", "查看任务记录")
def may_read(actor: Actor, unit: Unit) -> Verdict:
    """The records behind a number are seen by those whose posts reach the unit."""
    return ALLOWED if actor.reaches(unit.path) else refused("只能查看本单位和所辖单位的任务")


@capability("plans.take_in", "登记讲话")
def may_take_in(actor: Actor, unit: Unit) -> Verdict:
    """A speech is taken in by the unit's own desk."""
    return _desk_of(actor, unit.path, "本单位")


@capability("plans.edit_speech", "拆分讲话")
def may_edit_speech(actor: Actor, speech: Speech) -> Verdict:
    """A speech is taken apart and confirmed by the desk of the unit that took it in."""
    return _desk_of(actor, speech.unit_path, "登记单位")


@capability("plans.ask_assistant", "请助手看讲话")
def may_ask_assistant(actor: Actor, speech: Speech) -> Verdict:
    """A speech leaves the house only by the desk of the unit that took it in."""
    return _desk_of(actor, speech.unit_path, "登记单位")


@capability("plans.edit_task", "修改任务")
def may_edit_task(actor: Actor, task: Task) -> Verdict:
    """A task is kept by the desk of the unit that put it on file."""
    if task.closed_on:
        return refused("任务已结束")
    return _desk_of(actor, task.unit_path, "立项单位")


@capability("plans.file", "立项登记")
def may_file(actor: Actor, unit: Unit) -> Verdict:
    """What no speech asked for is put down by the unit's own desk."""
    return _desk_of(actor, unit.path, "本单位")


@capability("plans.approve", "审定任务")
def may_approve(actor: Actor, task: Task) -> Verdict:
    """A draft is approved by those who lead the very unit that drew it up."""
    if task.closed_on:
        return refused("任务已结束")
    if actor.serves(HEADS, task.unit_path):
        return ALLOWED
    return refused("由立项单位的工会主席、副主席审定")


@capability("plans.answer_opinion", "答复征求意见")
def may_answer_opinion(actor: Actor, opinion: Opinion) -> Verdict:
    """A unit's opinion on a draft is given by its own desk."""
    return _desk_of(actor, opinion.unit_path, "被征求意见单位")


@capability("plans.give", "交办和审核")
def may_give(actor: Actor, assignment: Assignment) -> Verdict:
    """Accepting, sending back, extensions and withdrawal are for the desk that gave it."""
    return _desk_of(actor, assignment.issuer_path, "交办单位")


@capability("plans.do", "承办")
def may_do(actor: Actor, assignment: Assignment) -> Verdict:
    """A unit's assignment is done by its desk; a post's by the member who holds the post."""
    post = assignment.post
    if post is None:
        return _desk_of(actor, assignment.unit_path, "承办单位")
    if post.until_on:
        return refused("岗位责任人已离任，由接任的人承接；没有人接任的，请交办单位撤回后重新分解")
    if actor.member_id is not None and actor.member_id == post.member_id:
        return ALLOWED
    return refused("由岗位责任人本人办理")


@capability("plans.hand_down", "分解到岗位")
def may_hand_down(actor: Actor, assignment: Assignment) -> Verdict:
    """A unit's desk hands parts down; a post does its part itself."""
    if assignment.post:
        return refused("已分解到岗位，不再往下分解")
    return _desk_of(actor, assignment.unit_path, "承办单位")


@capability("plans.see_holes", "查看职责漏洞")
def may_see_holes(actor: Actor, unit: Unit) -> Verdict:
    """What is wanting is seen by who holds an office that reaches the unit, not by every member."""
    offices = (post for post in actor.posts if post[0] != "member")
    if any(
        unit.path.startswith(path) if below else unit.path == path for _, path, below in offices
    ):
        return ALLOWED
    return refused("由本单位和上级单位任职的人查看")


@capability("plans.look", "巡查职责漏洞")
def may_look(actor: Actor, unit: Unit) -> Verdict:
    """A branch is looked through by the desk of its unit or of one above."""
    if any(actor.holds(role, unit.path) for role in DESKS):
        return ALLOWED
    return refused("由本单位或者上级单位的工会主席、副主席、干事巡查")


@capability("plans.answer_hole", "说明职责漏洞")
def may_answer_hole(actor: Actor, hole: Hole) -> Verdict:
    """Why a hole is none is said by the desk that would have to mend it."""
    return _desk_of(actor, hole.mender_path, "负责补位的单位")


@capability("plans.set_goal", "下达年度指标")
def may_set_goal(actor: Actor, unit: Unit) -> Verdict:
    """A unit's targets of a year are set by its own desk or by one above it."""
    if any(actor.holds(role, unit.path) for role in DESKS):
        return ALLOWED
    return refused("由本单位或者上级单位的工会主席、副主席或者干事办理")


@capability("plans.archive", "归档")
def may_archive(actor: Actor, task: Task) -> Verdict:
    """A closed task is put away by the desk of the unit that put it on file."""
    return _desk_of(actor, task.unit_path, "立项单位")


def _leads_over(actor: Actor, *paths: str) -> Verdict:
    """Leave it to those who lead a unit at or above one of these paths."""
    if any(actor.holds(role, path) for role in LEADERS for path in paths):
        return ALLOWED
    words = "由本单位或者上级单位的工会主席、副主席、党政领导批示"
    return refused(words, HOUSE["HOUSE-62"])


@capability("plans.instruct", "对承办事项批示")
def may_instruct(actor: Actor, assignment: Assignment) -> Verdict:
    """A leader writes on what lies at or below the own unit, and on what it gave."""
    return _leads_over(actor, assignment.unit_path, assignment.issuer_path)


@capability("plans.instruct_task", "对任务批示")
def may_instruct_task(actor: Actor, task: Task) -> Verdict:
    """A leader writes on a task that the own unit, or one below, put on file."""
    return _leads_over(actor, task.unit_path)


@capability("plans.ease", "解除关注")
def may_ease(actor: Actor, instruction: Instruction) -> Verdict:
    """Who might have written it takes it off the list of what is watched."""
    return _leads_over(actor, instruction.unit_path)


@capability("plans.urge", "催办")
def may_urge(actor: Actor, assignment: Assignment) -> Verdict:
    """Who gave the work urges those who have it."""
    return _desk_of(actor, assignment.issuer_path, "交办单位")


@capability("plans.set_lights", "选择亮灯方案")
def may_set_lights(actor: Actor, unit: Unit) -> Verdict:
    """The scheme of lights is chosen by the unit's own desk."""
    return _desk_of(actor, unit.path, "本单位")


@capability("plans.open_project", "分环节管理")
def may_open_project(actor: Actor, unit: Unit) -> Verdict:
    """A task is taken through stages by the desk of the very unit."""
    return _desk_of(actor, unit.path, "本单位")


@capability("plans.run_project", "编排环节")
def may_run_project(actor: Actor, project: Project) -> Verdict:
    """Stages, their days and who has them are kept by the desk of the project's unit."""
    return _desk_of(actor, project.unit_path, "项目单位")


@capability("plans.keep_templates", "维护环节模板")
def may_keep_templates(actor: Actor, unit: Unit) -> Verdict:
    """A unit's templates are kept by its own desk."""
    return _desk_of(actor, unit.path, "本单位")


def is_owner(actor: Actor, stage: Stage) -> bool:
    """Say whether the actor holds the post that has the stage."""
    held = stage.post and not stage.post.until_on and stage.post.member_id == actor.member_id
    return bool(held and actor.member_id)


def had_it(actor: Actor, stage: Stage) -> bool:
    """Say whether the actor has the stage, or had it when they worked at it; one query at most.

    Whoever hands the stage on, or leaves the post, has done the work all the same.
    """
    if actor.member_id is None:
        return False
    if stage.post and stage.post.member_id == actor.member_id:
        return True
    steps = stage.steps.all()
    return worked_at([(s.step, s.is_owners and s.by_id == actor.member_id) for s in steps])


def may_work_stage(actor: Actor, stage: Stage) -> Verdict:
    """A stage is worked at by who has it, or by the desk for them."""
    if is_owner(actor, stage) or _desk_of(actor, stage.project.unit_path, "项目单位"):
        return ALLOWED
    return refused("由环节责任人或者项目单位的工会主席、副主席、干事办理")


def may_pass(actor: Actor, stage: Stage) -> Verdict:
    """A gate is opened by the project's desk, never by who has the stage."""
    desk = _desk_of(actor, stage.project.unit_path, "项目单位")
    return desk and is_not_owner(is_owner=had_it(actor, stage), what="审过")


def may_confirm(actor: Actor, stage: Stage) -> Verdict:
    """A check is confirmed by who has an office at, above or below the unit; not the owner."""
    path = stage.project.unit_path
    near = any(
        role != "member" and (at.startswith(path) or (path.startswith(at) and below))
        for role, at, below in actor.posts
    )
    if not near:
        return refused("由项目单位、上级单位或者下级单位任职的人确认")
    return is_not_owner(is_owner=had_it(actor, stage), what="确认")


def may_unconfirm(actor: Actor, check: StageCheck) -> Verdict:
    """A confirmation is taken back by who gave it or by the project's desk; not the owner."""
    stage = check.stage
    if not (verdict := may_confirm(actor, stage)):
        return verdict
    is_own = actor.member_id is not None and check.confirmed_by_id == actor.member_id
    if is_own or _desk_of(actor, stage.project.unit_path, "项目单位"):
        return ALLOWED
    return refused("由确认人本人或者项目单位的工会主席、副主席、干事撤销")


@capability("plans.draw_bulletin", "起草通报")
def may_draw(actor: Actor, unit: Unit) -> Verdict:
    """A unit's bulletin is drawn by its own desk."""
    return _desk_of(actor, unit.path, "本单位")


def may_draw_any(actor: Actor) -> Verdict:
    """Say whether somebody keeps any desk that draws bulletins."""
    if actor.stands(DESKS):
        return ALLOWED
    return refused("由本单位的工会主席、副主席或者干事办理")


@capability("plans.keep_bulletin", "填写和印发通报")
def may_keep_bulletin(actor: Actor, bulletin: Bulletin) -> Verdict:
    """A bulletin is worded, submitted and issued by the desk of its unit."""
    return _desk_of(actor, bulletin.unit_path, "本单位")


@capability("plans.approve_bulletin", "审定通报")
def may_approve_bulletin(actor: Actor, bulletin: Bulletin) -> Verdict:
    """A bulletin is approved by those who lead its very unit."""
    if actor.serves(LEADERS, bulletin.unit_path):
        return ALLOWED
    return refused("由本单位的工会主席、副主席或者党政领导审定")
