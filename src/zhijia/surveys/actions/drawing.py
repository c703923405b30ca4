"""A token is drawn: it is on record that somebody drew one, not who, and never which."""

from datetime import date
from hashlib import sha256

from zhijia.law import ALLOWED, Verdict, refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, about, action, lock, record, require

from .. import queries, rules
from ..models import Round
from ..rules import blind
from . import keys


def _digest(blinded: int) -> str:
    return sha256(f"{blinded:x}".encode()).hexdigest()


@action("领取答卷凭证")
def draw(*, actor: Actor, round: Round, member_id: int | None, blinded: int, today: date) -> int:
    """Sign a blinded token for somebody who is asked and has not answered; return the signature.

    `actor` is nobody: who has answered an anonymous round is not for the record, which offices
    read. Asking again for the same signature, because it got lost on its way, is allowed.
    """
    assert actor.user_id is None, "the record must not name who draws a token"
    asked = queries.asked_of(round, member_id)
    if asked is None:
        raise Refused(refused("您不在这次调查的范围内"))
    asked = lock(asked)
    about(round)
    require(_runs(round, today))
    digest = _digest(blinded)
    is_again = asked.state == "drawn" and asked.drawn == digest
    require(ALLOWED if is_again else rules.has_not_answered(asked.state))
    if not is_again:
        asked.state, asked.drawn = "drawn", digest
        asked.save(update_fields=["state", "drawn"])
        record({}, {"凭证": "一份"})
    key = keys.read(asked.group)
    try:
        return blind.sign(blinded, key, mask=keys.mask(key.n))
    except ValueError as error:
        raise Refused(refused("凭证不完整，请刷新页面重试")) from error


@action("退回答卷凭证")
def give_back(*, actor: Actor, round: Round, member_id: int | None, blinded: int) -> None:
    """Undo a draw whose answer could not be put into the box; only by who holds the same token."""
    assert actor.user_id is None, "the record must not name who draws a token"
    about(round)
    asked = queries.asked_of(round, member_id)
    if asked is not None and asked.drawn == _digest(blinded):
        asked.state = asked.drawn = ""
        asked.save(update_fields=["state", "drawn"])


def _runs(round: Round, today: date) -> Verdict:
    return rules.runs(
        from_on=round.from_on, until_on=round.until_on, closed_on=round.closed_on, today=today
    )
