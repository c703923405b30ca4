"""The grammar of writing: an action is authorised, atomic, done once and on the record."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar, overload

from django.db import OperationalError, connection, models, transaction
from django.forms import BaseForm
from django.http import QueryDict

from zhijia.law import Verdict, refused

from .actor import Actor
from .audit.models import AuditEntry, AuditHead, plain
from .once.models import spend
from .search.acts import take_up

P = ParamSpec("P")
T = TypeVar("T")
M = TypeVar("M", bound=models.Model)
N = TypeVar("N", bound=models.Model)
Policy = Callable[..., Verdict]

CAPABILITIES: dict[str, Policy] = {}
CAPABILITY_LABELS: dict[str, str] = {}
ACTIONS: dict[str, str] = {}
_entries: ContextVar[list[AuditEntry] | None] = ContextVar("entries", default=None)
_entry: ContextVar[AuditEntry | None] = ContextVar("entry", default=None)
_touched: ContextVar[list[models.Model] | None] = ContextVar("touched", default=None)


class Refused(Exception):
    """An anticipated no. Carries the verdict to the page that asked."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(str(verdict))
        self.verdict = verdict


class Overtaken(Refused):
    """Another person saved first. Carries the version that stands now."""

    def __init__(self, verdict: Verdict, version: int) -> None:
        super().__init__(verdict)
        self.version = version


def require(verdict: Verdict) -> None:
    """Go on only if the verdict is yes."""
    if not verdict:
        raise Refused(verdict)


def capability(name: str, label: str) -> Callable[[Callable[P, Verdict]], Callable[P, Verdict]]:
    """Enter a policy in the register that actions, templates, tests and docs all read."""

    def enter(policy: Callable[P, Verdict]) -> Callable[P, Verdict]:
        CAPABILITIES[name], CAPABILITY_LABELS[name] = policy, label
        return policy

    return enter


# Actions pass this gate side by side; one that moves whole branches passes it alone.
GATE = 7_214_001
PATIENCE = "10s"


def _pass_gate(*, alone: bool) -> None:
    """Wait until nobody is in the way of an action that wants to be alone.

    Whoever is let in after a branch has moved reads the new paths; no lock on rows could promise
    that for rows which do not exist yet. SQLite lets one writer in at a time anyway.
    """
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        if not alone:
            cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [GATE])
            return
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [PATIENCE])
        try:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [GATE])
        except OperationalError as error:
            raise Refused(refused("有人正在办理大批业务，请过几分钟再试")) from error
        cursor.execute("SET LOCAL lock_timeout TO DEFAULT")


@contextmanager
def on_record(*, alone: bool = False) -> Iterator[list[AuditEntry]]:
    """Gather the entries of an action and of those it calls; the outermost writes them all, last.

    An action that fails leaves nothing: its list never reaches the one that called it. The head
    of the chain is locked after every other row, or two actions could wait for each other.
    """
    outer, entries = _entries.get(), list[AuditEntry]()
    token = _entries.set(entries)
    touched = _touched.set(_touched.get() if outer is not None else [])
    try:
        with transaction.atomic():
            if outer is None:
                _pass_gate(alone=alone)
                spend()
            yield entries
            if outer is None:
                take_up(_touched.get() or ())
                AuditHead.append(entries)
    finally:
        _entries.reset(token)
        _touched.reset(touched)
    if outer is not None:
        outer.extend(entries)


@contextmanager
def _writing(entry: AuditEntry) -> Iterator[AuditEntry]:
    """Make `entry` the one that `record` and `change` speak to."""
    token = _entry.set(entry)
    try:
        yield entry
    finally:
        _entry.reset(token)


def _name_subject(entry: AuditEntry, result: object) -> None:
    """Say what was acted on: the row that the action returned, if it returned one.

    An action that recorded no change has made the row: then all of the row is what is new.
    """
    if isinstance(result, models.Model):
        touch(result)
        _point_at(entry, result)
        entry.after = entry.after or plain(_whole(result))


def _lend_place(entry: AuditEntry, inner: Iterable[AuditEntry]) -> None:
    """Let entries of no unit, such as a kept file's, be found where the action that asked is."""
    for one in inner:
        one.unit_path = one.unit_path or entry.unit_path


def _point_at(entry: AuditEntry, row: models.Model) -> None:
    """Enter a row as what an entry is about, unless it is about another already."""
    entry.subject = entry.subject or f"{row._meta.label}#{row.pk} {row}"[:200]
    at = getattr(row, "recorded_at", None)
    entry.unit_path = entry.unit_path or (getattr(row, "unit_path", "") if at is None else at)


def _whole(row: models.Model) -> dict[str, Any]:
    """Return a row's fields by name; its long texts stay where they are."""
    long = (models.TextField, models.JSONField)
    fields = (field for field in row._meta.concrete_fields if not isinstance(field, long))
    return {field.name: _shown(row, field.name) for field in fields}


