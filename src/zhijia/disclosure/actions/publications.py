"""From a draft to what everybody reads: written, reviewed, out, changed, taken down."""

import secrets
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from zhijia.law import refused
from zhijia.org.models import Unit
from zhijia.platform.actor import Actor
from zhijia.platform.acts import (
    Refused,
    action,
    change,
    lock,
    record,
    require,
    require_unchanged,
    touch,
)
from zhijia.platform.files.acts import keep
from zhijia.platform.notices import actions as notices

from ..models import Due, Edition, Item, Posting, Publication
from ..policies import publications as policies
from ..queries import dues as due_queries
from ..queries import looking
from ..queries import publications as queries
from ..rules import persons
from ..rules import publications as rules
from . import laying

Uploads = Sequence["UploadedFile[bytes]"]


@action("拟稿公开")
def begin(
    *,
    actor: Actor,
    unit: Unit,
    title: str,
    text: str,
    scope: str,
    forms: Sequence[str],
    today: date,
    item: Item | None = None,
    due: Due | None = None,
    uploads: Uploads = (),
) -> Publication:
    """Begin a publication with its first draft: for something due, or beside the catalogue."""
    unit = lock(unit)
    due = due or _one_due(item)
    item = due.item if due else item
    made = Publication(
        unit=unit,
        unit_path=unit.path,
        item=item,
        title=title,
        scope=scope,
        forms=list(forms),
        token=secrets.token_urlsafe(16),
        begun_on=today,
    )
    require(policies.may_prepare(actor, made))
    if item and item.catalogue.unit_id != unit.pk:
        raise Refused(refused("公开事项不在这个单位的目录里"))
    made.save()
    if due:
        _take_up(made, due)
    edition = Edition.objects.create(
        publication=made,
        number=1,
        title=title,
        text=text,
        scope=scope,
        forms=list(forms),
        prepared_by_id=actor.member_id,
    )
    _add_files(actor, edition, uploads)
    _look(made, edition)
    return made


def _one_due(item: Item | None) -> Due | None:
    """Return the one thing an item is due for; refused where nobody can know which of several."""
    if item is None:
        return None
    waiting = list(item.dues.open().filter(publication=None).order_by("due_on", "pk"))
    require(rules.is_clear([due.label for due in waiting]))
    return waiting[0] if waiting else None


def _take_up(publication: Publication, due: Due) -> None:
    """Let a due be answered by this publication."""
    due = lock(due)
    if due.closed_on or due.publication_id:
        raise Refused(refused("这一项已经公开或者正在办理"))
    change(due, publication_id=publication.pk)


def _add_files(actor: Actor, edition: Edition, uploads: Uploads) -> None:
    count = edition.files.count() if uploads else 0
    require(rules.takes_files(count, len(uploads)))
    kept = [keep(actor=actor, upload=upload) for upload in uploads]
    if kept:
        edition.files.add(*kept)
        record({}, {"files": [file.digest for file in kept]})


def _look(publication: Publication, edition: Edition) -> None:
    """Look what strangers are to read through for personal data, and keep what was found."""
    if edition.for_whom == "public":
        change(edition, looked=looking.looked(edition, publication.unit_path))


def _held(actor: Actor, edition: Edition) -> tuple[Publication, Edition]:
    """Hold a publication and one of its texts, for who prepares it."""
    publication, edition = lock(edition.publication, edition)
    require(policies.may_prepare(actor, publication))
    return publication, edition


@action("修改公开稿")
def write(
    *,
    actor: Actor,
    edition: Edition,
    title: str,
    text: str,
    scope: str,
    forms: Sequence[str],
    uploads: Uploads = (),
    remove: Iterable[int] = (),
    version: int | None = None,
) -> Publication:
    """Write on a draft; for whom and how what is out is shown changes when the draft is let out."""
    publication, edition = _held(actor, edition)
    require(rules.may_write(state=edition.state))
    require_unchanged(edition, version, title=title, text=text)
    how: dict[str, Any] = {"scope": scope, "forms": list(forms)}
    who = {"prepared_by_id": actor.member_id, "is_checked": False}
    change(edition, title=title, text=text, **who, **how)
    gone = list(edition.files.filter(pk__in=list(remove)))
    if gone:
        edition.files.remove(*gone)
        record({"files": [file.digest for file in gone]}, {})
    _add_files(actor, edition, uploads)
    if publication.issued_on is None:
        publication = change(publication, title=title, **how)
    _look(publication, edition)
    return publication


@action("提交审核公开稿")
def submit(*, actor: Actor, edition: Edition, today: date, is_checked: bool = False) -> Publication:
    """Hand a draft in; what strangers may read is looked through for personal data first."""
    publication, edition = _held(actor, edition)
    files = edition.files.count()
    require(rules.may_submit(state=edition.state, text=edition.text, files=files))
    _require_bland(publication, edition, is_checked=is_checked)
    change(edition, state="waiting", submitted_on=today, is_checked=is_checked)
    _tell(
        actor,
        publication,
        "disclosure.to_review",
        "公开稿待审核",
        f"waiting:{edition.number}:{edition.version}",
        today,
        to=due_queries.reviewers(publication.unit_path, but=actor.user_id),
    )
    touch(publication)
    return publication


def _require_bland(publication: Publication, edition: Edition, *, is_checked: bool) -> None:
    """Look through what strangers are to read, with the files that nobody has looked at yet."""
    _look(publication, edition)
    told, unread = looking.personal(edition), looking.unread(edition)
    require(persons.may_go_out(told, is_checked=is_checked, unread=unread))


