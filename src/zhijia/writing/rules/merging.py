"""A report drawn again: what a person wrote stays, what nobody touched follows the records.

Each passage that was drawn knows the words it was drawn with. Where these are still its words, the
new ones replace them; where a person changed them, the new ones are only offered.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from .tokens import Kept


@dataclass(frozen=True, slots=True)
class Present:
    """A passage as it stands; `drawn` is how it was last drawn, None for a person's own.

    `is_gone` and `offered` say what earlier drawing found and nobody has settled yet.
    """

    pk: int
    key: str
    runs: Kept
    drawn: Kept | None
    is_dropped: bool = False
    is_gone: bool = False
    offered: Kept | None = None


@dataclass(frozen=True, slots=True)
class Drawn:
    """A passage as it is drawn now."""

    key: str
    kind: str
    runs: Kept


@dataclass(slots=True)
class Merge:
    """What becomes of the passages, by their keys (pk of those there are).

    `renewed` follow the records, `settled` were written just so by hand, `offered` stay as a person
    wrote them beside the new words, `gone` are not drawn any more; `added` are new, each with the
    pk of the passage it follows (0 for the beginning) in the order of the report.
    """

    renewed: dict[int, Drawn] = field(default_factory=dict)
    settled: dict[int, Drawn] = field(default_factory=dict)
    offered: dict[int, Drawn] = field(default_factory=dict)
    gone: list[int] = field(default_factory=list)
    back: list[int] = field(default_factory=list)
    added: list[tuple[int, Drawn]] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Say whether any passage changes for who reads the report."""
        return bool(self.renewed or self.offered or self.gone or self.added)


def merged(present: Sequence[Present], drawn: Sequence[Drawn]) -> Merge:
    """Hold the passages of a report, in their order, against those drawn now."""
    merge, now = Merge(), {one.key: one for one in drawn}
    for old in present:
        if old.drawn is None:
            continue
        new = now.get(old.key)
        if new is None:
            if not old.is_dropped and not old.is_gone:
                merge.gone.append(old.pk)
            continue
        merge.back.append(old.pk)
        if not old.is_dropped:
            _judge(merge, old, new)
    merge.added = _added(present, drawn)
    return merge


def _judge(merge: Merge, old: Present, new: Drawn) -> None:
    """Say what becomes of a passage that is drawn anew."""
    if new.runs == old.drawn:
        return
    if old.runs == old.drawn:
        merge.renewed[old.pk] = new
    elif old.runs == new.runs:
        merge.settled[old.pk] = new
    elif old.offered != new.runs:
        merge.offered[old.pk] = new


def _added(present: Sequence[Present], drawn: Sequence[Drawn]) -> list[tuple[int, Drawn]]:
    """Return what is new, each with the passage that goes before it as it is drawn."""
    places = {old.key: old.pk for old in present if old.drawn is not None}
    found, after = [], 0
    for new in drawn:
        if new.key in places:
            after = places[new.key]
        else:
            found.append((after, new))
    return found
