"""催办: what the clock tells of due and late work, and what a person urges by hand."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from zhijia.law import refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, about, action, lock, record, require
from zhijia.platform.notices import actions as notices
from zhijia.platform.notices.queries import Message

from .. import policies, queries, rules
from ..models import Assignment, Reminder, Task
from .telling import about as thing
from .telling import to_taker

NUDGE = "期限 {:%Y-%m-%d}，请及时填报进展；办完以后请报办结。"
Told = list[tuple[Assignment, Reminder]]


@action("到期提醒")
def remind(*, actor: Actor, today: date) -> int:
    """Remind of what is due soon, due today and late; late work climbs up to the leaders.

    What was reminded of is on record, so the clock may come twice. Returns how many were told.
    """
    found: defaultdict[str, Told] = defaultdict(list)
    for one in queries.to_remind(today):
        made = _reminder(one, rules.reminder_due(due_on=one.due_on, today=today), today)
        found[made.kind].append((one, made))
    Reminder.objects.bulk_create(made for told in found.values() for _, made in told)
    soon, late = [*found["ahead"], *found["today"]], found["overdue"]
    told = _send(actor, "plans.due", [_due(*one) for one in soon], today)
    warnings = [*(_late(*one) for one in late), *_to_givers(late)]
    told += _send(actor, "plans.overdue", warnings, today)
    told += _send(actor, "plans.escalated", _upwards(late), today)
    record({}, {kind: len(one) for kind, one in found.items()})
    return told


def _send(actor: Actor, kind: str, messages: list[Message], today: date) -> int:
    return notices.send_all(actor=actor, kind=kind, messages=messages, today=today)


def _reminder(
    assignment: Assignment, kind: str, today: date, *, level: str = "", words: str = ""
) -> Reminder:
    """Return a reminder of an assignment, not written yet; the clock's goes up by itself."""
    return Reminder(
        assignment=assignment,
        unit_path=assignment.unit_path,
        kind=kind,
        level=level or rules.level_of(due_on=assignment.due_on, today=today),
        reminded_on=today,
        due_on=assignment.due_on,
        percent=assignment.percent,
        nth=queries.n_before(assignment) + 1,
        words=words,
    )


def _due(assignment: Assignment, made: Reminder) -> Message:
    """Say to who has the work how many days are left."""
    days = (assignment.due_on - made.reminded_on).days
    left = f"还有 {days} 天到期" if days else "今天到期"
    event = f"{made.kind}:{made.due_on}"
    return to_taker(assignment, left, NUDGE.format(assignment.due_on), event)


def _late(assignment: Assignment, made: Reminder) -> Message:
    """Say to who has the work how many days it is late."""
    days = (made.reminded_on - assignment.due_on).days
    text = NUDGE.format(assignment.due_on)
    return to_taker(assignment, f"已逾期 {days} 天", text, f"overdue:{made.reminded_on}")


Key = tuple[str, int, int | None, date]


def _grouped(late: Told, path: Callable[[Assignment], str]) -> dict[Key, list[Assignment]]:
    """Gather late work that one place hears of in one message: of one task, due on one day."""
    groups: defaultdict[Key, list[Assignment]] = defaultdict(list)
    for one, _ in late:
        groups[(path(one), one.task_id, one.parent_id, one.due_on)].append(one)
    return groups


def _to_givers(late: Told) -> list[Message]:
    """Say once to each desk that gave a task, for each day it was due, how many are late."""
    groups = _grouped(late, lambda one: one.issuer_path)
    on = late[0][1].reminded_on if late else date.min
    return [
        _of_many(group, on, "overdue-below", desks=path) for (path, *_), group in groups.items()
    ]


