"""The school mends its catalogue of what is made public stage by stage: two gates are behind it."""

from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from zhijia.org.demo import Cast
from zhijia.org.queries import actor_for

from .. import actions, rules
from ..models import Project, Stage, Task

TEMPLATE = "rule"
# Each stage: who has it, how many days ago it began and passed its gate (None while it is open).
TOLD: tuple[tuple[str, int, int | None, str], ...] = (
    ("起草", 38, 22, "对照上级规定逐条核对，目录增加 6 项。"),
    ("征求意见", 20, 7, "收到意见 23 条，采纳 17 条。"),
    ("审议", 5, None, ""),
)
DRAFT = "校务公开目录（修订草案）\n一、重大决策\n二、经费收支\n三、职称评聘\n"


def fill(cast: Cast, *, today: date) -> None:
    """Tell how the school took this task through its stages."""
    task = Task.objects.filter(original__contains="公开目录").first()
    if task is None:
        raise LookupError("公开目录")
    desk = cast.actors["school_desk"]
    template = next(one for one in rules.templates() if one.code == TEMPLATE)
    project = actions.open_project(
        actor=desk,
        task=task,
        unit=cast.units["school"],
        kind=template.name,
        stages=rules.read_outline(template.outline).stages,
        begins_on=today - timedelta(days=40),
        today=today - timedelta(days=41),
    )
    for name, began, passed, words in TOLD:
        stage = _begun(cast, project, name, today - timedelta(days=began))
        if passed is not None:
            _pass(cast, stage, words, today - timedelta(days=passed))


def _begun(cast: Cast, project: Project, name: str, began: date) -> Stage:
    """Let the head of the teachers' group have a stage, and begin it."""
    owner = cast.members["3006"]
    desk = cast.actors["school_desk"]
    stage = Stage.objects.get(project=project, name=name)
    stage = actions.edit_stage(
        actor=desk,
        stage=stage,
        name=name,
        post=owner.posts.get(kind="officer"),
        from_on=stage.from_on,
        until_on=stage.until_on,
        overlaps=stage.overlaps,
        checks=[rules.Check(one.words, one.who, one.proof) for one in stage.checks.all()],
        papers=[one.name for one in stage.papers.all()],
        reason="",
        today=began,
    )
    return actions.begin_stage(actor=actor_for(owner), stage=stage, today=began)


def _pass(cast: Cast, stage: Stage, words: str, day: date) -> None:
    """Hand the papers in, have the checks confirmed by the chair, and go through the gate."""
    holder, chair = (actor_for(cast.members[number]) for number in ("3006", "3002"))
    for paper in stage.papers.all():
        upload = SimpleUploadedFile(f"{paper.name}.txt", DRAFT.encode())
        actions.hand_in(actor=holder, stage=stage, paper=paper, name="", upload=upload, today=day)
    for check in stage.checks.all():
        actions.confirm_check(actor=chair, check=check, found="已查看凭据。", today=day)
    stage = actions.submit_stage(actor=holder, stage=stage, words=words, today=day)
    actions.pass_gate(actor=chair, stage=stage, words="同意。", today=day)
