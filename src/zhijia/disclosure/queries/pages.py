"""What may be done on a page now: policies and rules taken together, for buttons to show."""

from dataclasses import dataclass

from zhijia.law import ALLOWED, Verdict, refused
from zhijia.org.rules import DESKS
from zhijia.platform.actor import Actor

from ..models import Publication
from ..policies import publications as policies
from ..rules import publications as rules
from ..rules.persons import Trace
from .looking import personal, unread
from .publications import Told, asks_two, compared


def may_begin(actor: Actor) -> Verdict:
    """Say whether somebody keeps any desk that makes things public."""
    if actor.stands(DESKS):
        return ALLOWED
    return refused("由本单位的工会主席、副主席或者干事拟稿；责任岗位的人从应公开事项拟稿")


@dataclass(frozen=True, slots=True)
class Now:
    """What may be done with a publication, each as a verdict, and what a draft would change."""

    prepare: Verdict
    approve: Verdict
    withdraw: Verdict
    traces: list[Trace]
    unread: list[str]
    changed: list[rules.Piece]


def what_now(actor: Actor, publication: Publication, told: Told) -> Now:
    """Return what this actor may do with a publication; a few queries."""
    draft = told.draft
    approve = policies.may_approve(actor, publication)
    if approve and draft:
        is_own = draft.prepared_by_id is not None and draft.prepared_by_id == actor.member_id
        two = asks_two(publication.unit_id)
        approve = rules.may_approve(state=draft.state, is_own=is_own, two_people=two)
    return Now(
        prepare=policies.may_prepare(actor, publication),
        approve=approve,
        withdraw=policies.may_withdraw(actor, publication),
        traces=personal(draft),
        unread=unread(draft),
        changed=compared(draft, told.now) if draft and told.now else [],
    )
