"""留痕, read back: who did what to what, as far as a post reaches, in the words of the pages."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import (
    DateTimeField,
    Field,
    ForeignObjectRel,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.utils.dateparse import parse_datetime
from django.utils.timezone import localtime, make_aware

from zhijia.org.models import Member
from zhijia.org.queries import units_at
from zhijia.org.rules import DESKS
from zhijia.platform.accounts.models import User
from zhijia.platform.actor import Actor
from zhijia.platform.audit.models import APART, AuditEntry
from zhijia.platform.refs.policies import keeps_the_whole
from zhijia.platform.scope import reached
from zhijia.platform.sheets import Column, workbook

from .policies import READERS

LINES = 50
MOST_ROWS = 10_000  # an Excel file that a page can still make while its reader waits
COLUMNS = (
    Column("时间", 20),
    Column("办理人", 14),
    Column("单位", 24),
    Column("动作", 20),
    Column("对象", 36),
    Column("变化", 50),
    Column("印记", 68),
)
# What actions record beside the fields of a row.
WORDS = {
    "unit": "单位",
    "units": "单位",
    "unit_path": "单位路径",
    "member": "会员",
    "user": "账号",
    "parent": "上级单位",
    "task": "任务",
    "tasks": "任务数",
    "speech": "讲话",
    "speeches": "讲话",
    "source": "原文",
    "merged": "合并的内容",
    "deadlines reckoned": "推算的期限",
    "point": "任务点",
    "piece": "任务点",
    "assignment": "交办",
    "post": "岗位",
    "by": "办理人",
    "asked_by": "申请人",
    "drafted_by": "起草人",
    "report": "总结",
    "file": "文件",
    "digest": "内容印记",
    "clause": "条文",
    "days": "日期",
    "day": "日期",
    "year": "年度",
    "id": "编号",
    "version": "版本",
}


class Asked(NamedTuple):
    """What somebody looks for; an empty answer asks nothing."""

    since: date | None = None
    until: date | None = None
    person: str = ""
    action: str = ""
    words: str = ""
    before: int | None = None


class Change(NamedTuple):
    """A fact that an action changed, as the page shows it."""

    name: str
    old: str
    new: str


class Line(NamedTuple):
    """An entry in words. `fits` says whether its seal follows from the entry before it."""

    entry: AuditEntry
    who: str
    unit: str
    kind: str
    subject: str
    changes: list[Change]
    fits: bool


class Leaf(NamedTuple):
    """A page of the record, newest first; `older` is where the next one begins, if there is one."""

    lines: list[Line]
    older: int | None


def within(actor: Actor) -> QuerySet[AuditEntry]:
    """Return the entries that the actor's desks and audit posts reach.

    What names no unit, the calendar say, is for the desk of the top unit; what is told in
    confidence for the desk of the very unit, or for no page at all.
    """
    posts = frozenset(post for post in actor.posts if post[0] in READERS)
    seen = reached("unit_path", replace(actor, posts=posts))
    seen |= Q(unit_path__in=[f"{APART}{path}" for path in actor.stands(DESKS)])
    return AuditEntry.objects.filter(seen | Q(unit_path="") if keeps_the_whole(actor) else seen)


def find(actor: Actor, asked: Asked) -> QuerySet[AuditEntry]:
    """Return the entries within reach that answer what was asked, the newest first."""
    found = within(actor)
    if asked.since:
        found = found.filter(done_at__gte=_midnight(asked.since))
    if asked.until:
        found = found.filter(done_at__lt=_midnight(asked.until + timedelta(days=1)))
    if asked.person:
        found = found.filter(_done_by(asked.person))
    if asked.action:
        found = found.filter(action=asked.action)
    if asked.words:
        found = found.filter(subject__icontains=asked.words)
    if asked.before:
        found = found.filter(pk__lt=asked.before)
    return found.order_by("-pk")


def _midnight(day: date) -> datetime:
    return make_aware(datetime.combine(day, time.min))


def _done_by(person: str) -> Q:
    """Select the entries of whoever bears this name, or part of it, or this staff number."""
    members = Member.objects.filter(Q(name__contains=person) | Q(staff_no=person))
    users = User.objects.filter(staff_no=person)
    return Q(member_id__in=members.values("pk")) | Q(user_id__in=users.values("pk"))


def leaf(found: QuerySet[AuditEntry]) -> Leaf:
    """Return the first page of these entries, each held against the one before; five queries."""
    # The keys alone come first: SQLite would sort whole entries, half a second at 200,000.
    keys = list(found.values_list("pk", flat=True)[: LINES + 1])
    earlier = AuditEntry.objects.filter(pk__lt=OuterRef("pk")).order_by("-pk")
    rows = AuditEntry.objects.filter(pk__in=keys[:LINES]).order_by("-pk")
    shown = list(rows.annotate(previous=Subquery(earlier.values("hash")[:1])))
    return Leaf(list(lines(shown)), keys[LINES - 1] if len(keys) > LINES else None)


def lines(entries: Sequence[AuditEntry]) -> Iterator[Line]:
    """Yield the entries in words; three queries. `fits` is only known of a page's entries."""
    doers = _names(entries)
    units = units_at({entry.unit_path.removeprefix(APART) for entry in entries} - {""})
    for entry in entries:
        unit = str(units.get(entry.unit_path.removeprefix(APART), "—"))
        model, subject = _subject(entry.subject)
        previous = getattr(entry, "previous", None) or ""
        fits = entry.hash == entry.seal(previous)
        who = doers(entry)
        yield Line(entry, who, unit, _term(model), subject, _changes(entry, model), fits)


