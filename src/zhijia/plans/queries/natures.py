"""Reading the periods of work that is done again and again."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Max, Q, QuerySet

from zhijia.law import ALLOWED, Verdict

from ..models import Assignment, Task, Turn
from ..rules import OPEN, SOON_DAYS, light_words
from ..rules import natures as rules
from ..speech.nature import EVERY, NATURES

MADE_UP_FOR = timedelta(days=7)
SHOWN = 60  # periods on a page: five years of months; of weeks the newest


def often(task: Task) -> str:
    """Return how often reports of a task are due, a key of EVERY, or ""."""
    return rules.frequency(task.nature, task.every, task.frequency)


def said(nature: str, every: str) -> str:
    """Say how often work is done: 定期（每季度）."""
    if nature == "once":
        return NATURES[nature]
    counted = rules.frequency(nature, every)
    told = EVERY[counted] if counted else "频次待定"
    return f"{NATURES[nature]}（{told}{'填报' if nature == 'standing' else ''}）"


@dataclass(frozen=True, slots=True)
class TurnRow:
    """A period as its page shows it: its light, and what that says."""

    turn: Turn
    colour: str
    words: str


@dataclass(frozen=True, slots=True)
class Turns:
    """The periods of an assignment, and whether they let it end."""

    rows: tuple[TurnRow, ...] = ()
    total: int = 0
    reported: int = 0
    may_end: Verdict = ALLOWED
    said: str = ""

    @property
    def late(self) -> int:
        """Count the periods that ran late."""
        return sum(row.colour == "red" for row in self.rows)


def recurs(assignment: Assignment) -> bool:
    """Say whether the work has periods: its task asks for them, and it is a unit's own to do."""
    task = assignment.task
    is_whole = assignment.parent_id is None and not assignment.is_assisting
    return bool(is_whole and often(task))


def turns_of(assignment: Assignment, today: date) -> Turns:
    """Return the periods of an assignment, the newest begun first; one query, none of one-offs."""
    task = assignment.task
    if not recurs(assignment):
        return Turns(said=said(task.nature, task.every))
    found = list(assignment.turns.select_related("report__by"))
    begun = [turn for turn in found if turn.from_on <= today]
    return Turns(
        rows=tuple(_row(turn, assignment.scheme, today) for turn in reversed(begun[-SHOWN:])),
        total=len(found),
        reported=sum(turn.report_id is not None for turn in found),
        may_end=_may_end(assignment, found, today),
        said=said(task.nature, task.every),
    )


def _row(turn: Turn, scheme: str, today: date) -> TurnRow:
    reported = turn.report_id is not None
    colour = rules.turn_light(turn.due_on, is_reported=reported, today=today, scheme=scheme)
    return TurnRow(turn, colour, light_words(colour, turn.due_on, today, scheme=scheme))


def _may_end(assignment: Assignment, found: Collection[Turn], today: date) -> Verdict:
    """Judge whether the periods let the work be reported finished."""
    missing = sum(turn.report_id is None and turn.due_on <= today for turn in found)
    last = max((turn.from_on for turn in found), default=None)
    nature = assignment.task.nature
    return rules.may_end(nature=nature, missing=missing, last_from=last, today=today)


def may_end(assignment: Assignment, today: date) -> Verdict:
    """Judge whether the periods let the work be reported finished; one query."""
    if not recurs(assignment):
        return ALLOWED
    return _may_end(assignment, list(assignment.turns.all()), today)


def to_report(assignment: Assignment, today: date) -> QuerySet[Turn]:
    """Return the periods that have begun and that nobody has reported on."""
    return assignment.turns.filter(report=None, from_on__lte=today)


def to_lay(today: date) -> QuerySet[Assignment]:
    """Return the open work whose periods do not reach as far ahead as they should."""
    recurring = Q(task__nature="standing") | Q(task__nature="recurring") & (
        ~Q(task__every="") | Q(task__frequency__in=rules.RHYTHMS)
    )
    rows = Assignment.objects.leads().filter(recurring, state__in=OPEN, due_on__gte=today)
    ahead = today + timedelta(days=rules.AHEAD_DAYS)
    last = rows.annotate(last_on=Max("turns__until_on"))
    short = Q(last_on=None) | Q(last_on__lt=F("due_on")) & Q(last_on__lt=ahead)
    return last.filter(short).select_related("task")


def _waiting() -> QuerySet[Turn]:
    """Return the periods whose report is awaited, with what a message names."""
    rows = Turn.objects.filter(report=None, assignment__state__in=["issued", "underway"])
    return rows.select_related(
        "assignment__unit", "assignment__issuer", "assignment__post__member", "assignment__task"
    )


def turns_soon(today: date) -> QuerySet[Turn]:
    """Return the periods whose reports fall due within three days."""
    return _waiting().filter(due_on__range=(today, today + timedelta(days=SOON_DAYS)))


def turns_late(today: date) -> QuerySet[Turn]:
    """Return the periods whose reports fell due within the last week."""
    return _waiting().filter(due_on__range=(today - MADE_UP_FOR, today - timedelta(days=1)))
