from collections.abc import Iterator, Sequence
from datetime import date

from django.db.models import QuerySet

from zhijia.platform.actor import Actor
from zhijia.platform.offers import (
    MOST,
    Business,
    Entry,
    Event,
    Hit,
    Sight,
    event,
    figure,
    found,
    unfinished,
)
from zhijia.platform.place import Place
from zhijia.platform.together import Reading

from .. import queries
from ..models import Project, Stage, StagePaper


@figure(
    "plans.projects",
    "分环节管理的项目",
    unit="项",
    means="期内开始分环节管理的项目。",
    may="plans.read",
    where="opened_path",
    on="opened_on",
    show={"任务": "task__wording", "单位": "unit__name", "类型": "kind", "开始日期": "opened_on"},
    groups="kind",
)
def projects() -> QuerySet[Project]:
    """Count projects by the day they were parted into stages."""
    return Project.objects.all()


@event("plans.stages")
def ends(actor: Actor, place: Place, first: date, last: date) -> Reading[list[Event]]:
    """Name the days on which stages end."""
    rows = queries.stages_ending(actor, place, first, last)[:MOST]
    return Reading((rows,), lambda stages: [*map(_end, stages)])


def _end(stage: Stage) -> Event:
    title = f"{stage.name}（{stage.project.task.wording[:20]}）"
    return Event(title, stage.until_on, "环节截止", "gold", stage.get_absolute_url())


@unfinished("plans.projects")
def under_way(path: str, below: bool) -> Reading[list[Business]]:
    """List the projects that a unit has under way."""
    return queries.projects_under_way(path, below=below)


def _show_papers(rows: QuerySet[StagePaper], words: Sequence[str]) -> Iterator[Hit]:
    """Show papers with the project they belong to; they are opened from the stage's page."""
    for paper in rows:
        stage = paper.stage
        detail = f"{stage.project.task.number} · {stage.name} · {paper.name}"
        yield Hit(str(paper.file), detail, stage.get_absolute_url())


@found(
    "plans.stage_papers",
    "项目材料",
    number=70,
    icon="paperclip",
    rows=lambda: StagePaper.objects.filter(file__isnull=False).select_related(
        "file", "stage__project__task", "stage__post"
    ),
    seen=queries.stage_papers,
    show=_show_papers,
    is_text=True,
    by_office=True,
)
def paper(row: StagePaper) -> Entry:
    """Find the papers of projects by their names."""
    project, post = row.stage.project, row.stage.post
    both = frozenset({project.unit_path, project.task.unit_path})
    holds = post is not None and post.until_on is None
    sight = Sight(at=both, members=frozenset({post.member_id} if post and holds else set()))
    return Entry((str(row.file), row.name), sight)
