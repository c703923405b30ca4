"""查验码: where voters find their own ballot on the board, and the server not which one it is.

The trackers are listed in the order of their letters, cut by first letters where they are many:
whoever looks one up asks for some ten or more at once. Asked for by itself, a tracker would join
voter and ballot in every log on the way (docs/ballot-protocol.md 8.4).
"""

from collections.abc import Sequence
from typing import NamedTuple

from ..crypto import trackers
from ..crypto.credentials import ALPHABET
from ..crypto.trackers import LETTERS
from ..models import Ballot, Credential, Entry

FEW = 300  # of one page; a thirty-second of it is what the server learns at most
DEEPEST = 6
KINDS = {"spoiled": "核验过，已作废", "ballot": "已投出", "old": "已投出，不计入（重投或者注销）"}


class Row(NamedTuple):
    """A ballot on the board: its tracker in groups, its number there, what it is, its hash."""

    tracker: str
    seq: int
    word: str
    hash: str


class Listed(NamedTuple):
    """The trackers that begin so; `further` are longer beginnings, where they are too many."""

    start: str
    further: Sequence[str]
    rows: Sequence[Row]


def listed(ballot: Ballot, start: str) -> Listed:
    """List the trackers that begin with `start`, or how to go on; three queries at most."""
    start = start.upper() if set(start.upper()) <= set(ALPHABET) else ""
    start = start[:DEEPEST]
    rows = Entry.objects.filter(ballot=ballot).exclude(tracker="").order_by("tracker")
    ends = (start.ljust(LETTERS, ALPHABET[0]), start.ljust(LETTERS, ALPHABET[-1]))
    rows = rows.filter(tracker__range=ends)
    found = list(rows.values_list("tracker", "seq", "kind", "hash")[: FEW + 1])
    if len(found) > FEW and len(start) < DEEPEST:
        return Listed(start, [start + letter for letter in ALPHABET], [])
    counted = _counted(ballot, [seq for _, seq, _, _ in found])
    told = [
        Row(trackers.grouped(tracker), seq, KINDS[_kind(kind, seq in counted)], hash_)
        for tracker, seq, kind, hash_ in found
    ]
    return Listed(start, [], told)


def _kind(kind: str, is_counted: bool) -> str:
    return kind if kind == "spoiled" or is_counted else "old"


def _counted(ballot: Ballot, seqs: Sequence[int]) -> set[int]:
    """Return which of these count so far: of each credential the last, none of a struck one."""
    rows = Credential.objects.filter(ballot=ballot, is_revoked=False, last__in=seqs).order_by()
    return {last for last in rows.values_list("last", flat=True) if last is not None}
