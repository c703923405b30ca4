"""Tickets: what a form of strangers carries, so that the house need keep nothing of who asked.

A ticket names its door and entrance, says how hard it is, and holds 128 random bits. From those,
and a key of ours, come the receipt code and the name of its photos: a form that is sent twice gives
the same receipt twice.
"""

import hmac
import secrets
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core import signing

from zhijia.platform.vault import mark

from . import rules

SALT = "zhijia.doorway.ticket"


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket as it was given out: `text` is what the form carries."""

    text: str
    nonce: str
    where: str
    hard: int
    sum: tuple[int, int]

    @property
    def question(self) -> str:
        """Return the question that stands in for work where no script runs."""
        return rules.question(*self.sum)

    @property
    def receipt(self) -> str:
        """Return the receipt code of what is written with this ticket."""
        key = f"zhijia.doorway.receipt:{settings.SECRET_KEY}".encode()
        return rules.receipt_of(hmac.new(key, self.nonce.encode(), sha256).digest())

    @property
    def bundle(self) -> str:
        """Return the mark under which its photos wait."""
        return mark("doorway.bundle", self.nonce)

    def knock(self, work: str, answer: str, *, bound: str = "") -> rules.Knock:
        """Return how its bearer knocked; `bound` is what the work was done for besides."""
        worked = rules.is_work(f"{self.text}{bound}", work, self.hard)
        return rules.Knock(worked, rules.is_answer(*self.sum, answer))


def give(where: str, hard: int) -> Ticket:
    """Give out a ticket for a door and entrance."""
    pair = (secrets.randbelow(9) + 1, secrets.randbelow(9) + 1)
    said = [secrets.token_urlsafe(16), where, hard, *pair]
    return _of(signing.dumps(said, salt=SALT, compress=False), said)


def read(text: str, where: str) -> Ticket | None:
    """Return a ticket of ours for this very place that still runs; None for all others."""
    try:
        said = signing.loads(text, salt=SALT, max_age=rules.TICKET_RUNS)
    except signing.BadSignature:
        return None
    ticket = _of(text, said)
    return ticket if ticket.where == where else None


def _of(text: str, said: list[Any]) -> Ticket:
    nonce, where, hard, one, other = said
    return Ticket(text, nonce, where, hard, (one, other))