def action(label: str, *, alone: bool = False) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Make a function atomic and enter it on the record under its room and its own name.

    An action that changes the paths of many rows is done `alone`, while no other is under way.
    """

    def decorate(func: Callable[P, T]) -> Callable[P, T]:
        room = func.__module__.removeprefix("zhijia.").removeprefix("platform.").split(".")[0]
        name = f"{room}.{func.__name__}"
        ACTIONS[name] = label

        @wraps(func)
        def act(*args: P.args, **kwargs: P.kwargs) -> T:
            actor = kwargs["actor"]
            assert isinstance(actor, Actor)
            entry = AuditEntry(action=name, label=label)
            entry.user_id, entry.member_id = actor.user_id, actor.member_id
            with on_record(alone=alone) as entries, _writing(entry):
                result = func(*args, **kwargs)
                _name_subject(entry, result)
                _lend_place(entry, entries)
                entries.append(entry)
            return result

        return act

    return decorate


def record(before: dict[str, Any], after: dict[str, Any]) -> None:
    """Add what was and what is now to the entry of the running action."""
    entry = _entry.get()
    assert entry is not None, "record() belongs inside an action"
    entry.before = {**entry.before, **plain(before)}
    entry.after = {**entry.after, **plain(after)}


def touch(*rows: models.Model) -> None:
    """Let the search take these rows up when the running action ends.

    The row that an action returns, and those that `change` saves, need no call.
    """
    touched = _touched.get()
    assert touched is not None, "touch() belongs inside an action"
    touched.extend(rows)


def beside(entries: Iterable[AuditEntry]) -> None:
    """Put what was done before on the record, with the entry of the running action."""
    held = _entries.get()
    assert held is not None, "beside() belongs inside an action"
    held.extend(entries)


def about(row: models.Model) -> None:
    """Name the row that the running action is about, where it returns none or several."""
    entry = _entry.get()
    assert entry is not None, "about() belongs inside an action"
    _point_at(entry, row)


def _shown(row: models.Model, name: str) -> Any:
    """Return a field's value as the record may show it: a sensitive one by its name only."""
    field = row._meta.get_field(name)
    if name in getattr(row, "sensitive", ()) or getattr(field, "is_sealed", False):
        return "(不记录)"
    return getattr(row, field.attname)  # type: ignore[union-attr]  # own fields


def change(row: M, **new: Any) -> M:
    """Set these fields of a locked row, save them, count its version up and record both values."""
    before = {name: _shown(row, name) for name in new}
    keys = _keys(row, new)
    for name, value in new.items():
        setattr(row, name, value)
    fields = list(new)
    if hasattr(row, "version"):
        row.version += 1
        fields.append("version")
    row.save(update_fields=fields)
    touch(row)
    after = {name: _shown(row, name) for name in new}
    record(*({keys[name]: value for name, value in values.items()} for values in (before, after)))
    return row


def _keys(row: models.Model, names: Iterable[str]) -> dict[str, str]:
    """Return what the record calls these fields: of a second row of its kind, with the row."""
    entry = _entry.get()
    said = entry.after if entry else {}
    further = f"{row._meta.label}#{row.pk} " if any(name in said for name in names) else ""
    return {name: f"{further}{name}" for name in names}


@overload
def lock(first: M, /) -> M: ...
@overload
def lock(first: M, second: N, /) -> tuple[M, N]: ...
def lock(*rows: models.Model) -> models.Model | tuple[models.Model, ...]:
    """Return the rows as they now stand, held until the action ends.

    They are taken in the order of (table, key), so two actions never wait for each other. A row
    that is gone by now is a refusal.
    """
    held: dict[tuple[str, Any], models.Model] = {}
    for row in sorted(rows, key=lambda row: (row._meta.db_table, row.pk)):
        # Not type(row): Django's request.user only poses as a row.
        # Its key stays free: whoever writes a row that points to it would wait at their end, with
        # the record's head in hand, for us who wait for that head.
        rows_ = row.__class__._default_manager.select_for_update(no_key=True)
        found = rows_.filter(pk=row.pk).first()
        if found is None:
            raise Refused(refused("这条记录刚被他人删除或者合并，请刷新页面"))
        held[(row._meta.db_table, row.pk)] = found
    locked = tuple(held[(row._meta.db_table, row.pk)] for row in rows)
    return locked[0] if len(locked) == 1 else locked


def require_unchanged(row: models.Model, version: int | None, **mine: object) -> None:
    """Refuse when another person saved `row` after this form was shown, and show both texts.

    `version` is what the form carried; None means that the caller showed no form.
    """
    now: int = getattr(row, "version", 0)
    if version is None or version == now:
        return
    both = [
        _contrast(row, name, theirs, value)
        for name, value in mine.items()
        if (theirs := getattr(row, name)) != value
    ]
    if both:
        words = "；".join(["他人刚修改过，请核对后再保存", *both])
        raise Overtaken(refused(words), now)


def _contrast(row: models.Model, name: str, theirs: object, mine: object) -> str:
    """Say what stands now and what was to be saved; of a sensitive field only that they differ."""
    if name in getattr(row, "sensitive", ()):
        return f"{_label(row, name)}与您填的不同"
    return (
        f"{_label(row, name)}现为“{_told(row, name, theirs)}”，您填的是“{_told(row, name, mine)}”"
    )


def _label(row: models.Model, name: str) -> str:
    """Return what a field is called on the page."""
    return str(getattr(row._meta.get_field(name), "verbose_name", name))


def _told(row: models.Model, name: str, value: object) -> object:
    """Return a field's value in the words of the page."""
    words = dict(getattr(row._meta.get_field(name), "flatchoices", ()))
    return words.get(value, "未填写" if value in {None, ""} else value)


@contextmanager
def refusals_on(form: BaseForm) -> Iterator[None]:
    """Show a refusal as an error of the form that provoked it."""
    try:
        yield
    except Refused as no:
        form.add_error(None, str(no))
        if isinstance(no, Overtaken):
            _renew(form, no.version)


def _renew(form: BaseForm, version: int) -> None:
    """Let who has now seen both texts save: the form goes back with the version of today."""
    data = QueryDict(mutable=True)
    data.update(form.data)
    data[form.add_prefix("version")] = str(version)
    form.data = data