def _upwards(late: Told) -> list[Message]:
    """Say to those who lead the unit that has it, and in time those who lead the giver."""
    climbed = [pair for pair in late if pair[1].level != "taker"]
    if not climbed:
        return []
    on = climbed[0][1].reminded_on
    heads = queries.leaders_of({path for one, _ in climbed for path in _above(one)})
    both = [pair for pair in climbed if pair[1].level == "giver_head"]
    first = _grouped(climbed, lambda one: next((p for p in _above(one) if p in heads), ""))
    then = _grouped(both, lambda one: one.issuer_path)
    return [
        _of_many(group, on, event, to=tuple(heads.get(path, ())))
        for event, groups in (("up-taker", first), ("up-giver", then))
        for (path, *_), group in groups.items()
    ]


def _above(assignment: Assignment) -> tuple[str, ...]:
    """Return where those who lead the holder are looked for: of a part, at its giver's as well."""
    here, above = assignment.unit_path, assignment.issuer_path
    return (here, above)


def _of_many(
    group: Sequence[Assignment],
    on: date,
    event: str,
    *,
    desks: str = "",
    to: tuple[int | None, ...] = (),
) -> Message:
    """Say that one holder is late, or how many are, with the page that shows them."""
    first = group[0]
    whole = first.parent or first.task
    many = f"{len(group)} 个岗位" if first.parent else f"{len(group)} 个承办单位"
    who = first.holder if len(group) == 1 else many
    late = (on - first.due_on).days
    how = f"逾期 {late} 天" if late > 0 else "被催办"
    return Message(
        title=f"{who}{how}：{first.wording}",
        text=f"期限 {first.due_on:%Y-%m-%d}，尚未办结，请督促。",
        url=(first if len(group) == 1 else whole).get_absolute_url(),
        about=thing(first.parent) if first.parent else f"plans.Task#{first.task_id}",
        # Not the event of one's own lateness: of a late whole with a late part, both are told.
        event=f"{event}:{first.due_on}:{on}",
        desks=desks,
        to=to,
    )


@action("催办")
def urge(
    *, actor: Actor, assignment: Assignment, words: str, today: date, level: str = "taker"
) -> Reminder:
    """Urge who has the work, and who leads them where `level` says so."""
    assignment = lock(assignment)
    require(policies.may_urge(actor, assignment))
    urged = queries.was_urged(assignment, today)
    require(rules.may_urge(state=assignment.state, was_urged_today=urged))
    [made] = _urge(actor, [queries.in_hand_again(assignment)], words, level, today)
    return made


@action("催办逾期单位")
def urge_late(
    *, actor: Actor, task: Task, words: str, today: date, level: str = "taker"
) -> list[Reminder]:
    """Urge every unit that is late with a task and was not urged today."""
    # Whoever urges one of them holds it: its work first, as who accepts takes the two.
    held = Assignment.objects.select_for_update(no_key=True)
    list(held.filter(task=task, parent=None, due_on__lt=today).order_by("pk"))
    task = lock(task)
    about(task)
    require(policies.may_edit_task(actor, task))
    late = list(queries.to_urge(today, task.pk))
    if not late:
        raise Refused(refused("没有逾期的承办单位，或者今天都已经催办过"))
    return _urge(actor, late, words, level, today)


def _urge(
    actor: Actor, works: Iterable[Assignment], words: str, level: str, today: date
) -> list[Reminder]:
    """Write the reminders of a person, and send 《催办通知》 to everybody they concern."""
    works = list(works)
    made = [_reminder(one, "manual", today, level=level, words=words) for one in works]
    for one in made:
        one.by_id = actor.member_id
    Reminder.objects.bulk_create(made)
    pairs = list(zip(works, made, strict=True))
    _send(actor, "plans.urged", [_urged(*pair) for pair in pairs], today)
    if level != "taker":
        _send(actor, "plans.escalated", _upwards(pairs), today)
    record({}, {"reminded": [one.pk for one in works], "level": level})
    return made


def _urged(assignment: Assignment, made: Reminder) -> Message:
    """Say to who has the work that they are urged, for which time, and what is asked."""
    text = f"第 {made.nth} 次催办，期限 {assignment.due_on:%Y-%m-%d}。{made.words}"
    return to_taker(assignment, "催办通知", text, f"urged:{made.reminded_on}")