def _tell(
    actor: Actor,
    publication: Publication,
    kind: str,
    words: str,
    event: str,
    today: date,
    *,
    to: tuple[int | None, ...] = (),
    desks: str = "",
    text: str = "",
) -> None:
    notices.send(
        actor=actor,
        kind=kind,
        title=f"{words}：{publication}",
        text=text,
        url=publication.get_absolute_url(),
        about=f"disclosure.Publication#{publication.pk}",
        event=event,
        to=to,
        desks=desks,
        today=today,
    )


def _reviewed(actor: Actor, edition: Edition) -> tuple[Publication, Edition]:
    """Hold a publication and one of its texts, for who reviews it."""
    publication, edition = lock(edition.publication, edition)
    require(policies.may_approve(actor, publication))
    return publication, edition


@action("审核通过公开稿")
def approve(*, actor: Actor, edition: Edition, reply: str, today: date) -> Publication:
    """Let a text go out; what was due is closed by it."""
    publication, edition = _reviewed(actor, edition)
    is_own = edition.prepared_by_id is not None and edition.prepared_by_id == actor.member_id
    two = queries.asks_two(publication.unit_id)
    require(rules.may_approve(state=edition.state, is_own=is_own, two_people=two))
    _require_bland(publication, edition, is_checked=edition.is_checked)
    change(
        edition,
        state="issued",
        reply=reply,
        issued_on=today,
        reviewed_on=today,
        reviewed_by_id=actor.member_id,
    )
    now: dict[str, Any] = {"scope": edition.for_whom, "forms": edition.how}
    if publication.issued_on is None:
        now["issued_on"] = today
    publication = change(publication, title=edition.title, **now)
    for due in publication.dues.open():
        change(lock(due), closed_on=today)
    to = (queries.user_of(edition.prepared_by_id),)
    words, event = "已公开", f"issued:{edition.number}"
    _tell(actor, publication, "disclosure.reviewed", words, event, today, to=to, text=reply)
    return publication


@action("退回公开稿")
def send_back(*, actor: Actor, edition: Edition, reply: str, today: date) -> Publication:
    """Give a draft back to who wrote it, with words."""
    publication, edition = _reviewed(actor, edition)
    require(rules.may_send_back(state=edition.state, why=reply))
    edition = change(
        edition, state="draft", reply=reply, reviewed_on=today, reviewed_by_id=actor.member_id
    )
    to = (queries.user_of(edition.prepared_by_id),)
    event = f"back:{edition.number}:{edition.version}"
    _tell(actor, publication, "disclosure.reviewed", "公开稿退回", event, today, to=to, text=reply)
    touch(publication)
    return publication


@action("更正公开内容")
def revise(*, actor: Actor, publication: Publication, why: str, today: date) -> Publication:
    """Begin a new text of what is out; the old one stays out until the new one is reviewed."""
    publication = lock(publication)
    require(policies.may_prepare(actor, publication))
    last = publication.editions.first()
    assert last is not None, "a publication has a text from the first"
    is_under_way = last.state in {"draft", "waiting"}
    require(rules.may_revise(is_out=publication.is_out, is_under_way=is_under_way, why=why))
    made = Edition.objects.create(
        publication=publication,
        number=last.number + 1,
        title=last.title,
        text=last.text,
        looked=last.looked,
        why=why,
        scope=publication.scope,
        forms=publication.forms,
        prepared_by_id=actor.member_id,
    )
    made.files.set(last.files.all())
    record({}, {"edition": made.number, "why": why})
    return publication


@action("放弃公开稿")
def drop(*, actor: Actor, edition: Edition, today: date) -> Publication:
    """Give a draft up; what was due waits again, and what is out stays as it is."""
    publication, edition = _held(actor, edition)
    require(rules.may_write(state=edition.state))
    change(edition, state="dropped")
    if publication.issued_on is None:
        for due in publication.dues.open():
            change(lock(due), publication_id=None)
        publication = change(publication, dropped_on=today)
    return publication


@action("撤下公开内容")
def withdraw(*, actor: Actor, publication: Publication, why: str, today: date) -> Publication:
    """Take something down; a line of it stays, and what was due is due anew."""
    publication = lock(publication)
    require(policies.may_withdraw(actor, publication))
    require(rules.may_withdraw(is_out=publication.is_out, why=why))
    publication = change(
        publication, withdrawn_on=today, withdrawn_why=why, withdrawn_by_id=actor.member_id
    )
    for draft in publication.editions.filter(state__in=["draft", "waiting"]):
        change(lock(draft), state="dropped")
    closed = publication.dues.select_related("item__catalogue__unit")
    again = laying.lay_again(closed, today)
    record({}, {"again": [due.label for due in again]})
    return publication


@action("登记张贴")
def post(
    *,
    actor: Actor,
    publication: Publication,
    posted_on: date,
    place: str,
    feedback: str,
    today: date,
    photo: "UploadedFile[bytes] | None" = None,
) -> Posting:
    """Put on record that it hung on a board, was read out, or was sent; with a photo if any."""
    publication = lock(publication)
    require(policies.may_prepare(actor, publication))
    require(
        rules.may_post(
            is_out=publication.is_out,
            posted_on=posted_on,
            issued_on=publication.issued_on,
            today=today,
        )
    )
    file = keep(actor=actor, upload=photo) if photo else None
    if file and file.kind not in {"png", "jpg"}:
        raise Refused(refused("请上传照片（png、jpg）"))
    return Posting.objects.create(
        publication=publication,
        unit_path=publication.unit_path,
        posted_on=posted_on,
        place=place,
        feedback=feedback,
        photo=file,
        by_id=actor.member_id,
    )
