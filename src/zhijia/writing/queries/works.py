"""Reading what units did of their tasks, as a report tells it.

A group's year holds a hundred thousand works: they are read as plain rows, a query a table.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from django.db.models import Q, QuerySet

from zhijia.org.models import Post
from zhijia.plans.models import Assignment, Extension, Progress, Task
from zhijia.platform.scope import under_any

from ..rules import OWN, Work

TOLD = ("reported", "finished", "answered", "sent_back", "asked_again")
ENDING = ("sent_back", "asked_again")  # what the giver says is no report, but ends what was sent
# How work ends, each with its word; who assists is done with an answer.
ENDED = {"accepted": "已办结", "answered": "已会签", "excused": "免予会签"}


class Row(NamedTuple):
    """An assignment, with the names that a report needs."""

    pk: int
    task: int
    parent: int | None
    role: str
    state: str
    due_on: date
    signed_on: date | None
    closed_on: date | None
    given_path: str
    issuer_path: str
    issuer: str
    unit: str
    post: int | None


COLUMNS = (
    *("pk", "task_id", "parent_id", "role", "state", "due_on", "signed_on", "closed_on"),
    *("given_path", "issuer_path", "issuer__name", "unit__name", "post_id"),
)


class Said(NamedTuple):
    """What was reported last of an assignment, and which step it took last."""

    step: str = ""
    words: str = ""
    problems: str = ""
    measures: str = ""


class Told(NamedTuple):
    """A work as the report tells it, and who gave it from where."""

    work: Work
    issuer_path: str
    issuer: str


class Reader:
    """All that is known of works on the last day of a report: reports, posts, extensions."""

    def __init__(self, works: QuerySet[Assignment], paths: list[str], until: date) -> None:
        """Read them, and the parts handed down of the unit's own; six queries."""
        parts = Assignment.objects.filter(
            parent__in=works.filter(given_path__in=paths).order_by(), assigned_on__lte=until
        ).exclude(taken_back(until))
        self.paths, self.until = paths, until
        self.rows = _rows(works.order_by("given_path", "pk"))
        self.parts: dict[int, list[Row]] = {}
        for row in _rows(parts.order_by("pk")):
            self.parts.setdefault(row.parent or 0, []).append(row)
        everything = Q(assignment__in=works.order_by()) | Q(assignment__in=parts.order_by())
        self.said = _said(everything, until)
        holding = Q(assignments__in=works.order_by()) | Q(assignments__in=parts.order_by())
        posts = Post.objects.filter(holding).distinct().select_related("member")
        self.posts = {post.pk: str(post) for post in posts}
        granted = Extension.objects.filter(everything, is_granted=True).order_by("pk")
        self.later: dict[int, date] = {}
        self.due: dict[int, date] = {}  # where it was put off since: the day that held then
        columns = ("assignment_id", "decided_on", "from_on", "to_on")
        for pk, decided_on, from_on, to_on in granted.values_list(*columns):
            if decided_on is not None and decided_on <= until:
                self.later[pk] = to_on
            else:
                self.due.setdefault(pk, from_on)

    def told(self) -> Iterator[tuple[int, Told]]:
        """Yield the works by the keys of their tasks, each with its parts."""
        for row in self.rows:
            parts = tuple(self._stand(part) for part in self.parts.get(row.pk, ()))
            work = replace(self._stand(row), later_on=self.later.get(row.pk), parts=parts)
            yield row.task, Told(work, row.issuer_path, row.issuer)

    def _stand(self, row: Row) -> Work:
        """Return how a work stood on the last day, and the last that was reported of it."""
        said, until = self.said.get(row.pk, Said()), self.until
        helps = row.role == "assist"
        closed = row.state in ENDED and (helps if row.closed_on is None else row.closed_on <= until)
        answered = helps and said.step == "answered"  # asked again only since
        closed, due_on = closed or answered, self.due.get(row.pk, row.due_on)
        ended = "answered" if answered else row.state
        return Work(
            holder=self._holder(row),
            due_on=due_on,
            is_done=closed,
            is_late=not closed and due_on < until,
            is_sent=said.step == "finished",
            is_signed=row.signed_on is not None and row.signed_on <= until,
            words=said.words,
            problems=said.problems,
            measures=said.measures,
            key=str(row.pk),
            ended=ENDED.get(ended, ENDED["accepted"]),
        )

    def _holder(self, row: Row) -> str:
        """Return who has it, as the unit's own report calls them."""
        helps = "（配合）" if row.role == "assist" else ""
        post = self.posts[row.post] if row.post else ""
        if row.given_path in self.paths:
            return post or f"{OWN}{helps}"
        return f"{row.unit}{f' {post}' if post else ''}{helps}"


def _rows(works: QuerySet[Assignment]) -> list[Row]:
    """Read assignments as plain rows; one query."""
    return [Row(*row) for row in works.values_list(*COLUMNS)]


def _said(which: Q, until: date) -> dict[int, Said]:
    """Return what was reported last of each assignment; one query."""
    steps = Progress.objects.filter(which, step__in=TOLD, done_on__lte=until).order_by("pk")
    found: dict[int, Said] = {}
    columns = ("assignment_id", "step", "words", "problems", "next_step")
    for pk, step, *said in steps.values_list(*columns).iterator():
        if step in ENDING:
            found[pk] = found.get(pk, Said())._replace(step=step)
        else:
            found[pk] = Said(step, *said)
    return found


def taken_back(until: date) -> Q:
    """Select the work that was taken back by a day; what was taken back since stood then."""
    return Q(state="withdrawn") & (Q(closed_on=None) | Q(closed_on__lte=until))


def works_between(paths: list[str], start: date, until: date) -> QuerySet[Assignment]:
    """Return what units at or below `paths` had in the period, or their posts from outside."""
    ran = Q(assigned_on__lte=until) & (Q(closed_on=None) | Q(closed_on__gte=start))
    whole = Q(parent=None) | ~under_any("issuer_path", paths)
    here = under_any("given_path", paths)
    return Assignment.objects.filter(ran, whole, here).exclude(taken_back(until))


def works_of(
    tasks: QuerySet[Task], paths: list[str], start: date, until: date
) -> dict[int, list[Told]]:
    """Return the works that the report tells of each of these tasks, by the tasks' keys."""
    mine = works_between(paths, start, until).filter(task__in=tasks.order_by().values("pk"))
    found: dict[int, list[Told]] = {}
    for task, told in Reader(mine, paths, until).told():
        found.setdefault(task, []).append(told)
    return found


def issuers_outside(told: Iterable[Told], paths: list[str]) -> list[str]:
    """Return who gave the works into the branch from outside, each once."""
    outside = (one for one in told if not any(one.issuer_path.startswith(base) for base in paths))
    return list(dict.fromkeys(one.issuer for one in outside))
