"""The key ceremony passes through the server, which only carries and checks. Protocol 6."""

from zhijia.law import refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, action, lock, record, require

from .. import policies, queries
from ..crypto.words import aloud
from ..models import Ballot, Board, Message
from ..rules import electronic as rules
from .appending import append_json, held, wrong_is_refused


@action("收下密钥仪式消息")
def take_message(*, actor: Actor, ballot: Ballot, text: str) -> Ballot:
    """Keep one message of a holder; a wrong one is refused with the holder's name.

    Whoever may bring keys may carry it: it is the holder's signature that counts.
    """
    ballot = lock(ballot)
    require(policies.may_bring_keys(actor, ballot, queries.roles_of(actor, ballot)))
    board = held(ballot)
    if not ballot.eid or board.phase:
        raise Refused(refused("现在不是密钥仪式的时候"))
    ceremony = queries.ceremony_of(ballot)
    there = len(ceremony.messages)
    with wrong_is_refused():
        message = ceremony.take(text.strip().encode())
    if len(ceremony.messages) == there:
        return ballot
    body = message.raw.decode()
    Message(ballot=ballot, holder=message.holder, round=message.round, body=body).save()
    record({}, {"holder": message.holder, "round": message.round})
    return ballot


@action("密钥仪式重新开始")
def restart_ceremony(*, actor: Actor, ballot: Ballot, reason: str) -> Ballot:
    """Drop every message: somebody's share was bad, or the words were not alike."""
    ballot = lock(ballot)
    require(policies.may_run(actor, ballot))
    board = held(ballot)
    if not ballot.eid or board.phase:
        raise Refused(refused("公告板已经建立，密钥仪式不能重来"))
    if not reason.strip():
        raise Refused(refused("请写明为什么重新开始"))
    count = ballot.messages.count()
    ballot.messages.all().delete()
    record({"messages": count}, {"reason": reason.strip()})
    return ballot


@action("建立公告板")
def open_board(*, actor: Actor, ballot: Ballot) -> Board:
    """Begin the board once every holder has heard the same words. docs/ballot-protocol.md 9.2."""
    ballot = lock(ballot)
    require(policies.may_run(actor, ballot))
    board = held(ballot)
    require(rules.is_next(queries.standing_of(ballot), "board"))
    ceremony = queries.ceremony_of(ballot)
    with wrong_is_refused():
        ceremony.finish()
        board.h = ceremony.h.hex()
        said = {"ceremony": ceremony.transcript.hex(), "h": board.h}
        append_json(board, "open", said)
    board.save(update_fields=["h"])
    record({}, {"words": aloud(ceremony.transcript)})
    return board
