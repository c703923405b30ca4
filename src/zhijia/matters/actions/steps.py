"""The one way in which a matter moves: a step of its kind, judged by the declaration."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from zhijia.law import refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, action, change, lock, require
from zhijia.platform.files.acts import keep
from zhijia.platform.files.models import StoredFile

from .. import policies, queries, rules
from ..kinds import answering
from ..kinds.declaring import Facts, Step
from ..models import DONE, Enclosure, Matter, Move, Part
from .telling import tell

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    Upload = UploadedFile[bytes]


@dataclass(frozen=True, slots=True)
class Given:
    """What comes with a step: answers by field, words, files, and who is to lead and assist."""

    values: Mapping[str, Any] = field(default_factory=dict)
    words: str = ""
    uploads: "Sequence[Upload]" = ()
    lead: Any = None
    assists: Sequence[Any] = ()


NOTHING = Given()
After = Callable[[Actor, Matter, Move, Given, date], None]
# What a kind does besides, where its declaration cannot say it: (kind, step) → what follows.
AFTER: dict[tuple[str, str], After] = {}


Before = Callable[[Actor, Matter], None]
# What a kind asks first, before its state is looked at: (kind, step) → Refused where it may not be.
BEFORE: dict[tuple[str, str], Before] = {}


def before(kind: str, step: str) -> Callable[[Before], Before]:
    """Enter what is asked before a step of a kind."""

    def enter(what: Before) -> Before:
        BEFORE[(kind, step)] = what
        return what

    return enter


def after(kind: str, step: str) -> Callable[[After], After]:
    """Enter what follows on a step of a kind, in the same action."""

    def enter(what: After) -> After:
        AFTER[(kind, step)] = what
        return what

    return enter


@action("办理")
def move(*, actor: Actor, matter: Matter, step: str, today: date, given: Given = NOTHING) -> Move:
    """Take one step of the matter's kind. Refused says who may, or what is lacking."""
    matter = lock(matter)
    taken = matter.declared.step(step)
    parts, backers = list(queries.parts_in(matter)), list(matter.backers.all())
    held = policies.parties(actor, matter, parts, backers)
    require(policies.may_step(matter.declared, taken, held))
    return take(actor, matter, taken, given, today, parts=parts, held=held)


def take(
    actor: Actor,
    matter: Matter,
    step: Step,
    given: Given,
    today: date,
    *,
    parts: Sequence[Part] = (),
    held: Iterable[str] = (),
) -> Move:
    """Take a step that somebody may take: judge it, write it, tell of it."""
    if asks := BEFORE.get((matter.kind, step.id)):
        asks(actor, matter)
    require(rules.in_state(matter.state, step.of, step.name))
    if not step.fits(matter.values):
        raise Refused(refused(f"这件{matter.kind_name}不需要“{step.name}”"))
    require(rules.is_not_paused(matter.is_paused and not step.while_paused))
    if step.needs_words and not given.words.strip():
        raise Refused(refused(f"请填写{step.words}"))
    require(answering.suffices(step.asks, given.values))
    answers = answering.kept(step.asks, given.values)
    named = [*parts, *([given.lead] if step.assigns and given.lead else [])]
    require(step.judge(_facts(matter, answers, given, today, named)))
    made = _write(actor, matter, step, given, answers, today, held)
    if step.assigns:
        give_parts(actor, matter, given, today, parts)
    _settle(matter, step, given, answers, today)
    if follows := AFTER.get((matter.kind, step.id)):
        follows(actor, matter, made, given, today)
    tell(actor, matter, made, step, today)
    return made


def _facts(
    matter: Matter, answers: Mapping[str, Any], given: Given, today: date, parts: Sequence[Any]
) -> Facts:
    """Return what the step is judged by."""
    rating = queries.last_rating(matter)
    return Facts(
        values={**matter.values, **answers},
        given=answers,
        today=today,
        times=queries.times(matter),
        backers=matter.backers.filter(is_for=True).count(),
        leads=sum(getattr(part, "role", "lead") == "lead" for part in parts),
        unanswered=sum(
            getattr(part, "role", "") == "assist" and part.answered_on is None for part in parts
        ),
        rating=rating.choice if rating else "",
        files=len(given.uploads),
        due_on=matter.due_on,
        since_on=matter.since_on,
    )


