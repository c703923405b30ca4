"""Drafts: a ballot and what it asks."""

from datetime import date, datetime

from django.core.files.uploadedfile import UploadedFile
from django.db.models import Max, ProtectedError

from zhijia.law import refused
from zhijia.org.models import Unit
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

from .. import policies, queries
from ..models import Ballot, Contest
from ..rules import BODIES, UNION_BODIES
from ..rules.asking import ADOPTIONS, Asked, sound
from ..rules.standing import may_step
from ..rules.ways import FEWEST, may_revote


@action("起草表决")
def draft(
    *,
    actor: Actor,
    unit: Unit,
    title: str,
    body: str,
    today: date,
    way: str = "paper",
    meeting: str = "",
    held_on: date | None = None,
    is_rehearsal: bool = False,
    follows: Ballot | None = None,
) -> Ballot:
    """Begin a ballot of a unit; it asks nothing yet and nobody is on its roll."""
    unit = lock(unit)
    require(policies.may_draft(actor, unit))
    if body not in BODIES:
        raise Refused(refused("请选择表决事项"))
    number = queries.number_for(unit)
    made = Ballot(
        unit=unit,
        unit_path=unit.path,
        number=number,
        code=f"{unit.code}-{number}",
        title=title.strip(),
        body=body,
        way=way,
        revote=way == "remote",
        meeting=meeting.strip(),
        held_on=held_on,
        is_rehearsal=is_rehearsal,
        drafted_on=today,
        follows=follows,
        m=2 if is_rehearsal else FEWEST,
    )
    made.save()
    return made


def drafted(actor: Actor, ballot: Ballot) -> Ballot:
    """Return the locked draft that this actor may work on."""
    ballot = lock(ballot)
    require(policies.may_run(actor, ballot))
    require(may_step("edit", ballot.state))
    return ballot


@action("修改表决")
def edit_ballot(
    *,
    actor: Actor,
    ballot: Ballot,
    title: str,
    way: str,
    meeting: str = "",
    held_on: date | None = None,
    closes_at: datetime | None = None,
    revote: bool = False,
    method: str = "",
    consent: str = "",
    method_upload: "UploadedFile[bytes] | None" = None,
    consent_upload: "UploadedFile[bytes] | None" = None,
    version: int | None = None,
) -> Ballot:
    """Say anew what a draft is called, by which way it votes and what allows that."""
    ballot = drafted(actor, ballot)
    require_unchanged(ballot, version, title=title, way=way, method=method, consent=consent)
    if revote:
        require(may_revote(way))
    return change(
        ballot,
        title=title.strip(),
        way=way,
        revote=revote,
        meeting=meeting.strip(),
        held_on=held_on,
        closes_at=closes_at if way == "remote" else None,
        method=method.strip(),
        consent=consent.strip(),
        method_file=_kept(actor, method_upload) or ballot.method_file,
        consent_file=_kept(actor, consent_upload) or ballot.consent_file,
    )


def _kept(actor: Actor, upload: "UploadedFile[bytes] | None") -> StoredFile | None:
    return files.keep(actor=actor, upload=upload) if upload else None


@action("删除草稿")
def drop_ballot(*, actor: Actor, ballot: Ballot) -> None:
    """Take a draft away as if it had never been begun; only drafts go so."""
    ballot = drafted(actor, ballot)
    about(ballot)
    ballot.watchers.all().delete()
    try:
        ballot.delete()
    except ProtectedError:
        raise Refused(refused("这张选票属于会议的议题，请到会议的议题页取消选票")) from None


def _fields(asked: Asked) -> dict[str, object]:
    """Return a contest's columns for what it asks; KeyError for an unknown way of adopting."""
    adoption = ADOPTIONS.get(asked.adoption)
    seats = asked.seats if asked.kind == "election" else 0
    always = asked.body in UNION_BODIES and asked.kind == "election"
    others = not asked.is_runoff and (asked.write_ins or always)
    return {
        "kind": asked.kind,
        "title": asked.title.strip(),
        "body": asked.body,
        "seats": seats,
        "round": asked.round,
        "keep": asked.keep if asked.round == "preliminary" else 0,
        "percent": asked.percent,
        "had_preliminary": asked.had_preliminary,
        "by_marks": asked.by_marks,
        "write_ins": others and asked.kind == "election",
        "slots": seats if others else 0,
        "grades": list(asked.grades),
        "lines": [list(line) for line in asked.lines],
        "scores": dict(asked.scores),
        "share": adoption.share if adoption else "",
        "clause": adoption.clause.id if adoption else "",
        "strict": (adoption.strict or "") if adoption else "",
        "strict_clause": adoption.strict_clause.id if adoption and adoption.strict_clause else "",
        "is_runoff": asked.is_runoff,
    }


@action("添加表决内容")
def add_contest(*, actor: Actor, ballot: Ballot, asked: Asked) -> Contest:
    """Put one more question on a draft, behind the others."""
    ballot = drafted(actor, ballot)
    require(sound(asked))
    last = ballot.contests.order_by().aggregate(last=Max("place"))["last"] or 0
    made = Contest(ballot=ballot, place=last + 1, **_fields(asked))
    made.save()
    return made


@action("修改表决内容")
def edit_contest(*, actor: Actor, contest: Contest, asked: Asked) -> Contest:
    """Say anew what one question of a draft asks; who stands in it stays."""
    drafted(actor, contest.ballot)
    contest = lock(contest)
    require(sound(asked))
    if asked.kind != contest.kind and contest.choices.exists():
        raise Refused(refused("已经有候选人或者事项，不能改类别，请删去以后另加"))
    return change(contest, **_fields(asked))


@action("删除表决内容")
def drop_contest(*, actor: Actor, contest: Contest) -> None:
    """Take a question off a draft, with who stands in it."""
    ballot = drafted(actor, contest.ballot)
    about(ballot)
    lock(contest).delete()
    record({"表决内容": contest.title}, {})
