"""会后: minutes draft by draft, tasks, publication, the call for proposals, the archive."""

from collections.abc import Sequence
from datetime import date, datetime

from zhijia.disclosure.actions import publications
from zhijia.disclosure.models import Publication
from zhijia.law import refused
from zhijia.matters import actions as matters
from zhijia.matters.models import Call
from zhijia.plans import actions as plans
from zhijia.plans.models import Task
from zhijia.platform.actor import Actor
from zhijia.platform.acts import (
    Refused,
    about,
    action,
    change,
    lock,
    record,
    require,
    require_unchanged,
)
from zhijia.platform.files import acts as files
from zhijia.platform.files.models import StoredFile
from zhijia.platform.sheets.names import file_name

from .. import paper, policies
from ..models import Draft, Evaluation, Filed, FollowUp, Item, Meeting
from ..queries import archive as archives
from ..queries import evaluations
from ..queries.telling import convening
from ..rules import after
from .planning import run


@action("写会议纪要")
def write_minutes(
    *, actor: Actor, meeting: Meeting, text: str, at: datetime, version: int | None = None
) -> Meeting:
    """Keep a further draft of the minutes; the earlier ones stay until the meeting is filed."""
    meeting = run(actor, meeting, "minutes")
    require_unchanged(meeting, version, minutes=text)
    require(after.may_draft_minutes(text=text, last=meeting.minutes))
    made = Draft(meeting=meeting, number=meeting.drafts.count() + 1, text=text.strip())
    made.written_at, made.by_id = at, actor.member_id
    made.save()
    return change(meeting, minutes=text.strip())


def _held(actor: Actor, meeting: Meeting) -> Meeting:
    meeting = lock(meeting)
    require(policies.may_run(actor, meeting))
    return meeting


def _follow(
    actor: Actor,
    meeting: Meeting,
    today: date,
    *,
    item: Item | None = None,
    task: Task | None = None,
    publication: Publication | None = None,
    call: Call | None = None,
) -> FollowUp:
    """Keep what came of a meeting beside it."""
    made = FollowUp(meeting=meeting, item=item, made_on=today, by_id=actor.member_id)
    made.task, made.publication, made.call = task, publication, call
    made.save()
    about(meeting)
    return made


@action("决议立项交办")
def task_from(
    *, actor: Actor, item: Item, wording: str, area: str, due_on: date | None, today: date
) -> FollowUp:
    """Draw a task up in `plans` from what was adopted, with the resolution as its source."""
    meeting, item = _held(actor, item.meeting), lock(item)
    require(after.may_task(result=item.result, resolution=item.resolution, state=meeting.state))
    basis = plans.Basis(
        origin=after.SOURCE,
        title=f"{meeting.title}：{item.title}"[:200],
        on=meeting.opened_on or meeting.meets_on,
    )
    task = plans.draft_task(
        actor=actor,
        unit=meeting.unit,
        basis=basis,
        original=item.resolution or item.title,
        wording=wording,
        area=area,
        due_on=due_on,
        today=today,
    )
    return _follow(actor, meeting, today, item=item, task=task)


@action("公开会议结果")
def publish(
    *,
    actor: Actor,
    meeting: Meeting,
    items: Sequence[Item],
    title: str,
    text: str,
    scope: str,
    forms: Sequence[str],
    today: date,
) -> FollowUp:
    """Begin a publication in `disclosure`; it goes out once another person reviewed it there."""
    meeting = _held(actor, meeting)
    if any(one.meeting_id != meeting.pk for one in items):
        raise Refused(refused("议题不属于这次会议"))
    competences = [one.competence for one in items]
    require(after.may_publish(competences=competences, state=meeting.state))
    made = publications.begin(
        actor=actor,
        unit=meeting.unit,
        title=title.strip(),
        text=text.strip(),
        scope=scope,
        forms=forms,
        today=today,
    )
    only = items[0] if len(items) == 1 else None
    return _follow(actor, meeting, today, item=only, publication=made)


@action("公开评议结果")
def publish_evaluation(
    *,
    actor: Actor,
    evaluation: Evaluation,
    title: str,
    scope: str,
    forms: Sequence[str],
    today: date,
) -> FollowUp:
    """Begin a publication of what an evaluation came to; its words are those of the result."""
    meeting = _held(actor, evaluation.item.meeting)
    evaluation = lock(evaluation)
    require(evaluations.may_go_out(evaluation, scope))
    made = publications.begin(
        actor=actor,
        unit=meeting.unit,
        title=title.strip(),
        text=evaluations.published_text(evaluation),
        scope=scope,
        forms=forms,
        today=today,
    )
    return _follow(actor, meeting, today, item=evaluation.item, publication=made)


@action("为会议征集提案")
def call_for_proposals(
    *,
    actor: Actor,
    meeting: Meeting,
    title: str,
    from_on: date,
    until_on: date,
    today: date,
    words: str = "",
) -> FollowUp:
    """Open a call for proposals in `matters`, for this meeting."""
    meeting = _held(actor, meeting)
    require(after.may_call(state=meeting.state))
    if until_on > meeting.meets_on:
        raise Refused(refused("征集应在开会日以前截止"))
    made = matters.open_call(
        actor=actor,
        unit=meeting.unit,
        kind="proposal",
        title=title,
        from_on=from_on,
        until_on=until_on,
        words=words,
    )
    return _follow(actor, meeting, today, call=made)


@action("会议归档")
def archive(*, actor: Actor, meeting: Meeting, today: date) -> Meeting:
    """File the meeting: its papers are drawn once more and kept, and nothing of it changes on.

    Every file stands in the index with the hash of its content.
    """
    meeting = run(actor, meeting, "archive")
    ballots = archives.ballots_of(meeting)
    stood = [(one.title, one.state) for one in ballots]
    fallen = archives.on_void_ballots(meeting)
    require(after.may_file(minutes=meeting.minutes, ballots=stood, fallen=fallen))
    _file(actor, meeting, today)
    record({}, {"归档文件": meeting.filed.count()})
    return change(meeting, state="archived", archived_on=today)


def _file(actor: Actor, meeting: Meeting, today: date) -> None:
    """Keep every paper and upload of the meeting as a file of its archive, the index last."""
    told = convening(meeting, today)
    rows: list[Filed] = []

    def add(folder: str, name: str, file: StoredFile) -> None:
        rows.append(
            Filed(meeting=meeting, number=len(rows) + 1, folder=folder, name=name, file=file)
        )

    for one in archives.drawn(meeting):
        name = file_name(one.name, meeting.title, meeting.meets_on, "docx")
        add(one.folder, name, files.keep_bytes(actor=actor, data=one.draw(told), name=name))
    for ballot in archives.ballots_of(meeting):
        for name, data in archives.reports_of(ballot):
            add(paper.FOLDERS[3], name, files.keep_bytes(actor=actor, data=data, name=name))
    for folder, name, file in archives.uploads(meeting):
        add(folder, name, file)
    rows.sort(key=lambda one: one.folder)
    for number, row in enumerate(rows, 1):
        row.number = number
    archives.tell_apart(rows)
    told = convening(meeting, today, [archives.line_of(one) for one in rows])
    index = files.keep_bytes(actor=actor, data=paper.contents(told), name=paper.CONTENTS)
    add(paper.INDEX, paper.CONTENTS, index)
    Filed.objects.bulk_create(rows)
