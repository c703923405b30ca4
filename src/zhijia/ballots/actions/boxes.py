"""发票收票: what each box gave out and what came back."""

from zhijia.law import refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, about, action, lock, record, require

from .. import policies
from ..models import Ballot, Contest, Issue
from ..queries.ballots import roles_of
from ..queries.boxes import given_with
from ..rules.tellers import is_given_right, may_give

LONGEST = 40


def _boxed(actor: Actor, ballot: Ballot) -> Ballot:
    """Return the locked ballot whose boxes this actor may put down."""
    ballot = lock(ballot)
    require(policies.may_sign_in(actor, ballot, roles_of(actor, ballot)))
    require(may_give(ballot.state))
    if not ballot.has_paper:
        raise Refused(refused("这次表决不用纸质选票"))
    return ballot


@action("登记发票收票")
def put_box(
    *,
    actor: Actor,
    ballot: Ballot,
    box: str,
    issued: int,
    returned: int,
    contest: Contest | None = None,
    is_mobile: bool = False,
    row: Issue | None = None,
) -> Issue:
    """Put down one box anew, or say anew what it had; never more papers than people signed in.

    More papers back than out is no slip of the pen but what makes a vote void: it is put down.
    """
    ballot = _boxed(actor, ballot)
    made = lock(row) if row else Issue(ballot=ballot)
    before = {"发出": made.issued, "收回": made.returned} if row else {}
    made.contest, made.is_mobile = contest, is_mobile
    made.box = box.strip()[:LONGEST]
    made.issued, made.returned = issued, returned
    _one_kind(ballot, made)
    require(is_given_right(given_with(ballot, contest, made)))
    made.save()
    about(ballot)
    record(before, {"票箱": made.box, "发出": issued, "收回": returned})
    return made


def _one_kind(ballot: Ballot, made: Issue) -> None:
    """One paper asks everything, or each contest has its own: not both."""
    others = ballot.issues.exclude(pk=made.pk)
    if made.contest_id is None and others.exclude(contest=None).exists():
        raise Refused(refused("已经按各项选票分别登记，请选择是哪一项的选票"))
    if made.contest_id is not None and others.filter(contest=None).exists():
        raise Refused(refused("已经按全部内容一张票登记，不能再分项登记"))


@action("删除发票收票记录")
def drop_box(*, actor: Actor, row: Issue) -> None:
    """Take back a box that was put down by mistake."""
    ballot = _boxed(actor, row.ballot)
    row = lock(row)
    about(ballot)
    record({"票箱": row.box, "发出": row.issued, "收回": row.returned}, {})
    row.delete()
