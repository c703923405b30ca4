"""A matter begins: kept as a draft, handed in by a person, or opened by another room."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from zhijia.law import refused
from zhijia.org.models import Member, Unit
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

from .. import policies, queries, rules
from ..kinds import KINDS, answering
from ..kinds.declaring import Field, Kind
from ..models import Call, Matter
from ..rules.words import LETTERS, LONG, receipt_of
from .steps import Given, enclose, take

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    Upload = UploadedFile[bytes]


def _receipt() -> str:
    """Return a receipt that nobody can guess."""
    return receipt_of(secrets.randbelow(len(LETTERS) ** LONG))


def _known(kind: str) -> Kind:
    if kind not in KINDS:
        raise Refused(refused("没有这一类办件"))
    return KINDS[kind]


def _write(
    declared: Kind, unit: Unit, title: str, values: Mapping[str, Any], today: date, **more: Any
) -> Matter:
    """Write a new matter as a draft."""
    require(_titled(declared, title))
    answers = answering.kept(declared.fields, values)
    open_, sealed = answering.parted(declared.fields, answers)
    matter = Matter(
        kind=declared.id,
        unit=unit,
        unit_path=unit.path,
        filed_path=unit.path,
        receipt=_receipt(),
        title=title.strip(),
        category=str(answers.get(declared.category, "")),
        values=open_,
        state=declared.begins,
        since_on=today,
        drafted_on=today,
        is_urgent=answers.get(declared.category) in declared.urgent,
        **more,
    )
    matter.keep_apart(sealed)
    matter.save()
    return matter


def _titled(kind: Kind, title: str) -> Any:
    """Judge the title."""
    asked = Field("title", kind.title, required=True, limit=kind.title_limit)
    return answering.suffices([asked], {"title": title})


@action("保存草稿")
def keep_draft(
    *,
    actor: Actor,
    kind: str,
    unit: Unit,
    title: str,
    values: Mapping[str, Any],
    today: date,
    draft: Matter | None = None,
    version: int | None = None,
    uploads: "Sequence[Upload]" = (),
    call: Call | None = None,
) -> Matter:
    """Keep what somebody is writing; it may lack anything but a title."""
    declared = _known(kind)
    require(policies.may_file(actor, unit, declared))
    if draft is None:
        assert actor.member_id is not None, "only members hold what may file"
        who = Member.objects.get(pk=actor.member_id)
        more = {"filer": who, "from_path": who.unit_path, "call": call}
        matter = _write(declared, unit, title, values, today, **more)
    else:
        matter = rewrite(actor, draft, title, values, version)
    enclose(actor, matter, uploads)
    return matter


def rewrite(
    actor: Actor, matter: Matter, title: str, values: Mapping[str, Any], version: int | None
) -> Matter:
    """Write a draft, or what was sent back, anew; only who filed it does."""
    matter = lock(matter)
    kind = matter.declared
    if matter.filer_id is None or matter.filer_id != actor.member_id:
        raise Refused(refused("由提出人本人修改"))
    require(rules.in_state(matter.state, (kind.begins, *kind.rewritten), "修改"))
    require_unchanged(matter, version, title=title.strip())
    require(_titled(kind, title))
    answers = answering.kept(kind.fields, values)
    open_, sealed = answering.parted(kind.fields, answers)
    others = {k: v for k, v in matter.values.items() if k not in {f.id for f in kind.fields}}
    matter.keep_apart(sealed)
    category = str(answers.get(kind.category, ""))
    return change(
        matter,
        title=title.strip(),
        values={**others, **open_},
        sealed=matter.sealed,
        category=category,
        is_urgent=category in kind.urgent,
    )


@action("提出办件")
def file_matter(
    *,
    actor: Actor,
    kind: str,
    unit: Unit,
    title: str,
    values: Mapping[str, Any],
    today: date,
    draft: Matter | None = None,
    version: int | None = None,
    uploads: "Sequence[Upload]" = (),
    call: Call | None = None,
) -> Matter:
    """Hand a matter in, written at once or kept as a draft before."""
    declared = _known(kind)
    require(answering.suffices(declared.fields, values))
    if declared.called:
        call = queries.call_for(unit, kind, today, call, draft.call if draft else None)
        require(rules.is_called(declared.name, call is not None))
    kept = keep_draft(
        actor=actor,
        kind=kind,
        unit=unit,
        title=title,
        values=values,
        today=today,
        draft=draft,
        version=version,
        uploads=uploads,
        call=call,
    )
    matter = lock(kept)
    if call and matter.call_id != call.pk:  # drafted before the call, or for one that is over
        change(matter, call_id=call.pk)
    step = declared.step(declared.submit)
    take(actor, matter, step, Given(), today, held=("filer",))
    matter.refresh_from_db()
    return matter


@action("转入办件")
def open_from(
    *,
    actor: Actor,
    kind: str,
    unit: Unit,
    title: str,
    values: Mapping[str, Any],
    today: date,
    source: tuple[str, int] | None = None,
    source_title: str = "",
    source_url: str = "",
    filer: Member | None = None,
    uploads: "Sequence[Upload]" = (),
) -> Matter:
    """Open a matter for another room, whose own action has said that the actor may.

    `source` names the row it comes from, as ("surveys.Result", 7); `source_title` and `source_url`
    are shown on its page. Without a `filer` nobody is told of its steps but through the source.
    """
    declared = _known(kind)
    require(answering.suffices(declared.fields, values))
    more: dict[str, Any] = {"filer": filer, "from_path": filer.unit_path if filer else ""}
    if source:
        more |= {"source_kind": source[0], "source_key": source[1]}
        more |= {"source_title": source_title[:120], "source_url": source_url}
    matter = _write(declared, unit, title, values, today, **more)
    enclose(actor, matter, uploads)
    take(actor, matter, declared.step(declared.submit), Given(), today)
    return matter


@action("删除草稿")
def discard(*, actor: Actor, matter: Matter) -> None:
    """Throw away a draft; only who wrote it does, and only while it is one."""
    matter = lock(matter)
    about(matter)
    if matter.filer_id is None or matter.filer_id != actor.member_id:
        raise Refused(refused("由起草人本人删除"))
    require(rules.in_state(matter.state, (matter.declared.begins,), "删除草稿"))
    if not matter.is_draft:
        raise Refused(refused("已经提交的不能删除，可以撤回"))
    matter.backers.all().delete()
    matter.enclosures.all().delete()
    matter.shares.all().delete()
    matter.delete()


@action("修改办件")
def revise(
    *,
    actor: Actor,
    kind: str,
    unit: Unit,
    title: str,
    values: Mapping[str, Any],
    today: date,
    draft: Matter,
    version: int | None = None,
    uploads: "Sequence[Upload]" = (),
) -> Matter:
    """Write anew what was sent back; its kind and its unit stay, it is handed in by a step."""
    require(answering.suffices(draft.declared.fields, values))
    matter = rewrite(actor, draft, title, values, version)
    enclose(actor, matter, uploads)
    return matter


@action("查看办件被拒")
def note_refused_look(*, actor: Actor, matter: Matter, today: date) -> None:
    """Keep on record that somebody tried to open a matter of a watched kind that is not theirs."""
    about(matter)
    record({}, {"looked_on": today.isoformat()})
