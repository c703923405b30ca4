"""All tables of this room: what is voted on, who votes and watches, papers, the board."""

from .ballots import Ballot, BallotQuerySet, Choice, Contest, WrittenRule, WrittenRuleQuerySet
from .board import Entry, Message
from .electronic import Board, Cipher, Credential, Handed
from .papers import Issue, Recount, Sheet
from .rolls import Eligible, Voter, Watcher

__all__ = [
    "Ballot",
    "BallotQuerySet",
    "Board",
    "Choice",
    "Cipher",
    "Contest",
    "Credential",
    "Eligible",
    "Entry",
    "Handed",
    "Issue",
    "Message",
    "Recount",
    "Sheet",
    "Voter",
    "Watcher",
    "WrittenRule",
    "WrittenRuleQuerySet",
]
