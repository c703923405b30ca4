from collections.abc import Iterator, Sequence
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from zhijia.platform.actor import Actor
from zhijia.platform.offers import (
    MOST,
    Business,
    Entry,
    Event,
    Hit,
    Pile,
    Sight,
    Todo,
    Works,
    event,
    figure,
    found,
    notice,
    ratio,
    todo,
    unfinished,
    works,
)
from zhijia.platform.place import Place

from . import queries
from .models import Assignment, Progress, Speech, Task
from .rules import STATES

GIVEN = {"任务": "wording", "承办单位": "unit__name", "交办日期": "assigned_on", "期限": "due_on"}

FILED = {"任务": "wording", "立项单位": "unit__name", "立项日期": "filed_on"}


@figure(
    "plans.speeches",
    "分解讲话",
    unit="篇",
    means="期内确认分解的讲话。",
    may="plans.read",
    on="confirmed_on",
    show={"讲话": "title", "单位": "unit__name", "确认日期": "confirmed_on"},
)
def speeches() -> QuerySet[Speech]:
    """Count speeches by the day their tasks were confirmed."""
    return Speech.objects.all()


@figure(
    "plans.tasks",
    "立项任务",
    unit="项",
    means="期内从讲话中确认立项的任务，不含已撤销的。",
    where="filed_path",
    may="plans.read",
    on="filed_on",
    show=FILED,
    groups="area",
)
def tasks() -> QuerySet[Task]:
    """Count tasks by the day they were put on file."""
    return Task.objects.filter(dropped_for="")


@figure(
    "plans.closed",
    "办结立项任务",
    unit="项",
    means="期内全部承办单位都已办结的立项任务，不含已撤销的。",
    may="plans.read",
    on="closed_on",
    show={**FILED, "办结日期": "closed_on"},
    groups="area",
)
def closed() -> QuerySet[Task]:
    """Count tasks by the day the last unit's work was accepted."""
    return Task.objects.filter(dropped_for="")


@figure(
    "plans.given",
    "交办任务",
    unit="项次",
    means="期内交到各承办单位的任务，一个单位一项计一项次；不含分解到岗位的部分和已撤回的。",
    where="given_path",
    may="plans.read",
    on="assigned_on",
    show=GIVEN,
    groups="task__area",
)
def given() -> QuerySet[Assignment]:
    """Count what units were given by the day they were given it."""
    return Assignment.objects.of_units()


@figure(
    "plans.done",
    "办结任务",
    unit="项次",
    means="期内经交办单位审核通过的承办任务。",
    where="given_path",
    may="plans.read",
    on="closed_on",
    show={**GIVEN, "办结日期": "closed_on"},
    groups="task__area",
)
def done() -> QuerySet[Assignment]:
    """Count accepted work by the day it was accepted."""
    return Assignment.objects.of_units().filter(state="accepted")


@figure(
    "plans.given_and_done",
    "当期交办已办结",
    unit="项次",
    means="期内交办的承办任务中，期末前已审核通过的。",
    where="given_path",
    may="plans.read",
    on="assigned_on",
    by="closed_on",
    show={**GIVEN, "办结日期": "closed_on"},
)
def given_and_done() -> QuerySet[Assignment]:
    """Count accepted work by the day it was given, so that the rate never passes 100."""
    return Assignment.objects.of_units().filter(state="accepted")


@figure(
    "plans.open",
    "在办任务",
    unit="项次",
    means="期末尚未办结的承办任务。",
    where="given_path",
    may="plans.read",
    since="assigned_on",
    until="closed_on",
    show=GIVEN,
)
def open_() -> QuerySet[Assignment]:
    """Count what stands undone."""
    return Assignment.objects.of_units()


@figure(
    "plans.overdue",
    "逾期任务",
    unit="项次",
    means="期末超过完成期限仍未办结的承办任务。",
    where="given_path",
    may="plans.read",
    since="overdue_from",
    until="closed_on",
    show=GIVEN,
)
def overdue() -> QuerySet[Assignment]:
    """Count what stands undone past its day."""
    return Assignment.objects.of_units()