def _names(entries: Iterable[AuditEntry]) -> Any:
    """Return what names the doer of an entry: the member, else the account, else the system."""
    held = [(entry.member_id, entry.user_id) for entry in entries]
    members = dict(
        Member.objects.filter(pk__in={m for m, _ in held if m}).values_list("pk", "name")
    )
    accounts = {user for member, user in held if user and member not in members}
    users = dict(User.objects.filter(pk__in=accounts).values_list("pk", "username"))
    return lambda entry: members.get(entry.member_id) or users.get(entry.user_id) or "系统"


def _subject(said: str) -> tuple[type[Model] | None, str]:
    """Read `org.Member#5 陶然` as the kind of the row and its name."""
    head, _, name = said.partition(" ")
    label, mark, _ = head.partition("#")
    try:
        return (apps.get_model(label), name) if mark else (None, said)
    except (LookupError, ValueError):
        return None, said


def _term(model: type[Model] | None) -> str:
    """Return the statutory term that a model's docstring opens with."""
    term, colon, _ = (model.__doc__ or "").partition(":") if model else ("", "", "")
    return term if colon else ""


def _changes(entry: AuditEntry, model: type[Model] | None) -> list[Change]:
    """Return what an entry says was and is, field by field."""
    found = []
    for name in dict.fromkeys([*entry.before, *entry.after]):
        words, field = _fact(name, model)
        old, new = (_told(values, name, field) for values in (entry.before, entry.after))
        found.append(Change(words, old, new))
    return found


def _fact(name: str, model: type[Model] | None) -> "tuple[str, Field[Any, Any] | None]":
    """Return what a recorded fact is called, and its field; `org.Post#7 kind` is another row's."""
    other, own = _subject(name)
    field = _field(own, other or model)
    words = WORDS.get(own) or (str(field.verbose_name) if field else own)
    number = name.partition("#")[2].partition(" ")[0]
    return (f"{_term(other)} {number} 号的{words}" if other else words), field


def _field(name: str, model: type[Model] | None) -> "Field[Any, Any] | None":
    """Return the field that a recorded fact is a value of, if it is one."""
    try:
        found = model._meta.get_field(name) if model else None
    except FieldDoesNotExist:
        return None
    return found if isinstance(found, Field) and not isinstance(found, ForeignObjectRel) else None


def _told(values: dict[str, Any], name: str, field: "Field[Any, Any] | None") -> str:
    """Return a recorded value in words, "" where the entry says nothing."""
    value = values.get(name)
    if isinstance(value, bool):
        return "是" if value else "否"
    if value is None or value == "" or value == []:
        return "未填写" if name in values else ""
    if isinstance(value, list):
        return "、".join(map(str, value))
    if isinstance(field, DateTimeField) and (moment := parse_datetime(str(value))):
        return f"{localtime(moment):%Y-%m-%d %H:%M}"
    return str(dict(getattr(field, "flatchoices", ())).get(str(value), value))


def sheet(found: QuerySet[AuditEntry], *, unit: str, today: date) -> bytes:
    """Return these entries as an Excel file; of too many the newest, and the title says so."""
    rows = list(found[: MOST_ROWS + 1])
    title = f"留痕（最新 {MOST_ROWS} 条）" if len(rows) > MOST_ROWS else "留痕"
    return workbook(title, COLUMNS, map(_cells, lines(rows[:MOST_ROWS])), unit=unit, day=today)


def _cells(line: Line) -> list[object]:
    entry = line.entry
    changes = "\n".join(f"{c.name}：{c.old or '—'} → {c.new or '—'}" for c in line.changes)
    done_at = f"{localtime(entry.done_at):%Y-%m-%d %H:%M:%S}"
    subject = f"{line.kind}：{line.subject}" if line.kind else line.subject
    return [done_at, line.who, line.unit, entry.label, subject, changes, entry.hash]
