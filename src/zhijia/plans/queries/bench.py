"""A speech as its page shows it: every word in the order of the original, tasks standing out."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise

from zhijia.platform.actor import Actor

from .. import rules
from ..models import Piece, Speech, Task
from ..speech import Kind
from ..speech.measuring import Suggestion
from .natures import said
from .speeches import pieces_of
from .suggesting import accepted, suggested
from .tasks import stands_as, tasks

MARKS = re.compile(r"[，,、。.；;：:！!？?”’」』）)》…]*")
CLOSES = re.compile(r"[。；;：:！!？?…]")
FIELDS = ("due_on", "responsible")
A_LEAF = 300  # pieces: with their buttons some 150 kB


@dataclass(frozen=True, slots=True)
class Row:
    """A piece with its own words, the text that leads up to it, the marks that close it.

    `opens` says that it begins a paragraph; `task` is what was put on file, `stands` how that is.
    """

    piece: Piece
    before: str
    words: str
    after: str
    opens: bool
    task: Task | None = None
    stands: str = ""

    @property
    def is_task(self) -> bool:
        """Say whether the piece is taken for a task."""
        return self.piece.kind == Kind.TASK.value

    @property
    def is_reworded(self) -> bool:
        """Say whether the task is worded otherwise than the speech words it."""
        return rules.trimmed(self.piece.wording) != rules.trimmed(self.words)

    @property
    def is_heading(self) -> bool:
        """Say whether the piece is a heading, or a line of the speech's head."""
        return self.piece.kind == Kind.HEADING.value

    @property
    def figures(self) -> str:
        """Return the figures asked for, set apart as on the page."""
        return self.piece.figures.replace(";", "；")

    @property
    def recurs(self) -> str:
        """Say how often the task is done."""
        return said(self.piece.nature, self.piece.every)

    @property
    def measure(self) -> str:
        """Return what the figure is called that measures the task; "" where none was accepted."""
        return accepted(self.piece)

    @property
    def suggestion(self) -> Suggestion | None:
        """Return the figure that could measure the task, if its words name one."""
        return suggested(self.piece, self.words)

    @property
    def level(self) -> int:
        """Return the depth of a point's heading, 1 for the highest; 0 for other text."""
        return self.piece.point.level if self.is_heading and self.piece.point else 0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Rows that run on in one paragraph, or one heading with its `level`."""

    level: int
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Bench:
    """A speech laid out, and how many tasks it has and what they lack."""

    rows: Sequence[Row]
    n_tasks: int
    undated: int
    unasked: int

    def between(self, start: int, end: int) -> list[Row]:
        """Return the rows of the pieces that begin in this stretch of the source."""
        return [row for row in self.rows if start <= row.piece.start < end]

    def lacking(self) -> list[Row]:
        """Return the tasks that have no day or nobody who is asked."""
        proposed = (row for row in self.rows if row.is_task)
        return [row for row in proposed if not all(getattr(row.piece, f) for f in FIELDS)]

    def paragraphs(self) -> list[Paragraph]:
        """Return all that was said, in paragraphs."""
        return _paragraphs(self.rows)

    def tasks_only(self) -> list[Paragraph]:
        """Return the tasks beneath their headings; a heading without any is left out."""
        return list(_with_tasks(_paragraphs(self.rows)))


def leaves(paragraphs: Iterable[Paragraph]) -> list[list[Paragraph]]:
    """Lay paragraphs on leaves of at most A_LEAF pieces; one that is longer goes on overleaf."""
    found: list[list[Paragraph]] = [[]]
    room = A_LEAF
    for paragraph in chain.from_iterable(map(_cut, paragraphs)):
        if len(paragraph.rows) > room:
            found.append([])
            room = A_LEAF
        found[-1].append(paragraph)
        room -= len(paragraph.rows)
    return found


def _cut(paragraph: Paragraph) -> Iterator[Paragraph]:
    """Cut a paragraph that no leaf can hold."""
    for at in range(0, len(paragraph.rows), A_LEAF):
        yield replace(paragraph, rows=paragraph.rows[at : at + A_LEAF])


def leaf_of(found: Iterable[Iterable[Paragraph]], piece: str) -> int:
    """Return the number of the leaf where the piece of this key stands; 1 where none has it."""
    for number, leaf in enumerate(found, 1):
        if any(str(row.piece.pk) == piece for part in leaf for row in part.rows):
            return number
    return 1


def bench(actor: Actor, speech: Speech) -> Bench:
    """Lay a speech out; two queries, and one more for the tasks of a confirmed one."""
    pieces = list(pieces_of(speech))
    on_file = _on_file(actor, speech) if speech.confirmed_on else {}
    rows = [_filed(row, on_file.get(row.piece.pk)) for row in _rows(speech, pieces)]
    proposed = [piece for piece in pieces if piece.kind == Kind.TASK.value]
    lack = [sum(not getattr(piece, name) for piece in proposed) for name in FIELDS]
    return Bench(rows, len(proposed), *lack)


def _on_file(actor: Actor, speech: Speech) -> dict[int, Task]:
    """Return the tasks of a speech by their piece, as far as the actor reaches them."""
    filed = tasks(actor).filter(speech=speech)
    return {task.piece_id: task for task in filed if task.piece_id is not None}


def _filed(row: Row, task: Task | None) -> Row:
    """Let a row know the task that was put on file from it, if there is one."""
    return replace(row, task=task, stands=stands_as(task)) if task else row


def _rows(speech: Speech, pieces: Sequence[Piece]) -> Iterator[Row]:
    """Pair each piece with its words and the text between it and its neighbours."""
    text, breaks = speech.source.text, speech.source.breaks
    edges = [speech.start, *(edge for p in pieces for edge in (p.start, p.end)), speech.end]
    gaps = [text[a:b] for a, b in list(pairwise(edges))[::2]]
    opening = _openings(breaks, pieces)
    lead = gaps[0]
    for piece, gap in zip(pieces, gaps[1:], strict=True):
        marks = MARKS.match(gap)
        after = gap if piece is pieces[-1] else marks[0] if marks else ""
        yield Row(piece, lead, text[piece.start : piece.end], after, piece.pk in opening)
        lead = gap[len(after) :]


def _openings(breaks: Iterable[int], pieces: Sequence[Piece]) -> set[int]:
    """Return the keys of the pieces before which a line of the original began."""
    lines, found, at = iter([*breaks, float("inf")]), set(), 0
    line = next(lines)
    for piece in pieces:
        while line < at:
            line = next(lines)
        if line <= piece.start:
            found.add(piece.pk)
        at = piece.end
    return found


def _paragraphs(rows: Iterable[Row]) -> list[Paragraph]:
    """Gather rows until a heading, or a line begun after a closed sentence: others were wrapped."""
    groups: list[list[Row]] = []
    before: Row | None = None
    for row in rows:
        is_closed = not before or before.is_heading or bool(CLOSES.search(before.after))
        if row.level or (before and before.level) or (row.opens and is_closed) or not groups:
            groups.append([])
        groups[-1].append(row)
        before = row
    return [Paragraph(group[0].level, tuple(group)) for group in groups]


def _with_tasks(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """Leave out all but the tasks and the nearest heading above them."""
    heading: Paragraph | None = None
    for paragraph in paragraphs:
        heading = paragraph if paragraph.level else heading
        found = tuple(replace(r, before="", after="") for r in paragraph.rows if r.is_task)
        if not found:
            continue
        if heading:
            yield heading
        yield Paragraph(0, found)
        heading = None
