"""An answer goes into the box. Not an action: see the package."""

from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import Any

from django.db import transaction

from zhijia.law import ALLOWED, Verdict, refused
from zhijia.platform.acts import Refused, require

from .. import rules
from ..models import Box, Group, Round, Spent
from ..rules import blind
from ..rules.boxing import boxed


def deposit(
    *,
    group: Group,
    token: bytes,
    signature: int,
    content: Mapping[str, Any],
    today: date,
) -> bool:
    """Put an answer into the box for whoever holds a signed token; return whether it is new.

    Refused for a token that the group's key did not sign, an answer with faults, and outside the
    days. The same token brings nothing in twice, however often and from wherever it is sent.
    """
    round = group.round
    require(blind_stands(group, token, signature))
    faults = rules.faults(round.edition.items, content)
    if faults:
        raise Refused(refused(next(iter(faults.values()))))
    return _put(round, group, rules.kept(round.edition.items, content), mark_of(token), today)


def blind_stands(group: Group, token: bytes, signature: int) -> Verdict:
    """Judge whether a token is signed by the group's key."""
    if len(token) == TOKEN and blind.is_signed(token, signature, n=int(group.modulus, 16)):
        return ALLOWED
    return refused("凭证无效，没有收下")


TOKEN = 32  # bytes


def mark_of(token: bytes) -> str:
    """Return what is kept of a token, so that it is good once."""
    return sha256(token).hexdigest()


def put(round: Round, group: Group | None, content: dict[str, Any]) -> None:
    """Put an answer without a token into the box: keyed from paper, or from outside."""
    with transaction.atomic():
        Box(round=round, group=group, content=boxed(content)).save(force_insert=True)


def _put(round: Round, group: Group, content: dict[str, Any], mark: str, today: date) -> bool:
    """Write the answer alone in its transaction, unless its token has been used."""
    with transaction.atomic():
        # Held so that no batch leaves the box between the two looks for the token.
        held = Round.objects.select_for_update(no_key=True).get(pk=round.pk)
        require(
            rules.runs(
                from_on=held.from_on, until_on=held.until_on, closed_on=held.closed_on, today=today
            )
        )
        used = (table.objects.filter(round=held, mark=mark).exists() for table in (Box, Spent))
        if any(used):
            return False
        Box(round=held, group=group, content=boxed(content), mark=mark).save(force_insert=True)
    return True
