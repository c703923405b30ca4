"""规章制度: entering a text, how it was adopted, its review and its end."""

from datetime import date
from typing import NamedTuple

from django.core.files.uploadedfile import UploadedFile

from zhijia.law import refused
from zhijia.org.models import Unit
from zhijia.platform.actor import Actor
from zhijia.platform.acts import (
    Refused,
    about,
    action,
    change,
    lock,
    require,
    require_unchanged,
    touch,
)
from zhijia.platform.files.acts import keep
from zhijia.platform.notices import actions as notices
from zhijia.platform.notices.queries import Message

from ..models import InForce, KeptCheck, Regulation, Review, StepTaken, Wording
from ..policies import regulations as policies
from ..queries import regulations as queries
from ..rules import regulations as rules
from .showing import NO_SUBJECT, Subject


class Text(NamedTuple):
    """What a regulation says from a day on, typed or as a file."""

    from_on: date
    text: str = ""
    upload: "UploadedFile[bytes] | None" = None
    note: str = ""


class About(NamedTuple):
    """What a regulation is called and about, and who answers for it."""

    title: str
    subject: str
    number: str = ""
    department: str = ""


class Account(NamedTuple):
    """What is told of a step: when, at which meeting, with what outcome, and the proof."""

    on: date
    words: str
    meeting: str = ""
    outcome: str = ""
    upload: "UploadedFile[bytes] | None" = None


@action("登记规章制度")
def enter_regulation(
    *,
    actor: Actor,
    unit: Unit,
    what: About,
    text: Text,
    today: date,
    review_on: date | None = None,
) -> Regulation:
    """Enter a regulation with its first text; it is looked at again within three years."""
    require(policies.may_keep(actor, unit))
    due = review_on or rules.review_due(text.from_on)
    row = Regulation(unit=unit, unit_path=unit.path, review_on=due, **what._asdict())
    row.save()
    _enter(actor, row, text, today)
    InForce.objects.create(regulation=row, unit_path=unit.path, from_on=text.from_on)
    return row


def _enter(actor: Actor, regulation: Regulation, text: Text, today: date) -> Wording:
    """Write a text after those before it."""
    before = regulation.wordings.order_by("-nth").first()
    has_text = bool(text.text.strip() or text.upload)
    last = before.from_on if before else None
    require(rules.may_issue(has_text=has_text, from_on=text.from_on, before=last))
    row = Wording(regulation=regulation, nth=queries.next_wording(regulation))
    row.text, row.note, row.from_on, row.entered_on = text.text, text.note, text.from_on, today
    row.file = keep(actor=actor, upload=text.upload) if text.upload else None
    row.entered_by_id = actor.member_id
    row.save()
    touch(row)
    return row


@action("登记规章制度新文本")
def issue_wording(*, actor: Actor, regulation: Regulation, text: Text, today: date) -> Wording:
    """Enter a new text; the one before it holds until the day this one does."""
    regulation = lock(regulation)
    require(policies.may_edit(actor, regulation))
    require(rules.stands(regulation.repealed_on))
    before = queries.newest(regulation)
    made = _enter(actor, regulation, text, today)
    change(before, until_on=text.from_on)
    change(regulation, review_on=rules.review_due(text.from_on))
    about(made)
    return made


@action("修改规章制度登记")
def edit_regulation(
    *, actor: Actor, regulation: Regulation, what: About, version: int | None = None
) -> Regulation:
    """Put right what a regulation is called and about."""
    regulation = lock(regulation)
    require(policies.may_edit(actor, regulation))
    require_unchanged(regulation, version, **what._asdict())
    return change(regulation, **what._asdict())


