"""Answers of named rounds, of anonymous ones where the browser runs no script, and from outside."""

import secrets
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from zhijia.law import ALLOWED, refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, about, action, lock, record, require
from zhijia.platform.files import acts as files

from .. import queries, rules
from ..models import Answer, Round, Signed
from ..rules import blind
from .depositing import TOKEN, deposit, put
from .drawing import draw, give_back


class Refusals(Refused):
    """Several fields are wrong: what is, by the field's name."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__(refused(f"有 {len(faults)} 处需要补充或者修改"))
        self.faults = dict(faults)


def _judge(round: Round, content: Mapping[str, Any], today: date) -> dict[str, Any]:
    """Return what is kept of an answer; refused outside the days and where something is wrong."""
    require(
        rules.runs(
            from_on=round.from_on, until_on=round.until_on, closed_on=round.closed_on, today=today
        )
    )
    found = rules.faults(round.edition.items, content)
    if found:
        raise Refusals(found)
    return rules.kept(round.edition.items, content)


@action("提交实名答卷")
def answer_signed(
    *,
    actor: Actor,
    round: Round,
    content: Mapping[str, Any],
    today: date,
    uploads: Mapping[str, "UploadedFile[bytes]"] | None = None,
) -> Round:
    """Take the answer of somebody who is asked and says who they are: one each."""
    asked = queries.asked_of(round, actor.member_id)
    if asked is None:
        raise Refused(refused("您不在这次调查的范围内"))
    asked = lock(asked)
    about(round)
    require(refused("这是匿名调查") if round.is_anonymous else ALLOWED)
    require(rules.has_not_answered(asked.state))
    given = dict(content) | dict.fromkeys(uploads or {}, -1)
    kept = _judge(round, given, today)
    for code, upload in (uploads or {}).items():
        if code in kept:
            kept[code] = files.keep(actor=actor, upload=upload).pk
    answer = Answer(round=round, group=asked.group, content=kept)
    answer.save(force_insert=True)
    Signed(answer=answer, round=round, member_id=actor.member_id, answered_on=today).save()
    asked.state = "answered"
    asked.save(update_fields=["state"])
    record({}, {"答卷": "一份"})
    return round


def cast(*, round: Round, member_id: int | None, content: Mapping[str, Any], today: date) -> None:
    """Take an anonymous answer where the browser could not make its token: the server makes it.

    Drawing and depositing are two transactions, and nothing that joins them is written; but the
    server holds both in its memory for a moment, which the page says.
    """
    assert round.is_anonymous
    _judge(round, content, today)
    asked = queries.asked_of(round, member_id)
    if asked is None:
        raise Refused(refused("您不在这次调查的范围内"))
    n = int(asked.group.modulus, 16)
    token, salt, r = secrets.token_bytes(TOKEN), secrets.token_bytes(blind.HASH), _chance(n)
    blinded = blind.blind(token, n=n, salt=salt, r=r)
    signed = draw(actor=Actor(), round=round, member_id=member_id, blinded=blinded, today=today)
    try:
        signature = blind.unblind(signed, n=n, r=r)
        deposit(group=asked.group, token=token, signature=signature, content=content, today=today)
    except Exception:  # whatever it is, nobody loses their turn by it
        give_back(actor=Actor(), round=round, member_id=member_id, blinded=blinded)
        raise


def _chance(n: int) -> int:
    return secrets.randbelow(n - 2) + 2


def deposit_outside(*, round: Round, content: Mapping[str, Any], who: str, today: date) -> None:
    """Take an answer by the link from outside: with a name where the round is a named one."""
    require(ALLOWED if round.is_outside else refused("这次调查不接受单位以外的答卷"))
    kept = _judge(round, content, today)
    if round.is_anonymous:
        put(round, None, kept)
    else:
        _sign_outside(actor=Actor(), round=round, kept=kept, who=who, today=today)


@action("单位外人员提交答卷")
def _sign_outside(
    *, actor: Actor, round: Round, kept: dict[str, Any], who: str, today: date
) -> Round:
    """Keep a named answer from outside; the name is sealed."""
    require(ALLOWED if who.strip() else refused("请填写姓名，方便工会答复"))
    answer = Answer(round=round, group=None, content=kept)
    answer.save(force_insert=True)
    Signed(answer=answer, round=round, outsider=who.strip(), answered_on=today).save()
    record({}, {"答卷": "一份"})
    return round