def _write(
    actor: Actor,
    matter: Matter,
    step: Step,
    given: Given,
    answers: dict[str, Any],
    today: date,
    held: Iterable[str],
) -> Move:
    """Write the step and keep its files."""
    as_whom = [party for party in step.by if party in {*held}]
    if step.answers:
        lock_unit(matter)  # or two letters of one unit could bear the same number
    made = Move.objects.create(
        matter=matter,
        unit_path=matter.unit_path,
        step=step.id,
        name=step.name,
        left=matter.state,
        state=step.leads(answers) or matter.state,
        done_on=today,
        by_id=actor.member_id,
        party=policies.named(as_whom[:1]) or "系统",
        words=given.words.strip(),
        values=answering.parted(step.asks, answers)[0],
        number=queries.next_letter(matter, today) if step.answers else None,
        is_outside=step.outside,
    )
    enclose(actor, matter, given.uploads, made)
    return made


def enclose(
    actor: Actor, matter: Matter, uploads: "Iterable[Upload]", made: Move | None = None
) -> None:
    """Keep files with a matter, or with one of its steps."""
    files = [keep(actor=actor, upload=upload) for upload in uploads]
    shown = made.is_outside if made else True
    rows = [Enclosure(matter=matter, move=made, file=file, is_outside=shown) for file in files]
    Enclosure.objects.bulk_create(rows)


def enclose_again(matter: Matter, files: Iterable[StoredFile]) -> None:
    """Let files that are kept already be a matter's too."""
    Enclosure.objects.bulk_create([Enclosure(matter=matter, file=file) for file in files])


def _settle(
    matter: Matter, step: Step, given: Given, answers: Mapping[str, Any], today: date
) -> None:
    """Let the matter be what the step makes it."""
    kind = matter.declared
    new: dict[str, Any] = {}
    open_, sealed = answering.parted(step.asks, answers)
    if open_:
        new["values"] = {**matter.values, **open_}
    if sealed:
        matter.keep_apart({**matter.kept_apart, **sealed})
        new["sealed"] = matter.sealed
    if to := step.leads(answers):
        state = kind.state(to)
        new |= {"state": to, "since_on": today}
        new["due_on"] = queries.due_in(matter, state, today)
        new["closed_on"] = today if state.is_end else None
        if step.assigns and given.lead is not None and given.lead.due_on:
            new["due_on"] = given.lead.due_on  # who gives the work out may set a day of its own
    if matter.due_on and today > matter.due_on and matter.state not in kind.theirs:
        new["was_late"] = True
    if step.id == kind.submit:
        new["filed_on"] = today
    if (step.numbers or (step.id == kind.submit and kind.numbers_at_filing)) and not matter.serial:
        new |= queries.next_number(lock_unit(matter), kind.id, today)
    if step.answers:
        new["answered_on"] = today
    if step.stars:
        new |= {"is_key": True, "overseer_id": answers.get("overseer")}
    change(matter, **new)
    settle_parts(matter, today)


def lock_unit(matter: Matter) -> Any:
    """Hold the unit of a matter, so that two never get the same number."""
    return lock(matter.unit)


def settle_parts(matter: Matter, today: date) -> None:
    """End the parts and the pause of what is closed; take up the parts of what is reopened."""
    if matter.closed_on:
        _end_pause(matter, today)
        matter.parts.standing().update(ended_on=today, ended_for=DONE)
    elif matter.parts.filter(ended_for=DONE).exists():
        matter.parts.filter(ended_for=DONE).update(ended_on=None, ended_for="")


def _end_pause(matter: Matter, today: date) -> None:
    if matter.is_paused:
        change(matter.pauses.get(until_on=None), until_on=today)
        change(matter, is_paused=False)


def give_parts(
    actor: Actor, matter: Matter, given: Given, today: date, parts: Sequence[Part]
) -> None:
    """Give the lead and the assistance to whom the step names; who led before is relieved."""
    if given.lead is not None:
        for part in parts:
            if part.role == "lead" and part.ended_on is None:
                change(part, ended_on=today, ended_for="改派")
        new_part(matter, given.lead, "lead", given.words, today)
    held = {(p.unit_id, p.post_id, p.member_id) for p in parts if p.role == "assist"}
    for one in given.assists:
        if (one.unit.pk, _pk(one.post), _pk(one.member)) in held:
            continue  # they assist already
        new_part(matter, one, "assist", given.words, today)


def _pk(row: Any) -> int | None:
    return row.pk if row else None


def new_part(matter: Matter, to: Any, role: str, words: str, today: date) -> Part:
    """Write a part for an assignee."""
    has_person = bool(to.member or to.post)
    is_own = to.unit.pk == matter.unit_id
    require(rules.may_assign_own(is_own_unit=is_own, has_person=has_person))
    return Part.objects.create(
        matter=matter,
        role=role,
        unit=to.unit,
        unit_path=to.unit.path,
        department=to.department,
        post=to.post,
        member=to.member,
        asked_on=today,
        due_on=to.due_on,
        words=words,
    )
