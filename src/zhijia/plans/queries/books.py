"""A project as its book in Word tells it."""

from datetime import date

from ..models import Project, StageCheck, StageStep
from ..paper import Book, BookStage, BookStep
from .projects import StageRow, project_rows


def project_lines(project: Project, today: date) -> Book:
    """Return a project, read by `with_stages`, as its book in Word tells it; one query more."""
    row = project_rows([project], today)[0]
    steps = StageStep.objects.filter(stage__project=project).select_related("stage", "by")
    return Book(
        title=project.task.wording,
        number=project.task.number,
        unit=project.unit.name,
        kind=project.kind,
        opened_on=project.opened_on,
        due_on=project.task.due_on,
        stands=f"{row.passed}/{len(row.rows)} 个环节过关，现在：{row.now}",
        stages=tuple(map(_book_stage, row.rows)),
        life=tuple(map(_book_step, steps)),
    )


def _book_step(one: StageStep) -> BookStep:
    who = str(one.by or "—")
    return BookStep(one.done_on, one.stage.name, one.get_step_display(), who, one.words)


def _confirmed(check: StageCheck) -> str:
    """Say of a check who confirmed it when, and what they found."""
    if not check.confirmed_on:
        return f"{check.words}：未确认"
    who = f"{check.confirmed_by or '—'} {check.confirmed_on:%Y-%m-%d} 确认"
    return f"{check.words}：{who}，{check.found}"


def _book_stage(row: StageRow) -> BookStage:
    stage = row.stage
    return BookStage(
        name=stage.name,
        owner=f"{stage.post.unit} {stage.post}" if stage.post else "待定",
        from_on=stage.from_on,
        until_on=stage.until_on,
        checks=tuple(map(_confirmed, stage.checks.all())),
        papers=tuple(f"{one.name}：{one.file or '未交'}" for one in stage.papers.all()),
        stands=f"{stage.get_state_display()}\n{stage.passed_on or row.words}",
    )