@action("登记民主程序")
def note_step(
    *,
    actor: Actor,
    wording: Wording,
    step: str,
    account: Account,
    today: date,
    meeting_at: Subject = NO_SUBJECT,
) -> StepTaken:
    """Put down that a step of adoption was taken, with its proof; a later account replaces none."""
    regulation, wording = lock(wording.regulation, wording)
    require(policies.may_edit(actor, regulation))
    on, words, meeting, outcome, upload = account
    require(rules.may_note(step, on=on, today=today, meeting=meeting, words=words))
    if wording.steps.filter(step=step).exists():
        raise Refused(refused("这一步已经登记，请在原登记上更正"))
    row = StepTaken(wording=wording, step=step, on=on, words=words, meeting=meeting)
    row.outcome, row.noted_on, row.noted_by_id = outcome, today, actor.member_id
    row.about_room, row.about_kind, row.about_key, _ = meeting_at
    row.paper = keep(actor=actor, upload=upload) if upload else None
    row.save()
    about(regulation)
    return row


@action("更正民主程序登记")
def correct_step(
    *,
    actor: Actor,
    taken: StepTaken,
    account: Account,
    today: date,
    version: int | None = None,
) -> StepTaken:
    """Put right the account of a step; what stood there before is on record."""
    wording, taken = lock(taken.wording, taken)
    require(policies.may_edit(actor, wording.regulation))
    on, words, meeting, outcome, upload = account
    require(rules.may_note(taken.step, on=on, today=today, meeting=meeting, words=words))
    said = {"on": on, "words": words, "meeting": meeting, "outcome": outcome}
    require_unchanged(taken, version, **said)
    if upload:
        said["paper"] = keep(actor=actor, upload=upload)
    about(wording.regulation)
    return change(taken, **said)


@action("废止规章制度")
def repeal(*, actor: Actor, regulation: Regulation, on: date, basis: str) -> Regulation:
    """Let a regulation hold no longer; its texts stay."""
    regulation = lock(regulation)
    require(policies.may_edit(actor, regulation))
    newest = queries.newest(regulation)
    require(
        rules.may_repeal(
            repealed_on=regulation.repealed_on, on=on, from_on=newest.from_on, basis=basis
        )
    )
    change(newest, until_on=on)
    regulation.times.filter(until_on=None).update(until_on=on, ended_why="废止")
    about(regulation)
    return change(regulation, repealed_on=on, repeal_basis=basis)


@action("复审规章制度")
def review(
    *, actor: Actor, regulation: Regulation, words: str, due_on: date, today: date
) -> Regulation:
    """Say that a regulation was looked at again, and by when it will be the next time."""
    regulation = lock(regulation)
    require(policies.may_edit(actor, regulation))
    require(rules.stands(regulation.repealed_on))
    require(rules.may_review(due_on, on=today, words=words))
    Review.objects.create(
        regulation=regulation, on=today, words=words, due_on=due_on, done_by_id=actor.member_id
    )
    return change(regulation, review_on=due_on)


@action("登记执行检查")
def note_check(
    *,
    actor: Actor,
    regulation: Regulation,
    is_kept: bool,
    words: str,
    on: date,
    found_by: Subject = NO_SUBJECT,
) -> KeptCheck:
    """Put down what an inspection found of how a regulation is kept; rooms above call it."""
    require(policies.may_edit(actor, regulation))
    room, kind, key, title = found_by
    return KeptCheck.objects.create(
        regulation=regulation,
        on=on,
        is_kept=is_kept,
        words=words[:300],
        about_room=room,
        about_kind=kind,
        about_key=key,
        about_title=title,
    )


@action("提醒复审规章制度")
def remind_reviews(*, actor: Actor, today: date) -> int:
    """Tell each desk what is due to be looked at again; each day of review is told of once."""
    messages = [
        Message(
            title=f"规章制度该复审了：{one}",
            text=f"复审期限 {one.review_on:%Y-%m-%d}。",
            url=one.get_absolute_url(),
            about=f"disclosure.Regulation#{one.pk}",
            event=f"review:{one.review_on}",
            desks=one.unit_path,
        )
        for one in queries.to_review(today)
    ]
    return notices.send_all(
        actor=actor, kind="disclosure.review_due", messages=messages, today=today
    )
