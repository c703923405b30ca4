from collections.abc import Iterator, Sequence

from django.db.models import QuerySet

from zhijia.platform.offers import Entry, Hit, Sight, found

from .. import queries
from ..models import Assignment, Progress, Speech, Task


def _where(assignment: Assignment) -> Sight:
    """Return who may find an assignment: both units, and who holds the post."""
    holder = {assignment.post.member_id} if assignment.post else set()
    both = frozenset({assignment.unit_path, assignment.issuer_path})
    return Sight(at=both, members=frozenset(holder))


def _show_tasks(rows: QuerySet[Task], words: Sequence[str]) -> Iterator[Hit]:
    """Show tasks by their wording; what else was said of them only where that was asked for."""
    for task in rows:
        detail = f"{task.number} · {task.unit} · {queries.stands_as(task)}"
        left = [word for word in words if word not in task.wording]
        also = (task.original, f"责任单位（原文）：{task.responsible}")
        text = next((said for said in also if any(word in said for word in left)), "")
        yield Hit(task.wording, detail, task.get_absolute_url(), text=text)


@found(
    "plans.tasks",
    "任务",
    number=3,
    icon="list-check",
    rows=lambda: Task.objects.prefetch_related("assignments__post"),
    seen=queries.tasks,
    show=_show_tasks,
    is_text=True,
    touched={Assignment: "task_id"},
)
def task(row: Task) -> Entry:
    """Find tasks by what they say, for those who filed them and those who do them."""
    words = (row.number, row.wording, row.original, row.responsible)
    basis = (row.source_title, row.source_number, row.source_by, row.standard)
    at, members = {row.unit_path}, set[int]()
    for assignment in row.assignments.all():
        at |= _where(assignment).at
        members |= _where(assignment).members
    return Entry((*words, *basis), Sight(at=frozenset(at), members=frozenset(members)))


def _show_speeches(rows: QuerySet[Speech], words: Sequence[str]) -> Iterator[Hit]:
    """Show speeches with what stands around the first word that was asked for."""
    for speech, text in queries.with_passage(rows, words):
        said = [speech.speaker, f"{speech.spoken_on:%Y-%m-%d}" if speech.spoken_on else ""]
        detail = " · ".join(filter(None, [str(speech.unit), *said]))
        yield Hit(speech.title, detail, speech.get_absolute_url(), text=text)


@found(
    "plans.speeches",
    "讲话",
    number=4,
    icon="microphone",
    rows=lambda: Speech.objects.select_related("source"),
    seen=queries.speeches,
    show=_show_speeches,
    is_text=True,
    by_office=True,
)
def speech(row: Speech) -> Entry:
    """Find speeches by title, speaker and every word said; once confirmed, from below as well."""
    source, here = row.source, frozenset({row.unit_path})
    words = (row.title, row.speaker, source.name, source.text[row.start : row.end])
    return Entry(words, Sight(at=here, below=here if row.confirmed_on else frozenset()))


def _show_files(rows: QuerySet[Progress], words: Sequence[str]) -> Iterator[Hit]:
    """Show files with the task they belong to; they are opened from its page."""
    for step in rows.select_related("assignment__task", "assignment__unit", "file"):
        at = step.assignment
        detail = f"{at.task.number} · {at.unit} · {step.done_on:%Y-%m-%d}"
        yield Hit(str(step.file), detail, at.get_absolute_url())


@found(
    "plans.files",
    "办理材料",
    number=5,
    icon="paperclip",
    rows=lambda: Progress.objects.filter(file__isnull=False).select_related(
        "file", "assignment__post"
    ),
    seen=queries.steps_with_file,
    show=_show_files,
    is_text=True,
)
def file(row: Progress) -> Entry:
    """Find what was handed in with a task by the name of the file."""
    return Entry((str(row.file),), _where(row.assignment))