ratio(
    "plans.rate",
    "办结率",
    part="plans.given_and_done",
    whole="plans.given",
    means="期内交办的承办任务中期末前已审核通过的百分比。",
)


def _todo(actor: Actor, assignment: Assignment, today: date) -> Todo:
    """Return a line of somebody's list about an assignment."""
    title = f"{queries.waits_as(actor, assignment)}：{assignment.wording}"
    detail = f"{assignment.task.number} · {assignment.issuer}"
    colour = queries.lit(assignment, today).colour
    return Todo(title, detail, assignment.get_absolute_url(), assignment.due_on, colour)


@todo("plans")
def waiting(actor: Actor, today: date) -> list[Todo]:
    """List what to sign, do, accept and answer, and tasks that nobody has; two queries."""
    first = queries.desk_list(actor, "todo", today)[:MOST]
    items = [_todo(actor, found, today) for found in first]
    lonely = queries.unassigned(actor).count()
    if lonely:
        page = reverse("plans:tasks") + "?state=unassigned&mine=on"
        items.append(Todo(f"{lonely} 项任务尚未交办", "请落实承办单位", page))
    return items


DUTY = "关系到本单位承办的工作"
notice("plans.given", "任务交办", must=DUTY, desk=True, is_open=True)
notice("plans.finished", "报办结，等您审核", desk=True, is_open=True)
notice("plans.accepted", "审核通过", desk=True, is_open=True)
notice("plans.sent_back", "任务退回", must=DUTY, desk=True, is_open=True)
notice("plans.withdrawn", "任务撤回、改派", must=DUTY, desk=True, is_open=True)
notice("plans.extension_asked", "延期申请", desk=True, is_open=True)
notice("plans.extension_answered", "延期答复", desk=True, is_open=True)
notice("plans.due", "任务快到期", must=DUTY, desk=True, is_open=True)
notice("plans.overdue", "任务逾期", must=DUTY, desk=True, is_open=True)


@unfinished("plans")
def under_way(path: str, below: bool) -> list[Business]:
    """List the work that a unit was given, and the tasks that it put on file; two queries."""
    return queries.unfinished(path, below=below)


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
    at, members = {row.unit_path}, set[int]()
    for assignment in row.assignments.all():
        at |= _where(assignment).at
        members |= _where(assignment).members
    return Entry(words, Sight(at=frozenset(at), members=frozenset(members)))


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


def _pile(actor: Actor, name: str, count: int, today: date) -> Pile:
    """Return a list of the desk as a pile of lines."""

    def newest(most: int) -> list[Todo]:
        found = queries.desk_list(actor, name, today)
        if name == "given":
            found = found.order_by("-assigned_on", "-pk")
        return [_line(one, today) for one in found[:most]]

    return Pile(count, f"{reverse('plans:desk')}?list={name}", newest)


def _line(assignment: Assignment, today: date) -> Todo:
    """Return a line about an assignment that was done or given."""
    detail = f"{assignment.task.number} · {assignment.holder} · {STATES[assignment.state]}"
    lit = queries.lit(assignment, today)
    colour = "" if lit.colour == "done" else lit.colour
    return Todo(assignment.wording, detail, assignment.get_absolute_url(), light=colour)


@works("plans")
def handled(actor: Actor, today: date) -> Works:
    """Count what this actor's desks and posts finished, and what their desks gave; one query."""
    counts = queries.desk_counts(actor, today)
    done, given = (_pile(actor, name, counts[name], today) for name in ("done", "given"))
    return Works(done, given)


@event("plans")
def due(actor: Actor, place: Place, first: date, last: date) -> list[Event]:
    """Name the days that open work must keep, one's own and what one's desks gave; one query."""
    return [_due(one) for one in queries.due_between(actor, first, last, MOST)]


def _due(one: queries.Due) -> Event:
    """Return a day to keep as the calendar shows it."""
    if one.mine and one.units == 1:
        url = reverse("plans:assignment", args=[one.mine])
        return Event(one.wording, one.on, "我的期限", "red", url)
    title = f"{one.wording}（{one.units} 个单位）" if one.units > 1 else one.wording
    return Event(title, one.on, "任务期限", "orange", reverse("plans:task", args=[one.task]))
